//! `install plugin`: a plugin's folder.

use crate::cli::args::InstallArgs;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::error::Error;
use crate::install::agents::{is_ours, lay_out, layout};
use crate::model::quoted;
use crate::platform;
use crate::report::json::{self, PlannedFile};
use crate::report::one_line;
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
    if given.is_empty() || !is_ours(&dir)? {
        return Err(Stop::from(not_to_be_used(given)));
    }
    let planned = planned(given, &dir);
    let may = !args.dry_run && planned.iter().any(|file| file.does != "keep");
    let asks = may && ui.can_ask() && !ui.says_yes();
    let line = |file: &PlannedFile<'_>| format!("  {:<6}  {}\n", file.does, quoted(&file.path));
    let shown: String = planned.iter().map(line).collect();
    if asks {
        ui.answer(&shown);
    } else if !ui.json {
        ui.tell(&shown);
    }
    let answer = ui.agreed("Write these files?", asks);
    let written = may && answer.is_yes();
    if written {
        lay_out(&dir)?;
    }
    if ui.json {
        ui.object(json::plan("install", "plugin", &planned, written));
    } else if written {
        ui.tell(&how_to_take(given, &dir));
    } else {
        ui.tell("Nothing was written.\n");
    }
    answer.stop()?;
    Ok(0)
}

/// What happens to each file of the plugin.
fn planned(given: &str, dir: &Path) -> Vec<PlannedFile<'static>> {
    let does = |path: &str, text: &str| match fs::read(dir.join(path)) {
        Ok(there) if there == text.as_bytes() => "keep",
        Ok(_) => "renew",
        Err(_) => "write",
    };
    let below = given.trim_end_matches('/');
    let files = layout().into_iter();
    let planned = files.map(|(path, text)| PlannedFile {
        path: format!("{below}/{path}"),
        does: does(&path, &text),
        why: None,
    });
    planned.collect()
}

fn not_to_be_used(given: &str) -> Error {
    if given.is_empty() {
        // As where a script's variable is not set: not the current directory.
        let message = "'' does not exist".to_owned();
        return Error::Content {
            message,
            hint: Some("name a directory".to_owned()),
        };
    }
    Error::Content {
        message: format!(
            "'{}' holds files that are no part of a plugin",
            quoted(given)
        ),
        hint: Some("name a directory that is empty, or not there yet".to_owned()),
    }
}

/// What to type in the agent.
fn how_to_take(given: &str, dir: &Path) -> String {
    let dir = platform::real(dir).unwrap_or_else(|_| given.into());
    format!(
        "Written. In Claude Code:\n  /plugin marketplace add {}\n  /plugin install shipkit@git-shipkit\n",
        one_line(&dir.to_string_lossy())
    )
}

/// The answer to `uninstall plugin`.
pub(super) fn is_removed_by_hand() -> Error {
    Error::Usage {
        message: "a plugin's folder is yours: remove it, and the plugin in the agent".to_owned(),
        hint: Some("in Claude Code: /plugin uninstall shipkit@git-shipkit".to_owned()),
    }
}
