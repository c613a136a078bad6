//! The managers of hooks, as their registries give them, against our hooks:
//! whoever comes first, do ours fire, do the user's own still run, is all as
//! before once ours are taken out? Prints a Markdown table; fails where
//! something does not hold that is promised: what does not fire is told by
//! `doctor` with what mends it.
//!
//! Without `SHIPKIT_MANAGERS` it says so and passes: no registry is asked in
//! CI. That names a directory made so:
//!
//! ```sh
//! mkdir -p DIR/npm && cd DIR/npm && npm init -y
//! npm install husky lefthook simple-git-hooks
//! python3 -m venv DIR/py && DIR/py/bin/pip install pre-commit prek
//! ```
//!
//! `SHIPKIT_NEW_GIT` names the directory of an executable git of 2.54 or
//! later, to be tried beside the one along PATH. Words on the command line
//! choose managers.

mod by_hand;
mod manager;
mod row;
mod scene;

use manager::Manager;
use row::{COLUMNS, Order, Row};
use scene::Stage;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--list") {
        return ExitCode::SUCCESS;
    }
    let Some(managers) = variable("SHIPKIT_MANAGERS").map(PathBuf::from) else {
        say("managers: not tried here: SHIPKIT_MANAGERS names no directory of them");
        return ExitCode::SUCCESS;
    };
    let wanted = |manager: &Manager| {
        let mut named = words
            .iter()
            .filter(|word| !word.starts_with('-'))
            .peekable();
        named.peek().is_none() || named.any(|word| word == manager.name())
    };
    let mut rows: Vec<Row> = Vec::new();
    for stage in stages(&managers) {
        let git = version(&stage);
        for manager in Manager::ALL.into_iter().filter(wanted) {
            if !is_there(&stage, manager) {
                say(&format!(
                    "{}: not tried here: it is not installed",
                    manager.name()
                ));
                continue;
            }
            let orders = Order::ALL.into_iter();
            rows.extend(
                orders.filter_map(|order| row::tried_or_told(&stage, &git, manager, order)),
            );
        }
    }
    finish(&managers, &rows)
}

/// The gits to try.
fn stages(managers: &Path) -> Vec<Stage> {
    let path = variable("PATH").unwrap_or_default();
    let newer = variable("SHIPKIT_NEW_GIT").map(PathBuf::from);
    if newer.is_none() {
        say("a git that knows config hooks: not tried here: SHIPKIT_NEW_GIT names none");
    }
    let stage = |git: Option<PathBuf>| Stage {
        managers: managers.to_owned(),
        git,
        path: path.clone(),
    };
    let gits = std::iter::once(None).chain(newer.map(Some));
    gits.map(stage).collect()
}

fn version(stage: &Stage) -> String {
    let git = stage.git.as_ref().map(|dir| dir.join("git"));
    let output = Command::new(git.unwrap_or_else(|| "git".into()))
        .arg("version")
        .output();
    let text = output.expect("there is a git").stdout;
    let text = String::from_utf8_lossy(&text).into_owned();
    text.trim().replace("git version ", "")
}

fn is_there(stage: &Stage, manager: Manager) -> bool {
    let Some(program) = manager.program() else {
        return true;
    };
    ["npm/node_modules/.bin", "py/bin"]
        .iter()
        .any(|dir| stage.managers.join(dir).join(program).exists())
}

/// Prints the table, and what does not hold.
fn finish(managers: &Path, rows: &[Row]) -> ExitCode {
    say(&format!("| {} |", COLUMNS.join(" | ")));
    say(&format!("|{}", " --- |".repeat(COLUMNS.len())));
    for row in rows {
        say(&format!("| {} |", row.cells.join(" | ")));
    }
    for manager in Manager::ALL {
        let text = manager
            .version()
            .and_then(|path| std::fs::read_to_string(managers.join(path)).ok());
        let json = text.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
        if let Some(version) = json.as_ref().and_then(|json| json["version"].as_str()) {
            say(&format!("{} {version}", manager.name()));
        }
    }
    let broken: Vec<String> = rows
        .iter()
        .flat_map(|row| {
            let name = row.cells[..3].join(", ");
            row.broken.iter().map(move |what| format!("{name}: {what}"))
        })
        .collect();
    for what in &broken {
        say(&format!("BROKEN: {what}"));
    }
    say(&format!(
        "{} orders tried, {} promises broken",
        rows.len(),
        broken.len()
    ));
    ExitCode::from(u8::from(!broken.is_empty()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests have no World; this is their only look outside"
)]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("stdout is open");
}
