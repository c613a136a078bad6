//! Where an item stands: done, begun or left. Saying it again moves it.

use crate::model::{Change, Content, Item, folded};

/// The three places of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Completed,
    InProgress,
    Pending,
}

impl Content {
    pub(super) fn section_mut(&mut self, section: Section) -> &mut Vec<Item> {
        match section {
            Section::Completed => &mut self.completed,
            Section::InProgress => &mut self.in_progress,
            Section::Pending => &mut self.pending,
        }
    }

    pub(super) fn item_mut(&mut self, section: Section, text: &str) -> Option<&mut Item> {
        self.section_mut(section)
            .iter_mut()
            .find(|item| folded(&item.text) == folded(text))
    }

    /// Puts the item `text` into `section`: moved there from wherever it is,
    /// else new. Returns its text as it stands in the document.
    pub(super) fn put(&mut self, section: Section, text: &str) -> String {
        let wanted = folded(text);
        let exact = |item: &Item| folded(&item.text) == wanted;
        let lower = wanted.to_lowercase();
        let alike = |item: &Item| folded(&item.text).to_lowercase() == lower;
        let target = self.section_mut(section);
        if let Some(item) = target.iter().find(|item| exact(item)) {
            return item.text.clone();
        }
        let moved = self.take(section, &exact, false);
        let moved = moved.or_else(|| {
            let known = self
                .section_mut(section)
                .iter()
                .filter(|item| alike(item))
                .count();
            if known > 0 {
                None
            } else {
                self.take(section, &alike, true)
            }
        });
        if moved.is_none()
            && let [known] = self
                .section_mut(section)
                .iter()
                .filter(|item| alike(item))
                .collect::<Vec<_>>()[..]
        {
            return known.text.clone();
        }
        let mut item = moved.unwrap_or_else(|| Item::new(wanted));
        if section != Section::InProgress {
            item.stopped_at = None;
            item.next_step = None;
        }
        let text = item.text.clone();
        self.section_mut(section).push(item);
        text
    }

    /// Takes the first item that fits out of the sections other than `to`;
    /// with `only`, the only one that fits.
    fn take(&mut self, to: Section, fits: &dyn Fn(&Item) -> bool, only: bool) -> Option<Item> {
        let others = [Section::InProgress, Section::Pending, Section::Completed]
            .into_iter()
            .filter(|section| *section != to);
        let mut found = Vec::new();
        for section in others {
            let items = self.section_mut(section).iter().enumerate();
            found.extend(
                items
                    .filter(|(_, item)| fits(item))
                    .map(|(at, _)| (section, at)),
            );
        }
        match found[..] {
            [] => None,
            [_, _, ..] if only => None,
            [(section, at), ..] => Some(self.section_mut(section).remove(at)),
        }
    }
}

/// Adds what was said of an item; nothing is added twice.
pub(super) fn detail(item: Option<&mut Item>, change: &Change) {
    let Some(item) = item else {
        return;
    };
    match change {
        Change::File(file) if !item.files.contains(file) => item.files.push(file.clone()),
        Change::Note(text) if !item.details.contains(text) => item.details.push(text.clone()),
        Change::StoppedAt(text) => item.stopped_at = Some(text.clone()),
        Change::Next(text) => item.next_step = Some(text.clone()),
        _ => {}
    }
}
