//! What was saved can be got back: after gc, git clean, a removed worktree,
//! beside other savers.

use crate::support::Sandbox;

const DOCUMENT: &str = ".shipkit/checkpoint.md";

#[test]
fn an_uncommitted_edit_survives_gc() {
    let s = Sandbox::new();
    s.write("a", "two\n");
    let _ = s.save(&["a"]);
    s.sh("git checkout -q a; git gc -q --prune=now");
    assert!(s.has_object(&s.blob_id("two\n")));
    let report = s.check().expect_code(1);
    assert_eq!(report.verdict("a"), "modified");
    assert_eq!(
        (&report.file("a")["added"], &report.file("a")["removed"]),
        (&1.into(), &1.into())
    );
    let _ = s.shipkit(&["resume", "--diff"]).says("-two").says("+one");
}

#[test]
fn an_untracked_file_survives_its_removal() {
    let s = Sandbox::new();
    s.write("u", "u\n");
    let _ = s.save(&["u"]);
    s.sh("rm u; git gc -q --prune=now");
    assert_eq!(s.check().expect_code(1).verdict("u"), "deleted");
    assert_eq!(s.git(&["cat-file", "-p", &s.blob_id("u\n")]), "u");
}

#[test]
fn gc_in_the_main_worktree_spares_what_a_linked_one_saved() {
    let s = Sandbox::new();
    s.git(&["worktree", "add", "-q", "../wt", "-b", "w"]);
    s.cd("../wt");
    s.write("u", "u\n");
    let _ = s.save(&["u"]);
    s.sh("rm u; git -C \"$D\" gc -q --prune=now; git fsck --strict; git log --all >/dev/null");
    s.sh("cd \"$D\"; git log --all >/dev/null; git fetch -q .");
    assert!(s.has_object(&s.blob_id("u\n")));
    assert_eq!(s.check().expect_code(1).verdict("u"), "deleted");
}

#[test]
fn worktrees_do_not_see_each_others_checkpoint() {
    let s = Sandbox::new();
    s.git(&["worktree", "add", "-q", "../w2", "-b", "w"]);
    let _ = s.save(&["a"]);
    s.cd("../w2");
    s.write("a", "w\n");
    let _ = s.save(&["a"]);
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
    s.cd("../repo");
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
    assert_eq!(s.refs().lines().count(), 2);
}

#[test]
fn a_removed_worktree_takes_no_checkpoint_with_it() {
    let s = Sandbox::new();
    s.git(&["worktree", "add", "-q", "../w2", "-b", "w"]);
    s.cd("../w2");
    s.write("u", "u\n");
    let _ = s.save(&["u"]);
    s.cd("../repo");
    s.sh("git worktree remove --force ../w2; git worktree prune; git gc -q --prune=now");
    assert!(s.has_object(&s.blob_id("u\n")));
    let list = s
        .shipkit(&["list", "--all", "--json"])
        .expect_code(0)
        .json();
    assert_eq!(list["checkpoints"][0]["taskName"], "t", "{list:#}");
}

#[test]
fn git_clean_takes_the_file_and_restore_brings_it_back() {
    let s = Sandbox::new();
    s.write("a", "x\n");
    let _ = s.save(&["a"]);
    let document = s.document();
    s.git(&["clean", "-qfdx"]);
    assert!(!s.exists(".shipkit"));
    let _ = s
        .shipkit(&["resume"])
        .expect_code(3)
        .mentions(&["git shipkit restore"]);
    let _ = s.shipkit(&["list"]).expect_code(0).says("its file is gone");
    let _ = s.shipkit(&["restore"]).expect_code(0);
    assert_eq!(s.document(), document);
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
}

#[test]
fn a_clone_has_the_tracked_document_and_its_pins_hold() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("git add -f .shipkit/checkpoint.md; git commit -qm cp; git clone -q \"file://$D\" ../c");
    s.cd("../c");
    assert_eq!(s.refs(), "", "refs/shipkit do not travel by themselves");
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
    s.write("a", "two\n");
    assert_eq!(s.check().expect_code(1).verdict("a"), "modified");
}

