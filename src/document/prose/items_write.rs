//! Writing items: what stays keeps its lines, what moves takes them along.

use super::inline::{escaped, file_form, folded, written};
use super::items::{Found, Line, Says};
use super::splice::{Edit, Wanted, aligned, apply, indented, leading};
use crate::model::Item;
use std::collections::{HashMap, HashSet, VecDeque};

/// The box of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Open,
    Done,
}

/// For each section its entries as they shall be. `old` are the items the
/// document has, section by section, `new` those it shall have.
pub(super) fn wanted(
    prose: &str,
    eol: &str,
    old: &[Vec<Found>; 3],
    new: [(&[Item], Mark); 3],
) -> [Vec<Wanted>; 3] {
    let stays: [HashMap<usize, usize>; 3] =
        std::array::from_fn(|section| staying_slots(&old[section], new[section].0));
    let mut free = free_items(old, &stays);
    std::array::from_fn(|section| {
        let old_here = &old[section];
        let (items, mark) = new[section];
        let mut lead = old_here.first().map(|found| top_lead(prose, found));
        let entry = |(index, item): (usize, &Item)| {
            if let Some(slot) = stays[section].get(&index) {
                let found = &old_here[*slot];
                lead = Some(top_lead(prose, found));
                return staying(prose, eol, found, item, *slot);
            }
            let lead = lead.as_deref().unwrap_or("- ");
            let text = match free
                .get_mut(&folded(&item.text))
                .and_then(VecDeque::pop_front)
            {
                Some(found) => moved(prose, eol, found, item, mark, lead),
                None => fresh(item, mark, eol, lead),
            };
            Wanted {
                airy: text.contains('\n'),
                text: Some(text),
                slot: None,
            }
        };
        items.iter().enumerate().map(entry).collect()
    })
}

/// The items that keep their place in a section: the slot of each, by its
/// index among the new ones.
fn staying_slots(old: &[Found], new: &[Item]) -> HashMap<usize, usize> {
    let before: Vec<String> = old.iter().map(|found| folded(&found.item.text)).collect();
    let after: Vec<String> = new.iter().map(|item| folded(&item.text)).collect();
    let pairs = aligned(&before, &after).into_iter();
    pairs.map(|(old, new)| (new, old)).collect()
}

/// The items that keep no place, by their text: whoever wants one takes the
/// first.
fn free_items<'a>(
    old: &'a [Vec<Found>; 3],
    stays: &[HashMap<usize, usize>; 3],
) -> HashMap<String, VecDeque<&'a Found>> {
    let mut free: HashMap<String, VecDeque<&Found>> = HashMap::new();
    for (items, stays) in old.iter().zip(stays) {
        let taken: HashSet<usize> = stays.values().copied().collect();
        for (_, found) in items
            .iter()
            .enumerate()
            .filter(|(at, _)| !taken.contains(at))
        {
            let key = folded(&found.item.text);
            free.entry(key).or_default().push_back(found);
        }
    }
    free
}

/// What a new item beside `found` starts with.
fn top_lead(prose: &str, found: &Found) -> String {
    let line = &prose[found.slot.start..found.slot.end];
    let indent = leading(line);
    match line[indent.len()..].bytes().next() {
        Some(bullet @ (b'*' | b'+')) => format!("{indent}{} ", char::from(bullet)),
        _ => format!("{indent}- "),
    }
}

fn staying(prose: &str, eol: &str, found: &Found, item: &Item, slot: usize) -> Wanted {
    let edits = retouched(prose, eol, found, item);
    let text = (!edits.is_empty()).then(|| lines_of(prose, found, edits));
    let airy = text
        .as_ref()
        .map_or(found.slot.airy, |text| text.contains('\n'));
    Wanted {
        text,
        slot: Some(slot),
        airy,
    }
}

fn moved(prose: &str, eol: &str, found: &Found, item: &Item, mark: Mark, lead: &str) -> String {
    let mut edits = retouched(prose, eol, found, item);
    if let Some(at) = found.boxed {
        let done = prose.as_bytes()[at] != b' ';
        if done != (mark == Mark::Done) {
            edits.push(Edit {
                range: at..at + 1,
                text: tick(mark).to_owned(),
            });
        }
    }
    indented(&lines_of(prose, found, edits), leading(lead))
}

