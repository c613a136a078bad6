//! Running the git executable, where gix cannot answer.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::{Places, Repo};
use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// What names one repository and must not reach another
/// (`git rev-parse --local-env-vars`).
pub(super) const LOCAL_ENVIRONMENT: [&str; 15] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
];

/// What git's own options say of the user's paths, not of ours, which are
/// literal: git takes no other word beside that.
const NOT_FOR_US: [&str; 6] = [
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// Hooks that refs and indexes of our own would set off. Those of the
/// configuration run whatever `core.hooksPath` says, and can be turned off
/// since git 2.55 (git-config(1), `hook.<event>.enabled`).
const CONFIGURED_HOOKS: [&str; 2] = ["reference-transaction", "post-index-change"];

/// The protocols that may be spoken; none where it is empty (git(1)).
pub(super) const PROTOCOLS: &str = "GIT_ALLOW_PROTOCOL";

/// Said of a repository whose HEAD cannot be read.
pub(super) struct Unreadable;

/// What git itself says of working in a directory.
pub(super) enum Verdict {
    /// It would.
    Fine,
    /// It would not; its own words, without `fatal: `.
    Refused(String),
    /// There is no git to ask.
    NoGit,
}

/// Asks git whether it would work in `cwd`.
pub(super) fn verdict(cwd: &Path) -> Verdict {
    let output = quiet(Command::new("git"))
        .current_dir(cwd)
        .args(["rev-parse", "--show-toplevel"])
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => Verdict::Fine,
        Ok(output) => Verdict::Refused(sentence(&output)),
        Err(_) => Verdict::NoGit,
    }
}

/// The commit that HEAD of another repository names, whatever its format;
/// `None` where there is none yet. Nothing of our environment reaches it.
pub(super) fn head_of(git_dir: &Path) -> Result<Option<ObjectId>, Unreadable> {
    let ask = |what: &[&str]| {
        let mut git = quiet(Command::new("git"));
        for name in LOCAL_ENVIRONMENT {
            git.env_remove(name);
        }
        let output = git.arg("--git-dir").arg(git_dir).args(what).output();
        output.ok().filter(|output| output.status.success())
    };
    if let Some(output) = ask(&["rev-parse", "--verify", "--quiet", "HEAD"]) {
        let id = String::from_utf8(output.stdout).map_err(|_| Unreadable)?;
        return ObjectId::new(id.trim_end()).map(Some).ok_or(Unreadable);
    }
    ask(&["symbolic-ref", "HEAD"])
        .map(|_| None)
        .ok_or(Unreadable)
}

/// The settings of the command line alone, and of the files it includes, as
/// `key=value` or `key`.
pub(super) fn command_settings(cwd: &Path) -> Result<Vec<String>, Error> {
    let mut git = quiet(Command::new("git"));
    git.current_dir(cwd)
        .args(["config", "--list", "--show-scope", "-z"]);
    let listed = output(git, "reading the settings of 'git -c'", &[])?;
    let listed = String::from_utf8_lossy(&listed);
    let mut fields = listed.split('\0');
    let mut settings = Vec::new();
    while let (Some(scope), Some(setting)) = (fields.next(), fields.next()) {
        if scope == "command" {
            settings.push(setting.replacen('\n', "=", 1));
        }
    }
    Ok(settings)
}

/// Neither prompts, nor fetches, nor takes locks it does not need, nor reads
/// other settings than every other git command does, and says its sentences
/// in English. How text is encoded stays as it is set: a clean filter must see
/// it as under `git add`.
pub(super) fn quiet(mut git: Command) -> Command {
    git.env_remove("GIT_CONFIG") // `git config` alone heeds it
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env(PROTOCOLS, "") // as git before 2.45 must be told
        .env("LANGUAGE", "C");
    git
}

/// What a failed git wrote, as one text without `fatal: ` or `error: `.
pub(super) fn sentence(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim();
    let said = said.strip_prefix("fatal: ").unwrap_or(said);
    said.strip_prefix("error: ").unwrap_or(said).to_owned()
}

