//! `help`: the manual of a verb, or one page for a model.

mod agent;
mod man;

use crate::cli::args::HelpArgs;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::verbs;
use crate::error::Error;
use crate::model::{nearest, quoted};
use clap::Command;

/// What the page for a model is asked for by.
const AGENT: &str = "agent";

/// What the manual page is asked for by.
const MAN: &str = "man";

/// The manual page, as roff.
pub(crate) fn manual() -> String {
    let mut all = verbs::all();
    all.build();
    man::page(&all)
}

pub(crate) fn run(ui: &Ui, args: &HelpArgs) -> Result<u8, Stop> {
    let mut all = verbs::all();
    all.build();
    let text = match args.topic.as_deref() {
        Some(AGENT) => agent::page(&all),
        Some(MAN) => man::page(&all),
        Some(verb) => match all.find_subcommand_mut(verb) {
            Some(verb) => ui.styled(&verb.render_long_help()),
            None => return Err(Stop::Failed(unknown(&all, verb))),
        },
        None => ui.styled(&all.render_help()),
    };
    ui.page(&text);
    Ok(0)
}

fn unknown(all: &Command, verb: &str) -> Error {
    let known = all.get_subcommands().map(Command::get_name);
    let like = nearest(verb, known.chain([AGENT, MAN]));
    let like = like.map_or_else(String::new, |like| format!("did you mean '{like}'?\n"));
    Error::Usage {
        message: format!("'{}' is no verb of git shipkit", quoted(verb)),
        hint: Some(format!(
            "{like}'git shipkit -h' lists the verbs, and there is 'git shipkit help agent'"
        )),
    }
}
