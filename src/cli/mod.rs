//! The door: reads the command line, runs one verb, answers.

mod args;
mod assess;
mod check;
mod checkpoint;
mod clear;
mod common;
mod complete;
mod completion;
mod desk;
mod diff;
mod doctor;
mod draft;
mod editor;
mod help;
mod hook;
mod install;
mod lines;
mod list;
mod log;
mod mcp;
mod not_found;
mod open;
mod paths;
mod restore;
mod resume;
mod said;
mod schema;
mod serve;
mod show;
mod status;
mod stop;
mod suggest;
mod tell;
mod ui;
mod update;
mod verbs;
mod world;

pub use serve::heard;
pub use world::{Terminal, World};

use crate::error::Error;
use crate::model::nearest;
use crate::repo::{self, Colours};
use crate::store::Credentials;
use args::Cli;
use clap::FromArgMatches as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use common::{Common, When};
use desk::Desk;
use std::ffi::OsString;
use std::process::ExitCode;
use stop::Stop;
use ui::Ui;

/// Runs one command and returns its exit code.
pub fn run(world: &World, args: Vec<OsString>) -> ExitCode {
    if complete::is_asked(&args) {
        complete::answer(world, &args);
        return ExitCode::SUCCESS;
    }
    act(world, args)
}

/// Runs what was typed.
fn act(world: &World, args: Vec<OsString>) -> ExitCode {
    if hook::lost_its_arguments(world, &args) {
        return ExitCode::SUCCESS; // no hook fails its caller
    }
    let asked = Common::of_unread(&args);
    let verb = verbs::typed(&args);
    let parsed = verbs::command(&args)
        .try_get_matches_from(args)
        .and_then(|matches| {
            let cli = Cli::from_arg_matches(&matches)?;
            Ok((cli, matches))
        });
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return unreadable(world, &error, verb, &asked),
    };
    let colours = verbs::is_help(&matches).then(|| colours_of_help(world));
    let told = Ui::new(world, &cli.common, colours.as_ref());
    if let Some(done) = verbs::run_anywhere(world, &told, &cli.common, &matches) {
        return end(&told, done.map_err(|stop| stop.of(verb)));
    }
    match Desk::open(world, &cli.common) {
        Err(error) => end(&told, Err(Stop::Failed(error))),
        Ok(mut desk) => {
            if verbs::redacts(&matches) {
                desk.settings.credentials = Credentials::Masked;
            }
            let done = verbs::run(&desk, &matches).map_err(|stop| stop.of(verb));
            if cli.common.verbose {
                desk.tell_who_served();
            }
            let code = end(&desk.ui, done);
            if desk.store().is_untidy() {
                desk.tidy(cli.common.verbose);
            }
            code
        }
    }
}

/// Says what still has to be said, and gives the exit code.
fn end(ui: &Ui, done: Result<u8, Stop>) -> ExitCode {
    let code = match done {
        Ok(code) | Err(Stop::Told(code)) => code,
        Err(Stop::Failed(error)) => {
            ui.fail(&error);
            error.code()
        }
    };
    ExitCode::from(match ui.unwritten() {
        Some(cause) => {
            ui::mourn(&cause);
            128
        }
        None => code,
    })
}

/// Whether the command does without the directory it was started in.
pub fn needs_no_directory(args: &[OsString]) -> bool {
    hook::is_of_agent(args)
}

/// Says why nothing could even be begun, in the form that `args` ask for.
pub fn fail_early(args: &[OsString], message: &str) -> ExitCode {
    if args.get(1).is_some_and(|verb| verb == "hook") {
        return ExitCode::SUCCESS; // a hook never fails its caller
    }
    let error = Error::Content {
        message: message.to_owned(),
        hint: Some(
            if message.contains("SHIPKIT_NOW") {
                "write it as 2025-01-27T14:30:00+01:00, or unset it"
            } else {
                "go to a directory that is there: cd"
            }
            .to_owned(),
        ),
    };
    let told = ui::failure(&error, args.iter().any(|arg| arg == "--json"));
    if let Err(cause) = told {
        ui::mourn(&cause);
    }
    ExitCode::from(error.code())
}

/// Help goes to standard output; anything else is an unreadable command line,
/// said in git's way.
fn unreadable(world: &World, error: &clap::Error, verb: Option<&str>, common: &Common) -> ExitCode {
    if !error.use_stderr() {
        let ui = Ui::new(world, common, Some(&colours_of_help(world)));
        ui.page(&ui.styled(&error.render()));
        return end(&ui, Ok(0));
    }
    let ui = Ui::new(world, common, None);
    let error = in_gits_way(error).of(verb);
    ui.fail(&error);
    ExitCode::from(error.code())
}

/// Help needs no repository; who looks at it has settings all the same.
fn colours_of_help(world: &World) -> Colours {
    if world.terminal.stdout || world.is_paged() {
        repo::colours_near(&world.cwd)
    } else {
        Colours::default()
    }
}

/// What clap says, in the words of the manual.
fn in_gits_way(error: &clap::Error) -> Error {
    let value = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        _ => "",
    };
    let said = as_clap_says(&error.render().to_string());
    let message = match error.kind() {
        ErrorKind::MissingSubcommand => "no verb was given".to_owned(),
        ErrorKind::InvalidSubcommand => {
            let typed = value(ContextKind::InvalidSubcommand);
            format!("'{typed}' is no verb of git shipkit")
        }
        _ => return said,
    };
    let hints = said.hint().unwrap_or_default();
    let like = nearest(value(ContextKind::InvalidSubcommand), verbs::names());
    let mut lines = like.map_or_else(String::new, |like| format!("did you mean '{like}'?\n"));
    for line in hints.lines().filter(|line| line.starts_with("usage: ")) {
        lines += &line.replace("<COMMAND>", "<VERB>");
    }
    Error::Usage {
        message,
        hint: Some(
            format!("{lines}\n'git shipkit -h' lists the verbs")
                .trim()
                .to_owned(),
        ),
    }
}

/// clap's message as a sentence, its tips and the usage as hints.
fn as_clap_says(rendered: &str) -> Error {
    let mut lines = rendered
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let mut message = first.trim_start_matches("error: ").to_owned();
    let mut hints = Vec::new();
    for line in lines {
        if let Some(tip) = line.strip_prefix("tip: ") {
            hints.push(tip.to_owned());
        } else if line.starts_with("Usage: ") {
            hints.push(line.replacen("Usage: ", "usage: ", 1));
        } else if hints.is_empty() && !line.starts_with("For more information") {
            message = format!("{message} {line}");
        }
    }
    Error::Usage {
        message,
        hint: Some(hints.join("\n")).filter(|hint| !hint.is_empty()),
    }
}
