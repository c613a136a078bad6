//! What is about to be committed: the same as git lists, whatever the index
//! is written in, and never a word about one that is damaged.

use super::*;
use crate::repo::staged::Staged;
use std::collections::BTreeSet;

/// Every kind of name, and directories enough for trees among trees.
const FILES: [&str; 12] = [
    "a",
    "a.b",
    "a/b",
    "a/b.c",
    "a/c/d/e",
    "ab",
    "b c",
    "src/api/login.ts",
    "src/api/logout.ts",
    "src/lib.rs",
    "z",
    "ünï",
];

/// Asked for besides: not there, or only a part of what is.
const OTHERS: [&str; 6] = ["0", "a/c", "a/c/d", "src", "src/api/login", "zz"];

fn with_files(init: &[&str]) -> Sandbox {
    let s = Sandbox::with(init);
    for file in FILES.iter().filter(|file| **file != "a") {
        s.write(file, format!("{file}\n"));
    }
    let long = "n".repeat(250);
    s.write(&format!("long/{long}/{long}"), "long\n");
    s.commit("i");
    s
}

/// What `git ls-files -s` lists: stage, mode and id by path.
fn listed(s: &Sandbox) -> BTreeMap<String, Vec<(String, String)>> {
    let mut listed: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let said = s.git(&["ls-files", "-s", "-z"]);
    for line in said.split('\0').filter(|line| !line.is_empty()) {
        let (told, path) = line.split_once('\t').unwrap();
        let (kept, stage) = told.rsplit_once(' ').unwrap();
        let entry = (stage.to_owned(), kept.to_owned());
        listed.entry(path.to_owned()).or_default().push(entry);
    }
    listed
}

/// What we say of the same, as git would list it.
fn said(staged: &Staged) -> Vec<(String, String)> {
    match staged {
        Staged::Absent => Vec::new(),
        Staged::Unmerged => vec![("1".to_owned(), String::new())],
        Staged::File(mode, id) => vec![("0".to_owned(), format!("{mode:o} {id}"))],
    }
}

/// Compares all that can be asked with what git says. Whether the entries
/// could be read here, and whether the whole tree was told.
#[track_caller]
fn assert_as_git(s: &Sandbox, intended: &[&str]) -> (bool, bool) {
    let repo = s.repo();
    let listed = listed(s);
    let mut names: BTreeSet<&str> = listed.keys().map(String::as_str).collect();
    names.extend(FILES.iter().chain(&OTHERS));
    let paths: Vec<RepoPath> = names.iter().map(|name| path(name)).collect();
    let all: Vec<&RepoPath> = paths.iter().collect();
    let entries = repo.entries_found(&all, false);
    for (name, staged) in names.iter().zip(entries.iter().flatten()) {
        let theirs = listed.get(*name).cloned().unwrap_or_default();
        let theirs = if intended.contains(name) {
            vec![]
        } else {
            theirs
        };
        let is_merged = theirs.iter().all(|(stage, _)| stage == "0");
        let ours = said(staged);
        assert!(
            if is_merged {
                ours == theirs
            } else {
                *staged == Staged::Unmerged
            },
            "{name}: {ours:?} is not {theirs:?}"
        );
        let is_listed = repo.is_any_listed(&BTreeSet::from([path(name)]));
        assert!(
            is_listed.is_none_or(|is_listed| is_listed != theirs.is_empty()),
            "{name}"
        );
    }
    let tree = repo.whole_index();
    if let Some(tree) = &tree {
        assert_eq!(tree.as_str(), s.git(&["write-tree"]));
    }
    let head = repo.head().unwrap().id;
    let passed = repo
        .about_to_commit(head.as_ref(), &all.iter().copied().collect(), &|_, _| true)
        .unwrap();
    let ours: Vec<String> = passed
        .iter()
        .map(|passed| passed.path.as_str().to_owned())
        .collect();
    let base = s
        .try_git(&["rev-parse", "HEAD"])
        .unwrap_or_else(|_| s.git(&["hash-object", "-t", "tree", "/dev/null"]));
    let args = [
        "diff-index",
        "--cached",
        "--no-renames",
        "--name-only",
        "--diff-filter=u",
        "-z",
        "--ita-invisible-in-index",
        &base,
    ];
    let theirs = s.git(&args);
    let theirs: BTreeSet<&str> = theirs.split('\0').filter(|name| !name.is_empty()).collect();
    assert_eq!(ours, theirs.into_iter().collect::<Vec<_>>());
    (entries.is_some(), tree.is_some())
}

/// One of each change that an index can hold.
fn change_all(s: &Sandbox) {
    s.write("a.b", "two\n");
    s.write("new", "new\n");
    s.git(&["add", "a.b", "new"]);
    s.git(&["rm", "-q", "--cached", "src/lib.rs", "ünï"]);
    s.git(&["update-index", "--chmod=+x", "z"]);
    s.git(&["update-index", "--assume-unchanged", "ab"]);
    fs::remove_dir_all(s.top.join("src/api")).unwrap();
    s.write("src/api", "a file now\n");
    s.git(&["add", "-A", "src/api"]);
}

