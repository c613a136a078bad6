//! Each reference is pinned at the commit that last touched its line.

use super::{check, check_with, commit, repository};
use serde_json::json;

#[test]
fn what_was_not_touched_since_is_unchanged() {
    let s = repository("See `code:7` and `other`.\n");
    let report = check(&s).expect_code(0);
    assert_eq!(report.files(), ["code unchanged", "other unchanged"]);
    assert_eq!(report.position("code", 7)["verdict"], "same");
    assert_eq!(report.json["document"], "guide.md");
    assert_eq!(report.json["freshness"], json!(null));
    assert_eq!(report.relation(), "same");
}

#[test]
fn a_mended_typo_launders_nothing() {
    let s = repository("Teh guide.\n\nSee `code:7`.\n");
    commit(&s, "sed -i '1i new' code");
    commit(&s, "sed -i 's/Teh/The/' guide.md");
    let report = check(&s).expect_code(1);
    assert_eq!(report.verdict("code"), "modified");
    assert_eq!(report.position("code", 7)["nowLine"], 8);
    assert_eq!(report.file("code")["added"], 1);
    let commits = report.file("code")["commits"].as_array();
    assert_eq!(commits.expect("a list").len(), 1);
    assert_eq!(report.file("code")["uncommitted"], false);
}

#[test]
fn a_rewritten_line_pins_that_line_anew_and_no_other() {
    let s = repository("See `code:7`.\n\nAnd `code:9`.\n\nAnd `other`.\n");
    commit(&s, "sed -i 's/^step [79]$/& was/' code; echo two >other");
    commit(&s, "sed -i 's/^See/Look at/' guide.md");
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["verdict"], "same");
    assert_eq!(report.position("code", 9)["verdict"], "edited");
    assert_eq!(report.verdict("code"), "modified", "since line 3");
    assert_eq!(report.verdict("other"), "modified");
    assert_eq!(report.json["drift"]["severity"], "at-position");
    commit(&s, "sed -i 's/^And/Also/' guide.md");
    let report = check(&s).expect_code(0);
    assert_eq!(report.files(), ["code unchanged", "other unchanged"]);
}

#[test]
fn one_position_on_two_lines_has_two_pins() {
    let s = repository("See `code:7`.\n\nAnd `code:7`.\n");
    commit(&s, "sed -i 's/^step 7$/& was/' code");
    commit(&s, "sed -i 's/^And/Also/' guide.md");
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["verdict"], "edited");
    let said = s.shipkit(&["check", "--format=github", "guide.md"]);
    let said = said.expect_code(1).says("file=guide.md,line=1,");
    assert!(!said.stdout.contains("line=3,"), "{said}");
}

#[test]
fn a_position_in_words_is_as_old_as_its_own_line() {
    let s = repository("- File: `code`\n  - stopped (line 7)\n");
    commit(&s, "sed -i 's/^step 7$/& was/' code");
    commit(&s, "sed -i 's/File: /File:  /' guide.md");
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["verdict"], "edited");
    commit(&s, "sed -i 's/stopped/halted/' guide.md");
    assert_eq!(check(&s).expect_code(0).verdict("code"), "unchanged");
}

#[test]
fn a_path_that_is_younger_than_its_number_pins_both() {
    let s = repository("- File: `gone.c`\n  - stopped (line 7)\n");
    commit(&s, "cp code new.c");
    commit(&s, "sed -i 's/gone/new/' guide.md");
    commit(&s, "sed -i '1i new' new.c");
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("new.c", 7)["nowLine"], 8);
}

#[test]
fn of_two_pins_the_older_is_told() {
    let s = repository("See `code`.\n\nAnd `code`.\n");
    commit(&s, "sed -i '1i new' code");
    commit(&s, "sed -i 's/^And/Also/' guide.md");
    commit(&s, "sed -i '1i newer' code");
    let report = check(&s).expect_code(1);
    assert_eq!(report.file("code")["added"], 2);
    assert_eq!(report.file("code")["commits"][1]["subject"], "change");
    let _ = s
        .shipkit(&["check", "guide.md"])
        .expect_code(1)
        .says("- code: Modified after guide.md:1 was written (+2 -0)\n");
}

