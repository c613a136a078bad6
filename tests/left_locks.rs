//! A lock that a killed command of ours left stands in nobody's way; one that
//! may be somebody's is named and never removed.

use crate::support::{Output, Sandbox, skipped};

const TABLES: &str = ".git/reftable/tables.list.lock";

/// A saved checkpoint in a reftable repository; none where this git has no
/// such.
fn saved() -> Option<Sandbox> {
    let s = Sandbox::empty();
    if !s.git_can(&["init", "-q", "-b", "main", "--ref-format=reftable"]) {
        skipped("this git knows no reftable");
        return None;
    }
    s.sh("echo one >a; git add a; git commit -qm i");
    s.interpose();
    let _ = s.save(&["a"]);
    Some(s)
}

const SAVE: [&str; 2] = ["checkpoint", "--todo=x"];

fn save(s: &Sandbox, instead: &str) -> Output {
    if instead.is_empty() {
        s.alone(&SAVE)
    } else {
        s.instead_of_git(instead, &SAVE)
    }
}

fn entries(s: &Sandbox) -> Option<usize> {
    let log = s.alone(&["log", "--json"]).expect_code(0).json();
    log["entries"].as_array().map(Vec::len)
}

#[test]
fn a_git_of_ours_that_is_killed_blocks_not_even_this_save() {
    let Some(s) = saved() else { return };
    let said = save(&s, &format!("touch {TABLES}; kill -9 $$"));
    let _ = said.expect_code(0);
    assert!(!s.exists(TABLES) && !s.exists(".git/shipkit/moving"));
    assert_eq!(entries(&s), Some(2));
}

#[test]
fn a_save_that_is_killed_with_its_git_blocks_not_the_next() {
    let Some(s) = saved() else { return };
    let said = save(&s, &format!("touch {TABLES}; kill -9 $PPID $$"));
    assert_ne!(said.code, 0, "it was not killed");
    assert!(s.exists(TABLES) && s.exists(".git/shipkit/moving"));
    let _ = save(&s, "").expect_code(0);
    assert!(!s.exists(TABLES) && !s.exists(".git/shipkit/moving"));
    assert_eq!(entries(&s), Some(2));
    s.git(&["update-ref", "refs/heads/theirs", "HEAD"]);
}

#[test]
fn a_reader_cures_it_too() {
    let Some(s) = saved() else { return };
    let _ = save(&s, &format!("touch {TABLES}; kill -9 $PPID $$"));
    s.sh("sleep 1.1");
    let _ = s.alone(&["resume"]).expect_code(0);
    assert!(!s.exists(TABLES));
}

#[test]
fn the_lock_of_a_git_that_lives_is_named() {
    let Some(s) = saved() else { return };
    let instead = format!(
        "touch {TABLES}; kill -9 $PPID; echo $$ >\"$SANDBOX/child\"; exec sleep 20 >/dev/null 2>&1"
    );
    let _ = save(&s, &instead);
    let said = save(&s, "").expect_code(128);
    assert!(said.stderr.contains("tables.list.lock' is there"), "{said}");
    assert!(s.exists(TABLES), "it was taken from under its owner");
    s.sh(&format!("kill $(cat ../child); rm {TABLES}"));
    let _ = save(&s, "").expect_code(0);
}

#[test]
fn a_lock_of_somebody_else_is_named_however_old_it_is() {
    let Some(s) = saved() else { return };
    for note in [
        "",
        "mkdir -p .git/shipkit/moving; touch -d '1 minute ago' .git/shipkit/moving/by-1",
        "sleep 0.1; mkdir -p .git/shipkit/moving; touch .git/shipkit/moving/by-1",
    ] {
        s.sh(&format!(
            "touch {TABLES}; touch -d '1 hour ago' {TABLES}\n{note}"
        ));
        s.sh("sleep 1.1");
        let said = save(&s, "").expect_code(128);
        assert!(
            said.stderr.contains("tables.list.lock' is there"),
            "{note}: {said}"
        );
        assert!(s.exists(TABLES), "{note}");
        s.sh(&format!("rm {TABLES}"));
    }
    let _ = save(&s, "").expect_code(0);
    assert!(!s.exists(".git/shipkit/moving"));
}

#[test]
fn a_killed_purge_leaves_no_lock_for_ever() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh(
        "git pack-refs --all; mkdir .git/shipkit/moving; touch .git/shipkit/moving/by-1
          sleep 0.1; touch .git/packed-refs.lock; sleep 1.1",
    );
    let _ = s.alone(&["clear", "--purge", "-y"]).expect_code(0);
    assert_eq!(s.refs(), "");
    assert!(!s.exists(".git/packed-refs.lock") && !s.exists(".git/shipkit/moving"));
}

#[test]
fn a_lock_beside_a_note_stays_while_somebody_writes_the_refs() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh(
        "mkdir -p .git/shipkit/moving && echo dead >.git/shipkit/moving/by-dead
          touch .git/packed-refs.lock .git/packed-refs.new",
    );
    let written = std::fs::File::open(s.path(".git/packed-refs.new")).expect("it was made");
    std::thread::sleep(std::time::Duration::from_millis(1200));
    let _ = s.alone(&["status"]).expect_code(0);
    assert!(s.exists(".git/packed-refs.lock"), "it was somebody's");
    drop(written);
    let _ = s.alone(&["status"]).expect_code(0);
    assert!(!s.exists(".git/packed-refs.lock"), "nobody is at work");
}
