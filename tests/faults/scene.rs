//! A place to try the program in: a real repository of one of the kinds there
//! are, and an environment with nothing of the host's in it but PATH.

use super::command::{DEADLINE, Said, run};
use super::host;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// How a repository keeps its refs and names its objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Refs as files, SHA-1.
    Files,
    /// Refs in tables, SHA-1.
    Reftable,
    /// Refs as files, SHA-256.
    Sha256,
}

impl Format {
    /// As the table names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Files => "files",
            Format::Reftable => "reftable",
            Format::Sha256 => "sha256",
        }
    }

    /// `git init`'s arguments for it.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Format::Files => &[],
            Format::Reftable => &["--ref-format=reftable"],
            Format::Sha256 => &["--object-format=sha256"],
        }
    }
}

/// Who serves the repository, as `SHIPKIT_HAND` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    /// The program's own choice: gix wherever it can.
    Own,
    /// The git executable for everything.
    Git,
}

impl Hand {
    /// As the table names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Hand::Own => "gix",
            Hand::Git => "git",
        }
    }

    /// What the environment of the bench asks for.
    pub(crate) fn asked() -> Option<Hand> {
        let asked = host("SHIPKIT_HAND")?;
        Some(if asked == "git" { Hand::Git } else { Hand::Own })
    }
}

/// The place: `repo`, where everything runs, and `home`.
pub(crate) struct Scene {
    _temporary: TempDir,
    root: PathBuf,
    /// How its repository is kept.
    pub(crate) format: Format,
    /// Who serves it.
    pub(crate) hand: Hand,
}

impl Scene {
    /// A repository with one commit of `a`, seven lines long; the reason where
    /// this git cannot make one of that format.
    pub(crate) fn new(format: Format, hand: Hand) -> Result<Scene, String> {
        Scene::new_in(&std::env::temp_dir(), format, hand)
    }

    /// The same in a directory below `place`.
    pub(crate) fn new_in(place: &Path, format: Format, hand: Hand) -> Result<Scene, String> {
        let scene = Scene::empty(place, format, hand);
        let mut init = vec!["init", "-q", "-b", "main", "--template="];
        init.extend(format.arguments());
        let said = scene.git(&init);
        if !said.is_ok() {
            return Err(format!("git init {}: {}", format.name(), said.why()));
        }
        let lines = ["one", "two", "three", "four", "five", "six", "seven"].join("\n") + "\n";
        scene.write("a", &lines);
        scene.must("git", &["add", "a"]);
        scene.must("git", &["commit", "-qm", "i"]);
        Ok(scene)
    }

    /// Directories only.
    fn empty(place: &Path, format: Format, hand: Hand) -> Scene {
        let temporary = TempDir::with_prefix_in("shipkit-", place).expect("a temporary directory");
        let root = temporary.path().canonicalize().expect("it is there");
        for directory in ["home", "repo", "streams", "tmp"] {
            fs::create_dir(root.join(directory)).expect("a fresh directory");
        }
        Scene {
            _temporary: temporary,
            root,
            format,
            hand,
        }
    }

    /// Another scene with a copy of everything in this one.
    pub(crate) fn copy(&self) -> Scene {
        let copy = Scene::empty(&std::env::temp_dir(), self.format, self.hand);
        copy_into(&self.repo(), &copy.repo());
        copy
    }

    /// The directory around it, for what must not lie in the repository.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where its programs put what is temporary.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.root.join("tmp")
    }

    /// The work tree's top.
    pub(crate) fn repo(&self) -> PathBuf {
        self.root.join("repo")
    }

    /// A path in the work tree.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.repo().join(path)
    }

    /// Writes a file of the work tree.
    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).expect("the bench can write");
    }

    /// A file's bytes; none where there is none.
    pub(crate) fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.path(path)).ok()
    }

    /// A command that runs there.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.repo()).env_clear();
        command.env("PATH", path_with_the_program());
        command.env("HOME", self.root.join("home"));
        command.env("TMPDIR", self.temporary());
        let now = "2025-01-27T14:30:00+00:00";
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Ada"),
            ("GIT_AUTHOR_EMAIL", "ada@example.com"),
            ("GIT_AUTHOR_DATE", now),
            ("GIT_COMMITTER_NAME", "Ada"),
            ("GIT_COMMITTER_EMAIL", "ada@example.com"),
            ("GIT_COMMITTER_DATE", now),
            ("TZ", "UTC"),
            ("LC_ALL", "C"),
            ("TERM", "dumb"),
            ("RUST_BACKTRACE", "0"),
            ("SHIPKIT_NOW", now),
        ] {
            command.env(name, value);
        }
        if self.hand == Hand::Git {
            command.env("SHIPKIT_HAND", "git");
        }
        command
    }

    /// Runs a program there.
    pub(crate) fn run(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Said {
        let mut command = self.command(program);
        self.finish(command.args(arguments))
    }

    /// Runs a command of [`Scene::command`] to its end, or to the deadline.
    pub(crate) fn finish(&self, command: &mut Command) -> Said {
        run(command, &self.root.join("streams"), DEADLINE)
    }

    /// Runs git.
    pub(crate) fn git(&self, arguments: &[&str]) -> Said {
        self.run("git", arguments)
    }

    /// Runs the program that is tried.
    pub(crate) fn shipkit(&self, arguments: &[&str]) -> Said {
        self.run(program(), arguments)
    }

    /// Runs what belongs to the setting and must succeed. Its standard output.
    pub(crate) fn must(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> String {
        let said = self.run(program, arguments);
        assert!(said.is_ok(), "{arguments:?}: {}", said.why());
        said.stdout
    }
}

/// The program that is tried.
pub(crate) fn program() -> &'static str {
    env!("CARGO_BIN_EXE_git-shipkit")
}

/// git finds `git shipkit` by looking for `git-shipkit` along PATH.
fn path_with_the_program() -> OsString {
    let home = Path::new(program()).parent().expect("it lies somewhere");
    let mut path = home.as_os_str().to_owned();
    path.push(":");
    path.push(host("PATH").expect("git is found along PATH"));
    path
}

fn copy_into(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the scene is there") {
        let entry = entry.expect("the scene is there");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().expect("the scene is there").is_dir() {
            fs::create_dir(&to).expect("a fresh directory");
            copy_into(&from, &to);
        } else {
            fs::copy(&from, &to).expect("the bench can write");
        }
    }
}
