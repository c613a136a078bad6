//! Our lines at the end of a file that a shell reads at its start: between two
//! marks, the first of which checks what follows and says what was not there
//! before. Bytes in, bytes out.

use crate::repo::sha1_blob_id;
use std::ops::Range;

const BEGIN: &str = "# >>> git-shipkit (check ";
const END: &str = "# <<< git-shipkit";

/// What was not there before our lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    /// Only they.
    Lines,
    /// The end of the last line too.
    LineEnd,
    /// The whole file.
    File,
}

/// What a file has of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    None,
    /// Lines as we wrote them.
    Ours(Found),
    /// Lines that somebody has edited, or more than once.
    Edited,
}

/// Where our lines are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    made: Made,
    /// The whole lines, their ends included.
    range: Range<usize>,
    /// What stands between the marks.
    body: Range<usize>,
}

impl Found {
    /// What stands between the marks.
    pub(super) fn body<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        &bytes[self.body.clone()]
    }
}

impl Made {
    const ALL: [Made; 3] = [Made::Lines, Made::LineEnd, Made::File];

    fn word(self) -> &'static str {
        match self {
            Made::Lines => "",
            Made::LineEnd => ", new line",
            Made::File => ", new file",
        }
    }
}

fn first(made: Made, body: &[u8]) -> String {
    let word = made.word();
    let check = sha1_blob_id(&[word.as_bytes(), b"\n", body].concat());
    format!("{BEGIN}{}{word})\n", &check.as_str()[..16])
}

fn block(made: Made, body: &[u8]) -> Vec<u8> {
    [first(made, body).as_bytes(), body, END.as_bytes(), b"\n"].concat()
}

/// The file with our lines at its end; `None` makes one.
pub(super) fn added(there: Option<&[u8]>, body: &str) -> Vec<u8> {
    let body = body.as_bytes();
    match there {
        None => block(Made::File, body),
        Some(there) if there.is_empty() || there.ends_with(b"\n") => {
            [there, &block(Made::Lines, body)].concat()
        }
        Some(there) => [there, b"\n", &block(Made::LineEnd, body)].concat(),
    }
}

/// Looks for our lines.
pub(super) fn find(bytes: &[u8]) -> Lines {
    let starts = positions(bytes, BEGIN);
    let ends = positions(bytes, END);
    let (start, end) = match (&starts[..], &ends[..]) {
        ([], []) => return Lines::None,
        ([start], [end]) if start < end => (*start, *end),
        _ => return Lines::Edited,
    };
    let Some(length) = bytes[start..].iter().position(|byte| *byte == b'\n') else {
        return Lines::Edited;
    };
    let body = start + length + 1..end;
    let range = start..end + END.len() + 1;
    let said = bytes.get(range.clone());
    let is = |made: &Made| said.is_some_and(|said| said == block(*made, &bytes[body.clone()]));
    match Made::ALL.into_iter().find(is) {
        Some(made) => Lines::Ours(Found { made, range, body }),
        None => Lines::Edited,
    }
}

/// Where lines begin that begin with `mark`.
fn positions(bytes: &[u8], mark: &str) -> Vec<usize> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(mark.as_bytes()) {
            found.push(at);
        }
        at += line.len();
    }
    found
}

/// The file with other lines in the place of ours.
pub(super) fn renewed(bytes: &[u8], found: &Found, body: &str) -> Vec<u8> {
    let Range { start, end } = found.range;
    let block = block(found.made, body.as_bytes());
    [&bytes[..start], &block, &bytes[end..]].concat()
}

/// The file without our lines; `None` where it was made for them and holds
/// nothing else.
pub(super) fn removed(bytes: &[u8], found: &Found) -> Option<Vec<u8>> {
    let Range { mut start, end } = found.range;
    // What was written below them since needs that end of a line.
    if found.made == Made::LineEnd && end == bytes.len() {
        start -= 1;
    }
    let rest = [&bytes[..start], &bytes[end..]].concat();
    (found.made != Made::File || !rest.is_empty()).then_some(rest)
}
