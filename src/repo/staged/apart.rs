//! Which paths a commit of the index may change, going by the trees that git
//! noted in it: where a directory makes the tree that HEAD has there, nothing
//! in it does.

use super::extensions::{self, Directory, HEADER};
use crate::model::{ObjectId, RepoPath};
use crate::repo::Repo;
use crate::repo::objects::trees::{Parts, is_tree};
use std::collections::BTreeMap;
use std::io::{Read as _, Seek as _, SeekFrom};

/// How much of an index's end is read for the tree it makes, in bytes: that
/// of 200,000 files lies in the first, where a directory has a hundred.
const TAILS: [u64; 4] = [64 << 10, 256 << 10, 1 << 20, 4 << 20];

impl Repo {
    /// Those of `paths` that may differ from HEAD's tree.
    pub(super) fn suspects<'p>(
        &self,
        head: Option<&ObjectId>,
        root: &Directory<'_>,
        paths: &[&'p RepoPath],
    ) -> Vec<&'p RepoPath> {
        let Some(head) = head.and_then(|head| self.known(head)) else {
            return paths.to_vec();
        };
        let texts = paths.iter().map(|path| path.as_str());
        let mut apart = Vec::new();
        self.apart(
            head,
            root,
            &texts.enumerate().collect::<Vec<_>>(),
            &mut apart,
        );
        apart.sort_unstable();
        apart.into_iter().map(|at| paths[at]).collect()
    }

    /// Looks into the trees that the index makes, where git noted them.
    pub(super) fn noted_trees<T>(&self, look: impl Fn(&Directory<'_>) -> T) -> Option<T> {
        let (mut file, len) = self.index_file()?;
        let mut head = [0; HEADER];
        file.read_exact(&mut head).ok()?;
        let header = extensions::header(&head)?;
        TAILS.into_iter().find_map(|most| {
            let tail = len.checked_sub(HEADER as u64)?.min(most);
            file.seek(SeekFrom::Start(len - tail)).ok()?;
            let mut bytes = Vec::with_capacity(usize::try_from(tail).ok()? + 1);
            (&mut file).take(tail).read_to_end(&mut bytes).ok()?;
            let root = extensions::trees(&bytes, header.entries, self.format)?;
            Some(look(&root))
        })
    }

    /// Whether an index may stand on another one (git-update-index(1), "SPLIT
    /// INDEX").
    pub(super) fn has_shared_index(&self) -> bool {
        let Ok(entries) = std::fs::read_dir(&self.places.git_dir) else {
            return true;
        };
        let is_shared = |name: &[u8]| name.starts_with(b"sharedindex.");
        let mut names = entries.map(|entry| entry.map(|entry| entry.file_name()));
        names.any(|name| name.map_or(true, |name| is_shared(name.as_encoded_bytes())))
    }

    /// The tree that the whole index makes, where it tells.
    #[cfg(test)]
    pub(in crate::repo) fn whole_index(&self) -> Option<ObjectId> {
        self.noted_trees(|root| root.tree.map(|tree| crate::repo::model_id(&tree)))?
    }

    /// Puts into `out` the places of the paths in `rest`, taken from `index`
    /// on, that may differ from those in `tree`.
    fn apart(
        &self,
        tree: gix::ObjectId,
        index: &Directory<'_>,
        rest: &[(usize, &str)],
        out: &mut Vec<usize>,
    ) {
        if index.tree == Some(tree) {
            return;
        }
        let parts = Parts::new(rest);
        let Ok(there) = self.entries_named(Some(tree), &parts.names()) else {
            out.extend(rest.iter().map(|(at, _)| at));
            return;
        };
        let files: Vec<&str> = parts.files.keys().copied().collect();
        let here = index.tree.filter(|_| !files.is_empty());
        let here = here.and_then(|here| self.entries_named(Some(here), &files).ok());
        for (name, at) in parts.files {
            let is_same = |here: &BTreeMap<_, _>| here.get(name) == there.get(name);
            if !here.as_ref().is_some_and(is_same) {
                out.extend(at);
            }
        }
        for (name, rest) in parts.below {
            let tree = there.get(name).filter(|(mode, _)| is_tree(*mode));
            match (tree, index.below(name)) {
                (Some((_, tree)), Some(below)) => self.apart(*tree, below, &rest, out),
                _ => out.extend(rest.iter().map(|(at, _)| at)),
            }
        }
    }
}
