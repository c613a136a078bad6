//! What a partial clone has been promised is fetched where somebody asks to
//! see it, and nowhere else.

use crate::drift::Lacking;
use crate::model::{ObjectId, Record, RepoPath};
use crate::repo::env::{Env, switch};
use crate::repo::{Repo, git};
use crate::report::as_argument;
use std::ffi::OsString;

/// What the environment lets a fetch do.
#[derive(Clone, Debug)]
pub(in crate::repo) struct Fetching {
    allowed: bool,
    protocols: Option<OsString>,
    may_prompt: bool,
}

impl Fetching {
    /// As whoever called us has it.
    pub(in crate::repo) fn of(env: Env<'_>) -> Fetching {
        Fetching {
            allowed: switch(env, "GIT_NO_LAZY_FETCH") != Some(true),
            protocols: env(git::PROTOCOLS),
            may_prompt: switch(env, "GIT_TERMINAL_PROMPT") != Some(false),
        }
    }
}

impl Repo {
    /// Has git fetch those of `ids` that are not here, if a remote promised
    /// them. One that cannot be had stays away, and is told as such.
    pub(in crate::repo) fn fetch_promised<'a>(&self, ids: impl Iterator<Item = &'a ObjectId>) {
        let missing: Vec<&ObjectId> = ids.filter(|id| !self.has(id)).collect();
        if missing.is_empty() || !self.fetching.allowed || !self.has_promisor() {
            return;
        }
        let mut git = self.git();
        git.env_remove("GIT_NO_LAZY_FETCH");
        match &self.fetching.protocols {
            Some(protocols) => git.env(git::PROTOCOLS, protocols),
            None => git.env_remove(git::PROTOCOLS),
        };
        if self.fetching.may_prompt {
            git.env_remove("GIT_TERMINAL_PROMPT");
        }
        git.args(["cat-file", "--batch-check"]);
        let mut wanted = String::new();
        for id in missing {
            self.note_asked(id.as_str(), "a partial clone");
            wanted.push_str(id.as_str());
            wanted.push('\n');
        }
        // what did not come is found missing by whoever needs it
        let _ = git::output(git, "fetching what was promised", wanted.as_bytes());
    }

    /// Which of these files' pinned bytes are not here, and what would fetch
    /// them: a partial clone by looking at them, any other by the commit that
    /// was checked out at the save.
    pub fn lacking(&self, record: &Record, pinned: Vec<(RepoPath, &ObjectId)>) -> Option<Lacking> {
        let gone = pinned.into_iter().filter(|(_, blob)| !self.has(blob));
        let files: Vec<RepoPath> = gone.map(|(path, _)| path).collect();
        if files.is_empty() {
            return None; // HEAD's own presence costs a look into the object store
        }
        let head = record.head.as_ref().filter(|head| !self.has(head));
        let command = || match (self.has_promisor(), head) {
            (true, _) => Some("git shipkit diff".to_owned()),
            (false, None) => None, // it was never committed, or not here
            (false, Some(_)) if !self.shallow().is_empty() => {
                Some("git fetch --unshallow".to_owned())
            }
            (false, Some(head)) => {
                Some(format!("git fetch {} {head}", as_argument(&self.remote()?)))
            }
        };
        Some(Lacking {
            command: command(),
            files,
        })
    }

    /// The remote to fetch from: `origin`, else the only one.
    fn remote(&self) -> Option<String> {
        let settings = self.settings("remote");
        let urls = settings
            .iter()
            .filter_map(|(key, _)| key.strip_suffix(".url"));
        let names: Vec<&str> = urls.collect();
        match names[..] {
            _ if names.contains(&"origin") => Some("origin".to_owned()),
            [only] => Some(only.to_owned()),
            _ => None,
        }
    }

    /// Whether a remote has promised objects that are not here
    /// (gitrepository-layout(5), partial clone).
    pub(in crate::repo) fn has_promisor(&self) -> bool {
        self.string_setting("extensions.partialClone").is_some()
            || self
                .settings("remote")
                .iter()
                .any(|(key, value)| key.ends_with(".promisor") && value != "false")
    }
}
