//! What is set up, as far as looking tells.

use super::Wish;
use crate::error::Error;
use crate::install::hooks::{HookPlan, HookStep, Program, Request};
use crate::platform::is_executable;
use crate::repo::{GitVersion, Repo};
use std::fs;
use std::path::{Path, PathBuf};

/// git's events that we have hooks for, in the order of a working day.
pub(super) const EVENTS: [&str; 5] = [
    "pre-commit",
    "post-commit",
    "post-checkout",
    "post-merge",
    "post-rewrite",
];

/// What was looked at.
pub(super) struct Looked {
    pub(super) version: GitVersion,
    /// `core.hooksPath`, where it is set.
    pub(super) hooks_path: Option<String>,
    /// Where git looks for hooks.
    pub(super) hooks_dir: PathBuf,
    /// Each event of [`EVENTS`].
    pub(super) events: Vec<Placed>,
    /// What installing would do now.
    plan: HookPlan,
}

impl Looked {
    /// Whether installing again would change anything.
    pub(super) fn can_be_renewed(&self) -> bool {
        self.plan.changes()
    }

    /// Whether git looks for hooks nowhere at all. Those of the configuration
    /// it runs all the same.
    pub(super) fn are_off(&self) -> bool {
        let is_on = |placed: &Placed| placed.config.as_ref().is_some_and(|(_, on)| *on);
        let runs_others = self.knows_config_hooks() && self.events.iter().any(is_on);
        matches!(self.hooks_path.as_deref(), Some("" | "/dev/null")) && !runs_others
    }

    /// What installing would do about an event.
    pub(super) fn step(&self, event: &str) -> Option<&HookStep> {
        let mut steps = self.plan.steps.iter();
        steps.find(|step| step.event.name() == event)
    }

    /// Whether this git runs hooks of the configuration.
    pub(super) fn knows_config_hooks(&self) -> bool {
        self.version >= GitVersion::CONFIG_HOOKS
    }
}

/// What is there for one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) event: &'static str,
    /// Our command in the configuration, and whether it is switched on.
    pub(super) config: Option<(String, bool)>,
    /// The file that git runs.
    pub(super) file: Lies,
    /// The file of that name in the repository's own hooks folder, where git
    /// looks elsewhere.
    pub(super) unseen: Lies,
    /// A file beside it that a manager moved aside with ours in it.
    pub(super) aside: Option<&'static str>,
}

/// A hook's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    Nothing,
    /// Somebody else's alone.
    Foreign,
    /// One that calls us.
    CallsUs {
        /// Whether git can run it.
        executable: bool,
        /// Whether it does nothing else.
        alone: bool,
    },
}

/// Looks.
pub(super) fn looked(wish: &Wish<'_>) -> Result<Looked, Error> {
    let repo = wish.repo;
    let path = wish.path();
    let program = Program {
        file: Some(wish.program),
        along: Some(&path),
    };
    let plan = HookPlan::install(repo, Request::default(), program)?;
    let usual = repo.common_dir().join("hooks");
    let hooks_dir = repo.hooks_looked_in()?;
    let hooks_dir = hooks_dir.unwrap_or_else(|| PathBuf::from("/dev/null"));
    let settings = repo.settings("hook");
    let events = EVENTS.map(|event| Placed {
        event,
        config: configured(&settings, event),
        file: lies(&hooks_dir, event),
        unseen: if hooks_dir == usual {
            Lies::Nothing
        } else {
            lies(&usual, event)
        },
        aside: [".old", ".legacy"].into_iter().find(|ending| {
            let path = format!("{event}{ending}");
            calls_us(&hooks_dir.join(path), event)
        }),
    });
    Ok(Looked {
        version: plan.git,
        hooks_path: path_set(repo)?,
        hooks_dir,
        events: events.into(),
        plan,
    })
}

/// `core.hooksPath` as the user has it: our own calls have another.
fn path_set(repo: &Repo) -> Result<Option<String>, Error> {
    let settings = repo.hook_settings()?.into_iter();
    let mut set = settings.filter(|setting| setting.key == "core.hookspath");
    Ok(set.next_back().map(|setting| setting.value))
}

/// Our command for `event`, and whether git would run it.
fn configured(settings: &[(String, String)], event: &str) -> Option<(String, bool)> {
    let last = |name: &str, key: &str| {
        let key = format!("{name}.{key}");
        let found = settings.iter().rfind(|(known, _)| *known == key);
        found.map(|(_, value)| value.clone())
    };
    let mut names = settings.iter().filter_map(|(key, value)| {
        let name = key.strip_suffix(".command")?;
        value.contains(&called(event)).then(|| name.to_owned())
    });
    let name = names.next_back()?;
    let is_asked = settings
        .iter()
        .any(|(key, value)| *key == format!("{name}.event") && value == event);
    let is_off = |word: Option<String>| {
        word.is_some_and(|word| matches!(&*word.to_lowercase(), "false" | "no" | "off" | "0"))
    };
    let on = is_asked && !is_off(last(&name, "enabled")) && !is_off(last(event, "enabled"));
    Some((name.clone(), on))
}

/// What every way to call us for `event` has in it.
fn called(event: &str) -> String {
    format!("hook {event}")
}

fn lies(dir: &Path, event: &str) -> Lies {
    let path = dir.join(event);
    let Some(meta) = fs::metadata(&path).ok().filter(fs::Metadata::is_file) else {
        return Lies::Nothing;
    };
    if calls_us(&path, event) {
        let executable = is_executable(&meta);
        let alone = is_alone(&fs::read(&path).unwrap_or_default());
        return Lies::CallsUs { executable, alone };
    }
    Lies::Foreign
}

fn calls_us(path: &Path, event: &str) -> bool {
    // A pipe would never end.
    let is_file = fs::metadata(path).is_ok_and(|meta| meta.is_file());
    let text = is_file.then(|| fs::read(path).ok()).flatten();
    let text = text.unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    text.contains("git-shipkit") && text.contains(&called(event))
}

/// Whether a script has nothing but comments beside our lines.
fn is_alone(script: &[u8]) -> bool {
    let text = String::from_utf8_lossy(script);
    let mut inside = false;
    let mut others = text.lines().map(str::trim).filter(|line| {
        let begins = line.starts_with("# >>> git-shipkit");
        inside = (inside || begins) && !line.starts_with("# <<< git-shipkit");
        !inside && !line.is_empty() && !line.starts_with('#')
    });
    others.next().is_none()
}
