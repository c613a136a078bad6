//! What cannot be read is answered, and the conversation goes on.

use super::{answers, save};
use crate::support::Sandbox;
use serde_json::{Value, json};

#[test]
fn a_line_that_is_no_request_is_told_and_harms_no_other() {
    let s = Sandbox::new();
    for (line, id, why) in [
        ("", "null", "the request is no JSON object: EOF"),
        ("[1]", "null", "the request is no JSON object: invalid type"),
        (r#"{"id":1"#, "null", "the request is no JSON object: EOF"),
        (
            r#"{"id":1,"verb":"show"} x"#,
            "null",
            "the request is no JSON object: trailing",
        ),
        (r#"{"verb":"show"}"#, "null", "field 'id' is missing"),
        (
            r#"{"id":null,"verb":"show"}"#,
            "null",
            "field 'id' is no string and no number",
        ),
        (
            r#"{"id":[1],"verb":"show"}"#,
            "null",
            "field 'id' is no string and no number",
        ),
        (
            r#"{"id":1,"id":2,"verb":"show"}"#,
            "null",
            "field 'id' is there twice",
        ),
        (
            r#"{"id":"\ud800","verb":"show"}"#,
            "null",
            "field 'id' is no text that can be read",
        ),
        (r#"{"id":1}"#, "1", "field 'verb' is missing"),
        (r#"{"id":1,"verb":2}"#, "1", "field 'verb' is no string"),
        (r#"{"id":1,"verb":"save"}"#, "1", "'save' is no verb that"),
        (
            r#"{"id":1,"verb":"show","nam":"x"}"#,
            "1",
            "field 'nam' is not known",
        ),
        (
            r#"{"id":1,"verb":"show","name":4}"#,
            "1",
            "field 'name' is no string",
        ),
        (
            r#"{"id":1,"verb":"checkpoint"}"#,
            "1",
            "field 'state' is missing",
        ),
        (
            r#"{"id":1,"verb":"checkpoint","state":{"taskName":"t"},"coalesce":1}"#,
            "1",
            "field 'coalesce' is not true or false",
        ),
        (
            r#"{"id":1,"verb":"clear","state":{"taskName":"t"}}"#,
            "1",
            "field 'state' is for the verb 'checkpoint' alone",
        ),
    ] {
        let said = answers(
            &s,
            &format!("{line}\n{{\"id\":\"next\",\"verb\":\"show\"}}\n"),
        );
        let [refused, next] = &said[..] else {
            panic!("{line}: {said:?}");
        };
        assert!(
            refused.starts_with(&format!("{{\"id\":{id},\"exit\":129,")) && refused.contains(why),
            "{line}: {refused}"
        );
        assert!(next.starts_with("{\"id\":\"next\",\"exit\":3,"), "{next}");
    }
    s.assert_nothing_saved();
}

/// An id comes back to the letter; only what steers a terminal is escaped.
#[test]
fn an_id_that_steers_comes_back_escaped() {
    let s = Sandbox::new();
    let id = "\u{9b}2J\u{7f}\u{202e}\u{e9}\\u00e9";
    let said = answers(&s, &format!("{{\"id\":\"{id}\",\"verb\":\"show\"}}\n"));
    let escaped = "{\"id\":\"\\u009b2J\\u007f\\u202e\u{e9}\\u00e9\",\"exit\":3,";
    assert!(said[0].starts_with(escaped), "{said:?}");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let s = Sandbox::new();
    let lines = b"{\"id\":1,\"verb\":\"show\",\"name\":\"\xff\"}\n{\"id\":2,\"verb\":\"show\"}\n";
    let said = s.shipkit_reading(&["serve", "--stdio"], Some(lines));
    let _ = said
        .expect_code(0)
        .mentions(&["\"id\":null,\"exit\":129", "the request is not UTF-8 text"])
        .mentions(&["\"id\":2,\"exit\":3"]);
}

#[test]
fn a_line_beyond_all_bounds_is_refused_and_the_next_is_answered() {
    let s = Sandbox::new();
    let huge = save(1, &json!({"taskName": "x".repeat(20 << 20)}));
    let said = answers(&s, &format!("{huge}\n{{\"id\":2,\"verb\":\"show\"}}\n"));
    assert!(said[0].starts_with("{\"id\":null,\"exit\":129,"));
    assert!(said[0].contains("the request is longer than 9 MiB"));
    assert!(said[1].starts_with("{\"id\":2,\"exit\":3,"));
}

/// What is larger than a checkpoint may be is refused by the save itself, and
/// a line that long is no trouble where its content is not.
#[test]
fn a_line_as_long_as_a_document_is_read() {
    let s = Sandbox::new();
    let large = "x".repeat(3 << 20);
    let state = json!({"taskName": "t", "context": {"large": large}});
    let too_large = json!({"taskName": "t", "context": {"large": "x".repeat(8 << 20)}});
    let said = answers(
        &s,
        &format!("{}\n{}\n", save(1, &too_large), save(2, &state)),
    );
    let said: Vec<Value> = said
        .iter()
        .map(|line| serde_json::from_str(line).expect("an answer is JSON"))
        .collect();
    assert_eq!(said[0]["exit"], 128);
    assert_eq!(said[1]["exit"], 0);
    assert_eq!(said[1]["answer"]["checkpoint"]["context"]["large"], large);
}

#[test]
fn half_a_line_at_the_end_saves_nothing_and_a_whole_one_needs_no_line_feed() {
    let s = Sandbox::new();
    let whole = save(1, &json!({"taskName": "t"}));
    let said = answers(&s, &whole[..whole.len() - 1]);
    assert!(
        said[0].starts_with("{\"id\":null,\"exit\":129,"),
        "{said:?}"
    );
    s.assert_nothing_saved();
    let said = answers(&s, &whole);
    assert!(said[0].starts_with("{\"id\":1,\"exit\":0,"), "{said:?}");
    assert_eq!(answers(&s, "").len(), 0);
}
