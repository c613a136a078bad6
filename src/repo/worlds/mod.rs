//! The branches, worktrees and stashes in which the pinned files may be as
//! they were saved. Trouble with one of them means that it is not told.

pub(in crate::repo) mod pinned_trees;
pub(in crate::repo) mod worktrees;

use crate::drift::{Candidate, Search, Seen, Way, World, WorldKind};
use crate::model::{Mode, ObjectId, RepoPath};
use crate::repo::Repo;
use crate::repo::env::Env;
use crate::repo::worlds::pinned_trees::PinnedTrees;
use crate::repo::worlds::worktrees::Beside;
use std::collections::BTreeSet;

/// How many local branches are compared, the newest.
const MAX_BRANCHES: usize = 50;

/// How many branches are looked at to tell which are the newest.
const MAX_DATED: usize = 2000;

/// How many stashes are compared, the newest.
const MAX_STASHES: usize = 20;

/// How many files are hashed in other worktrees, all in all.
const MAX_LOOKS: usize = 10_000;

impl Repo {
    /// The place that matches best what `search` looks for, if one does: the
    /// branch of the save comes first, then worktrees, then other branches,
    /// the newest first, then stashes. Never fetches, checks out nothing.
    pub fn world(&self, search: &Search<'_>, env: Env<'_>) -> Option<World> {
        let mut seeker = Seeker::new(self, search);
        if search.left {
            let (beside, cut) = self.beside(env);
            seeker.cut |= cut;
            seeker.saved_branch(&beside);
            seeker.worktrees(&beside);
            seeker.remote_branches();
            seeker.stashes();
            let stashes = seeker.found.split_off(seeker.before_stashes);
            seeker.newest_branches(&beside);
            seeker.found.extend(stashes);
        } else {
            seeker.stashes();
        }
        search.best(seeker.found, seeker.cut)
    }
}

struct Seeker<'a> {
    repo: &'a Repo,
    search: &'a Search<'a>,
    trees: PinnedTrees<'a>,
    /// What HEAD matches, and what it and the saved HEAD it stems from do.
    floors: (usize, usize),
    found: Vec<Candidate>,
    before_stashes: usize,
    cut: bool,
}

