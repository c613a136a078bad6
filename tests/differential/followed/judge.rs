//! Whether a position names the lines that it was.

use super::acts::Acts;
use super::{Line, Position, Story};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Right,
    Uncertain,
    Wrong,
}

/// Answers by what happened to their file, and what is wrong.
#[derive(Default)]
pub(super) struct Table {
    rows: BTreeMap<String, BTreeMap<Kind, usize>>,
    pub(super) wrong: Vec<String>,
}

impl Table {
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.rows.values().filter_map(|row| row.get(&kind)).sum()
    }

    pub(super) fn add(&mut self, other: Table) {
        for (name, row) in other.rows {
            for (kind, count) in row {
                *self
                    .rows
                    .entry(name.clone())
                    .or_default()
                    .entry(kind)
                    .or_default() += count;
            }
        }
        self.wrong.extend(other.wrong);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| {:<26} | right | told as uncertain | wrong |",
            "what happened"
        )?;
        writeln!(f, "| {:-<26} | ----: | ----------------: | ----: |", "")?;
        let count = |row: &BTreeMap<Kind, usize>, kind| row.get(&kind).copied().unwrap_or(0);
        for (name, row) in &self.rows {
            let [right, uncertain, wrong] =
                [Kind::Right, Kind::Uncertain, Kind::Wrong].map(|kind| count(row, kind));
            writeln!(
                f,
                "| {name:<26} | {right:>5} | {uncertain:>17} | {wrong:>5} |"
            )?;
        }
        let [right, uncertain, wrong] =
            [Kind::Right, Kind::Uncertain, Kind::Wrong].map(|kind| self.count(kind));
        write!(
            f,
            "| {:<26} | {right:>5} | {uncertain:>17} | {wrong:>5} |",
            "all"
        )
    }
}

/// Judges every position of the report.
pub(super) fn judge(
    seed: u64,
    positions: &[Position],
    (then, now): (&Story, &Story),
    acts: &Acts,
    report: &Value,
) -> Table {
    let mut table = Table::default();
    for position in positions {
        let (path, from, to) = position;
        let files = report["files"].as_array().expect("a list");
        let file = files.iter().find(|file| file["path"] == path.as_str());
        let file = file.expect("every file is told");
        let told = file["positions"].as_array().expect("a list").iter();
        let mut told = told.filter(|one| one["line"] == from + 1 && one["endLine"] == to + 1);
        let told = told.next().expect("every position is told");
        let here = file["newPath"].as_str().unwrap_or(path);
        let truth = Truth::new(&then.files[path], (*from, *to), now);
        let (kind, why) = truth.judge(told, here);
        let names = acts.get(path).filter(|acts| !acts.is_empty());
        let row = names.map_or("nothing, or lines came".to_owned(), |acts| {
            match acts.len() {
                1 => acts.iter().copied().collect(),
                _ => "several of them".to_owned(),
            }
        });
        *table.rows.entry(row).or_default().entry(kind).or_default() += 1;
        if kind == Kind::Wrong {
            let acts: Vec<_> = acts.get(path).into_iter().flatten().collect();
            let wrong = format!(
                "seed {seed}, {path}:{}-{} {acts:?}: {why}: {told}",
                from + 1,
                to + 1
            );
            let shown = |lines: Option<&Vec<Line>>| -> String {
                let texts = lines.into_iter().flatten().map(|line| line.text.as_str());
                texts.collect::<Vec<_>>().join("\n      ")
            };
            let (old, new) = (shown(then.files.get(path)), shown(now.files.get(here)));
            table
                .wrong
                .push(format!("{wrong}\nthen: {old}\nnow:  {new}\n"));
        }
    }
    table
}

/// What became of the lines of one position.
struct Truth<'a> {
    lines: &'a [Line],
    /// Those that the file had more than once, or that a file has so now.
    twins: BTreeSet<usize>,
    now: &'a Story,
}

