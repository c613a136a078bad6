//! `list`: which checkpoints there are.

use crate::cli::args::ListArgs;
use crate::cli::desk::Desk;
use crate::cli::not_found::spelled;
use crate::cli::stop::Stop;
use crate::cli::tell;
use crate::document;
use crate::error::Error;
use crate::report::json;
use crate::report::text::{self, ListRow};
use crate::store::{Listed, Loaded};

pub(crate) fn run(desk: &Desk<'_>, args: &ListArgs) -> Result<u8, Stop> {
    let mut found = Vec::new();
    for listed in desk.store().list(args.all)? {
        if !args.all && !listed.has_file && listed.cleared {
            continue;
        }
        match read(desk, &listed) {
            Ok(Some(loaded)) => found.push((listed, loaded)),
            Ok(None) => {}
            Err(error) => desk.ui.warn(&error.to_string()),
        }
    }
    if desk.ui.json {
        let mut checkpoints = Vec::new();
        for (listed, loaded) in &found {
            let mut value = tell::loaded(desk, loaded)?;
            if let Some(fields) = value.as_object_mut() {
                fields.insert("cleared".to_owned(), listed.cleared.into());
                fields.insert(
                    "worktree".to_owned(),
                    listed.address.worktree.clone().into(),
                );
            }
            checkpoints.push(value);
        }
        desk.ui.object(json::list(checkpoints));
        return Ok(0);
    }
    if found.is_empty() {
        desk.ui.tell("No checkpoints.\n");
        return Ok(0);
    }
    let rows: Vec<ListRow> = found
        .iter()
        .map(|(listed, loaded)| row(listed, loaded))
        .collect();
    desk.ui
        .page(&desk.with_view(|view| text::list(&rows, view)));
    Ok(0)
}

/// The checkpoint's document, or its last save where the file is gone.
fn read(desk: &Desk<'_>, listed: &Listed) -> Result<Option<Loaded>, Error> {
    let store = desk.store();
    if listed.has_file {
        return store.load(&listed.address);
    }
    let newest = store.newest_text(&listed.address)?;
    newest
        .map(|text| store.open(&listed.address, text))
        .transpose()
}

fn row(listed: &Listed, loaded: &Loaded) -> ListRow {
    let content = document::read(&loaded.prose);
    let record = loaded.record.as_deref();
    ListRow {
        name: spelled(&listed.address),
        task: content.task,
        progress: content.progress,
        saved_at: record.map(|record| record.saved_at),
        branch: record.and_then(|record| record.branch.clone()),
        cleared: !listed.has_file && listed.cleared,
        gone: !listed.has_file && !listed.cleared && listed.address.worktree.is_none(),
    }
}
