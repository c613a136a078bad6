//! `completion`: what a shell has to read to complete our command line.

use crate::cli::args::CompletionArgs;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::install::Shell;
use crate::report::json;

pub(crate) fn run(ui: &Ui, args: &CompletionArgs) -> Result<u8, Stop> {
    let shell = Shell::from(args.shell);
    if ui.json {
        ui.object(json::completion(shell.name(), shell.script()));
    } else {
        ui.answer(shell.script());
    }
    Ok(0)
}
