//! Opening the repository a directory is in, or saying as git would why not.

use super::ByGix;
use super::attribute_files::AttributeFiles;
use super::environment;
use super::format::unknown_format;
use crate::error::Error;
use crate::platform;
use crate::repo::Places;
use crate::repo::env::{Env, switch};
use crate::repo::git::{self, Verdict};
use crate::repo::open::real;
use gix::open::Permissions;
use gix::sec::Permission;
use std::path::{Path, PathBuf};

/// Where git says no more than that there is none.
const NO_REPOSITORY: &str = "not a git repository (or any of the parent directories): .git";

/// What came of opening.
pub(in crate::repo) enum Opened {
    /// It is open.
    Here(Box<ByGix>, Places),
    /// It holds something that gix would get wrong: what.
    NotByGix(String),
}

/// Opens the repository that `cwd` is in with gix, where gix is to be trusted
/// with it. Reads neither the index nor any object.
pub(in crate::repo) fn open(
    cwd: &Path,
    env: Env<'_>,
    allowed: Permissions,
) -> Result<Opened, Error> {
    let at_home = allowed.env.home == Permission::Allow;
    if let Some(why) = environment::unfollowed(env, at_home) {
        return Ok(Opened::NotByGix(why));
    }
    let Some(settings) = environment::config_parameters(cwd, env) else {
        return Ok(Opened::NotByGix("a setting of 'git -c'".to_owned()));
    };
    let of_attributes = allowed.attributes;
    let options = gix::open::Options::default()
        .permissions(allowed)
        .lossy_config(true)
        .cli_overrides(settings);
    let mut gix = match find(cwd, options.clone()) {
        Ok(gix) => gix,
        Err(error) => return refused(cwd, &error),
    };
    if is_at_ceiling(&gix, cwd, env) {
        ask_git(cwd)?;
    }
    if gix.git_dir_trust() != gix::sec::Trust::Full {
        gix = trusted_by_git(cwd, options)?;
    }
    if let Some(what) = unknown_format(&gix) {
        return Ok(Opened::NotByGix(what));
    }
    if is_bare_here(&gix, env) {
        return Err(Error::NoWorkTree);
    }
    if has_bad_value(&gix) {
        ask_git(cwd)?;
    }
    let attributes = AttributeFiles::of(&gix, env, of_attributes);
    placed(gix, cwd, env, attributes)
}

/// Gives the repository the work tree that git would.
fn placed(
    mut gix: gix::Repository,
    cwd: &Path,
    env: Env<'_>,
    attributes: AttributeFiles,
) -> Result<Opened, Error> {
    gix.clear_namespace(); // git's namespaces do not touch local refs either
    place_work_tree(&mut gix, cwd, env)?;
    let places = places(&gix, cwd, env)?;
    gix.set_workdir(places.work_dir.clone())
        .map_err(|error| Error::git("opening the work tree", error))?;
    Ok(Opened::Here(Box::new(ByGix::new(gix, attributes)), places))
}

fn places(gix: &gix::Repository, cwd: &Path, env: Env<'_>) -> Result<Places, Error> {
    let work_dir = real(gix.workdir().ok_or(Error::NoWorkTree)?)?;
    let git_dir = real(gix.git_dir())?;
    let common_dir = if gix.common_dir() == gix.git_dir() {
        git_dir.clone()
    } else {
        real(gix.common_dir())?
    };
    let placed = env("GIT_WORK_TREE").is_some() || env("GIT_DIR").is_some();
    let cwd = if cwd == work_dir {
        work_dir.clone()
    } else {
        real(cwd)?
    };
    if !placed
        && (cwd.starts_with(&git_dir) || cwd.starts_with(&common_dir))
        && !work_dir.starts_with(&common_dir)
    {
        return Err(Error::NoWorkTree);
    }
    Ok(Places {
        objects_dir: common_dir.join("objects"),
        index_file: index_file(&work_dir, &git_dir, env),
        alternates: None,
        work_dir,
        git_dir,
        common_dir,
    })
}

/// Looks for the repository as git does: `GIT_DIR`, else upwards from `cwd`
/// until `GIT_CEILING_DIRECTORIES` or another file system.
fn find(cwd: &Path, options: gix::open::Options) -> gix::Result<gix::Repository> {
    let discovery = gix::discover::upwards::Options {
        match_ceiling_dir_or_error: false,
        ..Default::default()
    };
    let trust = gix::sec::trust::Mapping {
        full: options.clone(),
        reduced: options,
    };
    gix::ThreadSafeRepository::discover_with_environment_overrides_opts(cwd, discovery, trust)
        .map(|found| found.to_thread_local())
}

