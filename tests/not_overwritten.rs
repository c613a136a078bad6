//! What somebody wrote is never written over without a copy in the history,
//! and what a killed or hindered command leaves harms nobody after it.

use crate::support::Sandbox;

const DOCUMENT: &str = ".shipkit/checkpoint.md";

/// Whether an entry of the history holds these very bytes as its document.
fn history_has(s: &Sandbox, bytes: &str) -> bool {
    let blob = s.blob_id(bytes);
    let held = |refname: &str| s.git(&["ls-tree", "-r", refname]).contains(&blob);
    s.refs().lines().any(held)
}

fn edited(s: &Sandbox, from: &str, to: &str) -> String {
    let text = s.document();
    assert!(text.contains(from), "nothing to edit in:\n{text}");
    let text = text.replace(from, to);
    s.write(DOCUMENT, &text);
    text
}

#[test]
fn a_damaged_record_is_told_and_kept_when_it_is_saved_over() {
    for verb in [&["checkpoint", "--todo=x"][..], &["resume", "--update"]] {
        let s = Sandbox::new();
        let _ = s.save(&["a"]);
        let damaged = edited(&s, "version = 1\n", "<<<<<<< ours\nversion = 1\n");
        let said = s.shipkit(verb).expect_code(0);
        assert!(said.stderr.contains("damaged"), "{verb:?}:\n{said}");
        assert!(history_has(&s, &damaged), "{verb:?} lost the old bytes");
    }
}

#[test]
fn unsaved_edits_that_a_save_replaces_are_in_the_history() {
    let s = Sandbox::new();
    let state: &[u8] = br#"{"taskName":"t","testState":"green"}"#;
    for save in [
        &["checkpoint", "--state=-"][..],
        &["checkpoint", "--tests=red"],
        &["checkpoint", "--from=-"],
    ] {
        let start = &["checkpoint", "--state=-", "-y"];
        let _ = s.shipkit_reading(start, Some(state)).expect_code(0);
        let mine = edited(&s, "green", "my own words");
        let _ = s.shipkit_reading(save, Some(state)).expect_code(0);
        assert!(!s.document().contains("my own words"), "{save:?}");
        assert!(history_has(&s, &mine), "{save:?} lost what was not saved");
    }
}

#[test]
fn unsaved_edits_that_a_save_takes_along_make_one_entry() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let _ = edited(&s, "**Task:** t\n", "**Task:** t\n\nMy own words.\n");
    let _ = s.shipkit(&["checkpoint", "--todo=x"]).expect_code(0);
    assert!(s.document().contains("My own words."));
    let log = s.shipkit(&["log", "--json"]).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(2), "{log:#}");
}

#[test]
fn what_is_written_while_the_editor_is_open_is_kept() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let meanwhile = s
        .document()
        .replace("**Task:** t", "**Task:** t\n\nMeanwhile.");
    s.write("../meanwhile", &meanwhile);
    s.git(&[
        "config",
        "core.editor",
        "cp ../meanwhile .shipkit/checkpoint.md; true",
    ]);
    let said = s.run("git", &["shipkit", "checkpoint", "--edit"], None);
    let said = said.expect_code(0);
    assert!(said.stderr.contains("changed meanwhile"), "{said}");
    assert!(history_has(&s, &meanwhile), "{said}");
}

#[test]
fn an_update_keeps_a_programs_state_to_the_letter() {
    let s = Sandbox::new();
    let state = br#"{"taskName":"t","nextStep":null,"blockers":"one\ntwo"}"#;
    let _ = s.shipkit_reading(&["checkpoint", "--state=-"], Some(state));
    let _ = s.shipkit(&["resume", "--update"]).expect_code(0);
    let shown = s.shipkit(&["show", "--json"]).json();
    assert_eq!(shown["blockers"], "one\ntwo", "{shown:#}");
    assert!(
        shown
            .get("nextStep")
            .is_some_and(serde_json::Value::is_null),
        "{shown:#}"
    );
}

#[test]
fn purge_cures_a_lock_whose_owner_died() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let refname = s.refs();
    s.sh(&format!(
        "git pack-refs --all; mkdir -p .git/{refname}; rmdir .git/{refname}; touch -d '1 hour ago' .git/{refname}.lock"
    ));
    let _ = s.shipkit(&["clear", "--purge", "-y"]).expect_code(0);
    assert_eq!(s.refs(), "", "said to be dropped, and is there");
}

#[test]
fn purge_names_the_lock_that_it_must_not_remove() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("git pack-refs --all; touch .git/packed-refs.lock");
    let purge = s.shipkit(&["clear", "--purge", "-y"]);
    let _ = purge.refused(128, "packed-refs.lock");
    assert!(s.exists(DOCUMENT), "half of it is gone");
    s.sh("rm .git/packed-refs.lock");
    let _ = s.shipkit(&["clear", "--purge", "-y"]).expect_code(0);
    assert_eq!(s.refs(), "");
}

#[test]
fn a_save_is_no_failure_where_the_document_cannot_be_hidden() {
    let s = Sandbox::new();
    s.sh("rm -rf .git/info; mkdir -p .git/info/exclude");
    let said = s.save(&["a"]);
    assert!(said.stderr.contains("info/exclude"), "{said}");
    s.sh("rm -rf .git/info");
}

#[test]
fn a_document_that_was_there_before_the_first_save_is_hidden_too() {
    let s = Sandbox::new();
    s.write(DOCUMENT, "# Mine\n");
    let _ = s
        .shipkit(&["checkpoint", "--new", "--task=t"])
        .expect_code(0);
    assert_eq!(s.git(&["status", "--porcelain"]), "");
    assert!(history_has(&s, "# Mine\n"));
}

