//! One order of putting in and taking out, and what it came to.

use super::manager::{EVENTS, Manager};
use super::scene::{Files, Ran, Scene, Stage};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Who comes in first, and who goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The manager, then ours; the manager again; ours goes.
    ManagerFirst,
    /// Ours, then the manager; the manager again; ours goes.
    OursFirst,
    /// The manager, then ours; the manager goes; ours goes.
    ManagerGoes,
}

impl Order {
    pub(crate) const ALL: [Order; 3] = [Order::ManagerFirst, Order::OursFirst, Order::ManagerGoes];

    fn words(self) -> &'static str {
        match self {
            Order::ManagerFirst => "manager, ours",
            Order::OursFirst => "ours, manager",
            Order::ManagerGoes => "manager, ours, manager goes",
        }
    }
}

/// What one order came to.
pub(crate) struct Row {
    pub(crate) cells: Vec<String>,
    /// What does not hold that is promised.
    pub(crate) broken: Vec<String>,
}

/// The heading of the table.
pub(crate) const COLUMNS: [&str; 9] = [
    "git",
    "manager",
    "order",
    "our way in",
    "ours fires",
    "own hooks run",
    "after the manager's reinstall",
    "after our uninstall byte-exact",
    "hooksPath untouched",
];

/// What is as it would be had we never been there.
struct Control {
    work: Ran,
    files: Files,
    hooks_path: String,
}

/// Tries one order; what cannot be tried to its end is broken.
pub(crate) fn tried_or_told(stage: &Stage, git: &str, manager: Manager, order: Order) -> Row {
    let row = catch_unwind(AssertUnwindSafe(|| tried(stage, git, manager, order)));
    row.unwrap_or_else(|_| {
        let mut cells = vec![String::from("—"); COLUMNS.len()];
        cells[0] = git.to_owned();
        cells[1] = manager.name().to_owned();
        cells[2] = order.words().to_owned();
        Row {
            cells,
            broken: vec!["it could not be tried to its end".to_owned()],
        }
    })
}

/// Tries one order.
fn tried(stage: &Stage, git: &str, manager: Manager, order: Order) -> Row {
    let control = control(stage, manager, order);
    let scene = Scene::new(stage, manager);
    let mut broken = Vec::new();
    let way = begin(&scene, order, &mut broken);
    let first = scene.work();
    let fires = judged(&scene, &first, &control, "at first", &mut broken);
    let again = if order == Order::ManagerGoes {
        scene.sh(&manager.uninstall());
        "the manager went: "
    } else {
        scene.sh(&manager.install());
        ""
    };
    let second = scene.work();
    let control_now = Control {
        work: if order == Order::ManagerGoes {
            gone(&control)
        } else {
            control.work
        },
        ..control
    };
    let later = judged(&scene, &second, &control_now, "later", &mut broken);
    let told = scene.sh("git shipkit uninstall git -y");
    let exact = compared(&scene.files(), &control_now.files);
    if let Some(why) = &exact {
        broken.push(format!("not byte-exact after our uninstall: {why}\n{told}"));
    }
    let last = scene.work();
    if last.ours > 0 || last.own != control_now.work.own || !last.well {
        broken.push(format!("after our uninstall: {last:?}"));
    }
    let kept = scene.hooks_path() == control_now.hooks_path;
    if !kept {
        broken.push("core.hooksPath was touched".to_owned());
    }
    let yes = |is: bool| if is { "yes" } else { "NO" }.to_owned();
    Row {
        cells: vec![
            git.to_owned(),
            manager.name().to_owned(),
            order.words().to_owned(),
            way,
            fires,
            yes(first.own == control_now.work.own || order == Order::ManagerGoes),
            format!("{again}{later}"),
            yes(exact.is_none()),
            yes(kept),
        ],
        broken,
    }
}

