//! `install` without a target: what there is, and the agents that are found.

use super::agents;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::install::Target;
use crate::install::agents::{Ground, Holder, Seen, seen};
use crate::repo::Repo;
use crate::report::json;
use crate::suggest::Event;

const GIT: &str = "git";

/// What goes into the user's own home: the target, the names its files can
/// have, and what it is.
const OWN: [(&str, &[&str], &str); 2] = [
    (
        "completion",
        &[
            "git-shipkit",
            "_git-shipkit",
            "git-shipkit.fish",
            ".bashrc",
            ".zshrc",
        ],
        "your shells complete what you type",
    ),
    (
        "man",
        &["git-shipkit.1"],
        "the manual page, for 'git shipkit --help'",
    ),
];

/// Tells what there is, and offers it on a terminal.
pub(super) fn list(world: &World, ui: &Ui) -> Result<u8, Stop> {
    let repo = Repo::open(&world.cwd, &|key| world.env(key).cloned()).ok();
    let project = repo.as_ref().map(|repo| agents::ground(repo, world));
    let user = Ground::user(&world.env);
    let all = seen(project.as_ref(), &user);
    if ui.json {
        ui.object(as_json(&all));
        return Ok(0);
    }
    ui.answer(&told(&all));
    let new = new(&all);
    match project.filter(|_| !new.is_empty() && ui.can_ask() && !ui.says_yes()) {
        Some(ground) => agents::offer(ui, &ground, &new),
        None => Ok(0),
    }
}

/// The agents that are found, and do not call us yet.
fn new(all: &[Seen]) -> Vec<Holder> {
    let is_new = |seen: &&Seen| seen.is_found && !seen.in_project && !seen.for_user;
    let new = all.iter().filter(is_new);
    new.map(|seen| Holder::Agent(seen.agent)).collect()
}

fn as_json(all: &[Seen]) -> serde_json::Value {
    let names = Event::ALL.map(Event::name);
    let files = Target::ALL.iter();
    let files = files.map(|target| (target.name(), target.names()));
    let own = OWN.iter().map(|(target, names, _)| (*target, *names));
    let targets = [(GIT, &names[..])].into_iter().chain(files);
    let targets: Vec<_> = targets.chain(own).collect();
    let agents = all.iter().map(|seen| json::KnownAgent {
        name: seen.agent.name(),
        states: [seen.is_found, seen.in_project, seen.for_user],
    });
    json::targets(&targets, &agents.collect::<Vec<_>>())
}

fn told(all: &[Seen]) -> String {
    let line = |target: &str, what: &str| format!("  {target:<10}  {what}\n");
    let mut text = "What can be installed:\n".to_owned();
    text += &line(GIT, "reminders by git's hooks");
    for seen in all {
        let state = match (seen.in_project, seen.for_user, seen.is_found) {
            (true, _, _) => ", installed in this project",
            (_, true, _) => ", installed for you",
            (_, _, true) => ", found here",
            _ => "",
        };
        let what = format!("{}{state}", seen.agent.title());
        text += &line(seen.agent.name(), &what);
    }
    text += &line("skills", "the skills alone, in .agents/skills");
    text += &line("plugin", "a plugin's folder, for agents that take plugins");
    for target in Target::ALL {
        text += &line(target.name(), target.names()[0]);
    }
    for (target, _, what) in OWN {
        text += &line(target, what);
    }
    let new: Vec<&str> = new(all).into_iter().map(Holder::name).collect();
    if new.is_empty() {
        text + "To install it: git shipkit install TARGET (for a program: TARGET [DIR])\n"
    } else {
        let names = new.join(" ");
        format!(
            "{text}For the agents found here: git shipkit install {names}\n\
             (for you in every project: add --user; what it would change: add -n)\n"
        )
    }
}
