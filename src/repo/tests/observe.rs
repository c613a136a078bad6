//! What is seen of a record: files, renames, HEAD and history.

use super::{Sandbox, path, record};
use crate::drift::{Count, FileSeen, Observation, Relation, Seen};
use crate::model::{Lines, Mode, Pin, Record};
use std::fs;

fn file<'a>(observation: &'a Observation, name: &str) -> &'a FileSeen {
    &observation.files[&path(name)]
}

fn count(n: usize) -> Count {
    Count { n, more: false }
}

/// Two commits, and a record of `a` and `b` at the second.
fn saved() -> (Sandbox, Record) {
    let sandbox = Sandbox::new();
    sandbox.write("a", "one\ntwo\n");
    sandbox.write("b", "bee\n");
    sandbox.commit("first");
    sandbox.commit("second");
    let record = record(&sandbox.repo(), &["a", "b"]);
    (sandbox, record)
}

fn relation(sandbox: &Sandbox, record: &Record) -> Relation {
    sandbox.repo().observe(record).unwrap().head.relation
}

#[test]
fn nothing_is_told_of_what_is_unchanged() {
    let (sandbox, record) = saved();
    let seen = sandbox.repo().observe(&record).unwrap();
    let mode = Mode::File;
    let blob = sandbox.id("HEAD:a");
    assert_eq!(*file(&seen, "a"), FileSeen::only(Seen::Blob { mode, blob }));
    assert_eq!(seen.head.relation, Relation::Same);
}

#[test]
fn an_edit_comes_with_its_hunks_commits_and_whether_it_is_committed() {
    let (sandbox, record) = saved();
    sandbox.write("a", "one\ntwo\nthree\n");
    let commit = sandbox.commit("more of a");
    sandbox.commit("nothing");
    sandbox.write("b", "bee\nwasp\n");
    let seen = sandbox.repo().observe(&record).unwrap();
    assert_eq!(seen.head.relation, Relation::Ahead(count(2)));
    let a = file(&seen, "a");
    let edit = a.edits.values().next().unwrap().as_ref().unwrap();
    assert_eq!(
        (edit.hunks[0].before.clone(), edit.hunks[0].after.clone()),
        (2..2, 2..3)
    );
    assert_eq!(edit.texts.now(), b"one\ntwo\nthree\n");
    let told: Vec<_> = a
        .commits
        .iter()
        .map(|seen| (&seen.id, seen.subject.as_str(), seen.author.as_str()))
        .collect();
    assert_eq!(told, [(&commit, "more of a", "t")]);
    assert_eq!(a.uncommitted, Some(false));
    let b = file(&seen, "b");
    assert_eq!((b.commits.len(), b.uncommitted), (0, Some(true)));
}

#[test]
fn a_position_beyond_the_end_of_an_unchanged_file_is_checked() {
    let (sandbox, mut record) = saved();
    for (line, checked) in [(2, false), (3, true)] {
        record.files.get_mut(&path("a")).unwrap().lines = vec![Lines::single(line).unwrap()];
        let seen = sandbox.repo().observe(&record).unwrap();
        assert_eq!(
            file(&seen, "a").edits.len(),
            usize::from(checked),
            "line {line}"
        );
    }
}

#[test]
fn a_held_position_is_told_against_its_own_blob() {
    let (sandbox, mut record) = saved();
    let held = sandbox.repo().id_of(b"bee\n");
    let pinned = record.files.get_mut(&path("a")).unwrap();
    pinned.held.insert(Lines::single(1).unwrap(), held.clone());
    let seen = sandbox.repo().observe(&record).unwrap();
    let edit = file(&seen, "a").edits[&held].as_ref().unwrap();
    assert_eq!(
        (edit.texts.then(), edit.texts.now()),
        (&b"bee\n"[..], &b"one\ntwo\n"[..])
    );
}

#[test]
fn a_rename_is_found_where_the_index_has_the_same_blob() {
    let (sandbox, record) = saved();
    sandbox.git(&["mv", "a", "c"]);
    sandbox.write("c", "one\n2\n");
    let seen = sandbox.repo().observe(&record).unwrap();
    let (to, now) = file(&seen, "a").renamed.clone().unwrap();
    assert_eq!(to, path("c"));
    let repo = sandbox.repo();
    let blob = repo.id_of(b"one\n2\n");
    assert_eq!(
        *now,
        Seen::Blob {
            mode: Mode::File,
            blob
        }
    );
    assert_eq!(file(&seen, "a").seen, Seen::Absent);
    assert_eq!(file(&seen, "a").edits.len(), 1);
    assert_eq!(file(&seen, "a").uncommitted, Some(true));
}

#[test]
fn a_rename_with_an_edit_is_found_as_git_finds_it() {
    let sandbox = Sandbox::new();
    let text: String = (0..50).fold(String::new(), |text, n| text + &format!("line {n}\n"));
    sandbox.write("a", &text);
    sandbox.commit("first");
    let record = record(&sandbox.repo(), &["a"]);
    sandbox.git(&["mv", "a", "d"]);
    sandbox.write("d", text.replace("line 7\n", "line seven\n"));
    sandbox.commit("moved and edited");
    let seen = sandbox.repo().observe(&record).unwrap();
    let to = file(&seen, "a").renamed.clone().map(|(to, _)| to);
    assert_eq!(to, Some(path("d")));
    assert_eq!(file(&seen, "a").edits.len(), 1);
    assert_eq!(file(&seen, "a").uncommitted, Some(false));
}

