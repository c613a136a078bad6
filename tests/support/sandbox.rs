//! A place to try the program in: a home, a repository, real git, and an
//! environment in which nothing is left to chance.

use super::untouched::{Fingerprint, repositories};
use super::{Output, Report, host, process, schemas};
use chrono::{DateTime, Duration, FixedOffset, SecondsFormat};
use std::cell::{Cell, RefCell};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// When the first command of every sandbox runs.
const START: &str = "2025-01-27T14:30:00+00:00";

/// What the setups may call beside plain shell and git. `$D` is the repository.
const PRELUDE: &str = r#"
CP(){ n=$#; for p do set -- "$@" "--open=$p"; done; shift "$n"
      git shipkit checkpoint --task t -y "$@"; }
RS(){ git shipkit resume --check "$@"; }
"#;

/// The place. Whatever `git shipkit` is asked here, nothing of the user's may
/// change by it, and when the sandbox goes every repository must be sound.
pub(crate) struct Sandbox {
    _temporary: TempDir,
    root: PathBuf,
    cwd: RefCell<PathBuf>,
    clock: Cell<DateTime<FixedOffset>>,
    environment: RefCell<Vec<(OsString, OsString)>>,
}

impl Sandbox {
    /// A repository with one commit, `i`, of one file, `a`, that holds `one`.
    pub(crate) fn new() -> Sandbox {
        let sandbox = Sandbox::init(&[]);
        sandbox.sh("echo one >a; git add a; git commit -qm i");
        sandbox
    }

    /// A repository without a commit, made with these arguments of `git init`.
    pub(crate) fn init(arguments: &[&str]) -> Sandbox {
        let sandbox = Sandbox::empty();
        let mut all = vec!["init", "-q", "-b", "main"];
        all.extend(arguments);
        sandbox.git(&all);
        sandbox
    }

    /// Directories only: `$SANDBOX/home` and `$SANDBOX/repo`, where it starts.
    pub(crate) fn empty() -> Sandbox {
        let temporary = TempDir::with_prefix("shipkit-").expect("a temporary directory");
        let root = temporary.path().canonicalize().expect("it is there");
        for directory in ["home", "repo"] {
            fs::create_dir(root.join(directory)).expect("a fresh directory");
        }
        Sandbox {
            cwd: RefCell::new(root.join("repo")),
            root,
            _temporary: temporary,
            clock: Cell::new(moment(START)),
            environment: RefCell::default(),
        }
    }

    /// The directory that holds everything, `$SANDBOX` in transcripts.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the next command runs.
    pub(crate) fn cwd(&self) -> PathBuf {
        self.cwd.borrow().clone()
    }

