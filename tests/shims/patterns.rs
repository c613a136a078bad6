//! Long work of four kinds crashes in the middle, is started again, and goes
//! on from its last save.

use super::{LANGUAGES, Lab, WAYS, Way};
use serde_json::{Value, json};

/// What a kind of work does when it crashes somewhere.
struct Story {
    kind: &'static str,
    at: &'static str,
    /// What the checkpoint says of it then.
    next_step: &'static str,
    context: Value,
    /// How the second run begins and ends.
    resumed: &'static str,
    done: &'static str,
}

fn stories() -> [Story; 4] {
    [
        Story {
            kind: "chapters",
            at: "Leaves",
            next_step: "Write Leaves",
            context: json!({"written": ["Roots", "Stem"], "draft": "book/draft.md", "reviewer": null}),
            resumed: "chapters from 2\n",
            done: "done: Roots Stem Leaves Fruit\n",
        },
        Story {
            kind: "pieces",
            at: "37",
            next_step: "Count piece 31",
            context: json!({"counted": 30, "total": 60}),
            resumed: "pieces from 30\n",
            done: "done: 60\n",
        },
        Story {
            kind: "release",
            at: "switch",
            next_step: "Do: switch",
            context: json!({"next": 2}),
            resumed: "release from switch\n",
            done: "done: 4\n",
        },
        Story {
            kind: "pages",
            at: "8",
            next_step: "Ask for page 8",
            context: json!({"page": 8, "seen": 35}),
            resumed: "pages from 8\n",
            done: "done: 60\n",
        },
    ]
}

/// Crashes, looks at what is saved, goes on, and ends with nothing saved.
#[track_caller]
fn crashes_and_goes_on(way: Way, story: &Story, how: &str) {
    let lab = Lab::new(way);
    let work = lab.work();
    let crashed = lab.run(&work, &[story.kind, &format!("{how}@{}", story.at)]);
    let crashed = crashed.expect_code(if how == "exit" { 9 } else { -1 });
    assert_eq!(crashed.stderr, "", "{way:?} {how}");
    let shown = lab.shown();
    assert_eq!(shown["nextStep"], story.next_step, "{way:?} {how}");
    assert_eq!(shown["context"], story.context, "{way:?} {how}");
    assert_eq!(shown["blockers"], Value::Null);
    let resumed = lab.run(&work, &[story.kind]).expect_code(0);
    assert_eq!(resumed.stdout, format!("{}{}", story.resumed, story.done));
    assert_eq!(resumed.stderr, "");
    let _ = lab.s.shipkit(&["show"]).expect_code(3);
}

#[test]
fn work_goes_on_after_it_ended_at_once() {
    for way in WAYS {
        for story in stories() {
            crashes_and_goes_on(way, &story, "exit");
        }
    }
}

#[test]
fn work_goes_on_after_it_was_killed() {
    for way in LANGUAGES {
        for story in stories() {
            crashes_and_goes_on(way, &story, "kill");
        }
    }
}

#[test]
fn work_goes_on_after_an_error_nobody_caught() {
    for way in LANGUAGES {
        for story in stories() {
            let lab = Lab::new(way);
            let work = lab.work();
            let crash = format!("throw@{}", story.at);
            let said = lab.run(&work, &[story.kind, &crash]).expect_code(1);
            let sentence = format!("no light at {}", story.at);
            let _ = said.complains(&sentence);
            let shown = lab.shown();
            // Two kinds save what stands in the way before they give up.
            match story.kind {
                "pieces" => {
                    assert_eq!(shown["blockers"], Value::from(sentence));
                    assert_eq!(shown["context"]["counted"], 37);
                }
                "release" => {
                    assert_eq!(shown["blockers"], format!("switch: {sentence}"));
                    assert_eq!(shown["priority"], "high");
                }
                _ => assert_eq!(shown["context"], story.context),
            }
            let resumed = lab.run(&work, &[story.kind]).expect_code(0);
            assert!(resumed.stdout.ends_with(story.done), "{resumed}");
            let _ = lab.s.shipkit(&["show"]).expect_code(3);
        }
    }
}

#[test]
fn another_task_starts_from_its_own_beginning() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let work = lab.work();
        let _ = lab.run(&work, &["pages", "exit@8"]).expect_code(9);
        let said = lab.run(&work, &["chapters", "exit@Leaves"]).expect_code(9);
        assert_eq!(said.stdout, "chapters from 0\n");
        assert_eq!(lab.shown()["taskId"], "handbook");
    }
}

#[test]
fn work_started_from_elsewhere_saves_to_the_same_place() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let work = lab.s.path(lab.work());
        let work = work.to_str().expect("a sandbox's path is UTF-8");
        lab.s.cd("../home");
        let _ = lab.run(work, &["pages", "exit@8"]).expect_code(9);
        lab.s.cd("../repo");
        assert_eq!(lab.shown()["context"]["page"], 8);
    }
}
