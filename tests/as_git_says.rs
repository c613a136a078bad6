//! Git is the authority: what git says of a file is what we say.

use crate::support::Sandbox;

/// `pin` is how the record has it: a mode and the id git would store.
fn assert_pinned(s: &Sandbox, mode: &str, id: &str) {
    let pin = format!("mode = \"{mode}\", blob = \"{id}\"");
    assert!(s.document().contains(&pin), "no {pin} in\n{}", s.document());
}

#[test]
fn line_ends_that_only_autocrlf_changes_are_no_drift() {
    let s = Sandbox::new();
    s.sh("printf 'x\\ny\\n' >t; git add t; git commit -qm t");
    let _ = s.save(&["t:2"]);
    s.sh("git config core.autocrlf true; rm t; git checkout -q t");
    assert_eq!(s.read("t"), "x\r\ny\r\n");
    let report = s.check().expect_code(0);
    assert_eq!(report.verdict("t"), "unchanged");
    assert_eq!(report.position("t", 2)["verdict"], "same");
}

#[test]
fn a_file_committed_with_crlf_stays_as_git_has_it() {
    let s = Sandbox::new();
    s.sh("printf 'x\\r\\n' >t; git add t; git commit -qm t; git config core.autocrlf true");
    let _ = s.save(&["t"]);
    assert_pinned(&s, "100644", &s.index_id("t"));
    s.sh("touch -d 2001-01-01 t");
    assert_eq!(s.check().expect_code(0).verdict("t"), "unchanged");
}

#[test]
fn a_clean_filter_is_run_as_git_runs_it() {
    let s = Sandbox::new();
    s.sh("git config --global filter.up.clean 'tr a-z A-Z'; echo '*.f filter=up' >.gitattributes");
    s.sh("echo hi >x.f; git add .; git commit -qm f; touch x.f");
    let _ = s.save(&["x.f"]);
    assert_pinned(&s, "100644", &s.index_id("x.f"));
    assert_eq!(s.check().expect_code(0).verdict("x.f"), "unchanged");
    s.write("x.f", "HI\n");
    assert_eq!(
        s.check().expect_code(0).verdict("x.f"),
        "unchanged",
        "git adds the same blob"
    );
    s.write("x.f", "ho\n");
    assert_eq!(s.check().expect_code(1).verdict("x.f"), "modified");
}

#[test]
fn a_required_filter_that_fails_costs_only_its_own_file() {
    let s = Sandbox::new();
    s.write(".gitattributes", "*.f filter=lfs\n");
    s.sh("git config --global filter.lfs.clean 'no-such-lfs %f'; git config --global filter.lfs.required true");
    s.write("x.f", "hi\n");
    let _ = s.save(&["x.f", "a"]).mentions(&["x.f", "lfs"]);
    let report = s.check();
    assert_eq!(report.verdict("a"), "unchanged");
    assert_eq!(
        report.code,
        if report.verdict("x.f") == "unreadable" {
            2
        } else {
            0
        }
    );
    s.write("x.f", "ho\n");
    assert_ne!(s.check().verdict("x.f"), "unchanged", "its bytes differ");
}

#[test]
fn a_link_is_its_text_not_its_target() {
    let s = Sandbox::new();
    s.sh("ln -s a l");
    let _ = s.save(&["l"]);
    assert_pinned(&s, "120000", &s.blob_id("a"));
    s.write("a", "two\n");
    assert_eq!(s.check().expect_code(0).verdict("l"), "unchanged");
}

#[test]
fn a_dangling_link_that_becomes_a_file_changes_its_type() {
    let s = Sandbox::new();
    s.sh("ln -s nowhere l");
    let _ = s.save(&["l"]);
    s.sh("rm l; echo f >l");
    assert_eq!(s.check().expect_code(1).verdict("l"), "type-changed");
}

#[test]
fn the_executable_bit_counts_where_git_counts_it() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("chmod +x a");
    assert_eq!(s.check().expect_code(1).verdict("a"), "mode-changed");
    let said = s.shipkit(&["resume", "--check"]).expect_code(1);
    let _ = said
        .says("- a: Mode changed after checkpoint")
        .says("100755");
    s.git(&["config", "core.fileMode", "false"]);
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
}

