//! What a program calls: save, load, clear. The same ways as the verbs take,
//! without a word on any terminal.

mod checkpoint;
mod state;

pub use checkpoint::Checkpoint;
pub use state::{Blockers, Decision, Item, OpenFile, State};

use crate::document;
use crate::error::Error;
use crate::model::Name;
use crate::repo::Repo;
use crate::route::{self, Aside, Asked, Outcome, Site, Whole};
use crate::store::{Address, Settings, Store};
use chrono::{DateTime, FixedOffset, Timelike as _};
use serde::Serialize;
use std::cell::RefCell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Saves, loads and clears one checkpoint of a repository, for a program that
/// is to go on where it stopped, however it stopped.
///
/// A save is durable when it returns, replaces what was saved before, and
/// leaves that in the history (`git shipkit log`). Everything about the
/// repository is read anew in each call; people and other programs may use the
/// same checkpoint meanwhile, and a manager may be shared between threads.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let dir = tempfile::tempdir()?;
/// # let git = |args: &[&str]| std::process::Command::new("git").current_dir(&dir).args(args).status();
/// # git(&["init", "-q"])?;
/// use git_shipkit::{Manager, State};
///
/// let manager = Manager::at(&dir)?;
/// let mut done = match manager.load()? {
///     Some(saved) if saved.task_id() == Some("import") => saved.context_as::<usize>()?,
///     _ => 0,
/// };
/// let lines = ["one", "two", "three"];
/// while done < lines.len() {
///     // … what the program is for …
///     done += 1;
///     manager.save(&State {
///         task_id: Some("import".to_owned()),
///         task_name: "Import the lines".to_owned(),
///         context: done.into(),
///         ..State::default()
///     })?;
/// }
/// assert_eq!(manager.load()?.expect("it was saved").context_as::<usize>()?, 3);
/// assert!(manager.clear()?);
/// assert!(manager.load()?.is_none());
/// # Ok(())
/// # }
/// ```
///
/// # The environment
///
/// The repository is found as git finds it, so git's own variables (`GIT_DIR`
/// and the like) count; `SHIPKIT_NAME` names the checkpoint where
/// [`Manager::named`] does not. They are those of the process at each call.
#[derive(Clone, Debug)]
pub struct Manager {
    /// Absolute.
    dir: PathBuf,
    name: Option<Name>,
}

impl Manager {
    /// The current checkpoint of the repository that `dir` is in.
    ///
    /// # Errors
    /// Where there is no repository that git would work in:
    /// [`Error::NotARepository`], [`Error::NoWorkTree`] and their like.
    pub fn at(dir: impl AsRef<Path>) -> Result<Manager, Error> {
        let dir = dir.as_ref();
        let dir = std::path::absolute(dir).map_err(|cause| Error::io("open", dir, &cause))?;
        let manager = Manager { dir, name: None };
        manager.open()?;
        Ok(manager)
    }

    /// The current checkpoint of the repository that the program runs in.
    ///
    /// # Errors
    /// As [`Manager::at`].
    pub fn here() -> Result<Manager, Error> {
        Manager::at(".")
    }

