//! What a save references, gathered file by file.

use crate::document;
use crate::drift::{Carried, Held};
use crate::model::{Lines, ObjectId, Record, RepoPath};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is referenced, on the way to being pinned.
#[derive(Default)]
pub(super) struct Places(pub(super) BTreeMap<RepoPath, Place>);

/// What is referenced in one file.
#[derive(Default)]
pub(super) struct Place {
    pub(super) lines: BTreeSet<Lines>,
    pub(super) held: BTreeMap<Lines, ObjectId>,
    pub(super) stated: bool,
}

impl Places {
    pub(super) fn add(&mut self, carried: Carried, stated: bool) {
        let place = self.0.entry(carried.path).or_default();
        place.stated |= stated;
        if let Some(lines) = carried.lines {
            place.lines.insert(lines);
            match carried.held {
                Some(blob) => place.held.insert(lines, blob),
                None => place.held.remove(&lines),
            };
        }
    }

    /// Files that a flag or a program gave at an earlier save stay references
    /// as long as the document says their name, whatever the finder thinks.
    /// Where `renamed` says so, it goes by its new name already.
    pub(super) fn keep_named(
        &mut self,
        earlier: Option<&Record>,
        prose: &str,
        renamed: &dyn Fn(&RepoPath) -> bool,
    ) {
        let Some(earlier) = earlier else {
            return;
        };
        let unknown = |path: &&RepoPath| !self.0.contains_key(*path) && !renamed(path);
        let left: Vec<&RepoPath> = earlier.files.keys().filter(unknown).collect();
        if left.is_empty() {
            return; // so it is of nearly every save, and the document need not be searched
        }
        let said = document::named(prose, left.iter().map(|path| path.as_str()));
        for path in left {
            if let (true, Some(pinned)) = (said.contains(path.as_str()), earlier.files.get(path)) {
                let place = self.0.entry(path.clone()).or_default();
                place.stated = true;
                place.lines = pinned.lines.iter().copied().collect();
                place.held.clone_from(&pinned.held);
            }
        }
    }

    pub(super) fn held(&self) -> Vec<Held> {
        let all = self.0.iter().flat_map(|(path, place)| {
            place.held.iter().map(|(lines, blob)| Held {
                path: path.clone(),
                lines: *lines,
                blob: blob.clone(),
            })
        });
        all.collect()
    }
}
