//! Prose and content: what a document says, and making it say something else
//! while every byte that need not change stays.

mod claims;
mod decisions;
mod front_matter;
mod head;
mod head_write;
mod inline;
mod items;
mod items_write;
mod lists;
mod news;
mod notes;
mod openings;
mod outline;
mod place;
mod resume;
mod section;
mod splice;
mod starts;
mod unread;
mod variables;

#[cfg(test)]
mod tests;

pub use claims::{Claim, claims};
pub(super) use front_matter::body_start;
pub use head::{derived_status, read_head};
pub use inline::file_form as written_file;
pub(super) use inline::{code_span, written};
pub(super) use news::{code_blocks, heads, place_of_news};
pub(super) use openings::split_position;
pub(super) use section::Known;
pub use starts::starts;
pub use unread::{Unread, unread};

use crate::document::file::line_ending;
use crate::model::{Content, Item, Name};
use chrono::{DateTime, FixedOffset, NaiveDateTime};
use head::LABELS;
use items_write::Mark;
use lists::Change;
use outline::Outline;
use std::cell::RefCell;
use std::collections::VecDeque;

/// What a save puts into a document besides its content.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The time for `**Created:**`, told in its own offset.
    pub created: DateTime<FixedOffset>,
    /// The checkpoint's name, for `## To Resume`.
    pub name: Name,
}

/// How `**Created:**` is written.
const CREATED: &str = "%Y-%m-%d %H:%M";

/// How many documents are remembered: the one before a save, and the one after.
const REMEMBERED: usize = 2;

thread_local! {
    /// What the last documents say, the last one last. Measured: each step of a
    /// save asks anew, nine times in all, and reading one with 10,000 files
    /// takes 20 ms.
    static KNOWN: RefCell<VecDeque<(String, Content)>> = const { RefCell::new(VecDeque::new()) };
}

/// What a document says. The id of the task stays `None`: it is in the record.
pub fn read(prose: &str) -> Content {
    let is_same = |known: &&(String, Content)| known.0 == prose;
    let said = |known: &(String, Content)| known.1.clone();
    let known = KNOWN.with_borrow(|known| known.iter().find(is_same).map(said));
    known.unwrap_or_else(|| {
        let content = read_anew(prose);
        KNOWN.with_borrow_mut(|known| {
            if known.len() == REMEMBERED {
                known.pop_front();
            }
            known.push_back((prose.to_owned(), content.clone()));
        });
        content
    })
}

fn read_anew(prose: &str) -> Content {
    let outline = Outline::of(prose);
    let mut content = Content::default();
    head::read(&outline, &mut content);
    let items = |known| -> Vec<Item> {
        items::items(&outline, known)
            .into_iter()
            .map(|found| found.item)
            .collect()
    };
    content.completed = items(Known::Completed);
    content.in_progress = items(Known::InProgress);
    content.pending = items(Known::Pending);
    content.decisions = decisions::decisions(&outline).decisions;
    content.files_to_open = openings::openings(&outline)
        .into_iter()
        .map(|note| note.says)
        .collect();
    content.gotchas = notes::gotchas(&outline)
        .into_iter()
        .map(|note| note.says)
        .collect();
    let tests: Vec<String> = notes::test_state(&outline)
        .into_iter()
        .map(|note| note.says)
        .collect();
    content.test_state = (!tests.is_empty()).then(|| tests.join("\n"));
    content.context = variables::variables(&outline);
    content
}

/// `prose`, changed so that it says `content`; only the bytes that must
/// change do. An empty document becomes the template. With a stamp the
/// `**Created:**` of the template is renewed; without one a document that
/// says `content` already comes back as it is.
pub fn write(prose: &str, content: &Content, stamp: Option<&Stamp>) -> String {
    let blank = prose.trim_start_matches('\u{feff}').trim().is_empty();
    let old = read(prose);
    if blank && (stamp.is_some() || old != *content) {
        return template(prose, content, stamp);
    }
    let written = spliced(prose, &old, content);
    let written = resume::renew(&written, &old, content);
    match stamp {
        Some(stamp) => dated(&written, stamp),
        None => written,
    }
}

fn template(prose: &str, content: &Content, stamp: Option<&Stamp>) -> String {
    let mark = &prose[..body_start(prose)];
    let eol = line_ending(prose);
    let mut fresh = format!("{mark}# Session Checkpoint{eol}");
    if let Some(stamp) = stamp {
        let created = stamp.created.format(CREATED).to_string();
        fresh = head_write::set(&fresh, 0, Some(created), &[]);
    }
    let written = spliced(&fresh, &Content::default(), content);
    let name = stamp.map(|stamp| stamp.name.clone()).unwrap_or_default();
    let body = resume::body(content, &name, eol);
    place::add(&written, Known::ToResume, &body)
}

/// Renews `**Created:**` where its value has the template's form.
fn dated(prose: &str, stamp: &Stamp) -> String {
    let outline = Outline::of(prose);
    let created = head::labels(&outline)
        .into_iter()
        .find(|label| LABELS[label.order] == "Created");
    match created {
        Some(label)
            if NaiveDateTime::parse_from_str(outline.slice(&label.value), CREATED).is_ok() =>
        {
            let created = stamp.created.format(CREATED).to_string();
            head_write::set_in(&outline, label.order, Some(created), &[])
        }
        _ => prose.to_owned(),
    }
}

fn spliced(prose: &str, old: &Content, new: &Content) -> String {
    let mut prose = head_write::write(prose, old, new);
    let work = |content: &Content| {
        (
            content.completed.clone(),
            content.in_progress.clone(),
            content.pending.clone(),
        )
    };
    if work(old) != work(new) {
        prose = set_items(&prose, new);
    }
    if old.decisions != new.decisions {
        let found = decisions::decisions(&Outline::of(&prose));
        prose = decisions::set_decisions(&prose, &found, &new.decisions);
    }
    if old.files_to_open != new.files_to_open {
        let found = openings::openings(&Outline::of(&prose));
        prose = openings::set_openings(&prose, &found, &new.files_to_open);
    }
    if old.gotchas != new.gotchas {
        let found = notes::gotchas(&Outline::of(&prose));
        prose = notes::set_bullets(&prose, Known::Gotchas, &found, &new.gotchas);
    }
    if old.test_state != new.test_state {
        let found = notes::test_state(&Outline::of(&prose));
        let tests = new.test_state.as_deref().unwrap_or_default();
        let lines = tests
            .lines()
            .map(inline::written)
            .filter(|line| !line.is_empty());
        prose = notes::set_bullets(&prose, Known::TestState, &found, &lines.collect::<Vec<_>>());
    }
    if text(old) != text(new) {
        prose = variables::set_variables(&prose, new.context.as_ref());
    }
    prose
}

/// The variables as exact JSON: equal objects may differ in key order.
fn text(content: &Content) -> Option<String> {
    content.context.as_ref().map(ToString::to_string)
}

fn set_items(prose: &str, new: &Content) -> String {
    let outline = Outline::of(prose);
    let sections = [Known::Completed, Known::InProgress, Known::Pending];
    let old = sections.map(|known| items::items(&outline, known));
    let wanted = items_write::wanted(
        prose,
        line_ending(prose),
        &old,
        [
            (&new.completed, Mark::Done),
            (&new.in_progress, Mark::Open),
            (&new.pending, Mark::Open),
        ],
    );
    let changes = sections
        .into_iter()
        .zip(old)
        .zip(wanted)
        .map(|((known, old), wanted)| Change {
            known,
            slots: old.iter().map(|found| found.slot).collect(),
            wanted,
        });
    lists::change(prose, changes.collect())
}
