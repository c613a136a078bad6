//! The verbs: their names, their arguments, their code. Only the arguments of
//! the verb that was typed are put together, since `resume` belongs in prompts
//! and hooks and all of them take longer than the comparison itself.

use crate::cli::args::{
    CheckArgs, CheckpointArgs, ClearArgs, Cli, CompletionArgs, DiffArgs, DoctorArgs, HelpArgs,
    HookArgs, InstallArgs, ListArgs, LogArgs, McpArgs, RestoreArgs, ResumeArgs, SchemaArgs,
    ServeArgs, ShowArgs, StatusArgs, SuggestArgs, UninstallArgs,
};
use crate::cli::common::Common;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::cli::{
    check, checkpoint, clear, completion, diff, doctor, help, hook, install, list, log, mcp,
    restore, resume, said, schema, serve, show, status, suggest,
};
use clap::{ArgMatches, Args, Command, CommandFactory as _, FromArgMatches};
use std::ffi::OsString;

/// What came of a verb: its exit code, or why it stopped.
type Done = Result<u8, Stop>;

/// A verb.
struct Verb {
    name: &'static str,
    /// Gives the command its arguments and their help.
    arguments: fn(Command) -> Command,
    run: Run,
}

/// The code of a verb.
enum Run {
    /// It works in a repository.
    AtDesk(fn(&Desk<'_>, &ArgMatches) -> Done),
    /// It may be done before it works in one.
    Spared(
        fn(&World, &Ui, &ArgMatches) -> Option<Done>,
        fn(&Desk<'_>, &ArgMatches) -> Done,
    ),
    /// It needs none, or opens it itself.
    Anywhere(fn(&World, &Ui, &Common, &ArgMatches) -> Done),
}

/// In the order of the help.
static VERBS: &[Verb] = &[
    Verb {
        name: "checkpoint",
        arguments: |command| said::any_text(CheckpointArgs::augment_args(command)),
        run: Run::AtDesk(|desk, typed| checkpoint::run(desk, &args(typed), typed)),
    },
    verb::<ResumeArgs>("resume", |desk, typed| resume::run(desk, &args(typed))),
    verb::<CheckArgs>("check", |desk, typed| check::run(desk, &args(typed))),
    verb::<DiffArgs>("diff", |desk, typed| diff::run(desk, &args(typed))),
    Verb {
        name: "status",
        arguments: StatusArgs::augment_args,
        run: Run::Spared(
            |world, _, typed| status::spared(world, &args(typed)).map(Ok),
            |desk, typed| status::run(desk, &args(typed)),
        ),
    },
    verb::<ListArgs>("list", |desk, typed| list::run(desk, &args(typed))),
    verb::<ShowArgs>("show", |desk, typed| show::run(desk, &args(typed))),
    verb::<LogArgs>("log", |desk, typed| log::run(desk, &args(typed))),
    verb::<RestoreArgs>("restore", |desk, typed| restore::run(desk, &args(typed))),
    verb::<ClearArgs>("clear", |desk, typed| clear::run(desk, &args(typed))),
    verb::<SuggestArgs>("suggest", |desk, typed| suggest::run(desk, &args(typed))),
    Verb {
        name: "install",
        arguments: InstallArgs::augment_args,
        run: Run::Spared(
            |world, ui, typed| install::spared(world, ui, &args(typed)),
            |desk, typed| install::install(desk, &args(typed)),
        ),
    },
    Verb {
        name: "uninstall",
        arguments: UninstallArgs::augment_args,
        run: Run::Spared(
            |world, ui, typed| install::uninstall_spared(world, ui, &args(typed)),
            |desk, typed| install::uninstall(desk, &args(typed)),
        ),
    },
    verb::<DoctorArgs>("doctor", |desk, typed| doctor::run(desk, &args(typed))),
    Verb {
        name: "help",
        arguments: HelpArgs::augment_args,
        run: Run::Anywhere(|_, ui, _, typed| help::run(ui, &args(typed))),
    },
    Verb {
        name: "completion",
        arguments: CompletionArgs::augment_args,
        run: Run::Anywhere(|_, ui, _, typed| {
            completion::run(ui, &args(typed));
            Ok(0)
        }),
    },
    Verb {
        name: "hook",
        arguments: |command| without_common(HookArgs::augment_args(command)),
        run: Run::Anywhere(|world, ui, _, typed| Ok(hook::run(world, ui, &args(typed)))),
    },
    Verb {
        name: "schema",
        arguments: SchemaArgs::augment_args,
        run: Run::Anywhere(|_, ui, _, typed| schema::run(ui, &args(typed))),
    },
    Verb {
        name: "serve",
        arguments: ServeArgs::augment_args,
        run: Run::Anywhere(|world, ui, common, typed| serve::run(world, ui, common, &args(typed))),
    },
    Verb {
        name: "mcp",
        arguments: |command| without_common(McpArgs::augment_args(command)),
        run: Run::Anywhere(|world, _, _, _| mcp::run(world)),
    },
];

const fn verb<A: Args>(name: &'static str, run: fn(&Desk<'_>, &ArgMatches) -> Done) -> Verb {
    Verb {
        name,
        arguments: A::augment_args,
        run: Run::AtDesk(run),
    }
}

/// Takes the common options without a word of them: they change nothing for
/// who speaks with a program.
fn without_common(command: Command) -> Command {
    let common = Cli::command();
    let common = common.get_arguments().filter(|arg| arg.is_global_set());
    command.args(common.map(|arg| arg.clone().global(false).hide(true)))
}

fn args<A: FromArgMatches>(typed: &ArgMatches) -> A {
    A::from_arg_matches(typed).expect("the verb was read with these very arguments")
}

/// The verb that was typed.
fn known(typed: &[OsString]) -> Option<&'static Verb> {
    let mut words = typed.iter().skip(1);
    let word = words.find(|arg| !arg.as_encoded_bytes().starts_with(b"-"))?;
    VERBS.iter().find(|verb| word == verb.name)
}

/// Its name.
pub(crate) fn typed(typed: &[OsString]) -> Option<&'static str> {
    known(typed).map(|verb| verb.name)
}

