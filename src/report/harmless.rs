//! Foreign text made harmless: what steers a terminal or hides from the eye
//! is shown, never obeyed (CVE-2021-42574 and terminal escape injection).

use std::borrow::Cow;
use std::fmt::Write;

/// Shows control characters as `\x1b`, and what is invisible or turns the
/// writing direction as `<U+202E>`. Line feeds and tabs stay; a carriage
/// return before a line feed goes with it. Joiners and variation selectors
/// stay inside emoji.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        if is_plain(c) || is_within_emoji(before, c, after) {
            out.push(c);
        } else if !(c == '\r' && after == Some('\n')) {
            push_shown(&mut out, c);
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// [`harmless`], and line feeds and tabs as spaces: for a text that must stay
/// on its line.
pub fn one_line(text: &str) -> Cow<'_, str> {
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

/// Characters that show nothing by themselves (Unicode's default ignorable
/// ones), that turn the direction, or that break lines out of sight.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether an invisible character does its proper work inside an emoji.
fn is_within_emoji(before: Option<char>, c: char, after: Option<char>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| is_emoji(c) || c == '\u{fe0f}');
    match c {
        '\u{200d}' => joins(before) && after.is_some_and(is_emoji),
        '\u{fe0e}' | '\u{fe0f}' => before.is_some_and(|c| is_emoji(c) || is_keycap(c)),
        _ => false,
    }
}

fn is_keycap(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

/// The blocks emoji come from (emoji-data.txt), a little wider than exact.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{24c2}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
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
        ] {
            assert_eq!(harmless(text), shown);
        }
        for emoji in [
            "👩\u{200d}💻",
            "❤\u{fe0f}\u{200d}🔥",
            "⚠\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
        ] {
            assert_eq!(harmless(emoji), emoji);
        }
        assert_eq!(one_line("a\nb\tc\r\nd\x1b"), "a b c d\\x1b");
    }

    #[test]
    fn no_character_gets_through_that_should_not() {
        for c in '\0'..=char::MAX {
            for text in [format!("{c}"), format!("a{c}b"), format!("{c}{c}")] {
                for out in harmless(&text).chars() {
                    assert!(!out.is_control() || matches!(out, '\n' | '\t'), "{text:?}");
                    assert!(!is_invisible(out), "{text:?}");
                }
                assert!(!one_line(&text).contains(['\n', '\t', '\r']), "{text:?}");
            }
        }
    }
}
