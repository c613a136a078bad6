//! A repository of our own in a temporary directory, in which git is run for
//! real with the settings and hooks of another one. Of that one nothing is
//! changed.

mod places;
mod run;
mod settings;
mod trace;

pub use trace::HookRun;

use crate::error::Error;
use crate::platform::{Watch, files_of, for_its_owner, is_executable};
use crate::repo::Repo;
use run::{Ending, ended};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// Who commits there; nobody's settings are asked.
const IDENTITY: [(&str, &str); 4] = [
    ("GIT_AUTHOR_NAME", "git shipkit doctor"),
    ("GIT_AUTHOR_EMAIL", "doctor@localhost"),
    ("GIT_COMMITTER_NAME", "git shipkit doctor"),
    ("GIT_COMMITTER_EMAIL", "doctor@localhost"),
];

/// What of git's environment says where git and its settings are, rather than
/// which repository is meant.
const KEPT: [&str; 5] = [
    "GIT_EXEC_PATH",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_SSL_CAINFO",
];

/// The repository. It goes when this goes.
pub struct Trial {
    temporary: TempDir,
    env: BTreeMap<OsString, OsString>,
    executable: PathBuf,
    limit: Duration,
    /// The last to go: it may end the program.
    _watch: Watch,
}

/// What came of a command.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Its exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Whether it was ended because it took too long.
    pub timed_out: bool,
    /// What it and its hooks said on both streams, invalid UTF-8 replaced.
    pub said: String,
    /// The hooks that git ran for it, in their order.
    pub hooks: Vec<HookRun>,
}

impl Ran {
    /// Whether it ended, and well.
    pub fn went_well(&self) -> bool {
        self.code == Some(0) && !self.timed_out
    }
}

impl Trial {
    /// A fresh repository with a work tree and no settings. Commands see `env`
    /// without what names another repository, and have `limit` each.
    ///
    /// # Errors
    /// Where no temporary directory or repository can be made.
    pub fn new(env: &BTreeMap<OsString, OsString>, limit: Duration) -> Result<Trial, Error> {
        let watching = |cause| Error::io("watch for", "signals", &cause);
        let watch = Watch::begin().map_err(watching)?;
        let mut place = tempfile::Builder::new();
        place.prefix("shipkit-doctor-");
        for_its_owner(&mut place);
        let temporary = place.tempdir();
        let temporary =
            temporary.map_err(|cause| Error::io("make", "a temporary directory", &cause))?;
        let trial = Trial {
            temporary,
            executable: executable(env)?,
            env: cleaned(env),
            limit,
            _watch: watch,
        };
        let top = trial.top();
        fs::create_dir(&top).map_err(|cause| Error::io("make", &top, &cause))?;
        trial.set_up(&["init", "-q", "--template="])?;
        Ok(trial)
    }

    /// The git that is run: the first along PATH.
    pub fn executable(&self) -> &Path {
        &self.executable
    }

    /// The top of its work tree, absolute.
    pub fn top(&self) -> PathBuf {
        self.temporary.path().join("tree")
    }

    /// Its git directory, absolute.
    pub fn git_dir(&self) -> PathBuf {
        self.top().join(".git")
    }

    /// A place beside the work tree, for what no git command should see.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.temporary.path().join(name)
    }

    /// Takes over the settings of `repo`, but for those that reach out of it,
    /// hold credentials or say what kind of repository it is.
    ///
    /// # Errors
    /// Where git does not list them, or they cannot be written.
    pub fn take_settings(&self, repo: &Repo) -> Result<(), Error> {
        let text = settings::of(repo, &self.top())?;
        let path = self.git_dir().join("config");
        let mut all = fs::read(&path).map_err(|cause| Error::io("read", &path, &cause))?;
        all.extend(text);
        fs::write(&path, all).map_err(|cause| Error::io("write", &path, &cause))
    }

    /// Runs git as its own user would not: without anybody's settings, hooks
    /// among them.
    ///
    /// # Errors
    /// Where it fails.
    pub fn set_up(&self, args: &[&str]) -> Result<(), Error> {
        let mut git = self.command(&self.executable);
        git.args(["-c", "core.hooksPath=/dev/null"]).args(args);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null");
        git.env("GIT_CONFIG_SYSTEM", "/dev/null");
        let doing = "making a throwaway repository";
        let ran = self.ran(git, Vec::new(), doing)?;
        if ran.went_well() {
            Ok(())
        } else {
            Err(Error::git(doing, ran.said.trim()))
        }
    }

    /// Runs git with all settings and hooks, and sees which hooks it runs.
    /// `more` goes into its environment.
    ///
    /// # Errors
    /// Where git cannot be started.
    pub fn git(&self, args: &[&str], more: &[(&str, &OsStr)]) -> Result<Ran, Error> {
        let trace = self.beside("trace");
        let _ = fs::remove_file(&trace);
        let mut git = self.command(&self.executable);
        git.args(args).envs(more.iter().copied());
        git.env("GIT_TRACE2_EVENT", &trace);
        let doing = "trying a git command";
        let ending = ended(git, &self.beside("said"), self.limit);
        let hooks = trace::hooks(&fs::read(&trace).unwrap_or_default());
        Ok(ran(ending.map_err(|e| Error::git(doing, e))?, hooks))
    }

    /// Runs any program there.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn run(&self, program: &Path, args: &[&str]) -> Result<Ran, Error> {
        let mut command = self.command(program);
        command.args(args);
        self.ran(command, Vec::new(), "running git-shipkit")
    }

    fn ran(&self, command: Command, hooks: Vec<HookRun>, doing: &str) -> Result<Ran, Error> {
        let ending = ended(command, &self.beside("said"), self.limit);
        Ok(ran(ending.map_err(|e| Error::git(doing, e))?, hooks))
    }

    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.top()).env_clear();
        command.envs(&self.env).envs(IDENTITY);
        command
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_EDITOR", ":");
        command
    }
}

fn executable(env: &BTreeMap<OsString, OsString>) -> Result<PathBuf, Error> {
    let path = env.get(OsStr::new("PATH")).cloned().unwrap_or_default();
    found_on(&path, "git").ok_or_else(|| {
        let cause = "the git executable cannot be found";
        Error::git("trying the hooks", cause)
    })
}

/// The first executable file `name` along `path`, a list as in `PATH`.
pub fn found_on(path: &OsStr, name: &str) -> Option<PathBuf> {
    let runs = |file: &PathBuf| {
        let meta = fs::metadata(file);
        meta.is_ok_and(|meta| meta.is_file() && is_executable(&meta))
    };
    std::env::split_paths(path)
        .filter(|dir| dir.is_absolute())
        .flat_map(|dir| files_of(name).map(|file| dir.join(file)))
        .find(runs)
}

fn ran(ending: Ending, hooks: Vec<HookRun>) -> Ran {
    Ran {
        code: ending.code,
        timed_out: ending.timed_out,
        said: ending.said,
        hooks,
    }
}

/// The environment without what names a repository, and without what we are
/// told by it.
fn cleaned(env: &BTreeMap<OsString, OsString>) -> BTreeMap<OsString, OsString> {
    let stays = |name: &OsString| {
        let name = name.to_string_lossy();
        let git = name.starts_with("GIT_") && !KEPT.contains(&&*name);
        !git && !matches!(&*name, "SHIPKIT" | "SHIPKIT_NAME" | "SHIPKIT_DOCTOR")
    };
    let kept = env.iter().filter(|(name, _)| stays(name));
    kept.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
