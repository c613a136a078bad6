//! What every verb has before it: the world, the voice, the repository, the
//! store.

use crate::cli::common::Common;
use crate::cli::stop::Stop;
use crate::cli::ui::{Ui, links};
use crate::cli::world::World;
use crate::error::Error;
use crate::model::{Name, RepoPath};
use crate::repo::{HandName, Repo};
use crate::report::{Links, one_line};
use crate::route::{Aside, Site};
use crate::store::{Address, Loaded, Settings, Store};

/// The desk a verb works at.
pub(crate) struct Desk<'w> {
    pub(crate) world: &'w World,
    pub(crate) ui: Ui,
    pub(crate) repo: Repo,
    pub(crate) settings: Settings,
    /// Where the paths of reports lead to, if they are hyperlinks.
    pub(crate) links: Option<Links>,
}

impl<'w> Desk<'w> {
    /// Opens the repository that the command runs in.
    pub(crate) fn open(world: &'w World, common: &Common) -> Result<Desk<'w>, Error> {
        let mut repo = Repo::open(&world.cwd, &|key| world.env(key).cloned())?;
        let settings = Settings::read(&repo)?;
        repo.limit_file_size(settings.max_file_size);
        let ui = Ui::new(world, common, Some(&settings.colours));
        for told in &settings.told {
            ui.warn(told);
        }
        if let Some(watcher) = ui.watcher() {
            repo.watched_by(watcher);
        }
        let links = links(world, common, &settings.hyperlinks, repo.work_dir());
        Ok(Desk {
            world,
            ui,
            repo,
            settings,
            links,
        })
    }

    /// The store of this worktree.
    pub(crate) fn store(&self) -> Store<'_> {
        Store::new(&self.repo, &self.settings)
    }

    /// The checkpoint that is meant: as given, else as `SHIPKIT_NAME` says,
    /// else the current one.
    pub(crate) fn address(&self, given: Option<&str>) -> Result<Address, Error> {
        match given.or_else(|| self.world.env_text("SHIPKIT_NAME")) {
            Some(text) => Address::parse(text),
            None => Ok(Address::here(Name::current())),
        }
    }

    /// Like [`Desk::address`], for verbs that change: this worktree's only.
    pub(crate) fn name(&self, given: Option<&str>) -> Result<Name, Error> {
        let address = self.address(given)?;
        match address.worktree {
            None => Ok(address.name),
            Some(_) => Err(Error::Content {
                message: "that checkpoint belongs to another worktree".to_owned(),
                hint: Some(format!(
                    "bring it here first: git shipkit restore {}",
                    given.unwrap_or_default()
                )),
            }),
        }
    }

    /// Does what changes the checkpoint `name`, and says what goes beside it.
    pub(crate) fn with_site<T>(&self, name: &Name, act: impl FnOnce(&Site<'_>) -> T) -> T {
        let hear = |aside: Aside<'_>| match aside {
            Aside::Warning(sentence) => self.ui.warn(sentence),
            Aside::Kept(_) if self.ui.json => {}
            Aside::Kept(entry) => self.ui.tell(&format!(
                "What was there and not saved is entry {entry} now.\n"
            )),
        };
        act(&Site {
            repo: &self.repo,
            settings: &self.settings,
            name,
            now: self.world.local_now(),
            cwd: &self.world.cwd,
            hear: &hear,
        })
    }

    /// The checkpoint, or the answer for one that is not there.
    pub(crate) fn load(&self, address: &Address) -> Result<Loaded, Stop> {
        let loaded = self.store().load(address)?;
        loaded.ok_or_else(|| self.not_found(address))
    }

    /// Says on standard error which hand served, and what git was asked beside.
    pub(crate) fn tell_who_served(&self) {
        let served = self.repo.served();
        let mut lines = match (served.hand, served.why) {
            (HandName::Gix, _) => vec!["hand: gix".to_owned()],
            (HandName::Git, why) => vec![format!("hand: git ({})", why.unwrap_or_default())],
        };
        let asked = served.asked.iter();
        lines.extend(asked.map(|asked| format!("hand: git for {} ({})", asked.what, asked.why)));
        for line in lines {
            self.ui.complain(&format!("{}\n", one_line(&line)));
        }
    }

    /// Packs what saves have left, now that the answer is out. That it failed
    /// takes nothing from anybody, and is said only to who wants to know all.
    pub(crate) fn tidy(&self, verbose: bool) {
        if let (Err(error), true) = (self.store().tidy(), verbose) {
            self.ui
                .complain(&format!("not packed: {}\n", one_line(&error.to_string())));
        }
    }

    /// Is done with what may be large. Where the process ends it is left to the
    /// system, which takes it back at once: measured, giving back piece by piece
    /// what a record of 10,000 files holds takes 3 % of a check.
    pub(crate) fn leave<T>(&self, done_with: T) {
        if !self.ui.keeps_answers() {
            std::mem::forget(done_with);
        }
    }

    /// How a path is shown where the command runs.
    pub(crate) fn shown(&self, path: &RepoPath) -> String {
        self.repo.display_path(path, &self.world.cwd)
    }
}
