//! Whether the saved commit was replaced by others with its work in them:
//! amended, rebased, squashed, picked. The log of what moved the branch tells,
//! else what the commits change does; without proof, histories just diverged.

use crate::repo::Repo;
use crate::repo::commits::commit::CommitNode;
use crate::repo::commits::painter::{NOW, Painter, SAVED};
use crate::repo::commits::patches::Patches;
use crate::repo::commits::reflog::Moved;
use std::collections::HashSet;

/// Of how many commits a side the changes are compared.
const MAX_PATCHES: usize = 64;

impl Repo {
    /// Whether git has noted that it replaced the saved commit, on `branch`
    /// or, detached, under HEAD.
    pub(in crate::repo) fn was_replaced(
        &self,
        saved: gix::ObjectId,
        now: gix::ObjectId,
        branch: Option<&str>,
    ) -> bool {
        replaced(&self.reflog(branch), saved, now)
    }

    /// Whether all that the saved side changed was changed on HEAD's side
    /// too: the same content, commit by commit the same patches, or all
    /// together in one commit or as the whole of HEAD's side.
    pub(in crate::repo) fn is_elsewhere(
        &self,
        painted: &Painter<'_>,
        saved: gix::ObjectId,
        now: gix::ObjectId,
    ) -> bool {
        let behind = painted.only(SAVED);
        let ahead = painted.only(NOW);
        let node = |id| painted.node(id);
        let (Some(then), Some(head)) = (node(saved), node(now)) else {
            return false;
        };
        let base = painted
            .meeting()
            .map_or_else(|| self.empty_tree(), |meeting| meeting.tree);
        let same = |id: &gix::ObjectId| node(*id).is_some_and(|node| node.tree == then.tree);
        if then.tree != base && ahead.iter().any(same) {
            return true;
        }
        if behind.len() > MAX_PATCHES {
            return false;
        }
        let with_patch = |ids: Vec<gix::ObjectId>| -> Vec<gix::ObjectId> {
            let has_patch = |id: &gix::ObjectId| has_patch(painted, *id);
            ids.into_iter().filter(has_patch).collect()
        };
        let behind = with_patch(behind);
        let ahead = likely(painted, &behind, with_patch(ahead));
        let whole = (base, then.tree, head.tree);
        let found = self.patches(whole, &[&behind[..], &ahead[..]].concat());
        found.is_some_and(|found| are_there(&found, &behind, &ahead))
    }

    fn empty_tree(&self) -> gix::ObjectId {
        gix::ObjectId::empty_tree(self.format)
    }
}

/// Goes back from `now` through moves that keep or replace the work that was
/// there, as far as the saved commit; any other (a reset, a checkout) ends it.
fn replaced(log: &[Moved], saved: gix::ObjectId, now: gix::ObjectId) -> bool {
    let (mut tip, mut rewritten) = (now, false);
    for moved in log {
        if tip == saved || moved.new != tip {
            break;
        }
        match Kind::of(moved) {
            Kind::Rewrites => rewritten = true,
            Kind::Adds => {}
            Kind::Leaves => return false,
        }
        tip = moved.old;
    }
    tip == saved && rewritten
}

/// What a move does to the commits that were there.
enum Kind {
    Rewrites,
    Adds,
    Leaves,
}

impl Kind {
    /// Going by the words git notes (`GIT_REFLOG_ACTION` in git's sources). A
    /// rebase notes its steps in brackets, under its own name or as part of a
    /// pull.
    fn of(moved: &Moved) -> Kind {
        let first = moved.action().split([' ', '(']).next().unwrap_or_default();
        let in_steps = moved.action().ends_with(')');
        match first {
            _ if moved.old == moved.new => Kind::Adds,
            "rebase" | "filter-branch" => Kind::Rewrites,
            "pull" if in_steps => Kind::Rewrites,
            "commit" if moved.action() == "commit (amend)" => Kind::Rewrites,
            "commit" | "merge" | "pull" | "cherry-pick" | "revert" | "am" => Kind::Adds,
            _ => Kind::Leaves,
        }
    }
}

/// Whether the commit is one change that can be compared: no merge, and not
/// empty.
fn has_patch(painted: &Painter<'_>, id: gix::ObjectId) -> bool {
    match painted.node(id) {
        Some(CommitNode { parents, tree, .. }) => match parents[..] {
            [] => true,
            [parent] => painted.node(parent).is_none_or(|p| p.tree != *tree),
            _ => false,
        },
        None => false,
    }
}

/// The commits of HEAD's side to compare with: first those that somebody wrote
/// at the same moment as one of `behind`, as rebased ones are, then the newest.
fn likely(
    painted: &Painter<'_>,
    behind: &[gix::ObjectId],
    ahead: Vec<gix::ObjectId>,
) -> Vec<gix::ObjectId> {
    let author = |id: &gix::ObjectId| painted.author(*id);
    let authors: HashSet<_> = behind.iter().map(author).collect();
    let (mut same, others): (Vec<_>, Vec<_>) = ahead
        .into_iter()
        .partition(|id| authors.contains(&author(id)));
    same.extend(others);
    same.truncate(MAX_PATCHES);
    same
}

fn are_there(found: &Patches, behind: &[gix::ObjectId], ahead: &[gix::ObjectId]) -> bool {
    let there: HashSet<_> = ahead.iter().filter_map(|id| found.of.get(id)).collect();
    let each = |id: &gix::ObjectId| found.of.get(id).is_some_and(|patch| there.contains(patch));
    if !behind.is_empty() && behind.iter().all(each) {
        return true;
    }
    let (then, now) = &found.whole;
    then.as_ref()
        .is_some_and(|then| there.contains(then) || now.as_ref() == Some(then))
}
