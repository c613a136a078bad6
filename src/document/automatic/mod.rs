//! The machine's own section of a document: what was done since a person last
//! saved, between two comments that nobody sees who reads the page. Whoever
//! edits what stands between them makes it their own.

mod body;
#[cfg(test)]
mod tests;

pub use body::{Act, Facts, Touched, body};

use super::file::line_ending;
use super::prose::{body_start, heads, place_of_news};
use chrono::{DateTime, FixedOffset};
use std::ops::Range;

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
    /// Whether it is as the machine left it.
    pub own: bool,
    /// Since which save it tells, as its comment says.
    pub since: Since,
}

/// Since when a section tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// What happened then.
    pub point: Point,
    /// When that was.
    pub at: DateTime<FixedOffset>,
}

/// What a section may begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A person saved the entry of this number in the history.
    Save(u64),
    /// The checkpoint was cleared.
    Clear,
    /// Nothing was saved yet: the last commit.
    Commit,
    /// Nothing was committed yet either.
    Start,
}

impl Point {
    fn word(self) -> String {
        match self {
            Point::Save(entry) => entry.to_string(),
            Point::Clear => "clear".to_owned(),
            Point::Commit => "commit".to_owned(),
            Point::Start => "start".to_owned(),
        }
    }

    fn parse(word: &str) -> Option<Point> {
        match word {
            "clear" => Some(Point::Clear),
            "commit" => Some(Point::Commit),
            "start" => Some(Point::Start),
            number => number.parse().ok().map(Point::Save),
        }
    }
}

impl Automatic {
    /// The section of `prose`; `None` where it has none, or where its comments
    /// are not whole any more.
    pub fn of(prose: &str) -> Option<Automatic> {
        let start = line_starts(prose, OPENER).next()?;
        let line = &prose[start..][..prose[start..].find('\n')? + 1];
        let mut words = line[OPENER.len()..]
            .trim_end()
            .strip_suffix(ADVICE)?
            .split(' ');
        let mut word = || words.next();
        let (entry, at, before, after, sum) = (word()?, word()?, word()?, word()?, word()?);
        let body = start + line.len();
        let end = body + line_starts(&prose[body..], CLOSER).next()?;
        let closed = end + CLOSER.len();
        let whole =
            back(prose, start, before.parse().ok()?)..on(prose, closed, after.parse().ok()?);
        Some(Automatic {
            whole,
            own: format!("{:016x}", sum_of(&prose[body..end])) == sum,
            body: body..end,
            since: Since {
                point: Point::parse(entry)?,
                at: DateTime::parse_from_rfc3339(at).ok()?,
            },
        })
    }
}

/// `prose` without the section, if the machine left it so: byte for byte what
/// it was before.
pub fn without_automatic(prose: &str) -> Option<String> {
    let found = Automatic::of(prose).filter(|found| found.own)?;
    Some([&prose[..found.whole.start], &prose[found.whole.end..]].concat())
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
    let opener = opener(since, (before, after), &body);
    let (before, after) = (eol.repeat(before), eol.repeat(after));
    [above, &before, &opener, eol, &body, CLOSER, &after, below].concat()
}

fn opener(since: &Since, (before, after): (usize, usize), body: &str) -> String {
    let (entry, at) = (since.point.word(), since.at.to_rfc3339());
    let sum = sum_of(body);
    format!("{OPENER}{entry} {at} {before} {after} {sum:016x}{ADVICE}")
}

/// `after` with the section of `before` still known as the machine's, where it
/// was that: what a save heals in it nobody edited.
pub fn sealed_again(before: &str, after: String) -> String {
    let was = Automatic::of(before).is_some_and(|found| found.own);
    let Some(now) = Automatic::of(&after).filter(|now| was && !now.own) else {
        return after;
    };
    let line = after[..now.body.start]
        .rfind(OPENER)
        .unwrap_or(now.body.start);
    let mut ends = after[line + OPENER.len()..].split(' ').skip(2);
    let mut count = || ends.next().and_then(|ends| ends.parse().ok()).unwrap_or(0);
    let ends = (count(), count());
    let opener = opener(&now.since, ends, &after[now.body.clone()]);
    let eol = line_ending(&after);
    [&after[..line], &opener, eol, &after[now.body.start..]].concat()
}

/// Where the lines start that begin with `text`.
fn line_starts<'a>(prose: &'a str, text: &'a str) -> impl Iterator<Item = usize> + 'a {
    let found = prose.match_indices(text).map(|(at, _)| at);
    found.filter(|at| {
        let above = &prose[..*at];
        above.is_empty() || above.ends_with('\n') || above == "\u{feff}"
    })
}

/// `at`, or so many line ends before it as are there.
fn back(prose: &str, mut at: usize, ends: usize) -> usize {
    for _ in 0..ends {
        let Some(short) = prose[..at].strip_suffix('\n') else {
            break;
        };
        at = short.strip_suffix('\r').unwrap_or(short).len();
    }
    at
}

/// `at`, or so many line ends after it as are there.
fn on(prose: &str, mut at: usize, ends: usize) -> usize {
    for _ in 0..ends {
        let below = &prose[at..];
        let found = ["\r\n", "\n"]
            .into_iter()
            .find(|end| below.starts_with(end));
        at += found.map_or(0, str::len);
    }
    at
}

fn ends_blank(text: &str) -> bool {
    let text = text.strip_suffix('\n').unwrap_or_default();
    let text = text.strip_suffix('\r').unwrap_or(text);
    text.is_empty() || text.ends_with('\n')
}

/// A checksum (FNV-1a) of a text, however its lines end: editors change that.
fn sum_of(text: &str) -> u64 {
    let bytes = text.bytes().filter(|byte| *byte != b'\r');
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
