//! What becomes of one agent's settings: read, understood, decided.

use super::Ground;
use super::entries::wanted;
use super::memory::{Memory, Remembered, id};
use super::ours::{Whose, whose};
use crate::install::settings::{Format, Handler, Splice, Wanted, Why, apply, undo};
use crate::model::Agent;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Settings above this are not read.
const LARGEST: u64 = 8 * 1024 * 1024;

const MARK: &str = "\u{feff}";

/// The settings of an agent that have its hooks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Settings {
    pub(super) agent: Agent,
    /// As it is named, and where that leads.
    pub(super) named: PathBuf,
    pub(super) path: PathBuf,
    pub(super) format: Format,
    /// `None` where there is no file.
    pub(super) bytes: Option<Vec<u8>>,
    /// Whether its owner has made it read-only.
    pub(super) is_locked: bool,
}

/// What is to become of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Becomes {
    /// They stay as they are, with ours in them or without.
    Same,
    /// These.
    Other(Change),
    /// The file goes.
    Gone,
}

/// Settings as they are to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    pub(super) bytes: Vec<u8>,
    /// What is to be remembered of it.
    pub(super) remembered: Option<Remembered>,
    /// What comes (`+`) and what goes (`-`), nothing of anybody else's.
    pub(super) lines: Vec<String>,
    /// The events it is about.
    pub(super) events: Vec<String>,
}

impl Settings {
    /// Those of `agent`, if it has any on this ground.
    ///
    /// # Errors
    /// The file, and why it is not to be read.
    pub(super) fn read(ground: &Ground, agent: Agent) -> Option<Result<Settings, (PathBuf, Why)>> {
        let (named, format) = place(ground, agent)?;
        Some(Settings::at(ground, agent, &named, format).map_err(|why| (named, why)))
    }

    fn at(ground: &Ground, agent: Agent, named: &Path, format: Format) -> Result<Settings, Why> {
        let path = ground.real(named)?;
        let (bytes, is_locked) = match fs::metadata(&path) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => (None, false),
            Err(cause) => return Err(format!("cannot be read: {}", crate::error::said(&cause))),
            Ok(meta) if !meta.is_file() => return Err("is not a file".to_owned()),
            Ok(meta) if meta.len() > LARGEST => return Err("is larger than 8 MiB".to_owned()),
            Ok(meta) => {
                let bytes = fs::read(&path);
                let bytes = bytes
                    .map_err(|cause| format!("cannot be read: {}", crate::error::said(&cause)))?;
                (Some(bytes), meta.permissions().readonly())
            }
        };
        Ok(Settings {
            agent,
            named: named.to_owned(),
            path,
            format,
            bytes,
            is_locked,
        })
    }

    /// The text, without a byte order mark.
    fn text(&self) -> Result<(&'static str, &str), Why> {
        let bytes = self.bytes.as_deref().unwrap_or_default();
        let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
        Ok(match text.strip_prefix(MARK) {
            Some(text) => (MARK, text),
            None => ("", text),
        })
    }

    /// The handlers of one kind.
    pub(super) fn handlers(&self, kind: Whose) -> Result<Vec<Handler>, Why> {
        let all = self.format.handlers(self.text()?.1)?;
        let of_kind = |handler: &Handler| whose(self.agent, &handler.value) == kind;
        Ok(all.into_iter().filter(of_kind).collect())
    }

    /// What installing makes of them.
    ///
    /// # Errors
    /// Why they cannot be changed.
    pub(super) fn with_ours(&self, memory: &Memory) -> Result<Becomes, Why> {
        let Some(wanted) = wanted(self.agent) else {
            return Ok(Becomes::Same);
        };
        let (mark, text) = self.text()?;
        let migrates = !self.handlers(Whose::Older)?.is_empty();
        let (base, gone) = if migrates {
            self.without(text)?
        } else {
            (text.to_owned(), Vec::new())
        };
        let missing = self.missing(&base, wanted)?;
        if missing.entries.is_empty() && !migrates {
            return Ok(Becomes::Same);
        }
        if self.is_locked {
            return Err("is read-only".to_owned());
        }
        let events = missing.entries.iter();
        let events = events.map(|(event, _)| (*event).to_owned()).collect();
        let splices = self.format.put(&base, &missing)?;
        let text = done(&base, &splices);
        let lines = [told('-', &gone), told('+', &splices)].concat();
        let bytes = [mark, &text].concat().into_bytes();
        let earlier = self.bytes.as_ref().filter(|_| !migrates);
        let earlier = earlier.and_then(|bytes| memory.recall(&self.path, bytes));
        let was_new = earlier.as_ref().is_some_and(|known| known.is_new);
        let before = earlier.map(|known| known.splices).unwrap_or_default();
        let remembered = Remembered {
            after: id(&bytes),
            is_new: self.bytes.is_none() || was_new,
            splices: [before, splices].concat(),
        };
        Ok(Becomes::Other(Change {
            bytes,
            remembered: Some(remembered),
            lines,
            events,
        }))
    }

    /// What of `wanted` nothing in `text` does yet.
    fn missing(&self, text: &str, wanted: Wanted) -> Result<Wanted, Why> {
        let handlers = self.format.handlers(text)?;
        let calls = |event: &str| {
            let mut of_event = handlers.iter().filter(|handler| handler.event == event);
            of_event.any(|handler| whose(self.agent, &handler.value) != Whose::Others)
        };
        let entries = wanted.entries.into_iter();
        Ok(Wanted {
            entries: entries.filter(|(event, _)| !calls(event)).collect(),
            ..wanted
        })
    }

    /// What uninstalling makes of them.
    ///
    /// # Errors
    /// Why they cannot be changed.
    pub(super) fn without_ours(&self, memory: &Memory) -> Result<Becomes, Why> {
        let Some(bytes) = &self.bytes else {
            return Ok(Becomes::Same);
        };
        let (mark, text) = self.text()?;
        let known = memory.recall(&self.path, bytes);
        let back = known.as_ref().and_then(|known| undo(text, &known.splices));
        let from_nothing = || {
            let wanted = wanted(self.agent)?;
            let splices = self.format.put("", &wanted).ok()?;
            apply("", &splices)
        };
        let is_all_ours = from_nothing().is_some_and(|ours| ours == text);
        let (after, gone) = self.without(back.as_deref().unwrap_or(text))?;
        if after == text {
            return Ok(Becomes::Same);
        }
        if self.is_locked {
            return Err("is read-only".to_owned());
        }
        let was_new = memory.has_made(&self.path) && holds_nothing(&after);
        if was_new || (is_all_ours && back.is_none()) {
            return Ok(Becomes::Gone);
        }
        let ours = [Whose::Ours, Whose::Older].map(|kind| self.handlers(kind));
        let ours = ours.into_iter().flatten().flatten();
        let put = known.map(|known| known.splices).unwrap_or_default();
        let put: Vec<Splice> = put.iter().map(Splice::back).collect();
        Ok(Becomes::Other(Change {
            bytes: [mark, &after].concat().into_bytes(),
            remembered: None,
            events: ours.map(|handler| handler.event).collect(),
            lines: told('-', &[put, gone].concat()),
        }))
    }

    /// `text` without what is ours in it.
    fn without(&self, text: &str) -> Result<(String, Vec<Splice>), Why> {
        let is_ours = |handler: &Handler| {
            matches!(
                whose(self.agent, &handler.value),
                Whose::Ours | Whose::Older
            )
        };
        let splices = self.format.cut(text, &is_ours)?;
        Ok((done(text, &splices), splices))
    }
}

