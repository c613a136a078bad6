//! What is to be done, from what there is: one decision an event. Nothing is
//! looked at here and nothing is written.

mod by_config;
mod by_file;
mod by_hand;
mod leaving;

pub(super) use by_config::config;
pub(super) use by_hand::calling;
pub(super) use leaving::uninstall;

use super::configured::Configured;
use super::lines::Advice;
use super::managers::Manager;
use super::plan::{Act, HookStep, Way};
use super::scene::{Kind, Scene};
use super::script::Script;
use crate::install::Does;
use crate::repo::GitVersion;
use crate::suggest::Event;
use std::path::{Path, PathBuf};

/// The version that writes.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What installing does: hooks in the configuration where git has them, unless
/// they are to be files.
pub(super) fn install(scene: &Scene, legacy: bool, own: &Path) -> Vec<HookStep> {
    let in_config = scene.git >= GitVersion::CONFIG_HOOKS && !legacy;
    let each = Event::ALL.into_iter().flat_map(|event| {
        let main = decided(scene, event, in_config, own);
        let mut steps = vec![main];
        if steps[0].does != Does::Refuse {
            let way = steps[0].way;
            steps.extend(leaving::doubled(scene, event, way, own));
        }
        steps
    });
    each.collect()
}

fn decided(scene: &Scene, event: Event, in_config: bool, own: &Path) -> HookStep {
    if let Some(elsewhere) = &scene.elsewhere
        && matches!(elsewhere.kind, Kind::Nowhere)
    {
        let why = format!(
            "core.hooksPath is '{}' in the {} configuration: hooks are turned off",
            crate::model::quoted(&elsewhere.value),
            elsewhere.scope
        );
        let way = if in_config { Way::Config } else { Way::File };
        return refused(event, way, file_of(scene, event)).because(why);
    }
    if let Some(step) = by_hand::called(scene, event) {
        return step;
    }
    if in_config {
        return by_config::step(scene, event, own);
    }
    match &scene.elsewhere {
        Some(elsewhere) => by_hand::elsewhere(scene, elsewhere, event),
        None => by_file::step(scene, event),
    }
}

/// The file of an event in the repository's own directory.
fn file_of(scene: &Scene, event: Event) -> PathBuf {
    scene.dir.path.join(event.name())
}

fn script_of(scene: &Scene, event: Event) -> &Script {
    &scene.scripts[&event]
}

fn configured_of(scene: &Scene, event: Event) -> &Configured {
    &scene.configured[&event]
}

/// A step that does nothing.
fn plain(event: Event, way: Way, does: Does, path: PathBuf) -> HookStep {
    HookStep {
        event,
        way,
        does,
        path,
        key: None,
        why: None,
        advice: Vec::new(),
        act: Act::Nothing,
    }
}

fn refused(event: Event, way: Way, path: PathBuf) -> HookStep {
    plain(event, way, Does::Refuse, path)
}

impl HookStep {
    fn because(mut self, why: impl Into<String>) -> HookStep {
        self.why = Some(why.into());
        self
    }

    fn by(mut self, act: Act) -> HookStep {
        self.act = act;
        self
    }

    fn advised(mut self, advice: impl IntoIterator<Item = Advice>) -> HookStep {
        self.advice.extend(advice);
        self
    }

    fn under(mut self, key: String) -> HookStep {
        self.key = Some(key);
        self
    }
}

/// More to know about a plan, a sentence each.
pub(super) fn notes(scene: &Scene, steps: &[HookStep], installs: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if !installs {
        return notes;
    }
    let writes = |way: Way| {
        let mut of_way = steps.iter().filter(move |step| step.way == way);
        of_way.any(|step| matches!(step.does, Does::Write | Does::Renew | Does::Keep))
    };
    if writes(Way::Config) {
        notes.push(
            "A git older than 2.54, as another program may bring along, runs none of these."
                .to_owned(),
        );
    }
    let chains = |manager: &Manager| matches!(manager, Manager::PreCommit | Manager::Prek);
    let is_installed = |manager: &Manager| {
        let mut scripts = scene.scripts.values();
        scripts.any(|script| *script == Script::Generated(*manager))
    };
    let later = scene.managers.iter().map(|present| present.manager);
    let later = later.filter(|manager| chains(manager) && !is_installed(manager));
    if writes(Way::File) {
        notes.extend(later.take(1).map(|manager| {
            format!(
                "'{} install' will move such a file to .legacy and go on calling it.",
                manager.name()
            )
        }));
    }
    notes
}
