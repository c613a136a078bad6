//! Editors that do what no editor should.

use super::worded;
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
