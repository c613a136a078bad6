//! What a model gets whose context is lost: what it takes to go on, and no
//! more than a number of tokens. What the document and the files say stands in
//! fences, as data; everything outside of them is ours.

mod files;
mod head;
mod places;
mod position;
mod said;
mod sheet;
#[cfg(test)]
mod tests;
mod tokens;

use crate::document::Unread;
use crate::drift::{Drift, Words};
use crate::model::{Content, Lines, RepoPath, quoted};
use crate::report::text::View;
use crate::report::{Style, one_line};
use chrono::{DateTime, FixedOffset};
use places::{MOST, Place, places};
use sheet::{Frame, Part, Shelf, fill, size};
use std::collections::{BTreeMap, BTreeSet};

/// A brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Markdown; ends with a line feed.
    pub text: String,
    /// What did not fit, in words: `3 done items`.
    pub cut: Vec<String>,
    /// How many tokens the text has at most.
    pub tokens: usize,
    /// How many it was to have at most.
    pub budget: usize,
}

/// The least number of tokens a brief can be asked to fit in.
pub const FEWEST_TOKENS: usize = 100;

/// More than any model can read.
const MOST_TOKENS: usize = 1_000_000;

/// How many it fits in where nobody says.
pub const DEFAULT_TOKENS: usize = 800;

/// With less than this it says as little as can be around what it tells.
const SHORT: usize = 200;

/// Everything a brief may tell.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// What to type for the checkpoint: `auth`, `ID:auth`, `None` for the
    /// current one.
    pub name: Option<&'a str>,
    /// The document's path, as people know it.
    pub document: &'a str,
    /// When it was saved; `None` for a document that never was.
    pub saved_at: Option<DateTime<FixedOffset>>,
    /// Of when its words are, where its last save was automatic.
    pub words: Option<&'a Words>,
    /// Now.
    pub now: DateTime<FixedOffset>,
    /// Whether somebody edited the document since the save.
    pub edited: bool,
    /// What is wrong with its record, one line.
    pub damage: Option<&'a str>,
    /// What it says.
    pub content: &'a Content,
    /// What else it says.
    pub unread: &'a [Unread],
    /// What the machine's own section says was done since.
    pub news: &'a [String],
    /// The positions it names, in its order.
    pub order: &'a [(RepoPath, Lines)],
    /// Those among them that the words of people name.
    pub written: &'a BTreeSet<(RepoPath, Lines)>,
    /// What has changed around it, claims included.
    pub drift: &'a Drift,
}

/// The files whose text a brief wants, as they are now.
pub fn wanted(told: &Told<'_>) -> BTreeSet<RepoPath> {
    let shown = places(told).into_iter().take(MOST);
    let shown = shown.filter(|place| !place.lines_now().is_empty());
    shown.map(|place| place.path().clone()).collect()
}

/// The brief, in at most `budget` tokens; `texts` are the files that are
/// [`wanted`], as far as they can be shown.
pub fn brief(told: &Told<'_>, texts: &BTreeMap<RepoPath, String>, budget: usize) -> Brief {
    let budget = budget.clamp(FEWEST_TOKENS, MOST_TOKENS);
    let places = places(told);
    let lines: BTreeMap<&RepoPath, Vec<&str>> = texts
        .iter()
        .map(|(path, text)| (path, text.lines().collect()))
        .collect();
    // The longest texts with which what is never cut still fits.
    let limits = [4096, 400, 200, 100, 60, 40, 30, 20, 15, 10, 7, 5, 3];
    let room = budget - head::reserve(told, budget);
    let view = view(told);
    let first = &places[..places.len().min(1)];
    let fits = |limit: &usize| {
        let mut parts = head::head(told, &view, budget);
        parts.extend(of_work(told, first, &lines, *limit));
        size(&parts, &frames(told, &parts, budget), false) <= room
    };
    let limit = limits.into_iter().find(fits).unwrap_or(3);
    let mut parts = head::head(told, &view, budget);
    parts.extend(of_work(told, &places, &lines, limit));
    parts.extend(files::files(told, &places, &view));
    parts.extend(said::more(told));
    let frames = frames(told, &parts, budget);
    let whole = size(&parts, &frames, true) + budget - room;
    let filled = fill(&parts, &frames, room);
    let cut: Vec<String> = filled
        .cut
        .iter()
        .map(|(noun, n)| counted(noun, *n))
        .collect();
    let text = filled.text + &head::rest(told, &cut, whole, budget - room);
    Brief {
        tokens: tokens::tokens(&text),
        text,
        cut,
        budget,
    }
}

