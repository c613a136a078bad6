//! A repository that uses a manager of hooks, and what happens when somebody
//! works in it.

use super::manager::{EVENTS, Manager};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What all scenes share.
pub(crate) struct Stage {
    /// The directory that the managers were put into.
    pub(crate) managers: PathBuf,
    /// The directory of the git that is tried; none for the one along PATH.
    pub(crate) git: Option<PathBuf>,
    /// The PATH of the tests.
    pub(crate) path: OsString,
}

/// The repository.
pub(crate) struct Scene<'a> {
    stage: &'a Stage,
    temporary: TempDir,
    pub(crate) manager: Manager,
}

/// What a command said on both streams, and its exit code.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) text: String,
}

/// For how many of the events a hook ran: ours, and the user's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) ours: usize,
    pub(crate) twice: bool,
    pub(crate) own: usize,
    /// Whether the commit and the two checkouts went well.
    pub(crate) well: bool,
}

/// Every file of the repository that is neither git's data nor ours.
pub(crate) type Files = BTreeMap<PathBuf, (u32, Vec<u8>)>;

impl<'a> Scene<'a> {
    /// A repository with a checkpoint.
    pub(crate) fn new(stage: &'a Stage, manager: Manager) -> Scene<'a> {
        let temporary = TempDir::with_prefix("shipkit-managers-").expect("a temporary directory");
        let scene = Scene {
            stage,
            temporary,
            manager,
        };
        fs::create_dir(scene.top()).expect("a fresh directory");
        scene.sh("git init -q -b main; echo one >a; mkdir -p .git/hooks; rm -f .git/hooks/*");
        scene.sh("git add -A; git commit -qm Begin; git branch other");
        scene.sh("git shipkit checkpoint -q -y --task t --open a:1");
        scene
    }

    /// Takes the manager's configuration into the repository.
    pub(crate) fn adopt(&self) {
        for (name, text) in self.manager.files() {
            let path = self.top().join(name);
            fs::create_dir_all(path.parent().expect("it lies in the tree")).expect("can be made");
            fs::write(&path, text).expect("can be written");
        }
        self.sh("git add -A; git commit -q --allow-empty -m Adopt; git branch -f other");
    }

    pub(crate) fn top(&self) -> PathBuf {
        self.temporary.path().join("repo")
    }

    /// Runs a script; each of its steps must succeed.
    #[track_caller]
    pub(crate) fn sh(&self, script: &str) -> String {
        let said = self.try_sh(&format!("set -e; {script}"));
        assert!(
            said.code == 0,
            "{script}: exit {}\n{}",
            said.code,
            said.text
        );
        said.text
    }

    /// Runs a script.
    pub(crate) fn try_sh(&self, script: &str) -> Said {
        let output = self
            .command("sh")
            .args(["-c", &format!("exec 2>&1; {script}")])
            .output()
            .expect("there is a shell");
        Said {
            code: output.status.code().unwrap_or(-1),
            text: String::from_utf8_lossy(&output.stdout).into_owned(),
        }
    }

    fn command(&self, program: &str) -> Command {
        let home = self.temporary.path();
        let mut command = Command::new(program);
        command
            .current_dir(self.top())
            .env_clear()
            .stdin(Stdio::null());
        command.env("PATH", self.path()).env("HOME", home);
        command.env("MANAGERS", &self.stage.managers);
        command.env("OWN", home.join("own"));
        command.env("SHIPKIT_DOCTOR", home.join("fired"));
        for (name, value) in [
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Ada"),
            ("GIT_AUTHOR_EMAIL", "ada@example.com"),
            ("GIT_COMMITTER_NAME", "Ada"),
            ("GIT_COMMITTER_EMAIL", "ada@example.com"),
            ("LC_ALL", "C.UTF-8"),
            ("TERM", "dumb"),
        ] {
            command.env(name, value);
        }
        command
    }

    /// The git that is tried, the program, the managers, and all else.
    fn path(&self) -> OsString {
        let program = Path::new(env!("CARGO_BIN_EXE_git-shipkit"));
        let program = program.parent().expect("it lies somewhere").to_owned();
        let managers = &self.stage.managers;
        let mut all: Vec<PathBuf> = self.stage.git.iter().cloned().collect();
        all.extend([
            program,
            managers.join("npm/node_modules/.bin"),
            managers.join("py/bin"),
        ]);
        all.extend(std::env::split_paths(&self.stage.path));
        std::env::join_paths(all).expect("no directory has a colon")
    }

    /// Commits, switches away and back, and counts the events for which hooks
    /// ran.
    pub(crate) fn work(&self) -> Ran {
        for name in ["own", "fired"] {
            fs::write(self.temporary.path().join(name), "").expect("can be written");
        }
        let said = self.try_sh(
            "set -e; echo more >>a; git commit -qam More; git checkout -q other; git checkout -q -",
        );
        let lines = |name: &str| {
            let text = fs::read_to_string(self.temporary.path().join(name));
            text.expect("it was written")
        };
        let count = |text: &str, event: &str| {
            let names = text.lines().filter_map(|line| line.split(' ').next());
            names.filter(|name| *name == event).count()
        };
        let (ours, own) = (lines("fired"), lines("own"));
        let events = |text: &str| EVENTS.iter().filter(|event| count(text, event) > 0).count();
        // one commit, and two switches
        let most = |event: &str| if event == "post-checkout" { 2 } else { 1 };
        Ran {
            ours: events(&ours),
            twice: EVENTS.iter().any(|event| count(&ours, event) > most(event)),
            own: events(&own),
            well: said.code == 0,
        }
    }

    /// What lies in the repository.
    pub(crate) fn files(&self) -> Files {
        let mut files = Files::new();
        let top = self.top();
        walk(&top, &top, &mut files);
        files
    }

    /// `core.hooksPath` as it is set.
    pub(crate) fn hooks_path(&self) -> String {
        self.try_sh("git config --get-all core.hooksPath").text
    }
}

/// What git or we write by ourselves while somebody works.
fn is_data(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let git = text.strip_prefix(".git/");
    let kept = |rest: &str| rest.starts_with("hooks") || rest == "config" || rest == "info";
    git.is_some_and(|rest| !kept(rest)) || text == ".shipkit" || text == "a"
}

fn walk(top: &Path, dir: &Path, files: &mut Files) {
    for entry in fs::read_dir(dir).expect("a directory of ours") {
        let path = entry.expect("an entry of ours").path();
        let name = path.strip_prefix(top).expect("it lies there").to_owned();
        let meta = path.symlink_metadata().expect("it is there");
        if is_data(&name) {
            continue;
        }
        if meta.is_dir() {
            files.insert(name, (0, Vec::new()));
            walk(top, &path, files);
        } else {
            let bytes = fs::read(&path).unwrap_or_default();
            files.insert(name, (meta.permissions().mode(), bytes));
        }
    }
}

/// What differs, if anything.
pub(crate) fn compared(is: &Files, should_be: &Files) -> Option<String> {
    let names = is.keys().chain(should_be.keys());
    let differs = names.filter(|name| is.get(*name) != should_be.get(*name));
    let mut differs: Vec<String> = differs
        .map(|name| {
            let how = match (is.get(name), should_be.get(name)) {
                (Some(_), None) => "too much",
                (None, Some(_)) => "missing",
                _ => "changed",
            };
            format!("{} {how}", name.display())
        })
        .collect();
    differs.dedup();
    (!differs.is_empty()).then(|| differs.join(", "))
}
