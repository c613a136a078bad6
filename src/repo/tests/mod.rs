//! The room against the real git, in repositories made for one test each.

mod colours;
mod edits;
#[cfg(unix)]
mod glance;
#[cfg(unix)]
mod glance_kept;
mod history;
mod intent;
mod observe;
mod open;
mod packing;
mod pin;
mod pin_odd;
mod refs;
mod resolve;
mod staged;
mod staged_large;
mod tidy;
mod trial;
mod write;
mod write_large;

use super::Repo;
use crate::error::Error;
use crate::model::{ObjectId, Pin, Pinned, Record, RepoPath};
use chrono::DateTime;
use gix::open::Permissions;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A repository of its own, without any configuration from outside, where
/// every commit is a minute later than the one before.
struct Sandbox {
    _home: tempfile::TempDir,
    top: PathBuf,
    minutes: Cell<i64>,
}

impl Sandbox {
    fn new() -> Sandbox {
        Sandbox::with(&[])
    }

    fn with(init: &[&str]) -> Sandbox {
        let home = tempfile::tempdir().unwrap();
        let top = fs::canonicalize(home.path()).unwrap().join("work");
        fs::create_dir(&top).unwrap();
        let sandbox = Sandbox {
            _home: home,
            top,
            minutes: Cell::new(0),
        };
        sandbox.git(&[&["init", "-q", "-b", "main"], init].concat());
        sandbox.git(&["config", "user.name", "t"]);
        sandbox.git(&["config", "user.email", "t@example.com"]);
        sandbox
    }

    /// Runs git at the top; gives what it printed, without the last newline.
    fn git(&self, args: &[&str]) -> String {
        self.try_git(args)
            .unwrap_or_else(|said| panic!("git {args:?}: {said}"))
    }

    fn try_git(&self, args: &[&str]) -> Result<String, String> {
        let output = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().trim_end().to_owned();
        if output.status.success() {
            Ok(text(output.stdout))
        } else {
            Err(text(output.stderr))
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        let minutes = self.minutes.get() + 1;
        self.minutes.set(minutes);
        let date = format!("{} +0100", 1_700_000_000 + minutes * 60);
        let mut git = Command::new("git");
        git.args(args)
            .current_dir(&self.top)
            .env_clear()
            .envs([
                ("GIT_CONFIG_GLOBAL", "/dev/null"),
                ("GIT_CONFIG_NOSYSTEM", "1"),
            ])
            .envs([("GIT_AUTHOR_DATE", &date), ("GIT_COMMITTER_DATE", &date)])
            .env("HOME", &self.top)
            .env("PATH", "/usr/local/bin:/usr/bin:/bin");
        git
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.top.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// Commits everything, and gives the commit's id.
    fn commit(&self, message: &str) -> ObjectId {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
        self.id("HEAD")
    }

    fn id(&self, revision: &str) -> ObjectId {
        ObjectId::new(&self.git(&["rev-parse", revision])).unwrap()
    }

    fn repo(&self) -> Repo {
        self.open(&self.top).unwrap()
    }

    fn open(&self, cwd: &Path) -> Result<Repo, Error> {
        let _ = self;
        Repo::open_with(cwd, &chosen_hand, only_local())
    }

    /// Mode and id that `git add` gives the file; what it says where it fails.
    fn added(&self, path: &str) -> Result<String, String> {
        self.try_git(&["add", "-f", "--", path])?;
        let line = self.git(&["ls-files", "-s", "--", path]);
        Ok(line.split(' ').take(2).collect::<Vec<_>>().join(" "))
    }
}

/// The record of a save of these files now.
fn record(repo: &Repo, paths: &[&str]) -> Record {
    let head = repo.head().unwrap();
    let files = paths.iter().map(|path| {
        let path = RepoPath::new(*path).unwrap();
        let pin = repo.pin(&path).pin;
        (path, Pinned::whole(pin))
    });
    Record {
        saved_at: DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap(),
        prose: repo.id_of(b""),
        task_id: None,
        source: None,
        head: head.id,
        branch: head.branch,
        state: None,
        files: files.collect::<BTreeMap<_, _>>(),
    }
}

/// An environment that holds no more than which hand the tests are run over.
fn chosen_hand(name: &str) -> Option<std::ffi::OsString> {
    #[expect(clippy::disallowed_methods, reason = "the tests are the process here")]
    let choice = std::env::var_os("SHIPKIT_HAND");
    choice.filter(|_| name == "SHIPKIT_HAND")
}

/// Nothing but the repository's own configuration and attributes.
fn only_local() -> Permissions {
    let mut allowed = Permissions::isolated();
    allowed.config.includes = true;
    allowed
}

/// Mode and id as `git ls-files -s` prints them, or why there are none.
fn told(pin: &Pin) -> Result<String, String> {
    match pin {
        Pin::Blob { mode, blob } => Ok(format!("{} {blob}", mode.as_str())),
        Pin::Missing => Err("missing".to_owned()),
        Pin::Unhashed { why, .. } => Err(why.clone()),
    }
}

fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}
