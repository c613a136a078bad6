//! `install AGENT…` and `uninstall AGENT…`: agents call us, nobody's settings
//! suffer, and what was there before is there again to the byte.

mod bytes;
mod doctor;
mod others;
mod places;
mod plugin;
mod refused;
mod skills;
mod switched;
mod told;

use crate::support::{Output, Sandbox, schemas};
use serde_json::Value;
use std::path::{Path, PathBuf};

const AGENTS: [&str; 6] = ["claude", "codex", "gemini", "copilot", "cursor", "opencode"];

/// `git shipkit WORDS`, for a verb that is meant to write files.
#[track_caller]
fn shipkit(s: &Sandbox, words: &str) -> Output {
    let words: Vec<&str> = words.split(' ').collect();
    s.run(env!("CARGO_BIN_EXE_git-shipkit"), &words, None)
}

/// Its answer as JSON, which is as the printed schema says.
#[track_caller]
fn answer(s: &Sandbox, words: &str) -> Value {
    let answer = shipkit(s, &format!("{words} --json")).expect_code(0).json();
    let kind = answer["kind"].as_str().expect("a kind is a word");
    schemas::assert_is(kind, &answer);
    answer
}

/// What the plan does, a line a file: `write .claude/settings.json`.
fn steps(answer: &Value) -> Vec<String> {
    let files = answer["files"].as_array().into_iter().flatten();
    let word = |file: &Value, key: &str| file[key].as_str().unwrap_or_default().to_owned();
    files
        .map(|file| format!("{} {}", word(file, "does"), word(file, "path")))
        .collect()
}

/// Why, of the step for this file.
fn why(answer: &Value, path: &str) -> String {
    let mut files = answer["files"].as_array().into_iter().flatten();
    let file = files.find(|file| file["path"] == path);
    let why = file.and_then(|file| file["why"].as_str());
    why.unwrap_or_default().to_owned()
}

/// Where an agent's settings lie in a project.
fn settings(agent: &str) -> &'static str {
    match agent {
        "claude" => ".claude/settings.json",
        "codex" => ".codex/hooks.json",
        "gemini" => ".gemini/settings.json",
        "copilot" => ".github/hooks/shipkit.json",
        _ => ".cursor/hooks.json",
    }
}

/// Everything in the work tree and at home: name, kind, mode, link, content.
fn state(s: &Sandbox) -> String {
    s.sh("cd \"$SANDBOX\"
          find home repo -not -path '*/.git/*' -not -path '*/.git' -printf '%p %y %m %l\\n' | sort
          find home repo -not -path '*/.git/*' -type f -print0 | sort -z | xargs -0 -r sha1sum")
}

/// The settings that are kept to be tried, by name.
fn fixtures(folder: &str) -> Vec<(String, Vec<u8>)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(dir).expect("a folder of ours").flatten();
    let files = entries.map(|entry| entry.path());
    let is_one = |path: &PathBuf| path.is_file() && path.extension() != Some("md".as_ref());
    let mut all: Vec<(String, Vec<u8>)> = files
        .filter(is_one)
        .map(|path| {
            let name = path.file_name().expect("a file has a name");
            let bytes = std::fs::read(&path).expect("a fixture of ours");
            (name.to_string_lossy().into_owned(), bytes)
        })
        .collect();
    all.sort();
    all
}

/// Which agent a fixture is for, and where it lies.
fn place(name: &str) -> (&str, &'static str) {
    let (agent, _) = name.split_once('-').expect("it begins with the agent");
    (
        agent,
        if is_toml(name) {
            ".codex/config.toml"
        } else {
            settings(agent)
        },
    )
}

fn is_toml(name: &str) -> bool {
    Path::new(name).extension() == Some("toml".as_ref())
}
