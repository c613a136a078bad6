//! Where a repository does not hold all of its history, or says that it went
//! otherwise, what is told is what git would say from what is there: nothing
//! is fetched, and what is not known is said to be cut.

use crate::support::Sandbox;

/// `$SANDBOX/repo` and a clone of it made with these options, saved there;
/// then two commits that change `a` came from upstream, the last one checked
/// out, and upstream is gone.
fn clone_that_went_on(options: &str) -> Sandbox {
    let s = Sandbox::new();
    s.sh(
        "git config uploadpack.allowFilter true; git config uploadpack.allowAnySHA1InWant true
          mkdir d; echo 1 >d/f; git add d; git commit -qm d",
    );
    s.sh(&format!("git clone -q {options} \"file://$D\" ../clone"));
    s.sh("cd ../clone; CP a d/f");
    s.sh("echo two >a; git commit -qam two; echo three >a; git commit -qam three");
    s.cd("../clone");
    s.sh("git pull -q; git config core.hooksPath /dev/null; mv ../repo ../gone");
    s
}

/// The subjects of the commits told of `a`, and whether there may be more.
fn commits(s: &Sandbox) -> (Vec<String>, bool) {
    let report = s.check().expect_code(1);
    let a = report.file("a");
    let commits = a["commits"].as_array().expect("a list").iter();
    let subjects = commits.map(|one| one["subject"].as_str().expect("a text").to_owned());
    (subjects.collect(), a["commitsCut"] == true)
}

#[test]
fn a_whole_clone_knows_it_all() {
    let s = clone_that_went_on("");
    assert_eq!(s.check().relation(), "ahead");
    assert_eq!(
        commits(&s),
        (vec!["three".to_owned(), "two".to_owned()], false)
    );
}

#[test]
fn a_clone_without_blobs_knows_it_all() {
    let s = clone_that_went_on("--filter=blob:none");
    assert_eq!(s.check().relation(), "ahead");
    assert_eq!(
        commits(&s),
        (vec!["three".to_owned(), "two".to_owned()], false)
    );
}

#[test]
fn a_clone_without_trees_says_that_there_may_be_more() {
    let s = clone_that_went_on("--filter=tree:0");
    let report = s.check().expect_code(1);
    assert_eq!(report.relation(), "ahead");
    assert_eq!(
        (report.verdict("a"), report.verdict("d/f")),
        ("modified", "unchanged")
    );
    let (subjects, cut) = commits(&s);
    assert!(cut, "{subjects:?}");
    s.sh("git rm -q d/f; echo 1 >f; git add f");
    assert_eq!(s.check().expect_code(1).file("d/f")["newPath"], "f");
}

#[test]
fn a_shallow_clone_knows_what_came_since() {
    let s = clone_that_went_on("--depth=1");
    assert_eq!(s.check().relation(), "ahead");
    assert_eq!(
        commits(&s),
        (vec!["three".to_owned(), "two".to_owned()], false)
    );
}

#[test]
fn beyond_a_shallow_boundary_nothing_is_claimed() {
    let s = clone_that_went_on("");
    s.sh("git clone -q --depth=1 \"file://$PWD\" ../shallow; cp -r .shipkit ../shallow");
    s.cd("../shallow");
    assert_eq!(s.check().relation(), "unknown");
}

#[test]
fn a_replaced_parent_is_followed() {
    let s = Sandbox::new();
    s.sh("git commit -q --allow-empty -m 2");
    let _ = s.save(&["a"]);
    s.sh("git commit -q --allow-empty -m 3; git commit -q --allow-empty -m 4");
    assert_eq!(s.check().relation(), "ahead");
    s.sh("git replace --graft HEAD~1 HEAD~3");
    assert!(!s.git_can(&["merge-base", "--is-ancestor", "main@{2}", "HEAD"]));
    assert_eq!(s.check().relation(), "diverged");
    s.set("GIT_NO_REPLACE_OBJECTS", "1");
    assert_eq!(s.check().relation(), "ahead");
}

#[test]
fn a_grafted_parent_is_followed() {
    let s = Sandbox::new();
    s.sh("git commit -q --allow-empty -m 2");
    let _ = s.save(&["a"]);
    s.sh(
        "git checkout -q --orphan o; git commit -qm o; echo 2 >a; git commit -qam p
          echo \"$(git rev-parse HEAD~1) $(git rev-parse main)\" >.git/info/grafts",
    );
    assert!(s.git_can(&["merge-base", "--is-ancestor", "main", "HEAD"]));
    let report = s.check().expect_code(1);
    assert_eq!(
        (report.relation(), &report.json["head"]["commits"]),
        ("ahead", &2.into())
    );
    assert_eq!(commits(&s), (vec!["p".to_owned()], false));
}
