//! What is refused, and in which words.

use crate::document::State;

/// A program's input and what it is refused with; a hint stands after `;`.
const REFUSED: &[(&str, &str)] = &[
    // no JSON
    ("", "the state is empty: there is no JSON"),
    (" \n", "the state is empty: there is no JSON"),
    ("\u{feff}", "the state is empty: there is no JSON"),
    ("[]", "the state is no JSON object"),
    ("null", "the state is no JSON object"),
    (
        "{\n \"taskName\": \"a\",}",
        "the state is not valid JSON: trailing comma at line 2 column 18",
    ),
    (
        "{\"taskName\":\"a\"} x",
        "the state is not valid JSON: trailing characters at line 1 column 18",
    ),
    (
        "{\"taskName\":\"a\"",
        "the state is not valid JSON: it ends where ',' or '}' is expected at line 1 column 16",
    ),
    (
        "{\"taskName\":",
        "the state is not valid JSON: it ends where a value is expected at line 1 column 13, in 'taskName'",
    ),
    (
        "{\"taskName\":\"a",
        "the state is not valid JSON: a text has no end; it begins at line 1 column 13, in 'taskName'",
    ),
    (
        "{taskName:\"a\"}",
        "the state is not valid JSON: a key in double quotes is expected, not 't' at line 1 column 2",
    ),
    (
        "{'taskName':1}",
        "the state is not valid JSON: a key in double quotes is expected, not ''' at line 1 column 2",
    ),
    (
        "{\"taskName\" \"a\"}",
        "the state is not valid JSON: ':' is expected, not '\"' at line 1 column 13",
    ),
    (
        "{\"progress\":NaN}",
        "the state is not valid JSON: 'NaN' is no JSON at line 1 column 13, in 'progress'",
    ),
    (
        "{\"progress\":-Infinity}",
        "the state is not valid JSON: '-Infinity' is no JSON number at line 1 column 13, in 'progress'",
    ),
    (
        "{\"progress\":01}",
        "the state is not valid JSON: '01' is no JSON number at line 1 column 13, in 'progress'",
    ),
    (
        "{\"progress\":1.}",
        "the state is not valid JSON: '1.' is no JSON number at line 1 column 13, in 'progress'",
    ),
    (
        "{\"blockers\":None}",
        "the state is not valid JSON: 'None' is no JSON at line 1 column 13, in 'blockers'",
    ),
    (
        "{\"a\":[1 2]}",
        "the state is not valid JSON: ',' or ']' is expected, not '2' at line 1 column 9, in 'a'",
    ),
    (
        "{\"é\":\"\\q\"}",
        "the state is not valid JSON: '\\q' is no escape at line 1 column 7, in 'é'",
    ),
    (
        "{\"a\":\"\\u12g4\"}",
        "the state is not valid JSON: '\\u' needs four hexadecimal digits at line 1 column 7, in 'a'",
    ),
    (
        "{\"a\":\"b\nc\"}",
        "the state is not valid JSON: a text has a raw control character, to be written as '\\u000a', at line 1 column 8, in 'a'",
    ),
    // JSON that says no one thing
    (
        "{\"context\":{\"a\":1,\"a\":2}}",
        "the state's field 'context.a' is there twice, at line 1 column 19",
    ),
    (
        "{\"taskName\":\"a\",\n\"taskName\":\"a\"}",
        "the state's field 'taskName' is there twice, at line 2 column 1",
    ),
    (
        "{\"gotchas\":[\"\",\"\\ud800x\"]}",
        "the state is not valid JSON: '\\ud800' is half a character (a lone surrogate) at line 1 column 17, in 'gotchas[1]'",
    ),
    (
        "{\"\\udc00\":1}",
        "the state is not valid JSON: '\\udc00' is half a character (a lone surrogate) at line 1 column 3",
    ),
    // the whole
    ("{}", "the state's field 'taskName' is missing"),
    (
        "{\"taskName\":null}",
        "the state's field 'taskName' is missing",
    ),
    (
        "{\"taskName\":\" \"}",
        "the state's field 'taskName' is empty",
    ),
    (
        "{\"taskName\":7}",
        "the state's field 'taskName' is no string",
    ),
    (
        "{\"taskName\":\"a\",\"nextstep\":\"b\"}",
        "the state's field 'nextstep' is not known; the nearest known field is 'nextStep'",
    ),
    (
        "{\"taskName\":\"a\",\"task\":\"b\"}",
        "the state's field 'task' is not known; the nearest known field is 'taskId'",
    ),
];

