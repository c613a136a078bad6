//! A flood of automatic saves, of changed files and of savers at once.

use super::{DOCUMENT, auto, saved, saves, told, work};
use crate::support::Sandbox;
use std::thread;

/// The numbers of the entries, newest first.
fn log(s: &Sandbox) -> Vec<u64> {
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    let entries = log["entries"].as_array().expect("a list").clone();
    entries
        .iter()
        .filter_map(|entry| entry["id"].as_u64())
        .collect()
}

#[test]
fn a_flood_pushes_no_persons_save_out() {
    let s = saved();
    s.git(&["config", "shipkit.history", "10"]);
    for n in 0..4 {
        let _ = s
            .shipkit(&["checkpoint", "--gotcha", &format!("number {n}")])
            .expect_code(0);
    }
    for n in 0..12 {
        work(
            &s,
            &format!("15:{:02}:00", n + 10),
            &format!("echo {n} >>b"),
        );
        let _ = auto(&s).says("Checkpoint saved.");
    }
    assert_eq!(log(&s), [17, 16, 5, 4, 3, 2, 1]);
    assert!(s.document().contains("number 3"));
    let _ = s
        .shipkit(&["checkpoint", "--gotcha", "and on"])
        .expect_code(0);
    assert_eq!(log(&s), [18, 17, 16, 5, 4, 3, 2, 1]);
}

#[test]
fn what_somebody_wrote_before_it_counts_as_theirs() {
    let s = saved();
    s.git(&["config", "shipkit.history", "5"]);
    s.write(
        DOCUMENT,
        s.read(DOCUMENT)
            .replace("# Session Checkpoint\n", "# Session Checkpoint\n\nMine.\n"),
    );
    for n in 0..5 {
        work(
            &s,
            &format!("15:{:02}:00", n + 10),
            &format!("echo {n} >>b"),
        );
        let _ = auto(&s).says("Checkpoint saved.");
    }
    assert_eq!(log(&s), [6, 2, 1]);
}

#[test]
fn very_many_files_are_counted_not_listed() {
    let s = saved();
    work(
        &s,
        "15:00:00",
        "mkdir d; for n in $(seq 1 300); do echo $n >d/$n; done",
    );
    let _ = auto(&s);
    let lines = told(&s);
    assert_eq!(lines.len(), 21, "{lines:?}");
    assert_eq!(lines[20], "- and 280 more files");
}

#[test]
fn many_at_once_lose_nothing() {
    let s = saved();
    work(&s, "15:00:00", "echo x >>b");
    let mut savers: Vec<_> = (0..6).map(|_| s.command("git")).collect();
    let runs = savers
        .iter_mut()
        .map(|saver| saver.args(["shipkit", "checkpoint", "--auto"]));
    thread::scope(|scope| {
        for run in runs {
            scope.spawn(|| assert!(run.output().expect("git is there").status.success()));
        }
    });
    assert_eq!(saves(&s), 2);
    assert_eq!(told(&s), ["- Changed: `b` (line 11)"]);
}
