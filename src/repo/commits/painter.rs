//! One walk from two commits, newest first, that paints every commit with the
//! sides it is reachable from, until they meet for good.

use crate::repo::commits::commit::CommitNode;
use crate::repo::{MAX_COMMITS, Repo};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

/// The most commits one walk reads before it answers that it cannot tell.
const MAX_READ: usize = 10 * MAX_COMMITS;

/// How many commits are looked at beyond the meeting, for clocks that were
/// wrong (revision.c has the same, and calls it slop).
const BEYOND: usize = 8;

/// Reachable from HEAD now.
pub(in crate::repo) const NOW: u8 = 1;
/// Reachable from the saved HEAD.
pub(in crate::repo) const SAVED: u8 = 2;
const BOTH: u8 = NOW | SAVED;

/// A commit and the sides that reach it.
struct Painted {
    node: CommitNode,
    sides: u8,
    queued: bool,
}

impl Painted {
    fn is_undecided(&self) -> bool {
        self.queued && self.sides != BOTH
    }
}

/// The walk (commit-reach.c, paint_down_to_common).
pub(in crate::repo) struct Painter<'a> {
    repo: &'a Repo,
    shallow: HashSet<gix::ObjectId>,
    grafts: HashMap<gix::ObjectId, Vec<gix::ObjectId>>,
    commits: gix::hashtable::HashMap<gix::ObjectId, Painted>,
    queue: BinaryHeap<(i64, Reverse<usize>, gix::ObjectId)>,
    undecided: usize,
    order: Vec<gix::ObjectId>,
    oldest: i64,
    skew: i64,
    /// Whether every commit of either side alone was seen.
    pub(in crate::repo) complete: bool,
}

