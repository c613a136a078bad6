//! `help`: the manual of a verb, or one page for a model.

mod agent;

use crate::cli::args::HelpArgs;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::verbs;
use crate::error::Error;

/// What the page for a model is asked for by.
const AGENT: &str = "agent";

pub(crate) fn run(ui: &Ui, args: &HelpArgs) -> Result<u8, Stop> {
    let mut all = verbs::all();
    all.build();
    let text = match args.topic.as_deref() {
        Some(AGENT) => agent::page(&all),
        Some(verb) => match all.find_subcommand_mut(verb) {
            Some(verb) => ui.styled(&verb.render_long_help()),
            None => return Err(Stop::Failed(unknown(verb))),
        },
        None => ui.styled(&all.render_help()),
    };
    ui.page(&text);
    Ok(0)
}

fn unknown(verb: &str) -> Error {
    Error::Usage {
        message: format!("'{verb}' is no verb of git shipkit"),
        hint: Some(
            "'git shipkit -h' lists the verbs, and there is 'git shipkit help agent'".to_owned(),
        ),
    }
}
