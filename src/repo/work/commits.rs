//! The commits that were made in this worktree since a moment, by HEAD's log.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::commits::reflog::Moved;
use crate::repo::patience::output_within;
use crate::repo::work::Moment;
use crate::repo::{MAX_COMMITS, Repo};
use std::collections::{BinaryHeap, HashSet};
use std::time::Duration;

/// How long git may take to tell what the commits change.
const PATIENCE: Duration = Duration::from_secs(2);

/// What HEAD's log calls the moves that bring something of one's own.
const OWN: [&str; 4] = ["commit", "revert", "cherry-pick", "am"];

/// The commits that were made.
#[derive(Default)]
pub(super) struct Made {
    /// Those that are there now, as they were made or made anew by a rebase or
    /// an amend since; newest first, no merges.
    pub(super) ids: Vec<gix::ObjectId>,
    /// Whether there may be more.
    pub(super) cut: bool,
    /// Where HEAD was before the first move since.
    pub(super) base: Option<gix::ObjectId>,
    /// When somebody committed, in seconds since 1970.
    pub(super) signs: Vec<i64>,
}

/// What a commit changes at one path.
pub(super) struct Change {
    /// The path.
    pub(super) path: Vec<u8>,
    /// What is there after it; `None` where it deletes.
    pub(super) blob: Option<ObjectId>,
}

impl Repo {
    /// The commits made here since `then`. What HEAD's log calls a commit was
    /// made here; one that a rebase or an amend has made anew since keeps its
    /// author line, and so is known again.
    pub(super) fn made_since(&self, then: &Moment<'_>) -> Made {
        let log = self.reflog_of("HEAD");
        let moves = since(&log, then, then.head.and_then(|head| self.known(head)));
        let commits = moves.iter().filter(|moved| first_word(moved) == "commit");
        let signs = commits.map(|moved| moved.time);
        let mut made = Made {
            base: match moves.last() {
                Some(first) => Some(first.old).filter(|old| !old.is_null()),
                None => self.head_id(),
            },
            signs: signs
                .filter(|time| *time > 0 && *time <= then.now)
                .collect(),
            ..Made::default()
        };
        let new = moves.iter().filter(|moved| {
            let word = first_word(moved);
            word == "revert" || word == "commit" && moved.action() != "commit (amend)"
        });
        let nodes = new.filter_map(|moved| self.commit_node(moved.new));
        let authors: HashSet<Vec<u8>> = nodes.filter_map(|node| node.author).collect();
        if !authors.is_empty() {
            self.walk_made(then, &authors, &mut made);
        }
        made
    }

    /// Whether somebody may have committed here since a moment, in seconds
    /// since 1970, at which HEAD was at `head`: HEAD's log says so, or does
    /// not tell.
    pub fn may_have_committed(&self, at: i64, head: Option<&ObjectId>) -> bool {
        let log = self.reflog_of("HEAD");
        let head = head.and_then(|head| self.known(head));
        let mut moves = log.iter().take_while(|moved| is_since(moved, at, head));
        log.is_empty() || moves.any(|moved| moved.time <= 0 || OWN.contains(&first_word(moved)))
    }

    /// Goes back from HEAD, and from the branch of then, as far as commits are
    /// younger than that.
    fn walk_made(&self, then: &Moment<'_>, authors: &HashSet<Vec<u8>>, made: &mut Made) {
        let saved = then.head.and_then(|head| self.known(head));
        let branch = then.branch.map(|branch| format!("refs/heads/{branch}"));
        let tip = branch.and_then(|branch| self.tip(&branch).ok().flatten());
        let tip = tip.and_then(|tip| self.known(&tip));
        let mut next: Vec<gix::ObjectId> = self.head_id().into_iter().chain(tip).collect();
        let mut known: HashSet<gix::ObjectId> = saved.into_iter().collect();
        let mut queue = BinaryHeap::new();
        loop {
            for id in next.drain(..) {
                if let (true, Some(node)) = (known.insert(id), self.commit_node(id))
                    && then.at.is_none_or(|at| node.time >= at)
                {
                    queue.push((node.time, id));
                }
            }
            made.cut = known.len() > MAX_COMMITS;
            let Some((_, id)) = queue.pop().filter(|_| !made.cut) else {
                break;
            };
            let Some(node) = self.commit_node(id) else {
                continue;
            };
            if node.parents.len() < 2 && node.author.is_some_and(|one| authors.contains(&one)) {
                made.ids.push(id);
            }
            if !self.shallow().contains(&id) {
                next = node.parents;
            }
        }
    }

    /// When HEAD's commit was made, in seconds since 1970; `None` where there
    /// is none.
    pub fn head_time(&self) -> Option<i64> {
        self.commit_node(self.head_id()?).map(|node| node.time)
    }

    fn head_id(&self) -> Option<gix::ObjectId> {
        let head = self.head().ok()?.id?;
        self.known(&head)
    }

    /// What each of the commits changes, in their order.
    pub(super) fn changes_of(&self, commits: &[gix::ObjectId]) -> Result<Vec<Vec<Change>>, Error> {
        if commits.is_empty() {
            return Ok(Vec::new());
        }
        let asked: Vec<String> = commits
            .iter()
            .map(|id| id.to_hex().to_string() + "\n")
            .collect();
        let mut git = self.git();
        git.args(["diff-tree", "--stdin", "-r", "-z", "--root", "--raw"])
            .args(["--no-renames", "--no-abbrev"]);
        let doing = "looking at what was committed";
        let told = output_within(
            self.patience(PATIENCE),
            git,
            doing,
            asked.concat().into_bytes(),
        )?;
        let mut changes: Vec<Vec<Change>> = Vec::new();
        let mut fields = told.split(|byte| *byte == 0);
        while let Some(field) = fields.next() {
            let raw = field.strip_prefix(b":");
            match (raw, changes.last_mut()) {
                (Some(raw), Some(commit)) => commit.push(Change {
                    path: fields.next().unwrap_or_default().to_vec(),
                    blob: blob_after(raw),
                }),
                _ if field.is_empty() => {}
                _ => changes.push(Vec::new()),
            }
        }
        Ok(changes)
    }
}

/// The moves since then, newest first. Within the very second, those after
/// HEAD was where it was then.
fn since<'a>(log: &'a [Moved], then: &Moment<'_>, head: Option<gix::ObjectId>) -> Vec<&'a Moved> {
    let is_later = |moved: &&Moved| match then.at {
        None => true,
        Some(at) => is_since(moved, at, head),
    };
    log.iter().take_while(is_later).collect()
}

fn is_since(moved: &Moved, at: i64, head: Option<gix::ObjectId>) -> bool {
    moved.time > at || moved.time == at && head.is_some_and(|head| moved.new != head)
}

/// `commit` of `commit (initial)`.
fn first_word(moved: &Moved) -> &str {
    moved.action().split(' ').next().unwrap_or_default()
}

/// The blob of `100644 100644 OLD NEW M`.
fn blob_after(raw: &[u8]) -> Option<ObjectId> {
    let text = std::str::from_utf8(raw).ok()?;
    let mut fields = text.split(' ').skip(3);
    let id = ObjectId::new(fields.next()?)?;
    (fields.next()? != "D").then_some(id)
}
