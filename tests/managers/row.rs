//! One order of putting in and taking out, and what it came to.

use super::by_hand;
use super::manager::{EVENTS, Manager};
use super::scene::{Files, Ran, Scene, Stage, compared};
use serde_json::Value;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Who comes in first, and who goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The manager, then ours; the manager again; ours goes.
    ManagerFirst,
    /// Ours, where nothing tells of a manager yet, then the manager; the
    /// manager again; ours goes.
    OursFirst,
    /// The manager, then ours; the manager goes; ours goes.
    ManagerGoes,
    /// The manager, then ours with the lines that it tells added by hand; the
    /// manager again; ours goes.
    ByHand,
}

impl Order {
    pub(crate) const ALL: [Order; 4] = [
        Order::ManagerFirst,
        Order::OursFirst,
        Order::ManagerGoes,
        Order::ByHand,
    ];

    fn words(self) -> &'static str {
        match self {
            Order::ManagerFirst => "manager, ours",
            Order::OursFirst => "ours, manager",
            Order::ManagerGoes => "manager, ours, manager goes",
            Order::ByHand => "manager, ours, lines added as told",
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
/// `None` where there is nothing to try.
pub(crate) fn tried_or_told(
    stage: &Stage,
    git: &str,
    manager: Manager,
    order: Order,
) -> Option<Row> {
    let row = catch_unwind(AssertUnwindSafe(|| tried(stage, git, manager, order)));
    row.unwrap_or_else(|_| {
        let mut cells = vec![String::from("—"); COLUMNS.len()];
        for (cell, word) in cells.iter_mut().zip([git, manager.name(), order.words()]) {
            word.clone_into(cell);
        }
        Some(Row {
            cells,
            broken: vec!["it could not be tried to its end".to_owned()],
        })
    })
}

/// Tries one order.
fn tried(stage: &Stage, git: &str, manager: Manager, order: Order) -> Option<Row> {
    let control = control(stage, manager, order);
    let scene = Scene::new(stage, manager);
    if order != Order::OursFirst {
        scene.adopt();
    }
    let mut broken = Vec::new();
    let way = begin(&scene, order, &mut broken)?;
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
    if order == Order::ByHand && (first.ours, second.ours) != (EVENTS.len(), EVENTS.len()) {
        broken.push(format!(
            "the lines as told do not do: {first:?}, {second:?}"
        ));
    }
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
    let by_hand = order == Order::ByHand;
    let exact = compared(&scene.files(), &control_now.files);
    if let Some(why) = exact.as_ref().filter(|_| !by_hand) {
        broken.push(format!("not byte-exact after our uninstall: {why}\n{told}"));
    }
    let last = scene.work();
    if (last.ours > 0) != by_hand || last.own != control_now.work.own || !last.well {
        broken.push(format!("after our uninstall: {last:?}"));
    }
    let kept = scene.hooks_path() == control_now.hooks_path;
    if !kept {
        broken.push("core.hooksPath was touched".to_owned());
    }
    let yes = |is: bool| if is { "yes" } else { "NO" }.to_owned();
    Some(Row {
        cells: vec![
            git.to_owned(),
            manager.name().to_owned(),
            order.words().to_owned(),
            way,
            fires,
            yes(first.own == control_now.work.own || order == Order::ManagerGoes),
            format!("{again}{later}"),
            if by_hand {
                "the lines stay".to_owned()
            } else {
                yes(exact.is_none())
            },
            yes(kept),
        ],
        broken,
    })
}

/// Puts in what the order begins with, and says by which way ours came in.
/// `None` where nothing is told to be added by hand, and that is the order.
fn begin(scene: &Scene<'_>, order: Order, broken: &mut Vec<String>) -> Option<String> {
    let install = "git shipkit install git -y";
    let manager = scene.manager.install();
    if order == Order::OursFirst {
        let way = way(&plan(scene));
        scene.try_sh(install);
        scene.adopt();
        scene.sh(&manager);
        return Some(way);
    }
    scene.sh(&manager);
    let plan = plan(scene);
    let told = by_hand::told(&plan);
    scene.try_sh(install);
    let before = scene.files();
    scene.try_sh(install);
    if let Some(why) = compared(&scene.files(), &before) {
        broken.push(format!("a second install changes something: {why}"));
    }
    if order == Order::ByHand {
        if told.is_empty() {
            return None;
        }
        by_hand::follow(scene, &told);
    }
    Some(way(&plan))
}

fn plan(scene: &Scene<'_>) -> Value {
    let said = scene.try_sh("git shipkit install git -n --json");
    serde_json::from_str(said.text.trim()).unwrap_or_else(|error| panic!("{error}: {}", said.text))
}

/// How the events that are tried come to us.
fn way(plan: &Value) -> String {
    let steps = plan["steps"].as_array().into_iter().flatten();
    let tried = steps.filter(|step| EVENTS.iter().any(|event| step["event"] == **event));
    let ways: BTreeSet<&str> = tried
        .map(|step| match (step["does"].as_str(), step["way"].as_str()) {
            (Some("refuse" | "leave"), _) => "lines told",
            (_, Some("config")) => "config hooks",
            (_, Some("file")) => "blocks",
            _ => "none",
        })
        .collect();
    ways.into_iter().collect::<Vec<_>>().join(", ")
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
    let answer: Value = serde_json::from_str(doctor.text.trim()).unwrap_or(Value::Null);
    let said = answer["events"].as_array().map_or(0, |events| {
        let fires = |event: &&Value| {
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
    scene.adopt();
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
