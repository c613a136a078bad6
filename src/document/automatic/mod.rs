//! The machine's own section of a document: what was done since a person last
//! saved, between two comments that nobody sees who reads the page. Whoever
//! edits what stands between them makes it their own.

mod body;
mod ends;
#[cfg(test)]
mod tests;

pub use body::{Act, Facts, Touched, body};
use ends::{back, ends_blank, on};

use super::file::line_ending;
use super::prose::{body_start, code_blocks, heads, place_of_news};
use crate::model::ObjectId;
use chrono::{DateTime, FixedOffset};
use std::borrow::Cow;
use std::ops::Range;

/// So many comments that could begin it are looked at: a document has one.
const MOST: usize = 100;

/// What the comment above it begins with.
const OPENER: &str = "<!-- shipkit:automatic ";

/// What the comment above it ends with, for who reads the source.
const ADVICE: &str = ": the next automatic save replaces this part; what you edit in it stays -->";

/// The comment below it.
const CLOSER: &str = "<!-- /shipkit:automatic -->";

/// The section as it stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Automatic {
    /// All of it: both comments, the line ends before and after included.
    pub whole: Range<usize>,
    /// What stands between the comments.
    pub body: Range<usize>,
    /// Since which save it tells, as its comment says.
    pub since: Since,
}

/// Since when a section tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// What happened then.
    pub point: Point,
    /// When that was.
    pub at: DateTime<FixedOffset>,
}

/// What a section may begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// A person saved the entry of this number in the history.
    Save(u64),
    /// The checkpoint was cleared.
    Clear,
    /// Nothing was saved yet: the last commit.
    Commit(ObjectId),
    /// Nothing was committed yet either.
    Start,
}

impl Point {
    fn word(&self) -> String {
        match self {
            Point::Save(entry) => entry.to_string(),
            Point::Clear => "clear".to_owned(),
            Point::Commit(id) => id.to_string(),
            Point::Start => "start".to_owned(),
        }
    }

    fn parse(word: &str) -> Option<Point> {
        match word {
            "clear" => Some(Point::Clear),
            "start" => Some(Point::Start),
            word => match ObjectId::new(word) {
                Some(id) => Some(Point::Commit(id)),
                None => word.parse().ok().map(Point::Save),
            },
        }
    }
}

impl Automatic {
    /// The section of `prose` as the machine left it; `None` where it has none,
    /// or where somebody edited it.
    pub fn of(prose: &str) -> Option<Automatic> {
        let mut starts = openers(prose).into_iter();
        starts.find_map(|start| Automatic::at(prose, start))
    }

    fn at(prose: &str, start: usize) -> Option<Automatic> {
        let line = &prose[start..][..=prose[start..].find('\n')?];
        let (opener, body) = (Opener::parse(line)?, start + line.len());
        let end = body + line_starts(&prose[body..], CLOSER).next()?;
        let closed = end + CLOSER.len();
        let (before, after) = opener.ends;
        let is_own = sum_of(&prose[body..end]) == opener.sum;
        is_own.then(|| Automatic {
            whole: back(prose, start, before)..on(prose, closed, after),
            body: body..end,
            since: opener.since,
        })
    }
}

/// What the comment above it says.
struct Opener {
    since: Since,
    /// How many line ends the machine put before and after the section.
    ends: (usize, usize),
    /// The checksum of what stands between the comments.
    sum: u64,
}

impl Opener {
    fn parse(line: &str) -> Option<Opener> {
        let words = line.strip_prefix(OPENER)?.trim_end().strip_suffix(ADVICE)?;
        let words: Vec<&str> = words.split(' ').collect();
        let [point, at, before, after, sum] = words[..] else {
            return None;
        };
        Some(Opener {
            since: Since {
                point: Point::parse(point)?,
                at: DateTime::parse_from_rfc3339(at).ok()?,
            },
            ends: (before.parse().ok()?, after.parse().ok()?),
            sum: u64::from_str_radix(sum, 16).ok()?,
        })
    }

    fn render(&self) -> String {
        let Opener { since, ends, sum } = self;
        let (point, at) = (since.point.word(), since.at.to_rfc3339());
        let (before, after) = ends;
        format!("{OPENER}{point} {at} {before} {after} {sum:016x}{ADVICE}")
    }
}

