//! `resume`: what the checkpoint says, what has changed since, and a choice.

mod conversation;

use crate::cli::args::ResumeArgs;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::{clear, diff, editor, open, tell, update};
use crate::error::Error;
use crate::model::{Choice, Name};
use crate::report::json;
use crate::route::{self, Comparison};
use crate::store::{Address, Loaded};

pub(crate) fn run(desk: &Desk<'_>, args: &ResumeArgs) -> Result<u8, Stop> {
    let address = desk.address(args.name.as_deref());
    let address = address.map_err(|error| meant_tokens(args, error))?;
    if let Some(tokens) = args.brief {
        return brief(desk, &address, tokens);
    }
    if chosen(args).is_some() || !(args.check || desk.ui.json) {
        desk.repo.run_its_programs();
    }
    let Some(loaded) = desk.store().load(&address)? else {
        return Err(absent(desk, &address, args.check));
    };
    tell::warn_of_damage(desk, &loaded);
    let mut compared = route::compare(&desk.repo, &loaded, desk.world.now)?;
    if let Some(choice) = chosen(args) {
        if args.diff && !desk.ui.json {
            diff::report(desk, &compared)?;
        }
        let code = choose(desk, &address, &loaded, &compared, choice)?;
        if args.open && choice == Choice::Proceed {
            open::run(desk, &loaded, &compared)?;
        }
        return Ok(code);
    }
    route::seek(&desk.repo, &mut compared, &|key| {
        desk.world.env(key).cloned()
    });
    if desk.ui.json {
        tell::resume_json(desk, &loaded, &compared)?;
        if args.open {
            open::run(desk, &loaded, &compared)?;
        }
        return Ok(compared.drift.exit_code());
    }
    told(desk, args, &address, loaded, compared)
}

/// Tells it to people, and asks where somebody can answer.
fn told(
    desk: &Desk<'_>,
    args: &ResumeArgs,
    address: &Address,
    loaded: Loaded,
    compared: Comparison,
) -> Result<u8, Stop> {
    // Yes answers no choice between three: with -y it is left open, unasked.
    let here = address.worktree.is_none();
    let asks = here && !args.check && desk.ui.can_ask() && !desk.ui.says_yes();
    if asks {
        editor::tell_left(desk);
    }
    if args.check {
        tell::check(desk, &loaded, &compared);
    } else {
        tell::resume(desk, &loaded, &compared, asks);
    }
    if args.diff {
        diff::report(desk, &compared)?;
    }
    if args.open {
        open::run(desk, &loaded, &compared)?;
    }
    if asks {
        return conversation::hold(desk, address, (loaded, compared), args.open);
    }
    let code = compared.drift.exit_code();
    desk.leave((loaded, compared));
    Ok(code)
}

/// `--brief 300` is taken for a name: the value of an option that may have none
/// stands in the same word.
fn meant_tokens(args: &ResumeArgs, error: Error) -> Error {
    let tokens = args.name.as_ref().filter(|_| args.brief.is_some());
    match tokens.filter(|name| name.parse::<u32>().is_ok()) {
        Some(tokens) => Error::Usage {
            message: format!("'{tokens}' cannot name a checkpoint"),
            hint: Some(format!("for so many tokens write --brief={tokens}")),
        },
        None => error,
    }
}

/// What a model needs, whatever has changed.
fn brief(desk: &Desk<'_>, address: &Address, tokens: u32) -> Result<u8, Stop> {
    let tokens = usize::try_from(tokens).unwrap_or(usize::MAX);
    let env = |key: &str| desk.world.env(key).cloned();
    let now = desk.world.now;
    match route::brief(&desk.repo, &desk.store(), address, now, &env, tokens)? {
        Some(brief) if desk.ui.json => desk.ui.object(json::brief(&brief)),
        Some(brief) => desk.ui.answer(&brief.text),
        None => drop(desk.not_found(address)),
    }
    Ok(0)
}

/// Nothing is there: how things stand, unless only the drift is asked for.
fn absent(desk: &Desk<'_>, address: &Address, check: bool) -> Stop {
    if check {
        desk.not_found(address)
    } else {
        desk.assess(address)
    }
}

fn chosen(args: &ResumeArgs) -> Option<Choice> {
    match (args.proceed, args.update, args.discard) {
        (true, ..) => Some(Choice::Proceed),
        (_, true, _) => Some(Choice::Update),
        (_, _, true) => Some(Choice::Discard),
        _ => None,
    }
}

fn choose(
    desk: &Desk<'_>,
    address: &Address,
    loaded: &Loaded,
    compared: &Comparison,
    choice: Choice,
) -> Result<u8, Stop> {
    match choice {
        Choice::Proceed => {
            tell::proceeding(desk, loaded, compared)?;
            Ok(0)
        }
        Choice::Update => update::run(desk, &own(desk, address)?, compared.drift.exit_code()),
        Choice::Discard => discard(desk, address),
    }
}

fn discard(desk: &Desk<'_>, address: &Address) -> Result<u8, Stop> {
    let (loaded, cleared) = clear::clear(desk, &own(desk, address)?, false)?;
    tell::discarded(desk, &loaded, &cleared);
    Ok(0)
}

/// Only this worktree's checkpoints are changed.
pub(crate) fn own(desk: &Desk<'_>, address: &Address) -> Result<Name, Error> {
    match &address.worktree {
        None => Ok(address.name.clone()),
        Some(id) => {
            let name = address.name.as_deref().unwrap_or_default();
            desk.name(Some(&format!("{id}:{name}")))
        }
    }
}
