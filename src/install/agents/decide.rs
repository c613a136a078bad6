//! What is to be done for each agent, file by file.

use super::held::{Lies, held, look};
use super::memory::{Memory, Remembered};
use super::ours::Whose;
use super::plan::{Act, AgentStep, What};
use super::settle::{Becomes, Settings};
use super::texts::{Text, texts};
use super::{Ground, Holder, around};
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
            if let Some(why) = around::brought(ground, agent).filter(|_| installs) {
                decided.steps.push(brought(ground, *holder, why));
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
            .extend(of_text(ground, text, holders, installs));
    }
    Ok(decided)
}

/// Whether both are one file, by whatever links.
fn same(ground: &Ground, one: &Text, other: &Text) -> bool {
    one.path == other.path
        || matches!((ground.real(&one.path), ground.real(&other.path)), (Ok(a), Ok(b)) if a == b)
}

/// The step of an agent that has all this from elsewhere.
fn brought(ground: &Ground, holder: Holder, (path, why): (PathBuf, String)) -> AgentStep {
    AgentStep {
        holders: vec![holder],
        what: What::Settings,
        shown: ground.shown(&path),
        path,
        does: Does::Keep,
        why: Some(why),
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
        let step = |path: PathBuf, does, why: Option<String>| AgentStep {
            holders: vec![holder],
            what: What::Settings,
            shown: ground.shown(&path),
            path,
            does,
            why,
            lines: Vec::new(),
            events: Vec::new(),
            act: Act::Nothing,
        };
        let settings = match read {
            Ok(settings) => settings,
            Err((path, why)) => {
                self.steps.push(step(path, Does::Refuse, Some(why)));
                return;
            }
        };
        let named = settings.named.clone();
        let memory = Memory::of(ground);
        if let (true, Some(why)) = (installs, around::twice(ground, agent)) {
            self.steps.push(step(named, Does::Leave, Some(why)));
            return;
        }
        let becomes = if installs {
            settings.with_ours(&memory)
        } else {
            settings.without_ours(&memory)
        };
        let calls = settings.handlers(Whose::CallsUs).unwrap_or_default();
        let calls =
            (!calls.is_empty()).then(|| "calls git-shipkit in words of your own".to_owned());
        match becomes {
            Err(why) => self.steps.push(step(named, Does::Refuse, Some(why))),
            Ok(Becomes::Same) if installs => self.steps.push(step(named, Does::Keep, calls)),
            Ok(Becomes::Same) => {
                let left = calls.map(|why| step(named, Does::Leave, Some(why)));
                self.steps.extend(left);
            }
            Ok(becomes) => {
                let older = settings.handlers(Whose::Older).unwrap_or_default();
                let is_old = installs && !older.is_empty();
                let why = is_old.then(|| "has older entries of ours".to_owned());
                let mut step = step(named, Does::Edit, why);
                self.change(&mut step, &settings, becomes);
                self.steps.push(step);
            }
        }
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

/// What is to be done about a file of ours alone.
fn of_text(ground: &Ground, text: &Text, holders: &[Holder], installs: bool) -> Option<AgentStep> {
    let step = |does, why: Option<&str>, act| {
        Some(AgentStep {
            holders: holders.to_owned(),
            what: What::Text,
            path: text.path.clone(),
            shown: ground.shown(&text.path),
            does,
            why: why.map(str::to_owned),
            lines: Vec::new(),
            events: Vec::new(),
            act,
        })
    };
    let in_the_way = if installs { Does::Refuse } else { Does::Leave };
    let path = match ground.real(&text.path) {
        Ok(path) => path,
        Err(why) => return step(in_the_way, Some(&why), Act::Nothing),
    };
    let bytes = |holders: &[Holder]| held(text.comment, &text.body, holders).into_bytes();
    match look(text.comment, &path) {
        Lies::Nothing if installs => step(Does::Write, None, Act::Create(path, bytes(holders))),
        Lies::Nothing => None,
        Lies::Foreign(_) if !installs => None,
        Lies::Foreign(why) => step(in_the_way, Some(why), Act::Nothing),
        Lies::Edited(_) => step(
            in_the_way,
            Some("was edited since git-shipkit wrote it"),
            Act::Nothing,
        ),
        Lies::Ours {
            holders: known,
            body,
            bytes: seen,
        } => {
            let keeps = |holder: &Holder| known.contains(holder) != holders.contains(holder);
            let after: Vec<Holder> = if installs {
                let all = Holder::ALL.into_iter();
                all.filter(|holder| known.contains(holder) || holders.contains(holder))
                    .collect()
            } else {
                known
                    .iter()
                    .copied()
                    .filter(|holder| keeps(holder))
                    .collect()
            };
            let is_same = after == known;
            if !installs && is_same {
                return None;
            }
            if after.is_empty() {
                return step(Does::Remove, None, Act::Delete { path, seen });
            }
            if is_same && body == text.body.as_bytes() {
                return step(Does::Keep, None, Act::Nothing);
            }
            let body = if installs {
                text.body.clone()
            } else {
                String::from_utf8_lossy(&body).into_owned()
            };
            let bytes = held(text.comment, &body, &after).into_bytes();
            let why = match (installs, is_same) {
                (true, true) => "was written by another git-shipkit".to_owned(),
                (true, false) => format!("is there for {} already", names(&known)),
                (false, _) => format!("stays for {}", names(&after)),
            };
            step(Does::Renew, Some(&why), Act::Replace { path, seen, bytes })
        }
    }
}

fn names(holders: &[Holder]) -> String {
    let names: Vec<&str> = holders.iter().map(|holder| holder.name()).collect();
    names.join(", ")
}
