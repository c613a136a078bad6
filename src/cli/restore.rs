//! `restore`: a save of the history becomes the checkpoint again.

use crate::cli::args::RestoreArgs;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::tell;
use crate::error::Error;

pub(crate) fn run(desk: &Desk<'_>, args: &RestoreArgs) -> Result<u8, Stop> {
    let (name, entry) = taken_apart(args.name.as_deref(), args.entry.as_deref())?;
    let from = desk.address(name)?;
    let store = desk.store();
    let lock = store.lock()?;
    let Some(restored) = store.restore(&lock, &from, entry, desk.world.local_now())? else {
        return Err(match (entry, store.slot(&from)?) {
            (Some(entry), Some(slot)) => Stop::from(Error::NoCheckpoint {
                message: format!("there is no entry {entry} in the history"),
                hint: slot
                    .entries
                    .last()
                    .zip(slot.entries.first())
                    .map(|(oldest, newest)| {
                        format!(
                            "it holds {} to {}: git shipkit log",
                            oldest.number, newest.number
                        )
                    }),
            }),
            (None, Some(_)) => Stop::from(Error::NoCheckpoint {
                message: "there is no earlier save to restore".to_owned(),
                hint: Some("'git shipkit log' lists the saves there are".to_owned()),
            }),
            _ => desk.not_found(&from),
        });
    };
    for warning in &restored.warnings {
        desk.ui.warn(warning);
    }
    tell::restored(desk, &from.name, &restored);
    Ok(0)
}

/// `[NAME] [ENTRY]`: a lone number is an entry.
fn taken_apart<'a>(
    name: Option<&'a str>,
    entry: Option<&str>,
) -> Result<(Option<&'a str>, Option<u64>), Error> {
    let number = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| text.parse().ok())
            .flatten()
    };
    match entry {
        None => Ok(match name.and_then(number) {
            Some(entry) => (None, Some(entry)),
            None => (name, None),
        }),
        Some(entry) => match number(entry) {
            Some(entry) => Ok((name, Some(entry))),
            None => Err(Error::Usage {
                message: format!("'{entry}' is no entry of the history"),
                hint: Some("git shipkit log lists the entries by number".to_owned()),
            }),
        },
    }
}