    /// A path as seen from where the next command runs.
    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.cwd().join(path)
    }

    /// Runs the following commands there, relative to where they run now.
    pub(crate) fn cd(&self, directory: impl AsRef<Path>) {
        let there = self.path(directory);
        *self.cwd.borrow_mut() = there
            .canonicalize()
            .unwrap_or_else(|error| panic!("{}: {error}", there.display()));
    }

    /// Sets the clock; the next command runs a second later.
    pub(crate) fn at(&self, time: &str) {
        self.clock.set(moment(time));
    }

    /// Sets a variable for the following commands.
    pub(crate) fn set(&self, name: &str, value: impl Into<OsString>) {
        let pair = (name.into(), value.into());
        self.environment.borrow_mut().push(pair);
    }

    /// Runs git; it must succeed. Its standard output, without the last line's
    /// end.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let said = self.run("git", arguments, None).expect_code(0).stdout;
        said.trim_end_matches('\n').to_owned()
    }

    /// Whether git succeeds at this.
    pub(crate) fn git_can(&self, arguments: &[&str]) -> bool {
        self.run("git", arguments, None).code == 0
    }

    /// Runs a setup; each of its steps must succeed. `CP` and `RS` are there.
    #[track_caller]
    pub(crate) fn sh(&self, script: &str) -> String {
        let script = format!("set -e\n{PRELUDE}\n{script}");
        self.run("sh", &["-c", &script], None).expect_code(0).stdout
    }

    /// Runs `git shipkit …`.
    #[track_caller]
    pub(crate) fn shipkit(&self, arguments: &[&str]) -> Output {
        self.shipkit_reading(arguments, None)
    }

    /// The verbs that `git shipkit -h` lists.
    pub(crate) fn verbs(&self) -> Vec<String> {
        let help = self.shipkit(&["-h"]).expect_code(0).stdout;
        let listed = help.split("Verbs:\n").nth(1).expect("a list").lines();
        let listed = listed.take_while(|line| !line.is_empty());
        let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        names
            .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
            .collect()
    }

    /// Runs `git shipkit …` with this on its standard input.
    #[track_caller]
    pub(crate) fn shipkit_reading(&self, arguments: &[&str], input: Option<&[u8]>) -> Output {
        let mut all = vec!["shipkit"];
        all.extend(arguments);
        let output = self.watching(|| self.run("git", &all, input));
        schemas::assert_told(&all, &output);
        output
    }

    /// Runs the program by its own name, without git in between.
    #[track_caller]
    pub(crate) fn directly(&self, arguments: &[impl AsRef<OsStr>]) -> Output {
        let program = env!("CARGO_BIN_EXE_git-shipkit");
        let output = self.watching(|| self.run(program, arguments, None));
        schemas::assert_told(arguments, &output);
        output
    }

    /// Saves `t` with one `--open` a path; it must succeed.
    #[track_caller]
    pub(crate) fn save(&self, paths: &[&str]) -> Output {
        self.try_save(paths).expect_code(0)
    }

    /// Tries to save `t` with one `--open` a path.
    #[track_caller]
    pub(crate) fn try_save(&self, paths: &[&str]) -> Output {
        let opens: Vec<String> = paths.iter().map(|path| format!("--open={path}")).collect();
        let mut all = vec!["checkpoint", "--task", "t", "-y"];
        all.extend(opens.iter().map(String::as_str));
        self.shipkit(&all)
    }

    /// What `resume --check --json` answers.
    #[track_caller]
    pub(crate) fn check(&self) -> Report {
        Report::of(&self.shipkit(&["resume", "--check", "--json"]))
    }

    /// Runs any program here, a second later than the one before, and looks
    /// after nothing but its deadline.
    #[track_caller]
    pub(crate) fn run(
        &self,
        program: &str,
        arguments: &[impl AsRef<OsStr>],
        input: Option<&[u8]>,
    ) -> Output {
        self.clock.set(self.clock.get() + Duration::seconds(1));
        let mut command = self.command(program);
        process::run(command.args(arguments), input)
    }

    /// Runs what `act` runs, and fails if something of the user's changed.
    #[track_caller]
    pub(crate) fn watching(&self, act: impl FnOnce() -> Output) -> Output {
        let before = Fingerprint::of(self);
        let output = act();
        Fingerprint::of(self).assert_equals(&before, &output);
        output
    }

    /// A command in the sandbox's environment, nothing of the host's but PATH.
    pub(crate) fn command(&self, program: &str) -> Command {
        let now = self.clock.get().to_rfc3339_opts(SecondsFormat::Secs, false);
        let mut command = Command::new(program);
        command.current_dir(self.cwd()).env_clear();
        command.env("PATH", path_with_the_program());
        command.env("HOME", self.root.join("home"));
        command.env("SANDBOX", &self.root);
        command.env("D", self.root.join("repo"));
        let user_config = format!("{}/home/.gitconfig", self.root.display());
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", user_config.as_str()),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Ada"),
            ("GIT_AUTHOR_EMAIL", "ada@example.com"),
            ("GIT_AUTHOR_DATE", &now),
            ("GIT_COMMITTER_NAME", "Ada"),
            ("GIT_COMMITTER_EMAIL", "ada@example.com"),
            ("GIT_COMMITTER_DATE", &now),
            ("TZ", "UTC"),
            ("LC_ALL", "C"),
            ("TERM", "dumb"),
            ("SHIPKIT_NOW", &now),
        ] {
            command.env(name, value);
        }
        if let Some(hand) = host("SHIPKIT_HAND") {
            command.env("SHIPKIT_HAND", hand); // all promises hold for either
        }
        command.envs(self.environment.borrow().iter().cloned());
        command
    }

    /// Writes a file, and the directories it needs.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        let directory = path.parent().expect("a file lies in a directory");
        fs::create_dir_all(directory).expect("a directory can be made");
        process::write(&path, content.as_ref())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// A file's text.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Whether something is there, a dangling link too.
    pub(crate) fn exists(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        for repository in repositories(&self.root) {
            let mut command = self.command("git");
            command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
            command.arg("-C").arg(&repository);
            command.args([
                "-c",
                "safe.directory=*",
                "fsck",
                "--strict",
                "--no-dangling",
            ]);
            let said = process::run(&mut command, None);
            assert!(
                said.code == 0,
                "{} is unsound:\n{said}",
                repository.display()
            );
        }
    }
}

fn moment(time: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(time).expect("the test names a time as RFC 3339 does")
}

/// git finds `git shipkit` by looking for `git-shipkit` along PATH.
fn path_with_the_program() -> OsString {
    let program = Path::new(env!("CARGO_BIN_EXE_git-shipkit"));
    let mut path = program
        .parent()
        .expect("it lies somewhere")
        .as_os_str()
        .to_owned();
    path.push(":");
    path.push(host("PATH").expect("git is found along PATH"));
    path
}
