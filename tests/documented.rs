//! What the documents say of the program and of the house is so: sentences that
//! they quote are said, the map is the one of `lib.rs`, the example applies.

use git_shipkit::report::json::{schema, schema_names};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The worked example of CONTRIBUTING.md.
const EXAMPLE: &str = "fixtures/contributing/next.patch";

/// What begins a code span that is to be typed, and no sentence of ours.
const TYPED: [&str; 9] = [
    "git",
    "git-shipkit",
    "cargo",
    "command",
    "apt",
    "pip",
    "npm",
    "brew",
    "iconv",
];

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of every file below `dir` that holds what the program says.
fn sources(dir: &str) -> String {
    let mut all = String::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(dir)];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a directory of ours");
            let entries = entries.map(|entry| entry.expect("an entry of ours").path());
            let is_said = |path: &PathBuf| !path.ends_with("tests") && !path.ends_with("tests.rs");
            waiting.extend(entries.filter(is_said));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all += &said_in(&fs::read_to_string(&path).expect("a source is UTF-8"));
        }
    }
    all
}

/// A source without its comments, its texts as they read: on one line each.
fn said_in(source: &str) -> String {
    let code = source.lines().map(str::trim);
    let code = code.filter(|line| !line.starts_with("//"));
    let code: Vec<&str> = code.collect();
    code.join("\n").replace("\\\n", "").replace("\\\"", "\"")
}

