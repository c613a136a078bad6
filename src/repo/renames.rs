//! Where a file went that is no longer at its path: the same blob in the
//! index, at a path the saved HEAD did not have. No walk of the work tree.

use super::Repo;
use crate::drift::Seen;
use crate::model::{ObjectId, Pin, RepoPath};
use std::collections::BTreeMap;

impl Repo {
    /// For each of `lost` (absent files and their pins), where it went and
    /// what lies there. Nothing is guessed: the path must be the only one, or
    /// the only one of the same base name.
    pub(super) fn renames(
        &self,
        lost: &[(&RepoPath, &Pin)],
        saved_head: Option<&ObjectId>,
    ) -> BTreeMap<RepoPath, (RepoPath, Seen)> {
        let mut out = BTreeMap::new();
        let mut wanted: BTreeMap<&ObjectId, Vec<RepoPath>> = BTreeMap::new();
        for (_, pin) in lost {
            if let Pin::Blob { blob, .. } = pin {
                wanted.entry(blob).or_default();
            }
        }
        self.collect_candidates(&mut wanted);
        let tree = saved_head.and_then(|head| self.tree_of(head).ok().flatten());
        let tree = tree.and_then(|tree| self.known(&tree));
        for (path, pin) in lost {
            let Pin::Blob { blob, .. } = pin else {
                continue;
            };
            let candidates = wanted.get(blob).map(Vec::as_slice).unwrap_or_default();
            let fresh: Vec<&RepoPath> = candidates
                .iter()
                .filter(|candidate| *candidate != *path && !self.was_there(tree, candidate))
                .collect();
            if let Some(to) = only(&fresh, path) {
                let seen = self.seen(to);
                if matches!(seen, Seen::Blob { .. } | Seen::Unhashed { .. }) {
                    out.insert((*path).clone(), (to.clone(), seen));
                }
            }
        }
        out
    }

    fn collect_candidates(&self, wanted: &mut BTreeMap<&ObjectId, Vec<RepoPath>>) {
        let known: Vec<(gix::ObjectId, &ObjectId)> = wanted
            .keys()
            .filter_map(|id| Some((self.known(id)?, *id)))
            .collect();
        let Ok(index) = self.index() else { return };
        for (path, id) in index.files() {
            let Some((_, wanted_id)) = known.iter().find(|(known, _)| known.as_ref() == id) else {
                continue;
            };
            if let (Ok(path), Some(paths)) = (RepoPath::new(path), wanted.get_mut(wanted_id)) {
                paths.push(path);
            }
        }
    }

    fn was_there(&self, tree: Option<gix::ObjectId>, path: &RepoPath) -> bool {
        tree.is_some_and(|tree| matches!(self.entry_at(tree, path.as_str()), Ok(Some(_))))
    }
}

fn only<'a>(candidates: &[&'a RepoPath], from: &RepoPath) -> Option<&'a RepoPath> {
    if let [one] = candidates {
        return Some(one);
    }
    let mut same_name = candidates
        .iter()
        .filter(|candidate| candidate.base_name() == from.base_name());
    match (same_name.next(), same_name.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}
