//! `log`: the saves of one checkpoint.

use crate::cli::args::LogArgs;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::document;
use crate::error::Error;
use crate::report::json;
use crate::report::text::{self, LogRow};
use crate::route;
use crate::store::{Address, Loaded, Slot, Store};

pub(crate) fn run(desk: &Desk<'_>, args: &LogArgs) -> Result<u8, Stop> {
    let address = desk.address(args.name.as_deref())?;
    let store = desk.store();
    let read = store.of_slot(&address, |slot| {
        let automatic = store.automatic_saves(slot)?;
        let saves = read_saves(desk, &store, &address, slot)?;
        Ok((slot.cleared, automatic, saves))
    })?;
    let Some((cleared, automatic, saves)) = read else {
        return Err(desk.not_found(&address));
    };
    if desk.ui.json {
        let entries = saves
            .iter()
            .map(|(number, loaded)| route::of_entry(loaded, Some(*number)));
        desk.ui.object(json::log(entries.collect()));
        return Ok(0);
    }
    let rows: Vec<LogRow> = saves
        .iter()
        .map(|(number, loaded)| row(*number, automatic.contains(number), loaded))
        .collect();
    let mut told = desk.with_view(|view| text::log(&rows, view));
    if cleared && !desk.ui.is_quiet() {
        told.push_str("Cleared since the newest save.\n");
    }
    desk.ui.page(&told);
    Ok(0)
}

/// The saves; why one cannot be read is told.
fn read_saves(
    desk: &Desk<'_>,
    store: &Store<'_>,
    address: &Address,
    slot: &Slot,
) -> Result<Vec<(u64, Loaded)>, Error> {
    let mut saves = Vec::new();
    for entry in &slot.entries {
        let bytes = store.text(entry)?;
        // One save that a later version wrote does not hide the others.
        match store.open_entry(address, bytes) {
            Ok(loaded) => saves.push((entry.number, loaded)),
            Err(error) => desk.ui.warn(&format!("entry {}: {error}", entry.number)),
        }
    }
    Ok(saves)
}

fn row(number: u64, is_automatic: bool, loaded: &Loaded) -> LogRow {
    let record = loaded.record.as_deref();
    let content = document::read(&loaded.prose);
    LogRow {
        id: number,
        is_automatic,
        saved_at: record.map(|record| record.saved_at),
        task: content.task,
        progress: content.progress,
        head: record.and_then(|record| record.head.clone()),
        branch: record.and_then(|record| record.branch.clone()),
    }
}
