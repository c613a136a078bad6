//! Whatever runs out or is refused: before the ref has moved the old
//! checkpoint stays as it is and the sentence says why; after that nothing is
//! "failed" any more.

use crate::support::{Output, Sandbox};

const SAVE: [&str; 3] = ["checkpoint", "--todo=x", "-y"];

fn entries(s: &Sandbox) -> usize {
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    log["entries"].as_array().map_or(0, Vec::len)
}

/// A save within these limits (ulimit) either is made, or leaves everything as
/// it was and says what could not be done.
fn within(s: &Sandbox, limit: &str) -> bool {
    let (document, before) = (s.document(), entries(s));
    let save = format!(
        "trap '' XFSZ; ulimit {limit}; exec git-shipkit {}",
        SAVE.join(" ")
    );
    let said = s.run("sh", &["-c", &save], None);
    if said.code == 127 {
        return false; // not even loaded
    }
    let saved = said.code == 0;
    if !saved {
        assert_eq!(said.code, 128, "{limit}:\n{said}");
        assert!(said.stderr.starts_with("fatal: "), "{limit}:\n{said}");
        assert_eq!(s.document(), document, "{limit}:\n{said}");
    }
    let now = entries(s);
    assert_eq!(now, before + usize::from(saved), "{limit}:\n{said}");
    assert_eq!(
        s.sh("ls -A .shipkit"),
        "checkpoint.md\n",
        "{limit}:\n{said}"
    );
    saved
}

#[test]
fn files_that_may_not_be_opened_or_written_leave_the_old_checkpoint() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.write("a", "two\n".repeat(2000));
    // How many a save needs depends on how many syncs are under way at once,
    // and on what whoever runs this has left open.
    let limits = (4..24).chain([32, 64, 256]);
    let few: Vec<bool> = limits.map(|n| within(&s, &format!("-n {n}"))).collect();
    assert!(few.contains(&true) && few.contains(&false), "{few:?}");
    let small: Vec<bool> = (0..6).map(|n| within(&s, &format!("-f {n}"))).collect();
    assert!(small.contains(&false), "{small:?}");
    let _ = s.shipkit(&SAVE).expect_code(0);
}

/// Saves in a place where a script is run once the ref has moved.
fn moved(person: &str, command: &[&str]) -> (Sandbox, Output) {
    let s = Sandbox::new();
    s.interpose();
    let _ = s.save(&["a"]);
    let said = s.while_acting(person, command).expect_code(0);
    assert!(said.stderr.starts_with("warning: the history "), "{said}");
    (s, said)
}

#[test]
fn a_document_that_cannot_follow_its_ref_is_a_warning() {
    let (s, said) = moved("mv .shipkit ../gone; echo >.shipkit", &SAVE);
    assert!(said.stdout.contains("Checkpoint saved."), "{said}");
    s.sh("rm .shipkit; mv ../gone .shipkit");
    let _ = s.shipkit(&["resume"]).expect_code(0);
    assert_eq!(entries(&s), 2);
    assert!(
        s.document().contains("- [ ] x"),
        "the next command brings it"
    );
}

#[test]
fn objects_that_cannot_be_seen_to_once_more_are_a_warning() {
    let (s, said) = moved("mv .git/objects ../o; echo >.git/objects", &SAVE);
    assert!(said.stdout.contains("Checkpoint saved."), "{said}");
    s.sh("rm .git/objects; mv ../o .git/objects");
    assert_eq!(entries(&s), 2);
    let _ = s.shipkit(&SAVE).expect_code(0);
}

#[test]
fn a_document_that_cannot_be_removed_is_a_warning() {
    let person = "rm .shipkit/checkpoint.md; mkdir .shipkit/checkpoint.md";
    for command in [&["clear"][..], &["clear", "--purge", "-y"]] {
        let (s, said) = moved(person, command);
        assert!(said.stdout.contains("Checkpoint cleared."), "{said}");
        s.sh("rm -r .shipkit/checkpoint.md");
        let _ = s.shipkit(&["resume"]).expect_code(3);
    }
}

/// As git does in a reftable repository on a full disk: it moves the ref, and
/// fails at putting tables together.
#[test]
fn a_git_that_fails_when_it_has_moved_the_ref_is_a_warning() {
    let (s, said) = moved("echo 'fatal: no room' >&2; exit 1", &SAVE);
    assert!(said.stderr.contains("moving a ref: no room"), "{said}");
    assert_eq!(entries(&s), 2);
    assert!(s.document().contains("- [ ] x"), "{said}");
}
