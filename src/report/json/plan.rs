//! What would be installed or removed.

use crate::report::json::object::Object;
use serde_json::Value;

/// A file of a plan.
pub struct PlannedFile<'a> {
    /// From the top of the work tree.
    pub path: String,
    /// `write`, `renew`, `keep`, `remove`, `refuse` or `leave`.
    pub does: &'a str,
    /// Why, as in "'path' {why}", where that is not plain.
    pub why: Option<&'a str>,
}

/// The answer of `install` and `uninstall`; `written` is whether anything was
/// written or removed.
pub fn plan(kind: &str, target: &str, files: &[PlannedFile<'_>], written: bool) -> Value {
    let files = files.iter().map(|file| {
        let entry = Object::new().put("path", file.path.as_str());
        entry
            .put("does", file.does)
            .put_some("why", file.why)
            .build()
    });
    Object::answer(kind)
        .put("target", target)
        .put("files", files.collect::<Vec<_>>())
        .put("written", written)
        .build()
}

/// A file that an agent reads, as it is planned.
pub struct AgentFile<'a> {
    /// From the top of the work tree, or absolute.
    pub path: String,
    /// For whom: `claude`.
    pub holders: Vec<&'a str>,
    /// Whether it is settings of somebody else's, or a file of ours alone.
    pub is_settings: bool,
    /// `write`, `renew`, `edit`, `keep`, `remove`, `refuse` or `leave`.
    pub does: &'a str,
    /// Why, where that is not plain.
    pub why: Option<&'a str>,
    /// What comes and goes in settings.
    pub lines: &'a [String],
}

/// The answer of `install` and `uninstall` for agents: for whom and in which
/// scope, the files, more to know as sentences, and whether anything was
/// written or removed.
pub fn agents(
    kind: &str,
    (holders, scope): (&[&str], &str),
    (files, notes): (&[AgentFile<'_>], &[String]),
    written: bool,
) -> Value {
    let files = files.iter().map(|file| {
        let what = if file.is_settings { "settings" } else { "text" };
        let mut entry = Object::new()
            .put("path", file.path.as_str())
            .put("for", file.holders.clone())
            .put("what", what)
            .put("does", file.does)
            .put_some("why", file.why);
        if !file.lines.is_empty() {
            entry = entry.put("lines", file.lines.to_vec());
        }
        entry.build()
    });
    Object::answer(kind)
        .put("agents", holders.to_vec())
        .put("scope", scope)
        .put("files", files.collect::<Vec<_>>())
        .put("notes", notes.to_vec())
        .put("written", written)
        .build()
}

/// An agent that can be installed for.
pub struct KnownAgent<'a> {
    /// As it is typed.
    pub name: &'a str,
    /// Whether it is found here, whether it calls us in this project, and
    /// whether it does for the user.
    pub states: [bool; 3],
}

/// What is planned for an event of git in one place.
pub struct PlannedHook<'a> {
    /// The event: `pre-commit`.
    pub event: &'a str,
    /// `config`, `file` or `manager`.
    pub way: &'a str,
    /// `write`, `renew`, `keep`, `remove`, `refuse` or `leave`.
    pub does: &'a str,
    /// The file, absolute.
    pub path: String,
    /// The setting in it, where it is the configuration.
    pub key: Option<&'a str>,
    /// Why, where that is not plain.
    pub why: Option<&'a str>,
    /// What somebody could add by hand instead: a part a file.
    pub by_hand: Vec<PlannedLines<'a>>,
}

/// Lines to be added by hand.
pub struct PlannedLines<'a> {
    /// To which file, from the top of the work tree or absolute.
    pub into: &'a str,
    /// Where in it, for people.
    pub place: &'a str,
    /// The lines.
    pub lines: &'a [String],
    /// What to run then, if anything.
    pub then: Option<&'a str>,
}

/// The answer of `install git` and `uninstall git`: the version of git, more
/// to know as sentences, the steps, and whether anything was written or
/// removed.
pub fn hooks(
    kind: &str,
    (git, notes): (&str, &[String]),
    steps: &[PlannedHook<'_>],
    written: bool,
) -> Value {
    let lines = |lines: &PlannedLines<'_>| {
        Object::new()
            .put("into", lines.into)
            .put("place", lines.place)
            .put("lines", lines.lines.to_vec())
            .put_some("then", lines.then)
            .build()
    };
    let steps = steps.iter().map(|step| {
        Object::new()
            .put("event", step.event)
            .put("way", step.way)
            .put("does", step.does)
            .put("path", step.path.as_str())
            .put_some("key", step.key)
            .put_some("why", step.why)
            .put("byHand", step.by_hand.iter().map(lines).collect::<Vec<_>>())
            .build()
    });
    Object::answer(kind)
        .put("target", "git")
        .put("git", git)
        .put("steps", steps.collect::<Vec<_>>())
        .put("notes", notes.to_vec())
        .put("written", written)
        .build()
}

/// The answer of `install` without a target: `targets[]`, each with the
/// `names[]` its files can have, and `agents[]`.
pub fn targets(all: &[(&str, &[&str])], agents: &[KnownAgent<'_>]) -> Value {
    let targets = all.iter().map(|(target, names)| {
        let entry = Object::new().put("target", *target);
        entry.put("names", names.to_vec()).build()
    });
    Object::answer("install")
        .put("targets", targets.collect::<Vec<_>>())
        .put("agents", agents.iter().map(known).collect::<Vec<_>>())
        .build()
}

fn known(agent: &KnownAgent<'_>) -> Value {
    let [found, project, user] = agent.states;
    Object::new()
        .put("agent", agent.name)
        .put("found", found)
        .put("project", project)
        .put("user", user)
        .build()
}
