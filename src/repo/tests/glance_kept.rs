//! Large files alone, what a save keeps of files that it did not read, and who
//! looks again later.

use super::glance::{all, by_gix, cache, name, remembered};
use super::{Sandbox, path};
use crate::model::RepoPath;
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

/// What a save would keep of each file.
fn kept(s: &Sandbox) -> Vec<Keep> {
    let (repo, all) = (by_gix(s), all());
    repo.prepare(None, &all.iter().collect::<Vec<_>>());
    all.iter().map(|path| repo.pin(path).keep).collect()
}

/// What was not read is kept all the same: alone it is seen that it has to be.
#[test]
fn what_is_remembered_is_kept_by_a_save() {
    let s = remembered();
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

/// What a crash left empty under the right name is written anew, though a pack
/// has it as well: nobody knows which of the two is read. What lies in a pack
/// alone is kept as it is.
#[test]
fn what_lies_damaged_beside_a_pack_is_written_anew() {
    let s = remembered();
    s.git(&["repack", "-adq"]);
    assert!(kept(&s).iter().all(|one| *one == Keep::Present));
    for at in 0..40 {
        let id = s.git(&["rev-parse", &format!("HEAD:{}", name(at))]);
        let (fan, rest) = id.split_at(2);
        s.write(&format!(".git/objects/{fan}/{rest}"), "");
    }
    let bytes = |at: usize| Keep::Bytes(fs::read(s.top.join(name(at))).unwrap());
    let beside = kept(&s);
    assert!((0..40).all(|at| beside[at] == bytes(at)), "{beside:?}");
}

/// A save pins what it has compared, and the next look sees what came since.
#[test]
fn what_was_compared_is_what_is_pinned() {
    let s = remembered();
    let (repo, all) = (by_gix(&s), all());
    let paths: Vec<&RepoPath> = all.iter().collect();
    repo.prepare(None, &paths[..36]);
    let compared: Vec<_> = all.iter().map(|path| repo.glance(path).seen).collect();
    s.write(&name(3), "another\n");
    repo.prepare_observed(&paths);
    let pinned: Vec<_> = all.iter().map(|path| repo.glance(path).seen).collect();
    assert_eq!(pinned, compared);
    assert_ne!(repo.glance(&all[3]).seen, compared[3]);
    repo.prepare(None, &paths);
    assert_ne!(repo.glance(&all[3]).seen, compared[3]);
}

/// An editor or a question may be open for hours between two looks.
#[test]
fn what_is_on_the_way_is_looked_for_at_every_look() {
    let s = Sandbox::new();
    let all: Vec<RepoPath> = (0..40).map(|at| path(&format!("one/f{at:02}"))).collect();
    for one in &all {
        s.write(one.as_str(), "$Id: 1 $\r\n");
    }
    s.commit("c");
    fs::create_dir(s.top.join(".git/shipkit")).unwrap();
    std::thread::sleep(Duration::from_millis(2100));
    by_gix(&s).prepare(None, &all.iter().collect::<Vec<_>>());
    assert!(cache(&s).is_ok());
    let repo = by_gix(&s);
    let look = |why: &str| {
        repo.prepare(None, &all.iter().collect::<Vec<_>>());
        for one in &all {
            let fresh = by_gix(&s).look(one).seen;
            assert_eq!(repo.glance(one).seen, fresh, "{why}: {one}");
        }
    };
    look("first");
    fs::rename(s.top.join("one"), s.top.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", s.top.join("one")).unwrap();
    look("a link");
    fs::remove_file(s.top.join("one")).unwrap();
    fs::rename(s.top.join("elsewhere"), s.top.join("one")).unwrap();
    for text in ["* text", "* ident", "* -text"] {
        s.write("one/.gitattributes", text);
        look(text);
    }
}