#[test]
fn a_file_only_intended_to_be_added_is_pinned_as_it_is() {
    let s = Sandbox::new();
    s.sh("echo n >n; git add -N n");
    let _ = s.save(&["n"]);
    assert_pinned(&s, "100644", &s.blob_id("n\n"));
    assert_eq!(s.check().expect_code(0).verdict("n"), "unchanged");
    assert_eq!(
        s.git(&["diff", "--cached", "--name-only"]),
        "",
        "it is still only intended"
    );
}

#[test]
fn assume_unchanged_does_not_hide_an_edit() {
    let s = Sandbox::new();
    s.sh("git update-index --assume-unchanged a; echo z >a");
    let _ = s.save(&["a"]);
    assert_pinned(&s, "100644", &s.blob_id("z\n"));
    s.write("a", "y\n");
    assert_eq!(s.check().expect_code(1).verdict("a"), "modified");
}

#[test]
fn a_touched_file_is_unchanged() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("touch -d 2001-01-01 a");
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
}

#[test]
fn an_edit_of_equal_size_and_time_is_seen() {
    let s = Sandbox::new();
    s.sh("touch -d 2001-01-01 a; git update-index --refresh");
    let _ = s.save(&["a"]);
    s.sh("printf 'two\\n' >a; touch -d 2001-01-01 a");
    assert_eq!(s.check().expect_code(1).verdict("a"), "modified");
}

#[test]
fn odd_names_are_saved_and_told() {
    let s = Sandbox::new();
    let names = ["a\nb", "\"q", "*", ":(top)x", "-rf", "ünï cødé"];
    for name in names {
        s.write(name, format!("in {name}"));
    }
    let _ = s.save(&names);
    let report = s.check().expect_code(0);
    for name in names {
        assert_eq!(report.verdict(name), "unchanged");
    }
    s.write("*", "edited");
    let said = s.shipkit(&["resume", "--check"]).expect_code(1);
    let _ = said
        .says(r#"- "a\nb": Unchanged"#)
        .says(r#"- "\"q": Unchanged"#)
        .says("- *: Modified after checkpoint")
        .says("- -rf: Unchanged");
}

#[test]
fn a_submodule_is_its_commit() {
    let s = Sandbox::new();
    s.sh("git init -q -b main ../sub; cd ../sub; git commit -q --allow-empty -m s");
    s.sh("git -c protocol.file.allow=always submodule --quiet add ../sub sub; git commit -qm sub");
    let _ = s.save(&["sub"]);
    assert_pinned(&s, "160000", &s.index_id("sub"));
    assert_eq!(s.check().expect_code(0).verdict("sub"), "unchanged");
    s.sh("cd sub; git commit -q --allow-empty -m more");
    assert_eq!(s.check().expect_code(1).verdict("sub"), "modified");
}

#[test]
fn a_setting_without_a_value_is_true() {
    let s = Sandbox::new();
    s.sh("printf 'x\\ny\\n' >t; git add t; git commit -qm t");
    let _ = s.save(&["t"]);
    s.sh("printf '[core]\\n\\tautocrlf\\n' >>.git/config; rm t; git checkout -q t");
    assert_eq!(s.read("t"), "x\r\ny\r\n");
    assert_eq!(s.check().expect_code(0).verdict("t"), "unchanged");
}

#[test]
fn a_filter_that_is_required_without_a_value_may_not_fail() {
    let s = Sandbox::new();
    s.sh("printf '[filter \"x\"]\\n\\trequired\\n\\tclean = false\\n' >>.git/config");
    s.sh("echo '*.f filter=x' >.gitattributes; echo hi >x.f");
    assert!(!s.git_can(&["add", "x.f"]));
    let _ = s.save(&["x.f"]).mentions(&["x.f", "filter 'x' failed"]);
    assert!(!s.document().contains("mode ="), "{}", s.document());
}

#[test]
fn a_file_behind_a_directory_that_became_a_link_is_deleted() {
    let s = Sandbox::new();
    s.sh("mkdir d e; echo 1 >d/f; echo 1 >e/f; git add .; git commit -qm d");
    let _ = s.save(&["d/f:1", "d/none"]);
    s.sh("rm -r d; ln -s e d");
    assert!(s.git(&["status", "--porcelain"]).contains(" D d/f"));
    let report = s.check().expect_code(1);
    assert_eq!(report.verdict("d/f"), "deleted");
    assert_eq!(report.verdict("d/none"), "missing");
}
