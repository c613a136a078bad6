//! What saves leave is kept small, nothing of it is lost, and what is the
//! user's is left alone.

use super::Sandbox;
use crate::model::ObjectId;
use crate::repo::objects::tidy::Bounds;
use crate::repo::{Durability, Repo, TreeEntry};
use chrono::DateTime;
use std::fs;
use std::path::PathBuf;

const REF: &str = "refs/shipkit/x/y";

/// Small enough to be reached soon.
pub(super) const BOUNDS: Bounds = Bounds {
    objects: 8,
    packs: 3,
    bytes: 1 << 20,
    object_bytes: 4 << 10,
};

/// Saves `text` as the store does, four objects, and tidies up.
pub(super) fn save(repo: &Repo, text: &str) -> ObjectId {
    let mut writer = repo.writer(Durability::Full);
    let blob = writer.like("checkpoint.md").blob(text.as_bytes()).unwrap();
    let entry = vec![TreeEntry::file("checkpoint.md", blob)];
    let entry = writer.like("entry").tree(entry).unwrap();
    let top = vec![TreeEntry::directory("1", entry)];
    let top = writer.like("history").tree(top).unwrap();
    let when = DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap();
    let commit = writer.commit(&top, text, when).unwrap();
    writer.finish().unwrap();
    let old = repo.tip(REF).unwrap();
    let moved = repo.move_ref(REF, old.as_ref(), &commit, Durability::Full);
    assert_eq!(moved.unwrap(), crate::repo::RefMove::Moved);
    writer.settle().unwrap();
    commit
}

pub(super) fn saves(repo: &Repo, many: std::ops::Range<usize>) -> Vec<ObjectId> {
    let one = |n| {
        let commit = save(repo, &format!("save {n}\n"));
        repo.tidy_within(BOUNDS, Durability::Full).unwrap();
        commit
    };
    many.map(one).collect()
}

/// What `git count-objects -v` says of this.
pub(super) fn counted(sandbox: &Sandbox, what: &str) -> usize {
    let said = sandbox.git(&["count-objects", "-v"]);
    let line = said.lines().find_map(|line| line.strip_prefix(what));
    line.unwrap().trim_start_matches(": ").parse().unwrap()
}

pub(super) fn assert_all_there(sandbox: &Sandbox, commits: &[ObjectId]) {
    for (n, commit) in commits.iter().enumerate() {
        let text = sandbox.git(&["cat-file", "-p", &format!("{commit}:1/checkpoint.md")]);
        assert_eq!(text, format!("save {n}"));
    }
    let sound = sandbox.git(&["fsck", "--strict", "--full", "--no-dangling"]);
    assert_eq!(sound, "");
    assert_eq!(counted(sandbox, "garbage"), 0);
}

pub(super) fn packs(sandbox: &Sandbox) -> Vec<PathBuf> {
    let entries = fs::read_dir(sandbox.top.join(".git/objects/pack")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "pack"))
        .collect()
}

#[test]
fn loose_objects_become_packs_and_packs_become_fewer() {
    for format in ["sha1", "sha256"] {
        let sandbox = Sandbox::with(&["--object-format", format]);
        let repo = sandbox.repo();
        let commits = saves(&repo, 0..62); // 31 packs of 8 objects: 1 0 1 1 in threes
        assert_eq!(counted(&sandbox, "count"), 0);
        assert_eq!(counted(&sandbox, "in-pack"), 62 * 4);
        assert_eq!(counted(&sandbox, "packs"), 3);
        assert_all_there(&sandbox, &commits);
        let each = counted(&sandbox, "size-pack") * 1024 / commits.len();
        assert!(each < 900, "{each} bytes a save");
    }
}

#[test]
fn the_users_objects_and_packs_stay_as_they_are() {
    let sandbox = Sandbox::new();
    sandbox.write("a", "packed\n");
    sandbox.commit("one");
    sandbox.git(&["repack", "-qad"]);
    let theirs = packs(&sandbox);
    sandbox.write("b", "loose\n");
    sandbox.commit("two");
    let loose = counted(&sandbox, "count");
    let commits = saves(&sandbox.repo(), 0..62);
    assert_eq!(counted(&sandbox, "count"), loose);
    assert!(packs(&sandbox).contains(&theirs[0]));
    assert_all_there(&sandbox, &commits);
}

