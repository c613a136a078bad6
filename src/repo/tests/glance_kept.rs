//! Large files alone, and what a save keeps of files that it did not read.

use super::glance::{all, by_gix, cache, name, remembered};
use super::{Sandbox, path};
use crate::repo::Keep;
use std::fs;
use std::time::Duration;

#[test]
fn a_large_file_alone_is_remembered() {
    let s = Sandbox::new();
    fs::create_dir(s.top.join(".git/shipkit")).unwrap();
    for (file, size) in [("two", 2 << 20), ("seven", 7 << 20)] {
        s.write(file, "line\n".repeat(size / 5));
    }
    std::thread::sleep(Duration::from_millis(2100));
    for file in ["two", "seven"] {
        let _ = fs::remove_file(s.top.join(".git/shipkit/stat-cache"));
        let first = by_gix(&s);
        let look = first.glance(&path(file));
        first.remember();
        assert!(cache(&s).is_ok(), "{file}");
        let again = by_gix(&s).glance(&path(file));
        assert_eq!(again.seen, look.seen);
        assert!(again.bytes.is_none());
        assert_eq!(
            again.unread.is_some(),
            file == "two",
            "what is kept has lines"
        );
        s.write(file, "LINE\n".repeat(2 << 18));
        let now = by_gix(&s).glance(&path(file)).seen;
        assert_eq!(now, by_gix(&s).look(&path(file)).seen);
        assert_ne!(now, look.seen);
    }
}

/// What was not read is kept all the same: alone it is seen that it has to be.
#[test]
fn what_is_remembered_is_kept_by_a_save() {
    let s = remembered();
    let kept = |s: &Sandbox| {
        let (repo, all) = (by_gix(s), all());
        repo.prepare(None, &all.iter().collect::<Vec<_>>());
        let kept: Vec<Keep> = all.iter().map(|path| repo.pin(path).keep).collect();
        kept
    };
    assert!(kept(&s).iter().all(|one| *one == Keep::Present), "loose");
    s.git(&["repack", "-adq"]);
    s.git(&["prune-packed"]);
    assert!(kept(&s).iter().all(|one| *one == Keep::Present), "packed");
    fs::remove_dir_all(s.top.join(".git/objects/pack")).unwrap();
    let all = kept(&s);
    for (at, keep) in all.iter().enumerate() {
        let bytes = fs::read(s.top.join(name(at))).unwrap();
        assert_eq!(*keep, Keep::Bytes(bytes), "gone");
    }
}
