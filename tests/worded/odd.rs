//! Editors that do what no editor should.

use super::{prose, worded};
use crate::support::Sandbox;

fn at_work() -> Sandbox {
    let s = Sandbox::new();
    s.write("a", "1\n");
    s.sh("git add a; git commit -qm Start");
    s
}

#[test]
fn an_editor_that_leaves_no_file_has_saved_nothing() {
    for editor in [
        "rm \"$1\"",
        "rm \"$1\"; mkdir \"$1\"",
        "rm \"$1\"; mkfifo \"$1\"",
        "rm \"$1\"; ln -s \"$PWD/a\" \"$1\"",
        "rm \"$1\"; exit 1",
    ] {
        let s = at_work();
        let Some(said) = worded(&s, "", editor, "n") else {
            return;
        };
        assert_eq!(said.code, 128, "{editor}: {said:?}");
        assert!(said.stdout.contains("nothing was saved"), "{said:?}");
        assert!(!said.stdout.contains("is kept"), "{said:?}");
        assert_eq!(s.read("a"), "1\n", "{editor}");
    }
}

#[test]
fn what_an_editor_prints_is_not_in_the_answer_for_programs() {
    let s = at_work();
    s.set("GIT_EDITOR", "echo chatter; true");
    let edit = [
        "checkpoint",
        "--json",
        "--task",
        "t",
        "--open",
        "a",
        "--edit",
    ];
    let said = s.shipkit(&edit).expect_code(0);
    assert_eq!(said.stdout.lines().count(), 1, "{said:?}");
    assert!(said.stderr.contains("chatter"), "{said:?}");
    let said = s.shipkit(&["resume", "--json", "--open"]).expect_code(0);
    assert_eq!(said.stdout.lines().count(), 1, "{said:?}");
    assert!(said.stderr.contains("chatter"), "{said:?}");
}

#[test]
fn what_was_typed_when_the_terminal_went_away_is_told_the_next_time() {
    let s = at_work();
    let typed =
        "sed -i '1i **Task:** Move the shop' \"$1\"; kill -9 $(head -n 1 .git/shipkit/editing/*)";
    if worded(&s, "", typed, "").is_none() {
        return;
    }
    let Some(said) = worded(&s, "", "exit 1", "") else {
        return;
    };
    let told = said.stdout.replace('\n', " ");
    let (_, kept) = told.split_once("to save it: ").expect("it is told");
    let command: Vec<&str> = kept.split_whitespace().take(5).collect();
    s.sh(&command.join(" "));
    let prose = prose(&s);
    assert!(prose.starts_with("**Task:** Move the shop\n"), "{prose}");
    assert!(!prose.contains("shipkit:guide"), "{prose}");
    let again = worded(&s, "", "exit 1", "").expect("a terminal");
    assert!(!again.stdout.contains("is kept"), "{again:?}");
}

#[test]
fn a_note_takes_nobody_their_file() {
    let s = at_work();
    let guide = "<!-- shipkit:guide: this comment is left out when you save\nx\n-->\n";
    for (held, given) in [("mine\n", "mine\n"), (guide, "other\n")] {
        s.write("home/checkpoint-mine.md", held);
        let file = s.path("home/checkpoint-mine.md");
        let note = format!("999999999\n{}\n{given}", file.display());
        s.write(".git/shipkit/editing/checkpoint-mine.md", &note);
        if worded(&s, "", "exit 1", "").is_none() {
            return;
        }
        assert_eq!(s.read("home/checkpoint-mine.md"), held);
    }
}
