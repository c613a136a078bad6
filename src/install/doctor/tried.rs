//! The hooks run for real: a commit, an amend, a switch and a merge in a
//! throwaway clone, and what each of them called.

use super::Wish;
use super::copied::Copier;
use crate::error::Error;
use crate::repo::{HookRun, Trial};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a command may take.
const LIMIT: Duration = Duration::from_secs(10);

/// The PATH of a program that no shell started.
const BARE_PATH: &str = "/usr/bin:/bin:/usr/sbin:/sbin";

/// The file that the commits change and the checkpoint names.
const FILE: &str = "notes.txt";

/// Commits without the hooks that may stop it.
const PAST_THEM: &str = "--no-verify";

/// What was seen of all commands.
pub(super) struct Tried {
    /// Each command that calls hooks, in order.
    pub(super) commands: Vec<Seen>,
    /// What of ours was called where PATH is bare.
    pub(super) with_bare_path: Seen,
}

/// What was seen of one command.
pub(super) struct Seen {
    /// The hooks of ours that were called: the event, and how long each took,
    /// in microseconds.
    pub(super) fired: Vec<(String, u64)>,
    /// What git ran, ours among it.
    pub(super) hooks: Vec<HookRun>,
    /// Whether it ended well. If not, the hooks after it were not asked.
    pub(super) went_well: bool,
}

/// Runs them all, with the hooks of the directory `hooks`.
pub(super) fn tried(wish: &Wish<'_>, hooks: &Path) -> Result<Tried, Error> {
    let mut env = wish.env.clone();
    env.insert("PATH".into(), with_node_modules(wish));
    let trial = Trial::new(&env, LIMIT)?;
    let doing = |cause| Error::io("copy the hooks to", trial.top(), &cause);
    furnish(&trial, wish)?;
    copy(&trial, wish, hooks).map_err(doing)?;
    trial.set_up(&["add", "-A"])?;
    trial.set_up(&["commit", "-q", "--no-verify", "-m", "Begin"])?;
    trial.set_up(&["branch", "behind"])?;
    copy_hooks(&trial, wish, hooks).map_err(doing)?;
    trial.take_settings(wish.repo)?;
    let mut commands = commits(&trial)?;
    let stopped = commands.iter().any(|seen| !seen.went_well);
    commands.push(asked(&trial, &["checkout", "-q", "behind"], None)?);
    let merge = [
        "merge",
        "-q",
        "--ff-only",
        "--no-verify-signatures",
        "@{-1}",
    ];
    commands.push(asked(&trial, &merge, None)?);
    let mut bare = vec!["commit", "-q", "--allow-empty", "-m", "Try a bare PATH"];
    bare.extend(stopped.then_some(PAST_THEM));
    Ok(Tried {
        commands,
        with_bare_path: asked(&trial, &bare, Some(BARE_PATH))?,
    })
}

/// A commit and an amend; past the user's own hooks where those stop it.
fn commits(trial: &Trial) -> Result<Vec<Seen>, Error> {
    let mut seen = Vec::new();
    let mut stopped = false;
    for (text, amend) in [("two\n", None), ("three\n", Some("--amend"))] {
        write(&trial.top().join(FILE), text)?;
        let mut args = vec!["commit", "-q", "-a", "-m", "Try the hooks"];
        args.extend(amend);
        if !stopped {
            let commit = asked(trial, &args, None)?;
            stopped = !commit.went_well;
            seen.push(commit);
        }
        if stopped {
            args.push(PAST_THEM);
            seen.push(asked(trial, &args, None)?);
        }
    }
    Ok(seen)
}

/// Runs git and sees what it called.
fn asked(trial: &Trial, args: &[&str], path: Option<&str>) -> Result<Seen, Error> {
    let evidence = trial.beside("fired");
    write(&evidence, "")?;
    let mut more = vec![("SHIPKIT_DOCTOR", evidence.as_os_str())];
    more.extend(path.map(|path| ("PATH", OsStr::new(path))));
    let ran = trial.git(args, &more)?;
    let text = fs::read_to_string(&evidence).unwrap_or_default();
    let fired = text.lines().filter_map(|line| {
        let (event, took) = line.split_once(' ')?;
        Some((event.to_owned(), took.parse().ok()?))
    });
    Ok(Seen {
        fired: fired.collect(),
        went_well: ran.went_well(),
        hooks: ran.hooks,
    })
}

/// A file and a checkpoint that names it, as in a repository that is worked in.
fn furnish(trial: &Trial, wish: &Wish<'_>) -> Result<(), Error> {
    write(&trial.top().join(FILE), "one\n")?;
    let place = format!("{FILE}:1");
    let task = ["--task", "See whether the hooks fire", "--open", &place];
    let ran = trial.run(
        wish.program,
        &[&["checkpoint", "-y", "-q"], &task[..]].concat(),
    )?;
    if ran.went_well() {
        Ok(())
    } else {
        let doing = "saving a checkpoint in the throwaway clone";
        Err(Error::git(doing, ran.said.trim()))
    }
}

/// What the hooks need beside them.
fn copy(trial: &Trial, wish: &Wish<'_>, hooks: &Path) -> std::io::Result<()> {
    let top = wish.repo.work_dir();
    let mut copier = Copier::new(top, &trial.top());
    match hooks.strip_prefix(top) {
        Ok(below) if !hooks.starts_with(wish.repo.common_dir()) => {
            copier.hooks(hooks, &trial.top().join(below))?;
        }
        _ => {}
    }
    copier.managers()
}

/// The hooks that lie in the git directory, and the links that lead out of it.
fn copy_hooks(trial: &Trial, wish: &Wish<'_>, hooks: &Path) -> std::io::Result<()> {
    let Ok(below) = hooks.strip_prefix(wish.repo.common_dir()) else {
        return Ok(());
    };
    let mut copier = Copier::new(wish.repo.work_dir(), &trial.top());
    copier.hooks(hooks, &trial.git_dir().join(below))
}

/// PATH with what the packages of the work tree bring, last: the clone has no
/// packages of its own.
fn with_node_modules(wish: &Wish<'_>) -> OsString {
    let mut path = wish
        .env
        .get(OsStr::new("PATH"))
        .cloned()
        .unwrap_or_default();
    path.push(":");
    path.push(wish.repo.work_dir().join("node_modules/.bin"));
    path
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|cause| Error::io("write", PathBuf::from(path), &cause))
}
