//! Merging two changes of one text, as git merges them.

use crate::error::Error;
use crate::repo::{Repo, git};
use std::fs;

impl Repo {
    /// `ours` and `theirs`, which both stem from `base`, as one text; `None`
    /// where they changed the same lines (git-merge-file(1)).
    pub fn merged(&self, base: &str, ours: &str, theirs: &str) -> Result<Option<String>, Error> {
        let doing = "merging a document";
        let home = self.private_home()?;
        let mut git = self.git();
        git.args(["merge-file", "--stdout", "--quiet", "--no-diff3"]);
        for (name, text) in [("ours", ours), ("base", base), ("theirs", theirs)] {
            let path = home.path().join(name);
            fs::write(&path, text).map_err(|error| Error::io("write", &path, &error))?;
            git.arg(path);
        }
        let output = git::run(git, doing, &[])?;
        match output.status.code() {
            Some(0) => Ok(String::from_utf8(output.stdout).ok()),
            Some(1..=127) => Ok(None), // that many conflicts
            _ => Err(Error::git(doing, git::sentence(&output))),
        }
    }
}
