//! How a text stands on one line of Markdown, so that it reads back as itself.

use crate::model::{FileMention, Lines, quoted, steers, unquoted};
use std::ops::Range;

/// A text on one line: line breaks and the space around them become one space.
pub(super) fn one_line(text: &str) -> String {
    if !text.bytes().any(|byte| matches!(byte, b'\r' | b'\n')) {
        return text.trim().to_owned();
    }
    let lines: Vec<&str> = text
        .split(['\r', '\n'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}

/// A text as we write it on one line: what steers a terminal or ends a line
/// for some readers is shown, as `\x1b` or `<U+2028>`.
pub(in crate::document) fn written(text: &str) -> String {
    let text = one_line(text);
    let is_raw = |c: char| c != '\t' && steers(c);
    if !text.contains(is_raw) {
        return text;
    }
    let shown = |c: char| match c {
        c if !is_raw(c) => c.to_string(),
        c if c.is_ascii() => format!("\\x{:02x}", u32::from(c)),
        c => format!("<U+{:04X}>", u32::from(c)),
    };
    text.chars().map(shown).collect()
}

/// A text with all white space folded, to compare by.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as it stands after a list marker: one line, and escaped where it
/// would open a block of its own.
pub(super) fn escaped(text: &str) -> String {
    let text = written(text);
    match escape_place(&text) {
        Some(at) => format!("{}\\{}", &text[..at], &text[at..]),
        None => text,
    }
}

/// Takes back what [`escaped`] did to a raw text.
pub(super) fn unescaped(raw: &str) -> String {
    let text = one_line(raw);
    match escape_place(&text) {
        Some(at) if text[at..].starts_with('\\') => {
            format!("{}{}", &text[..at], &text[at + 1..])
        }
        _ => text,
    }
}

/// Where a backslash goes (or went) to keep a text from opening a block.
fn escape_place(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches('\\');
    if opens_block(bare) {
        return Some(0);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].trim_start_matches('\\');
    let marks = rest.starts_with(['.', ')']) && gap(&rest[1..]);
    (matches!(digits, 1..=9) && marks).then_some(digits)
}

/// Whether a line starts a block other than a paragraph (CommonMark 4 and 5;
/// a link reference definition included, since it vanishes).
fn opens_block(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let run = text.len() - text.trim_start_matches(first).len();
    match first {
        '#' => run <= 6 && gap(&text[run..]),
        '>' | '|' => true,
        '=' => text.trim_end().len() == run,
        '`' | '~' => run >= 3,
        '-' | '+' | '*' | '_' => gap(&text[1..]) && first != '_' || is_rule(text, first),
        '<' => text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)),
        '[' => text.find("]:").is_some_and(|at| !text[1..at].contains(']')),
        _ => false,
    }
}

fn is_rule(text: &str, mark: char) -> bool {
    let marks = text.chars().filter(|c| *c == mark).count();
    marks >= 3 && text.chars().all(|c| c == mark || c == ' ' || c == '\t')
}

fn gap(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t'])
}

/// A text as a table cell.
pub(super) fn cell(text: &str) -> String {
    written(text).replace('|', "\\|")
}

/// Takes back what [`cell`] did.
pub(super) fn uncell(raw: &str) -> String {
    one_line(raw).replace("\\|", "|")
}

