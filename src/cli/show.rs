//! `show`: the document.

use crate::cli::args::ShowArgs;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::tell;
use crate::report::{json, text};

pub(crate) fn run(desk: &Desk<'_>, args: &ShowArgs) -> Result<u8, Stop> {
    let address = desk.address(args.name.as_deref())?;
    let loaded = desk.load(&address)?;
    tell::warn_of_damage(desk, &loaded);
    if desk.ui.json {
        let checkpoint = tell::loaded(desk, &loaded)?;
        let fields = checkpoint.as_object().cloned().unwrap_or_default();
        desk.ui.object(json::show(fields));
    } else {
        tell::warn_of_hidden(desk, &loaded.prose);
        desk.ui.page(&text::show(&loaded.prose));
    }
    Ok(0)
}
