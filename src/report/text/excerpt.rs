//! A few lines of code as they are now, the position among them marked.

use crate::model::{Lines, RepoPath};
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::wrap::cut;

/// Gives the lines of a file now that stand at these numbers, without their
/// endings; fewer where the file ends before, none where it cannot be shown.
pub type Excerpt<'a> = &'a dyn Fn(&RepoPath, Lines) -> Vec<String>;

/// How many lines of a range are shown.
const SHOWN: u32 = 3;

/// How many columns a tab takes.
const TAB: &str = "    ";

/// The position at `lines` of `path` with the lines around it; none where it
/// cannot be shown. `text` is what its first line must read, where that is
/// known: a file that changed since it was looked at is not shown.
pub(super) fn excerpt(
    excerpt: Option<Excerpt<'_>>,
    (path, lines): (&RepoPath, Lines),
    text: Option<&str>,
    view: &View,
) -> Vec<String> {
    let (Some(read), Some(_)) = (excerpt, view.width) else {
        return Vec::new();
    };
    let (start, end) = (lines.start(), lines.end().min(lines.start() + SHOWN - 1));
    let first = start.saturating_sub(1).max(1);
    let Some(around) = Lines::new(first, end.saturating_add(1)) else {
        return Vec::new();
    };
    let code = read(path, around);
    let at = |line: u32| code.get((line - first) as usize);
    let is_it = |there: &String| text.is_none_or(|text| text.trim() == there.trim());
    if !at(start).is_some_and(is_it) {
        return Vec::new();
    }
    let digits = around.end().to_string().len();
    let code = without_common_indent(&code);
    let numbered = (first..).zip(&code).map(|(number, line)| {
        let marked = (start..=end).contains(&number);
        let room = view.room().saturating_sub(4 + 2 + digits + 2);
        let line = cut(line, room.max(12));
        let row = format!(" {number:>digits$}  {line}");
        let row = row.trim_end();
        if marked {
            format!("    {}{row}", view.style.position(">"))
        } else {
            view.style.dim(&format!("     {row}"))
        }
    });
    numbered.collect()
}

/// The lines made harmless, tabs as spaces, without the indentation they all
/// share.
fn without_common_indent(code: &[String]) -> Vec<String> {
    let code: Vec<String> = code
        .iter()
        .map(|line| one_line(&line.trim_end().replace('\t', TAB)).into_owned())
        .collect();
    let written = code.iter().filter(|line| !line.is_empty());
    let indent = |line: &String| line.len() - line.trim_start_matches(' ').len();
    let common = written.map(indent).min().unwrap_or(0);
    let shown = |line: &String| line.get(common..).unwrap_or_default().to_owned();
    code.iter().map(shown).collect()
}