#[test]
fn lines_that_no_commit_has_are_never_pinned() {
    let s = repository("See `code:7`.\n");
    s.sh("echo 'And `other`, `code:9`.' >>guide.md; echo two >other");
    let report = check(&s).expect_code(0);
    assert_eq!(report.files(), ["code unchanged", "other unpinned"]);
    assert_eq!(report.position("code", 7)["verdict"], "same");
    assert_eq!(report.position("code", 9)["verdict"], "unpinned");
}

#[test]
fn a_document_that_git_does_not_track_pins_nothing() {
    let s = repository("");
    s.sh("echo 'See `code:7`.' >notes.md; echo notes.md >.git/info/exclude; echo 2 >code");
    let report = check_with(&s, &["notes.md"]).expect_code(0);
    assert_eq!(report.files(), ["code unpinned"]);
    s.sh("git add -f notes.md");
    let report = check_with(&s, &["notes.md"]).expect_code(0);
    assert_eq!(report.files(), ["code unpinned"]);
}

#[test]
fn before_the_first_commit_nothing_is_pinned() {
    let s = crate::support::Sandbox::init(&[]);
    s.sh("echo 1 >code.c; echo 'See `code.c:1`.' >guide.md; git add .");
    assert_eq!(check(&s).expect_code(0).files(), ["code.c unpinned"]);
}

#[test]
fn a_renamed_document_is_followed() {
    let s = repository("One.\n\nTwo.\n\nThree.\n\nSee `code:7`.\n");
    commit(&s, "sed -i '1i new' code");
    commit(&s, "mkdir d; git mv guide.md d/g.md");
    let report = check_with(&s, &["d/g.md"]).expect_code(1);
    assert_eq!(report.position("code", 7)["nowLine"], 8);
    s.sh("git mv d/g.md guide.md");
    assert_eq!(check(&s).expect_code(1).position("code", 7)["nowLine"], 8);
}

#[test]
fn a_file_that_is_gone_is_told_although_nothing_bears_its_name() {
    let s = repository("See `other`, other.c/x.\n\nAlso `src/gone.c` and gone.c.\n");
    s.sh("mkdir src; seq 9 >src/gone.c; seq 20 30 >src/moved.c; echo '`src/moved.c`' >>guide.md");
    commit(&s, "sed -i 's/Also/And/' guide.md");
    commit(&s, "git rm -q src/gone.c; git mv src/moved.c src/there.c");
    let report = check(&s).expect_code(1);
    assert_eq!(
        report.files(),
        [
            "other unchanged",
            "src/gone.c deleted",
            "src/moved.c renamed"
        ]
    );
    assert_eq!(report.file("src/moved.c")["newPath"], "src/there.c");
}

#[test]
fn two_files_do_not_become_one() {
    let s = repository("");
    s.sh("mkdir src; seq 9 >src/a.c");
    commit(&s, "echo 'See `src/a.c`.' >guide.md");
    commit(&s, "seq 9 >src/b.c; echo 'See `src/b.c`.' >>guide.md");
    commit(&s, "git rm -q src/a.c; mkdir lib; git mv src/b.c lib/b.c");
    let report = check(&s).expect_code(1);
    assert_eq!(report.files(), ["src/a.c deleted", "src/b.c renamed"]);
}

#[test]
fn what_was_not_there_yet_is_no_pin() {
    let s = repository("Soon: `later.c`, `never.c`.\n\n- File: `planned.c`\n- File: `other`\n");
    commit(&s, "echo 1 >later.c");
    commit(&s, "echo 2 >later.c");
    let report = check(&s).expect_code(0);
    assert_eq!(
        report.files(),
        ["later.c unpinned", "other unchanged", "planned.c missing"]
    );
}

#[test]
fn links_start_at_the_document() {
    let s = repository("");
    s.sh("mkdir -p docs src; echo 1 >src/a.c; echo 1 >docs/a.c; echo 1 >docs/old.md");
    s.sh("echo '[a](../src/a.c#L1) [o](old.md)' >docs/d.md");
    commit(&s, "echo");
    commit(&s, "sed -i '1i new' src/a.c; git rm -q docs/old.md");
    let report = check_with(&s, &["docs/d.md"]).expect_code(1);
    assert_eq!(report.files(), ["docs/old.md deleted", "src/a.c modified"]);
    assert_eq!(report.position("src/a.c", 1)["nowLine"], 2);
    s.cd("docs");
    let report = check_with(&s, &["d.md"]).expect_code(1);
    assert_eq!(report.verdict("src/a.c"), "modified");
}

