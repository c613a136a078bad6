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
    let marked = text.strip_prefix('\u{feff}').unwrap_or(&text);
    assert_eq!(hidden(marked).is_empty(), hidden_sentence(&text).is_none());
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

/// Neither with the flags nor with a space of no width between two letters of
/// Thai, Lao, Burmese or Khmer.
fn without_flags(text: &str) -> String {
    let is_south_east =
        |c: &char| matches!(u32::from(*c), 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff);
    let all: Vec<char> = text.chars().collect();
    let ends_a_word = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        all[at] == '\u{200b}'
            && before.is_some_and(is_south_east)
            && all.get(at + 1).is_some_and(is_south_east)
    };
    let text: String = (0..all.len())
        .filter(|at| !ends_a_word(*at))
        .map(|at| all[at])
        .collect();
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
