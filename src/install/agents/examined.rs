//! Which agents call us and which do not, as far as looking tells, and why.

use super::settle::{Becomes, Settings};
use super::{Ground, Scope, around, memory::Memory};
use crate::model::{Agent, quoted};
use crate::report::{AgentSeen, Finding};
use std::path::Path;

/// Every agent that calls us, and what is to be known of it.
pub(in crate::install) fn examined(
    project: &Ground,
    user: &Ground,
) -> (Vec<AgentSeen>, Vec<Finding>) {
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    for agent in Agent::ALL {
        let user = Some(user).filter(|user| !around::is_one(project, user, agent));
        let mut seen: Vec<AgentSeen> = [Some(project), user]
            .into_iter()
            .flatten()
            .filter_map(|ground| look(ground, agent, &mut findings))
            .collect();
        let is_twice =
            seen.len() == 2 && matches!(agent, Agent::Codex | Agent::Copilot | Agent::Cursor);
        if let Some((path, _)) = around::brought(project, agent) {
            let path = project.shown(&path);
            findings.extend(
                seen.first()
                    .map(|seen| twice(agent, &seen.path, seen.scope)),
            );
            seen.push(AgentSeen {
                agent: agent.name(),
                path,
                scope: "plugin",
                is_whole: true,
            });
        } else if is_twice {
            findings.push(twice(agent, &seen[0].path, "project"));
        }
        if !seen.is_empty() {
            let off = around::switches(project, agent).into_iter();
            findings.extend(off.map(|sentence| {
                let what = sentence.trim_end_matches('.').to_owned();
                finding("agent-off", agent, what, None)
            }));
        }
        all.extend(seen);
    }
    (all, findings)
}

fn finding(word: &'static str, agent: Agent, what: String, mend: Option<String>) -> Finding {
    Finding {
        word,
        event: Some(agent.name()),
        what,
        mend,
    }
}

fn twice(agent: Agent, path: &str, scope: &str) -> Finding {
    let user = if scope == "user" { " --user" } else { "" };
    let mend = format!("git shipkit uninstall {}{user}", agent.name());
    let what = format!("is called twice: from '{}' too", quoted(path));
    finding("agent-twice", agent, what, Some(mend))
}

/// What is set up on one ground, and what is wrong with it.
fn look(ground: &Ground, agent: Agent, findings: &mut Vec<Finding>) -> Option<AgentSeen> {
    if !around::is_installed(ground, agent) {
        return None;
    }
    let settings = Settings::read(ground, agent).and_then(Result::ok);
    let is_whole = settings
        .as_ref()
        .is_none_or(|settings| matches!(settings.with_ours(&Memory::default()), Ok(Becomes::Same)));
    let user = if ground.scope() == Scope::User {
        " --user"
    } else {
        ""
    };
    if !is_whole {
        let what = "lacks some of its hooks, or has older ones".to_owned();
        let mend = format!("git shipkit install {}{user}", agent.name());
        findings.push(finding("agent-outdated", agent, what, Some(mend)));
    }
    let path = match &settings {
        Some(settings) => settings.named.clone(),
        None => ground.folder(agent)?.join("plugins/shipkit.ts"),
    };
    if agent == Agent::Codex && !is_trusted(ground, &path) {
        let what = "runs none of its hooks before you trust them: type /hooks in Codex".to_owned();
        findings.push(finding("agent-untrusted", agent, what, None));
    }
    let path = ground.shown(&path);
    let scope = ground.scope().word();
    let agent = agent.name();
    Some(AgentSeen {
        agent,
        path,
        scope,
        is_whole,
    })
}

/// Whether Codex was told to trust any hook of that file: it keeps them by the
/// file's path, in the user's configuration.
fn is_trusted(ground: &Ground, path: &Path) -> bool {
    let config = ground.of_user().folder(Agent::Codex);
    let config = config.map(|folder| around::tree(&folder.join("config.toml")));
    let states = config
        .as_ref()
        .and_then(|config| config["hooks"]["state"].as_object());
    let start = format!("{}:", path.to_string_lossy());
    states.is_some_and(|states| states.keys().any(|key| key.starts_with(&start)))
}
