//! An index so large that it is halved: the same is told as by walking it.

use super::*;
use crate::error::Error;
use crate::repo::staged::{Kept, Matters, Staged};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many files it lists.
const FILES: usize = 12_000;

/// Short names, long ones, and some with the words of an index in them.
fn name(at: usize) -> String {
    let dir = at / 200;
    match at % 7 {
        0 => format!("d{dir:02}/f{at:05}/l{}", "ong".repeat(at % 90)),
        3 => format!("d{dir:02}/f{at:05} DIRC TREE \u{e9}"),
        _ => format!("d{dir:02}/f{at:05}"),
    }
}

/// Every kind of file, some that are not merged, and one that is only intended.
fn large() -> Sandbox {
    let s = Sandbox::new();
    s.write("a", "a\n");
    let blob = s.git(&["hash-object", "-w", "a"]);
    let mut info = String::new();
    for at in 0..FILES {
        let mode = ["100644", "100755", "120000"][at % 3];
        let stages = if at % 1000 == 500 { 1..=3 } else { 0..=0 };
        for stage in stages {
            writeln!(info, "{mode} {blob} {stage}\t{}", name(at)).unwrap();
        }
    }
    s.write("info", info);
    let mut git = s.command(&["update-index", "--index-info"]);
    let info = fs::File::open(s.top.join("info")).unwrap();
    assert!(git.stdin(info).status().unwrap().success());
    s.write("d30/intended", "new\n");
    s.git(&["add", "-N", "d30/intended"]);
    let size = fs::metadata(s.top.join(".git/index")).unwrap().len();
    assert!(size > 1 << 20, "{size} bytes are not halved");
    s
}

#[test]
fn a_large_index_tells_the_same_where_it_is_halved() {
    let s = large();
    let repo = s.repo();
    let mut asked: Vec<String> = (0..FILES).step_by(125).map(name).collect();
    asked.extend(asked.clone().iter().map(|name| format!("{name}x")));
    asked.extend(["0", "d30", "d30/intended", "zzz"].map(str::to_owned));
    asked.extend([0, 1, 2, FILES - 3, FILES - 2, FILES - 1].map(name));
    let asked: BTreeSet<RepoPath> = asked.iter().map(|name| path(name)).collect();
    let asked: Vec<&RepoPath> = asked.iter().collect();
    let all = repo.entries_found(&asked, false).unwrap();
    assert!(all.contains(&Staged::Unmerged) && all.contains(&Staged::Absent));
    for (one, staged) in asked.iter().zip(&all) {
        let alone = repo.entries_found(&[one], true).unwrap();
        assert_eq!(alone, std::slice::from_ref(staged), "{}", one.as_str());
    }
    for few in [2, 7, 60] {
        for (at, some) in asked.chunks(few).enumerate() {
            let told = repo.entries_found(some, true).unwrap();
            assert_eq!(told, all[at * few..][..some.len()]);
        }
    }
}

/// As many files with the blob of `a`, committed, and the blob of `b`.
fn committed() -> (Sandbox, [String; 2]) {
    let s = Sandbox::new();
    s.write("a", "a\n");
    s.write("b", "b\n");
    let [a, b] = ["a", "b"].map(|file| s.git(&["hash-object", "-w", file]));
    stage_all(&s, &a, "");
    s.git(&["commit", "-qm", "many"]);
    (s, [a, b])
}

/// Stages `blob` at each of the names, which end in `end`.
fn stage_all(s: &Sandbox, blob: &str, end: &str) {
    let mut info = String::new();
    for at in 0..FILES {
        writeln!(info, "100644 {blob} 0\t{}{end}", name(at)).unwrap();
    }
    s.write("info", info);
    let mut git = s.command(&["update-index", "--index-info"]);
    let info = fs::File::open(s.top.join("info")).unwrap();
    assert!(git.stdin(info).status().unwrap().success());
}

fn stage(s: &Sandbox, blob: &str, at: usize) {
    let entry = format!("100644,{blob},{}", name(at));
    s.git(&["update-index", "--cacheinfo", &entry]);
}

/// The paths of which a commit of the index says something.
fn told(s: &Sandbox, head: Option<&ObjectId>, matters: Matters<'_>) -> Result<Vec<String>, Error> {
    let asked = (0..FILES).step_by(300).chain([FILES - 1]); // its last entry too
    let asked: BTreeSet<RepoPath> = asked.map(|at| path(&name(at))).collect();
    let asked: BTreeSet<&RepoPath> = asked.iter().collect();
    let passed = s.repo().about_to_commit(head, &asked, matters)?;
    let paths = passed.iter().map(|passed| passed.path.as_str().to_owned());
    Ok(paths.collect())
}

/// What matters where `blob` is what was pinned everywhere.
fn unless(blob: &str) -> impl Fn(&RepoPath, Option<&Kept>) -> bool {
    move |_, then| then.is_none_or(|kept| kept.id.as_str() != blob)
}

/// What is as it was pinned is told by the index alone, and what is told of the
/// others is what all of it tells.
#[test]
fn a_large_index_tells_by_itself_that_nothing_matters() {
    let (s, [a, b]) = committed();
    stage(&s, &b, 300);
    stage(&s, &b, 5000);
    let head = s.repo().head().unwrap().id;
    let head = head.as_ref();
    assert_eq!(told(&s, head, &|_, _| true).unwrap(), [name(300)]);
    assert_eq!(told(&s, head, &unless(&a)).unwrap(), [name(300)]);
    assert_eq!(told(&s, head, &unless(&b)).unwrap(), [""; 0]);

    stage(&s, &a, 300);
    let nowhere = ObjectId::new(&"1".repeat(40)).unwrap();
    let unread = told(&s, Some(&nowhere), &unless(&a)).unwrap();
    assert!(unread.is_empty(), "no commit was read");
    assert!(told(&s, Some(&nowhere), &|_, _| true).is_err());
}

/// An entry of an index that stands on another one, or that has a directory in
/// the place of its files, says nothing by itself.
#[test]
fn a_large_index_that_does_not_stand_alone_is_not_believed() {
    let (s, [a, b]) = committed();
    let head = s.repo().head().unwrap().id;
    let size = || fs::metadata(s.top.join(".git/index")).unwrap().len();
    s.git(&["config", "splitIndex.maxPercentChange", "100"]);
    s.git(&["update-index", "--split-index"]);
    stage_all(&s, &a, "new");
    assert!(size() > 1 << 20, "{} bytes are not halved", size());
    let is_there = |_: &RepoPath, then: Option<&Kept>| then.is_some();
    assert_eq!(told(&s, None, &is_there).unwrap().len(), FILES / 300 + 1);

    s.git(&["update-index", "--no-split-index"]);
    s.git(&["read-tree", "HEAD"]);
    let dirs: Vec<String> = (0..FILES / 200).map(|at| format!("d{at:02}")).collect();
    let but_one = dirs.iter().filter(|dir| *dir != "d30");
    let mut sparse = vec!["sparse-checkout", "set", "--cone", "--sparse-index"];
    sparse.extend(but_one.map(String::as_str));
    s.git(&sparse);
    assert!(s.git(&["ls-files", "--sparse"]).contains("d30/\n"));
    assert!(size() > 1 << 20, "{} bytes are not halved", size());
    assert_eq!(told(&s, head.as_ref(), &is_there).unwrap(), [""; 0]);
    stage(&s, &b, 300);
    assert_eq!(told(&s, head.as_ref(), &unless(&a)).unwrap(), [name(300)]);
}
