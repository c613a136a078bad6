//! The target of a link.

use std::fmt::Write as _;
use std::ops::Range;

/// Whether a link leads out of the repository.
pub(super) fn is_url(text: &str) -> bool {
    let scheme = text.split(':').next().unwrap_or_default();
    let named = scheme.len() > 1
        && scheme.len() < text.len()
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    text.contains("://")
        || text.starts_with("//")
        || text.starts_with("www.")
        || named
            && !scheme.contains('.')
            && ["mailto", "tel", "data", "javascript"].contains(&scheme)
}

/// How links to a file of the author's machine start.
const LOCAL: [&str; 3] = ["file://", "vscode://file", "cursor://file"];

/// The length of the start that makes an absolute path a link.
pub(super) fn local(text: &str) -> usize {
    let start = LOCAL.iter().find(|start| {
        let rest = text.strip_prefix(**start);
        rest.is_some_and(|rest| rest.starts_with('/'))
    });
    start.map_or(0, |start| start.len())
}

/// The target in what stands between a link's parentheses: without angle
/// brackets and title.
pub(super) fn target(prose: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = prose.get(range.clone())?;
    let start = range.start + text.len() - text.trim_start().len();
    let text = text.trim_start();
    if let Some(inner) = text.strip_prefix('<') {
        let end = inner.find('>')?;
        return Some(start + 1..start + 1 + end);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (end > 0).then_some(start..start + end)
}

/// A path as it stands in a link: what would end the target, or mean something
/// else in it, percent-encoded.
pub(super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii_control() || " %#?()<>\"\\".contains(c) {
            write!(out, "%{:02X}", u32::from(c)).expect("a string takes all that is written");
        } else {
            out.push(c);
        }
    }
    out
}
