//! What is to be done for each agent, file by file.

use super::memory::{Memory, Remembered};
use super::ours::Whose;
use super::plan::{Act, AgentStep, What};
use super::settle::{Becomes, Settings};
use super::texts::{Text, texts};
use super::{Ground, Holder, around, own};
use crate::error::Error;
use crate::install::Does;
use std::path::PathBuf;

/// What was decided.
#[derive(Default)]
pub(super) struct Decided {
    pub(super) steps: Vec<AgentStep>,
    pub(super) notes: Vec<String>,
    pub(super) memories: Vec<(PathBuf, Option<Remembered>)>,
}

/// Decides for all of `holders`.
pub(super) fn decided(
    ground: &Ground,
    holders: &[Holder],
    installs: bool,
) -> Result<Decided, Error> {
    let mut decided = Decided::default();
    let mut wanted: Vec<(Text, Vec<Holder>)> = Vec::new();
    for holder in holders {
        let texts = texts(ground, *holder);
        let texts = texts.ok_or_else(|| Ground::homeless(holder.title()))?;
        if let Holder::Agent(agent) = *holder {
            if let Some((path, why)) = around::brought(ground, agent).filter(|_| installs) {
                let step = (path, Does::Keep, Some(why));
                decided.steps.push(plain(ground, *holder, step));
                continue;
            }
            decided.settings(ground, *holder, installs);
            if installs {
                decided.notes.extend(around::notes(ground, agent));
            }
        }
        for text in texts {
            match wanted
                .iter_mut()
                .find(|(known, _)| same(ground, known, &text))
            {
                Some((_, holders)) => holders.push(*holder),
                None => wanted.push((text, vec![*holder])),
            }
        }
    }
    for (text, holders) in &wanted {
        decided
            .steps
            .extend(own::step(ground, text, holders, installs));
    }
    Ok(decided)
}

/// Whether both are one file, by whatever links.
fn same(ground: &Ground, one: &Text, other: &Text) -> bool {
    one.path == other.path
        || matches!((ground.real(&one.path), ground.real(&other.path)), (Ok(a), Ok(b)) if a == b)
}

/// A step that changes nothing, or nothing yet.
fn plain(
    ground: &Ground,
    holder: Holder,
    (path, does, why): (PathBuf, Does, Option<String>),
) -> AgentStep {
    AgentStep {
        holders: vec![holder],
        what: What::Settings,
        shown: ground.shown(&path),
        path,
        does,
        why,
        lines: Vec::new(),
        events: Vec::new(),
        act: Act::Nothing,
    }
}

impl Decided {
    /// Adds what is to be done about the settings of one agent.
    fn settings(&mut self, ground: &Ground, holder: Holder, installs: bool) {
        let Holder::Agent(agent) = holder else { return };
        let Some(read) = Settings::read(ground, agent) else {
            return;
        };
        let step = |path, does, why| plain(ground, holder, (path, does, why));
        let settings = match read {
            Ok(settings) => settings,
            Err((path, why)) => {
                self.steps.push(step(path, Does::Refuse, Some(why)));
                return;
            }
        };
        if let (true, Some(why)) = (installs, around::twice(ground, agent)) {
            self.steps
                .push(step(settings.named, Does::Leave, Some(why)));
            return;
        }
        self.of_settings(ground, holder, &settings, installs);
    }

    fn of_settings(
        &mut self,
        ground: &Ground,
        holder: Holder,
        settings: &Settings,
        installs: bool,
    ) {
        let named = || settings.named.clone();
        let step = |does, why| plain(ground, holder, (named(), does, why));
        let memory = Memory::of(ground);
        let becomes = if installs {
            settings.with_ours(&memory)
        } else {
            settings.without_ours(&memory)
        };
        let has = |kind| settings.handlers(kind).is_ok_and(|all| !all.is_empty());
        let calls =
            has(Whose::CallsUs).then(|| "calls git-shipkit in words of your own".to_owned());
        let step = match becomes {
            Err(why) => step(Does::Refuse, Some(why)),
            Ok(Becomes::Same) if installs => step(Does::Keep, calls),
            Ok(Becomes::Same) if calls.is_none() => return,
            Ok(Becomes::Same) => step(Does::Leave, calls),
            Ok(becomes) => {
                let is_old = installs && has(Whose::Older);
                let why = is_old.then(|| "has older entries of ours".to_owned());
                let mut step = step(Does::Edit, why);
                self.change(&mut step, settings, becomes);
                step
            }
        };
        self.steps.push(step);
    }

    fn change(&mut self, step: &mut AgentStep, settings: &Settings, becomes: Becomes) {
        let path = settings.path.clone();
        let seen = settings.bytes.clone();
        let change = match becomes {
            Becomes::Other(change) => change,
            Becomes::Gone | Becomes::Same => {
                step.does = Does::Remove;
                step.act = Act::Delete {
                    path: path.clone(),
                    seen: seen.unwrap_or_default(),
                };
                self.memories.push((path, None));
                return;
            }
        };
        let bytes = change.bytes;
        step.lines = change.lines;
        step.events = change.events;
        self.memories.push((path.clone(), change.remembered));
        step.act = match seen {
            None => {
                step.does = Does::Write;
                Act::Create(path, bytes)
            }
            Some(seen) => Act::Replace { path, seen, bytes },
        };
    }
}