#[test]
fn what_a_killed_save_left_is_hidden_and_swept_up() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.write(".shipkit/checkpoint-.tmp-Ab12.md", "half a docum");
    s.write(".git/shipkit/pending/checkpoint-.tmp-Cd34.md", "tip =");
    assert_eq!(s.git(&["status", "--porcelain"]), "");
    let listed = s.shipkit(&["list", "--json"]).json();
    assert_eq!(listed["checkpoints"].as_array().map(Vec::len), Some(1));
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    assert!(!s.exists(".shipkit/checkpoint-.tmp-Ab12.md"));
    assert!(!s.exists(".git/shipkit/pending/checkpoint-.tmp-Cd34.md"));
}

#[test]
fn a_restored_name_must_not_be_the_twin_of_another() {
    let s = Sandbox::new();
    s.git(&["worktree", "add", "-q", "../w", "-b", "w"]);
    s.cd("../w");
    let _ = s.shipkit(&["checkpoint", "Auth", "--task=theirs"]);
    let id = s.sh("cat \"$(git rev-parse --git-dir)/shipkit/id\"");
    s.cd("../repo");
    let _ = s.shipkit(&["checkpoint", "auth", "--task=ours"]);
    s.git(&["config", "core.ignorecase", "true"]);
    let there = format!("{}:Auth", id.trim());
    let _ = s.shipkit(&["restore", &there]).refused(128, "auth");
    assert!(s.read(".shipkit/checkpoint-auth.md").contains("ours"));
    s.git(&["config", "core.ignorecase", "false"]);
}

#[test]
fn a_renamed_file_goes_by_its_new_name_alone() {
    for to in ["c", "lib/a"] {
        let s = Sandbox::new();
        let _ = s.save(&["a:1"]);
        s.sh(&format!(
            "mkdir -p lib; git mv a {to}; git commit -qm moved"
        ));
        let said = s.shipkit(&["checkpoint"]).expect_code(0);
        let named = format!("1. `{to}` (line 1)");
        assert!(s.document().contains(&named), "{said}\n{}", s.document());
        let report = s.check().expect_code(0);
        assert_eq!(report.verdict(to), "unchanged");
        assert!(!s.document().contains("missing"), "{}", s.document());
    }
}

#[test]
fn a_gc_that_read_the_refs_before_a_save_does_not_take_it() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.write("a", "two\n");
    s.sh("git repack -qad; git prune-packed; touch .git/gc.pid");
    let _ = s.save(&["a"]);
    // what a gc does at its end with objects that no ref named at its start
    s.sh("rm -rf .git/objects/??");
    assert!(!s.has_object(&s.blob_id("two\n")), "the gc is played badly");
    // not watched: git cannot list the refs before it, and can after
    let _ = s
        .run("git", &["shipkit", "checkpoint"], None)
        .expect_code(0);
    s.sh("rm -rf .git/objects/??; rm .git/gc.pid");
    let _ = s.run("git", &["shipkit", "resume"], None).expect_code(0);
    assert!(s.has_object(&s.blob_id("two\n")));
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(3), "{log:#}");
    assert!(!s.exists(".git/shipkit/kept"), "nothing is kept for ever");
}

#[test]
fn a_file_that_cannot_follow_its_history_blocks_nobody() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let _ = s
        .shipkit(&["checkpoint", "other", "--task=o"])
        .expect_code(0);
    s.sh("rm .shipkit/checkpoint-other.md; mkdir -p .shipkit/checkpoint-other.md .git/shipkit/pending
          echo 'tip = \"0\"' >.git/shipkit/pending/name-other");
    let _ = s.shipkit(&["resume"]).expect_code(0);
    let _ = s.shipkit(&["checkpoint", "--todo=x"]).expect_code(0);
    let _ = s.shipkit(&["list"]).expect_code(0);
}

#[test]
fn a_programs_state_follows_the_lines_that_are_healed() {
    let s = Sandbox::new();
    s.write("a", "one\ntwo\nthree\n");
    let state = br#"{"taskName":"t","blockers":"x\ny","filesToOpen":[{"path":"a","lines":"3"}]}"#;
    let _ = s.shipkit_reading(&["checkpoint", "--state=-"], Some(state));
    for (text, now) in [("two\nthree\n", "2"), ("three\n", "1")] {
        s.write("a", text);
        let verb: &[&str] = if now == "2" {
            &["checkpoint"]
        } else {
            &["resume", "--update"]
        };
        let _ = s.shipkit(verb).expect_code(0);
        let shown = s.shipkit(&["show", "--json"]).json();
        assert_eq!(shown["filesToOpen"][0]["lines"], now, "{shown:#}");
        assert_eq!(shown["blockers"], "x\ny", "{shown:#}");
    }
}

#[test]
fn what_was_typed_is_kept_where_it_cannot_be_saved() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("mkdir ../typed");
    let typed = s.path("../typed");
    s.set("TMPDIR", typed);
    s.git(&["config", "core.editor", "printf 'hours of work \\377' >"]);
    let said = s.run("git", &["shipkit", "checkpoint", "--edit"], None);
    let said = said.expect_code(128);
    assert!(said.stderr.contains("what you typed is kept"), "{said}");
    let kept = s.sh("cat ../typed/*.md | tr -d '\\377'");
    assert_eq!(kept, "hours of work ");
}
