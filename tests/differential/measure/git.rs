//! Runs git and the program in one repository, with nothing left to chance.

use std::cell::Cell;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_git-shipkit");

/// When the first command runs, in seconds since 1970.
const START: i64 = 1_738_000_000;

/// A repository, and a place beside it for what git writes for us alone.
pub(crate) struct Git {
    dir: PathBuf,
    aside: PathBuf,
    environment: Vec<(OsString, OsString)>,
    clock: Cell<i64>,
}

/// What a command said.
pub(crate) struct Said {
    /// The exit code; -1 where a signal ended it.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: Vec<u8>,
    /// Standard error, invalid UTF-8 replaced.
    pub(crate) err: String,
}

impl Git {
    /// The repository at `dir`; `aside` is an empty directory outside of it.
    /// `environment` is what commands see beside our own: PATH at least.
    pub(crate) fn new(dir: &Path, aside: &Path, environment: Vec<(OsString, OsString)>) -> Git {
        fs::create_dir_all(aside.join("objects")).expect("a directory can be made");
        Git {
            dir: dir.to_owned(),
            aside: aside.to_owned(),
            environment,
            clock: Cell::new(START),
        }
    }

    /// The top of the work tree.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Runs git on behalf of the user; it may fail.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        self.finish(self.command("git").args(arguments), &[])
    }

    /// Runs the program.
    pub(crate) fn shipkit(&self, arguments: &[&str]) -> Said {
        self.finish(self.command(PROGRAM).args(arguments), &[])
    }

    /// A question to git, over an index of our own (none where `index` is
    /// empty: then the user's) and with objects of our own: nothing in the
    /// repository changes by it. It must succeed.
    #[track_caller]
    pub(crate) fn ask(&self, index: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        let said = self.try_ask(index, arguments, input);
        assert_eq!(said.code, 0, "git {arguments:?}: {}", said.err);
        said.out
    }

    /// The same, where git may not know.
    pub(crate) fn try_ask(&self, index: &str, arguments: &[&str], input: &[u8]) -> Said {
        let mut command = self.command("git");
        let objects = self.common().join("objects");
        command
            .env("GIT_OBJECT_DIRECTORY", self.aside.join("objects"))
            .env("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects)
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_LITERAL_PATHSPECS", "1");
        if !index.is_empty() {
            command.env("GIT_INDEX_FILE", self.aside.join(index));
        }
        command.args(["-c", "core.safecrlf=false", "-c", "core.fsmonitor=false"]);
        self.finish(command.args(arguments), input)
    }

    /// Forgets an index of our own.
    pub(crate) fn forget(&self, index: &str) {
        // It need not be there.
        fs::remove_file(self.aside.join(index)).ok();
    }

    /// The git directory that worktrees share.
    fn common(&self) -> PathBuf {
        let git = self.dir.join(".git");
        match fs::read_to_string(&git) {
            Ok(link) => {
                let own = link.trim().trim_start_matches("gitdir: ").to_owned();
                let own = Path::new(&own);
                let main = own.parent().and_then(Path::parent);
                main.expect("below .git/worktrees").to_owned()
            }
            Err(_) => git,
        }
    }

    fn command(&self, program: &str) -> Command {
        self.clock.set(self.clock.get() + 60);
        let seconds = self.clock.get();
        let date = format!("{seconds} +0000");
        let now = chrono::DateTime::from_timestamp(seconds, 0).expect("a sane time");
        let mut command = Command::new(program);
        command.current_dir(&self.dir).env_clear();
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_ATTR_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Ada"),
            ("GIT_AUTHOR_EMAIL", "ada@example.com"),
            ("GIT_AUTHOR_DATE", &date),
            ("GIT_COMMITTER_NAME", "Ada"),
            ("GIT_COMMITTER_EMAIL", "ada@example.com"),
            ("GIT_COMMITTER_DATE", &date),
            ("GIT_EDITOR", "true"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("LC_ALL", "C"),
            ("TZ", "UTC"),
            ("TERM", "dumb"),
            ("SHIPKIT_NOW", &now.to_rfc3339()),
        ] {
            command.env(name, value);
        }
        command.env("HOME", &self.aside);
        command.envs(self.environment.iter().cloned());
        command
    }

    /// Input goes through a file: nobody waits for the other's pipe.
    fn finish(&self, command: &mut Command, input: &[u8]) -> Said {
        let stdin = if input.is_empty() {
            Stdio::null()
        } else {
            let path = self.aside.join("input");
            fs::write(&path, input).expect("a file can be written");
            Stdio::from(File::open(&path).expect("it was written"))
        };
        let output = command.stdin(stdin).output();
        let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Said {
            code: output.status.code().unwrap_or(-1),
            out: output.stdout,
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
