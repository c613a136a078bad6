//! What moved HEAD last: hooks are not told, but git has noted it.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::{Repo, model_id};

/// The last move of HEAD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadMove {
    /// The commit before; `None` where there was none.
    pub old: Option<ObjectId>,
    /// The commit after.
    pub new: ObjectId,
    /// What git notes of it: `checkout: moving from main to auth`.
    pub message: String,
}

impl HeadMove {
    /// What moved it: `commit (amend)`, the text before the first `:`.
    pub fn action(&self) -> &str {
        super::reflog::action(&self.message)
    }
}

impl Repo {
    /// The commit before `commit`; `None` for the first, and where it cannot
    /// be read.
    pub fn first_parent(&self, commit: &ObjectId) -> Option<ObjectId> {
        let node = self.commit_node(self.known(commit)?)?;
        node.parents.first().map(|parent| model_id(parent))
    }

    /// Where git says that HEAD was before what moved it last by more than a
    /// commit (`ORIG_HEAD`, gitrevisions(7)).
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn head_before(&self) -> Result<Option<ObjectId>, Error> {
        self.hand().tip(self, "ORIG_HEAD")
    }

    /// The last move of HEAD; `None` where git keeps no log of them.
    pub fn last_move(&self) -> Option<HeadMove> {
        let moved = self.reflog(None).into_iter().next()?;
        Some(HeadMove {
            old: (!moved.old.is_null()).then(|| model_id(&moved.old)),
            new: model_id(&moved.new),
            message: moved.message,
        })
    }
}
