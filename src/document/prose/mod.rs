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

/// What a document says. The id of the task stays `None`: it is in the record.
/// Measured: 20 ms for one with 10,000 files, so who asks several things of a
/// document reads it once.
pub fn read(prose: &str) -> Content {
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
    write_over((prose, &read(prose)), content, stamp)
}

/// As [`write()`], of a document that was read already.
pub fn write_over(
    (prose, says): (&str, &Content),
    content: &Content,
    stamp: Option<&Stamp>,
) -> String {
    if is_blank(prose) && (stamp.is_some() || says != content) {
        return template(prose, content, stamp);
    }
    let written = spliced(prose, says, content);
    let written = resume::renew(&written, says, content);
    match stamp {
        Some(stamp) => dated(&written, stamp),
        None => written,
    }
}

/// As [`write()`] makes it of what `prose` says already: with the time of the
/// stamp, and nothing else. It need not be read for that.
pub fn stamped(prose: &str, stamp: &Stamp) -> String {
    if is_blank(prose) {
        write(prose, &read(prose), Some(stamp))
    } else {
        dated(prose, stamp)
    }
}

fn is_blank(prose: &str) -> bool {
    prose.trim_start_matches('\u{feff}').trim().is_empty()
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

/// Renews `**Created:**` where its value has the template's form. A heading of
/// level 2 ends whatever paragraph stands above it, so a label above the first
/// is one whatever comes below, and that need not be parsed.
fn dated(prose: &str, stamp: &Stamp) -> String {
    let body = body_start(prose);
    let end = prose[body..].find("\n## ").map(|at| body + at + 1);
    let (top, below) = prose.split_at(end.unwrap_or(prose.len()));
    let done = dated_in(top, stamp).map(|top| top + below);
    let done = done.or_else(|| dated_in(prose, stamp));
    done.unwrap_or_else(|| prose.to_owned())
}

fn dated_in(prose: &str, stamp: &Stamp) -> Option<String> {
    let outline = Outline::of(prose);
    let mut labels = head::labels(&outline).into_iter();
    let label = labels.find(|label| LABELS[label.order] == "Created")?;
    NaiveDateTime::parse_from_str(outline.slice(&label.value), CREATED).ok()?;
    let created = stamp.created.format(CREATED).to_string();
    let created = Some(created);
    Some(head_write::set_in(&outline, label.order, created, &[]))
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
