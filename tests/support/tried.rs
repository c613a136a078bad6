//! What looks after the promises is seen to notice a broken one.

use super::Sandbox;

#[test]
#[should_panic(expected = "something of the user's was touched")]
fn a_touched_file_is_noticed() {
    let s = Sandbox::new();
    let _ = s.watching(|| s.run("sh", &["-c", "printf 'one\\n' >a"], None));
}

#[test]
#[should_panic(expected = "something of the user's was touched")]
fn a_refreshed_index_is_noticed() {
    let s = Sandbox::new();
    s.sh("touch -d 2001-01-01 a");
    let _ = s.watching(|| s.run("git", &["status"], None));
}

#[test]
#[should_panic(expected = "something of the user's was touched")]
fn a_branch_is_noticed_and_a_ref_of_ours_is_none() {
    let s = Sandbox::new();
    let make = |name: &str| {
        let _ = s.watching(|| s.run("git", &["update-ref", name, "HEAD"], None));
    };
    make("refs/shipkit/x/y");
    assert_eq!(s.refs(), "refs/shipkit/x/y");
    make("refs/heads/x");
}

#[test]
#[should_panic(expected = "is unsound")]
fn a_broken_repository_is_noticed() {
    let s = Sandbox::new();
    s.sh("rm -r .git/objects/??");
}

#[test]
#[should_panic(expected = "something of the user's was touched")]
fn a_checkpoint_in_the_wrong_place_is_noticed() {
    let s = Sandbox::new();
    let _ = s.watching(|| s.run("sh", &["-c", "mkdir .shipkit"], None));
    let _ = s.watching(|| s.run("sh", &["-c", "mkdir -p s/.shipkit"], None));
}
