//! HEAD as it is, without opening the commit it names.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::Repo;

/// Where HEAD is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The commit; `None` on an unborn branch.
    pub id: Option<ObjectId>,
    /// The branch's short name; `None` when detached. A HEAD that points
    /// outside `refs/heads/` gives the full name of its ref.
    pub branch: Option<String>,
}

impl Head {
    /// The branch that a ref's full name stands for, as [`Head::branch`] has it.
    pub(super) fn short(name: &str) -> String {
        name.strip_prefix("refs/heads/").unwrap_or(name).to_owned()
    }
}

impl Repo {
    /// Where HEAD is. Holds even where its commit is missing.
    pub fn head(&self) -> Result<Head, Error> {
        self.hand().head()
    }
}
