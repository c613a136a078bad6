//! Where git looks for hooks.

use crate::error::Error;
use crate::platform::{self, path_of};
use crate::repo::{Repo, git};
use std::path::PathBuf;
use std::process::Command;

const ASKING: &str = "asking git for its hooks";

impl Repo {
    /// The directory in which git looks for hooks, absolute, there or not.
    /// `None` where `core.hooksPath` is empty: then git looks in none.
    ///
    /// # Errors
    /// Where git does not say.
    pub fn hooks_looked_in(&self) -> Result<Option<PathBuf>, Error> {
        if self.string_setting("core.hooksPath").as_deref() == Some("") {
            return Ok(None);
        }
        let mut ask = git::quiet(Command::new("git"));
        for name in git::LOCAL_ENVIRONMENT {
            ask.env_remove(name);
        }
        ask.current_dir(self.work_dir())
            .env("GIT_DIR", self.git_dir())
            .env("GIT_WORK_TREE", self.work_dir())
            .args(["rev-parse", "--git-path", "hooks"]);
        let mut said = git::output(ask, ASKING, &[])?;
        if said.last() == Some(&b'\n') {
            said.pop();
        }
        let said = path_of(&said);
        let said = said.ok_or_else(|| Error::git(ASKING, "it is not UTF-8"))?;
        let joined = self.work_dir().join(said);
        Ok(Some(platform::real(&joined).unwrap_or(joined)))
    }
}
