//! Opening the repository a directory is in, or saying as git would why not.

use super::attribute_files::AttributeFiles;
use super::environment::{self, Env};
use super::git::{self, Verdict};
use super::{Repo, settings};
use crate::error::Error;
use gix::open::Permissions;
use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};

/// Extensions of a repository's format that change nothing for us, or that
/// gix follows (gitrepository-layout(5), technical/repository-version).
const EXTENSIONS: [&str; 6] = [
    "noop",
    "noop-v1",
    "preciousobjects",
    "partialclone",
    "worktreeconfig",
    "relativeworktrees",
];

/// Where git says no more than that there is none.
const NO_REPOSITORY: &str = "not a git repository (or any of the parent directories): .git";

impl Repo {
    /// Opens the repository that `cwd` (absolute) is in, as git finds it with
    /// the environment `env`. Reads neither the index nor any object.
    ///
    /// # Errors
    /// [`Error::NotARepository`] with git's own sentence (dubious ownership
    /// among them), [`Error::NoWorkTree`] in a bare repository or inside
    /// `.git`, [`Error::Unsupported`] for a format we do not understand.
    pub fn open(cwd: &Path, env: Env<'_>) -> Result<Repo, Error> {
        Repo::open_with(cwd, env, Permissions::all())
    }

    /// Opens with less than all configuration, for tests.
    pub(super) fn open_with(cwd: &Path, env: Env<'_>, allowed: Permissions) -> Result<Repo, Error> {
        environment::refuse_unfollowed(env)?;
        let of_attributes = allowed.attributes;
        let options = gix::open::Options::default()
            .permissions(allowed)
            .lossy_config(true)
            .cli_overrides(environment::config_parameters(env)?);
        let mut gix = find(cwd, options.clone()).map_err(|error| refused(cwd, &error))?;
        if gix.git_dir_trust() != gix::sec::Trust::Full {
            gix = trusted_by_git(cwd, options)?;
        }
        refuse_unknown_format(&gix)?;
        gix.clear_namespace(); // git's namespaces do not touch local refs either
        place_work_tree(&mut gix, cwd, env)?;
        let mut repo = Repo::of(gix, cwd, env)?;
        repo.attribute_files = AttributeFiles::of(&repo.gix, env, of_attributes);
        Ok(repo)
    }

    fn of(mut gix: gix::Repository, cwd: &Path, env: Env<'_>) -> Result<Repo, Error> {
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
        gix.set_workdir(work_dir.clone())
            .map_err(|error| Error::git("opening the work tree", error))?;
        gix.object_cache_size_if_unset(4 * 1024 * 1024);
        Ok(Repo {
            max_file_size: settings::max_file_size(&gix),
            traits: settings::Traits::of(&gix),
            attribute_files: AttributeFiles::default(),
            gix,
            work_dir,
            git_dir,
            common_dir,
            root: OnceCell::new(),
            filters: RefCell::new(None),
            excludes: RefCell::new(None),
            index: OnceCell::new(),
        })
    }
}

fn real(path: &Path) -> Result<PathBuf, Error> {
    std::fs::canonicalize(path).map_err(|error| Error::io("open", path, &error))
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
        Verdict::Fine => {
            find(cwd, options.filter_config_section(|_| true)).map_err(|error| refused(cwd, &error))
        }
        Verdict::Refused(sentence) => Err(Error::NotARepository(sentence)),
        Verdict::NoGit => Err(Error::NotARepository(
            "detected dubious ownership in repository".to_owned(),
        )),
    }
}

/// Why nothing was opened, in git's words where git agrees.
fn refused(cwd: &Path, error: &gix::Error) -> Error {
    match git::verdict(cwd) {
        Verdict::Refused(sentence) => Error::NotARepository(sentence),
        _ if error.is_not_found() => Error::NotARepository(NO_REPOSITORY.to_owned()),
        _ => Error::git("opening the repository", error),
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
    let implied = env("GIT_IMPLICIT_WORK_TREE")
        .is_none_or(|value| !matches!(value.to_str(), Some("0" | "false" | "no" | "off" | "")));
    if config.string("core.worktree").is_some() {
        return Ok(());
    }
    if !implied {
        return Err(Error::NoWorkTree);
    }
    gix.set_workdir(cwd.to_owned())
        .map_err(|error| Error::git("opening the work tree", error))?;
    Ok(())
}

/// Our own list of formats: gix opens what it does not know, and would write
/// refs that git never sees.
fn refuse_unknown_format(gix: &gix::Repository) -> Result<(), Error> {
    let config = gix.config_snapshot();
    let config = config.plumbing();
    let of_repository = |section: &gix::config::file::SectionRef<'_>| {
        section.meta().source.kind() == gix::config::source::Kind::Repository
    };
    let mut version = None;
    for section in config
        .sections_by_name("core")
        .into_iter()
        .flatten()
        .filter(of_repository)
    {
        if let Some(value) = section.value("repositoryformatversion") {
            version = Some(value.to_string());
        }
    }
    match version.as_deref().unwrap_or("0") {
        "0" => return Ok(()), // git ignores what version 0 cannot have
        "1" => {}
        other => return Err(unsupported(format!("repository format version {other}"))),
    }
    for section in config
        .sections_by_name("extensions")
        .into_iter()
        .flatten()
        .filter(of_repository)
    {
        for name in section.value_names() {
            let value = section.value(&name).unwrap_or_default().to_string();
            refuse_unknown_extension(&name.to_ascii_lowercase(), &value)?;
        }
    }
    Ok(())
}

fn refuse_unknown_extension(name: &str, value: &str) -> Result<(), Error> {
    let value = value.to_ascii_lowercase();
    match (name, value.as_str()) {
        (name, _) if EXTENSIONS.contains(&name) => Ok(()),
        ("objectformat", "sha1" | "sha256") | ("refstorage", "files") => Ok(()),
        ("refstorage", format) => Err(unsupported(format!("the {format} ref format"))),
        (name, _) => Err(unsupported(format!("the extension '{name}'"))),
    }
}

fn unsupported(what: String) -> Error {
    Error::Unsupported { what }
}
