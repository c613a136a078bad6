//! `initSession`: shows what is there, asks, and clears on a no alone.

use super::{LANGUAGES, Lab, Way};
use crate::support::{Output, can_type, skipped};
use serde_json::{Value, json};

/// What is shown of what [`session`] saves.
const SHOWN: &str = "
🔄 Checkpoint detected!

  Task: Sort <U+001B>[31mthem
  Progress: 40%
  Last action: Took one
  Next step: Take two
  Saved: 2025-01-27T14:30:00+00:00

⚠️  BLOCKER: No light

";

const CLEARED: &str = "Checkpoint cleared.\nTo bring it back: git shipkit restore\n";

/// A program that saves, opens a session with these arguments, and says the
/// length of the name it got and whether a checkpoint is left.
fn session(lab: &Lab, javascript: &str, python: &str) -> String {
    let state = r#"{"taskName": "Sort \u001b[31mthem", "progress": 40, "lastAction": "Took one",
        "nextStep": "Take two", "blockers": "No light"}"#;
    lab.lines(
        &format!(
            "await manager.saveCheckpoint({state});
             const found = await manager.initSession({javascript});
             const left = await manager.loadCheckpoint();
             say([found && found.taskName.length, left !== null]);"
        ),
        &format!(
            "manager.save_checkpoint({state})
found = manager.init_session({python})
left = manager.load_checkpoint()
say([found and len(found['taskName']), left is not None])"
        ),
    )
}

/// Both spell a list of two in their own way.
fn plain(output: &Output) -> String {
    output.stdout.replace(", ", ",").replace('\r', "")
}

fn outcome(way: Way, javascript: &str, python: &str) -> String {
    let lab = Lab::new(way);
    lab.s.set("SHIPKIT_NOW", "2025-01-27T14:30:00+00:00");
    let program = session(&lab, javascript, python);
    let said = lab.run(&program, &[]).expect_code(0);
    assert_eq!(said.stderr, "");
    plain(&said)
}

#[test]
fn a_no_clears_and_anything_else_resumes() {
    for way in LANGUAGES {
        for (answer, cleared, end) in [
            ("yes", "", "[14,true]\n"),
            (" Y\\n", "", "[14,true]\n"),
            ("perhaps", "", "[14,true]\n"),
            ("", "", "[14,true]\n"),
            ("no", CLEARED, "[null,false]\n"),
            ("N ", CLEARED, "[null,false]\n"),
        ] {
            let said = outcome(
                way,
                &format!("{{ ask: (question) => '{answer}' }}"),
                &format!("ask=lambda question: '{answer}'"),
            );
            assert_eq!(said, format!("{SHOWN}{cleared}{end}"), "{way:?} {answer:?}");
        }
    }
}

#[test]
fn what_was_cleared_comes_back() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let program = session(&lab, "{ ask: async () => 'no' }", "ask=lambda _: 'no'");
        let _ = lab.run(&program, &[]).expect_code(0);
        let _ = lab.s.shipkit(&["restore"]).expect_code(0);
        assert_eq!(lab.shown()["nextStep"], "Take two");
    }
}

#[test]
fn the_command_that_brings_it_back_can_be_typed_as_it_is() {
    for (name, typed) in [("auth", "auth"), ("it's $HOME", "'it'\\''s $HOME'")] {
        for way in LANGUAGES {
            let lab = Lab::new(way);
            let program = lab.lines(
                &format!(
                    "await manager.saveCheckpoint({{ taskName: 't' }}, \"{name}\");
                     await manager.initSession({{ name: \"{name}\", ask: () => 'no' }});"
                ),
                &format!(
                    "manager.save_checkpoint({{'taskName': 't'}}, \"{name}\")
manager.init_session(\"{name}\", ask=lambda _: 'no')"
                ),
            );
            let said = lab.run(&program, &[]).expect_code(0).stdout;
            let command = said.lines().last().unwrap_or_default();
            let command = command.trim_start_matches("To bring it back: ");
            let expected = format!("git shipkit restore {typed}");
            // Python's way with a quote is another, and as good to a shell.
            let shown = command.replace("'\"'\"'", r"'\''");
            assert_eq!(shown, expected, "{way:?}");
            lab.s.sh(command);
            let _ = lab.s.shipkit(&["show", name]).expect_code(0);
        }
    }
}

#[test]
fn one_question_is_asked() {
    for way in LANGUAGES {
        let said = Lab::new(way).says(
            "await manager.saveCheckpoint({ taskName: 't' });
             const asked = [];
             const ask = async (question) => void asked.push(question);
             await manager.initSession({ ask, output: { write() {} } });
             say(asked);",
            "manager.save_checkpoint({'taskName': 't'})
asked = []
out, sys.stdout = sys.stdout, open(os.devnull, 'w')
manager.init_session(ask=asked.append)
sys.stdout = out
say(asked)",
        );
        assert_eq!(said, [json!(["Resume this task? (yes/no): "])], "{way:?}");
    }
}

#[test]
fn nobody_is_asked_without_a_terminal() {
    for way in LANGUAGES {
        assert_eq!(
            outcome(way, "", ""),
            format!("{SHOWN}[14,true]\n"),
            "{way:?}"
        );
    }
}

#[test]
fn what_there_is_not_is_left_out() {
    for way in LANGUAGES {
        let said = Lab::new(way).says(
            "await manager.saveCheckpoint({ taskName: 'bare' }, 'x');
             await manager.initSession('x');",
            "manager.save_checkpoint({'taskName': 'bare'}, 'x')
manager.init_session('x')",
        );
        let said = said.iter().filter_map(Value::as_str);
        let kept: Vec<&str> = said.filter(|line| !line.starts_with("  Saved: ")).collect();
        let expected = ["", "🔄 Checkpoint detected!", "", "  Task: bare", ""];
        assert_eq!(kept, expected, "{way:?}");
    }
}

#[test]
fn on_a_terminal_the_answer_is_typed() {
    if !can_type() {
        return skipped("there is no script (util-linux)");
    }
    for way in LANGUAGES {
        for (keys, end) in [
            ("yes\\n", "[14,true]\n"),
            ("no\\n", "[null,false]\n"),
            ("\\004", "[14,true]\n"),
        ] {
            let lab = Lab::new(way);
            let program = session(&lab, "", "");
            let run = format!("{} {program}", way.runs());
            let typing =
                format!("(sleep 1.5; printf '{keys}'; sleep 1.5) | script -qec '{run}' /dev/null");
            let said = plain(&lab.s.run("sh", &["-c", &typing], None));
            assert!(said.contains("Resume this task? (yes/no): "), "{said}");
            assert!(said.ends_with(end), "{way:?} {keys}: {said}");
        }
    }
}
