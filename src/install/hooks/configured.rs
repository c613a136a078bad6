//! Our hook of an event in the configuration (git-config(1), `hook.*`): a
//! section of three settings, the last of which names the version and a check
//! of the other two. git takes no notice of that one.

use super::shell;
use crate::error::Error;
use crate::platform;
use crate::repo::{HookSetting, Repo, sha1_blob_id};
use crate::suggest::Event;
use std::path::{Path, PathBuf};

/// Said of a section that was begun on the file's last line, which had no end.
const JOINED: &str = ", after a line without an end";

/// What the configuration has for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Configured {
    /// Nothing of that name.
    Nothing,
    /// What a version of the program wrote, and nobody edited.
    Ours {
        version: String,
        command: String,
        mark: String,
        /// Whether `hook.*.enabled` says no: the user has turned it off.
        is_off: bool,
    },
    /// Ours once; somebody has edited it.
    Edited,
    /// Somebody else's, and where it stands: `the global configuration`.
    Others(String),
}

/// The name of our hook, below `hook.`.
pub(super) fn name(event: Event) -> String {
    format!("shipkit-{}", event.name())
}

/// What the configuration has for `event`; `own` is the repository's own file.
pub(super) fn look(settings: &[HookSetting], event: Event, own: &Path) -> Configured {
    let prefix = format!("hook.{}.", name(event));
    let of_event = settings.iter().filter_map(|setting| {
        let key = setting.key.strip_prefix(&prefix)?;
        Some((key, setting))
    });
    let is_of_three = |key: &str| matches!(key, "command" | "event" | "writtenby");
    let (rest, more): (Vec<_>, Vec<_>) = of_event.partition(|(key, _)| is_of_three(key));
    let switch = more.iter().rfind(|(key, _)| *key == "enabled");
    let Some((_, first)) = rest.first() else {
        return Configured::Nothing;
    };
    if let Some((_, other)) = rest.iter().find(|(_, setting)| !is_in(setting, own)) {
        return Configured::Others(place(other));
    }
    let value = |wanted: &str| {
        let mut found = rest.iter().filter(|(key, _)| *key == wanted);
        let (_, setting) = found.next()?;
        found.next().is_none().then_some(setting.value.as_str())
    };
    let off = |text: &str| matches!(&*text.to_ascii_lowercase(), "false" | "no" | "off" | "0");
    match (value("command"), value("event"), value("writtenby")) {
        (Some(command), Some(of), Some(mark)) if rest.len() == 3 && of == event.name() => {
            version(mark, event, command).map_or(Configured::Edited, |version| Configured::Ours {
                version: version.to_owned(),
                command: command.to_owned(),
                mark: mark.to_owned(),
                is_off: switch.is_some_and(|(_, setting)| off(&setting.value)),
            })
        }
        _ if rest.iter().any(|(key, _)| *key == "writtenby") => Configured::Edited,
        _ => Configured::Others(place(first)),
    }
}

/// Whether a setting stands in the repository's own file itself.
fn is_in(setting: &HookSetting, own: &Path) -> bool {
    let real = |file: &PathBuf| platform::real(file).unwrap_or_else(|_| file.clone());
    setting.scope == "local" && setting.file.as_ref().map(real).as_deref() == Some(own)
}

fn place(setting: &HookSetting) -> String {
    match setting.scope.as_str() {
        "local" => "the repository's own configuration".to_owned(),
        "command" => "the command line".to_owned(),
        scope => format!("the {scope} configuration"),
    }
}

fn mark(version: &str, event: Event, command: &str, joined: &str) -> String {
    let checked = format!("{}\n{joined}\n{command}", event.name());
    let check = sha1_blob_id(checked.as_bytes());
    format!(
        "git-shipkit {version} (check {}{joined})",
        &check.as_str()[..16]
    )
}

/// The version that wrote `mark`, if it is the one for these values.
fn version<'a>(said: &'a str, event: Event, command: &str) -> Option<&'a str> {
    let (version, _) = said.strip_prefix("git-shipkit ")?.split_once(" (check ")?;
    let mut ends = ["", JOINED].into_iter();
    let is_it = ends.any(|joined| mark(version, event, command, joined) == said);
    is_it.then_some(version)
}

/// One change of the file.
pub(super) enum Edit<'a> {
    /// The hook of an event, new.
    Add(Event),
    /// What is there for an event goes: its command and mark.
    Take(Event, &'a str, &'a str),
}

/// What the file becomes by these changes. git writes them into a copy, so
/// that the whole can be put in place at once.
pub(super) fn edited(
    repo: &Repo,
    bytes: &[u8],
    edits: &[Edit<'_>],
    (version, program): (&str, Option<&str>),
) -> Result<Vec<u8>, Error> {
    let mut now = bytes.to_vec();
    // The last first: what a section was begun behind may be its end again.
    for edit in edits.iter().rev() {
        if let Edit::Take(event, command, mark) = edit {
            now = without(repo, &now, *event, command, mark)?;
        }
    }
    for edit in edits {
        if let Edit::Add(event) = edit {
            let joins = now.last().is_some_and(|last| *last != b'\n');
            let command = shell::command(*event, program);
            let mark = mark(version, *event, &command, if joins { JOINED } else { "" });
            now = repo.edited_config(&now, &set(*event, &command, &mark))?;
        }
    }
    Ok(now)
}

/// The arguments of `git config` that write a hook.
fn set(event: Event, command: &str, mark: &str) -> Vec<Vec<String>> {
    let values = [
        ("command", command),
        ("event", event.name()),
        ("writtenBy", mark),
    ];
    let edit =
        |(key, value): (&str, &str)| vec![format!("hook.{}.{key}", name(event)), value.to_owned()];
    values.map(edit).to_vec()
}

/// The file without a hook: byte for byte what git wrote goes, if it is still
/// there so, else the settings one by one, so that a comment among them stays.
fn without(
    repo: &Repo,
    bytes: &[u8],
    event: Event,
    command: &str,
    mark: &str,
) -> Result<Vec<u8>, Error> {
    let written = repo.edited_config(b"", &set(event, command, mark))?;
    if let Some(at) = at_line(bytes, &written) {
        let end = at + written.len();
        let is_end = end == bytes.len() && mark.contains(JOINED);
        let start = if is_end { at.saturating_sub(1) } else { at };
        return Ok([&bytes[..start], &bytes[end..]].concat());
    }
    let unset = |key: &str| {
        let key = format!("hook.{}.{key}", name(event));
        vec!["--unset-all".to_owned(), key]
    };
    repo.edited_config(bytes, &["event", "command", "writtenBy"].map(unset))
}

/// Where `part` begins a line, if its section ends with it too.
fn at_line(bytes: &[u8], part: &[u8]) -> Option<usize> {
    let mut starts = (0..bytes.len()).filter(|at| *at == 0 || bytes[at - 1] == b'\n');
    let at = starts.find(|at| bytes[*at..].starts_with(part))?;
    let mut after = bytes[at + part.len()..].split(|byte| *byte == b'\n');
    let says = |line: &&[u8]| !matches!(line.trim_ascii_start(), [] | [b'#' | b';', ..]);
    let next = after.find(says).map(<[u8]>::trim_ascii_start);
    next.is_none_or(|line| line.starts_with(b"[")).then_some(at)
}
