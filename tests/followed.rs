//! A position follows its lines: into a deeper block, into another file, and
//! stays held where it cannot be rewritten.

use crate::support::Sandbox;
use serde_json::Value;

/// `f` has forty lines and a function in their midst; line 20 is inside it.
fn with_a_function() -> Sandbox {
    let s = Sandbox::new();
    s.sh("{ seq -f 'line number %g' 18; printf 'fn sign() {\\n    let token = 1;\\n}\\n'; seq -f 'line number %g' 22 40; } >f");
    s.sh("printf 'use x;\\nfn other() {\\n}\\n' >g; git add f g; git commit -qm f");
    let _ = s.save(&["f:20", "f:19-21", "f:30"]);
    s
}

/// Takes the function out of `f`.
const CUT: &str = "sed -n 19,21p f >block; sed -i 19,21d f";

fn position(s: &Sandbox, line: u64) -> Value {
    s.check().expect_code(1).position("f", line).clone()
}

fn is_at(position: &Value, path: &str, line: u64) -> bool {
    position["verdict"] == "moved" && position["nowPath"] == path && position["nowLine"] == line
}

#[test]
fn a_wrapped_block_is_followed() {
    let s = with_a_function();
    s.sh("sed -i -e '19,21s/^/    /' -e '19i mod inner {' -e '21a }' f");
    for (line, now) in [(20, 21), (19, 20), (30, 32)] {
        let position = position(&s, line);
        assert_eq!(position["verdict"], "moved", "{position}");
        assert_eq!(position["nowLine"], now);
    }
}

#[test]
fn a_block_that_went_to_a_new_file_is_followed() {
    for how in ["git add -A", "git add -A; git commit -qm split"] {
        let s = with_a_function();
        s.sh(&format!("{CUT}; mkdir -p src; mv block src/sign.rs; {how}"));
        assert!(is_at(&position(&s, 20), "src/sign.rs", 2), "{how}");
        assert!(is_at(&position(&s, 19), "src/sign.rs", 1), "{how}");
        let told = s.shipkit(&["resume", "--check"]).expect_code(1);
        let _ = told.says("line 20 -> src/sign.rs:2: let token = 1;");
    }
}

#[test]
fn a_block_that_went_to_a_file_that_was_there_is_followed() {
    let s = with_a_function();
    s.sh(&format!(
        "{CUT}; cat block >>g; rm block; git commit -qam split"
    ));
    assert!(is_at(&position(&s, 20), "g", 5));
}

#[test]
fn a_copy_that_was_there_already_is_not_it() {
    let s = with_a_function();
    s.sh("sed -n 19,21p f >>g; git commit -qam copy");
    let _ = s.save(&["f:20", "f:19-21"]);
    s.sh(&format!(
        "{CUT}; rm block; echo more >>g; git commit -qam cut"
    ));
    assert_eq!(position(&s, 20)["verdict"], "deleted");
}

#[test]
fn files_nobody_told_git_of_are_not_searched() {
    let s = with_a_function();
    s.sh(CUT);
    assert_eq!(position(&s, 20)["verdict"], "deleted");
}

#[test]
fn lines_of_a_deleted_file_are_followed() {
    let s = with_a_function();
    s.sh(&format!(
        "{CUT}; cat block >>g; git rm -qf f; git commit -qam split"
    ));
    let report = s.check().expect_code(1);
    assert_eq!(report.verdict("f"), "deleted");
    assert!(is_at(report.position("f", 20), "g", 5));
    assert_eq!(report.position("f", 30)["verdict"], "deleted");
}

#[test]
fn a_number_in_another_file_is_never_written_into_the_prose() {
    for arguments in [&["checkpoint"][..], &["resume", "--update"]] {
        let s = with_a_function();
        s.sh(&format!(
            "{CUT}; mv block h; git add -A; git commit -qm split"
        ));
        let _ = s.shipkit(arguments).expect_code(0);
        assert!(s.document().contains("`f` (line 20)"), "{}", s.document());
        assert!(s.document().contains("`f` (line 27)"), "{}", s.document());
    }
}

#[test]
fn too_many_changed_files_are_told_and_not_searched() {
    let s = with_a_function();
    s.sh(&format!(
        "{CUT}; mkdir -p n; for i in $(seq 320); do echo $i >n/$i; done; cat block >>g"
    ));
    s.sh("rm block; git add -A; git commit -qm many");
    let report = s.check().expect_code(1);
    assert_eq!(report.position("f", 20)["verdict"], "deleted");
    assert_eq!(report.file("f")["searchCut"], true);
    let told = s.shipkit(&["resume", "--check"]).expect_code(1);
    let _ = told.says("or perhaps in another file: too many have changed to look into");
}
