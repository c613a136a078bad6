//! Held against `serde_json`, which reads the same JSON in its own spelling.

use super::{json_text, pretty, read, read_json};
use serde_json::{Value, json};

/// A thing as a program might write it, picked by `seed`.
fn mutated(seed: u64) -> String {
    const PARTS: [&str; 40] = [
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"", "\\", "0", "1", "-", ".", "e", "E5",
        "+", "1.50", "1e400", "null", "true", "false", "nul", " ", "\n", "\t", "\\n", "\\u0041",
        "\\ud83d", "\\ude00", "é", "😀", "\u{7f}", "\u{1}", "{\"k\":", "[1,", "\"x\":", "\"\"",
        "-0", "\u{a0}",
    ];
    let mut chance = seed;
    let mut below = |limit: usize| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(chance >> 33).unwrap() % limit
    };
    let good = [
        "{\"a\":[1,-2.5e3,\"x\\n\"],\"b\":{\"c\":null,\"d\":[true,{}]}}",
        "[]",
        "\"\\ud83d\\ude00\"",
        "",
    ];
    let mut text = good[below(4)].to_owned();
    for _ in 0..below(4) + usize::from(text.is_empty()) * 4 {
        let at = below(text.chars().count() + 1);
        let at = text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
        if below(3) == 0 {
            text.truncate(at);
        } else {
            text.insert_str(at, PARTS[below(PARTS.len())]);
        }
    }
    text
}

#[test]
fn it_takes_and_refuses_what_serde_json_does() {
    let (mut taken, mut refused) = (0, 0);
    for seed in 0..60_000 {
        let text = mutated(seed);
        match (read(&text), serde_json::from_str::<Value>(&text)) {
            (Ok(ours), Ok(theirs)) => {
                taken += 1;
                let theirs = theirs.to_string();
                let again: Value = serde_json::from_str(&ours.to_string()).unwrap();
                assert_eq!(again.to_string(), theirs, "{text:?}");
            }
            (Err(_), Err(_)) => refused += 1,
            (Err(trouble), Ok(_)) if trouble.sentence().contains("is there twice") => {}
            (ours, theirs) => panic!("{text:?}: {ours:?}, {theirs:?}"),
        }
    }
    assert!(
        taken > 5_000 && refused > 5_000,
        "{taken} taken, {refused} refused"
    );
}

#[test]
fn numbers_keep_their_spelling() {
    let text = "[1.50,1e400,1E+5,1e-07,12345678901234567890123,-0,-0.0,0e0]";
    assert_eq!(json_text(&read_json(text).unwrap()), text);
}

#[test]
fn what_is_written_steers_nothing_and_reads_back() {
    let value =
        json!({ "a\u{1b}\u{9b}": "\u{7f}\u{85}\u{2028}\u{202e}\u{2066}\0\n\r😀ü\u{200d}-->" });
    for text in [json_text(&value), pretty(&value)] {
        let raw = text
            .chars()
            .find(|c| *c != '\n' && crate::model::steers(*c));
        assert_eq!(raw, None, "{text:?}");
        assert_eq!(read_json(&text).unwrap(), value);
    }
    assert!(json_text(&value).contains("\\u009b") && json_text(&value).contains('😀'));
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_column() {
    assert_eq!(
        read_json("[1,\n 2,]").unwrap_err(),
        "trailing comma at line 2 column 4"
    );
}
