//! What the configuration says of hooks: where they lie, and those that stand
//! in the configuration itself.

use crate::error::Error;
use crate::platform::for_its_owner;
use crate::repo::Repo;
use crate::repo::git::{output, quiet};
use std::path::PathBuf;
use std::process::Command;

/// One setting, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookSetting {
    /// `local`, `worktree`, `global`, `system` or `command`.
    pub scope: String,
    /// The file it stands in, where it is one.
    pub file: Option<PathBuf>,
    /// Section and name in lower case, a subsection between them as it is.
    pub key: String,
    /// Its text; invalid UTF-8 is replaced. Empty for a key without a value.
    pub value: String,
}

impl Repo {
    /// The hooks that stand in the configuration (`hook.*`), and every
    /// `core.hooksPath`, in git's order: of several paths the last holds, with
    /// `~` and the like taken for what they stand for.
    ///
    /// # Errors
    /// Where git cannot read its configuration.
    pub fn hook_settings(&self) -> Result<Vec<HookSetting>, Error> {
        let doing = "reading the configuration of hooks";
        let list = |words: &[&str]| {
            let mut git = self.as_the_user();
            git.args(["config", "--show-scope", "--show-origin", "-z"]);
            crate::repo::git::answer(with(git, words), doing)
        };
        let mut found = Vec::new();
        for words in [
            &["--get-regexp", "^hook\\."][..],
            &["--type=path", "--get-regexp", "^core\\.hookspath$"],
        ] {
            let listed = list(words)?.unwrap_or_default();
            found.extend(self.read_settings(&listed));
        }
        Ok(found)
    }

    /// In which configuration the setting stands that holds: `local`,
    /// `global`; `None` where it stands in none.
    ///
    /// # Errors
    /// Where git cannot read its configuration.
    pub fn scope_of(&self, key: &str) -> Result<Option<String>, Error> {
        let mut git = self.as_the_user();
        git.args(["config", "--show-scope", "-z", "--get", key]);
        let said = crate::repo::git::answer(git, "looking for a setting")?;
        let scope = said.and_then(|said| {
            let scope = said.split(|byte| *byte == 0).next()?.to_owned();
            String::from_utf8(scope).ok()
        });
        Ok(scope)
    }

    /// The directory that git looks into for hooks where nothing is set.
    pub fn default_hooks_dir(&self) -> PathBuf {
        self.common_dir().join("hooks")
    }

    fn read_settings(&self, listed: &[u8]) -> Vec<HookSetting> {
        let text = String::from_utf8_lossy(listed);
        let mut fields = text.split('\0');
        let mut found = Vec::new();
        while let (Some(scope), Some(origin), Some(setting)) =
            (fields.next(), fields.next(), fields.next())
        {
            let (key, value) = setting.split_once('\n').unwrap_or((setting, ""));
            let file = origin.strip_prefix("file:");
            found.push(HookSetting {
                scope: scope.to_owned(),
                file: file.map(|file| self.work_dir().join(file)),
                key: key.to_owned(),
                value: value.to_owned(),
            });
        }
        found
    }

    /// A git that reads the configuration as one that the user types, without
    /// what our own calls set.
    fn as_the_user(&self) -> Command {
        let mut git = quiet(Command::new("git"));
        git.current_dir(self.work_dir())
            .env("GIT_DIR", self.git_dir())
            .env("GIT_WORK_TREE", self.work_dir());
        git
    }

    /// What `git config` makes of a configuration file: a copy of `bytes` is
    /// given to it, once for each of `edits`.
    ///
    /// # Errors
    /// Where git cannot read the file, or will not edit it so.
    pub fn edited_config(&self, bytes: &[u8], edits: &[Vec<String>]) -> Result<Vec<u8>, Error> {
        let failed = |cause| Error::io("write", std::env::temp_dir(), &cause);
        let mut dir = tempfile::Builder::new();
        for_its_owner(&mut dir);
        let dir = dir.tempdir().map_err(failed)?;
        let copy = dir.path().join("config");
        std::fs::write(&copy, bytes).map_err(failed)?;
        for edit in edits {
            let mut git = quiet(Command::new("git"));
            git.current_dir(self.work_dir())
                .args(["config", "--file"])
                .arg(&copy)
                .args(edit);
            output(git, "editing the configuration", &[])?;
        }
        std::fs::read(&copy).map_err(failed)
    }
}

fn with(mut git: Command, words: &[&str]) -> Command {
    git.args(words);
    git
}