/// `prose` as people have it: without the section as the machine left it, byte
/// for byte what it was before. Of one that somebody edited only the comments
/// go, since it is theirs.
pub fn without_automatic(prose: &str) -> Cow<'_, str> {
    if !prose.contains(OPENER) && !prose.contains(CLOSER) {
        return Cow::Borrowed(prose);
    }
    let mut words = prose.to_owned();
    while let Some(found) = Automatic::of(&words) {
        words.replace_range(found.whole, "");
    }
    let quoted = quoted(&words);
    let is_ours = |at: usize, line: &str| {
        let line = line.trim_end_matches(['\n', '\r']);
        let is_marker = line == CLOSER || line.starts_with(OPENER) && line.ends_with(ADVICE);
        is_marker && !quoted.iter().any(|code| code.contains(&at))
    };
    let mut theirs = String::with_capacity(words.len());
    let mut at = 0;
    for line in words.split_inclusive('\n') {
        if !is_ours(at, line) {
            theirs.push_str(line);
        }
        at += line.len();
    }
    Cow::Owned(theirs)
}

/// `prose`, which has no section of the machine's, with one that reads `body`
/// (lines that end with `\n`, a heading first).
pub fn with_automatic(prose: &str, since: &Since, body: &str) -> String {
    let eol = line_ending(prose);
    let (at, ruled) = place_of_news(prose);
    let rule = if ruled { "---\n" } else { "" };
    let put = |at: usize| {
        section(
            (&prose[..at], &prose[at..]),
            since,
            &format!("{body}{rule}"),
            eol,
        )
    };
    let done = put(at);
    if at == prose.len() && heads(&done) == heads(prose) {
        return put(body_start(prose)); // an open fence would swallow it
    }
    done
}

fn section((above, below): (&str, &str), since: &Since, body: &str, eol: &str) -> String {
    let before = match above {
        "" | "\u{feff}" => 0,
        _ if ends_blank(above) => 0,
        _ if above.ends_with('\n') => 1,
        _ => 2,
    };
    let after = if below.is_empty() { 1 } else { 2 };
    let body = body.replace('\n', eol);
    let opener = Opener {
        since: since.clone(),
        ends: (before, after),
        sum: sum_of(&body),
    };
    let (before, after) = (eol.repeat(before), eol.repeat(after));
    [
        above,
        &before,
        &opener.render(),
        eol,
        &body,
        CLOSER,
        &after,
        below,
    ]
    .concat()
}

/// `after` with the section of `before` still known as the machine's, where it
/// was that: what a save changes in it nobody edited.
pub fn sealed_again(before: &str, after: String) -> String {
    if Automatic::of(before).is_none() || Automatic::of(&after).is_some() {
        return after;
    }
    let resealed = openers(&after).into_iter().find_map(|start| {
        let line = &after[start..][..=after[start..].find('\n')?];
        let body = start + line.len();
        let end = body + line_starts(&after[body..], CLOSER).next()?;
        let opener = Opener {
            sum: sum_of(&after[body..end]),
            ..Opener::parse(line)?
        };
        Some(
            [
                &after[..start],
                &opener.render(),
                line_ending(&after),
                &after[body..],
            ]
            .concat(),
        )
    });
    resealed.unwrap_or(after)
}

/// Where comments stand that could begin the section.
fn openers(prose: &str) -> Vec<usize> {
    let quoted = quoted(prose);
    let is_quoted = |at: &usize| quoted.iter().any(|code| code.contains(at));
    let starts = line_starts(prose, OPENER).filter(|at| !is_quoted(at));
    starts.take(MOST).collect()
}

/// Where somebody quotes code, markers perhaps among it.
fn quoted(prose: &str) -> Vec<Range<usize>> {
    if prose.contains(OPENER) || prose.contains(CLOSER) {
        code_blocks(prose)
    } else {
        Vec::new()
    }
}

/// Where the lines start that begin with `text`.
fn line_starts<'a>(prose: &'a str, text: &'a str) -> impl Iterator<Item = usize> + 'a {
    let found = prose.match_indices(text).map(|(at, _)| at);
    found.filter(|at| {
        let above = &prose[..*at];
        above.is_empty() || above.ends_with('\n') || above == "\u{feff}"
    })
}

/// A checksum (FNV-1a) of a text, however its lines end: editors change that.
fn sum_of(text: &str) -> u64 {
    let bytes = text.bytes().filter(|byte| *byte != b'\r');
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
