//! What is put in is all that changes, and taken out again leaves what was.

use super::{Format, Wanted, apply, undo};
use serde_json::{Value, json};

fn ours(event: &'static str) -> (&'static str, Value) {
    (event, json!({"hooks": [{"command": "ours"}]}))
}

fn wanted() -> Wanted {
    Wanted {
        version: None,
        entries: vec![ours("Start"), ours("Stop")],
    }
}

#[track_caller]
fn put(text: &str) -> String {
    let splices = Format::Json.put(text, &wanted()).unwrap();
    let after = apply(text, &splices).unwrap();
    assert_eq!(undo(&after, &splices).as_deref(), Some(text));
    after
}

#[track_caller]
fn cut(text: &str) -> String {
    let is_ours = |handler: &super::Handler| handler.value["command"] == "ours";
    apply(text, &Format::Json.cut(text, &is_ours).unwrap()).unwrap()
}

const ENTRY: &str = r#"{ "hooks": [{ "command": "ours" }] }"#;

/// `@` stands for an entry of ours.
#[track_caller]
fn becomes(before: &str, after: &str) {
    let after = after.replace('@', ENTRY);
    assert_eq!(put(before), after);
}

#[test]
fn it_looks_like_what_is_there() {
    becomes(
        "",
        "{\n  \"hooks\": {\n    \"Start\": [@],\n    \"Stop\": [@]\n  }\n}\n",
    );
    becomes(
        "{}",
        "{\n  \"hooks\": {\n    \"Start\": [@],\n    \"Stop\": [@]\n  }\n}",
    );
    becomes(
        "{\r\n\t\"a\": 1 // one\r\n}\r\n",
        "{\r\n\t\"a\": 1, // one\r\n\t\"hooks\": {\r\n\t\t\"Start\": [@],\r\n\t\t\"Stop\": [@]\r\n\t}\r\n}\r\n",
    );
    becomes(
        "{\n    \"hooks\": {\n        \"Stop\": [\n            {\"hooks\": []}, // theirs\n        ],\n    },\n}\n",
        "{\n    \"hooks\": {\n        \"Stop\": [\n            {\"hooks\": []}, // theirs\n            @,\n        ],\n        \"Start\": [@],\n    },\n}\n",
    );
    becomes(
        r#"{"a":1,"hooks":{"Stop":[{"hooks":[]}]}}"#,
        "{\"a\":1,\"hooks\":{\"Stop\":[{\"hooks\":[]}, @],\n  \"Start\": [@]\n}}",
    );
    becomes(
        "{ \"hooks\": null }",
        "{ \"hooks\": {\n  \"Start\": [@],\n  \"Stop\": [@]\n} }",
    );
    becomes(
        "{\n  \"hooks\": { /* none yet */ }\n}",
        "{\n  \"hooks\": { /* none yet */\n    \"Start\": [@],\n    \"Stop\": [@]\n   }\n}",
    );
    becomes(
        "// mine\n",
        "// mine\n{\n  \"hooks\": {\n    \"Start\": [@],\n    \"Stop\": [@]\n  }\n}\n",
    );
}

#[test]
fn what_goes_takes_its_comma_and_its_line_along() {
    for before in [
        "{\n  \"a\": 1\n}\n",
        "{\n  \"a\": 1,\n}\n",
        "{\n  \"hooks\": {\n    \"Stop\": [\n      {\"hooks\": [{\"command\": \"x\"}]}\n    ]\n  }\n}\n",
        "{\n  \"hooks\": {\n    \"Stop\": [\n      {\"hooks\": [{\"command\": \"x\"}]},\n    ],\n  },\n}\n",
        "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"command\": \"x\"}]}],\n  \"b\": 2\n}}",
        "{\r\n\t\"a\": 1 // one\r\n}\r\n",
        "{\n  \"a\": 1, /* two */\n  \"b\": [] // three\n}",
    ] {
        assert_eq!(cut(&put(before)), before);
    }
}

#[test]
fn ours_go_from_between_others() {
    let text = "{\n  \"hooks\": {\n    \"Stop\": [\n      {\"hooks\": [{\"command\": \"a\"}, {\"command\": \"ours\"}, {\"command\": \"b\"}]},\n      {\"hooks\": [{\"command\": \"ours\"}]}, // gone\n      {\"command\": \"ours\"},\n      {\"command\": \"c\"}\n    ],\n    \"Start\": [{\"hooks\": [{\"command\": \"ours\"}]}],\n    \"End\": [{\"command\": \"d\"}]\n  }\n}\n";
    assert_eq!(
        cut(text),
        "{\n  \"hooks\": {\n    \"Stop\": [\n      {\"hooks\": [{\"command\": \"a\"}, {\"command\": \"b\"}]}, // gone\n      {\"command\": \"c\"}\n    ],\n    \"End\": [{\"command\": \"d\"}]\n  }\n}\n"
    );
}

