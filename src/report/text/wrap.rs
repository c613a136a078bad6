//! Text cut or wrapped to the columns it takes on a terminal. What is one
//! sign to the eye is never taken apart.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cuts a text to `width` columns, the last one an ellipsis.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let mut out = String::new();
    for sign in text.graphemes(true) {
        let columns = sign.width();
        if columns > left {
            break;
        }
        left -= columns;
        out.push_str(sign);
    }
    out + "…"
}

/// Breaks a text into lines of at most `width` columns, the first one of
/// `first`: at spaces, and between the signs of scripts that write without
/// them. A word that is longer than a line, as a path may be, stays whole, and
/// so does `line 34`.
pub(super) fn wrap(text: &str, first: usize, width: usize) -> Vec<String> {
    let pieces = pieces(text);
    let lines = filled(&pieces, first, width);
    let lines = lines.iter().map(|line| line.concat().trim_end().to_owned());
    lines.collect()
}

/// Pieces put into lines of at most `width` columns, the first one of `first`;
/// none is taken apart. The spaces at a piece's end need no room.
pub(super) fn filled<P: AsRef<str>>(pieces: &[P], first: usize, width: usize) -> Vec<&[P]> {
    let mut lines = Vec::new();
    let (mut start, mut taken, mut room) = (0, 0, first);
    for (at, piece) in pieces.iter().enumerate() {
        let piece = piece.as_ref();
        let is_blank = pieces[start..at]
            .iter()
            .all(|one| one.as_ref().trim().is_empty());
        if !is_blank && taken + piece.trim_end().width() > room {
            lines.push(&pieces[start..at]);
            (start, taken, room) = (at, 0, width);
        }
        taken += piece.width();
    }
    lines.push(&pieces[start..]);
    lines
}

/// The parts between which a line may end, each with the spaces after it.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<&str> = None;
    for (at, sign) in text.grapheme_indices(true) {
        let is_number = sign.starts_with(|c: char| c.is_ascii_digit());
        let names_lines = || text[..at].ends_with("line ") || text[..at].ends_with("lines ");
        let may_end = before.is_some_and(|before| ends_between(before, sign));
        if may_end && !(is_number && names_lines()) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(sign);
    }
    pieces.push(&text[start..]);
    pieces
}

fn ends_between(before: &str, after: &str) -> bool {
    match (before, after) {
        (_, " ") => false,
        (" ", _) => true,
        _ => {
            (is_ideograph(before) || is_ideograph(after))
                && !OPENS.contains(before)
                && !CLOSES.contains(after)
        }
    }
}

/// What no line ends with, and what none begins with (JIS X 4051, shortened).
const OPENS: &str = "([{（［｛「『【〈《〔“‘";
const CLOSES: &str =
    ")]},.:;!?、。，．・：；？！）］｝」』】〉》〕”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…";

/// Whether it is of a script that puts no spaces between its words and takes
/// two columns a sign: Han, kana, and their signs.
fn is_ideograph(sign: &str) -> bool {
    sign.chars().next().is_some_and(|c| {
        matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_signs() {
        for (text, width, cut_to) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("支払い処理", 7, "支払い…"),
            ("支払い処理", 6, "支払…"),
            ("a👩\u{200d}💻b👩\u{200d}💻", 5, "a👩\u{200d}💻b…"),
            ("👩\u{200d}💻👩\u{200d}💻", 3, "👩\u{200d}💻…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("🇩🇪🇫🇷🇯🇵", 4, "🇩🇪…"),
        ] {
            assert_eq!(cut(text, width), cut_to, "{text} at {width}");
            assert!(cut(text, width).width() <= width, "{text} at {width}");
        }
    }

    #[test]
    fn a_text_is_wrapped_at_spaces_and_between_ideographs() {
        let wrapped = |text| wrap(text, 12, 16);
        assert_eq!(wrapped(""), [""]);
        assert_eq!(wrapped("Import it"), ["Import it"]);
        assert_eq!(wrapped("stop at line 34"), ["stop at", "line 34"]);
        assert_eq!(
            wrapped("Import jsonwebtoken and create token"),
            ["Import", "jsonwebtoken and", "create token"]
        );
        assert_eq!(
            wrapped("支払い処理を、直す（必ず）こと。"),
            ["支払い処理", "を、直す（必ず）", "こと。"]
        );
        assert_eq!(
            wrapped("zwölf Mal 👩\u{200d}💻👩\u{200d}💻👩\u{200d}💻"),
            ["zwölf Mal", "👩\u{200d}💻👩\u{200d}💻👩\u{200d}💻"]
        );
    }

    #[test]
    fn a_path_stays_whole() {
        let path = "src/very/long/path/to/a/file.rs";
        assert_eq!(
            wrap(&format!("in {path} there"), 12, 16),
            ["in", path, "there"]
        );
        assert_eq!(wrap(path, 4, 4), [path]);
    }
}
