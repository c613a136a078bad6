//! What was looked at and what was tried, put together: what fires, and why
//! something does not.

use super::Wish;
use super::looked::{EVENTS, Lies, Looked, Placed};
use super::reason::{Found, INSTALL, MISSING, by_editor, reason};
use super::tried::{Seen, Tried};
use crate::install::Does;
use crate::install::hooks::Way;
use crate::repo::HookRun;
use crate::report::{EventSeen, Finding, Fires, OwnHook};
use std::ffi::OsStr;
use std::path::Path;

/// Each event, and what is wrong with it.
pub(super) fn judged(
    looked: &Looked,
    tried: Option<&Tried>,
    wish: &Wish<'_>,
) -> (Vec<EventSeen>, Vec<Finding>) {
    let mut findings = Vec::new();
    let events = looked.events.iter().map(|placed| {
        let seen = of_event(placed, looked, tried);
        findings.extend(why(placed, &seen, looked, tried, wish));
        seen
    });
    let events = events.collect();
    (events, findings)
}

fn of_event(placed: &Placed, looked: &Looked, tried: Option<&Tried>) -> EventSeen {
    let event = placed.event;
    let Some(tried) = tried else {
        return EventSeen {
            event,
            fires: Fires::NotTried {
                is_there: is_set_up(placed, looked),
            },
            own: Vec::new(),
        };
    };
    let took = tried.commands.iter().find_map(|seen| took(seen, event));
    let fires = match took {
        Some(microseconds) => Fires::Yes { microseconds },
        None if !is_set_up(placed, looked) => Fires::No,
        None if is_hidden(tried, placed) || is_not_come_to(tried, event) => Fires::Unknown,
        None => Fires::No,
    };
    EventSeen {
        event,
        fires,
        own: own(tried, placed),
    }
}

/// How long our hook took in that command, if it was called.
fn took(seen: &Seen, event: &str) -> Option<u64> {
    let fired = seen.fired.iter().find(|(fired, _)| fired == event);
    fired.map(|(_, took)| *took)
}

/// Whether one of the user's own hooks ended the event before ours may have
/// had its turn.
fn is_hidden(tried: &Tried, placed: &Placed) -> bool {
    let own = tried.commands.iter().flat_map(|seen| others(seen, placed));
    own.into_iter().any(|run| run.code != Some(0))
}

/// Whether git ended before it came to an event at all.
fn is_not_come_to(tried: &Tried, event: &str) -> bool {
    let mut runs = tried.commands.iter().flat_map(|seen| &seen.hooks);
    let ended = tried.commands.iter().any(|seen| !seen.went_well);
    ended && !runs.any(|run| run.event == event)
}

fn is_set_up(placed: &Placed, looked: &Looked) -> bool {
    let by_config = placed.config.as_ref().is_some_and(|(_, on)| *on);
    let by_file = matches!(
        placed.file,
        Lies::CallsUs {
            executable: true,
            ..
        }
    );
    let by_line = looked
        .step(placed.event)
        .is_some_and(|step| (step.does, step.way) == (Does::Keep, Way::Manager));
    (by_config && looked.knows_config_hooks()) || by_file || by_line
}

/// The hooks of `event` that are not ours alone, once each.
fn own(tried: &Tried, placed: &Placed) -> Vec<OwnHook> {
    let mut own: Vec<OwnHook> = Vec::new();
    for run in tried.commands.iter().flat_map(|seen| others(seen, placed)) {
        match own.iter_mut().find(|known| known.command == run.command) {
            Some(known) if known.code == Some(0) => known.code = run.code,
            Some(_) => {}
            None => own.push(OwnHook {
                command: run.command.clone(),
                code: run.code,
            }),
        }
    }
    own
}

/// What git ran for an event beside ours.
fn others<'a>(seen: &'a Seen, placed: &Placed) -> Vec<&'a HookRun> {
    let alone = matches!(placed.file, Lies::CallsUs { alone: true, .. });
    let is_ours = |run: &HookRun| {
        let is_file = Path::new(&run.command).file_name() == Some(OsStr::new(placed.event));
        (alone && is_file) || run.command.contains("git-shipkit hook")
    };
    let runs = seen.hooks.iter().filter(|run| run.event == placed.event);
    runs.filter(|run| !is_ours(run)).collect()
}

