//! How HEAD now relates to a saved one: one walk from both, until they meet.

use super::{MAX_COMMITS, Repo};
use crate::drift::{Count, Relation};
use crate::model::ObjectId;
use gix::objs::{CommitRef, Kind};
use std::collections::{BinaryHeap, HashMap};

/// The most commits one walk reads before it answers that it cannot tell.
const MAX_READ: usize = 10 * MAX_COMMITS;

const NOW: u8 = 1;
const SAVED: u8 = 2;
const BOTH: u8 = NOW | SAVED;
const QUEUED: u8 = 4;

/// What a walk found.
pub(super) struct Walk {
    /// How the two relate.
    pub(super) relation: Relation,
    /// The commits HEAD has and the saved one lacks, newest first; at most
    /// [`MAX_COMMITS`].
    pub(super) ahead: Vec<gix::ObjectId>,
    /// Whether there are more of them.
    pub(super) cut: bool,
}

impl Walk {
    fn none(relation: Relation) -> Walk {
        Walk {
            relation,
            ahead: Vec::new(),
            cut: false,
        }
    }
}

impl Repo {
    /// Relates `now` to `saved`. `branches` are the branch at the save and
    /// the branch now.
    pub(super) fn relate(
        &self,
        saved: Option<&ObjectId>,
        now: Option<&ObjectId>,
        branches: (Option<&str>, Option<&str>),
    ) -> Walk {
        let (Some(saved), Some(now)) = (saved, now) else {
            let both = saved.is_none() && now.is_none();
            let mut walk = Walk::none(if both {
                Relation::Same
            } else {
                Relation::Unborn
            });
            if let (None, Some(now)) = (saved, now.and_then(|now| self.known(now))) {
                let all = Painter::new(self, now, None).walk();
                walk.ahead = all.only(NOW);
                walk.cut = !all.complete || walk.ahead.len() > MAX_COMMITS;
                walk.ahead.truncate(MAX_COMMITS);
            }
            return walk;
        };
        if saved == now {
            return Walk::none(Relation::Same);
        }
        let shallow = !self.shallow().is_empty();
        let lost = if shallow {
            Relation::Unknown
        } else {
            Relation::Lost
        };
        let (Some(saved_id), Some(now_id)) = (self.known(saved), self.known(now)) else {
            return Walk::none(lost);
        };
        if !matches!(self.object(saved, Kind::Commit), Ok(Some(_))) {
            return Walk::none(lost);
        }
        let painted = Painter::new(self, now_id, Some(saved_id)).walk();
        self.answer(&painted, (saved_id, now_id), branches)
    }

    fn answer(
        &self,
        painted: &Painter<'_>,
        (saved_id, now_id): (gix::ObjectId, gix::ObjectId),
        branches: (Option<&str>, Option<&str>),
    ) -> Walk {
        let mut ahead = painted.only(NOW);
        let behind = painted.only(SAVED);
        let whole = painted.complete;
        let relation = match (painted.met(saved_id), painted.met(now_id)) {
            (true, _) => Relation::Ahead(count(&ahead)),
            (_, true) => Relation::Behind(count(&behind)),
            _ if !whole => Relation::Unknown,
            _ if self.was_replaced(saved_id, branches) => Relation::Rewritten,
            _ => Relation::Diverged {
                ahead: count(&ahead),
                behind: count(&behind),
            },
        };
        let cut = !whole || ahead.len() > MAX_COMMITS;
        ahead.truncate(MAX_COMMITS);
        Walk {
            relation,
            ahead,
            cut,
        }
    }

    /// Whether the saved commit once was the tip of the branch that is still
    /// checked out: then amend, rebase or reset put another in its place.
    fn was_replaced(
        &self,
        saved: gix::ObjectId,
        (then, now): (Option<&str>, Option<&str>),
    ) -> bool {
        if then != now {
            return false;
        }
        let saved = saved.to_hex().to_string();
        let log = self.hand().reflog(self, now);
        log.iter()
            .any(|line| line.old == saved || line.new == saved)
    }
}