/// A field of an otherwise good state, and what is wrong with it.
const FIELDS: &[(&str, &str)] = &[
    ("\"taskId\":7", "'taskId' is no string"),
    ("\"progress\":100.5", "'progress' is 100.5, not 0 to 100"),
    ("\"progress\":-1", "'progress' is -1, not 0 to 100"),
    (
        "\"progress\":100.00000000000000000001",
        "'progress' is 100.00000000000000000001, not 0 to 100",
    ),
    ("\"progress\":1e400", "'progress' is 1e400, not 0 to 100"),
    ("\"progress\":\"60\"", "'progress' is no number"),
    ("\"status\":[]", "'status' is no string"),
    ("\"lastAction\":{}", "'lastAction' is no string"),
    ("\"nextStep\":1", "'nextStep' is no string"),
    (
        "\"blockers\":false",
        "'blockers' is neither null, a string nor a list",
    ),
    ("\"blockers\":[\"a\",1]", "'blockers[1]' is no string"),
    (
        "\"priority\":\"High\"",
        "'priority' is none of low, normal and high",
    ),
    (
        "\"priority\":1",
        "'priority' is none of low, normal and high",
    ),
    ("\"completed\":{}", "'completed' is no list"),
    (
        "\"completed\":[1]",
        "'completed[0]' is neither an object nor a string",
    ),
    ("\"inProgress\":[\"\"]", "'inProgress[0]' is empty"),
    ("\"pending\":[{}]", "'pending[0].text' is missing"),
    (
        "\"pending\":[{\"text\":1}]",
        "'pending[0].text' is no string",
    ),
    (
        "\"pending\":[{\"text\":\"b\",\"file\":[]}]",
        "'pending[0].file' is not known; the nearest known field is 'pending[0].files'",
    ),
    (
        "\"pending\":[\"a\",\"b\",{\"text\":\"c\",\"files\":[{\"path\":\"d\",\"lines\":\"9-3\"}]}]",
        "'pending[2].files[0].lines' is no line or range",
    ),
    (
        "\"pending\":[{\"text\":\"c\",\"files\":[{\"path\":\"d\",\"lines\":0}]}]",
        "'pending[0].files[0].lines' is no line or range",
    ),
    (
        "\"pending\":[{\"text\":\"c\",\"files\":[{\"lines\":1}]}]",
        "'pending[0].files[0].path' is missing",
    ),
    (
        "\"pending\":[{\"text\":\"c\",\"files\":[7]}]",
        "'pending[0].files[0]' is neither a string nor an object",
    ),
    (
        "\"pending\":[{\"text\":\"c\",\"details\":\"d\"}]",
        "'pending[0].details' is no list",
    ),
    ("\"stoppedAt\":1", "'stoppedAt' is no string"),
    ("\"decisions\":[\"a\"]", "'decisions[0]' is no object"),
    (
        "\"decisions\":[{\"rationale\":\"r\"}]",
        "'decisions[0].decision' is missing",
    ),
    (
        "\"filesToOpen\":[{\"path\":\"a\",\"lines\":3.5}]",
        "'filesToOpen[0].lines' is no line or range",
    ),
    (
        "\"filesToOpen\":[{\"path\":\"a\",\"notes\":\"\"}]",
        "'filesToOpen[0].notes' is not known; the nearest known field is 'filesToOpen[0].note'",
    ),
    ("\"gotchas\":\"a\"", "'gotchas' is no list"),
    ("\"testState\":true", "'testState' is no string"),
];

fn refusal(input: &[u8]) -> String {
    let Err(error) = State::from_bytes(input) else {
        panic!("taken: {:?}", String::from_utf8_lossy(input));
    };
    // What every refusal is followed by is told elsewhere.
    match error
        .hint()
        .filter(|hint| !hint.contains("git shipkit schema"))
    {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    }
}

#[test]
fn a_state_is_refused_with_what_is_wrong_and_where() {
    for (json, sentence) in REFUSED {
        assert_eq!(refusal(json.as_bytes()), *sentence, "{json}");
    }
    for (field, what) in FIELDS {
        let json = format!("{{\"taskName\":\"a\",{field}}}");
        assert_eq!(
            refusal(json.as_bytes()),
            format!("the state's field {what}"),
            "{json}"
        );
    }
}

#[test]
fn what_is_no_utf_8_is_told_by_its_encoding_or_its_line() {
    let json = "{\"taskName\":\"a\"}";
    let wide = |unit: fn(u16) -> [u8; 2]| json.encode_utf16().flat_map(unit).collect::<Vec<_>>();
    let marked = [&[0xff, 0xfe][..], &wide(u16::to_le_bytes)].concat();
    for utf_16 in [wide(u16::to_le_bytes), wide(u16::to_be_bytes), marked] {
        assert_eq!(
            refusal(&utf_16),
            "the state is UTF-16 or UTF-32, not UTF-8; JSON is given in UTF-8 (RFC 8259, section 8.1)"
        );
    }
    assert_eq!(
        refusal(b"{\n\"taskName\":\"\xe9\"}"),
        "the state is not UTF-8 text at line 2"
    );
    let marked = format!("\u{feff}{json}");
    assert!(
        State::from_bytes(marked.as_bytes()).is_ok(),
        "a mark of UTF-8 is passed over"
    );
}

#[test]
fn values_lie_a_hundred_deep_and_no_deeper() {
    let nested = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!("{{\"taskName\":\"a\",\"context\":{open}{close}}}")
    };
    assert!(State::parse(&nested(100)).is_ok());
    for deep in [101, 1_000_000] {
        assert_eq!(
            refusal(nested(deep).as_bytes()),
            "the state is not valid JSON: values lie more than 100 deep in one another at line 1 column 127, \
             in 'context[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0…'"
        );
    }
}

#[test]
fn what_is_quoted_from_it_is_short() {
    let long = "k".repeat(5_000);
    for json in [
        format!("{{\"taskName\":\"a\",\"{long}\":1}}"),
        format!("{{\"taskName\":\"a\",\"context\":{{\"{long}\":1,\"{long}\":1}}}}"),
        format!("{{\"taskName\":\"a\",\"progress\":{}}}", "9".repeat(5_000)),
        format!("{{\"taskName\":{long}}}"),
    ] {
        let said = refusal(json.as_bytes());
        assert!(said.len() < 200 && said.contains('…'), "{said}");
    }
}
