//! What would be done about git's hooks, as a value.

use super::lines::Advice;
use super::scene::Scene;
use super::{Program, Request, apply, decide};
use crate::error::Error;
use crate::install::Does;
use crate::repo::{GitVersion, Repo};
use crate::suggest::Event;
use std::path::PathBuf;

/// How an event reaches us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a hook in git's configuration.
    Config,
    /// By a block in a hook file.
    File,
    /// By a line in a file that somebody else owns, or a manager of hooks.
    Manager,
}

impl Way {
    /// As it is told.
    pub fn word(self) -> &'static str {
        match self {
            Way::Config => "config",
            Way::File => "file",
            Way::Manager => "manager",
        }
    }
}

/// What happens for one event in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookStep {
    /// For which event.
    pub event: Event,
    /// By which way it reaches us, or would.
    pub way: Way,
    /// What happens.
    pub does: Does,
    /// The file that is written to or in the way, absolute: for
    /// [`Way::Config`] the repository's configuration.
    pub path: PathBuf,
    /// The setting, for [`Way::Config`]: `hook.shipkit-pre-commit`.
    pub key: Option<String>,
    /// Why, as a sentence's end, where that is not plain.
    pub why: Option<String>,
    /// What somebody could add by hand instead: a part a file.
    pub advice: Vec<Advice>,
    pub(super) act: Act,
}

/// What carrying out a step writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Nothing.
    Nothing,
    /// A file that is not there yet.
    Create(Vec<u8>),
    /// Other bytes in a file that is there, and those it has now.
    Replace(Change),
    /// A file goes that has these bytes; with its folder, if that is empty
    /// then.
    Delete { seen: Vec<u8>, folder: bool },
    /// It is a part of the change of the configuration.
    Configure,
}

/// A file as it is, and as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) seen: Vec<u8>,
    pub(super) bytes: Vec<u8>,
}

/// What installing or uninstalling would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookPlan {
    /// What is done for each event, in the order they are told.
    pub steps: Vec<HookStep>,
    /// The git that was asked.
    pub git: GitVersion,
    /// More to know, a sentence each.
    pub notes: Vec<String>,
    /// The configuration as it is and as it is to be, where that differs.
    pub(super) config: Option<Change>,
    /// The directory of hooks, if it must be made.
    pub(super) folder: Option<PathBuf>,
    request: Request,
    installs: bool,
}

impl HookPlan {
    /// What installing would do.
    ///
    /// # Errors
    /// Where git or its configuration cannot be asked.
    pub fn install(repo: &Repo, request: Request, program: Program<'_>) -> Result<HookPlan, Error> {
        HookPlan::make(repo, request, program, true)
    }

    /// What uninstalling would do.
    ///
    /// # Errors
    /// Where git or its configuration cannot be asked.
    pub fn uninstall(repo: &Repo) -> Result<HookPlan, Error> {
        HookPlan::make(repo, Request::default(), Program::default(), false)
    }

    fn make(
        repo: &Repo,
        request: Request,
        program: Program<'_>,
        installs: bool,
    ) -> Result<HookPlan, Error> {
        let scene = Scene::look(repo, &request, program)?;
        let own = repo.own_config_path();
        let steps = if installs {
            decide::install(&scene, request.legacy, &own)
        } else {
            decide::uninstall(&scene, &own)
        };
        let config = decide::config(repo, &scene, &steps)?;
        let makes = |step: &HookStep| matches!(step.act, Act::Create(_));
        let folder =
            (!scene.dir.is_there && steps.iter().any(makes)).then(|| scene.dir.path.clone());
        Ok(HookPlan {
            notes: decide::notes(&scene, &steps, installs),
            git: scene.git,
            steps,
            config,
            folder,
            request,
            installs,
        })
    }

    /// Whether carrying it out changes anything.
    pub fn changes(&self) -> bool {
        self.steps.iter().any(|step| step.act != Act::Nothing)
    }

    /// Whether nothing is left to be done by hand, once it is carried out: what
    /// somebody has edited is as they want it.
    pub fn is_whole(&self) -> bool {
        let reaches = |event: &Event| {
            let mut of_event = self.steps.iter().filter(|step| step.event == *event);
            of_event.all(|step| step.does != Does::Refuse)
        };
        Event::ALL.iter().all(reaches)
    }

    /// Carries it out, if all is still as it was when it was made, or nearer to
    /// the end of it: somebody else may do the same.
    ///
    /// # Errors
    /// Where something changed meanwhile (nothing was written then), or the
    /// system refuses.
    pub fn carry_out(&self, repo: &Repo, program: Program<'_>) -> Result<(), Error> {
        let now = HookPlan::make(repo, self.request, program, self.installs)?;
        if !now.steps.iter().all(|step| self.has_shown(step)) {
            return Err(Error::Content {
                message: "the hooks changed meanwhile; nothing was written".to_owned(),
                hint: Some("look at the plan again".to_owned()),
            });
        }
        let done = apply::all(repo, &now);
        if done.is_err() {
            let left = HookPlan::make(repo, self.request, program, self.installs)?;
            if !left.changes() {
                return Ok(()); // somebody else has done the same
            }
        }
        done
    }

    /// Whether a step was shown, or is none any more.
    fn has_shown(&self, now: &HookStep) -> bool {
        let is_new = |step: &HookStep| matches!(step.act, Act::Create(_));
        let same = |shown: &HookStep| {
            // A new file tells whether its folder was new too.
            shown == now || (is_new(shown) && is_new(now) && shown.path == now.path)
        };
        now.does == Does::Keep || self.steps.iter().any(same)
    }
}
