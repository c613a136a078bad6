//! The texts that are installed, as they lie in `texts/`, each once. They
//! point to the program, so that they do not go stale with it.

use super::held::Comment;
use super::{Ground, Holder};
use crate::model::Agent;
use std::path::PathBuf;

/// The skill that saves.
pub(super) const CHECKPOINT: &str = include_str!("texts/checkpoint.md");
/// The skill that resumes.
pub(super) const RESUME: &str = include_str!("texts/resume.md");
/// What `/checkpoint` asks for.
pub(super) const COMMAND: &str = include_str!("texts/checkpoint-command.md");
/// What is said of the plugin to who looks into its folder.
pub(super) const PLUGIN_README: &str = include_str!("texts/plugin.md");
const OPENCODE: &str = include_str!("texts/opencode.ts");

/// What `/checkpoint` is said to do.
pub(super) const ABOUT_COMMAND: &str = "Save where this work stands, to go on from there later";

/// The skills: the name of the folder, and what is in it.
pub(super) const SKILLS: [(&str, &str); 2] = [
    ("shipkit-checkpoint", CHECKPOINT),
    ("shipkit-resume", RESUME),
];

/// A file that is ours alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) path: PathBuf,
    pub(super) comment: Comment,
    pub(super) body: String,
}

/// What `holder` has on this ground; `None` without a home.
pub(super) fn texts(ground: &Ground, holder: Holder) -> Option<Vec<Text>> {
    let agent = match holder {
        Holder::Agent(agent) => Some(agent),
        Holder::Skills => None,
    };
    let folder = ground.skills(agent)?;
    let skills = SKILLS.iter().map(|(name, body)| Text {
        path: folder.join(name).join("SKILL.md"),
        comment: Comment::Markdown,
        body: (*body).to_owned(),
    });
    let mut all: Vec<Text> = skills.collect();
    if let Some(agent) = agent {
        let own = ground.folder(agent)?;
        all.extend(command(agent).map(|(name, comment, body)| Text {
            path: own.join(name),
            comment,
            body,
        }));
        if agent == Agent::OpenCode {
            all.push(Text {
                path: own.join("plugins/shipkit.ts"),
                comment: Comment::Slashes,
                body: OPENCODE.to_owned(),
            });
        }
    }
    Some(all)
}

/// The command `/checkpoint`, where an agent makes commands of files or of
/// skills. In Claude Code that name is but another one for `/rewind`, which
/// stays; `/resume` is a command of every agent's own, and never taken.
fn command(agent: Agent) -> Option<(&'static str, Comment, String)> {
    match agent {
        Agent::Gemini => Some((
            "commands/checkpoint.toml",
            Comment::Hash,
            format!(
                "description = \"{ABOUT_COMMAND}\"\nprompt = '''\n{COMMAND}\n{{{{args}}}}\n'''\n"
            ),
        )),
        Agent::OpenCode => Some((
            "commands/checkpoint.md",
            Comment::Markdown,
            format!("---\ndescription: {ABOUT_COMMAND}\n---\n\n{COMMAND}\n$ARGUMENTS\n"),
        )),
        Agent::Cursor => Some((
            "commands/checkpoint.md",
            Comment::Markdown,
            COMMAND.to_owned(),
        )),
        // There a command is a skill, and this one is for the user alone.
        Agent::Claude => Some((
            "skills/checkpoint/SKILL.md",
            Comment::Markdown,
            format!(
                "---\nname: checkpoint\ndescription: {ABOUT_COMMAND}\ndisable-model-invocation: true\n---\n\n{COMMAND}\n$ARGUMENTS\n"
            ),
        )),
        Agent::Codex | Agent::Copilot => None,
    }
}
