//! `clear`: done with a checkpoint.

use crate::cli::args::ClearArgs;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::tell;
use crate::cli::ui::Answer;
use crate::model::Name;
use crate::report;
use crate::store::{Address, Cleared, Loaded, append_progress};

pub(crate) fn run(desk: &Desk<'_>, args: &ClearArgs) -> Result<u8, Stop> {
    let name = desk.name(args.name.as_deref())?;
    if args.purge {
        return purge(desk, &name, args.progress);
    }
    let (loaded, cleared) = clear(desk, &name, args.progress)?;
    tell::cleared(desk, &loaded, &cleared);
    if !args.no_progress {
        desk.tell_of_work_memory();
    }
    let summary = summary(desk, &loaded);
    let asks = !args.progress && !args.no_progress && desk.ui.can_ask();
    let answer = if asks {
        desk.ui.ask(report::text::progress_question(), false)
    } else {
        Answer::No
    };
    match answer
        .is_yes()
        .then(|| append_progress(desk.repo.work_dir(), &summary))
    {
        Some(Err(error)) => desk.ui.warn(&format!("it is cleared, but {error}")),
        None if !args.progress => {}
        _ => tell::summed_up(desk),
    }
    answer.stop()?;
    Ok(0)
}

/// Clears it, a summary added to the journal first where that is wanted. The
/// lock is free again when it returns: whoever thinks about a question then
/// keeps nobody else waiting.
pub(crate) fn clear(
    desk: &Desk<'_>,
    name: &Name,
    progress: bool,
) -> Result<(Loaded, Cleared), Stop> {
    let store = desk.store();
    let lock = store.lock()?;
    let address = Address::here(name.clone());
    let loaded = desk.load(&address)?;
    if progress {
        append_progress(desk.repo.work_dir(), &summary(desk, &loaded))?;
    }
    let Some(cleared) = store.clear(&lock, name, desk.world.local_now())? else {
        return Err(desk.not_found(&address));
    };
    for warning in &cleared.warnings {
        desk.ui.warn(warning);
    }
    Ok((loaded, cleared))
}

/// What a journal keeps of the checkpoint.
fn summary(desk: &Desk<'_>, loaded: &Loaded) -> String {
    let content = crate::document::read(&loaded.prose);
    report::text::progress_entry(&content, desk.world.local_now())
}

fn purge(desk: &Desk<'_>, name: &Name, progress: bool) -> Result<u8, Stop> {
    let question = "Drop the checkpoint and its whole history? It cannot be brought back.";
    let answer = if desk.ui.can_ask() {
        desk.ui.ask(question, false)
    } else {
        Answer::Yes
    };
    if !answer.is_yes() {
        desk.ui.tell("Nothing was dropped.\n");
        answer.stop()?;
        return Ok(0);
    }
    let store = desk.store();
    let lock = store.lock()?;
    if progress {
        // Once it is dropped there is nothing left to sum up.
        let loaded = desk.load(&Address::here(name.clone()))?;
        append_progress(desk.repo.work_dir(), &summary(desk, &loaded))?;
    }
    let Some(purged) = store.purge(&lock, name)? else {
        return Err(desk.not_found(&Address::here(name.clone())));
    };
    if let Some(warning) = &purged.warning {
        desk.ui.warn(warning);
    }
    tell::purged(desk, name);
    if progress {
        tell::summed_up(desk);
    }
    Ok(0)
}