/// Why an event does not fire, or what is wrong though it does.
fn why(
    placed: &Placed,
    seen: &EventSeen,
    looked: &Looked,
    tried: Option<&Tried>,
    wish: &Wish<'_>,
) -> Vec<Finding> {
    let mut found = match seen.fires {
        // All hooks are off: that is told once.
        _ if looked.are_off() => return Vec::new(),
        Fires::No | Fires::NotTried { is_there: false } => {
            vec![reason(placed, looked, wish)]
        }
        Fires::Yes { .. } | Fires::NotTried { is_there: true } => {
            flaws(placed, looked, tried, wish)
        }
        Fires::Unknown if seen.own.is_empty() => {
            let what = "cannot tell: git does not come so far here".to_owned();
            vec![("not-tried", what, None)]
        }
        Fires::Unknown => Vec::new(),
    };
    found.extend(failing(seen).map(|what| ("own-hook-fails", what, None)));
    let findings = found.into_iter().map(|(word, what, mend)| Finding {
        word,
        event: Some(placed.event),
        what,
        mend,
    });
    findings.collect()
}

/// What is wrong with a hook of ours that is called.
fn flaws(placed: &Placed, looked: &Looked, tried: Option<&Tried>, wish: &Wish<'_>) -> Vec<Found> {
    let times = twice(placed.event, tried).map(|times| {
        let what = format!("called {times} times for one command");
        let mend = if looked.can_be_renewed() {
            INSTALL.to_owned()
        } else {
            by_editor(placed, looked, wish)
        };
        ("twice", what, Some(mend))
    });
    let step = looked.step(placed.event);
    let written = step.and_then(|step| {
        let why = step.why.clone()?;
        match step.does {
            Does::Renew => Some(("outdated", why, Some(INSTALL.to_owned()))),
            _ if why.contains("edited") => Some(("edited", why, None)),
            _ => None,
        }
    });
    times.into_iter().chain(written).collect()
}

/// What is said of a hook of the user's own that fails.
fn failing(seen: &EventSeen) -> Option<String> {
    let own = seen.own.iter().find(|own| own.code != Some(0))?;
    let is_yes = matches!(seen.fires, Fires::Yes { .. });
    Some(match own.code {
        Some(code) if code < 0 => "git cannot start your own hook here".to_owned(),
        Some(code) if is_yes => format!("your own hook exits {code} here"),
        Some(code) => format!("your own hook exits {code} here; cannot tell beyond it"),
        None => "your own hook does not end within 10 seconds here".to_owned(),
    })
}

/// How often our hook is called in one command, where that is too often.
fn twice(event: &str, tried: Option<&Tried>) -> Option<usize> {
    let count = |seen: &Seen| {
        seen.fired
            .iter()
            .filter(|(fired, _)| fired == event)
            .count()
    };
    let most = tried?.commands.iter().map(count).max()?;
    (most > 1).then_some(most)
}

/// Where nothing is installed at all, one finding says so; where agents call us
/// it is a choice, and none does.
pub(super) fn fold_missing(findings: &mut Vec<Finding>, agents_call: bool) {
    let missing = findings
        .iter()
        .filter(|found| found.word == MISSING)
        .count();
    if missing == EVENTS.len() {
        let first = findings.iter().find(|found| found.word == MISSING);
        let first = first.map(|found| (found.what.clone(), found.mend.clone()));
        let (told, mend) = first.unwrap_or_default();
        let is_told = |found: &&Finding| found.word == MISSING && found.what == told;
        let alike = findings.iter().filter(is_told).count() == missing;
        let why = told.find('(').filter(|_| alike).map(|at| &told[at..]);
        let what = match why {
            Some(why) => format!("no hook is installed {why}"),
            None => "no hook is installed; nothing reminds you".to_owned(),
        };
        findings.retain(|found| found.word != MISSING);
        if agents_call && alike && why.is_none() {
            return;
        }
        findings.push(Finding {
            word: MISSING,
            event: None,
            what,
            mend: mend.filter(|_| alike).or_else(|| Some(INSTALL.to_owned())),
        });
    }
}
