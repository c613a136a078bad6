//! What is written is sound to git, all at once or not at all.

use super::{Sandbox, path};
use crate::model::{Mode, ObjectId};
use crate::repo::{
    Diff, DiffFile, DiffRequest, Durability, EntryKind, RefMove, Shows, TreeEntry, Writer,
};
use chrono::DateTime;
use std::fs;

fn entry(name: &str, kind: EntryKind, id: &ObjectId) -> TreeEntry {
    TreeEntry {
        name: name.to_owned(),
        kind,
        id: id.clone(),
    }
}

const FILE: EntryKind = EntryKind::File(Mode::File);

/// A commit with a directory, whose entries are not given in git's order.
fn snapshot(writer: &mut Writer<'_>) -> ObjectId {
    let blob = writer.blob(b"kept\n").unwrap();
    let inner = writer.tree(vec![entry("f", FILE, &blob)]).unwrap();
    let entries = vec![
        entry("a.b", FILE, &blob),
        entry("a", EntryKind::Directory, &inner),
        entry("A", FILE, &blob),
    ];
    let tree = writer.tree(entries).unwrap();
    let when = DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap();
    writer.commit(&tree, "Save the checkpoint\n", when).unwrap()
}

fn is_missing(sandbox: &Sandbox, id: &ObjectId) -> bool {
    sandbox.try_git(&["cat-file", "-e", id.as_str()]).is_err()
}

pub(super) fn incoming(sandbox: &Sandbox) -> usize {
    let objects = fs::read_dir(sandbox.top.join(".git/objects")).unwrap();
    objects
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .starts_with("shipkit-")
        })
        .count()
}

#[test]
fn objects_pass_fsck_in_both_formats() {
    for format in ["sha1", "sha256"] {
        let sandbox = Sandbox::with(&["--object-format", format]);
        let repo = sandbox.repo();
        let mut writer = repo.writer(Durability::Full);
        let commit = snapshot(&mut writer);
        assert!(is_missing(&sandbox, &commit), "not visible yet");
        writer.finish().unwrap();
        assert!(!is_missing(&sandbox, &commit));
        let moved = repo
            .move_ref("refs/shipkit/x/y", None, &commit, Durability::Full)
            .unwrap();
        assert_eq!(moved, RefMove::Moved);
        drop(writer);
        assert_eq!(incoming(&sandbox), 0);
        assert_eq!(sandbox.git(&["fsck", "--strict", "--full"]), "");
        assert_eq!(
            sandbox.git(&["ls-tree", "-r", "--name-only", "refs/shipkit/x/y"]),
            "A\na.b\na/f"
        );
        let told = sandbox.git(&["log", "-1", "--format=%s|%an|%ad|%P", "refs/shipkit/x/y"]);
        assert_eq!(
            told,
            "Save the checkpoint|git-shipkit|Mon Jan 27 13:30:05 2025 +0000|"
        );
        let tree = repo.tree_of(&commit).unwrap().unwrap();
        let names: Vec<String> = repo
            .tree(&tree)
            .unwrap()
            .unwrap()
            .into_iter()
            .map(|entry| entry.name)
            .collect();
        assert_eq!(names, ["A", "a.b", "a"]);
    }
}

#[test]
fn nothing_is_written_without_finish_or_twice() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let mut writer = repo.writer(Durability::Full);
    snapshot(&mut writer);
    drop(writer);
    assert_eq!(sandbox.git(&["count-objects"]), "0 objects, 0 kilobytes");
    assert_eq!(incoming(&sandbox), 0);
    let mut writer = repo.writer(Durability::Git);
    snapshot(&mut writer);
    writer.finish().unwrap();
    let written = sandbox.git(&["count-objects"]);
    let again = sandbox.repo();
    let mut writer = again.writer(Durability::Git);
    snapshot(&mut writer);
    assert_eq!(incoming(&sandbox), 1, "the first writer's alone");
    writer.finish().unwrap();
    assert_eq!(sandbox.git(&["count-objects"]), written);
}

#[test]
fn an_empty_object_under_the_right_name_is_replaced() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let id = repo.id_of(b"kept\n");
    let (fan, rest) = id.as_str().split_at(2);
    sandbox.write(&format!(".git/objects/{fan}/{rest}"), "");
    let mut writer = repo.writer(Durability::Full);
    writer.blob(b"kept\n").unwrap();
    writer.finish().unwrap();
    assert_eq!(sandbox.git(&["cat-file", "blob", id.as_str()]), "kept");
}

#[test]
fn what_gc_takes_in_between_is_put_back() {
    let sandbox = Sandbox::new();
    sandbox.commit("so that gc has something to do");
    let repo = sandbox.repo();
    let mut writer = repo.writer(Durability::Full);
    let commit = snapshot(&mut writer);
    sandbox.git(&["gc", "-q", "--prune=now"]);
    writer.finish().unwrap();
    sandbox.git(&["gc", "-q", "--prune=now"]);
    assert!(is_missing(&sandbox, &commit), "nothing holds it yet");
    let moved = || repo.move_ref("refs/shipkit/x/y", None, &commit, Durability::Full);
    if moved().unwrap() == RefMove::ObjectGone {
        writer.finish().unwrap();
        assert_eq!(moved().unwrap(), RefMove::Moved);
    }
    writer.finish().unwrap();
    assert_eq!(sandbox.git(&["fsck", "--strict", "--full"]), "");
}

