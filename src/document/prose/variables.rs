//! Variables: a program's JSON in one code fence.

use super::inline::longest_run;
use super::lists::{appended, holds_only};
use super::outline::{Kind, Outline};
use super::place;
use super::section::Known;
use super::splice::{Edit, Slot, apply, removal};
use crate::document::file::line_ending;
use crate::document::json;
use serde_json::Value;
use std::ops::Range;

/// The JSON of the section's first `json` block.
pub(super) fn variables(outline: &Outline<'_>) -> Option<Value> {
    let (_, content) = fence(outline)?;
    json::read(outline.slice(&content)).ok()
}

/// The block and its content.
fn fence(outline: &Outline<'_>) -> Option<(Range<usize>, Range<usize>)> {
    let section = outline.section(Known::Variables)?;
    outline.blocks[section.blocks()]
        .iter()
        .find_map(|block| match &block.kind {
            Kind::Code { info, content } if info.eq_ignore_ascii_case("json") => {
                let end = block.range.start + outline.slice(&block.range).trim_end().len();
                Some((block.range.start..end, content.clone()))
            }
            _ => None,
        })
}

/// Makes the block say `value`.
pub(super) fn set_variables(prose: &str, value: Option<&Value>) -> String {
    let outline = Outline::of(prose);
    let eol = line_ending(prose);
    let block = value.map(|value| written(value, eol));
    match (fence(&outline), block) {
        (Some((range, _)), Some(text)) => apply(prose, vec![Edit { range, text }]),
        (Some((range, _)), None) => {
            let slot = Slot {
                start: range.start,
                end: range.end,
                airy: false,
            };
            if holds_only(&outline, Known::Variables, &[slot]) {
                place::remove(prose, Known::Variables)
            } else {
                apply(prose, vec![removal(prose, range)])
            }
        }
        (None, Some(text)) if outline.section(Known::Variables).is_some() => apply(
            prose,
            vec![appended(&outline, Known::Variables, &text, eol)],
        ),
        (None, Some(text)) => place::add(prose, Known::Variables, &text),
        (None, None) => prose.to_owned(),
    }
}

fn written(value: &Value, eol: &str) -> String {
    let json = json::pretty(value).replace('\n', eol);
    let fence = "`".repeat((longest_run(&json, '`') + 1).max(3));
    format!("{fence}json{eol}{json}{eol}{fence}")
}
