//! `doctor`: what fires and what does not, and why.

use crate::cli::args::DoctorArgs;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::error::Error;
use crate::install::{Wish, examine};
use crate::report::{json, text};

/// Examines, tells, and gives the exit code.
pub(crate) fn run(desk: &Desk<'_>, args: &DoctorArgs) -> Result<u8, Stop> {
    let ui = &desk.ui;
    let program = desk.world.program.as_deref();
    let program = program.ok_or_else(|| Error::Content {
        message: "the system does not tell where git-shipkit lies".to_owned(),
        hint: Some("start it by its path".to_owned()),
    })?;
    if !args.no_run && !ui.json {
        ui.tell(text::before_examining());
    }
    let examined = examine(&Wish {
        repo: &desk.repo,
        env: &desk.world.env,
        program,
        runs: !args.no_run,
        settings_told: &desk.settings.told,
    })?;
    let is_well = examined.to_mend().is_empty();
    if ui.json {
        ui.object(json::examined(&examined));
    } else {
        let told = text::examined(&examined, ui.style);
        if is_well && !examined.is_unsure() {
            ui.tell(&told);
        } else {
            ui.answer(&told);
        }
    }
    Ok(u8::from(!is_well))
}
