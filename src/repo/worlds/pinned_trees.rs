//! How many of the pinned files a tree holds as they were pinned. Many trees
//! are asked, and what they share is read once.

use crate::model::{Mode, ObjectId, RepoPath};
use crate::repo::objects::trees::{EntryKind, Unreadable, is_tree, kind_of};
use crate::repo::{Repo, model_id};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// How many trees are read in all.
const MAX_READS: usize = 10_000;

/// Which of the pins match, by their place in the list.
pub(in crate::repo) type Matching = Rc<BTreeSet<usize>>;

/// The pins as a tree of directories, and what is known of the trees asked.
pub(in crate::repo) struct PinnedTrees<'a> {
    repo: &'a Repo,
    dirs: Vec<Dir<'a>>,
    known: HashMap<(gix::ObjectId, usize), Matching>,
    reads: usize,
}

#[derive(Default)]
struct Dir<'a> {
    files: BTreeMap<&'a str, (usize, Mode, &'a ObjectId)>,
    below: BTreeMap<&'a str, usize>,
}

impl<'a> PinnedTrees<'a> {
    /// For these pins.
    pub(in crate::repo) fn new(
        repo: &'a Repo,
        pins: &[(&'a RepoPath, Mode, &'a ObjectId)],
    ) -> PinnedTrees<'a> {
        let mut dirs = vec![Dir::default()];
        for (at, (path, mode, blob)) in pins.iter().enumerate() {
            let (parents, name) = path
                .as_str()
                .rsplit_once('/')
                .unwrap_or(("", path.as_str()));
            let mut here = 0;
            for part in parents.split('/').filter(|part| !part.is_empty()) {
                let fresh = dirs.len();
                let next = *dirs[here].below.entry(part).or_insert(fresh);
                if next == fresh {
                    dirs.push(Dir::default());
                }
                here = next;
            }
            dirs[here].files.insert(name, (at, *mode, blob));
        }
        PinnedTrees {
            repo,
            dirs,
            known: HashMap::new(),
            reads: 0,
        }
    }

    /// Whether no more trees are read.
    pub(in crate::repo) fn is_spent(&self) -> bool {
        self.reads >= MAX_READS
    }

    /// What the commit's tree holds as pinned; `None` where that cannot be
    /// told, or only beyond the limit.
    pub(in crate::repo) fn of_commit(&mut self, id: gix::ObjectId) -> Option<Matching> {
        let tree = self.repo.commit_node(id)?.tree;
        self.matching(tree, 0).ok()
    }

    fn matching(&mut self, tree: gix::ObjectId, dir: usize) -> Result<Matching, Unreadable> {
        if let Some(known) = self.known.get(&(tree, dir)) {
            return Ok(Rc::clone(known));
        }
        if self.is_spent() {
            return Err(Unreadable);
        }
        self.reads += 1;
        let here = &self.dirs[dir];
        let names: Vec<&str> = here
            .files
            .keys()
            .chain(here.below.keys())
            .copied()
            .collect();
        let entries = self.repo.entries_named(Some(tree), &names)?;
        let mut out = BTreeSet::new();
        let mut below = Vec::new();
        for (name, (mode, id)) in &entries {
            if is_tree(*mode) {
                below.extend(here.below.get(&**name).map(|next| (*id, *next)));
            } else if let Some((at, pinned, blob)) = here.files.get(&**name)
                && kind_of(*mode) == EntryKind::File(*pinned)
                && model_id(id) == **blob
            {
                out.insert(*at);
            }
        }
        for (tree, next) in below {
            out.extend(self.matching(tree, next)?.iter().copied());
        }
        let out = Rc::new(out);
        self.known.insert((tree, dir), Rc::clone(&out));
        Ok(out)
    }
}
