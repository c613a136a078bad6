//! What fires and what does not, and why: the hooks are looked at, and run for
//! real in a throwaway clone of the configuration. Nothing in the repository
//! is touched.

mod around;
mod copied;
mod judged;
mod looked;
mod reason;
mod tried;

use crate::error::Error;
use crate::install::agents::{self, Ground};
use crate::repo::{Repo, found_on};
use crate::report::{Examined, GitSeen};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// What is asked of the doctor.
pub struct Wish<'a> {
    /// The repository.
    pub repo: &'a Repo,
    /// The environment.
    pub env: &'a BTreeMap<OsString, OsString>,
    /// This program, absolute.
    pub program: &'a Path,
    /// Whether the hooks are to be run, rather than only looked at.
    pub runs: bool,
    /// What is wrong with the settings, a sentence each.
    pub settings_told: &'a [String],
}

impl Wish<'_> {
    fn path(&self) -> OsString {
        let path = self.env.get(OsStr::new("PATH"));
        path.cloned().unwrap_or_default()
    }
}

/// Examines the hooks of git, and the agents that call us.
///
/// # Errors
/// Where git cannot be asked, or there is no place for a throwaway clone.
pub fn examine(wish: &Wish<'_>) -> Result<Examined, Error> {
    let looked = looked::looked(wish)?;
    let run = || tried::tried(wish, &looked.hooks_dir);
    let tried = wish.runs.then(run).transpose()?;
    let path = wish.path();
    let shown = |file: &Path| file.to_string_lossy().into_owned();
    let program = found_on(&path, "git-shipkit");
    let (events, mut findings) = judged::judged(&looked, tried.as_ref(), wish);
    let project = Ground::project(wish.repo.work_dir(), wish.repo.git_dir(), wish.env);
    let (agents, of_agents) = agents::examined(&project, &Ground::user(wish.env));
    let agents_call = !agents.is_empty() && of_agents.is_empty();
    judged::fold_missing(&mut findings, agents_call);
    findings.extend(around::around(wish, &looked, tried.as_ref()));
    findings.extend(of_agents);
    findings.sort_by_key(|finding| !finding.is_to_mend());
    Ok(Examined {
        git: GitSeen {
            version: looked.version.to_string(),
            path: shown(&git_of(&path)),
        },
        program: program.as_deref().map(shown),
        ran: wish.runs,
        events,
        agents,
        findings,
    })
}

/// The git that a person calls: git itself puts the folder of its parts before
/// all others while it runs us.
fn git_of(path: &OsStr) -> PathBuf {
    let is_part = |dir: &PathBuf| dir.file_name() == Some(OsStr::new("git-core"));
    let others = std::env::split_paths(path).filter(|dir| !is_part(dir));
    let others = std::env::join_paths(others).unwrap_or_default();
    let found = found_on(&others, "git").or_else(|| found_on(path, "git"));
    found.unwrap_or_else(|| PathBuf::from("git"))
}
