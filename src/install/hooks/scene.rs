//! What there is, before anything is decided: git, where it looks for hooks,
//! what lies there, what the configuration has, which managers are at home.

use super::block::{Block, Made};
use super::configured::{self, Configured};
use super::decide::calling;
use super::managers::{Manager, Present};
use super::script::{self, Script};
use super::{Program, Request};
use crate::error::Error;
use crate::platform;
use crate::repo::{GitVersion, HookSetting, Repo};
use crate::suggest::Event;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything that a plan is made from.
pub(super) struct Scene {
    pub(super) git: GitVersion,
    /// The top of the work tree.
    pub(super) top: PathBuf,
    /// The repository's own directory of hooks.
    pub(super) dir: Dir,
    /// Where `core.hooksPath` leads, if it is set to anywhere else.
    pub(super) elsewhere: Option<Elsewhere>,
    /// What lies in the repository's own directory, whether or not git looks
    /// there.
    pub(super) scripts: BTreeMap<Event, Script>,
    /// Our hooks that a manager has put aside there: under which ending.
    pub(super) aside: BTreeMap<(Event, &'static str), Script>,
    /// What the configuration has.
    pub(super) configured: BTreeMap<Event, Configured>,
    /// The repository's own configuration file.
    pub(super) config: Vec<u8>,
    pub(super) managers: Vec<Present>,
    /// Files of somebody's own that git runs now, and that call us.
    pub(super) calls: BTreeMap<Event, PathBuf>,
    /// Where the program lies, for who has no PATH.
    pub(super) program: Option<String>,
}

/// A directory of hooks.
pub(super) struct Dir {
    pub(super) path: PathBuf,
    /// Whether it is there.
    pub(super) is_there: bool,
    /// Why nothing can be put there, as in "'path' {why}".
    pub(super) why: Option<&'static str>,
}

/// Where `core.hooksPath` leads.
pub(super) struct Elsewhere {
    /// As it is set.
    pub(super) value: String,
    /// In which configuration: `global`.
    pub(super) scope: String,
    pub(super) kind: Kind,
}

/// What kind of place that is.
pub(super) enum Kind {
    /// None at all: git runs no hook that is a file.
    Nowhere,
    /// A directory that husky has made, with husky's own above it.
    Husky(String),
    /// Any other directory, and what lies there.
    Directory {
        path: PathBuf,
        scripts: BTreeMap<Event, Script>,
    },
}

/// The endings under which managers put aside what they found, and whether
/// they go on calling it: pre-commit and prek do, lefthook does not.
pub(super) const ENDINGS: [(&str, bool); 2] = [(".legacy", true), (".old", false)];

impl Scene {
    /// Looks.
    ///
    /// # Errors
    /// Where git or the configuration cannot be asked.
    pub(super) fn look(
        repo: &Repo,
        request: &Request,
        program: Program<'_>,
    ) -> Result<Scene, Error> {
        let git = match request.git {
            Some(git) => git,
            None => repo.git_version()?,
        };
        let settings = repo.hook_settings()?;
        let own = repo.own_config_path();
        let path = repo.default_hooks_dir();
        let scripts = look_into(&path);
        let each = |event| (event, configured::look(&settings, event, &own));
        let elsewhere = elsewhere(repo, &settings, &path);
        Ok(Scene {
            git,
            top: repo.work_dir().to_owned(),
            calls: calls(repo.work_dir(), elsewhere.as_ref(), &path, &scripts),
            elsewhere,
            aside: aside(&path),
            dir: Dir::look(path),
            scripts,
            configured: Event::ALL.map(each).into(),
            config: repo.own_config()?,
            managers: Manager::present(repo.work_dir()),
            program: super::program::recorded(program.file, program.along),
        })
    }
}

impl Scene {
    /// Whether we made the directory of hooks, as far as is known.
    pub(super) fn makes_folder(&self) -> bool {
        let mut all = self.scripts.values().chain(self.aside.values());
        all.any(|script| {
            matches!(script, Script::Shell { block: Block::Ours(found), .. }
                if found.made == Made::Folder)
        })
    }
}

/// What `manager` calls besides what it does itself: where it has put aside
/// the hook that was there.
pub(super) fn chained(scene: &Scene, event: Event, manager: Manager) -> Option<(PathBuf, &Script)> {
    if !matches!(manager, Manager::PreCommit | Manager::Prek) {
        return None;
    }
    let ending = ENDINGS.iter().find(|(_, calls)| *calls)?.0;
    let path = scene.dir.path.join(format!("{}{ending}", event.name()));
    Some((path, &scene.aside[&(event, ending)]))
}

impl Dir {
    fn look(path: PathBuf) -> Dir {
        let meta = std::fs::symlink_metadata(&path);
        let why = match &meta {
            Ok(meta) if meta.is_symlink() => Some("is a symbolic link"),
            Ok(meta) if !meta.is_dir() => Some("is not a directory"),
            Ok(_) => None,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => None,
            Err(_) => Some("cannot be looked at"),
        };
        Dir {
            path,
            is_there: meta.is_ok(),
            why,
        }
    }
}

fn look_into(dir: &Path) -> BTreeMap<Event, Script> {
    Event::ALL
        .map(|event| (event, script::look(&dir.join(event.name()))))
        .into()
}

fn aside(dir: &Path) -> BTreeMap<(Event, &'static str), Script> {
    let each = Event::ALL.into_iter().flat_map(|event| {
        ENDINGS.map(|(ending, _)| {
            let name = format!("{}{ending}", event.name());
            ((event, ending), script::look(&dir.join(name)))
        })
    });
    each.collect()
}

/// Where git runs each event's hook from, and which of these call us by lines
/// that somebody has added.
fn calls(
    top: &Path,
    elsewhere: Option<&Elsewhere>,
    own: &Path,
    scripts: &BTreeMap<Event, Script>,
) -> BTreeMap<Event, PathBuf> {
    let dir = match elsewhere.map(|elsewhere| &elsewhere.kind) {
        None => own.to_owned(),
        Some(Kind::Nowhere) => return BTreeMap::new(),
        Some(Kind::Husky(husky)) => top.join(husky),
        Some(Kind::Directory { path, .. }) => path.clone(),
    };
    let has_block = |event: &Event| {
        let script = scripts.get(event).filter(|_| elsewhere.is_none());
        matches!(script, Some(Script::Shell { block, .. }) if *block != Block::None)
    };
    let events = Event::ALL.into_iter().filter(|event| !has_block(event));
    let paths = events.map(|event| (event, dir.join(event.name())));
    paths
        .filter(|(event, path)| calling(path, *event))
        .collect()
}

fn elsewhere(repo: &Repo, settings: &[HookSetting], own: &Path) -> Option<Elsewhere> {
    let set = settings
        .iter()
        .rfind(|setting| setting.key == "core.hookspath")?;
    let value = set.value.clone();
    let path = repo.work_dir().join(&value);
    let real = |path: &Path| platform::real(path).unwrap_or_else(|_| path.to_owned());
    if !value.is_empty() && real(&path) == real(own) {
        return None;
    }
    let kind = if value.is_empty() || path == Path::new("/dev/null") {
        Kind::Nowhere
    } else if let Some(husky) = value.trim_end_matches('/').strip_suffix("/_") {
        Kind::Husky(husky.trim_start_matches("./").to_owned())
    } else {
        let scripts = look_into(&path);
        Kind::Directory { path, scripts }
    };
    Some(Elsewhere {
        value,
        scope: set.scope.clone(),
        kind,
    })
}
