//! JSON Schema (2020-12) of what programs give and get. The parts that several
//! have lie in `schema/defs.json`; each is printed with those it needs.

use serde_json::{Map, Value};

/// The schemas by name: the kind of the answer, or what a program gives.
const SCHEMAS: &[(&str, &str)] = &[
    ("state", include_str!("schema/state.json")),
    ("checkpoint", include_str!("schema/checkpoint.json")),
    ("resume", include_str!("schema/resume.json")),
    ("brief", include_str!("schema/brief.json")),
    ("check", include_str!("schema/check.json")),
    ("diff", include_str!("schema/diff.json")),
    ("list", include_str!("schema/list.json")),
    ("show", include_str!("schema/show.json")),
    ("log", include_str!("schema/log.json")),
    ("restore", include_str!("schema/restore.json")),
    ("clear", include_str!("schema/clear.json")),
    ("suggest", include_str!("schema/suggest.json")),
    ("install", include_str!("schema/install.json")),
    ("uninstall", include_str!("schema/uninstall.json")),
    ("doctor", include_str!("schema/doctor.json")),
    ("completion", include_str!("schema/completion.json")),
    ("schema", include_str!("schema/schema.json")),
    ("none", include_str!("schema/none.json")),
    ("error", include_str!("schema/error.json")),
    ("serve", include_str!("schema/serve.json")),
    ("serve-request", include_str!("schema/serve-request.json")),
    ("serve-answer", include_str!("schema/serve-answer.json")),
];

/// What programs give: of that nothing unknown is taken, while an answer may
/// have more than its schema tells.
const GIVEN: [&str; 2] = ["state", "serve-request"];

/// The names of the schemas, the one that programs need first.
pub fn schema_names() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().map(|(name, _)| *name)
}

/// The schema of that name, or of the verb that answers so; `None` where
/// there is none.
pub fn schema(name: &str) -> Option<Value> {
    let name = if name == "status" { "resume" } else { name };
    let (name, text) = SCHEMAS.iter().find(|(known, _)| *known == name)?;
    let mut schema = object(text);
    let all = object(include_str!("schema/defs.json"));
    let mut used = Map::new();
    let mut waiting = refs(&Value::Object(schema.clone()));
    while let Some(part) = waiting.pop() {
        if let (false, Some(found)) = (used.contains_key(&part), all.get(&part)) {
            waiting.extend(refs(found));
            used.insert(part, found.clone());
        }
    }
    let parts = all.keys().filter_map(|part| used.remove_entry(part));
    let parts: Map<String, Value> = parts.collect();
    if !parts.is_empty() {
        schema.insert("$defs".to_owned(), parts.into());
    }
    let mut schema = Value::Object(schema);
    if !GIVEN.contains(name) {
        open(&mut schema);
    }
    Some(schema)
}

/// The answer of `schema --list`: each name with its title.
pub fn schema_list() -> Value {
    let schemas = schema_names().filter_map(|name| {
        let title = schema(name)?["title"].take();
        let entry = super::object::Object::new().put("name", name);
        Some(entry.put("title", title).build())
    });
    super::object::Object::answer("schema")
        .put("schemas", schemas.collect::<Vec<_>>())
        .build()
}

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).expect("every schema is tried by a test")
}

/// The parts that a schema refers to.
fn refs(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str);
            let own = own.and_then(|target| target.strip_prefix("#/$defs/"));
            let inner = map.values().flat_map(refs);
            own.map(str::to_owned).into_iter().chain(inner).collect()
        }
        Value::Array(values) => values.iter().flat_map(refs).collect(),
        _ => Vec::new(),
    }
}

/// Lets every object have more fields than are told.
fn open(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            map.shift_remove("additionalProperties");
            map.values_mut().for_each(open);
        }
        Value::Array(values) => values.iter_mut().for_each(open),
        _ => {}
    }
}