/// Opens what belongs to somebody else, if git would: it also takes
/// `safe.directory` from `git -c`, and leaves `GIT_DIR` to whoever set it.
fn trusted_by_git(cwd: &Path, options: gix::open::Options) -> Result<gix::Repository, Error> {
    match git::verdict(cwd) {
        Verdict::Fine => find(cwd, options.filter_config_section(|_| true))
            .map_err(|error| Error::git("opening the repository", error)),
        Verdict::Refused(sentence) => Err(Error::NotARepository(sentence)),
        Verdict::NoGit => Err(Error::NotARepository(
            "detected dubious ownership in repository".to_owned(),
        )),
    }
}

/// Why nothing was opened, in git's words where git agrees; where it does not,
/// it is to serve.
fn refused(cwd: &Path, error: &gix::Error) -> Result<Opened, Error> {
    match git::verdict(cwd) {
        Verdict::Refused(sentence) => Err(Error::NotARepository(sentence)),
        Verdict::NoGit if error.is_not_found() => {
            Err(Error::NotARepository(NO_REPOSITORY.to_owned()))
        }
        Verdict::NoGit => Err(Error::git("opening the repository", error)),
        Verdict::Fine => Ok(Opened::NotByGix(format!(
            "something gix cannot open: {error}"
        ))),
    }
}

/// With `GIT_DIR` alone, git takes the current directory for the work tree
/// unless the configuration names one (setup.c, setup_explicit_git_dir); gix
/// takes the parent of `.git`.
fn place_work_tree(gix: &mut gix::Repository, cwd: &Path, env: Env<'_>) -> Result<(), Error> {
    if env("GIT_DIR").is_none() || env("GIT_WORK_TREE").is_some() {
        return Ok(());
    }
    let config = gix.config_snapshot();
    let linked = gix.common_dir() != gix.git_dir();
    if config.boolean("core.bare") == Some(true) && !linked {
        return Err(Error::NoWorkTree);
    }
    if config.string("core.worktree").is_some() {
        return Ok(());
    }
    if switch(env, "GIT_IMPLICIT_WORK_TREE") == Some(false) {
        return Err(Error::NoWorkTree);
    }
    gix.set_workdir(cwd.to_owned())
        .map_err(|error| Error::git("opening the work tree", error))?;
    Ok(())
}

/// Where the index lies; a relative `GIT_INDEX_FILE` counts from the top of
/// the work tree, wherever the command runs.
fn index_file(work_dir: &Path, git_dir: &Path, env: Env<'_>) -> PathBuf {
    env("GIT_INDEX_FILE").map_or_else(|| git_dir.join("index"), |path| work_dir.join(path))
}

/// Whether the repository was found in a directory that git would not go up
/// to: gix looks into a ceiling, git stops below it (git(1)).
fn is_at_ceiling(gix: &gix::Repository, cwd: &Path, env: Env<'_>) -> bool {
    let Some(ceilings) = env("GIT_CEILING_DIRECTORIES") else {
        return false;
    };
    let found = |dir: &Path| {
        dir != cwd && (dir.join(".git").symlink_metadata().is_ok() || dir == gix.git_dir())
    };
    std::env::split_paths(&ceilings)
        .filter_map(|dir| platform::real(dir).ok())
        .any(|dir| cwd.starts_with(&dir) && found(&dir))
}

/// Refuses what git refuses, in its words.
fn ask_git(cwd: &Path) -> Result<(), Error> {
    match git::verdict(cwd) {
        Verdict::Refused(sentence) => Err(Error::NotARepository(sentence)),
        Verdict::Fine | Verdict::NoGit => Ok(()),
    }
}

/// Whether the worktree's own configuration calls it bare, which gix does not
/// look at there (setup.c, check_repository_format_gently).
fn is_bare_here(gix: &gix::Repository, env: Env<'_>) -> bool {
    let config = gix.config_snapshot();
    let own = |meta: &gix::config::file::Metadata| meta.source == gix::config::Source::Worktree;
    config.boolean("extensions.worktreeConfig") == Some(true)
        && env("GIT_WORK_TREE").is_none()
        && config.string("core.worktree").is_none()
        && matches!(
            config.plumbing().boolean_filter("core.bare", own),
            Ok(Some(true))
        )
}

/// Whether a setting that decides what a file is has a value that makes git
/// refuse to work.
fn has_bad_value(gix: &gix::Repository) -> bool {
    let config = gix.config_snapshot();
    [
        "core.fileMode",
        "core.symlinks",
        "core.ignoreCase",
        "core.autocrlf",
    ]
    .into_iter()
    .any(|key| {
        let input = key == "core.autocrlf"
            && config
                .string(key)
                .is_some_and(|value| value.eq_ignore_ascii_case(b"input"));
        !input && config.plumbing().boolean(key).is_err()
    })
}
