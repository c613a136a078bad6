//! `install plugin`: a plugin's folder.

use crate::cli::args::InstallArgs;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::error::Error;
use crate::install::agents::{lay_out, layout};
use crate::model::quoted;
use crate::report::json;
use std::fs;
use std::path::Path;

/// Writes the folder.
pub(super) fn install(world: &World, ui: &Ui, args: &InstallArgs) -> Result<u8, Stop> {
    let Some(given) = super::directory(&args.more)? else {
        return Err(Stop::from(Error::Usage {
            message: "for a plugin a directory is needed".to_owned(),
            hint: Some("git shipkit install plugin DIR".to_owned()),
        }));
    };
    let dir = world.cwd.join(given);
    let files = layout();
    if has_others(&dir, &files) {
        return Err(Stop::from(Error::Content {
            message: format!(
                "'{}' holds files that are no part of a plugin",
                quoted(given)
            ),
            hint: Some("name a directory that is empty, or not there yet".to_owned()),
        }));
    }
    let state = |(path, text): &(String, String)| match fs::read(dir.join(path)) {
        Ok(there) if there == text.as_bytes() => "keep",
        Ok(_) => "renew",
        Err(_) => "write",
    };
    let planned = files.iter().map(|file| json::PlannedFile {
        path: format!("{given}/{}", file.0),
        does: state(file),
        why: None,
    });
    let planned: Vec<_> = planned.collect();
    let written = !args.dry_run && planned.iter().any(|file| file.does != "keep");
    if written {
        lay_out(&dir)?;
    }
    if ui.json {
        ui.object(json::plan("install", "plugin", &planned, written));
    } else {
        tell(ui, &planned, written);
    }
    Ok(0)
}

/// Whether something lies there that is no part of a plugin.
fn has_others(dir: &Path, files: &[(String, String)]) -> bool {
    let is_ours = |name: &str| {
        let mut tops = files.iter().filter_map(|(path, _)| path.split('/').next());
        tops.any(|top| top == name)
    };
    fs::read_dir(dir).is_ok_and(|entries| {
        let mut names = entries.flatten().map(|entry| entry.file_name());
        names.any(|name| !is_ours(&name.to_string_lossy()))
    })
}

fn tell(ui: &Ui, planned: &[json::PlannedFile<'_>], written: bool) {
    for file in planned {
        ui.tell(&format!("  {:<6}  {}\n", file.does, quoted(&file.path)));
    }
    ui.tell(if written {
        "Written. In Claude Code: /plugin marketplace add DIR, then /plugin install shipkit\n"
    } else {
        "Nothing was written.\n"
    });
}

/// The answer to `uninstall plugin`.
pub(super) fn is_removed_by_hand() -> Error {
    Error::Usage {
        message: "a plugin's folder is yours: remove it, and the plugin in the agent".to_owned(),
        hint: None,
    }
}
