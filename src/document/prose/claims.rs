//! What a document claims, and where it says so.

use super::outline::Outline;
use super::section::Known;
use super::{decisions, items, openings};
use crate::model::ClaimKind;
use std::ops::Range;

/// One claim of a document and the bytes it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What kind of statement it is.
    pub kind: ClaimKind,
    /// The item's or the decision's text, on one line; the path of a file to
    /// open.
    pub text: String,
    /// Whether it is marked as done: ticked, or without a box in Completed.
    pub done: bool,
    /// Where it stands, its detail lines included, as UTF-8 byte offsets.
    pub span: Range<usize>,
}

/// The claims of a document in its own order: what [`super::read`] recognises
/// as items, decisions and files to open, and nothing else.
pub fn claims(prose: &str) -> Vec<Claim> {
    let outline = Outline::of(prose);
    let mut found = Vec::new();
    for (known, kind) in [
        (Known::Completed, ClaimKind::Completed),
        (Known::InProgress, ClaimKind::InProgress),
        (Known::Pending, ClaimKind::Pending),
    ] {
        let items = items::items(&outline, known).into_iter();
        found.extend(items.map(|found| {
            let ticked = found.boxed.map(|at| prose.as_bytes()[at] != b' ');
            Claim {
                kind,
                text: found.item.text,
                done: ticked.unwrap_or(kind == ClaimKind::Completed),
                span: found.slot.start..found.slot.end,
            }
        }));
    }
    let plain = |kind, text, slot: super::splice::Slot| Claim {
        kind,
        text,
        done: false,
        span: slot.start..slot.end,
    };
    let decisions = decisions::decisions(&outline);
    let slots = decisions.slots.into_iter();
    let decided = decisions.decisions.into_iter().zip(slots);
    found.extend(decided.map(|(one, slot)| plain(ClaimKind::Decision, one.decision, slot)));
    let openings = openings::openings(&outline).into_iter();
    found.extend(openings.map(|one| plain(ClaimKind::FileToOpen, one.says.file.path, one.slot)));
    found.sort_by_key(|claim| claim.span.start);
    found
}
