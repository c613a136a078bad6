//! Whose a handler in an agent's settings is.

use crate::model::Agent;
use serde_json::Value;

/// Whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Ours, as it is written today.
    Ours,
    /// Ours in an older spelling.
    Older,
    /// A command of somebody's own that calls us: ours has no path, which an
    /// agent that is started without a PATH may need.
    CallsUs,
    /// Somebody else's.
    Others,
}

/// Whose `handler` is in the settings of `agent`.
pub(super) fn whose(agent: Agent, handler: &Value) -> Whose {
    let words = words(handler);
    let Some((program, rest)) = words.split_first() else {
        return Whose::Others;
    };
    let rest: Vec<&str> = match base_name(program) {
        "git-shipkit" => rest.iter().map(String::as_str).collect(),
        "git" if rest.first().is_some_and(|verb| verb == "shipkit") => {
            rest[1..].iter().map(String::as_str).collect()
        }
        _ => return by_text(&words),
    };
    let of_agent = |name: &&str| Agent::parse(name) == Some(agent);
    let by_path = program.contains(['/', '\\']);
    match &rest[..] {
        ["hook", name, ..] if of_agent(name) && by_path => Whose::CallsUs,
        ["hook", name] if of_agent(name) && is_plain(agent, handler) => Whose::Ours,
        ["hook", name] if of_agent(name) => Whose::Older,
        ["hook", name, event] if of_agent(name) && event.chars().all(char::is_alphanumeric) => {
            Whose::Older
        }
        _ => by_text(&words),
    }
}

/// Whether it is spelled as we spell it.
fn is_plain(agent: Agent, handler: &Value) -> bool {
    let text = |key: &str| handler[key].as_str();
    let arguments = serde_json::json!(["hook", agent.name()]);
    match agent {
        Agent::Claude => text("command") == Some("git-shipkit") && handler["args"] == arguments,
        Agent::Copilot => text("exec") == Some("git-shipkit") && handler["args"] == arguments,
        _ => text("command") == Some(&format!("git-shipkit hook {}", agent.name())),
    }
}

fn by_text(words: &[String]) -> Whose {
    let text = words.join(" ");
    let calls = ["git-shipkit hook ", "git shipkit hook "];
    if calls.iter().any(|call| text.contains(call)) {
        Whose::CallsUs
    } else {
        Whose::Others
    }
}

/// The program and its arguments, in whichever field the agent has them.
fn words(handler: &Value) -> Vec<String> {
    let text = |key: &str| handler[key].as_str();
    let arguments = handler["args"].as_array().into_iter().flatten();
    let arguments = arguments.filter_map(Value::as_str).map(str::to_owned);
    if handler["args"].is_array() {
        let program = text("exec").or_else(|| text("command"));
        return program
            .map(str::to_owned)
            .into_iter()
            .chain(arguments)
            .collect();
    }
    let line = ["command", "bash", "powershell"].into_iter().find_map(text);
    split(line.unwrap_or_default())
}

/// The words of a command line, quotes taken off.
fn split(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for letter in line.chars() {
        match quote {
            Some(end) if letter == end => quote = None,
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            None if letter.is_whitespace() => words.push(std::mem::take(&mut word)),
            _ => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// The program's name without its folder, as either system writes paths.
fn base_name(program: &str) -> &str {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    name.strip_suffix(".exe").unwrap_or(name)
}
