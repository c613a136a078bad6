//! A document that moved, alone or together with its files: its names mean
//! what they meant where it lay when their lines were written.

use super::{check, check_with, commit, repository};
use crate::support::Sandbox;

const LINES: &str = "seq -f 'step %g' 40";

#[test]
fn what_moved_together_is_no_rename() {
    let s = repository("");
    commit(
        &s,
        &format!(
            "{LINES} >BUILDER.md; echo 'See `BUILDER.md:7` and [it](BUILDER.md).' >HANDOFF.md"
        ),
    );
    commit(
        &s,
        "mkdir -p probe/p2; git mv HANDOFF.md BUILDER.md probe/p2",
    );
    let place = ["probe/p2/HANDOFF.md"];
    let report = check_with(&s, &place).expect_code(0);
    assert_eq!(report.files(), ["probe/p2/BUILDER.md unchanged"]);
    assert_eq!(report.position("probe/p2/BUILDER.md", 7)["verdict"], "same");
    commit(&s, "sed -i '1i new' probe/p2/BUILDER.md");
    let report = check_with(&s, &place).expect_code(1);
    assert_eq!(report.files(), ["probe/p2/BUILDER.md modified"]);
    assert_eq!(report.position("probe/p2/BUILDER.md", 7)["nowLine"], 8);
    let commits = report.file("probe/p2/BUILDER.md")["commits"].as_array();
    assert_eq!(commits.expect("a list").len(), 2, "the move and the edit");
    let fix = ["shipkit", "check", "--fix", "-y", "probe/p2/HANDOFF.md"];
    let _ = s.run("git", &fix, None).expect_code(0);
    assert_eq!(
        s.read("probe/p2/HANDOFF.md"),
        "See `BUILDER.md:8` and [it](BUILDER.md).\n"
    );
}

#[test]
fn what_moved_together_before_it_is_committed_is_no_rename() {
    let s = repository("");
    commit(
        &s,
        &format!("mkdir a; {LINES} >a/x.c; echo 'See [x](x.c#L7).' >a/d.md"),
    );
    s.sh("git mv a b; sed -i '1i new' b/x.c");
    let report = check_with(&s, &["b/d.md"]).expect_code(1);
    assert_eq!(report.files(), ["b/x.c modified"]);
    assert_eq!(report.position("b/x.c", 7)["nowLine"], 8);
    assert_eq!(report.file("b/x.c")["uncommitted"], true);
}

#[test]
fn a_file_that_went_elsewhere_than_its_document_is_renamed() {
    let s = repository("");
    commit(&s, &format!("{LINES} >x.c; echo 'See `x.c`.' >d.md"));
    commit(&s, "mkdir a b; git mv d.md a; git mv x.c b");
    let report = check_with(&s, &["a/d.md"]).expect_code(1);
    assert_eq!(report.files(), ["x.c renamed"]);
    assert_eq!(report.file("x.c")["newPath"], "b/x.c");
}

#[test]
fn a_file_that_came_to_its_document_is_no_rename() {
    let s = repository("");
    commit(
        &s,
        &format!("mkdir a; {LINES} >x.c; echo 'See `x.c`.' >a/d.md"),
    );
    commit(&s, "git mv x.c a");
    let report = check_with(&s, &["a/d.md"]).expect_code(0);
    assert_eq!(report.files(), ["a/x.c unchanged"]);
}

#[test]
fn another_file_of_the_same_relative_name_is_not_taken_for_it() {
    let s = repository("");
    commit(
        &s,
        "mkdir a b; seq 9 >a/x.c; seq 20 29 >b/x.c; seq 3 >b/y.c; echo 'See `x.c`, [y](y.c).' >a/d.md",
    );
    commit(&s, "git mv a/d.md b; sed -i 's/5/five/' a/x.c");
    let report = check_with(&s, &["b/d.md"]).expect_code(1);
    assert_eq!(report.files(), ["a/x.c modified", "b/y.c unchanged"]);
    commit(&s, "echo 'And `x.c`.' >>b/d.md");
    let report = check_with(&s, &["b/d.md"]).expect_code(1);
    assert_eq!(
        report.files(),
        ["a/x.c modified", "b/x.c unchanged", "b/y.c unchanged"],
        "the line that was written there means the file there"
    );
    commit(&s, "git rm -q a/x.c");
    let report = check_with(&s, &["b/d.md"]).expect_code(1);
    assert_eq!(report.verdict("a/x.c"), "deleted");
    assert_eq!(report.verdict("b/x.c"), "unchanged");
}

#[test]
fn a_file_whose_place_another_took_is_known_by_where_its_link_leads() {
    let s = repository("");
    commit(&s, &format!("{LINES} >x.c; echo 'See [x](x.c#L7).' >d.md"));
    commit(&s, "mkdir a; git mv d.md x.c a; seq 9 >x.c");
    let report = check_with(&s, &["a/d.md"]).expect_code(0);
    assert_eq!(report.files(), ["a/x.c unchanged"]);
    assert_eq!(report.position("a/x.c", 7)["verdict"], "same");
    s.sh("echo more >>a/x.c");
    let report = check_with(&s, &["a/d.md"]).expect_code(1);
    assert_eq!(report.files(), ["x.c modified"], "it may be either");
}

#[test]
fn odd_names_of_the_document_are_read() {
    let s = Sandbox::init(&[]);
    s.sh("mkdir 'ü \"q'; seq 9 >'ü \"q/x.c'; echo 'See `x.c`.' >'ü \"q/d.md'");
    commit(&s, "true");
    commit(&s, "mkdir b; git mv 'ü \"q/d.md' b; seq 20 29 >b/x.c");
    let report = check_with(&s, &["b/d.md"]).expect_code(0);
    assert_eq!(report.files(), ["ü \"q/x.c unchanged"]);
}

#[test]
fn a_document_that_moved_is_no_reference_of_itself() {
    let s = repository("This is guide.md; see `other`.\n");
    commit(&s, "mkdir a; git mv guide.md other a");
    let report = check_with(&s, &["a/guide.md"]).expect_code(0);
    assert_eq!(report.files(), ["a/other unchanged"]);
    s.sh("git mv a/guide.md a/other .");
    assert_eq!(check(&s).expect_code(0).files(), ["other unchanged"]);
}
