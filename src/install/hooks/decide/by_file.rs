//! Blocks in the hook files of the repository's own directory.

use super::{VERSION, file_of, plain, refused, script_of};
use crate::install::Does;
use crate::install::hooks::block::{Block, Found, Made, alone, block, inserted, renewed};
use crate::install::hooks::lines::{of_language, of_manager, of_shell};
use crate::install::hooks::managers::Manager;
use crate::install::hooks::plan::{Act, Change, HookStep, Way};
use crate::install::hooks::scene::{Scene, chained};
use crate::install::hooks::script::Script;
use crate::suggest::Event;
use std::path::{Path, PathBuf};

/// What is done for an event whose hook belongs into a file.
pub(super) fn step(scene: &Scene, event: Event) -> HookStep {
    let path = file_of(scene, event);
    if let Some(why) = scene.dir.why {
        return refused(event, Way::File, scene.dir.path.clone())
            .because(why)
            .advised([of_shell(event, &path, path.is_file())]);
    }
    match script_of(scene, event) {
        Script::Shell {
            bytes,
            block: Block::Ours(found),
            runs,
        } => there(scene, event, (path, bytes), found, *runs),
        Script::Shell {
            block: Block::Edited,
            ..
        } => plain(event, Way::File, Does::Leave, path)
            .because("has lines that were edited since git-shipkit wrote them"),
        Script::Generated(manager) => generated(scene, event, &path, *manager),
        script => dropped(scene, event).unwrap_or_else(|| new(scene, event, path, script)),
    }
}

/// A block that is there: as it should be, or of another version.
fn there(
    scene: &Scene,
    event: Event,
    (path, bytes): (PathBuf, &[u8]),
    found: &Found,
    runs: bool,
) -> HookStep {
    if !runs {
        return refused(event, Way::File, path)
            .because("is not executable, so git does not run it");
    }
    let block = block(VERSION, event, scene.program.as_deref(), found.made);
    let new = renewed(bytes, found, &block);
    if new == bytes {
        return plain(event, Way::File, Does::Keep, path);
    }
    plain(event, Way::File, Does::Renew, path)
        .because(format!("was written by git-shipkit {}", found.version))
        .by(Act::Replace(Change {
            seen: bytes.to_vec(),
            bytes: new,
        }))
}

/// A file that a manager of hooks writes. Where it calls what it found before
/// it came, and that has a block of ours, all is well.
fn generated(scene: &Scene, event: Event, path: &Path, manager: Manager) -> HookStep {
    let name = manager.name();
    if let Some((
        aside,
        Script::Shell {
            bytes,
            block: Block::Ours(found),
            runs,
        },
    )) = chained(scene, event, manager)
    {
        let step = there(scene, event, (aside, bytes), found, *runs);
        return if step.does == Does::Keep {
            step.because(format!("is called by {name}"))
        } else {
            step
        };
    }
    if manager == Manager::GitLfs {
        return refused(event, Way::File, path.to_owned())
            .because("is git-lfs's own, and 'git lfs update' refuses one with more in it")
            .advised(of_manager(manager, event, &path.to_string_lossy()));
    }
    let why = format!("is written by {name}");
    by_manager(scene, event, manager).map_or_else(
        || refused(event, Way::Manager, path.to_owned()).because(&why),
        |step| step.because(format!("{name} writes the hook")),
    )
}

/// What a manager that is not installed yet would put out of use.
fn dropped(scene: &Scene, event: Event) -> Option<HookStep> {
    let mut managers = scene.managers.iter();
    let present = managers.find(|present| present.drops(event))?;
    let name = present.manager.name();
    let why = match present.manager {
        Manager::Husky => "husky has git look for hooks elsewhere once it is installed".to_owned(),
        Manager::Overcommit => "overcommit refuses to be installed beside other hooks".to_owned(),
        manager => format!(
            "{name} is configured, and '{}' would put our hook file out of use",
            manager.install()
        ),
    };
    Some(by_manager(scene, event, present.manager)?.because(why))
}

/// The lines for a manager's own configuration, if it is there.
fn by_manager(scene: &Scene, event: Event, manager: Manager) -> Option<HookStep> {
    let shares = |one: Manager, other: Manager| {
        one == other || (one == Manager::PreCommit && other == Manager::Prek)
    };
    let mut managers = scene.managers.iter();
    let present = managers
        .clone()
        .find(|present| present.manager == manager)
        .or_else(|| managers.find(|present| shares(present.manager, manager)))?;
    let path = scene.top.join(&present.file);
    let advice = of_manager(manager, event, &present.file);
    Some(refused(event, Way::Manager, path).advised(advice))
}

/// A file that is to be made, or to get a block.
fn new(scene: &Scene, event: Event, path: PathBuf, script: &Script) -> HookStep {
    let program = scene.program.as_deref();
    let made = |made| block(VERSION, event, program, made);
    match script {
        Script::Nothing => {
            let new = if scene.dir.is_there {
                Made::File
            } else {
                Made::Folder
            };
            plain(event, Way::File, Does::Write, path).by(Act::Create(alone(&made(new))))
        }
        Script::Shell { bytes, .. } => {
            plain(event, Way::File, Does::Write, path).by(Act::Replace(Change {
                seen: bytes.clone(),
                bytes: inserted(bytes, &made(Made::Nothing)),
            }))
        }
        Script::Other(language) => {
            let advice = [of_language(*language, event, &path)];
            refused(event, Way::File, path)
                .because("is no script of the shell")
                .advised(advice)
        }
        Script::Odd { why, takes_lines } => {
            let advice = takes_lines.then(|| of_shell(event, &path, true));
            refused(event, Way::File, path)
                .because(*why)
                .advised(advice)
        }
        Script::Generated(_) => refused(event, Way::File, path),
    }
}