#[test]
fn a_directory_that_others_take_and_make_again_is_no_failure() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let object = repo.loose_path(&repo.id_of(b"kept\n"));
    let fan = object.parent().unwrap();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                let _ = fs::remove_file(&object).and_then(|()| fs::remove_dir(fan));
                let _ = fs::create_dir(fan);
                std::thread::sleep(std::time::Duration::from_micros(50));
            }
        });
        let finished = (0..1000).map(|_| {
            let mut writer = repo.writer(Durability::Full);
            writer.blob(b"kept\n").unwrap();
            writer.finish()
        });
        let finished: Result<Vec<()>, _> = finished.collect();
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        finished.unwrap();
    });
}

#[test]
fn a_quarantine_whose_owner_was_killed_goes_and_one_in_use_does_not() {
    let sandbox = Sandbox::new();
    let abandoned = sandbox.top.join(".git/objects/shipkit-incoming-killed");
    fs::create_dir_all(abandoned.join("ab")).unwrap();
    let repo = sandbox.repo();
    let mut in_use = repo.writer(Durability::Git);
    snapshot(&mut in_use);
    assert!(!abandoned.exists(), "nobody holds it");
    let other = sandbox.repo();
    let mut second = other.writer(Durability::Git);
    second.blob(b"x").unwrap();
    assert_eq!(incoming(&sandbox), 2);
    in_use.finish().unwrap();
    second.finish().unwrap();
}

#[test]
fn exclude_adds_one_line_once() {
    let sandbox = Sandbox::new();
    let file = sandbox.top.join(".git/info/exclude");
    fs::write(&file, "# mine\r\n*.tmp").unwrap();
    let repo = sandbox.repo();
    assert!(repo.exclude("/.shipkit/checkpoint*.md").unwrap());
    assert!(!repo.exclude("/.shipkit/checkpoint*.md").unwrap());
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "# mine\r\n*.tmp\n/.shipkit/checkpoint*.md\n"
    );
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
    assert!(repo.exclude("x").unwrap());
    assert_eq!(fs::read_to_string(&file).unwrap(), "x\n");
}

#[test]
fn a_diff_shows_then_and_now_and_renames() {
    let sandbox = Sandbox::new();
    sandbox.write("a", "one\ntwo\nthree\nfour\n");
    sandbox.write("b", "bee\n");
    sandbox.commit("first");
    let repo = sandbox.repo();
    let file = |then: &str, now: &str, blob: ObjectId| DiffFile {
        then: path(then),
        mode: Mode::File,
        blob,
        now: path(now),
    };
    let files = vec![
        file("a", "c", sandbox.id("HEAD:a")),
        file("b", "b", sandbox.id("HEAD:b")),
        file("gone", "gone", repo.id_of(b"never stored")),
    ];
    let untouched = fs::read(sandbox.top.join(".git/index")).unwrap();
    fs::rename(sandbox.top.join("a"), sandbox.top.join("c")).unwrap();
    sandbox.write("c", "one\ntwo\nthree\n4\n");
    sandbox.git(&["config", "diff.external", "touch RAN"]);
    sandbox.git(&["config", "core.fsmonitor", "touch RAN"]);
    let plain = DiffRequest::patch(files, Shows::Plain);
    let Diff { text, not_kept, .. } = repo.show_diff(&plain).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(
        text.contains("rename from a\nrename to c\n") && text.contains("-four\n+4\n"),
        "{text}"
    );
    assert!(!text.contains("bee"));
    assert_eq!(not_kept, [path("gone")]);
    assert!(!sandbox.top.join("RAN").exists());
    assert_eq!(fs::read(sandbox.top.join(".git/index")).unwrap(), untouched);
}

#[test]
fn a_diff_that_cannot_be_held_is_for_git_to_show() {
    let sandbox = Sandbox::new();
    let names = ["one", "two", "three"];
    for name in names {
        sandbox.write(name, "x".repeat(6 << 20));
    }
    sandbox.commit("all");
    let files = names.map(|name| DiffFile {
        then: path(name),
        mode: Mode::File,
        blob: sandbox.id(&format!("HEAD:{name}")),
        now: path(name),
    });
    for name in names {
        sandbox.write(name, "y");
    }
    let shown = |shows| {
        let request = DiffRequest::patch(files.to_vec(), shows);
        sandbox.repo().show_diff(&request)
    };
    let ours = shown(Shows::Us).unwrap();
    assert!(ours.is_for_git && ours.text.is_empty());
    let told = shown(Shows::Plain).unwrap_err().to_string();
    assert!(told.contains("more than 16 MiB"), "{told}");
    assert!(told.contains("ask for some of the files"), "{told}");
}
