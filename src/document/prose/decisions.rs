//! Key Decisions Made: a table of two columns.

use super::inline::{cell, uncell};
use super::lists::{appended, holds_only};
use super::outline::{Kind, Outline};
use super::place;
use super::section::Known;
use super::splice::{Edit, Slot, Wanted, aligned, apply, entries, removal};
use crate::document::file::line_ending;
use crate::model::Decision;
use std::ops::Range;

/// The decisions of a document and their source.
#[derive(Default)]
pub(super) struct Found {
    /// What was decided.
    pub(super) decisions: Vec<Decision>,
    /// Their rows.
    pub(super) slots: Vec<Slot>,
    tables: Vec<Range<usize>>,
}

/// The rows of every two-column table in the section; anything else there is
/// not ours.
pub(super) fn decisions(outline: &Outline<'_>) -> Found {
    let mut found = Found::default();
    let Some(section) = outline.section(Known::Decisions) else {
        return found;
    };
    for block in &outline.blocks[section.blocks()] {
        let Kind::Table { columns: 2, rows } = &block.kind else {
            continue;
        };
        let end = block.range.start + outline.slice(&block.range).trim_end().len();
        found.tables.push(block.range.start..end);
        for row in rows {
            let cell = |at: usize| row.cells.get(at).map_or("", |cell| outline.slice(cell));
            let (decision, rationale) = (uncell(cell(0)), uncell(cell(1)));
            if decision.is_empty() {
                continue;
            }
            let end = row.range.start + outline.slice(&row.range).trim_end().len();
            found.slots.push(Slot {
                start: row.range.start,
                end,
                airy: false,
            });
            found.decisions.push(Decision {
                decision,
                rationale,
            });
        }
    }
    found
}

fn row(decision: &Decision) -> String {
    match cell(&decision.rationale) {
        rationale if rationale.is_empty() => format!("| {} | |", cell(&decision.decision)),
        rationale => format!("| {} | {rationale} |", cell(&decision.decision)),
    }
}

/// Makes the table say `new`.
pub(super) fn set_decisions(prose: &str, found: &Found, new: &[Decision]) -> String {
    let outline = Outline::of(prose);
    let eol = line_ending(prose);
    if new.is_empty() {
        return emptied(&outline, found);
    }
    let rows: Vec<String> = new.iter().map(row).collect();
    if found.slots.is_empty() {
        return started(&outline, found, &rows, eol);
    }
    let before: Vec<String> = found.decisions.iter().map(row).collect();
    let pairs = aligned(&before, &rows);
    let stays = |index: usize| pairs.iter().find(|(_, new)| *new == index);
    let wanted: Vec<Wanted> = rows
        .into_iter()
        .enumerate()
        .map(|(index, text)| {
            let slot = stays(index).map(|(old, _)| *old);
            Wanted {
                text: slot.is_none().then_some(text),
                slot,
                airy: false,
            }
        })
        .collect();
    apply(prose, entries(prose, eol, &found.slots, &wanted))
}

/// Without any decision the table goes, and the section if it holds no more.
fn emptied(outline: &Outline<'_>, found: &Found) -> String {
    let prose = outline.prose;
    let table = |range: &Range<usize>| Slot {
        start: range.start,
        end: range.end,
        airy: false,
    };
    let tables: Vec<Slot> = found.tables.iter().map(table).collect();
    if holds_only(outline, Known::Decisions, &tables) {
        return place::remove(prose, Known::Decisions);
    }
    let tables = found.tables.iter().cloned();
    apply(prose, tables.map(|range| removal(prose, range)).collect())
}

/// The first rows: below the head of a table that is there, else in a new one.
fn started(outline: &Outline<'_>, found: &Found, rows: &[String], eol: &str) -> String {
    let prose = outline.prose;
    let rows = rows.join(eol);
    if let Some(table) = found.tables.last() {
        let range = table.end..table.end;
        let text = format!("{eol}{rows}");
        return apply(prose, vec![Edit { range, text }]);
    }
    let head = format!("| Decision | Rationale |{eol}|----------|-----------|{eol}{rows}");
    match outline.section(Known::Decisions) {
        Some(_) => apply(prose, vec![appended(outline, Known::Decisions, &head, eol)]),
        None => place::add(prose, Known::Decisions, &head),
    }
}