/// Whether a file that we have made holds nothing any more, in whatever way its
/// agent has written it since. A comment is something.
fn holds_nothing(text: &str) -> bool {
    let text: String = text.split_whitespace().collect();
    matches!(text.as_str(), "" | "{}" | "{\"version\":1}")
}

/// What comes or goes, a line each.
fn told(sign: char, splices: &[Splice]) -> Vec<String> {
    let text = |splice: &Splice| match sign {
        '+' => splice.put.clone(),
        _ => splice.cut.clone(),
    };
    let texts: Vec<String> = splices.iter().map(text).collect();
    let lines = texts.iter().flat_map(|text| text.lines()).map(str::trim);
    let lines = lines.map(|line| line.trim_start_matches([',', ' ']).trim_end_matches(','));
    let lines = lines.filter(|line| line.chars().any(char::is_alphanumeric));
    lines.map(|line| format!("{sign} {line}")).collect()
}

fn done(text: &str, splices: &[Splice]) -> String {
    apply(text, splices).expect("they are made for this text")
}

/// Where `agent` has its hooks. Codex takes them from either of two files, and
/// warns where both have some: the one that has some is taken.
pub(super) fn place(ground: &Ground, agent: Agent) -> Option<(PathBuf, Format)> {
    let folder = ground.folder(agent)?;
    let json = |name: &str| Some((folder.join(name), Format::Json));
    match agent {
        Agent::Claude | Agent::Gemini => json("settings.json"),
        Agent::Copilot => json("hooks/shipkit.json"),
        Agent::Cursor => json("hooks.json"),
        Agent::OpenCode => None,
        Agent::Codex => {
            let config = folder.join("config.toml");
            let text = fs::read_to_string(&config).unwrap_or_default();
            let there = Format::Toml.handlers(&text).unwrap_or_default();
            let is_ours = |handler: &Handler| whose(agent, &handler.value) != Whose::Others;
            let has_hooks = !there.is_empty() && !folder.join("hooks.json").exists();
            if has_hooks || there.iter().any(is_ours) {
                return Some((config, Format::Toml));
            }
            json("hooks.json")
        }
    }
}
