//! What else there is that bears on an agent's hooks: a plugin that brings
//! them, the same ones for the user, switches that turn all of them off.

use super::ours::Whose;
use super::settle::{Settings, place};
use super::{Ground, Scope};
use crate::model::{Agent, quoted};
use crate::platform;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// What our plugin is called.
pub(super) const PLUGIN: &str = "shipkit";

/// The file by which `agent` has our plugin, and why nothing is to be
/// installed then: it would all be there twice.
pub(super) fn brought(ground: &Ground, agent: Agent) -> Option<(PathBuf, String)> {
    let mut off: Vec<String> = Vec::new();
    for file in files(ground, agent) {
        for (plugin, is_on) in plugins(agent, &tree(&file)) {
            if is_on && !off.contains(&plugin) {
                let plugin = quoted(&plugin);
                let why = format!("has the plugin '{plugin}', which brings all of it");
                return Some((file, why));
            }
            off.push(plugin);
        }
    }
    None
}

/// Our plugin as these settings name it, and whether they switch it on; what
/// is nearer to the project counts.
fn plugins(agent: Agent, settings: &Value) -> Vec<(String, bool)> {
    let is_ours = |name: &str| name.split('@').next() == Some(PLUGIN);
    let plugins = match agent {
        Agent::Claude | Agent::Copilot => &settings["enabledPlugins"],
        Agent::Codex => &settings["plugins"],
        _ => return Vec::new(),
    };
    let is_on = |value: &Value| match value {
        Value::Object(fields) => fields.get("enabled").is_none_or(|on| on == true),
        other => other == &Value::Bool(true),
    };
    let plugins = plugins.as_object().into_iter().flatten();
    let ours = plugins.filter(|(name, _)| is_ours(name));
    ours.map(|(name, on)| (name.clone(), is_on(on))).collect()
}

/// Why nothing is added to the project's settings: the user has the same, and
/// the agent would run both. Claude Code and Gemini run the same command once.
pub(super) fn twice(ground: &Ground, agent: Agent) -> Option<String> {
    let runs_both = matches!(agent, Agent::Codex | Agent::Copilot | Agent::Cursor);
    let user = ground.of_user();
    if ground.scope == Scope::User || !runs_both || is_one(ground, &user, agent) {
        return None;
    }
    let settings = Settings::read(&user, agent)?.ok()?;
    let ours = settings.handlers(Whose::Ours).ok()?;
    (!ours.is_empty()).then(|| {
        let file = user.shown(&settings.named);
        format!("needs none: '{file}' has them for all projects, and both would run")
    })
}

/// Whether both grounds have the same settings, as where a home is a repository.
pub(super) fn is_one(project: &Ground, user: &Ground, agent: Agent) -> bool {
    let real = |ground: &Ground| platform::real(place(ground, agent)?.0).ok();
    real(project).is_some_and(|path| Some(path) == real(user))
}

/// What is to be known besides, a sentence each.
pub(super) fn notes(ground: &Ground, agent: Agent) -> Vec<String> {
    let mut notes = switches(ground, agent);
    match agent {
        Agent::Codex => notes.push(
            "Codex runs a hook only when you have trusted it: type /hooks in Codex, once."
                .to_owned(),
        ),
        Agent::Gemini if ground.scope == Scope::Project => notes
            .push("Gemini CLI runs a project's hooks only in a folder that you trust.".to_owned()),
        _ => {}
    }
    notes
}

/// What turns the hooks off, a sentence each.
pub(super) fn switches(ground: &Ground, agent: Agent) -> Vec<String> {
    let mut found = Vec::new();
    for file in files(ground, agent) {
        let settings = tree(&file);
        if let Some(switch) = switch(agent, &settings) {
            let shown = ground.shown(&file);
            let title = agent.title();
            found.push(format!(
                "{switch} in '{}' keeps {title} from running these hooks.",
                quoted(&shown)
            ));
        }
    }
    found
}

fn switch(agent: Agent, settings: &Value) -> Option<&'static str> {
    let is_on = |value: &Value| *value == Value::Bool(true);
    let is_off = |value: &Value| *value == Value::Bool(false);
    match agent {
        Agent::Claude if is_on(&settings["allowManagedHooksOnly"]) => Some("allowManagedHooksOnly"),
        Agent::Claude | Agent::Copilot if is_on(&settings["disableAllHooks"]) => {
            Some("disableAllHooks")
        }
        Agent::Codex if is_off(&settings["features"]["hooks"]) => Some("features.hooks = false"),
        Agent::Codex if is_off(&settings["features"]["codex_hooks"]) => {
            Some("features.codex_hooks = false")
        }
        Agent::Gemini if is_off(&settings["hooksConfig"]["enabled"]) => {
            Some("hooksConfig.enabled = false")
        }
        Agent::Gemini => {
            let disabled = settings["hooksConfig"]["disabled"].as_array()?;
            let mut names = disabled.iter().filter_map(Value::as_str);
            names
                .any(|name| name.starts_with("git-shipkit"))
                .then_some("hooksConfig.disabled")
        }
        _ => None,
    }
}

/// The files in which an agent may be told so.
fn files(ground: &Ground, agent: Agent) -> Vec<PathBuf> {
    let user = ground.of_user();
    let grounds = match ground.scope {
        Scope::Project => vec![ground, &user],
        Scope::User => vec![&user],
    };
    let folders = grounds
        .into_iter()
        .filter_map(|ground| ground.folder(agent));
    let names: &[&str] = match agent {
        Agent::Claude => &["settings.local.json", "settings.json"],
        Agent::Codex => &["config.toml"],
        Agent::Gemini => &["settings.json"],
        Agent::Copilot => &[
            "copilot/settings.json",
            "settings.json",
            "hooks/shipkit.json",
        ],
        Agent::Cursor | Agent::OpenCode => &[],
    };
    let mut files: Vec<PathBuf> = folders
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .collect();
    if agent == Agent::Claude {
        let managed = [
            "/etc/claude-code",
            "/Library/Application Support/ClaudeCode",
        ];
        files.extend(managed.map(|folder| Path::new(folder).join("managed-settings.json")));
    }
    files
}

/// What a file of settings holds; nothing where it cannot be understood.
pub(super) fn tree(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap_or_default();
    if file
        .extension()
        .is_some_and(|extension| extension == "toml")
    {
        return toml::from_str(&text).unwrap_or_default();
    }
    crate::install::settings::tree(&text)
}

/// Whether our entries are in the settings that `agent` reads here.
pub(super) fn is_installed(ground: &Ground, agent: Agent) -> bool {
    let has_ours = |settings: Settings| {
        let ours = settings.handlers(Whose::Ours);
        ours.is_ok_and(|ours| !ours.is_empty())
    };
    let read = Settings::read(ground, agent).and_then(Result::ok);
    match place(ground, agent) {
        Some(_) => read.is_some_and(has_ours),
        None => ground
            .folder(agent)
            .is_some_and(|folder| folder.join("plugins/shipkit.ts").is_file()),
    }
}
