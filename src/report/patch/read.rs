//! What git wrote, read so that every line of it is kept in one place.

use crate::report::patch::names;
use std::borrow::Cow;

/// A part of a patch, in its order.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// What became of one file.
    File(FilePatch<'a>),
    /// A line that belongs to no file, without its line feed.
    Other(&'a [u8]),
}

/// What became of one file.
#[derive(Debug, PartialEq, Eq)]
pub struct FilePatch<'a> {
    /// Its path then, without prefix; `None` where it was not there.
    pub then: Option<Cow<'a, [u8]>>,
    /// Its path now.
    pub now: Option<Cow<'a, [u8]>>,
    /// The lines above its first hunk, without their line feeds.
    pub header: Vec<&'a [u8]>,
    /// Its hunks, in order; none of a file without lines.
    pub hunks: Vec<Hunk<'a>>,
}

/// Lines that changed, and those around them.
#[derive(Debug, PartialEq, Eq)]
pub struct Hunk<'a> {
    /// The first line's number then (1-based; 0 where there are none).
    pub then: u32,
    /// The first line's number now.
    pub now: u32,
    /// What git says the lines stand in, as the name of a function; may be
    /// empty.
    pub within: &'a [u8],
    /// Its lines.
    pub lines: Vec<Line<'a>>,
}

/// A line of a hunk.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// On which side it stands.
    pub sign: Sign,
    /// Its bytes, without the sign and without the line feed.
    pub text: &'a [u8],
    /// What git says where the file ends without a line feed.
    pub unended: Option<&'a [u8]>,
}

/// On which side a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// On both.
    Same,
    /// It went.
    Gone,
    /// It came.
    New,
}

/// What a line above the hunks of a file begins with (diff-format of git).
const HEADER: [&str; 13] = [
    "old mode ",
    "new mode ",
    "deleted file mode ",
    "new file mode ",
    "copy from ",
    "copy to ",
    "rename from ",
    "rename to ",
    "similarity index ",
    "dissimilarity index ",
    "index ",
    "--- ",
    "+++ ",
];

/// Reads a patch whose paths have the prefixes `a/` and `b/`. What cannot be
/// read is there as [`Part::Other`].
pub fn read(patch: &[u8]) -> Vec<Part<'_>> {
    let mut lines = Lines(patch);
    let mut parts = Vec::new();
    while let Some(line) = lines.peek() {
        let part = file(&mut lines);
        parts.push(part.map_or_else(
            || {
                lines.next();
                Part::Other(line)
            },
            Part::File,
        ));
    }
    parts
}

/// What is left to read.
struct Lines<'a>(&'a [u8]);

impl<'a> Lines<'a> {
    /// The next line, without its line feed.
    fn peek(&self) -> Option<&'a [u8]> {
        let line = self.0.split(|byte| *byte == b'\n').next()?;
        (!self.0.is_empty()).then_some(line)
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let line = self.peek()?;
        self.0 = self.0.get(line.len() + 1..).unwrap_or_default();
        Some(line)
    }
}

/// The patch of a file, where one begins.
fn file<'a>(lines: &mut Lines<'a>) -> Option<FilePatch<'a>> {
    let first = lines.peek()?;
    first.strip_prefix(b"diff --git ")?;
    lines.next();
    let mut header = vec![first];
    while let Some(line) = lines.peek().filter(|line| is_header(line)) {
        header.push(line);
        lines.next();
    }
    let (then, now) = names::of(&header);
    let mut hunks = Vec::new();
    while let Some(hunk) = hunk(lines) {
        hunks.push(hunk);
    }
    Some(FilePatch {
        then,
        now,
        header,
        hunks,
    })
}

fn is_header(line: &[u8]) -> bool {
    HEADER.iter().any(|word| line.starts_with(word.as_bytes()))
        || line.starts_with(b"Binary files ") && line.ends_with(b" differ")
}

/// A hunk, where one begins; as long as its first line says, or as long as its
/// lines are those of a hunk.
fn hunk<'a>(lines: &mut Lines<'a>) -> Option<Hunk<'a>> {
    let mut place = place(lines.peek()?)?;
    lines.next();
    let mut hunk = Hunk {
        then: place.then,
        now: place.now,
        within: place.within,
        lines: Vec::new(),
    };
    while let Some(line) = lines.peek() {
        if line.first() == Some(&b'\\') {
            let Some(last) = hunk.lines.last_mut() else {
                break;
            };
            last.unended = Some(line);
        } else if let Some(sign) = place.take(line) {
            hunk.lines.push(Line {
                sign,
                text: line.get(1..).unwrap_or_default(),
                unended: None,
            });
        } else {
            break;
        }
        lines.next();
    }
    Some(hunk)
}

/// What `@@ -1,7 +1,8 @@ fn a()` says.
struct Place<'a> {
    then: u32,
    now: u32,
    gone: u32,
    new: u32,
    within: &'a [u8],
}

impl Place<'_> {
    /// The side of the hunk's next line; `None` where it has no more.
    fn take(&mut self, line: &[u8]) -> Option<Sign> {
        let sign = match line.first() {
            Some(b'-') if self.gone > 0 => Sign::Gone,
            Some(b'+') if self.new > 0 => Sign::New,
            // an empty line has no sign where diff.suppressBlankEmpty is set
            Some(b' ') | None if self.gone > 0 && self.new > 0 => Sign::Same,
            _ => return None,
        };
        self.gone -= u32::from(sign != Sign::New);
        self.new -= u32::from(sign != Sign::Gone);
        Some(sign)
    }
}

fn place(line: &[u8]) -> Option<Place<'_>> {
    let rest = line.strip_prefix(b"@@ -")?;
    let end = rest.windows(3).position(|three| three == b" @@")?;
    let numbers = std::str::from_utf8(&rest[..end]).ok()?;
    let (old, now) = numbers.split_once(" +")?;
    let side = |text: &str| -> Option<(u32, u32)> {
        match text.split_once(',') {
            Some((first, count)) => Some((first.parse().ok()?, count.parse().ok()?)),
            None => Some((text.parse().ok()?, 1)),
        }
    };
    let ((then, gone), (now, new)) = (side(old)?, side(now)?);
    let within = &rest[end + 3..];
    Some(Place {
        then,
        now,
        gone,
        new,
        within: within.strip_prefix(b" ").unwrap_or(within),
    })
}
