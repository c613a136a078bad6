//! What is shown: no byte of anybody's text moves a cursor, turns the writing
//! direction or hides, in text and in JSON.

use git_shipkit::document::{json_text, read_json};
use git_shipkit::report::{harmless, hidden, hidden_sentence, one_line};
use serde_json::Value;

/// Shows `data`.
pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let shown = harmless(&text);
    let steers_here = |c| steers(c) && !matches!(c, '\n' | '\t');
    assert!(!without_flags(&shown).contains(steers_here), "{shown:?}");
    assert_eq!(harmless(&shown), shown, "shown twice is shown once");
    assert_eq!(
        shown == text.replace("\r\n", "\n"),
        hidden(&text).is_empty()
    );
    assert_eq!(hidden(&text).is_empty(), hidden_sentence(&text).is_none());
    assert!(!without_flags(&one_line(&text)).contains(steers));
    let line = json_text(&Value::String(text.clone().into_owned()));
    assert!(!line.contains(|c| steers(c) && !hides(c)), "{line:?}");
    assert_eq!(read_json(&line), Ok(Value::String(text.into_owned())));
}

/// The flags that are spelled in tags, and no other text that is.
const FLAGS: [&str; 3] = [
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

fn without_flags(text: &str) -> String {
    let text = text.to_owned();
    FLAGS.iter().fold(text, |text, flag| text.replace(flag, ""))
}

/// Said by blocks, apart from what the program itself goes by: the control
/// characters, the marks and overrides of direction, the tags.
fn steers(c: char) -> bool {
    let code = u32::from(c);
    let control = code < 0x20 || (0x7f..0xa0).contains(&code);
    let turns = matches!(code, 0x061c | 0x200e..=0x200f | 0x2028..=0x202e | 0x2066..=0x206f);
    control || turns || hides(c)
}

/// What JSON keeps as it is: a program reads it, no eye.
fn hides(c: char) -> bool {
    matches!(u32::from(c), 0x061c | 0x200b | 0x200e..=0x200f | 0x2060..=0x2065 | 0x206a..=0x206f
        | 0xfeff | 0xe0000..=0xe007f)
}