fn tick(mark: Mark) -> &'static str {
    match mark {
        Mark::Open => " ",
        Mark::Done => "x",
    }
}

/// The item's own source with edits that are given in document positions.
fn lines_of(prose: &str, found: &Found, edits: Vec<Edit>) -> String {
    let start = found.slot.start;
    let shifted = edits.into_iter().map(|edit| Edit {
        range: edit.range.start - start..edit.range.end - start,
        text: edit.text,
    });
    apply(&prose[start..found.slot.end], shifted.collect())
}

fn fresh(item: &Item, mark: Mark, eol: &str, lead: &str) -> String {
    let mut text = format!("{lead}[{}] {}", tick(mark), escaped(&item.text));
    let nested = format!("{}  - ", leading(lead));
    for says in told(item) {
        text.push_str(eol);
        text.push_str(&nested);
        text.push_str(&form(&says));
    }
    text
}

/// What an item's nested lines say, in template order.
fn told(item: &Item) -> Vec<Says> {
    let files = item.files.iter().cloned().map(Says::File);
    let details = item.details.iter().cloned().map(Says::Detail);
    let stopped = item.stopped_at.iter().cloned().map(Says::StoppedAt);
    let next = item.next_step.iter().cloned().map(Says::NextStep);
    files.chain(details).chain(stopped).chain(next).collect()
}

fn form(says: &Says) -> String {
    match says {
        Says::File(file) => format!("File: {}", file_form(file)),
        Says::Detail(text) => escaped(text),
        Says::StoppedAt(text) => format!("**Stopped at:** {}", written(text)),
        Says::NextStep(text) => format!("**Next step:** {}", written(text)),
    }
}

/// The place of a nested line in the template.
fn rank(says: &Says) -> u8 {
    match says {
        Says::File(_) => 0,
        Says::Detail(_) => 1,
        Says::StoppedAt(_) => 2,
        Says::NextStep(_) => 3,
    }
}

/// The edits that make `found` say what `item` says, in document positions.
fn retouched(prose: &str, eol: &str, found: &Found, item: &Item) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut kept: Vec<&Line> = Vec::new();
    let mut missing: Vec<(Says, Option<usize>)> = Vec::new();
    let new = told(item);
    for wanted in 0..4 {
        let old: Vec<&Line> = found
            .lines
            .iter()
            .filter(|line| rank(&line.says) == wanted)
            .collect();
        let new: Vec<&Says> = new.iter().filter(|says| rank(says) == wanted).collect();
        let before: Vec<String> = old.iter().map(|line| form(&line.says)).collect();
        let after: Vec<String> = new.iter().map(|says| form(says)).collect();
        let pairs = aligned(&before, &after);
        for (at, line) in old.iter().enumerate() {
            if pairs.iter().any(|(old, _)| *old == at) {
                kept.push(line);
            } else {
                edits.push(line_removal(prose, line));
            }
        }
        let mut after_line = None;
        for (index, says) in new.into_iter().enumerate() {
            match pairs.iter().find(|(_, new)| *new == index) {
                Some((old_index, _)) => after_line = Some(old[*old_index].range.end),
                None => missing.push((says.clone(), after_line)),
            }
        }
    }
    for (says, after_line) in missing {
        edits.push(insertion(eol, found, &kept, &says, after_line));
    }
    edits
}

fn line_removal(prose: &str, line: &Line) -> Edit {
    let start = prose[..line.range.start]
        .trim_end_matches(['\n', '\r'])
        .len();
    Edit {
        range: start..line.range.end,
        text: String::new(),
    }
}

/// Puts a nested line after its predecessor, else before the first line of
/// its kind, else after the last line of an earlier kind, else below the text.
fn insertion(eol: &str, found: &Found, kept: &[&Line], says: &Says, after: Option<usize>) -> Edit {
    let text = format!("{}{}", found.lead, form(says));
    let same = kept.iter().find(|line| rank(&line.says) == rank(says));
    if let (None, Some(next)) = (after, same) {
        let at = next.range.start;
        return Edit {
            range: at..at,
            text: format!("{text}{eol}"),
        };
    }
    let earlier = kept
        .iter()
        .filter(|line| rank(&line.says) < rank(says))
        .map(|line| line.range.end)
        .max();
    let at = after.or(earlier).unwrap_or(found.text_end);
    Edit {
        range: at..at,
        text: format!("{eol}{text}"),
    }
}