/// Puts in what the order begins with, and says by which way ours came in.
fn begin(scene: &Scene<'_>, order: Order, broken: &mut Vec<String>) -> String {
    let install = "git shipkit install git -y";
    let manager = scene.manager.install();
    let told = if order == Order::OursFirst {
        let told = scene.try_sh(install);
        scene.sh(&manager);
        told
    } else {
        scene.sh(&manager);
        scene.try_sh(install)
    };
    let before = scene.files();
    if order != Order::OursFirst {
        let _ = scene.try_sh(install);
        if let Some(why) = compared(&scene.files(), &before) {
            broken.push(format!("a second install changes something: {why}"));
        }
    }
    way(scene, told.code)
}

fn way(scene: &Scene<'_>, code: i32) -> String {
    let configured = scene.try_sh("git config --get-regexp '^hook\\.shipkit-.*\\.command$'");
    let blocks = scene.try_sh("grep -l '>>> git-shipkit' .git/hooks/* 2>/dev/null");
    match (configured.text.is_empty(), blocks.text.is_empty()) {
        (false, true) => "config hooks".to_owned(),
        (true, false) => "blocks".to_owned(),
        (false, false) => "BOTH".to_owned(),
        (true, true) => format!("lines told (exit {code})"),
    }
}

/// Whether ours fires; if not, whether doctor says so and how to mend it.
fn judged(
    scene: &Scene<'_>,
    ran: &Ran,
    control: &Control,
    when: &str,
    broken: &mut Vec<String>,
) -> String {
    if !ran.well {
        broken.push(format!("{when}: a command failed"));
    }
    if ran.own != control.work.own {
        broken.push(format!(
            "{when}: {} of {} own hooks run",
            ran.own, control.work.own
        ));
    }
    if ran.twice {
        broken.push(format!("{when}: ours fires twice"));
    }
    let doctor = scene.try_sh("git shipkit doctor --json");
    let answer: serde_json::Value =
        serde_json::from_str(doctor.text.trim()).unwrap_or(serde_json::Value::Null);
    let said = answer["events"].as_array().map_or(0, |events| {
        let fires = |event: &&serde_json::Value| {
            EVENTS.iter().any(|name| event["event"] == **name) && event["fires"] == true
        };
        events.iter().filter(fires).count()
    });
    if said != ran.ours {
        broken.push(format!(
            "{when}: doctor says that {said} fire, {} do\n{}",
            ran.ours, doctor.text
        ));
    }
    if ran.ours == EVENTS.len() {
        return "yes".to_owned();
    }
    let findings = answer["findings"].as_array().cloned().unwrap_or_default();
    let mends: Vec<String> = findings
        .iter()
        .filter_map(|finding| finding["mend"].as_str().map(str::to_owned))
        .collect();
    if mends.is_empty() || doctor.code != 1 {
        broken.push(format!(
            "{when}: ours does not fire and nobody says so\n{}",
            doctor.text
        ));
        return "NO".to_owned();
    }
    format!("{} of 3, doctor: `{}`", ran.ours, mends[0])
}

/// The manager alone.
fn control(stage: &Stage, manager: Manager, order: Order) -> Control {
    let scene = Scene::new(stage, manager);
    scene.sh(&manager.install());
    let work = scene.work();
    let then = if order == Order::ManagerGoes {
        manager.uninstall()
    } else {
        manager.install()
    };
    scene.sh(&then);
    Control {
        work,
        files: scene.files(),
        hooks_path: scene.hooks_path(),
    }
}

/// What the manager's hooks do once it is gone: nothing.
fn gone(control: &Control) -> Ran {
    Ran {
        own: 0,
        ..control.work
    }
}

/// What differs, if anything.
fn compared(is: &Files, should_be: &Files) -> Option<String> {
    let names = is.keys().chain(should_be.keys());
    let differs = names.filter(|name| is.get(*name) != should_be.get(*name));
    let mut differs: Vec<String> = differs
        .map(|name| {
            let how = match (is.get(name), should_be.get(name)) {
                (Some(_), None) => "too much",
                (None, Some(_)) => "missing",
                _ => "changed",
            };
            format!("{} {how}", name.display())
        })
        .collect();
    differs.dedup();
    (!differs.is_empty()).then(|| differs.join(", "))
}