/// The command line as far as `typed` needs it: the verb that was typed, or
/// all of them where none was.
pub(crate) fn command(typed: &[OsString]) -> Command {
    let wanted = match known(typed) {
        Some(verb) => std::slice::from_ref(verb),
        None => VERBS,
    };
    with(wanted)
}

/// The verbs' names.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    VERBS.iter().map(|verb| verb.name)
}

/// The command line with all verbs.
pub(crate) fn all() -> Command {
    with(VERBS)
}

fn with(verbs: &[Verb]) -> Command {
    verbs.iter().fold(Cli::command(), |command, verb| {
        command.subcommand((verb.arguments)(Command::new(verb.name)))
    })
}

/// Runs the verb that was typed, where it needs no repository.
pub(crate) fn run_anywhere(
    world: &World,
    ui: &Ui,
    common: &Common,
    typed: &ArgMatches,
) -> Option<Done> {
    let (verb, typed) = typed_verb(typed);
    match verb.run {
        Run::Anywhere(run) => Some(run(world, ui, common, typed)),
        Run::Spared(spared, _) => spared(world, ui, typed),
        Run::AtDesk(_) => None,
    }
}

/// Runs the verb that was typed in the repository.
pub(crate) fn run(desk: &Desk<'_>, typed: &ArgMatches) -> Done {
    let (verb, typed) = typed_verb(typed);
    match verb.run {
        Run::AtDesk(run) | Run::Spared(_, run) => run(desk, typed),
        Run::Anywhere(_) => Ok(0),
    }
}

/// Whether the manual is asked for.
pub(crate) fn is_help(typed: &ArgMatches) -> bool {
    typed_verb(typed).0.name == "help"
}

/// Whether credentials are to be masked, whatever the settings say.
pub(crate) fn redacts(typed: &ArgMatches) -> bool {
    let (_, typed) = typed_verb(typed);
    matches!(typed.try_get_one("redact"), Ok(Some(true)))
}

fn typed_verb(typed: &ArgMatches) -> (&'static Verb, &ArgMatches) {
    let (name, typed) = typed.subcommand().expect("a verb is required");
    let verb = VERBS.iter().find(|verb| verb.name == name);
    (verb.expect("only verbs are subcommands"), typed)
}