impl<'a> Seeker<'a> {
    fn new(repo: &'a Repo, search: &'a Search<'a>) -> Seeker<'a> {
        let mut trees = PinnedTrees::new(repo, &search.pins);
        let mut matches = |id: Option<&ObjectId>| {
            let id = id.and_then(|id| repo.known(id));
            let matching = id.and_then(|id| trees.of_commit(id));
            matching.map_or(0, |matching| matching.len())
        };
        let head = matches(search.head);
        let floors = (head, matches(search.origin).max(head));
        Seeker {
            repo,
            search,
            trees,
            floors,
            found: Vec::new(),
            before_stashes: 0,
            cut: false,
        }
    }

    /// What a commit matches; noted as cut where the limit was reached.
    fn matches(&mut self, id: gix::ObjectId) -> Option<usize> {
        let matching = self.trees.of_commit(id);
        self.cut |= matching.is_none() && self.trees.is_spent();
        matching.map(|matching| matching.len())
    }

    fn tip(&self, name: &str) -> Option<gix::ObjectId> {
        let tip = self.repo.tip(name).ok()??;
        self.repo.known(&tip)
    }

    fn branch(&mut self, name: &str, id: gix::ObjectId, way: Way, floor: usize) {
        if let Some(matches) = self.matches(id) {
            self.found.push(Candidate {
                kind: WorldKind::Branch,
                name: name.to_owned(),
                way,
                matches,
                floor,
            });
        }
    }

    fn saved_branch(&mut self, beside: &[Beside]) {
        let Some(name) = self.search.branch else {
            return;
        };
        if let Some(tip) = self.tip(&format!("refs/heads/{name}")) {
            self.branch(name, tip, way_to(name, beside), self.floors.0);
        }
    }

    /// The branch of the save as it was last fetched.
    fn remote_branches(&mut self) {
        let Some(name) = self.search.branch.or(self.search.branch_now) else {
            return;
        };
        let urls = self.repo.settings("remote");
        let remotes: BTreeSet<&str> = urls
            .iter()
            .filter_map(|(key, _)| key.strip_suffix(".url"))
            .collect();
        let ours = self.tip(&format!("refs/heads/{name}")).is_some();
        for remote in remotes {
            let short = format!("{remote}/{name}");
            if let Some(tip) = self.tip(&format!("refs/remotes/{short}")) {
                let way = if ours { Way::Detach } else { Way::Track };
                self.branch(&short, tip, way, self.floors.1);
            }
        }
        self.before_stashes = self.found.len();
    }

    fn newest_branches(&mut self, beside: &[Beside]) {
        let refs = self.repo.refs_under("refs/heads/").unwrap_or_default();
        self.cut |= refs.len() > MAX_DATED;
        let mut dated: Vec<(i64, String, gix::ObjectId)> = Vec::new();
        for (name, id) in refs.iter().take(MAX_DATED) {
            let name = name.strip_prefix("refs/heads/").unwrap_or(name);
            let skipped = [self.search.branch, self.search.branch_now].contains(&Some(name));
            let id = self.repo.known(id).filter(|_| !skipped);
            let node = id.and_then(|id| Some((id, self.repo.commit_node(id)?)));
            dated.extend(node.map(|(id, node)| (-node.time, name.to_owned(), id)));
        }
        dated.sort();
        self.cut |= dated.len() > MAX_BRANCHES;
        for (_, name, id) in dated.iter().take(MAX_BRANCHES) {
            self.branch(name, *id, way_to(name, beside), self.floors.1);
        }
    }

    /// Other worktrees, with their files as they lie there.
    fn worktrees(&mut self, beside: &[Beside]) {
        let mut looks = MAX_LOOKS;
        for other in beside {
            if looks < self.search.pins.len() {
                self.cut = true;
                return;
            }
            looks -= self.search.pins.len();
            let paths: Vec<_> = self.search.pins.iter().map(|(path, ..)| *path).collect();
            other.repo.prepare(None, &paths);
            let is_there = |pin: &&(&RepoPath, Mode, &ObjectId)| {
                let (path, mode, blob) = **pin;
                let pinned = Seen::Blob {
                    mode,
                    blob: blob.clone(),
                };
                other.repo.glance(path).seen == pinned
            };
            let matches = self.search.pins.iter().filter(is_there).count();
            self.found.push(Candidate {
                kind: WorldKind::Worktree,
                name: other.name.clone(),
                way: Way::Enter(other.name.clone()),
                matches,
                floor: self.floors.1,
            });
        }
    }

    /// Stashes, what they hold of untracked files too. One that matches no
    /// better than the commit it was made on has nothing of the work.
    fn stashes(&mut self) {
        let log = self.repo.reflog_of("refs/stash");
        self.cut |= log.len() > MAX_STASHES;
        let branch = self.search.branch;
        let branch_tip = branch.and_then(|name| self.tip(&format!("refs/heads/{name}")));
        for (n, entry) in log.iter().enumerate().take(MAX_STASHES) {
            let Some(node) = self.repo.commit_node(entry.new) else {
                continue;
            };
            let (Some(base), Some(held)) = (
                node.parents.first().copied(),
                self.trees.of_commit(entry.new),
            ) else {
                self.cut |= self.trees.is_spent();
                continue;
            };
            let untracked = node.parents.get(2).and_then(|id| self.trees.of_commit(*id));
            let matches = match untracked {
                Some(more) => held.union(&more).count(),
                None => held.len(),
            };
            let below = self.matches(base).unwrap_or(0);
            let on = branch.filter(|_| branch_tip == Some(base));
            self.found.push(Candidate {
                kind: WorldKind::Stash,
                name: format!("stash@{{{n}}}"),
                way: Way::Apply(on.map(str::to_owned)),
                matches,
                floor: self.floors.1.max(below),
            });
        }
    }
}

/// git has a branch checked out in one worktree only.
fn way_to(name: &str, beside: &[Beside]) -> Way {
    let there = beside
        .iter()
        .find(|other| other.branch.as_deref() == Some(name));
    there.map_or(Way::Switch, |other| Way::Enter(other.name.clone()))
}
