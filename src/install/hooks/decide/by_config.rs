//! Hooks in git's configuration.

use super::{VERSION, configured_of, file_of, plain, script_of};
use crate::error::Error;
use crate::install::Does;
use crate::install::hooks::block::Block;
use crate::install::hooks::configured::{Configured, Edit, edited, name};
use crate::install::hooks::plan::{Act, Change, HookStep, Way};
use crate::install::hooks::scene::Scene;
use crate::install::hooks::script::Script;
use crate::install::hooks::shell;
use crate::repo::Repo;
use crate::suggest::Event;
use std::path::Path;

/// A step about the hook of an event in the configuration.
pub(super) fn step_of(event: Event, does: Does, own: &Path) -> HookStep {
    plain(event, Way::Config, does, own.to_owned()).under(format!("hook.{}", name(event)))
}

/// What is done for an event whose hook belongs into the configuration.
pub(super) fn step(scene: &Scene, event: Event, own: &Path) -> HookStep {
    let in_file = matches!(
        script_of(scene, event),
        Script::Shell {
            block: Block::Edited,
            ..
        }
    );
    if in_file && scene.elsewhere.is_none() {
        return plain(event, Way::File, Does::Leave, file_of(scene, event))
            .because("has lines that were edited since git-shipkit wrote them");
    }
    match configured_of(scene, event) {
        Configured::Nothing => step_of(event, Does::Write, own).by(Act::Configure),
        Configured::Ours {
            version,
            command,
            is_off,
            ..
        } => {
            let step = there(scene, step_of(event, Does::Keep, own), version, command);
            if *is_off {
                step.because("is turned off by its 'enabled'")
            } else {
                step
            }
        }
        Configured::Edited => {
            step_of(event, Does::Leave, own).because("was edited since git-shipkit wrote it")
        }
        Configured::Others(place) => step_of(event, Does::Refuse, own)
            .because(format!("is set in {place}, not by git-shipkit")),
    }
}

/// A hook that is there: as it should be, or of another version.
fn there(scene: &Scene, step: HookStep, version: &str, command: &str) -> HookStep {
    let wanted = shell::command(step.event, scene.program.as_deref());
    if version == VERSION && command == wanted {
        return step;
    }
    let step = HookStep {
        does: Does::Renew,
        ..step
    };
    step.because(format!("was written by git-shipkit {version}"))
        .by(Act::Configure)
}

/// The configuration as it is and as `steps` make it, where that differs.
pub(crate) fn config(
    repo: &Repo,
    scene: &Scene,
    steps: &[HookStep],
) -> Result<Option<Change>, Error> {
    let mut edits = Vec::new();
    for step in steps.iter().filter(|step| step.act == Act::Configure) {
        if let Configured::Ours { command, mark, .. } = configured_of(scene, step.event) {
            edits.push(Edit::Take(step.event, command, mark));
        }
        if step.does != Does::Remove {
            edits.push(Edit::Add(step.event));
        }
    }
    if edits.is_empty() {
        return Ok(None);
    }
    let writer = (VERSION, scene.program.as_deref());
    let bytes = edited(repo, &scene.config, &edits, writer)?;
    let seen = scene.config.clone();
    Ok(Some(Change { seen, bytes }))
}
