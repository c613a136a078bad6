//! Foreign text made harmless: what steers a terminal or hides from the eye
//! is shown, never obeyed (CVE-2021-42574 and terminal escape injection).

use crate::model::{self, is_invisible};
use crate::report::joiners::at_work;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Shows control characters as `\x1b`, and what is invisible or turns the
/// writing direction as `<U+202E>`. Line feeds and tabs stay; a carriage
/// return before a line feed goes with it. Joiners and selectors stay where
/// they do their proper work: within emoji, Persian, Hindi and the like.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if model::is_plain(text) {
        return Cow::Borrowed(text);
    }
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for piece in pieces(text) {
        match piece {
            Piece::Plain(text) => out.push_str(text),
            Piece::Hidden(c) => push_shown(&mut out, c),
        }
    }
    Cow::Owned(out)
}

/// The characters of a text that [`harmless`] shows by their code points, each
/// with how often it is there.
pub fn hidden(text: &str) -> BTreeMap<char, usize> {
    let mut found = BTreeMap::new();
    let is_visible = |byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    let is_all = text.bytes().fold(true, |all, byte| all & is_visible(byte));
    if !is_all && !text.chars().all(is_plain) {
        for piece in pieces(text) {
            if let Piece::Hidden(c) = piece {
                *found.entry(c).or_default() += 1;
            }
        }
    }
    found
}

/// What is said of a document that has any of these; `None` for none. A byte
/// order mark before it is none: editors put it there.
pub fn hidden_sentence(text: &str) -> Option<String> {
    const MOST: usize = 8;
    let found = hidden(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut names: Vec<String> = found
        .iter()
        .take(MOST)
        .map(|(c, count)| match count {
            1 => code_point(*c),
            count => format!("{} ({count} times)", code_point(*c)),
        })
        .collect();
    if found.len() > MOST {
        names.push(format!("{} more", found.len() - MOST));
    }
    (!names.is_empty()).then(|| {
        format!(
            "the document has characters that hide from the eye or steer a terminal: {}",
            names.join(", ")
        )
    })
}

/// A character by its code point: `U+202E`.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// A part of a text.
enum Piece<'a> {
    /// Shown as it is.
    Plain(&'a str),
    /// Shown by its code point.
    Hidden(char),
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    let mut before = None;
    std::iter::from_fn(move || {
        loop {
            let rest = &text[at..];
            let c = rest.chars().next()?;
            let plain = match c {
                c if is_plain(c) => rest.find(|c| !is_plain(c)).unwrap_or(rest.len()),
                _ => at_work(before, rest),
            };
            let taken = if plain > 0 { plain } else { c.len_utf8() };
            at += taken;
            before = rest[..taken].chars().next_back();
            if plain > 0 {
                return Some(Piece::Plain(&rest[..taken]));
            }
            before = None; // a code point is there instead, and nothing to be joined to
            if !(c == '\r' && rest[taken..].starts_with('\n')) {
                return Some(Piece::Hidden(c));
            }
        }
    })
}

/// [`harmless`], and line feeds and tabs as spaces: for a text that must stay
/// on its line.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if model::is_plain(text) {
        return Cow::Borrowed(text);
    }
    match harmless(text) {
        shown if shown.contains(['\n', '\t']) => Cow::Owned(shown.replace(['\n', '\t'], " ")),
        shown => shown,
    }
}

fn is_plain(c: char) -> bool {
    matches!(c, '\n' | '\t') || !(c.is_control() || is_invisible(c))
}

