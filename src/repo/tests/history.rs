//! Who changed a file, with and without a commit-graph, beside git.

use super::{Sandbox, path, record};
use std::collections::BTreeMap;

const PATHS: [&str; 4] = ["a", "dir/b", "dir/deep/c", "dir"];

/// Commits that touch this and that, a merge among them; gives the first.
fn history(sandbox: &Sandbox) -> String {
    sandbox.write("a", "one\n");
    sandbox.write("dir/b", "one\n");
    sandbox.write("dir/deep/c", "one\n");
    sandbox.write("other", "one\n");
    let first = sandbox.commit("first").to_string();
    for round in 0..12 {
        let file = ["a", "dir/b", "dir/deep/c", "other", "dir/deep/other"][round % 5];
        sandbox.write(file, format!("{round}\n"));
        if round == 7 {
            sandbox.git(&["rm", "-q", "-r", "-f", "dir"]);
            sandbox.write("dir", "now a file\n");
        }
        if round == 8 {
            sandbox.git(&["rm", "-q", "-f", "dir"]);
            sandbox.write("dir/b", "again\n");
        }
        sandbox.commit("more");
    }
    sandbox.git(&["checkout", "-q", "-b", "side", "HEAD~3"]);
    sandbox.write("a", "side\n");
    sandbox.commit("on the side");
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.git(&["merge", "-q", "-s", "ours", "side", "-m", "merged"]);
    sandbox.write("dir/b", "last\n");
    sandbox.commit("last");
    first
}

/// The commits since that touch each of the paths.
fn touching(sandbox: &Sandbox, since: &str) -> BTreeMap<&'static str, Vec<String>> {
    let repo = sandbox.repo();
    let mut record = record(&repo, &PATHS);
    record.head = Some(sandbox.id(since));
    for pinned in record.files.values_mut() {
        pinned.pin = crate::model::Pin::Blob {
            mode: crate::model::Mode::File,
            blob: repo.id_of(b"something else"),
        };
    }
    let seen = repo.observe(&record).unwrap();
    let commits = |name: &str| {
        let file = &seen.files[&path(name)];
        assert!(!file.commits_cut, "{name}");
        let commits = file.commits.iter();
        commits.map(|one| one.id.to_string()).collect()
    };
    PATHS.map(|name| (name, commits(name))).into()
}

#[test]
fn the_commits_are_those_of_git_with_and_without_a_commit_graph() {
    let sandbox = Sandbox::new();
    let first = history(&sandbox);
    let without = touching(&sandbox, &first);
    for name in PATHS {
        let range = format!("{first}..HEAD");
        let log = sandbox.git(&[
            "log",
            "--full-history",
            "--no-merges",
            "--format=%H",
            &range,
            "--",
            name,
        ]);
        let mut of_git: Vec<&str> = log.lines().collect();
        let mut ours: Vec<&str> = without[name].iter().map(String::as_str).collect();
        of_git.sort_unstable();
        ours.sort_unstable();
        assert_eq!(ours, of_git, "{name}");
    }
    sandbox.git(&["commit-graph", "write", "--reachable"]);
    assert_eq!(touching(&sandbox, &first), without);
    assert_eq!(touching(&sandbox, "HEAD~1")["dir/b"].len(), 1);
    sandbox.git(&["config", "core.commitGraph", "false"]);
    assert_eq!(touching(&sandbox, &first), without);
}

#[test]
fn a_commit_graph_is_not_believed_where_commits_have_other_parents() {
    let sandbox = Sandbox::new();
    let first = history(&sandbox);
    sandbox.git(&["commit-graph", "write", "--reachable"]);
    let before = touching(&sandbox, &first);
    let tip = sandbox.id("HEAD").to_string();
    sandbox.write(".git/info/grafts", format!("{tip} {first}\n"));
    let grafted = touching(&sandbox, &first);
    assert_ne!(grafted, before);
    assert_eq!(grafted["dir/b"], std::slice::from_ref(&tip));
    std::fs::remove_file(sandbox.top.join(".git/info/grafts")).unwrap();
    sandbox.git(&["replace", "--graft", &tip, &first]);
    assert_eq!(touching(&sandbox, &first)["dir/b"], [tip]);
}