#[test]
fn a_pack_that_somebody_keeps_or_took_over_is_not_ours_any_more() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let mut commits = saves(&repo, 0..2);
    let kept = packs(&sandbox)[0].clone();
    fs::write(kept.with_extension("keep"), "mine\n").unwrap();
    commits.extend(saves(&repo, 2..12));
    assert!(kept.exists());
    sandbox.git(&["multi-pack-index", "write"]);
    let indexed = packs(&sandbox);
    commits.extend(saves(&repo, 12..20));
    let now = packs(&sandbox);
    assert!(indexed.iter().all(|pack| now.contains(pack)), "{now:?}");
    fs::remove_file(kept.with_extension("keep")).unwrap();
    sandbox.git(&["repack", "-qad", "--keep-unreachable"]);
    let theirs = packs(&sandbox);
    assert_eq!(theirs.len(), 1);
    commits.extend(saves(&repo, 20..62));
    assert!(theirs[0].exists());
    assert_all_there(&sandbox, &commits);
}

#[test]
fn what_is_large_or_gone_is_left_out_and_what_is_too_much_waits() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let noise = (0..9000).map(|n: u32| (n * 7919).to_string());
    let noise = noise.collect::<Vec<_>>().concat();
    save(&repo, &noise);
    save(&repo, "save 0\n");
    let gone = sandbox.id(&format!("{REF}:1/checkpoint.md"));
    save(&repo, "save 1\n");
    fs::remove_file(repo.loose_path(&gone)).unwrap();
    repo.tidy_within(BOUNDS, Durability::Full).unwrap();
    assert_eq!(
        counted(&sandbox, "count"),
        2,
        "the large blob and its commit"
    );
    assert_eq!(counted(&sandbox, "in-pack"), 9);
    for n in 2..5 {
        save(&repo, &format!("save {n}\n"));
    }
    let little = Bounds {
        bytes: 600,
        ..BOUNDS
    };
    repo.tidy_within(little, Durability::Full).unwrap();
    let left = counted(&sandbox, "count");
    assert!((4..14).contains(&left), "{left} of 14 are loose");
}

#[test]
fn nothing_is_taken_from_under_a_gc() {
    for (mark, text) in [("gc.pid", "1 host\n"), ("objects/maintenance.lock", "")] {
        let sandbox = Sandbox::new();
        let mark = sandbox.top.join(".git").join(mark);
        fs::write(&mark, text).unwrap();
        let commits = saves(&sandbox.repo(), 0..4);
        assert_eq!(counted(&sandbox, "count"), 16);
        fs::remove_file(&mark).unwrap();
        assert_eq!(saves(&sandbox.repo(), 4..5).len(), 1);
        assert_eq!(counted(&sandbox, "count"), 0);
        assert_all_there(&sandbox, &commits);
    }
}

#[test]
fn what_cannot_be_packed_stays_loose_and_is_not_tried_for_ever() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    save(&repo, "broken\n");
    let broken = repo.loose_path(&sandbox.id(&format!("{REF}:1/checkpoint.md")));
    fs::remove_file(&broken).unwrap();
    fs::write(&broken, "garbage").unwrap();
    save(&repo, "save 0\n");
    assert!(repo.tidy_within(BOUNDS, Durability::Full).is_err());
    assert_eq!(counted(&sandbox, "count"), 8);
    assert_eq!(packs(&sandbox), [] as [PathBuf; 0]);
    repo.tidy_within(BOUNDS, Durability::Full).unwrap();
    assert_eq!(saves(&repo, 1..3).len(), 2);
    assert_eq!(
        counted(&sandbox, "count"),
        8,
        "those that follow are packed"
    );
}

#[test]
fn packs_are_shared_as_the_repository_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::with(&["--shared=group"]);
    let _ = saves(&sandbox.repo(), 0..2);
    let pack = packs(&sandbox)[0].clone();
    for part in ["pack", "idx"] {
        let mode = fs::metadata(pack.with_extension(part)).unwrap();
        assert_eq!(mode.permissions().mode() & 0o660, 0o440, "{part}");
    }
    for ours in ["loose", "packs", "packing.lock"] {
        let data = fs::metadata(sandbox.top.join(".git/shipkit").join(ours)).unwrap();
        assert_eq!(data.permissions().mode() & 0o660, 0o660, "{ours}");
    }
}
