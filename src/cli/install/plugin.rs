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
    let has_others = fs::read_dir(&dir).is_ok_and(|entries| {
        let mut names = entries.flatten().map(|entry| entry.file_name());
        let is_ours = |name: &str| {
            let mut tops = files.iter().filter_map(|(path, _)| path.split('/').next());
            tops.any(|top| top == name)
        };
        names.any(|name| !is_ours(&name.to_string_lossy()))
    });
    if has_others {
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
    let states: Vec<&str> = files.iter().map(state).collect();
    let written = !args.dry_run && states.iter().any(|state| *state != "keep");
    if written {
        lay_out(&dir)?;
    }
    if ui.json {
        let planned = files.iter().zip(&states);
        let planned: Vec<_> = planned
            .map(|((path, _), does)| json::PlannedFile {
                path: format!("{given}/{path}"),
                does,
                why: None,
            })
            .collect();
        ui.object(json::plan("install", "plugin", &planned, written));
        return Ok(0);
    }
    for ((path, _), does) in files.iter().zip(&states) {
        ui.tell(&format!(
            "  {does:<6}  {}\n",
            quoted(&format!("{given}/{path}"))
        ));
    }
    ui.tell(if written {
        "Written. In Claude Code: /plugin marketplace add DIR, then /plugin install shipkit\n"
    } else {
        "Nothing was written.\n"
    });
    Ok(0)
}

/// The answer to `uninstall plugin`.
pub(super) fn is_removed_by_hand() -> Error {
    Error::Usage {
        message: "a plugin's folder is yours: remove it, and the plugin in the agent".to_owned(),
        hint: None,
    }
}
