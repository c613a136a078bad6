//! `completion`: what a shell has to read to complete our command line.

use crate::cli::args::CompletionArgs;
use crate::cli::ui::Ui;
use crate::install::Shell;
use crate::report::json;

/// Prints it.
pub(crate) fn run(ui: &Ui, args: &CompletionArgs) {
    let shell = Shell::from(args.shell);
    if ui.json {
        ui.object(json::completion(shell.name(), shell.script()));
    } else {
        ui.answer(shell.script());
    }
}
