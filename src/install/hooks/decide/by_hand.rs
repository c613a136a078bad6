//! Hooks that somebody else owns: what has been added by hand is known, what
//! could be is told.

use super::{plain, refused, script_of};
use crate::install::Does;
use crate::install::hooks::block::Block;
use crate::install::hooks::lines::{calls_us, of_language, of_manager, of_shell};
use crate::install::hooks::managers::{Manager, Present};
use crate::install::hooks::plan::{HookStep, Way};
use crate::install::hooks::scene::{Elsewhere, Kind, Scene};
use crate::install::hooks::script::Script;
use crate::suggest::Event;
use std::path::{Path, PathBuf};

/// An event for which somebody's own file calls us.
pub(super) fn called(scene: &Scene, event: Event) -> Option<HookStep> {
    if let Some(path) = scene.calls.get(&event) {
        return Some(
            plain(event, Way::Manager, Does::Keep, path.clone()).because("calls git-shipkit"),
        );
    }
    let mut managers = scene.managers.iter();
    let present = managers.find(|present| mentions(present, event))?;
    let path = scene.top.join(&present.file);
    let step = plain(event, Way::Manager, Does::Keep, path);
    let runs = matches!(script_of(scene, event), Script::Generated(_));
    Some(if runs {
        step.because("calls git-shipkit")
    } else {
        let install = present.manager.install();
        step.because(format!("calls git-shipkit once '{install}' has run"))
    })
}

/// Whether a manager's configuration has us already, by lines of ours or, for
/// those that take hooks from other repositories, by the repository.
fn mentions(present: &Present, event: Event) -> bool {
    let takes = matches!(present.manager, Manager::PreCommit | Manager::Prek);
    let by_repository = || takes && event.may_stop() && present.text.contains("/git-shipkit");
    calls_us(&present.text, event) || by_repository()
}

/// An event whose hook git looks for where `core.hooksPath` leads.
pub(super) fn elsewhere(scene: &Scene, elsewhere: &Elsewhere, event: Event) -> HookStep {
    let value = crate::model::quoted(&elsewhere.value);
    let scope = &elsewhere.scope;
    let why = format!("core.hooksPath is '{value}' in the {scope} configuration");
    match &elsewhere.kind {
        Kind::Husky(husky) => {
            let path = scene.top.join(husky).join(event.name());
            refused(event, Way::Manager, path)
                .because(why)
                .advised(of_manager(Manager::Husky, event, husky))
        }
        Kind::Directory { path, scripts } => {
            directory(scene, event, path.join(event.name()), &scripts[&event]).because(why)
        }
        Kind::Nowhere => refused(event, Way::File, PathBuf::new()).because(why),
    }
}

fn directory(scene: &Scene, event: Event, path: PathBuf, script: &Script) -> HookStep {
    let advice = match script {
        Script::Shell {
            block: Block::Ours(_) | Block::Edited,
            ..
        } => return plain(event, Way::Manager, Does::Keep, path),
        Script::Generated(manager) => {
            let mut managers = scene.managers.iter();
            let present = managers.find(|present| present.manager == *manager);
            present.map_or_else(
                || vec![of_shell(event, &path, true)],
                |present| of_manager(*manager, event, &present.file),
            )
        }
        Script::Other(language) => vec![of_language(*language, event, &path)],
        Script::Odd {
            takes_lines: false, ..
        } => Vec::new(),
        Script::Nothing => vec![of_shell(event, &path, false)],
        Script::Odd { .. } | Script::Shell { .. } => vec![of_shell(event, &path, true)],
    };
    refused(event, Way::Manager, path).advised(advice)
}

/// Which of somebody's own files call us: those that git runs now.
pub(in crate::install::hooks) fn calling(path: &Path, event: Event) -> bool {
    let fits = std::fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() <= 1 << 20);
    let bytes = fits.then(|| std::fs::read(path).ok()).flatten();
    bytes.is_some_and(|bytes| calls_us(&String::from_utf8_lossy(&bytes), event))
}
