//! Which saves stay when the history is full: the newest, and longer than
//! others what a person wrote and how an earlier task ended.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::{EntryKind, TreeEntry, Writer};
use crate::store::entries::{Entry, Slot};
use crate::store::{Draft, Store};
use std::collections::BTreeSet;

/// The name of the list of those that stay longer.
const KEPT: &str = "kept";

/// The name of the list of those that nobody worded.
const AUTOMATIC: &str = "automatic";

/// Of so many saves that stay, one may be automatic.
const SHARE: usize = 5;

impl Store<'_> {
    /// What of the slot stays when `draft` is added as the entry `number`: the
    /// newest saves, and those that stay longer, which take up at most half of
    /// the history; of too many the oldest go. A history of one holds such a
    /// save until the next but one: a sentence has just named it.
    pub(super) fn older(
        &self,
        slot: Option<&Slot>,
        draft: &Draft,
        number: u64,
        writer: &mut Writer<'_>,
    ) -> Result<Vec<TreeEntry>, Error> {
        let most = self.settings.history;
        let mut longer = self.kept_longer(slot)?;
        let before = slot.and_then(|slot| Some((slot.entries.first()?.number, slot.cleared)));
        longer.extend(
            before
                .filter(|(_, cleared)| draft.starts_over || *cleared)
                .map(|(number, _)| number),
        );
        longer.extend(draft.kept.then_some(number));
        while longer.len() > (most / 2).max(1) {
            longer.pop_first();
        }
        longer.retain(|kept| most > 1 || kept + 1 >= number);
        let (automatic, over) = self.automatic(slot, draft, number, &longer)?;
        let entries = slot.map_or(&[][..], |slot| &slot.entries).iter();
        let entries: Vec<&Entry> = entries
            .filter(|entry| !over.contains(&entry.number))
            .collect();
        let stays = |entry: &&Entry| longer.contains(&entry.number);
        let mut room = (most - 1).saturating_sub(entries.iter().copied().filter(stays).count());
        let mut left: Vec<TreeEntry> = Vec::new();
        for entry in entries {
            if stays(&entry) || room > 0 {
                room -= usize::from(!stays(&entry));
                left.push(entry.as_tree_entry());
            }
        }
        left.extend(written_lists(
            [(KEPT, longer), (AUTOMATIC, automatic)],
            writer,
        )?);
        Ok(left)
    }

    fn kept_longer(&self, slot: Option<&Slot>) -> Result<BTreeSet<u64>, Error> {
        self.numbers(slot, |slot| slot.kept.as_ref())
    }

    /// The saves of the slot that nobody worded.
    pub fn automatic_saves(&self, slot: &Slot) -> Result<BTreeSet<u64>, Error> {
        self.numbers(Some(slot), |slot| slot.automatic.as_ref())
    }

    /// Which saves nobody worded, and which of those are too many.
    fn automatic(
        &self,
        slot: Option<&Slot>,
        draft: &Draft,
        number: u64,
        longer: &BTreeSet<u64>,
    ) -> Result<(BTreeSet<u64>, BTreeSet<u64>), Error> {
        let mut automatic = self.numbers(slot, |slot| slot.automatic.as_ref())?;
        automatic.extend(draft.automatic.then_some(number));
        let mut over: BTreeSet<u64> = automatic.difference(longer).copied().collect();
        for _ in 0..(self.settings.history / SHARE).max(1) {
            over.pop_last();
        }
        automatic.retain(|one| !over.contains(one));
        Ok((automatic, over))
    }

    /// The numbers on one of the slot's lists whose entries are there.
    fn numbers(
        &self,
        slot: Option<&Slot>,
        list: fn(&Slot) -> Option<&ObjectId>,
    ) -> Result<BTreeSet<u64>, Error> {
        let Some((slot, list)) = slot.and_then(|slot| Some((slot, list(slot)?))) else {
            return Ok(BTreeSet::new());
        };
        let bytes = self.found(list, || self.repo.own_blob(list))?;
        let text = String::from_utf8_lossy(&bytes);
        let numbers: BTreeSet<u64> = text.lines().filter_map(|line| line.parse().ok()).collect();
        let there = slot.entries.iter().map(|entry| entry.number);
        Ok(there.filter(|number| numbers.contains(number)).collect())
    }
}

/// The lists that have numbers, as entries of a tree.
fn written_lists(
    lists: [(&str, BTreeSet<u64>); 2],
    writer: &mut Writer<'_>,
) -> Result<Vec<TreeEntry>, Error> {
    let lists = lists.into_iter().filter(|(_, numbers)| !numbers.is_empty());
    let written = lists.map(|(name, numbers)| {
        let lines: Vec<String> = numbers.iter().map(u64::to_string).collect();
        let list = writer.blob((lines.join("\n") + "\n").as_bytes())?;
        Ok(TreeEntry::file(name, list))
    });
    written.collect()
}

/// The lists in a slot's tree: what stays longer, what nobody worded.
pub(super) fn lists(tree: &[TreeEntry]) -> [Option<ObjectId>; 2] {
    [KEPT, AUTOMATIC].map(|name| list(tree, name))
}

fn list(tree: &[TreeEntry], name: &str) -> Option<ObjectId> {
    let mut blobs = tree
        .iter()
        .filter(|entry| entry.kind != EntryKind::Directory);
    blobs
        .find(|entry| entry.name == name)
        .map(|entry| entry.id.clone())
}

impl Entry {
    fn as_tree_entry(&self) -> TreeEntry {
        TreeEntry::directory(self.number.to_string(), self.tree.clone())
    }
}

/// All that the slot holds as tree entries, but for the marker.
pub(super) fn all(slot: Option<&Slot>) -> Vec<TreeEntry> {
    let Some(slot) = slot else {
        return Vec::new();
    };
    let entries = slot.entries.iter().map(Entry::as_tree_entry);
    let lists = [(KEPT, &slot.kept), (AUTOMATIC, &slot.automatic)];
    let lists = lists.into_iter().filter_map(|(name, list)| {
        let list = list.clone()?;
        Some(TreeEntry::file(name, list))
    });
    entries.chain(lists).collect()
}