#[test]
fn no_rename_is_guessed() {
    let (sandbox, record) = saved();
    sandbox.git(&["rm", "-q", "a"]);
    sandbox.write("x", "one\ntwo\n");
    sandbox.write("y", "one\ntwo\n");
    sandbox.git(&["add", "x", "y"]);
    let seen = sandbox.repo().observe(&record).unwrap();
    assert_eq!(file(&seen, "a").renamed, None, "two candidates");
    sandbox.write("d/a", "one\ntwo\n");
    sandbox.git(&["add", "d/a"]);
    let seen = sandbox.repo().observe(&record).unwrap();
    let to = file(&seen, "a").renamed.clone().map(|(to, _)| to);
    assert_eq!(to, Some(path("d/a")), "one of them has the same name");
}

#[test]
fn head_is_related_as_git_counts() {
    let (sandbox, record) = saved();
    sandbox.git(&["checkout", "-q", "-b", "side", "HEAD~1"]);
    assert_eq!(relation(&sandbox, &record), Relation::Behind(count(1)));
    sandbox.commit("side one");
    sandbox.commit("side two");
    let (ahead, behind) = (count(2), count(1));
    assert_eq!(
        relation(&sandbox, &record),
        Relation::Diverged { ahead, behind }
    );
    sandbox.git(&["merge", "-q", "-m", "merge", "main"]);
    assert_eq!(relation(&sandbox, &record), Relation::Ahead(count(3)));
    sandbox.git(&["checkout", "-q", "--orphan", "empty"]);
    assert_eq!(relation(&sandbox, &record), Relation::Unborn);
}

#[test]
fn amend_is_rewritten_and_pruned_is_lost() {
    let (sandbox, record) = saved();
    sandbox.git(&["commit", "-q", "--amend", "--allow-empty", "-m", "other"]);
    assert_eq!(relation(&sandbox, &record), Relation::Rewritten);
    sandbox.git(&["reflog", "expire", "--expire=now", "--all"]);
    sandbox.git(&["gc", "-q", "--prune=now"]);
    assert_eq!(relation(&sandbox, &record), Relation::Lost);
}

#[test]
fn a_merge_counts_only_where_it_differs_from_all_its_parents() {
    let (sandbox, record) = saved();
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    sandbox.write("a", "one\ntwo\nside\n");
    let on_side = sandbox.commit("side");
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write("b", "bee\nmain\n");
    sandbox.commit("main");
    sandbox.git(&["merge", "-q", "-m", "merge", "side"]);
    let seen = sandbox.repo().observe(&record).unwrap();
    let ids: Vec<_> = file(&seen, "a")
        .commits
        .iter()
        .map(|commit| commit.id.clone())
        .collect();
    assert_eq!(ids, [on_side]);
}

#[test]
fn beyond_a_shallow_boundary_nothing_is_claimed() {
    let (origin, record) = saved();
    origin.write("a", "three\n");
    origin.commit("third");
    let clone = Sandbox::new();
    let url = format!("file://{}", origin.top.display());
    clone.git(&["fetch", "-q", "--depth", "1", &url, "main"]);
    clone.git(&["reset", "-q", "--hard", "FETCH_HEAD"]);
    assert_eq!(relation(&clone, &record), Relation::Unknown);
    clone.git(&["fetch", "-q", "--unshallow", &url, "main"]);
    assert_eq!(relation(&clone, &record), Relation::Ahead(count(1)));
}

#[test]
fn an_unborn_branch_and_its_first_commit() {
    let sandbox = Sandbox::new();
    sandbox.write("n", "x\n");
    let record = record(&sandbox.repo(), &["n", "missing"]);
    assert_eq!(
        (record.head.clone(), record.branch.as_deref()),
        (None, Some("main"))
    );
    assert_eq!(relation(&sandbox, &record), Relation::Same);
    assert_eq!(record.files[&path("missing")].pin, Pin::Missing);
    sandbox.write("n", "y\n");
    let commit = sandbox.commit("first");
    let seen = sandbox.repo().observe(&record).unwrap();
    assert_eq!(seen.head.relation, Relation::Unborn);
    assert_eq!(file(&seen, "n").commits[0].id, commit);
    assert_eq!(file(&seen, "missing").seen, Seen::Absent);
}

/// An update looks again at what was told: with as much room for texts, or what
/// has moved would be pinned where it was.
#[test]
fn each_observation_has_room_for_its_texts() {
    let sandbox = Sandbox::new();
    let names = ["a", "b", "c", "d"];
    let line = "x".repeat(100);
    for name in names {
        let lines = (0..22_000).map(|at| format!("{name} {at} {line}\n"));
        sandbox.write(name, lines.collect::<String>());
    }
    sandbox.commit("all");
    let repo = sandbox.repo();
    let record = record(&repo, &names);
    for name in names {
        let old = fs::read_to_string(sandbox.top.join(name)).unwrap();
        sandbox.write(name, format!("new\n{old}"));
    }
    for look in 0..6 {
        let seen = repo.observe(&record).unwrap();
        let is_mapped = |name: &str| file(&seen, name).edits.values().all(Option::is_some);
        assert!(names.into_iter().all(is_mapped), "look {look}");
    }
}
