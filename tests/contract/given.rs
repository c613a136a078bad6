//! States as programs give them, at random.

use crate::support::Random;

/// Texts that something might stumble over.
const TEXTS: [&str; 36] = [
    "",
    " ",
    "a",
    "Implement sendDM()",
    "a\nb",
    "a\r\nb\r",
    "  led and trailed  ",
    "-->",
    "<!--",
    "<!-- git-shipkit",
    "<!-- git-shipkit\nversion = 1\n-->",
    "\0",
    "\u{1b}[31m",
    "\u{9b}2J\u{7f}",
    "\u{85}x\u{2028}y\u{2029}",
    "\u{202e}abc\u{2066}",
    "😀 👩\u{200d}💻",
    "`code",
    "```",
    "**Task:** x",
    "# Heading",
    "- [ ] item",
    "1. one",
    "| a | b |",
    "a\\|b\\",
    "\\# x",
    "**Blockers:**",
    "---",
    "> q",
    "File: `a` (line 3)",
    "In Progress (60% complete)",
    "null",
    "\"quoted\" 'text'",
    "支払い",
    "\u{feff}x",
    "\t tab\t",
];

const NUMBERS: [&str; 16] = [
    "0",
    "-0",
    "1.50",
    "1e400",
    "-1E-5",
    "12345678901234567890",
    "0.1",
    "33.3",
    "60.0",
    "1e1",
    "100",
    "99.99999999999999999999",
    "1e-400",
    "1E+2",
    "0e0",
    "7",
];

const PATHS: [&str; 8] = [
    "a",
    "src/x.rs",
    "no such",
    "a:1",
    "../out",
    "odd `name`",
    "b:1-2",
    "e\u{1b}f",
];

fn text(chance: &mut Random) -> String {
    let text = TEXTS[chance.below(TEXTS.len())];
    let more = TEXTS[chance.below(TEXTS.len())];
    let text = match chance.below(5) {
        0 => format!("{text} {more}"),
        1 => format!("{text}\n{more}"),
        _ => text.to_owned(),
    };
    quoted(&text)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text that says something, so that it may stand where one is needed.
fn told(chance: &mut Random) -> String {
    match text(chance) {
        text if text[1..text.len() - 1].trim().len() > 2 => text,
        _ => "\"x\"".to_owned(),
    }
}

fn list(chance: &mut Random, one: impl Fn(&mut Random) -> String) -> String {
    let ones: Vec<String> = (0..chance.below(4)).map(|_| one(chance)).collect();
    format!("[{}]", ones.join(","))
}

/// An object of some of these fields, in any order.
fn object(chance: &mut Random, fields: Vec<(String, String)>) -> String {
    let mut left = fields;
    let mut members = Vec::new();
    while !left.is_empty() {
        let at = chance.below(left.len());
        let (key, value) = left.swap_remove(at);
        members.push(format!("{}:{value}", quoted(&key)));
    }
    format!("{{{}}}", members.join(","))
}

fn any(chance: &mut Random, depth: usize) -> String {
    match chance.below(if depth > 4 { 4 } else { 6 }) {
        0 => ["null", "true", "false", "[]", "{}"][chance.below(5)].to_owned(),
        1 => NUMBERS[chance.below(NUMBERS.len())].to_owned(),
        2 | 3 => text(chance),
        4 => list(chance, |chance| any(chance, depth + 1)),
        _ => {
            let keys = [
                "",
                "__proto__",
                "a.b",
                "$serde_json::private::Number",
                "k\n",
                "z",
                "a",
            ];
            let some =
                (0..chance.below(5)).map(|at| keys[(at * 3 + depth) % keys.len()].to_owned());
            let some: Vec<String> = some.collect();
            let fields = some.into_iter().map(|key| (key, any(chance, depth + 1)));
            let fields = fields.collect();
            object(chance, fields)
        }
    }
}

fn lines(chance: &mut Random) -> String {
    ["3", "\"3\"", "\"15-28\"", "null", "\"007\"", "4.0"][chance.below(6)].to_owned()
}

fn path(chance: &mut Random) -> String {
    quoted(PATHS[chance.below(PATHS.len())])
}

/// Adds each of these fields, or null for it, or nothing.
fn some(chance: &mut Random, fields: &mut Vec<(String, String)>, all: Vec<(&str, String)>) {
    for (key, value) in all {
        match chance.below(5) {
            0 => fields.push((key.to_owned(), "null".to_owned())),
            1..=3 => fields.push((key.to_owned(), value)),
            _ => {}
        }
    }
}

fn file(chance: &mut Random) -> String {
    if chance.below(2) == 0 {
        return path(chance);
    }
    let mut fields = vec![("path".to_owned(), path(chance))];
    let lines = lines(chance);
    some(chance, &mut fields, vec![("lines", lines)]);
    object(chance, fields)
}

fn item(chance: &mut Random) -> String {
    if chance.below(4) == 0 {
        return told(chance);
    }
    let mut fields = vec![("text".to_owned(), told(chance))];
    let all = vec![
        ("files", list(chance, file)),
        ("details", list(chance, text)),
        ("stoppedAt", text(chance)),
        ("nextStep", text(chance)),
    ];
    some(chance, &mut fields, all);
    object(chance, fields)
}

fn opening(chance: &mut Random) -> String {
    if chance.below(3) == 0 {
        return path(chance);
    }
    let mut fields = vec![("path".to_owned(), path(chance))];
    let all = vec![("lines", lines(chance)), ("note", text(chance))];
    some(chance, &mut fields, all);
    object(chance, fields)
}

fn decision(chance: &mut Random) -> String {
    let mut fields = vec![("decision".to_owned(), told(chance))];
    let rationale = text(chance);
    some(chance, &mut fields, vec![("rationale", rationale)]);
    object(chance, fields)
}

/// A whole state, as JSON text; every one can be saved.
pub(super) fn state(seed: u64) -> String {
    let chance = &mut Random(seed);
    let mut fields = vec![("taskName".to_owned(), told(chance))];
    let percents = [0, 1, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    let all = vec![
        ("taskId", text(chance)),
        ("progress", NUMBERS[percents[chance.below(12)]].to_owned()),
        ("status", text(chance)),
        ("lastAction", text(chance)),
        ("nextStep", text(chance)),
        (
            "blockers",
            if chance.below(2) == 0 {
                text(chance)
            } else {
                list(chance, text)
            },
        ),
        (
            "priority",
            ["\"low\"", "\"normal\"", "\"high\""][chance.below(3)].to_owned(),
        ),
        ("context", any(chance, 0)),
        ("completed", list(chance, item)),
        ("inProgress", list(chance, item)),
        ("pending", list(chance, item)),
        ("stoppedAt", text(chance)),
        ("decisions", list(chance, decision)),
        ("filesToOpen", list(chance, opening)),
        ("gotchas", list(chance, text)),
        ("testState", text(chance)),
    ];
    some(chance, &mut fields, all);
    object(chance, fields)
}