#[test]
fn a_document_is_no_reference_of_itself() {
    let s = repository("This is guide.md; see `other`.\n");
    commit(&s, "echo more >>guide.md");
    assert_eq!(check(&s).expect_code(0).files(), ["other unchanged"]);
}

#[test]
fn what_was_changed_and_changed_back_is_unchanged() {
    let s = repository("See `other`.\n");
    commit(&s, "echo two >other");
    commit(&s, "echo one >other");
    assert_eq!(check(&s).expect_code(0).verdict("other"), "unchanged");
    s.sh("chmod +x other");
    let report = check(&s).expect_code(1);
    assert_eq!(report.verdict("other"), "mode-changed");
    assert_eq!(report.file("other")["uncommitted"], true);
}

#[test]
fn commits_that_blame_ignores_pin_nothing() {
    let s = repository("See `code:7`.\n");
    commit(&s, "sed -i '1i new' code; sed -i 's/See/Read/' guide.md");
    assert_eq!(check(&s).expect_code(0).verdict("code"), "unchanged");
    s.sh("git rev-parse HEAD >revs; git config blame.ignoreRevsFile revs");
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["nowLine"], 8);
    s.sh("rm revs");
    let report = check(&s).expect_code(2);
    let why = report.file("code")["why"].as_str().expect("a reason");
    assert!(why.starts_with("git blame guide.md: "), "{why}");
    s.sh("git config --unset blame.ignoreRevsFile");
    s.sh("printf '[blame]\\n ignoreRevsFile = revs\\n' >../home/settings");
    s.set("GIT_CONFIG_GLOBAL", s.root().join("home/settings"));
    assert_eq!(check(&s).expect_code(0).verdict("code"), "unchanged");
}

#[test]
fn no_program_of_the_configuration_is_run() {
    let s = repository("See `code:7`.\n");
    s.sh(
        "git config diff.x.textconv 'touch ran; cat'; git config core.fsmonitor 'touch ran; false'
          echo '*.md diff=x' >.git/info/attributes",
    );
    assert_eq!(check(&s).expect_code(0).verdict("code"), "unchanged");
    s.sh("echo more >>guide.md");
    assert_eq!(check(&s).expect_code(0).verdict("code"), "unchanged");
    assert!(!s.exists("ran"));
}

#[test]
fn lines_of_a_merge_in_progress_are_those_of_both_sides() {
    let s = repository("See `code:7`.\n\n\n\n\nEnd.\n");
    s.sh(
        "git checkout -q -b side; sed -i '1i new' code; git commit -qam code
          echo 'And `code:9`.' >>guide.md; git commit -qam side
          git checkout -q main; sed -i '1i Intro.' guide.md; git commit -qam main
          git merge -q --no-commit side",
    );
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["nowLine"], 8);
    assert_eq!(report.position("code", 9)["verdict"], "same");
}

#[test]
fn a_file_that_is_gone_is_told_by_its_short_name_too() {
    let s = repository("See `login.ts:3` and `node.ts`.\n");
    s.sh("mkdir -p src/api; seq -f 'l %g' 9 >src/api/login.ts");
    s.sh("git add -A; git commit -qm more; sed -i 's/See/Look at/' guide.md");
    commit(&s, "true");
    commit(&s, "git rm -q src/api/login.ts");
    let report = check(&s).expect_code(1);
    assert_eq!(report.files(), ["src/api/login.ts deleted"]);
}

#[test]
fn a_short_name_that_two_files_had_is_no_reference() {
    let s = repository("");
    s.sh("mkdir a b; echo 1 >a/mod.rs; echo 2 >b/mod.rs");
    commit(&s, "echo 'See `mod.rs`.' >guide.md");
    commit(&s, "git rm -q a/mod.rs b/mod.rs");
    assert!(check(&s).expect_code(0).files().is_empty());
}
