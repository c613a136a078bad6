//! The same skills and hooks as plugins, for who installs by them: one layout
//! for Claude Code, one for the clients of Agent Plugins (agent-plugins.org,
//! 1.0.0), in one folder.

use super::around::PLUGIN;
use super::entries::wanted;
use super::texts::{ABOUT_COMMAND, COMMAND, PLUGIN_README, SKILLS};
use crate::error::Error;
use crate::model::Agent;
use crate::store::replace;
use serde_json::{Map, Value, json};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

const ABOUT: &str = "A save game for unfinished work: checkpoints that say, on resume, what has changed in the code since. Needs the program git-shipkit on PATH.";
const HOME: &str = env!("CARGO_PKG_REPOSITORY");

/// Every file of the layouts: its path below the folder, and what it holds.
pub fn layout() -> Vec<(String, String)> {
    let mut files = vec![
        (".claude-plugin/plugin.json".to_owned(), written(&manifest())),
        (".claude-plugin/marketplace.json".to_owned(), written(&marketplace())),
        ("plugin.json".to_owned(), written(&agent_plugin())),
        ("README.md".to_owned(), PLUGIN_README.to_owned()),
        ("hooks/hooks.json".to_owned(), written(&hooks(Agent::Claude))),
        (
            "commands/checkpoint.md".to_owned(),
            format!("---\ndescription: {ABOUT_COMMAND}\n---\n\n{COMMAND}\n$ARGUMENTS\n"),
        ),
        (
            "commands/resume.md".to_owned(),
            "---\ndescription: Go on from the checkpoint, at the exact line\n---\n\nGo on from the checkpoint as the skill `shipkit-resume` says.\n\n$ARGUMENTS\n".to_owned(),
        ),
    ];
    files.extend(SKILLS.iter().map(|(name, body)| {
        let path = format!("skills/{name}/SKILL.md");
        (path, (*body).to_owned())
    }));
    files
}

/// Whether `dir` is a folder of ours: what it holds, if anything, is the plugin
/// by its manifest, and no file is there that is no part of it.
///
/// # Errors
/// Where the system refuses to show it.
pub fn is_ours(dir: &Path) -> Result<bool, Error> {
    let shown = dir.to_string_lossy();
    let mut there = Vec::new();
    match files(dir, Path::new(""), &mut there) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(true),
        Err(cause) => return Err(Error::io("read", &*shown, &cause)),
        Ok(()) => {}
    }
    let layout = layout();
    let is_part = |path: &PathBuf| layout.iter().any(|(name, _)| Path::new(name) == path);
    let manifest = fs::read(dir.join(".claude-plugin/plugin.json")).unwrap_or_default();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap_or_default();
    Ok(there.is_empty() || (there.iter().all(is_part) && manifest["name"] == PLUGIN))
}

/// More files than a plugin of ours has; nobody needs to see them all.
const MANY: usize = 64;

/// The files below `dir`, by their paths from there; a link counts as a file.
fn files(dir: &Path, below: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if found.len() > MANY {
            return Ok(());
        }
        let path = below.join(entry.file_name());
        if !entry.file_type()?.is_dir() {
            found.push(path);
        } else if path.components().count() > 3 {
            found.push(path); // deeper than anything of ours
        } else {
            files(&entry.path(), &path, found)?;
        }
    }
    Ok(())
}

/// Writes the layouts into `dir`, which is there.
///
/// # Errors
/// Where the system refuses.
pub fn lay_out(dir: &Path) -> Result<(), Error> {
    for (name, text) in layout() {
        let path = dir.join(&name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|cause| Error::io("write", &name, &cause))?;
        }
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            continue;
        }
        replace(&path, text.as_bytes(), true)?;
    }
    Ok(())
}

fn written(value: &Value) -> String {
    format!("{value:#}\n")
}

/// What both manifests say.
fn about() -> Map<String, Value> {
    let about = json!({
        "name": PLUGIN,
        "version": env!("CARGO_PKG_VERSION"),
        "description": ABOUT,
        "author": { "name": "The git-shipkit authors", "url": HOME },
        "homepage": HOME,
        "repository": HOME,
        "license": env!("CARGO_PKG_LICENSE"),
        "keywords": ["git", "checkpoint", "resume", "handoff", "session"],
    });
    match about {
        Value::Object(about) => about,
        _ => Map::new(),
    }
}

fn manifest() -> Value {
    about().into()
}

fn marketplace() -> Value {
    json!({
        "name": "git-shipkit",
        "owner": { "name": "The git-shipkit authors", "url": HOME },
        "metadata": { "description": ABOUT },
        "plugins": [{
            "name": PLUGIN,
            "source": "./",
            "description": ABOUT,
            "category": "productivity",
        }],
    })
}

/// Hooks are no part of the standard: Codex takes them by its extension.
fn agent_plugin() -> Value {
    let mut plugin = Map::new();
    plugin.insert(
        "$schema".to_owned(),
        "https://agent-plugins.org/schemas/1.0.0/plugin.schema.json".into(),
    );
    plugin.extend(about());
    let codex = hooks(Agent::Codex)["hooks"].take();
    plugin.insert(
        "extensions".to_owned(),
        json!({ "com.openai": { "hooks": codex } }),
    );
    plugin.into()
}

/// The hooks of `agent` in the form that its plugins have.
fn hooks(agent: Agent) -> Value {
    let entries = wanted(agent)
        .map(|wanted| wanted.entries)
        .unwrap_or_default();
    let hooks = entries.into_iter();
    let hooks: Map<String, Value> = hooks
        .map(|(event, group)| (event.to_owned(), json!([group])))
        .collect();
    json!({ "description": ABOUT, "hooks": hooks })
}