impl<'a> Truth<'a> {
    fn new(file: &'a [Line], (from, to): (usize, usize), now: &'a Story) -> Truth<'a> {
        let same = |a: &Line, b: &Line| a.text.trim() == b.text.trim();
        let lines = &file[from..=to];
        let often =
            |line: &Line, lines: &[Line]| lines.iter().filter(|one| same(one, line)).count() > 1;
        let is_twin =
            |line: &&Line| often(line, file) || now.files.values().any(|lines| often(line, lines));
        Truth {
            twins: lines.iter().filter(is_twin).map(|line| line.id).collect(),
            lines,
            now,
        }
    }

    /// Where a line is now.
    fn find(&self, id: usize) -> Option<(&str, usize, &Line)> {
        self.now.files.iter().find_map(|(path, lines)| {
            let at = lines.iter().position(|line| line.id == id)?;
            Some((path.as_str(), at, &lines[at]))
        })
    }

    /// Where all the lines are, one after another and as they were.
    fn place(&self) -> Option<(&str, usize)> {
        let (path, start, _) = self.find(self.lines[0].id)?;
        let there = self.now.files[path].get(start..start + self.lines.len())?;
        let same = |(a, b): (&Line, &Line)| a.id == b.id && a.text.trim() == b.text.trim();
        self.lines
            .iter()
            .zip(there)
            .all(same)
            .then_some((path, start))
    }

    /// Whether the lines at a place are these.
    fn is_at(&self, path: &str, from: usize, to: usize) -> bool {
        let there = self
            .now
            .files
            .get(path)
            .and_then(|lines| lines.get(from..=to));
        let Some(there) = there.filter(|there| there.len() == self.lines.len()) else {
            return false;
        };
        let is = |(then, now): (&Line, &Line)| {
            let copied = || now.copy_of == Some(then.id) && self.find(then.id).is_none();
            then.text.trim() == now.text.trim() && (then.id == now.id || copied())
        };
        let pairs = || self.lines.iter().zip(there);
        let fits = |pair: (&Line, &Line)| {
            is(pair) || self.lines.len() > 1 && self.twins.contains(&pair.0.id)
        };
        pairs().all(fits) && pairs().any(is)
    }

    fn judge(&self, told: &Value, here: &str) -> (Kind, String) {
        let number = |value: &Value| {
            value
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
                .map(|n| n - 1)
        };
        let span = |json: &Value, from: &str, to: &str| number(&json[from]).zip(number(&json[to]));
        let truth = self.place();
        let is_intact = truth.is_some();
        let if_not = |kind| if is_intact { Kind::Uncertain } else { kind };
        let is_gone = || self.lines.iter().all(|line| self.find(line.id).is_none());
        let kind = match told["verdict"].as_str().expect("a word") {
            "same" | "moved" => {
                let path = told["nowPath"].as_str().unwrap_or(here);
                match span(told, "nowLine", "nowEndLine") {
                    Some((from, to)) if self.is_at(path, from, to) => Kind::Right,
                    _ => Kind::Wrong,
                }
            }
            "edited" => if_not(Kind::Right),
            "deleted" if is_gone() => Kind::Right,
            "deleted" => Kind::Uncertain,
            "ambiguous" => {
                let all = told["candidates"].as_array().expect("a list");
                let is_named = all.iter().any(|one| {
                    let path = one["path"].as_str().unwrap_or(here);
                    span(one, "line", "endLine")
                        .is_some_and(|(from, to)| self.is_at(path, from, to))
                });
                let is_here = truth.is_some_and(|(path, _)| path == here);
                if all.len() < 5 && is_here && !is_named {
                    Kind::Wrong
                } else {
                    Kind::Uncertain
                }
            }
            _ => Kind::Wrong,
        };
        (
            kind,
            format!("it is at {:?}", truth.map(|(path, at)| (path, at + 1))),
        )
    }
}
