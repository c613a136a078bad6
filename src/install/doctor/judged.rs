//! What was looked at and what was tried, put together: what fires, and why
//! something does not.

use super::Wish;
use super::looked::{EVENTS, Lies, Looked, Placed};
use super::tried::{Seen, Tried};
use crate::repo::HookRun;
use crate::report::{EventSeen, Finding, Fires, OwnHook, as_argument};
use std::ffi::OsStr;
use std::path::Path;

/// What mends most.
pub(super) const INSTALL: &str = "git shipkit install git";

/// The word for a hook that is not there.
const MISSING: &str = "not-installed";

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
        None if is_hidden(tried, placed) => Fires::Unknown,
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

fn is_set_up(placed: &Placed, looked: &Looked) -> bool {
    let by_config = placed.config.as_ref().is_some_and(|(_, on)| *on);
    let by_file = matches!(
        placed.file,
        Lies::CallsUs {
            executable: true,
            ..
        }
    );
    (by_config && looked.knows_config_hooks()) || by_file
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
    let finding = |word, what: String, mend: Option<String>| Finding {
        word,
        event: Some(placed.event),
        what,
        mend,
    };
    match seen.fires {
        Fires::Yes { .. } => twice(placed.event, tried)
            .map(|times| {
                let what = format!("fires {times} times for one command");
                finding("twice", what, Some(once(placed)))
            })
            .into_iter()
            .chain(failing(seen).map(|what| finding("own-hook-fails", what, None)))
            .collect(),
        Fires::Unknown => {
            let what = failing(seen).unwrap_or_default();
            vec![finding("own-hook-fails", what, None)]
        }
        Fires::NotTried { is_there: true } => Vec::new(),
        Fires::No | Fires::NotTried { is_there: false } => {
            let (word, what, mend) = reason(placed, looked, wish);
            vec![finding(word, what, Some(mend))]
        }
    }
}

/// What is said of a hook of the user's own that fails.
fn failing(seen: &EventSeen) -> Option<String> {
    let own = seen.own.iter().find(|own| own.code != Some(0))?;
    Some(match own.code {
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

/// How one of two ways is taken out.
fn once(placed: &Placed) -> String {
    match &placed.config {
        Some((name, true)) if placed.file != Lies::Nothing => {
            format!(
                "git config --remove-section {}",
                as_argument(&format!("hook.{name}"))
            )
        }
        _ => "git shipkit uninstall git && git shipkit install git".to_owned(),
    }
}

/// Where nothing is installed at all, one finding says so.
pub(super) fn fold_missing(findings: &mut Vec<Finding>) {
    let missing = findings
        .iter()
        .filter(|found| found.word == MISSING)
        .count();
    if missing == EVENTS.len() {
        findings.retain(|found| found.word != MISSING);
        findings.push(Finding {
            word: MISSING,
            event: None,
            what: "no hook is installed; nothing reminds you".to_owned(),
            mend: Some(INSTALL.to_owned()),
        });
    }
}

/// Why our hook is not called, as far as looking tells, and what mends it.
fn reason(placed: &Placed, looked: &Looked, wish: &Wish<'_>) -> (&'static str, String, String) {
    let install = || INSTALL.to_owned();
    let event = placed.event;
    let path = |name: &str| {
        let path = looked.hooks_dir.join(name);
        let path = path.strip_prefix(wish.repo.work_dir()).unwrap_or(&path);
        path.to_string_lossy().into_owned()
    };
    if let Some((name, on)) = &placed.config {
        if !looked.knows_config_hooks() && placed.file == Lies::Nothing {
            let what = format!("git {} runs no hooks of the configuration", looked.version);
            return ("old-git", what, format!("{INSTALL} --legacy"));
        }
        if !on {
            let what = format!("hook.{name} is switched off");
            let key = as_argument(&format!("hook.{name}.enabled")).into_owned();
            return ("switched-off", what, format!("git config --unset {key}"));
        }
    }
    match (placed.file, placed.unseen, placed.aside) {
        (
            Lies::CallsUs {
                executable: false, ..
            },
            ..,
        ) => {
            let file = path(event);
            let mend = format!("chmod +x {}", as_argument(&file));
            ("not-executable", format!("{file} is not executable"), mend)
        }
        (Lies::CallsUs { .. }, ..) => {
            let what = format!("{} ends before it comes to us", path(event));
            ("not-reached", what, install())
        }
        (_, Lies::CallsUs { .. }, _) => {
            let value = looked.hooks_path.as_deref().unwrap_or_default();
            let what = format!("core.hooksPath is '{value}'; git looks for hooks there alone");
            ("elsewhere", what, install())
        }
        (_, _, Some(ending)) => {
            let what = format!("a hook manager moved ours aside, to {event}{ending}");
            ("moved-aside", what, install())
        }
        _ => (MISSING, "nothing calls us".to_owned(), install()),
    }
}
