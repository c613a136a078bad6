//! What stands before a document's body.

/// Where the body starts. Front matter is a first line `---` that a line
/// `---` or `...` ends, as site generators read it.
pub(in crate::document) fn body_start(prose: &str) -> usize {
    let mark = if prose.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut lines = prose[mark..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return mark;
    };
    let mut at = mark + first.len();
    for (index, line) in lines.enumerate() {
        at += line.len();
        match line.trim_end() {
            "---" | "..." => return at,
            "" if index == 0 => return mark,
            _ => {}
        }
    }
    mark
}
