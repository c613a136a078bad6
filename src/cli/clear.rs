//! `clear`: done with a checkpoint.

use crate::cli::args::ClearArgs;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::tell;
use crate::model::Name;
use crate::report;
use crate::store::{Address, Lock, append_progress};

pub(crate) fn run(desk: &Desk<'_>, args: &ClearArgs) -> Result<u8, Stop> {
    let name = desk.name(args.name.as_deref())?;
    let store = desk.store();
    let lock = store.lock()?;
    if args.purge {
        return purge(desk, &lock, &name);
    }
    let address = Address::here(name.clone());
    let loaded = desk.load(&address)?;
    let content = crate::document::read(&loaded.prose);
    let wants_summary = args.progress
        || !args.no_progress
            && !desk.ui.yes
            && desk.ui.can_ask()
            && desk.ui.ask(report::text::progress_question(), false) == Some(true);
    if wants_summary {
        let summary = report::text::progress_entry(&content, desk.world.local_now());
        append_progress(desk.repo.work_dir(), &summary)?;
    }
    let Some(cleared) = store.clear(&lock, &name, desk.world.local_now())? else {
        return Err(desk.not_found(&address));
    };
    if let Some(warning) = &cleared.warning {
        desk.ui.warn(warning);
    }
    tell::cleared(desk, &loaded, &cleared, wants_summary);
    Ok(0)
}

fn purge(desk: &Desk<'_>, lock: &Lock, name: &Name) -> Result<u8, Stop> {
    let question = "Drop the checkpoint and its whole history? It cannot be brought back.";
    if !desk.ui.yes && desk.ui.can_ask() && desk.ui.ask(question, false) != Some(true) {
        desk.ui.tell("Nothing was dropped.\n");
        return Ok(0);
    }
    if !desk.store().purge(lock, name)? {
        return Err(desk.not_found(&Address::here(name.clone())));
    }
    tell::purged(desk, name);
    Ok(0)
}