/// A path as a code span, C-quoted where it must be.
pub(in crate::document) fn code_span(path: &str) -> String {
    let text = quoted(path);
    if !text.contains('`') && !text.starts_with(' ') {
        return format!("`{text}`");
    }
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let padded = text.starts_with('`')
        || text.ends_with('`')
        || text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let pad = if padded { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The longest run of `mark` in a text.
pub(super) fn longest_run(text: &str, mark: char) -> usize {
    text.split(|c| c != mark).map(str::len).max().unwrap_or(0)
}

/// Splits a leading code span into its content and what follows it.
pub(super) fn leading_code(raw: &str) -> Option<(&str, &str)> {
    let run = raw.len() - raw.trim_start_matches('`').len();
    if run == 0 {
        return None;
    }
    let mut at = run;
    loop {
        at += raw[at..].find('`')?;
        let closing = raw[at..].len() - raw[at..].trim_start_matches('`').len();
        if closing == run {
            let inner = &raw[run..at];
            let strip = inner
                .strip_prefix(' ')
                .and_then(|inner| inner.strip_suffix(' '));
            let inner = strip.filter(|_| !inner.trim().is_empty()).unwrap_or(inner);
            return Some((inner, &raw[at + closing..]));
        }
        at += closing;
    }
}

/// A file and its lines in the written form: `` `path` (line 34) ``.
pub fn file_form(file: &FileMention) -> String {
    let span = code_span(&file.path);
    match file.lines {
        Some(lines) => format!("{span} {}", lines_form(lines)),
        None => span,
    }
}

fn lines_form(lines: Lines) -> String {
    let word = if lines.is_single() { "line" } else { "lines" };
    format!("({word} {lines})")
}

/// Reads the written form at the start of `raw`; what follows it comes back.
pub(super) fn leading_file(raw: &str) -> Option<(FileMention, &str)> {
    let (span, rest) = leading_code(raw)?;
    let path = unquoted(span)?.into_owned();
    if path.trim().is_empty() {
        return None;
    }
    let (lines, rest) = leading_lines(rest);
    Some((FileMention { path, lines }, rest))
}

/// Reads ` (line 34)` or ` (lines 15-28)` behind a path; what follows it
/// comes back.
pub(super) fn leading_lines(rest: &str) -> (Option<Lines>, &str) {
    let found = rest.strip_prefix(" (").and_then(|rest| {
        let (inner, rest) = rest.split_once(')')?;
        let number = inner
            .strip_prefix("line ")
            .or_else(|| inner.strip_prefix("lines "))?;
        Some((number.parse::<Lines>().ok()?, rest))
    });
    found.map_or((None, rest), |(lines, rest)| (Some(lines), rest))
}

/// Reads `**Label:** value` or `**Label**: value` from a line: the label as
/// it is written, and the value's range in the line, trimmed.
pub(super) fn label(line: &str) -> Option<(&str, Range<usize>)> {
    let lead = line.len() - line.trim_start_matches(' ').len();
    let rest = line[lead..].strip_prefix("**").filter(|_| lead <= 3)?;
    let end = rest.find("**")?;
    let name = &rest[..end];
    let after = lead + 2 + end + 2;
    let (name, after) = match name.strip_suffix(':') {
        Some(name) => (name, after),
        None => (name, after + line[after..].strip_prefix(':').map(|_| 1)?),
    };
    let value = &line[after..];
    let start = after + value.len() - value.trim_start().len();
    let end = (after + value.trim_end().len()).max(start);
    (!name.trim().is_empty()).then(|| (name.trim(), start.min(end)..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_would_open_a_block_is_escaped_and_comes_back() {
        for (text, written) in [
            ("plain # text", "plain # text"),
            ("# heading", "\\# heading"),
            ("#hashtag", "#hashtag"),
            ("> quote", "\\> quote"),
            ("- dash", "\\- dash"),
            ("-dash", "-dash"),
            ("**bold** first", "**bold** first"),
            ("---", "\\---"),
            ("1. one", "1\\. one"),
            ("1.5 is no marker", "1.5 is no marker"),
            ("12) twelve", "12\\) twelve"),
            ("1\\. already", "1\\\\. already"),
            ("\\# already", "\\\\# already"),
            ("\\\\server\\share", "\\\\server\\share"),
            ("```", "\\```"),
            ("`code`", "`code`"),
            ("<!-- c -->", "\\<!-- c -->"),
            ("<3", "<3"),
            ("| a | b", "\\| a | b"),
            ("[a]: b", "\\[a]: b"),
            ("[a](b)", "[a](b)"),
        ] {
            assert_eq!(escaped(text), written);
            assert_eq!(unescaped(written), text);
        }
    }

    #[test]
    fn a_path_is_written_so_that_it_reads_back() {
        for (path, span) in [
            ("src/a.rs", "`src/a.rs`"),
            ("a b", "`a b`"),
            ("a`b", "``a`b``"),
            ("`a``", "``` `a`` ```"),
            (" a ", "`  a  `"),
            ("a\nb", "`\"a\\nb\"`"),
            ("\"q", "`\"\\\"q\"`"),
        ] {
            assert_eq!(code_span(path), span);
            let (file, rest) = leading_file(span).unwrap();
            assert_eq!((file.path.as_str(), rest), (path, ""));
        }
        let (file, rest) = leading_file("`a` (lines 15-28) — b").unwrap();
        assert_eq!((file.lines, rest), (Lines::new(15, 28), " — b"));
        assert_eq!(leading_file("`a` (near) x").unwrap().1, " (near) x");
    }

    #[test]
    fn labels_are_bold_with_a_colon_inside_or_outside() {
        let read =
            |line| label(line).map(|(name, value): (&str, Range<usize>)| (name, &line[value]));
        assert_eq!(read("**Task:** a b  "), Some(("Task", "a b")));
        assert_eq!(read("**Task**: a"), Some(("Task", "a")));
        assert_eq!(read("**Task:**"), Some(("Task", "")));
        for line in [
            "**Task** a",
            "Task: a",
            "**: a",
            "    **Task:** a",
            "**:** a",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
