//! Where a document says that the work goes on.

use super::head::{self, LABELS};
use super::items::{self, Found, Says};
use super::openings;
use super::outline::Outline;
use super::section::Known;
use std::ops::Range;

/// The parts of a document that tell where to begin, as UTF-8 byte offsets,
/// nearest to the work first: where the current item stopped, where the task
/// as a whole stopped, that item, each file to open first.
pub fn starts(prose: &str) -> Vec<Range<usize>> {
    let outline = Outline::of(prose);
    let begun = items::items(&outline, Known::InProgress);
    let current = begun.iter().find(|found| found.item.stopped_at.is_some());
    let current = current.or(begun.first());
    let labels = head::labels(&outline);
    let head = labels
        .iter()
        .find(|label| LABELS[label.order] == "Stopped at");
    let openings = openings::openings(&outline);
    let stopped = current.and_then(stopped);
    let item = current.map(|found| found.slot.start..found.slot.end);
    let opened = openings.iter().map(|one| one.slot.start..one.slot.end);
    let near = stopped
        .into_iter()
        .chain(head.map(|label| label.value.clone()));
    near.chain(item).chain(opened).collect()
}

/// The line of an item that says where it stopped.
fn stopped(found: &Found) -> Option<Range<usize>> {
    let mut lines = found.lines.iter();
    let line = lines.find(|line| matches!(line.says, Says::StoppedAt(_)))?;
    Some(line.range.clone())
}