fn count(commits: &[gix::ObjectId]) -> Count {
    Count {
        n: commits.len().min(MAX_COMMITS),
        more: commits.len() > MAX_COMMITS,
    }
}

/// Paints commits with the sides they are reachable from, newest first
/// (commit-reach.c, paint_down_to_common).
struct Painter<'a> {
    repo: &'a Repo,
    colours: HashMap<gix::ObjectId, u8>,
    queue: BinaryHeap<(i64, gix::ObjectId)>,
    undecided: usize,
    order: Vec<gix::ObjectId>,
    complete: bool,
}

impl<'a> Painter<'a> {
    fn new(repo: &'a Repo, now: gix::ObjectId, saved: Option<gix::ObjectId>) -> Painter<'a> {
        let mut painter = Painter {
            repo,
            colours: HashMap::new(),
            queue: BinaryHeap::new(),
            undecided: 0,
            order: Vec::new(),
            complete: true,
        };
        painter.paint(now, NOW);
        if let Some(saved) = saved {
            painter.paint(saved, SAVED);
        }
        painter
    }

    fn walk(mut self) -> Painter<'a> {
        while self.undecided > 0 {
            if self.order.len() >= MAX_READ {
                self.complete = false;
                break;
            }
            let Some((_, id)) = self.queue.pop() else {
                break;
            };
            let state = self
                .colours
                .get_mut(&id)
                .expect("what is queued was painted");
            *state &= !QUEUED;
            let colour = *state;
            if colour != BOTH {
                self.undecided -= 1;
            }
            self.order.push(id);
            if self.repo.shallow().contains(&id) {
                self.complete = false;
                continue;
            }
            for parent in self
                .repo
                .commit_node(id)
                .map(|node| node.parents)
                .unwrap_or_default()
            {
                self.paint(parent, colour);
            }
        }
        self
    }

    fn paint(&mut self, id: gix::ObjectId, colour: u8) {
        let before = self.colours.get(&id).copied().unwrap_or(0);
        let after = before | colour;
        if before & BOTH == after & BOTH {
            return;
        }
        let undecided = |state: u8| state & QUEUED != 0 && state & BOTH != BOTH;
        if before & QUEUED == 0 {
            let Some(node) = self.repo.commit_node(id) else {
                self.complete = false; // a parent that is not here
                return;
            };
            self.queue.push((node.time, id));
        }
        let after = after | QUEUED;
        match (undecided(before), undecided(after)) {
            (false, true) => self.undecided += 1,
            (true, false) => self.undecided -= 1,
            _ => {}
        }
        self.colours.insert(id, after);
    }

    /// Whether the commit is reachable from both sides.
    fn met(&self, id: gix::ObjectId) -> bool {
        self.colours
            .get(&id)
            .is_some_and(|state| state & BOTH == BOTH)
    }

    /// The commits reachable from that side alone, in the order of the walk.
    fn only(&self, side: u8) -> Vec<gix::ObjectId> {
        let mut seen = std::collections::HashSet::new();
        self.order
            .iter()
            .filter(|id| {
                self.colours
                    .get(*id)
                    .is_some_and(|state| state & BOTH == side)
            })
            .filter(|id| seen.insert(**id))
            .copied()
            .collect()
    }
}

/// What a walk needs of a commit.
pub(super) struct CommitNode {
    /// Its tree.
    pub(super) tree: gix::ObjectId,
    /// Its parents, first parent first.
    pub(super) parents: Vec<gix::ObjectId>,
    /// When it was committed, in seconds since 1970.
    pub(super) time: i64,
}

impl Repo {
    /// A commit, where it is here and can be read.
    pub(super) fn commit_node(&self, id: gix::ObjectId) -> Option<CommitNode> {
        let mut buffer = Vec::new();
        if self.find(&id, &mut buffer).ok()?? != Kind::Commit {
            return None;
        }
        let commit = CommitRef::from_bytes(&buffer, self.format).ok()?;
        Some(CommitNode {
            tree: commit.tree(),
            parents: commit.parents().collect(),
            time: commit
                .committer()
                .map_or(0, |committer| committer.seconds()),
        })
    }
}
