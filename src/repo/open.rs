//! Opening the repository a directory is in: gix where it can be trusted with
//! it, else the git executable, else a sentence why not.

use crate::error::Error;
use crate::platform;
use crate::repo::by_git::{self, ByGit};
use crate::repo::by_gix::{self, ByGix, Opened};
use crate::repo::env::Env;
use crate::repo::files::glance::Glances;
use crate::repo::hand::Hand;
use crate::repo::objects::packed::Packed;
use crate::repo::objects::promised::Fetching;
use crate::repo::observe::mapping::Mapping;
use crate::repo::served::Log;
use crate::repo::{Places, Repo, objects, settings};
use gix::open::Permissions;
use std::cell::{Cell, OnceCell};
use std::path::{Path, PathBuf};

/// Names the hand that is to serve: `gix`, `git`, or whichever can.
const CHOICE: &str = "SHIPKIT_HAND";

impl Repo {
    /// Opens the repository that `cwd` (absolute) is in, as git finds it with
    /// the environment `env`. Reads neither the index nor any object.
    ///
    /// # Errors
    /// [`Error::Content`] where `SHIPKIT_HAND` names no hand,
    /// [`Error::NotARepository`] with git's own sentence (dubious ownership
    /// and formats git does not know among them), [`Error::NoWorkTree`] in a
    /// bare repository or inside `.git`, [`Error::Unsupported`] for what gix
    /// cannot open where it must serve, [`Error::Git`] where git must and
    /// cannot be started, [`Error::Content`] where a link or a FIFO lies in a
    /// place of ours.
    pub fn open(cwd: &Path, env: Env<'_>) -> Result<Repo, Error> {
        let repo = Repo::open_with(cwd, env, Permissions::all())?;
        repo.refuse_odd_places()?;
        Ok(repo)
    }

    /// Opens with what of the configuration is `allowed`: tests want less than
    /// all.
    pub(super) fn open_with(cwd: &Path, env: Env<'_>, allowed: Permissions) -> Result<Repo, Error> {
        let choice = env(CHOICE).filter(|choice| !choice.is_empty());
        match choice
            .as_ref()
            .map(|choice| choice.to_string_lossy())
            .as_deref()
        {
            None | Some("auto") => match by_gix::open(cwd, env, allowed)? {
                Opened::Here(gix, places) => Ok(Repo::by_gix(*gix, places, env)),
                Opened::NotByGix(why) => Repo::by_git(cwd, env, why),
            },
            Some("git") => Repo::by_git(cwd, env, format!("{CHOICE}=git")),
            Some("gix") => match by_gix::open(cwd, env, allowed)? {
                Opened::Here(gix, places) => Ok(Repo::by_gix(*gix, places, env)),
                Opened::NotByGix(what) => Err(Error::Unsupported { what }),
            },
            Some(other) => Err(Error::Content {
                message: format!("{CHOICE} is '{other}'"),
                hint: Some("it may be 'gix', 'git' or 'auto'".to_owned()),
            }),
        }
    }

    fn by_gix(gix: ByGix, places: Places, env: Env<'_>) -> Repo {
        let format = gix.format();
        let git = ByGit::new(&places, format);
        Repo::of((Some(gix), git), places, format, (Log::default(), env))
    }

    fn by_git(cwd: &Path, env: Env<'_>, why: String) -> Result<Repo, Error> {
        let (places, format) = by_git::open(cwd, env, &why)?;
        let git = ByGit::new(&places, format);
        Ok(Repo::of(
            (None, git),
            places,
            format,
            (Log::by_git(why), env),
        ))
    }

    fn of(
        (gix, git): (Option<ByGix>, ByGit),
        places: Places,
        format: gix::hash::Kind,
        (served, env): (Log, Env<'_>),
    ) -> Repo {
        let hand: &dyn Hand = match &gix {
            Some(gix) => gix,
            None => &git,
        };
        Repo {
            max_file_size: settings::max_file_size(hand),
            traits: settings::Traits::of(hand),
            gix,
            git,
            format,
            may_pack: objects::tidy::may_pack(&places, env),
            has_saved: Cell::new(false),
            places,
            root: OnceCell::new(),
            glances: Glances::default(),
            packed: Packed::default(),
            index: OnceCell::new(),
            shallow: OnceCell::new(),
            graph: OnceCell::new(),
            served,
            fetching: Fetching::of(env),
            foreign_filters: OnceCell::new(),
            runs_its_programs: Cell::new(false),
            until: Cell::new(None),
            mapping: Mapping::default(),
            watcher: OnceCell::new(),
        }
    }
}

/// The path without symbolic links.
pub(super) fn real(path: &Path) -> Result<PathBuf, Error> {
    platform::real(path).map_err(|error| Error::io("open", path, &error))
}