#[test]
fn what_cannot_be_understood_is_refused() {
    for (text, why) in [
        (
            "{",
            "is not valid JSON: unterminated object on line 1 column 1",
        ),
        (
            "{} {}",
            "is not valid JSON: text cannot contain more than one JSON value on line 1 column 4",
        ),
        ("[]", "does not hold a JSON object"),
        ("{\"hooks\": []}", "has 'hooks' that are no object"),
        (
            "{\"hooks\": {\"Stop\": {}}}",
            "has 'hooks.Stop' that is no list",
        ),
        (
            "{\"hooks\": {}, \"hooks\": {}}",
            "has 'hooks' twice: which one counts cannot be told",
        ),
    ] {
        assert_eq!(Format::Json.put(text, &wanted()), Err(why.to_owned()));
    }
    let deep = "[".repeat(100_000);
    assert!(Format::Json.put(&deep, &wanted()).is_err());
}

#[test]
fn toml_gets_tables_at_its_end() {
    let before =
        "# mine\nmodel = 'x'\n\n[[hooks.Stop]]\n[[hooks.Stop.hooks]]\ncommand = \"a\" # theirs";
    let splices = Format::Toml.put(before, &wanted()).unwrap();
    let after = apply(before, &splices).unwrap();
    let entry =
        |event: &str| format!("\n[[hooks.{event}]]\n[[hooks.{event}.hooks]]\ncommand = \"ours\"\n");
    assert_eq!(
        after,
        format!("{before}\n{}{}", entry("Start"), entry("Stop"))
    );
    let is_ours = |handler: &super::Handler| handler.value["command"] == "ours";
    let cut = Format::Toml.cut(&after, &is_ours).unwrap();
    assert_eq!(apply(&after, &cut).unwrap(), format!("{before}\n"));
}

/// A stream of numbers that is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// White space and comments, as odd as people write them.
    fn gap(&mut self, newline: &str) -> String {
        match self.below(9) {
            0 => " ".to_owned(),
            1 => format!("{newline}  "),
            2 => format!("{newline}{newline}\t"),
            3 => format!(" // it's, {{odd}}{newline}"),
            4 => "/* , ] */".to_owned(),
            5 => format!("{newline}/* two{newline}lines */ "),
            _ => String::new(),
        }
    }

    /// A list or an object of these, with a comma at its end or without.
    fn all(&mut self, ends: [&str; 2], parts: &[String], newline: &str) -> String {
        let mut text = ends[0].to_owned();
        for (at, part) in parts.iter().enumerate() {
            let comma = at + 1 < parts.len() || self.below(3) == 0;
            let comma = if comma { "," } else { "" };
            let gaps = [self.gap(newline), self.gap(newline)];
            text += &[&gaps[0], part.as_str(), &gaps[1], comma].concat();
        }
        text + &self.gap(newline) + ends[1]
    }

    fn settings(&mut self) -> String {
        let newline = ["\n", "\r\n"][usize::from(self.below(2) == 0)];
        let event = |dice: &mut Dice, name: &str| {
            let groups: Vec<String> = (0..dice.below(3))
                .map(|at| {
                    let handler = format!("{{\"command\": \"{at}\"}}");
                    let list = dice.all(["[", "]"], &[handler], newline);
                    let gap = dice.gap(newline);
                    dice.all(["{", "}"], &[format!("\"hooks\":{gap}{list}")], newline)
                })
                .collect();
            format!("\"{name}\":{}", dice.all(["[", "]"], &groups, newline))
        };
        let names = ["Stop", "Other", "Start"];
        let count = self.below(4);
        let names = names.into_iter().take(usize::try_from(count).unwrap());
        let events: Vec<String> = names.map(|name| event(self, name)).collect();
        let hooks = self.all(["{", "}"], &events, newline);
        let mut all = vec![format!("\"hooks\": {hooks}"), "\"a\":[1,{}]".to_owned()];
        all.truncate(usize::try_from(self.below(3)).unwrap());
        let root = self.all(["{", "}"], &all, newline);
        [self.gap(newline), root, self.gap(newline)].concat()
    }
}

#[test]
fn however_odd_it_is_nothing_else_changes() {
    let value = |text: &str| super::tree(text);
    let mut dice = Dice(20_250_127);
    for _ in 0..4_000 {
        let before = dice.settings();
        let after = put(&before);
        let mut left = after.bytes();
        assert!(
            before.bytes().all(|byte| left.any(|other| other == byte)),
            "{before}"
        );
        let hooks = &value(&after)["hooks"];
        for event in ["Start", "Stop"] {
            let was = value(&before)["hooks"][event].as_array().cloned();
            let mut was = was.unwrap_or_default();
            was.push(ours(event).1);
            assert_eq!(hooks[event], Value::Array(was), "{before}\n=>\n{after}");
        }
        let gone = cut(&after);
        let handlers = |text: &str| Format::Json.handlers(text).unwrap();
        assert_eq!(handlers(&gone), handlers(&before), "{before}\n=>\n{gone}");
        assert_eq!(value(&gone)["a"], value(&before)["a"]);
        let words = ["{odd}", ", ] */", "lines */"];
        let comments = |text: &str| words.map(|word| text.matches(word).count());
        assert_eq!(comments(&gone), comments(&before), "{before}\n=>\n{gone}");
    }
}