/// A git command that works in one repository, from the top of its work tree,
/// whatever a hook's environment says, and runs neither hooks nor a file
/// system monitor.
pub(super) fn at(places: &Places) -> Command {
    let mut git = quiet(Command::new("git"));
    for name in NOT_FOR_US {
        git.env_remove(name);
    }
    git.current_dir(&places.work_dir)
        .env("GIT_DIR", &places.git_dir)
        .env("GIT_WORK_TREE", &places.work_dir)
        .env("GIT_INDEX_FILE", &places.index_file)
        .env("GIT_LITERAL_PATHSPECS", "1")
        .args(["-c", "core.fsmonitor=false"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .args(["-c", "core.safecrlf=false"])
        // the shared half of a private index would lie with the user's own
        .args(["-c", "core.splitIndex=false"]);
    for event in CONFIGURED_HOOKS {
        git.args(["-c", &format!("hook.{event}.enabled=false")]);
    }
    git
}

impl Repo {
    /// As [`at`], in this repository.
    pub(super) fn git(&self) -> Command {
        at(&self.places)
    }

    /// What `git var GIT_EDITOR` says: a command for the shell. `None` where
    /// git knows none that could be used here.
    pub fn editor(&self) -> Result<Option<String>, Error> {
        let mut git = self.git();
        git.args(["var", "GIT_EDITOR"]).stdin(Stdio::null());
        let output = git
            .output()
            .map_err(|error| not_started("asking git for the editor", &error))?;
        let editor = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok((output.status.success() && !editor.is_empty()).then_some(editor))
    }
}

/// Runs `git` with `input` on its standard input and gives what it wrote.
pub(super) fn output(git: Command, doing: &str, input: &[u8]) -> Result<Vec<u8>, Error> {
    let output = run(git, doing, input)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(Error::git(doing, sentence(&output)))
    }
}

/// What git answers to a question where 1 is that there is no such thing, as
/// with `rev-parse --verify --quiet`.
pub(super) fn answer(mut git: Command, doing: &str) -> Result<Option<Vec<u8>>, Error> {
    let output = git.stdin(Stdio::null()).output();
    let output = output.map_err(|error| not_started(doing, &error))?;
    match output.status.code() {
        Some(0) => Ok(Some(output.stdout)),
        Some(1) => Ok(None),
        _ => Err(Error::git(doing, sentence(&output))),
    }
}

/// Runs `git` with `input` on its standard input to its end, good or bad.
pub(super) fn run(mut git: Command, doing: &str, input: &[u8]) -> Result<Output, Error> {
    git.stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = git.spawn().map_err(|error| not_started(doing, &error))?;
    feed(child, input).map_err(|error| Error::git(doing, error))
}

/// What git answers to a question where 0 is yes and 1 is no; `None` where it
/// fails.
pub(super) fn says_yes(mut git: Command, input: &[u8]) -> Option<bool> {
    git.stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let output = feed(git.spawn().ok()?, input).ok()?;
    match output.status.code()? {
        0 => Some(true),
        1 => Some(false),
        _ => None,
    }
}

/// The error of a git that could not be started.
pub(super) fn not_started(doing: &str, error: &std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        Error::git(doing, "the git executable cannot be found")
    } else {
        Error::git(doing, error)
    }
}

/// Writes from a thread of its own: a child that answers before it has read
/// everything would otherwise wait for us, and we for it.
fn feed(mut child: Child, input: &[u8]) -> std::io::Result<Output> {
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut stdin) = stdin {
                // a child that stops reading tells why in its own words
                let _ = stdin.write_all(input);
            }
        });
        child.wait_with_output()
    })
}

/// The bytes of a path for git's standard input.
pub(super) fn bytes(path: impl AsRef<OsStr>) -> Vec<u8> {
    path.as_ref().as_encoded_bytes().to_vec()
}
