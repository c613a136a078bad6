//! Whether positions stand where git's line map puts them.

use super::Tally;
use super::moves::Moves;
use super::text::{Hunk, Texts};
use serde_json::Value;

/// What the program said of one position. Lines are 1-based and inclusive.
pub(super) struct Position<'a> {
    path: &'a str,
    then: (usize, usize),
    now: Option<(usize, usize)>,
    /// The other file that it is told to be in.
    pub(super) elsewhere: Option<&'a str>,
    candidates: Vec<(usize, usize)>,
    /// The program's word.
    pub(super) verdict: &'a str,
    text: Option<&'a str>,
}

impl<'a> Position<'a> {
    /// Whether the text never had that many lines.
    pub(super) fn is_beyond(&self, text: &[u8]) -> bool {
        text.split_inclusive(|byte| *byte == b'\n').count() < self.then.1
    }

    /// Reads one of `positions[]`.
    pub(super) fn of(path: &'a str, json: &'a Value) -> Position<'a> {
        let candidates = json["candidates"].as_array().into_iter().flatten();
        Position {
            path,
            then: span(json, "line", "endLine").expect("a position has lines"),
            now: span(json, "nowLine", "nowEndLine"),
            elsewhere: json["nowPath"].as_str(),
            candidates: candidates
                .filter(|one| one["path"].is_null())
                .filter_map(|one| span(one, "line", "endLine"))
                .collect(),
            verdict: json["verdict"].as_str().expect("a verdict is a word"),
            text: json["text"].as_str(),
        }
    }

    /// As people write it.
    pub(super) fn name(&self) -> String {
        format!("{:?}:{}-{}", self.path, self.then.0, self.then.1)
    }
}

fn span(json: &Value, from: &str, to: &str) -> Option<(usize, usize)> {
    let number = |key: &str| json[key].as_u64().and_then(|n| usize::try_from(n).ok());
    number(from).zip(number(to))
}

/// Judges the positions of the file `number` of those given to `moves`.
pub(super) fn judge_positions(
    positions: &[Position],
    changes: (Option<u64>, Option<u64>),
    texts: &Texts,
    number: usize,
    moves: &mut Moves,
    tally: &mut Tally,
) {
    for position in positions {
        tally.position(position.verdict);
        if let Err(why) = judge(position, texts, number, moves) {
            let now = position.now.map(|(from, to)| format!(" {from}-{to}"));
            let line = format!(
                "{} is told {}{}: {why}",
                position.name(),
                position.verdict,
                now.unwrap_or_default(),
            );
            tally.wrong_positions.push(line);
        }
    }
    if let ((Some(added), Some(removed)), Some(first)) = (changes, positions.first()) {
        let git = texts.changes;
        if git != (added, removed) {
            let line = format!(
                "{:?}: +{added} −{removed}, to git +{} −{}",
                first.path, git.0, git.1
            );
            tally.wrong_files.push(line);
        }
    }
}

fn judge(position: &Position, texts: &Texts, file: usize, moves: &mut Moves) -> Result<(), String> {
    let (old, new) = (texts.old_lines(), texts.new_lines());
    let place = position.then.0 - 1..position.then.1;
    let beyond = place.end > old.len();
    match (position.verdict, position.now) {
        ("unknown", _) if texts.is_binary() => return Ok(()),
        // What is no text has no lines that anybody could count.
        ("same", _) if texts.is_binary() && texts.old == texts.new => return Ok(()),
        ("unknown", _) => return Err("both texts are there".to_owned()),
        ("out-of-range", _) if beyond => return Ok(()),
        (_, _) if beyond => return Err(format!("then there were {} lines", old.len())),
        (_, _) if texts.is_binary() => return Err("git calls it binary".to_owned()),
        ("moved", _) if position.elsewhere.is_some() => {
            let is_here = is_there(&old[place.clone()], &new);
            return if is_here {
                Err("its text is still in its file".to_owned())
            } else {
                Ok(()) // the text of the other file is judged where lines have names
            };
        }
        ("ambiguous", _) => {
            let named = position.candidates.iter();
            let mut named = named.map(|one| new.get(one.0 - 1..one.1));
            let named = named.all(|there| same(old.get(place.clone()), there));
            return named
                .then_some(())
                .ok_or("its text is not there".to_owned());
        }
        _ => {}
    }
    let exact = carried(&texts.exact, place.start, place.end);
    let folded = carried(&texts.folded, place.start, place.end);
    match (position.verdict, position.now) {
        ("same" | "moved", Some((from, to))) => {
            if (position.verdict == "same") != ((from, to) == position.then) {
                return Err("same is there and moved is elsewhere".to_owned());
            }
            if !same(old.get(place.clone()), new.get(from - 1..to)) {
                return Err("the text there is another".to_owned());
            }
            let first = new
                .get(from - 1)
                .map(|line| String::from_utf8_lossy(line).into_owned());
            // Nothing was opened to say so where the bytes are the same.
            if position.text != first.as_deref() && texts.old != texts.new {
                return Err(format!("its text is {first:?}, not {:?}", position.text));
            }
            match (exact, folded) {
                (Some(start), _) | (_, Some(start)) if start == from - 1 => Ok(()),
                _ if carried(&texts.spaced, place.start, place.end) == Some(from - 1) => Ok(()),
                (None, None) => moves.confirm(file, texts, &place, from - 1),
                (exact, folded) => Err(format!(
                    "git puts it at {:?}",
                    exact.or(folded).map(|start| start + 1)
                )),
            }
        }
        ("edited" | "deleted", near) => {
            if let Some(start) = exact {
                return Err(format!("git puts it, untouched, at {}", start + 1));
            }
            // Of lines whose endings stay, the map that minds endings decides.
            if let Some(start) = folded
                && old.get(place.clone()) != new.get(start..start + place.len())
            {
                return Err(format!("only line endings changed, at {}", start + 1));
            }
            let inside = near.is_none_or(|(from, to)| from <= to && to <= new.len());
            inside
                .then_some(())
                .ok_or("that is beyond the end".to_owned())
        }
        _ => Err("no such word".to_owned()),
    }
}

/// Whether the lines are the same, white space at their ends aside.
fn same(then: Option<&[&[u8]]>, now: Option<&[&[u8]]>) -> bool {
    let trimmed = |lines: &[&[u8]]| -> Vec<Vec<u8>> {
        lines
            .iter()
            .map(|line| line.trim_ascii().to_vec())
            .collect()
    };
    then.map(trimmed) == now.map(trimmed)
}

fn is_there(block: &[&[u8]], lines: &[&[u8]]) -> bool {
    let mut all = lines.windows(block.len());
    all.any(|window| same(Some(window), Some(block)))
}

/// Where the old lines `start..end` (0-based) begin now, if all of them were
/// kept and nothing came between them.
fn carried(hunks: &[Hunk], start: usize, end: usize) -> Option<usize> {
    let mut shifted = start;
    for (before, after) in hunks {
        if before.end <= start {
            shifted = start - before.end + after.end;
        } else if before.start < end {
            return None;
        }
    }
    Some(shifted)
}
