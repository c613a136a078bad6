//! Which of some paths differ between the trees of one commit after another.

use crate::repo::Repo;
use crate::repo::objects::trees::{Parts, Raw, Unreadable, is_tree};
use gix::objs::{Kind, TreeRefIter};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// How many entries of trees are remembered: the tree of a commit is looked at
/// with it and with the next one.
const REMEMBERED: usize = 1 << 16;

/// Paths by their parts, and what was read of trees so far.
pub(in crate::repo) struct Differ<'r, 'p> {
    pub(in crate::repo) repo: &'r Repo,
    /// The first stands for the top.
    levels: Vec<Level<'p>>,
    known: HashMap<(usize, gix::ObjectId), Entries>,
    remembered: usize,
    bytes: Vec<u8>,
}

/// What a tree holds of the names of its level, in their order.
type Entries = Rc<[Option<Raw>]>;

/// What is asked about in one directory.
#[derive(Default)]
struct Level<'p> {
    /// Sorted by their bytes.
    names: Vec<Name<'p>>,
}

/// One name in a directory.
struct Name<'p> {
    bytes: &'p [u8],
    /// The paths that end with it, by their places.
    files: Vec<usize>,
    /// What is asked about below it.
    below: Option<usize>,
}

impl<'r, 'p> Differ<'r, 'p> {
    /// For these paths.
    pub(in crate::repo) fn new(repo: &'r Repo, paths: &[&'p str]) -> Differ<'r, 'p> {
        let mut levels = Vec::new();
        let all: Vec<(usize, &str)> = paths.iter().copied().enumerate().collect();
        level(&mut levels, &all);
        Differ {
            repo,
            levels,
            known: HashMap::new(),
            remembered: 0,
            bytes: Vec::new(),
        }
    }

    /// The places of the paths that differ between two trees, where `None` is
    /// the empty one. Subtrees that are the same are not read.
    pub(in crate::repo) fn differing(
        &mut self,
        left: Option<gix::ObjectId>,
        right: Option<gix::ObjectId>,
    ) -> Result<Vec<usize>, Unreadable> {
        let mut out = Vec::new();
        self.compare(0, (left, right), &mut out)?;
        out.sort_unstable();
        Ok(out)
    }

    fn compare(
        &mut self,
        level: usize,
        (left, right): (Option<gix::ObjectId>, Option<gix::ObjectId>),
        out: &mut Vec<usize>,
    ) -> Result<(), Unreadable> {
        if left == right {
            return Ok(());
        }
        let (left, right) = (self.entries(level, left)?, self.entries(level, right)?);
        for at in 0..left.len() {
            let (then, now) = (left[at], right[at]);
            if then == now {
                continue;
            }
            let name = &self.levels[level].names[at];
            out.extend(&name.files);
            if let Some(below) = name.below {
                let tree = |entry: Option<Raw>| entry.filter(|(mode, _)| is_tree(*mode));
                let id = |entry: Option<Raw>| tree(entry).map(|(_, id)| id);
                self.compare(below, (id(then), id(now)), out)?;
            }
        }
        Ok(())
    }

    /// What a tree holds of what is asked about; `None` is the empty tree.
    fn entries(
        &mut self,
        level: usize,
        tree: Option<gix::ObjectId>,
    ) -> Result<Entries, Unreadable> {
        let names = &self.levels[level].names;
        let Some(tree) = tree else {
            return Ok(vec![None; names.len()].into());
        };
        if let Some(known) = self.known.get(&(level, tree)) {
            return Ok(Rc::clone(known));
        }
        let kind = self.repo.find(&tree, &mut self.bytes);
        if kind.map_err(|_| Unreadable)? != Some(Kind::Tree) {
            return Err(Unreadable);
        }
        let mut found = vec![None; names.len()];
        for entry in TreeRefIter::from_bytes(&self.bytes, self.repo.format) {
            let entry = entry.map_err(|_| Unreadable)?;
            let name: &[u8] = entry.filename;
            if let Ok(at) = names.binary_search_by(|known| known.bytes.cmp(name)) {
                found[at] = Some((entry.mode.value(), entry.oid.to_owned()));
            }
        }
        let found: Entries = found.into();
        self.remembered += found.len();
        if self.remembered > REMEMBERED {
            self.known.clear();
            self.remembered = found.len();
        }
        self.known.insert((level, tree), Rc::clone(&found));
        Ok(found)
    }
}

/// Adds the level of these paths, each with its place, and all below it.
fn level<'p>(levels: &mut Vec<Level<'p>>, paths: &[(usize, &'p str)]) -> usize {
    let parts = Parts::new(paths);
    let here = levels.len();
    levels.push(Level::default());
    let (mut files, mut rest) = (parts.files, parts.below);
    let names: BTreeSet<&str> = files.keys().chain(rest.keys()).copied().collect();
    for name in names {
        let below = rest.remove(name).map(|rest| level(levels, &rest));
        levels[here].names.push(Name {
            bytes: name.as_bytes(),
            files: files.remove(name).unwrap_or_default(),
            below,
        });
    }
    here
}