#[test]
fn a_clone_without_the_saved_bytes_still_tells_that_they_changed() {
    let s = Sandbox::new();
    s.write("a", "not committed\n");
    let _ = s.save(&["a:1"]);
    s.sh("git add -f .shipkit/checkpoint.md; git commit -qm cp; git clone -q \"file://$D\" ../c");
    s.cd("../c");
    let report = s.check().expect_code(1);
    assert_eq!(report.verdict("a"), "modified");
    assert_eq!(report.position("a", 1)["verdict"], "unknown");
    let _ = s
        .shipkit(&["resume", "--diff"])
        .expect_code(1)
        .mentions(&["a", "saved content not in this clone"]);
}

#[test]
fn a_document_that_is_tracked_is_not_hidden_from_git() {
    let s = Sandbox::new();
    s.write(".shipkit/checkpoint.md", "# Ours\n\nSee `a`.\n");
    s.sh("git add .shipkit; git commit -qm ours");
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    assert!(s.document().starts_with("# Ours\n\nSee `a`.\n"));
    assert_eq!(
        s.git(&["status", "--porcelain"]),
        " M .shipkit/checkpoint.md"
    );
}

#[test]
fn an_untracked_document_is_kept_out_of_git_status() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    assert!(s.exists(".shipkit/checkpoint.md"));
    assert_eq!(s.git(&["status", "--porcelain"]), "");
}

#[test]
fn eight_savers_at_once_make_eight_entries() {
    let s = Sandbox::new();
    let said = s.sh("(for i in 1 2 3 4 5 6 7 8; do CP a & done; wait) 2>&1");
    assert_eq!(said.matches("Checkpoint saved.").count(), 8, "{said}");
    assert!(!said.contains("cannot lock ref"), "{said}");
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(8), "{log:#}");
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
}

#[test]
fn a_mirror_carries_snapshots_and_nothing_else_does() {
    let s = Sandbox::new();
    s.write("u", "s\n");
    let _ = s.save(&["u"]);
    s.sh("git init -q --bare ../m.git; git init -q --bare ../p.git");
    s.sh("git push -q --mirror ../m.git; git push -q --all ../p.git; git push -q --tags ../p.git");
    assert!(s.git(&["ls-remote", "../m.git"]).contains("refs/shipkit/"));
    assert!(!s.git(&["ls-remote", "../p.git"]).contains("refs/shipkit/"));
}

/// A git that, once, lets a save and a gc pass between its reading of a ref
/// of ours and the answer.
const A_GC_BETWEEN: &str = r#"
    mkdir ../bin; real=$(command -v git)
    cat >../bin/git <<END
#!/bin/sh
case " \$* " in
*' rev-parse '*' refs/shipkit/'*)
    if mkdir ../passed 2>/dev/null; then
        answer=\$($real "\$@")
        git-shipkit checkpoint --progress 50 -q && $real gc -q --prune=now
        echo "\$answer"
        exit
    fi ;;
esac
exec $real "\$@"
END
    chmod +x ../bin/git
    PATH="$PWD/../bin:$PATH"; export SHIPKIT_HAND=git"#;

#[test]
fn a_reader_that_a_save_and_a_gc_overtake_reads_what_is_there_now() {
    for (look, told) in [
        ("log", "50%"),
        ("list --all", "50%"),
        ("show --json", "\"savedAt\":\"2"),
    ] {
        let s = Sandbox::new();
        let _ = s.save(&["a"]).expect_code(0);
        s.sh("sed -i '/<!-- git-shipkit/,$d' .shipkit/checkpoint.md");
        let said = s.sh(&format!("{A_GC_BETWEEN}\ngit-shipkit {look}"));
        assert!(said.contains(told), "{look}: {said}");
        assert!(s.path("../passed").exists(), "{look}: it was overtaken");
    }
}

#[test]
fn what_was_kept_is_listed_with_the_saves() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let saved = s.read(DOCUMENT);
    let later = saved.replace("version = 1", "version = 9");
    let damaged = saved.replace("prose = ", "<<<<<<< ");
    for text in ["# Without a record\n", &damaged, &later] {
        s.write(DOCUMENT, text);
        let _ = s.shipkit(&["restore", "1"]).says("What was there");
    }
    let log = s.shipkit(&["log"]).expect_code(0);
    for entry in ["2 ", "4 "] {
        let is_listed = |line: &str| line.starts_with(entry) && line.contains("never saved");
        assert!(log.stdout.lines().any(is_listed), "{entry}: {}", log.stdout);
    }
    assert!(log.stdout.contains("Without a record"), "{}", log.stdout);
    let _ = log.complains("warning: entry 6: .shipkit/checkpoint.md: its record has version 9");
}
