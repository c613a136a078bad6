//! How HEAD now relates to a saved one: one walk from both, until they meet.

use crate::drift::{Count, Relation};
use crate::model::ObjectId;
use crate::repo::commits::painter::{NOW, Painter, SAVED};
use crate::repo::{MAX_COMMITS, Repo};
use gix::objs::Kind;

/// What a walk found.
pub(in crate::repo) struct Walk {
    /// How the two relate.
    pub(in crate::repo) relation: Relation,
    /// The commits HEAD has and the saved one lacks, newest first; at most
    /// [`MAX_COMMITS`].
    pub(in crate::repo) ahead: Vec<Step>,
    /// Whether there are more of them.
    pub(in crate::repo) cut: bool,
}

/// One commit since the save.
pub(in crate::repo) struct Step {
    /// The commit.
    pub(in crate::repo) id: gix::ObjectId,
    /// Its tree.
    pub(in crate::repo) tree: gix::ObjectId,
    /// The trees of the commits it is compared with to tell what it touches,
    /// `None` for one that is not here; for a root, nothing.
    pub(in crate::repo) against: Vec<Option<gix::ObjectId>>,
}

impl Walk {
    fn none(relation: Relation) -> Walk {
        Walk {
            relation,
            ahead: Vec::new(),
            cut: false,
        }
    }

    fn of(relation: Relation, painted: &Painter<'_>, saved: Option<gix::ObjectId>) -> Walk {
        let ahead = painted.only(NOW);
        let tree = |id: &gix::ObjectId| painted.node(*id).map(|node| node.tree);
        let steps = ahead.iter().take(MAX_COMMITS).filter_map(|id| {
            let against = painted.compared_with(*id, saved);
            Some(Step {
                id: *id,
                tree: tree(id)?,
                against: against.iter().map(tree).collect(),
            })
        });
        Walk {
            relation,
            ahead: steps.collect(),
            cut: !painted.complete || ahead.len() > MAX_COMMITS,
        }
    }
}

impl Repo {
    /// Relates `now` to `saved`; `branch` is the branch that is checked out.
    pub(in crate::repo) fn relate(
        &self,
        saved: Option<&ObjectId>,
        now: Option<&ObjectId>,
        branch: Option<&str>,
    ) -> Walk {
        let (Some(saved), Some(now)) = (saved, now) else {
            return self.relate_unborn(saved, now);
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
        let painted = Painter::walk(self, now_id, Some(saved_id));
        let relation = self.relation(&painted, (saved_id, now_id), branch);
        Walk::of(relation, &painted, Some(saved_id))
    }

    fn relate_unborn(&self, saved: Option<&ObjectId>, now: Option<&ObjectId>) -> Walk {
        if saved.is_none() && now.is_none() {
            return Walk::none(Relation::Same);
        }
        match now.and_then(|now| self.known(now)) {
            Some(now) => Walk::of(Relation::Unborn, &Painter::walk(self, now, None), None),
            None => Walk::none(Relation::Unborn),
        }
    }

    fn relation(
        &self,
        painted: &Painter<'_>,
        (saved, now): (gix::ObjectId, gix::ObjectId),
        branch: Option<&str>,
    ) -> Relation {
        if painted.met(saved) {
            Relation::Ahead(count(&painted.only(NOW)))
        } else if painted.met(now) {
            Relation::Behind(count(&painted.only(SAVED)))
        } else if !painted.complete {
            Relation::Unknown
        } else if self.was_replaced(saved, now, branch) || self.is_elsewhere(painted, saved, now) {
            Relation::Rewritten
        } else {
            Relation::Diverged {
                ahead: count(&painted.only(NOW)),
                behind: count(&painted.only(SAVED)),
            }
        }
    }
}

fn count(commits: &[gix::ObjectId]) -> Count {
    Count {
        n: commits.len().min(MAX_COMMITS),
        more: commits.len() > MAX_COMMITS,
    }
}
