//! Of a document with a record, a check looks for what a resume looks for.

use crate::support::{Report, Sandbox};
use serde_json::Value;

const OURS: &str = ".shipkit/checkpoint.md";

/// What `check` and `resume` tell of one key, which must be the same.
#[track_caller]
fn told(s: &Sandbox, key: &str) -> Value {
    let check = s.shipkit(&["check", "--json", OURS]).expect_code(1);
    let check = Report::of_kind("check", &check).json[key].clone();
    assert_eq!(check, s.check().json[key]);
    check
}

#[test]
fn the_branch_that_was_left_is_named() {
    let s = Sandbox::new();
    s.sh("git switch -qc feat; echo 2 >a; echo 2 >b; git add b; git commit -qam feat");
    let _ = s.save(&["a", "b"]);
    s.sh("git switch -q main");
    assert_eq!(told(&s, "world")["name"], "feat");
    let said = s.shipkit(&["check", OURS]).expect_code(1);
    let _ = said
        .says("on branch feat (2 of 2)")
        .says("\n  git switch feat\n");
}

#[test]
fn saved_content_that_is_not_in_this_clone_is_told() {
    let s = Sandbox::new();
    s.sh("git clone -q . ../clone; echo 2 >a");
    let _ = s.save(&["a:1"]);
    s.sh("cp -r .shipkit ../clone");
    s.cd("../clone");
    assert_eq!(told(&s, "lacking")["files"], serde_json::json!(["a"]));
    let said = s.shipkit(&["check", OURS]).expect_code(1).stdout;
    let resumed = s.shipkit(&["resume", "--check"]).expect_code(1).stdout;
    let last = resumed.lines().last().expect("it says something");
    assert!(said.contains(last), "{said}");
}
