//! File trees in code blocks: their nesting gives the path.

use super::leaf::{Block, Leaves, Piece, Role};
use std::ops::Range;

/// The longest way down that is followed, in bytes.
const MAX_WAY: usize = 4096;

/// A line of a file tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where its name stands, up to what is said about it.
    pub(super) name: Range<usize>,
    /// The directories above it, outermost first, with `/` between them.
    pub(super) above: String,
    /// The outermost of them, where it may be the checkout's own directory.
    pub(super) root: Option<String>,
}

/// The tree's entry of each leaf; `None` where it is no line of one.
pub(super) fn entries(prose: &str, leaves: &Leaves) -> Vec<Option<Entry>> {
    let mut all: Vec<Option<Entry>> = Vec::with_capacity(leaves.leaves.len());
    let of_block = |at: usize| {
        let leaf = leaves.leaves.get(at)?;
        let code = matches!(leaves.scopes[leaf.scope].block, Block::Code(_));
        (code && leaf.role == Role::Fenced).then_some(leaf.scope)
    };
    let text = |at: usize| match &leaves.leaves[at].pieces[..] {
        [Piece::Text(range)] => range.clone(),
        _ => 0..0,
    };
    while all.len() < leaves.leaves.len() {
        let start = all.len();
        let Some(block) = of_block(start) else {
            all.push(None);
            continue;
        };
        let own = (start..leaves.leaves.len()).take_while(|at| of_block(*at) == Some(block));
        let end = start + own.count();
        let lines: Vec<Range<usize>> = (start..end).map(text).collect();
        all.extend(of_lines(prose, &lines));
    }
    all
}

/// A line as a tree has it.
struct Line {
    /// The column its name starts at, in characters.
    column: usize,
    /// Whether a branch leads to it.
    branch: bool,
    name: Range<usize>,
}

fn of_lines(prose: &str, lines: &[Range<usize>]) -> Vec<Option<Entry>> {
    let read: Vec<Option<Line>> = lines.iter().map(|line| line_of(prose, line)).collect();
    let drawn = read.iter().flatten().any(|line| line.branch);
    let listed = || {
        let mut lines = read.iter().flatten();
        let name = |line: &Line| &prose[line.name.clone()];
        let whole = |line: &Line| !name(line).contains(' ') && looks_like_entry(name(line));
        lines.clone().all(whole) && lines.any(|line| name(line).ends_with('/'))
    };
    if !drawn && !listed() {
        return vec![None; lines.len()];
    }
    let mut above: Vec<(usize, &str)> = Vec::new();
    let mut way = 0;
    let mut entries = Vec::with_capacity(lines.len());
    for line in &read {
        let Some(line) = line else {
            entries.push(None);
            continue;
        };
        while above
            .last()
            .is_some_and(|(column, _)| *column >= line.column)
        {
            way -= above.pop().map_or(0, |(_, name)| name.len() + 1);
        }
        let name = &prose[line.name.clone()];
        entries.push((way <= MAX_WAY).then(|| entry(&above, line)));
        let directory = first_word(name).trim_end_matches(['/', '\\']);
        if !directory.is_empty() && (line.branch || name.contains('/') || drawn) {
            way += directory.len() + 1;
            above.push((line.column, directory));
        }
    }
    entries
}

fn looks_like_entry(name: &str) -> bool {
    name.ends_with('/') || super::look::looks_like_file(name)
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

fn entry(above: &[(usize, &str)], line: &Line) -> Entry {
    let names: Vec<&str> = above
        .iter()
        .map(|(_, name)| *name)
        .filter(|name| *name != ".")
        .collect();
    let root = names.first().filter(|root| !root.contains(['/', '\\']));
    Entry {
        name: line.name.clone(),
        above: names.join("/").replace('\\', "/"),
        root: root.map(|root| (*root).to_owned()),
    }
}

/// Reads a line: what draws the tree, then a name, then what is said about it.
fn line_of(prose: &str, range: &Range<usize>) -> Option<Line> {
    let text = &prose[range.clone()];
    let mut column = 0;
    let mut branch = false;
    let mut start = text.len();
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let drawn = "│├└─┬┃┣┗━╰╭╮┌|".contains(c);
        let ascii = matches!(c, '+' | '`' | '\\') && next == Some('-');
        let dash = c == '-' && matches!(last, '|' | '+' | '`' | '\\' | '-') && branch;
        if !drawn && !ascii && !dash && !c.is_whitespace() {
            start = at;
            break;
        }
        branch |= "├└┣┗╰".contains(c) || ascii || c == '|' && next == Some('-');
        column += 1;
        last = c;
    }
    let rest = &text[start..];
    let name = rest[..said(rest)].trim_end();
    let start = range.start + start;
    (!name.is_empty()).then(|| Line {
        column,
        branch,
        name: start..start + name.len(),
    })
}

/// Where a line stops naming and starts to say something.
fn said(rest: &str) -> usize {
    let marks = [
        "  ", "\t", " # ", " - ", " – ", " — ", " -- ", " ← ", " <- ", " <-- ", " // ", " → ",
        " -> ", " (", "（", " : ", ": ", " * ", " = ",
    ];
    let ends = marks.iter().filter_map(|mark| rest.find(mark));
    ends.min().unwrap_or(rest.len())
}