#[test]
fn an_index_of_any_format_tells_what_git_tells() {
    let v4: &[&str] = &["update-index", "--index-version", "4"];
    let sha256: &[&str] = &["--object-format=sha256"];
    for (init, made, here) in [
        (&[][..], &["update-index", "--index-version", "2"][..], true),
        (&[], &["update-index", "--index-version", "3"], true),
        (&[], v4, false),
        (&[], &["config", "index.skipHash", "true"], true),
        (&[], &["config", "core.untrackedCache", "true"], true),
        (&[], &["update-index", "--split-index"], false),
        (sha256, &["config", "index.threads", "true"], true),
        (sha256, v4, false),
    ] {
        let s = with_files(init);
        s.git(made);
        s.write("b c", "again\n");
        s.commit("another");
        let _ = s.git(&["status", "--short"]);
        assert!(assert_as_git(&s, &[]).1, "{made:?}");
        change_all(&s);
        assert_eq!(assert_as_git(&s, &[]), (here, false), "{made:?}");
        s.git(&["commit", "-qm", "all of it"]);
        assert_as_git(&s, &[]);
    }
}

#[test]
fn what_a_commit_does_not_take_is_no_part_of_it() {
    let s = with_files(&[]);
    s.write("new", "new\n");
    s.write("zz", "");
    s.git(&["add", "-N", "new", "zz"]); // the third version of the format
    assert_eq!(assert_as_git(&s, &["new", "zz"]), (true, false));
    s.git(&["update-index", "--skip-worktree", "z"]);
    assert_eq!(assert_as_git(&s, &["new", "zz"]), (true, false));
    let blob = s.git(&["rev-parse", "HEAD:z"]);
    let stages: String = [1, 2, 3]
        .map(|n| format!("100644 {blob} {n}\tz\n"))
        .concat();
    s.write("stages", format!("0 {} 0\tz\n{stages}", "0".repeat(40)));
    let run = "git update-index --index-info <stages";
    let done = Command::new("sh")
        .args(["-c", run])
        .current_dir(&s.top)
        .status();
    assert!(done.unwrap().success());
    assert_eq!(assert_as_git(&s, &["new", "zz"]), (true, false));
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let s = Sandbox::new();
    assert_eq!(assert_as_git(&s, &[]), (false, false));
    s.write("a/b", "b\n");
    s.git(&["add", "a"]);
    assert_eq!(assert_as_git(&s, &[]), (true, false));
    s.git(&["write-tree"]);
    assert_as_git(&s, &[]);
}

#[test]
fn a_sparse_index_is_left_to_git() {
    let s = with_files(&[]);
    s.git(&["sparse-checkout", "init", "--cone", "--sparse-index"]);
    s.git(&["sparse-checkout", "set", "a"]);
    s.write("a/b", "two\n");
    s.git(&["add", "a/b"]);
    assert_eq!(assert_as_git(&s, &[]), (false, false));
    s.git(&["commit", "-qm", "b"]);
    assert_as_git(&s, &[]);
}

#[test]
fn a_submodule_and_a_link_are_files_to_a_commit() {
    let s = with_files(&[]);
    let head = s.git(&["rev-parse", "HEAD"]);
    s.git(&[
        "update-index",
        "--add",
        "--cacheinfo",
        &format!("160000,{head},zz"),
    ]);
    std::os::unix::fs::symlink("a.b", s.top.join("link")).unwrap();
    s.git(&["add", "link"]);
    assert_eq!(assert_as_git(&s, &[]), (true, false));
    s.git(&["commit", "-qm", "both"]);
    assert_eq!(assert_as_git(&s, &[]), (true, true));
}

#[test]
fn a_damaged_index_says_nothing_and_breaks_nothing() {
    let s = with_files(&[]);
    change_all(&s);
    let repo = s.repo();
    let index = s.top.join(".git/index");
    let whole = fs::read(&index).unwrap();
    let asked: Vec<RepoPath> = FILES.iter().map(|name| path(name)).collect();
    let asked: Vec<&RepoPath> = asked.iter().collect();
    let right = repo.entries_found(&asked, false);
    assert!(right.is_some());
    for cut in 0..whole.len() {
        fs::write(&index, &whole[..cut]).unwrap();
        // only the checksum tells where all entries are there
        let told = repo.entries_found(&asked, false);
        assert!(told.is_none() || told == right, "{cut} bytes of it");
        assert_eq!(repo.whole_index(), None, "{cut} bytes of it");
    }
    for at in 0..whole.len() - 20 {
        for byte in [0, 0xff, whole[at] ^ 1, whole[at] ^ 0x80] {
            let mut damaged = whole.clone();
            damaged[at] = byte;
            fs::write(&index, &damaged).unwrap();
            let _ = (repo.entries_found(&asked, false), repo.whole_index());
        }
    }
    fs::remove_file(&index).unwrap();
    assert_eq!(repo.entries_found(&asked, false), None);
    fs::create_dir(&index).unwrap();
    assert_eq!(repo.entries_found(&asked, false), None);
    fs::remove_dir(&index).unwrap();
    fs::write(&index, whole).unwrap();
    assert!(repo.entries_found(&asked, false).is_some());
}

#[test]
fn each_change_alone_is_seen_past_the_trees_that_git_noted() {
    let s = with_files(&[]);
    for file in FILES.iter().filter(|file| **file != "a") {
        s.write(file, "changed\n");
        s.git(&["add", file]);
        assert_as_git(&s, &[]);
        s.git(&["write-tree"]);
        assert_as_git(&s, &[]);
        s.git(&["rm", "-q", "--cached", file]);
        assert_as_git(&s, &[]);
        s.git(&["reset", "-q", "--hard"]);
    }
    s.write("a/new/file", "new\n");
    s.git(&["add", "a/new/file"]);
    assert_as_git(&s, &[]);
}