fn push_shown(out: &mut String, c: char) {
    let code = u32::from(c);
    if c.is_ascii() {
        write!(out, "\\x{code:02x}")
    } else {
        write!(out, "<U+{code:04X}>")
    }
    .expect("a String takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_steer_or_hide() {
        for (text, shown) in [
            (
                "plain: ünï, 支払い\n\ttabbed",
                "plain: ünï, 支払い\n\ttabbed",
            ),
            ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
            ("over\rwritten", "over\\x0dwritten"),
            ("line\r\nline", "line\nline"),
            ("\x7f\u{9b}31m", "\\x7f<U+009B>31m"),
            ("user\u{202e}nimda", "user<U+202E>nimda"),
            ("a\u{200b}b\u{feff}", "a<U+200B>b<U+FEFF>"),
            ("a\u{2028}b\u{e0041}", "a<U+2028>b<U+E0041>"),
            ("a\u{200d}b\u{fe0f}", "a<U+200D>b<U+FE0F>"),
            ("م\u{200c}\u{200c}م\u{200c}", "م<U+200C><U+200C>م<U+200C>"),
            ("❤\u{fe0f}\u{fe01}\u{fe0f}", "❤\u{fe0f}<U+FE01><U+FE0F>"),
            ("葛\u{e0100}\u{e0101}", "葛\u{e0100}<U+E0101>"),
            ("🏴\u{e0067}\u{e007f}", "🏴<U+E0067><U+E007F>"),
            ("ש\u{200f}", "ש<U+200F>"),
            ("ខ\u{200b}\u{200b}ខ\u{200b}a", "ខ<U+200B><U+200B>ខ<U+200B>a"),
            ("a\u{200c}b \u{200c}م", "a<U+200C>b <U+200C>م"),
            ("-\u{fe0f}\u{fe0f}", "-\u{fe0f}<U+FE0F>"),
            ("\u{2061}\u{200d}🔥", "<U+2061><U+200D>🔥"),
            ("\u{fffd}\u{fe0f}\u{200d}🔥", "\u{fffd}<U+FE0F><U+200D>🔥"),
        ] {
            assert_eq!(harmless(text), shown);
        }
        for emoji in [
            "👩\u{200d}💻",
            "❤\u{fe0f}\u{200d}🔥",
            "⚠\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "👩🏽\u{200d}💻",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
            "می\u{200c}خواهم نام\u{200c}ها",
            "क्\u{200d}ष",
            "שלום (עולם), مرحبا",
            "葛\u{e0100}飾区",
            "ᠠ\u{180b}",
            "API\u{200c}ها و `a.rs`\u{200c}ها",
            "അവന്\u{200d} र्\u{200d} ক্\u{200c} খ",
            "ខ្មែរ\u{200b}អក្សរ ไทย\u{200b}ไทย",
            "[1](#1-\u{fe0f}-title)",
        ] {
            assert_eq!(harmless(emoji), emoji);
        }
        assert_eq!(one_line("a\nb\tc\r\nd\x1b"), "a b c d\\x1b");
    }

    #[test]
    fn no_character_gets_through_that_should_not() {
        for c in '\0'..=char::MAX {
            for text in [format!("{c}"), format!("a{c}b"), format!("{c}{c}")] {
                let shown = harmless(&text);
                assert_eq!(shown == text, hidden(&text).is_empty(), "{text:?}");
                for out in shown.chars() {
                    assert!(!out.is_control() || matches!(out, '\n' | '\t'), "{text:?}");
                    assert!(!is_invisible(out), "{text:?}");
                }
                assert!(!one_line(&text).contains(['\n', '\t', '\r']), "{text:?}");
            }
        }
    }

    #[test]
    fn what_is_hidden_is_counted_and_named() {
        assert_eq!(hidden_sentence("\u{feff}ünï 👩\u{200d}💻\r\n"), None);
        assert!(hidden_sentence("\u{feff}\u{feff}").is_some());
        let said = hidden_sentence("a\u{202e}b\u{200b}c\u{200b}").unwrap();
        assert!(said.ends_with(": U+200B (2 times), U+202E"), "{said}");
        let all: String = ('\u{2060}'..='\u{206f}').collect();
        let said = hidden_sentence(&all).unwrap();
        assert!(said.ends_with("U+2067, 8 more"), "{said}");
    }
}
