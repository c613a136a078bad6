//! Where an agent's files lie: in a project, or in a home.

use crate::error::Error;
use crate::model::{Agent, quoted};
use crate::platform;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// For one project, or for all that a user does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The project's own files.
    Project,
    /// The user's.
    User,
}

impl Scope {
    /// As it is told.
    pub fn word(self) -> &'static str {
        match self {
            Scope::Project => "project",
            Scope::User => "user",
        }
    }
}

/// The place where agents look for their files.
#[derive(Clone, Debug)]
pub struct Ground {
    pub(super) scope: Scope,
    /// The top of the work tree, or the user's home where it is known.
    root: Option<PathBuf>,
    /// The git directory, where the project has one.
    git_dir: Option<PathBuf>,
    env: BTreeMap<OsString, OsString>,
}

impl Ground {
    /// That of the project whose work tree is at `work_dir`.
    pub fn project(work_dir: &Path, git_dir: &Path, env: &BTreeMap<OsString, OsString>) -> Ground {
        Ground {
            scope: Scope::Project,
            root: Some(work_dir.to_owned()),
            git_dir: Some(git_dir.to_owned()),
            env: env.clone(),
        }
    }

    /// That of the user whose environment it is.
    pub fn user(env: &BTreeMap<OsString, OsString>) -> Ground {
        Ground {
            scope: Scope::User,
            root: set(env, "HOME"),
            git_dir: None,
            env: env.clone(),
        }
    }

    /// Which of the two it is.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The same user's own ground.
    pub(super) fn of_user(&self) -> Ground {
        Ground::user(&self.env)
    }

    /// A variable as it is; empty where it is not set.
    pub(super) fn env_raw(&self, key: &str) -> OsString {
        self.env.get(OsStr::new(key)).cloned().unwrap_or_default()
    }

    pub(super) fn env(&self, key: &str) -> Option<PathBuf> {
        set(&self.env, key)
    }

    /// The folder that `agent` has for itself; `None` without a home.
    pub(super) fn folder(&self, agent: Agent) -> Option<PathBuf> {
        let project = self.scope == Scope::Project;
        let below = |name: &str| self.root.as_ref().map(|root| root.join(name));
        let or_set = |key: &str, name: &str| match self.env(key).filter(|_| !project) {
            Some(set) => Some(set),
            None => below(name),
        };
        match agent {
            Agent::Claude => or_set("CLAUDE_CONFIG_DIR", ".claude"),
            Agent::Codex => or_set("CODEX_HOME", ".codex"),
            Agent::Gemini => match self.env("GEMINI_CLI_HOME").filter(|_| !project) {
                Some(home) => Some(home.join(".gemini")),
                None => below(".gemini"),
            },
            Agent::Copilot if project => below(".github"),
            Agent::Copilot => or_set("COPILOT_HOME", ".copilot"),
            Agent::Cursor => below(".cursor"),
            Agent::OpenCode if project => below(".opencode"),
            Agent::OpenCode => match self.env("XDG_CONFIG_HOME") {
                Some(config) => Some(config.join("opencode")),
                None => below(".config/opencode"),
            },
        }
    }

    /// The folder that `agent` reads skills from.
    pub(super) fn skills(&self, agent: Option<Agent>) -> Option<PathBuf> {
        match agent {
            Some(Agent::Claude) => Some(self.folder(Agent::Claude)?.join("skills")),
            _ => Some(self.root.as_ref()?.join(".agents/skills")),
        }
    }

    /// Where we keep what installing has changed: for the project in its git
    /// directory, for a user where programs keep their state (XDG base
    /// directories).
    pub(super) fn memory(&self) -> Option<PathBuf> {
        if let Some(git_dir) = &self.git_dir {
            return Some(git_dir.join("shipkit/agents.json"));
        }
        let state = self.env("XDG_STATE_HOME").filter(|path| path.is_absolute());
        let state = state.or_else(|| Some(self.root.as_ref()?.join(".local/state")));
        Some(state?.join("git-shipkit/agents.json"))
    }

    /// The error for a user without a home.
    pub(super) fn homeless(agent: &str) -> Error {
        Error::Content {
            message: format!("HOME is not set: where {agent} looks cannot be told"),
            hint: Some("set HOME, or install for the project: leave --user out".to_owned()),
        }
    }

    /// How `path` is told: from the top of the work tree, else from home.
    pub(super) fn shown(&self, path: &Path) -> String {
        let below = self
            .root
            .as_ref()
            .and_then(|root| path.strip_prefix(root).ok());
        let shown = match (below, self.scope) {
            (Some(below), Scope::Project) => below.to_owned(),
            (Some(below), Scope::User) => Path::new("~").join(below),
            (None, Scope::Project) => return self.of_user().shown(path),
            (None, Scope::User) => path.to_owned(),
        };
        shown.to_string_lossy().into_owned()
    }

    /// Where `path` leads, as links on its way say; what is not there yet
    /// keeps its name.
    ///
    /// # Errors
    /// Why nothing may be written there, as in "'path' {why}".
    pub(super) fn real(&self, path: &Path) -> Result<PathBuf, String> {
        let real = resolved(path)?;
        let roots = self.root.iter().cloned();
        let set = [
            "CLAUDE_CONFIG_DIR",
            "CODEX_HOME",
            "COPILOT_HOME",
            "XDG_CONFIG_HOME",
            "GEMINI_CLI_HOME",
        ];
        let set = set.into_iter().filter_map(|key| self.env(key));
        let roots = roots.chain(set.filter(|_| self.scope == Scope::User));
        let mut roots = roots.filter_map(|root| resolved(&root).ok());
        let in_git = self
            .git_dir
            .as_ref()
            .is_some_and(|git| real.starts_with(git));
        if in_git || !roots.any(|root| real.starts_with(root)) {
            let to = quoted(&real.to_string_lossy()).into_owned();
            let whose = match self.scope {
                Scope::Project => "the project",
                Scope::User => "your home",
            };
            return Err(format!("is a link that leads out of {whose}, to '{to}'"));
        }
        Ok(real)
    }

    /// Where the scope ends: folders up to there go when they are empty.
    pub(super) fn top(&self) -> Option<PathBuf> {
        let root = self.root.as_ref()?;
        Some(platform::real(root).unwrap_or_else(|_| root.clone()))
    }
}

fn set(env: &BTreeMap<OsString, OsString>, key: &str) -> Option<PathBuf> {
    let value = env.get(OsStr::new(key)).filter(|value| !value.is_empty());
    value.map(PathBuf::from).filter(|path| path.is_absolute())
}

/// `path` without links.
pub(in crate::install) fn resolved(path: &Path) -> Result<PathBuf, String> {
    match platform::real(path) {
        Ok(real) => return Ok(real),
        Err(cause) if cause.kind() == ErrorKind::NotFound => {}
        Err(cause) if cause.kind() == ErrorKind::NotADirectory => {
            return Err("lies below something that is not a directory".to_owned());
        }
        Err(cause) => {
            return Err(format!(
                "cannot be looked at: {}",
                crate::error::said(&cause)
            ));
        }
    }
    if fs::symlink_metadata(path).is_ok() {
        return Err("is a symbolic link that leads nowhere".to_owned());
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(resolved(parent)?.join(name)),
        _ => Ok(path.to_owned()),
    }
}