/// Without colours, and with every path as a code span.
fn view<'a>(told: &Told<'_>) -> View<'a> {
    View {
        style: Style::plain(),
        width: None,
        now: told.now,
        display: &|path| span(path.as_str()),
        links: None,
    }
}

/// What the document says of the work, and where that is now.
fn of_work(
    told: &Told<'_>,
    places: &[Place<'_>],
    lines: &BTreeMap<&RepoPath, Vec<&str>>,
    limit: usize,
) -> Vec<Part> {
    let mut parts = said::work(told, limit);
    for (at, place) in places.iter().enumerate() {
        if at > 0 && place.is_plain() {
            continue;
        }
        parts.push(position::sentence(place, at == 0, limit));
        let text = lines.get(place.path()).map(Vec::as_slice);
        if at < MOST {
            parts.extend(position::code(place, text, at == 0));
        }
    }
    if places.is_empty() {
        parts.push(head::no_place(told));
    }
    parts
}

/// What stands around the shelves; a fence is longer than any that its text
/// could hold.
fn frames(told: &Told<'_>, parts: &[Part], budget: usize) -> BTreeMap<Shelf, Frame> {
    let of = |shelf: Shelf| parts.iter().filter(move |part| part.shelf == shelf);
    let fence_of = |shelf| {
        let texts = of(shelf).flat_map(|part| part.versions.iter().map(|(_, text)| text.as_str()));
        texts
            .map(fence)
            .max_by_key(String::len)
            .unwrap_or_else(|| fence(""))
    };
    let quoted = |shelf, heading: String| {
        let fence = fence_of(shelf);
        Frame {
            above: format!("{heading}{fence}\n"),
            below: format!("{fence}\n"),
        }
    };
    let heading = |text: &str| Frame {
        above: text.to_owned(),
        below: String::new(),
    };
    let is_short = budget < SHORT;
    let (place, files, more) = if is_short {
        ("", "", String::new())
    } else {
        (
            "\n## Where that is now\n",
            "\n## Files\n",
            "\n## What else it says\n".to_owned(),
        )
    };
    BTreeMap::from([
        (
            Shelf::Said,
            quoted(Shelf::Said, head::over_said(told, is_short)),
        ),
        (Shelf::Place, heading(place)),
        (Shelf::Files, heading(files)),
        (Shelf::More, quoted(Shelf::More, more)),
    ])
}

/// A fence that no line of `text` can close.
fn fence(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat((longest + 1).max(3))
}

/// A foreign name in a sentence of ours, as a code span that it cannot end.
fn span(name: &str) -> String {
    let name = quoted(name);
    let name = one_line(&name);
    let ticks = fence(&name).len();
    if name.contains('`') {
        format!("{ticks} {name} {ticks}", ticks = "`".repeat(ticks))
    } else {
        format!("`{name}`")
    }
}

fn counted(noun: &str, n: usize) -> String {
    match (
        n,
        noun.strip_prefix("line of ")
            .or(noun.strip_prefix("line on ")),
    ) {
        (1, _) => format!("1 {noun}"),
        (n, Some(of)) => format!(
            "{n} {} {of}",
            if noun.starts_with("line of") {
                "lines of"
            } else {
                "lines on"
            }
        ),
        (n, None) => match noun {
            "item in progress" => format!("{n} items in progress"),
            "thing done since" => format!("{n} things done since"),
            "file to open" => format!("{n} files to open"),
            _ => format!("{n} {noun}s"),
        },
    }
}
