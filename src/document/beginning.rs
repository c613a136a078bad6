//! A document that nobody has begun: what is known, and blanks for what only
//! people know.

use super::prose::{Known, Stamp, write};
use crate::model::{Content, Item};

/// What stands in a blank until the document is written: no text of anybody's
/// has it, since it is no character.
const BLANK: &str = "\u{fdd0}";

/// A document that says `known`, with blanks for the task, the next step and
/// what is in progress and pending.
pub fn begun(known: &Content, stamp: &Stamp) -> String {
    let blank = || Some(BLANK.to_owned());
    let item = || vec![Item::new(BLANK)];
    let content = Content {
        task: blank(),
        next_step: blank(),
        in_progress: item(),
        pending: item(),
        ..known.clone()
    };
    write("", &content, Some(stamp)).replace(BLANK, "")
}

/// The document without the blanks that nobody filled, and without the
/// sections that have nothing else in them.
pub fn without_blanks(prose: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut fence = None;
    for line in prose.split_inclusive('\n') {
        let text = line.trim();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| text.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let is_blank = matches!(text, "**Task:**" | "**Next step:**" | "- [ ]");
        if fence.is_some() || !is_blank {
            if fence.is_none() && text.starts_with("## ") {
                drop_empty_section(&mut kept);
            }
            kept.push(line);
        }
    }
    drop_empty_section(&mut kept);
    kept.concat()
}

/// Takes the last section out of `lines` where a blank was all it had.
fn drop_empty_section(lines: &mut Vec<&str>) {
    let content = lines.iter().rposition(|line| !line.trim().is_empty());
    let Some(last) = content else {
        return;
    };
    let heading = lines[last].trim().strip_prefix("## ");
    let known = heading.and_then(Known::of_heading);
    if matches!(known, Some(Known::InProgress | Known::Pending)) {
        lines.truncate(last);
    }
}
