//! What installing for agents would change, as a value.

use super::memory::{Memory, Remembered};
use super::{Ground, Holder, Scope, apply, decide};
use crate::error::Error;
use crate::install::Does;
use std::path::PathBuf;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Settings, which belong to somebody else.
    Settings,
    /// A skill, a command or a plugin: a file of ours alone.
    Text,
}

/// What happens to one file.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentStep {
    /// For whom, in their order.
    pub holders: Vec<Holder>,
    /// What it is.
    pub what: What,
    /// Which file, absolute, as it is named.
    pub path: PathBuf,
    /// The same from the top of the work tree, or from home.
    pub shown: String,
    /// What happens to it.
    pub does: Does,
    /// Why, as in "'path' {why}", where that is not plain.
    pub why: Option<String>,
    /// The lines of settings that come (`+`) and go (`-`).
    pub lines: Vec<String>,
    /// The events whose hooks come or go.
    pub events: Vec<String>,
    pub(in crate::install) act: Act,
}

/// What carrying out a step writes.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::install) enum Act {
    Nothing,
    /// A file that is not there yet.
    Create(PathBuf, Vec<u8>),
    /// Other bytes in a file that has `seen`.
    Replace {
        path: PathBuf,
        seen: Vec<u8>,
        bytes: Vec<u8>,
    },
    /// A file goes that has `seen`.
    Delete {
        path: PathBuf,
        seen: Vec<u8>,
    },
}

/// What installing or uninstalling would do.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentPlan {
    /// For whom.
    pub holders: Vec<Holder>,
    /// In which scope.
    pub scope: Scope,
    /// Each file that is touched or in the way.
    pub steps: Vec<AgentStep>,
    /// More to know, a sentence each.
    pub notes: Vec<String>,
    pub(super) memories: Vec<(PathBuf, Option<Remembered>)>,
    installs: bool,
}

impl AgentPlan {
    /// What installing for `holders` would do.
    ///
    /// # Errors
    /// Where a home is needed and not known.
    pub fn install(ground: &Ground, holders: &[Holder]) -> Result<AgentPlan, Error> {
        AgentPlan::make(ground, holders, true)
    }

    /// What uninstalling would do.
    ///
    /// # Errors
    /// As [`AgentPlan::install`].
    pub fn uninstall(ground: &Ground, holders: &[Holder]) -> Result<AgentPlan, Error> {
        AgentPlan::make(ground, holders, false)
    }

    fn make(ground: &Ground, holders: &[Holder], installs: bool) -> Result<AgentPlan, Error> {
        let decided = decide::decided(ground, holders, installs)?;
        Ok(AgentPlan {
            holders: holders.to_owned(),
            scope: ground.scope(),
            steps: decided.steps,
            notes: decided.notes,
            memories: decided.memories,
            installs,
        })
    }

    /// Whether carrying it out changes anything.
    pub fn changes(&self) -> bool {
        self.steps.iter().any(|step| step.act != Act::Nothing)
    }

    /// The first file that is in the way.
    pub fn obstacle(&self) -> Option<&AgentStep> {
        self.steps.iter().find(|step| step.does == Does::Refuse)
    }

    /// Carries it out, if all is still as it was when it was made, or nearer
    /// to the end of it: somebody else may do the same. All of it is done, or
    /// nothing.
    ///
    /// # Errors
    /// Where something changed meanwhile, or the system refuses.
    pub fn carry_out(&self, ground: &Ground) -> Result<(), Error> {
        let now = AgentPlan::make(ground, &self.holders, self.installs)?;
        let was_shown = |step: &AgentStep| step.act == Act::Nothing || self.steps.contains(step);
        if !now.steps.iter().all(was_shown) {
            return Err(Error::Content {
                message: "the files changed meanwhile; nothing was written".to_owned(),
                hint: Some("look at the plan again".to_owned()),
            });
        }
        let mut memory = Memory::of(ground);
        apply::all(&now.steps, &mut memory.folders)?;
        for (path, remembered) in &now.memories {
            memory.keep(path, remembered.as_ref());
        }
        memory.write(ground);
        Ok(())
    }
}
