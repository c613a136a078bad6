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

#[cfg(test)]
mod tests {
    use super::starts;

    fn parts(prose: &str) -> Vec<&str> {
        let parts = starts(prose).into_iter();
        parts.map(|part| prose[part].trim()).collect()
    }

    #[test]
    fn the_nearest_to_the_work_comes_first() {
        let prose = "# T\n\n**Stopped at:** head\n\n## In Progress\n\n- [ ] one\n- [ ] two\n  \
                     - File: `a`\n  - **Stopped at:** there\n\n## Context for Next Session\n\n\
                     ### Files to Open First\n1. `b` (line 3)\n2. `c`\n";
        let item = "- [ ] two\n  - File: `a`\n  - **Stopped at:** there";
        assert_eq!(
            parts(prose),
            [
                "- **Stopped at:** there",
                "head",
                item,
                "1. `b` (line 3)",
                "2. `c`"
            ]
        );
    }

    #[test]
    fn what_does_not_say_where_says_nothing() {
        assert_eq!(parts("# Notes\n\nSee `a`.\n"), [""; 0]);
        assert_eq!(parts("## In Progress\n- one\n- two\n"), ["- one"]);
    }
}