impl<'a> Painter<'a> {
    /// The finished walk from `now` and `saved`.
    pub(in crate::repo) fn walk(
        repo: &'a Repo,
        now: gix::ObjectId,
        saved: Option<gix::ObjectId>,
    ) -> Painter<'a> {
        let mut painter = Painter {
            repo,
            shallow: repo.shallow().iter().copied().collect(),
            grafts: repo.grafts(),
            commits: gix::hashtable::HashMap::default(),
            queue: BinaryHeap::new(),
            undecided: 0,
            order: Vec::new(),
            oldest: i64::MAX,
            skew: 0,
            complete: true,
        };
        painter.paint(now, NOW, None);
        if let Some(saved) = saved {
            painter.paint(saved, SAVED, None);
        }
        painter.run();
        painter
    }

    fn run(&mut self) {
        let mut beyond = 0;
        while let Some((time, _, id)) = self.queue.pop() {
            let met = self.undecided == 0;
            beyond = if met { beyond + 1 } else { 0 };
            let settled = time < self.oldest.saturating_sub(self.skew.saturating_mul(2));
            if met && (beyond > MAX_COMMITS || (beyond > BEYOND && settled)) {
                break;
            }
            if self.order.len() >= MAX_READ {
                self.complete &= met;
                break;
            }
            self.visit(id, time);
        }
    }

    fn visit(&mut self, id: gix::ObjectId, time: i64) {
        let painted = self.commits.get_mut(&id).expect("what is queued is there");
        if painted.is_undecided() {
            self.undecided -= 1;
        }
        painted.queued = false;
        let (sides, parents) = (painted.sides, painted.node.parents.clone());
        self.order.push(id);
        if sides != BOTH {
            self.oldest = self.oldest.min(time);
        }
        if self.shallow.contains(&id) {
            self.complete &= sides == BOTH;
            return;
        }
        for parent in parents {
            self.paint(parent, sides, Some(time));
        }
    }

    /// Adds sides to a commit, `child` being the time of the one it was
    /// reached from.
    fn paint(&mut self, id: gix::ObjectId, sides: u8, child: Option<i64>) {
        if !self.commits.contains_key(&id) {
            let Some(mut node) = self.repo.walked_node(id) else {
                self.complete &= sides == BOTH; // a parent that is not here
                return;
            };
            if let Some(parents) = self.grafts.get(&id) {
                node.parents.clone_from(parents);
            }
            let skew = child.map_or(0, |child| node.time.saturating_sub(child));
            self.skew = self.skew.max(skew);
            let (sides, queued) = (0, false);
            let painted = Painted {
                node,
                sides,
                queued,
            };
            self.commits.insert(id, painted);
        }
        let painted = self.commits.get_mut(&id).expect("it was put there");
        if painted.sides | sides == painted.sides {
            return;
        }
        let before = painted.is_undecided();
        painted.sides |= sides;
        if !painted.queued {
            painted.queued = true;
            let turn = Reverse(self.order.len());
            self.queue.push((painted.node.time, turn, id));
        }
        match (before, painted.is_undecided()) {
            (false, true) => self.undecided += 1,
            (true, false) => self.undecided -= 1,
            _ => {}
        }
    }

    /// Whether the commit is reachable from both sides.
    pub(in crate::repo) fn met(&self, id: gix::ObjectId) -> bool {
        self.is(id, BOTH)
    }

    fn is(&self, id: gix::ObjectId, sides: u8) -> bool {
        self.commits
            .get(&id)
            .is_some_and(|painted| painted.sides == sides)
    }

    /// The commits reachable from that side alone, in the order of the walk.
    pub(in crate::repo) fn only(&self, side: u8) -> Vec<gix::ObjectId> {
        let mut seen = gix::hashtable::HashSet::default();
        self.order
            .iter()
            .filter(|id| self.is(**id, side) && seen.insert(**id))
            .copied()
            .collect()
    }

    /// A commit the walk has read.
    pub(in crate::repo) fn node(&self, id: gix::ObjectId) -> Option<&CommitNode> {
        self.commits.get(&id).map(|painted| &painted.node)
    }

    /// Who wrote it and when, as the commit has it.
    pub(in crate::repo) fn author(&self, id: gix::ObjectId) -> Option<Cow<'_, [u8]>> {
        match &self.node(id)?.author {
            Some(author) => Some(Cow::Borrowed(author)),
            None => Some(Cow::Owned(self.repo.commit_node(id)?.author?)),
        }
    }

    /// The newest commit that both sides reach.
    pub(in crate::repo) fn meeting(&self) -> Option<&CommitNode> {
        let first = self.order.iter().find(|id| self.met(**id));
        first.and_then(|id| self.node(*id))
    }

    /// The parents a commit of HEAD's side is compared with: those that are
    /// new since the save, or are the saved commit; all, if none is.
    pub(in crate::repo) fn compared_with(
        &self,
        id: gix::ObjectId,
        saved: Option<gix::ObjectId>,
    ) -> Vec<gix::ObjectId> {
        let all = self.node(id).map(|node| node.parents.clone());
        let all = all.unwrap_or_default();
        let is_new = |id: &&gix::ObjectId| self.is(**id, NOW) || Some(**id) == saved;
        let new: Vec<gix::ObjectId> = all.iter().filter(is_new).copied().collect();
        if new.is_empty() { all } else { new }
    }
}

impl Repo {
    /// Parents that `info/grafts` puts in the place of a commit's own; git
    /// still follows that file (gitglossary(7), grafts).
    pub(in crate::repo) fn grafts(&self) -> HashMap<gix::ObjectId, Vec<gix::ObjectId>> {
        let Ok(file) = std::fs::read_to_string(self.places.common_dir.join("info/grafts")) else {
            return HashMap::new();
        };
        file.lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let ids = line.split_whitespace();
                let ids = ids.map(|id| gix::ObjectId::from_hex(id.as_bytes()).ok());
                let mut ids = ids.collect::<Option<Vec<_>>>()?.into_iter();
                Some((ids.next()?, ids.collect()))
            })
            .collect()
    }
}
