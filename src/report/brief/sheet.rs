//! The sheet of paper that a brief is written on: it has so much room, and
//! what matters most is put on it first.

use super::tokens::tokens;
use std::collections::BTreeMap;

/// Where on the sheet something stands, from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shelf {
    /// What it is, and how things stand.
    Head,
    /// The document's own words on what to do.
    Said,
    /// Where the work is now.
    Place,
    /// The files.
    Files,
    /// What else the document says.
    More,
}

/// What stands around the parts of a shelf.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    pub(super) above: String,
    pub(super) below: String,
}

/// Something to be told, as one or more whole lines.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) shelf: Shelf,
    /// What it may read, shortest first, each with how soon it is cut: 0 never.
    pub(super) versions: Vec<(u8, String)>,
    /// What it is counted as where it is cut; `None` where nobody misses it.
    pub(super) noun: Option<&'static str>,
}

impl Part {
    /// What is told as it is, or not at all.
    pub(super) fn new(shelf: Shelf, rank: u8, noun: Option<&'static str>, text: String) -> Part {
        Part {
            shelf,
            versions: vec![(rank, text)],
            noun,
        }
    }
}

/// What was put on the sheet.
pub(super) struct Filled {
    /// All shelves, from the top.
    pub(super) text: String,
    /// How many of each were left out or cut short.
    pub(super) cut: BTreeMap<&'static str, usize>,
}

/// What a whole sheet would come to with all that is not to be cut (`rank` 0),
/// or with everything.
pub(super) fn size(parts: &[Part], frames: &BTreeMap<Shelf, Frame>, everything: bool) -> usize {
    let mut all = 0;
    let mut begun = Vec::new();
    for one in parts {
        let version = one.versions.iter().rev();
        let Some((_, text)) = version.clone().find(|(rank, _)| everything || *rank == 0) else {
            continue;
        };
        all += tokens(text);
        if !begun.contains(&one.shelf) {
            begun.push(one.shelf);
            all += frames.get(&one.shelf).map_or(0, Frame::cost);
        }
    }
    all
}

impl Frame {
    fn cost(&self) -> usize {
        tokens(&self.above) + tokens(&self.below)
    }
}

/// Puts as much of `parts` on a sheet as `room` tokens take.
pub(super) fn fill(parts: &[Part], frames: &BTreeMap<Shelf, Frame>, room: usize) -> Filled {
    let mut wishes: Vec<(u8, usize, usize)> = Vec::new();
    for (at, one) in parts.iter().enumerate() {
        let versions = one.versions.iter().enumerate();
        wishes.extend(versions.map(|(version, (rank, _))| (*rank, at, version)));
    }
    wishes.sort_unstable();
    let mut taken: Vec<Option<(usize, usize)>> = vec![None; parts.len()];
    let mut begun: BTreeMap<Shelf, bool> = BTreeMap::new();
    let mut left = room;
    for (rank, at, version) in wishes {
        let wish = &parts[at];
        let own = tokens(&wish.versions[version].1);
        let before = taken[at].map_or(0, |(_, cost)| cost);
        let frame = match begun.get(&wish.shelf) {
            Some(_) => 0,
            None => frames.get(&wish.shelf).map_or(0, Frame::cost),
        };
        let more = (own + frame).saturating_sub(before);
        if more <= left || rank == 0 {
            left = left.saturating_sub(more);
            taken[at] = Some((version, own));
            begun.insert(wish.shelf, true);
        }
    }
    let versions: Vec<Option<usize>> = taken
        .iter()
        .map(|one| one.map(|(version, _)| version))
        .collect();
    Filled {
        text: written(parts, frames, &versions),
        cut: cut(parts, &versions),
    }
}

fn written(parts: &[Part], frames: &BTreeMap<Shelf, Frame>, versions: &[Option<usize>]) -> String {
    let mut shelves: BTreeMap<Shelf, String> = BTreeMap::new();
    for (one, version) in parts.iter().zip(versions) {
        if let Some(version) = version {
            let text = &one.versions[*version].1;
            shelves.entry(one.shelf).or_default().push_str(text);
        }
    }
    let whole = shelves.into_iter().map(|(shelf, text)| {
        let frame = frames.get(&shelf).cloned().unwrap_or_default();
        frame.above + &text + &frame.below
    });
    whole.collect()
}

fn cut(parts: &[Part], versions: &[Option<usize>]) -> BTreeMap<&'static str, usize> {
    let mut cut = BTreeMap::new();
    for (one, version) in parts.iter().zip(versions) {
        let is_whole = version.is_some_and(|version| version + 1 == one.versions.len());
        if let (false, Some(noun)) = (is_whole, one.noun) {
            *cut.entry(noun).or_insert(0) += 1;
        }
    }
    cut
}
