//! The same in TOML, as Codex has it: a table an entry, at the end of the
//! file.

use super::splice::Splice;
use super::{Handler, Wanted, Why};
use serde_json::Value;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};
use toml_writer::ToTomlValue as _;

/// Every handler below `hooks`.
pub(super) fn handlers(text: &str) -> Result<Vec<Handler>, Why> {
    let tree: Value = toml::from_str(text).map_err(|error| refused(error.message()))?;
    let Some(hooks) = tree.get("hooks").and_then(Value::as_object) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for (event, list) in hooks {
        let groups = list.as_array().into_iter().flatten();
        for group in groups {
            let inner = group.get("hooks").and_then(Value::as_array);
            found.extend(inner.into_iter().flatten().map(|value| Handler {
                event: event.clone(),
                value: value.clone(),
            }));
        }
    }
    Ok(found)
}

fn refused(message: &str) -> Why {
    let first = message.lines().next().unwrap_or_default();
    format!("is not valid TOML: {first}")
}

/// What puts `wanted` in.
pub(super) fn put(text: &str, wanted: &Wanted) -> Result<Vec<Splice>, Why> {
    let before = parsed(text)?;
    let mut block = String::new();
    for (event, group) in &wanted.entries {
        let hooks = before.get("hooks");
        let there = hooks.and_then(|hooks| hooks.get(event));
        if there.is_some_and(|there| !there.is_array_of_tables())
            || hooks.is_some_and(Item::is_inline_table)
        {
            return Err(format!("has 'hooks.{event}' in a form that takes no more"));
        }
        block.push_str(&tables(event, group));
    }
    if block.is_empty() {
        return Ok(Vec::new());
    }
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let block = format!("{gap}{block}");
    let block = if text.contains("\r\n") {
        block.replace('\n', "\r\n")
    } else {
        block
    };
    let splice = Splice::insert(text.len(), block);
    parsed(&[text, &splice.put].concat())?;
    Ok(vec![splice])
}

/// One entry as tables of its own, after an empty line.
fn tables(event: &str, group: &Value) -> String {
    let plain = |value: &Value| match value {
        Value::String(text) => text.to_toml_value(),
        other => other.to_string(),
    };
    let lines = |fields: &Value| -> Vec<String> {
        let fields = fields.as_object().into_iter().flatten();
        let fields = fields.filter(|(_, value)| !value.is_array());
        let lines = fields.map(|(key, value)| format!("{key} = {}\n", plain(value)));
        lines.collect()
    };
    let mut all = vec![format!("\n[[hooks.{event}]]\n")];
    all.extend(lines(group));
    let handlers = group.get("hooks").and_then(Value::as_array);
    for handler in handlers.into_iter().flatten() {
        all.push(format!("[[hooks.{event}.hooks]]\n"));
        all.extend(lines(handler));
    }
    all.concat()
}

/// What takes out every handler that `is_ours` picks.
pub(super) fn cut(text: &str, is_ours: &dyn Fn(&Handler) -> bool) -> Result<Vec<Splice>, Why> {
    let mut tree = parsed(text)?;
    let Some(hooks) = tree.get_mut("hooks").and_then(Item::as_table_mut) else {
        return Ok(Vec::new());
    };
    let events: Vec<String> = hooks.iter().map(|(event, _)| event.to_owned()).collect();
    let mut is_changed = false;
    for event in events {
        let Some(groups) = hooks.get_mut(&event).and_then(Item::as_array_of_tables_mut) else {
            continue;
        };
        is_changed |= thinned(groups, &event, is_ours);
        if groups.is_empty() {
            hooks.remove(&event);
        }
    }
    if !is_changed {
        return Ok(Vec::new());
    }
    if hooks.is_empty() && hooks.is_implicit() {
        tree.remove("hooks");
    }
    Ok(between(text, &tree.to_string()))
}

/// Takes ours out of the groups of one event; whether there were any.
fn thinned(groups: &mut ArrayOfTables, event: &str, is_ours: &dyn Fn(&Handler) -> bool) -> bool {
    let mut is_changed = false;
    for at in (0..groups.len()).rev() {
        let Some(group) = groups.get_mut(at) else {
            continue;
        };
        let Some(handlers) = group
            .get_mut("hooks")
            .and_then(Item::as_array_of_tables_mut)
        else {
            continue;
        };
        let before = handlers.len();
        handlers.retain(|handler| {
            !is_ours(&Handler {
                event: event.to_owned(),
                value: value(handler),
            })
        });
        is_changed |= handlers.len() != before;
        if handlers.is_empty() && before > 0 {
            groups.remove(at);
        }
    }
    is_changed
}

/// A table as JSON.
fn value(table: &Table) -> Value {
    let mut plain = DocumentMut::new();
    for (key, item) in table {
        plain.insert(key, item.clone());
    }
    toml::from_str(&plain.to_string()).unwrap_or_default()
}

fn parsed(text: &str) -> Result<DocumentMut, Why> {
    let tree: Result<DocumentMut, toml_edit::TomlError> = text.parse();
    tree.map_err(|error| refused(error.message()))
}

/// The one change that makes `after` of `before`.
fn between(before: &str, after: &str) -> Vec<Splice> {
    let same = before.char_indices().zip(after.chars());
    let start = same
        .take_while(|((_, one), other)| one == other)
        .last()
        .map_or(0, |((at, one), _)| at + one.len_utf8());
    let (rest, others) = (&before[start..], &after[start..]);
    let same = rest.chars().rev().zip(others.chars().rev());
    let length: usize = same
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one.len_utf8())
        .sum();
    vec![Splice {
        at: start,
        cut: rest[..rest.len() - length].to_owned(),
        put: others[..others.len() - length].to_owned(),
    }]
}
