//! What goes: all of ours when it is uninstalled, and one of two that would
//! both call us.

use super::by_config::step_of;
use super::{configured_of, file_of, plain, script_of};
use crate::install::Does;
use crate::install::hooks::block::{Block, Made, removed};
use crate::install::hooks::configured::Configured;
use crate::install::hooks::plan::{Act, Change, HookStep, Way};
use crate::install::hooks::scene::{ENDINGS, Scene};
use crate::install::hooks::script::Script;
use crate::suggest::Event;
use std::path::Path;

/// What uninstalling does.
pub(in crate::install::hooks) fn uninstall(scene: &Scene, own: &Path) -> Vec<HookStep> {
    let each = Event::ALL.into_iter().flat_map(|event| {
        let mut steps: Vec<HookStep> = from_config(scene, event, own).into_iter().collect();
        steps.extend(from_files(scene, event));
        if let Some(step) = super::by_hand::called(scene, event) {
            let step = HookStep {
                does: Does::Leave,
                ..step
            };
            steps.push(step.because("calls git-shipkit, by lines that somebody added"));
        }
        steps
    });
    each.collect()
}

/// What would call us a second time beside `way`.
pub(super) fn doubled(scene: &Scene, event: Event, way: Way, own: &Path) -> Vec<HookStep> {
    let mut steps = Vec::new();
    if way != Way::Config {
        let step = from_config(scene, event, own);
        let is_ours = |step: &HookStep| step.does == Does::Remove;
        steps.extend(
            step.filter(is_ours)
                .map(|step| step.because("would call git-shipkit a second time")),
        );
    }
    if way != Way::File {
        let ours = from_files(scene, event).into_iter();
        let ours = ours.filter(|step| step.does == Does::Remove);
        steps.extend(ours.map(|step| step.because("would call git-shipkit a second time")));
    }
    steps
}

fn from_config(scene: &Scene, event: Event, own: &Path) -> Option<HookStep> {
    match configured_of(scene, event) {
        Configured::Nothing => None,
        Configured::Ours { .. } => Some(step_of(event, Does::Remove, own).by(Act::Configure)),
        Configured::Edited => {
            Some(step_of(event, Does::Leave, own).because("was edited since git-shipkit wrote it"))
        }
        Configured::Others(place) => Some(
            step_of(event, Does::Leave, own)
                .because(format!("is set in {place}, not by git-shipkit")),
        ),
    }
}

/// Our blocks in an event's file, and where managers have put it aside.
fn from_files(scene: &Scene, event: Event) -> Vec<HookStep> {
    let main = (file_of(scene, event), script_of(scene, event));
    let aside = ENDINGS.map(|(ending, _)| {
        let name = format!("{}{ending}", event.name());
        (scene.dir.path.join(name), &scene.aside[&(event, ending)])
    });
    let all = [main].into_iter().chain(aside);
    all.filter_map(|(path, script)| from_file(scene, event, &path, script))
        .collect()
}

fn from_file(scene: &Scene, event: Event, path: &Path, script: &Script) -> Option<HookStep> {
    let Script::Shell { bytes, block, .. } = script else {
        return None;
    };
    let leave = |why| Some(plain(event, Way::File, Does::Leave, path.to_owned()).because(why));
    let found = match block {
        Block::None => return None,
        Block::Edited => return leave("has lines that were edited since git-shipkit wrote them"),
        Block::Ours(_) if scene.dir.why.is_some() => {
            return leave("lies behind a symbolic link, which is not written through");
        }
        Block::Ours(found) => found,
    };
    let step = plain(event, Way::File, Does::Remove, path.to_owned());
    let seen = bytes.clone();
    Some(match removed(bytes, found) {
        None => {
            let folder = scene.makes_folder();
            step.by(Act::Delete { seen, folder })
        }
        Some(bytes) if found.made != Made::Nothing => step
            .because("keeps what else is in it")
            .by(Act::Replace(Change { seen, bytes })),
        Some(bytes) => step.by(Act::Replace(Change { seen, bytes })),
    })
}
