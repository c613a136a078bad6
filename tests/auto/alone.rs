//! Where nobody has saved anything, or git is in the middle of something.

use super::{DOCUMENT, auto, saved, saves, told, work};
use crate::support::Sandbox;

#[test]
fn without_a_checkpoint_and_without_work_nothing_is_written() {
    let s = Sandbox::new();
    s.sh("touch -d 2025-01-27T14:00:00Z a");
    let _ = auto(&s).says("nothing was saved");
    assert!(!s.exists(".shipkit"));
    let json = s
        .shipkit(&["checkpoint", "--auto", "--json"])
        .expect_code(0)
        .json();
    assert_eq!(json["kind"], "none");
    let empty = Sandbox::init(&[]);
    let _ = auto(&empty).says("nothing was saved");
    assert!(!empty.exists(".shipkit"));
}

#[test]
fn without_a_checkpoint_work_begins_one_and_a_person_names_it() {
    let s = Sandbox::new();
    work(&s, "14:40:00", "echo two >>a; echo new >n");
    s.at("2025-01-27T14:50:00+00:00");
    let _ = auto(&s).says("Checkpoint saved.");
    assert_eq!(told(&s), ["- Changed: `a` (line 2)", "- New: `n`"]);
    assert!(
        s.document()
            .contains("## Since the Last Commit (automatic)")
    );
    let _ = auto(&s).says("Nothing has changed");
    let _ = s.shipkit(&["checkpoint", "--task", "Two"]).expect_code(0);
    assert!(
        s.document().contains("**Task:** Two") && told(&s).is_empty(),
        "{}",
        s.document()
    );
}

#[test]
fn before_the_first_commit_and_off_every_branch() {
    let s = Sandbox::init(&[]);
    work(&s, "14:40:00", "echo one >a");
    let _ = auto(&s).says("Checkpoint saved.");
    assert!(
        s.document().contains("## Work So Far (automatic)"),
        "{}",
        s.document()
    );
    assert_eq!(told(&s), ["- New: `a`"]);
    s.sh("git add a; git commit -qm one; git checkout -q --detach");
    work(&s, "15:40:00", "echo two >>a");
    let _ = auto(&s);
    assert!(!s.read(DOCUMENT).contains("branch ="));
}

#[test]
fn after_a_clearing_it_tells_from_there() {
    let s = saved();
    let _ = s.shipkit(&["clear"]).expect_code(0);
    s.at("2025-01-27T15:00:00+00:00");
    let _ = auto(&s).says("nothing was saved");
    work(&s, "15:10:00", "echo x >>b");
    let _ = auto(&s).says("Checkpoint saved.");
    assert!(
        s.document()
            .contains("## Since the Checkpoint Was Cleared (automatic)")
    );
    assert!(!s.document().contains("Five"));
}

#[test]
fn in_the_middle_of_a_rebase_or_a_merge_it_saves() {
    for begin in ["git rebase -q other", "git merge -q other"] {
        let s = saved();
        s.sh("git checkout -qb other; sed -i 5s/.*/theirs/ b; git commit -qam theirs; git checkout -q main; sed -i 5s/.*/ours/ b; git commit -qam ours");
        s.sh(&format!("{begin} >/dev/null 2>&1 || true"));
        assert!(s.read("b").contains("<<<<<<<"), "{begin}");
        work(&s, "15:10:00", "echo x >>a");
        let _ = auto(&s).says("Checkpoint saved.");
        assert!(
            told(&s).contains(&"- Changed: `a` (line 11)".to_owned()),
            "{begin}: {:?}",
            told(&s)
        );
        assert!(s.document().contains("Five"));
    }
}

#[test]
fn a_damaged_record_is_left_alone() {
    let s = saved();
    let broken = s.read(DOCUMENT).replace("[files]", "<<<<<<< ours\n[files]");
    s.write(DOCUMENT, &broken);
    let before = saves(&s);
    work(&s, "15:10:00", "echo x >>a");
    let said = s.shipkit(&["checkpoint", "--auto"]).expect_code(0);
    let _ = said
        .complains("the record is damaged")
        .says("Nothing was saved");
    assert_eq!((s.read(DOCUMENT), saves(&s)), (broken, before));
}

#[test]
fn a_pin_that_takes_the_repositorys_own_program_stays() {
    let s = saved();
    s.sh("echo '*.up filter=up' >.gitattributes; git config filter.up.clean 'tr a-z A-Z'; echo text >f.up; git add .; git commit -qm up");
    let _ = s.shipkit(&["checkpoint", "--open", "f.up"]).expect_code(0);
    let pin = |s: &Sandbox| {
        let document = s.read(DOCUMENT);
        document
            .lines()
            .find(|line| line.starts_with("\"f.up\""))
            .map(str::to_owned)
    };
    let before = pin(&s);
    assert!(
        before.as_ref().is_some_and(|pin| pin.contains("blob = ")),
        "{before:?}"
    );
    work(&s, "15:10:00", "echo more >>f.up; echo x >>b");
    s.sh("git config filter.up.clean 'touch ran; tr a-z A-Z'");
    let _ = auto(&s);
    assert_eq!(pin(&s), before);
    assert!(!s.exists("ran"));
}

/// A git whose look at the work tree fails.
const BLIND: &str = r#"#!/bin/sh
case " $* " in *" status "*) exit 1 ;; esac
PATH=${PATH#*:} exec git "$@"
"#;

#[test]
fn what_cannot_be_looked_at_is_not_taken_back() {
    let s = saved();
    work(&s, "15:10:00", "echo x >>b");
    let _ = auto(&s).says("Checkpoint saved.");
    let (before, entries) = (s.read(DOCUMENT), saves(&s));
    s.write("../bin/git", BLIND);
    s.sh("chmod +x ../bin/git");
    let path = s.sh("printf %s \"$PATH\"");
    s.set("PATH", format!("{}/bin:{path}", s.root().display()));
    s.at("2025-01-27T15:20:00+00:00");
    // `git shipkit` would put git's own folder before any other.
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    let auto = || s.run(program, &["checkpoint", "--auto"], None);
    let _ = auto().expect_code(0).says("Nothing has changed");
    assert_eq!((s.read(DOCUMENT), saves(&s)), (before, entries));
    s.write("a", "new\n");
    let _ = auto().expect_code(0).says("Checkpoint saved.");
    assert_eq!(told(&s), ["- Changed: `b` (line 11)"], "as it was told");
}