/// The code spans of a Markdown text outside fences, each on one line.
fn code_spans(markdown: &str) -> Vec<String> {
    let mut prose = String::new();
    let mut fenced = false;
    for line in markdown.lines() {
        let is_fence = line.starts_with("```");
        fenced ^= is_fence;
        if !fenced && !is_fence {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    let spans = prose
        .split("\n\n")
        .flat_map(|block| block.split('`').skip(1).step_by(2));
    spans
        .map(|span| span.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// Whether a code span quotes a sentence of the program.
fn is_sentence(span: &str) -> bool {
    let first = span.split(' ').next().unwrap_or_default();
    let is_typed = TYPED.contains(&first) || first.contains('=') || span.starts_with("--");
    span.contains('…') || span.contains(' ') && !is_typed
}

/// The parts of a sentence that nobody says; `…` stands for what differs.
fn unsaid<'a>(sentence: &'a str, said: &str) -> Vec<&'a str> {
    let parts = sentence.split('…').map(str::trim);
    parts.filter(|part| !said.contains(part)).collect()
}

#[test]
fn a_sentence_that_troubleshooting_quotes_is_said() {
    let said = sources("src");
    let page = read("docs/troubleshooting.md");
    let spans = code_spans(&page);
    let sentences: Vec<&String> = spans.iter().filter(|span| is_sentence(span)).collect();
    assert!(
        sentences.len() > 40,
        "the sentences were not found: {sentences:?}"
    );
    let wrong = sentences.iter().flat_map(|sentence| {
        let unsaid = unsaid(sentence, &said);
        unsaid
            .into_iter()
            .map(move |part| format!("{sentence}: {part}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "nobody says\n{}", wrong.join("\n"));
}

#[test]
fn a_sentence_that_nobody_says_is_seen() {
    let said = said_in("// not this\nlet a = \"it is {} and \\\n    \\\"so\\\" on\";");
    let page = "See `it is … and \"so\" on`, `git status -s`, a `word` and\n`not this\none`.\n";
    let spans = code_spans(page);
    let sentences: Vec<&String> = spans.iter().filter(|span| is_sentence(span)).collect();
    assert_eq!(sentences, ["it is … and \"so\" on", "not this one"]);
    assert!(unsaid(sentences[0], &said).is_empty());
    assert_eq!(unsaid(sentences[1], &said), ["not this one"]);
}

/// The rooms of `lib.rs` in their order, as rows of a table: name and sentence.
fn rows_of_map(lib: &str) -> Vec<String> {
    let mut rows = Vec::new();
    let mut said = String::new();
    for line in lib.lines() {
        if let Some(text) = line.strip_prefix("/// ") {
            said.push_str(text);
        } else if let Some(name) = line.strip_prefix("pub mod ") {
            let name = name.trim_end_matches(';');
            rows.push(format!("| `{name}` | {} |", std::mem::take(&mut said)));
        }
    }
    rows
}

#[test]
fn the_map_of_contributing_is_that_of_the_house() {
    let rows = rows_of_map(&read("src/lib.rs"));
    assert!(rows.len() > 10, "the rooms were not found: {rows:?}");
    let page = read("CONTRIBUTING.md");
    let map = page.split("| room | what it is for |\n").nth(1);
    let map = map.and_then(|map| map.split("\n\n").next());
    let map = map.expect("there is a map").lines();
    let told = map.filter(|line| line.starts_with("| `"));
    assert_eq!(told.collect::<Vec<_>>(), rows, "room by room, in order");
}

/// A code span that names a file of the tree; capitals in one, as in `VERB.rs`,
/// stand for something else.
fn named_file(span: &str) -> Option<&str> {
    let stands_for = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    let is_path = ["src/", "tests/", "fixtures/", "packaging/", "fuzz/", ".ci/"]
        .iter()
        .any(|top| span.starts_with(top));
    let is_real = !span.contains(' ') && !span.split(['/', '.']).any(stands_for);
    (is_path && is_real).then_some(span)
}

#[test]
fn every_file_that_contributing_names_is_there() {
    let patch = read(EXAMPLE);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_there = |path: &&str| {
        let lies_in = |dir: &str| root.join(dir).join(path).exists();
        lies_in(".") || lies_in("packaging") || patch.contains(&format!("+++ b/{path}\n"))
    };
    let (contributing, packaging) = (read("CONTRIBUTING.md"), read("packaging/README.md"));
    let spans = [code_spans(&contributing), code_spans(&packaging)].concat();
    let named: Vec<&str> = spans.iter().filter_map(|span| named_file(span)).collect();
    assert!(named.len() > 20, "the files were not found: {named:?}");
    let gone: Vec<&&str> = named.iter().filter(|path| !is_there(path)).collect();
    assert_eq!(gone, [&""; 0]);
    assert_eq!(named_file("src/cli/VERB.rs"), None);
}

#[test]
fn a_room_that_is_not_on_the_map_is_seen() {
    let lib = "/// One.\n#[x]\npub mod one;\n\npub use x;\n/// Two.\npub mod two;\n";
    assert_eq!(rows_of_map(lib), ["| `one` | One. |", "| `two` | Two. |"]);
}

/// Whether `git apply` takes the example.
fn applies(more: &[&str]) -> bool {
    let mut git = Command::new("git");
    git.current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["apply", "--check"]);
    let told = git.args(more).arg(EXAMPLE).output();
    told.expect("git is there").status.success()
}

#[test]
fn the_example_of_contributing_applies_and_each_of_its_files_is_told() {
    // Who is trying it has applied it.
    assert!(applies(&[]) || applies(&["-R"]), "{EXAMPLE} applies");
    let page = read("CONTRIBUTING.md");
    let patch = read(EXAMPLE);
    let files = patch.lines().filter_map(|line| line.strip_prefix("+++ b/"));
    let files: Vec<&str> = files.collect();
    assert!(files.len() > 5, "its files were not found: {files:?}");
    let untold = files
        .iter()
        .filter(|file| !page.contains(&format!("`{file}`")));
    let untold: Vec<&&str> = untold.collect();
    assert!(
        untold.is_empty(),
        "CONTRIBUTING.md does not tell of {untold:?}"
    );
}

/// The fields that a schema knows, wherever they stand in it.
fn fields(schema: &Value, into: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            let own = map.get("properties").and_then(Value::as_object);
            into.extend(own.into_iter().flat_map(|own| own.keys().cloned()));
            map.values().for_each(|inner| fields(inner, into));
        }
        Value::Array(all) => all.iter().for_each(|inner| fields(inner, into)),
        _ => {}
    }
}

/// The fields of these answers that `page` does not name.
fn untold(kinds: &[&str], page: &str) -> Vec<String> {
    let mut all = BTreeSet::new();
    for kind in kinds {
        fields(&schema(kind).expect("it is an answer"), &mut all);
    }
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let words: BTreeSet<&str> = page.split(|c| !is_word(c)).collect();
    all.retain(|field| !words.contains(&**field));
    all.into_iter().collect()
}

#[test]
fn every_field_that_programs_meet_daily_is_told() {
    let left = [
        "install",
        "uninstall",
        "doctor",
        "suggest",
        "completion",
        "schema",
    ];
    let kinds: Vec<&str> = schema_names().filter(|name| !left.contains(name)).collect();
    assert!(kinds.len() > 10, "the answers were not found: {kinds:?}");
    assert_eq!(untold(&kinds, &read("docs/json.md")), [""; 0]);
    assert_eq!(
        untold(&["error"], "version, kind and `code`"),
        ["hint", "message"]
    );
}

/// The fields of a struct as its source has them.
fn fields_of(source: &str, name: &str) -> Vec<String> {
    let head = format!("struct {name} {{\n");
    let body = source.split(&head).nth(1).expect("the struct is there");
    let body = body.split("\n}").next().unwrap_or_default();
    let typed = body.lines().filter_map(|line| line.trim().split_once(": "));
    let fields = typed.map(|(field, _)| field.trim_start_matches("pub ").to_owned());
    fields.filter(|field| !field.starts_with('#')).collect()
}

#[test]
fn every_field_of_the_record_is_told() {
    let source = read("src/document/record/read.rs");
    let page = read("docs/format.md");
    let mut all = fields_of(&source, "Body");
    all.extend(fields_of(&source, "File"));
    assert!(all.len() > 12, "the fields were not found: {all:?}");
    let is_told = |field: &String| {
        let field = if field == "files" { "[files]" } else { field };
        ["`", " = true`"]
            .iter()
            .any(|end| page.contains(&format!("`{field}{end}")))
    };
    all.retain(|field| !is_told(field));
    assert_eq!(all, [""; 0]);
}

#[test]
fn fields_are_read_as_they_stand() {
    let source = "struct A {\n    x: u8,\n    #[serde(default)]\n    pub y: Vec<u8>,\n}\nstruct B {\n    z: u8,\n}\n";
    assert_eq!(fields_of(source, "A"), ["x", "y"]);
}