    /// The checkpoint `name` instead, beside which others can lie: letters,
    /// digits, `-`, `_` and `.`, as in `auth`.
    ///
    /// # Errors
    /// [`Error::Name`] where that is no name.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let dir = tempfile::tempdir()?;
    /// # std::process::Command::new("git").current_dir(&dir).args(["init", "-q"]).status()?;
    /// # use git_shipkit::Manager;
    /// let nightly = Manager::at(&dir)?.named("nightly")?;
    /// nightly.save(&serde_json::json!({"taskName": "Nightly build", "progress": 5}))?;
    /// assert!(Manager::at(&dir)?.load()?.is_none());
    /// assert_eq!(nightly.load()?.and_then(|saved| saved.progress()), Some(5.0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn named(self, name: &str) -> Result<Manager, Error> {
        let name = Some(named(name)?);
        Ok(Manager { name, ..self })
    }

    /// Saves `state` in place of what is saved: a [`State`], or anything that
    /// serializes to an object of the same fields (`taskName` and so on). The
    /// checkpoint of another `taskId` starts over. What is saved already is
    /// not saved again, and comes back as it is.
    ///
    /// # Errors
    /// [`Error::State`] names a field that cannot be taken. What was saved
    /// before stays, whatever the error.
    pub fn save(&self, state: &impl Serialize) -> Result<Checkpoint, Error> {
        let state = whole(state)?;
        let asked = Asked {
            whole: &state,
            changes: &[],
            task_id: None,
            new: false,
            edits: false,
        };
        let (repo, settings) = self.open()?;
        let name = self.name()?;
        let told = RefCell::new(settings.told.clone());
        let kept = RefCell::new(None);
        let outcome = route::save(
            &Site {
                repo: &repo,
                settings: &settings,
                name: &name,
                now: now(),
                cwd: &self.dir,
                hear: &|aside| match aside {
                    Aside::Warning(sentence) => told.borrow_mut().push(sentence.to_owned()),
                    Aside::Kept(entry) => *kept.borrow_mut() = Some(entry),
                },
            },
            &asked,
            None,
        )?;
        let store = Store::new(&repo, &settings);
        let json = match outcome {
            Outcome::Saved { made, number } => route::of_made(&name, &made, Some(number)),
            Outcome::NothingNew(loaded) => route::of_loaded(&store, &loaded)?,
        };
        tidy(&store);
        Ok(Checkpoint::new(json, told.into_inner(), kept.into_inner()))
    }

    /// The checkpoint as it is now, with what people have written into it
    /// since; `None` where there is none.
    ///
    /// # Errors
    /// Where its document cannot be read.
    pub fn load(&self) -> Result<Option<Checkpoint>, Error> {
        let (repo, settings) = self.open()?;
        let store = Store::new(&repo, &settings);
        let Some(loaded) = store.load(&Address::here(self.name()?))? else {
            return Ok(None);
        };
        let mut warnings = settings.told.clone();
        warnings.extend(route::damage(&loaded));
        let json = route::of_loaded(&store, &loaded)?;
        Ok(Some(Checkpoint::new(json, warnings, None)))
    }

    /// Is done with the checkpoint. Its history stays, and `git shipkit
    /// restore` brings it back. Whether there was one; clearing none is fine.
    ///
    /// # Errors
    /// Where the repository cannot be written to.
    pub fn clear(&self) -> Result<bool, Error> {
        let (repo, settings) = self.open()?;
        let store = Store::new(&repo, &settings);
        let lock = store.lock()?;
        let cleared = store.clear(&lock, &self.name()?, now())?.is_some();
        drop(lock);
        tidy(&store);
        Ok(cleared)
    }

    fn open(&self) -> Result<(Repo, Settings), Error> {
        let mut repo = Repo::open(&self.dir, &|key| environment(key))?;
        let settings = Settings::read(&repo)?;
        repo.limit_file_size(settings.max_file_size);
        Ok((repo, settings))
    }

    fn name(&self) -> Result<Name, Error> {
        match (&self.name, environment("SHIPKIT_NAME")) {
            (Some(name), _) => Ok(name.clone()),
            (None, Some(name)) => named(&name.to_string_lossy()),
            (None, None) => Ok(Name::current()),
        }
    }
}

/// What a program gives, as any program's state is read.
fn whole(state: &impl Serialize) -> Result<Whole, Error> {
    let json = serde_json::to_string(state).map_err(|cause| Error::State {
        field: String::new(),
        why: format!("cannot be written as JSON: {cause}"),
        hint: None,
    })?;
    Ok(Whole::State(Box::new(document::State::parse(&json)?)))
}

/// Packs what saves have left, once in some sixty. That it failed takes
/// nothing from anybody.
fn tidy(store: &Store<'_>) {
    if store.is_untidy() {
        let _ = store.tidy();
    }
}

fn named(name: &str) -> Result<Name, Error> {
    Name::new(name).map_err(|why| Error::Name {
        name: name.to_owned(),
        why,
    })
}

/// A variable that is set and not empty.
#[expect(
    clippy::disallowed_methods,
    reason = "a program has no World to give; this is its one look at the environment"
)]
fn environment(key: &str) -> Option<OsString> {
    std::env::var_os(key).filter(|value| !value.is_empty())
}

/// The time, to the second, where we are.
#[expect(
    clippy::disallowed_methods,
    reason = "a program has no World to give; this is its one look at the clock"
)]
fn now() -> DateTime<FixedOffset> {
    let now = chrono::Local::now().fixed_offset();
    now.with_nanosecond(0).unwrap_or(now)
}
