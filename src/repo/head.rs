//! HEAD as it is, without opening the commit it names.

use super::{Repo, model_id};
use crate::error::Error;
use crate::model::ObjectId;

/// Where HEAD is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The commit; `None` on an unborn branch.
    pub id: Option<ObjectId>,
    /// The branch's short name; `None` when detached. A HEAD that points
    /// outside `refs/heads/` gives the full name of its ref.
    pub branch: Option<String>,
}

impl Repo {
    /// Where HEAD is. Holds even where its commit is missing.
    pub fn head(&self) -> Result<Head, Error> {
        let head = self
            .gix
            .head()
            .map_err(|error| Error::git("reading HEAD", error))?;
        let branch = head.referent_name().map(|name| {
            let name = name.as_bstr().to_string();
            match name.strip_prefix("refs/heads/") {
                Some(short) => short.to_owned(),
                None => name,
            }
        });
        let id = head.id().map(|id| model_id(&id));
        Ok(Head { id, branch })
    }
}
