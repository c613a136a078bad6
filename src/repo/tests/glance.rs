//! What the stat cache may answer, and every way to fool it.

use super::{Sandbox, only_local, path};
use crate::drift::Seen;
use crate::model::{Mode, RepoPath};
use crate::repo::Repo;
use crate::repo::files::stat_cache::{Began, Cache, Fresh};
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::time::{Duration, SystemTime};

const FILES: usize = 40;

pub(super) fn name(at: usize) -> String {
    format!("src/d{}/f{at:02}.txt", at % 4)
}

pub(super) fn all() -> Vec<RepoPath> {
    (0..FILES).map(|at| path(&name(at))).collect()
}

/// The other hand leaves it to git what is looked at again.
pub(super) fn by_gix(s: &Sandbox) -> Repo {
    Repo::open_with(&s.top, &|_| None, only_local()).unwrap()
}

/// Many files, at rest, and remembered.
pub(super) fn remembered() -> Sandbox {
    let s = Sandbox::new();
    for at in 0..FILES {
        s.write(&name(at), format!("one {at}\ntwo\n"));
    }
    s.commit("c");
    fs::create_dir(s.top.join(".git/shipkit")).unwrap();
    std::thread::sleep(Duration::from_millis(2100));
    glance(&by_gix(&s));
    assert!(cache(&s).is_ok(), "nothing was remembered");
    s
}

pub(super) fn cache(s: &Sandbox) -> std::io::Result<Vec<u8>> {
    fs::read(s.top.join(".git/shipkit/stat-cache"))
}

fn glance(repo: &Repo) -> Vec<Seen> {
    let all = all();
    repo.prepare(None, &all.iter().collect::<Vec<_>>());
    all.iter().map(|path| repo.glance(path).seen).collect()
}

/// Every file is seen as a repository sees it that remembers nothing, and as
/// git does where it stores it.
fn assert_true(s: &Sandbox, why: &str) {
    s.git(&["read-tree", &s.git(&["write-tree"])]); // git is to look again, too
    let seen = glance(&by_gix(s));
    for (at, seen) in seen.iter().enumerate() {
        let fresh = by_gix(s).look(&path(&name(at))).seen;
        assert_eq!(*seen, fresh, "{why}: {}", name(at));
        if let Seen::Blob { mode, blob } = seen {
            let ours = format!("{} {blob}", mode.as_str());
            assert_eq!(s.added(&name(at)), Ok(ours), "{why}: {}", name(at));
        }
    }
}

/// Without this all else here could be true of a cache that is never asked.
#[test]
fn what_is_remembered_is_not_read_again() {
    let s = remembered();
    let place = s.top.join(".git/shipkit/stat-cache");
    let cache = Cache::read(&place, gix::hash::Kind::Sha1);
    let known = all().into_iter().map(|path| {
        let told = cache.find(std::iter::once(path.as_str())).next();
        let mut entry = told.flatten().unwrap().entry().unwrap();
        entry.known.id = gix::ObjectId::from_bytes_or_panic(&[9; 20]);
        Fresh { path, entry }
    });
    let mut forged: Vec<Fresh> = known.collect();
    forged.sort_by(|one, other| one.path.cmp(&other.path));
    Cache::default().remember(&place, Began::now(), forged);
    let is_forged =
        |seen: &Seen| matches!(seen, Seen::Blob { blob, .. } if blob.as_str().starts_with("0909"));
    assert!(glance(&by_gix(&s)).iter().all(is_forged));

    s.write(&name(3), "new");
    let seen = glance(&by_gix(&s));
    assert_eq!(
        seen.iter().filter(|seen| is_forged(seen)).count(),
        FILES - 1
    );
    assert!(!is_forged(&seen[3]));
}

#[test]
fn a_few_files_are_neither_asked_for_nor_remembered() {
    let s = Sandbox::new();
    fs::create_dir(s.top.join(".git/shipkit")).unwrap();
    for at in 0..FILES {
        s.write(&name(at), "x");
    }
    std::thread::sleep(Duration::from_millis(2100));
    let few: Vec<RepoPath> = all().into_iter().take(10).collect();
    let repo = by_gix(&s);
    assert_eq!(repo.prepare(None, &few.iter().collect::<Vec<_>>()), 0);
    assert!(few.iter().all(|path| repo.glance(path).bytes.is_some()));
    repo.remember();
    assert!(cache(&s).is_err());
}

#[test]
fn a_file_that_was_just_written_is_not_remembered() {
    let s = Sandbox::new();
    fs::create_dir(s.top.join(".git/shipkit")).unwrap();
    for at in 0..FILES {
        s.write(&name(at), "one");
    }
    assert_true(&s, "new");
    assert!(cache(&s).is_err());
    for at in 0..FILES {
        s.write(&name(at), "two"); // as large, within the same second
    }
    assert_true(&s, "written again at once");
}

#[test]
fn a_changed_file_is_seen_whatever_its_time_and_size_say() {
    let s = remembered();
    let file = |at: usize| s.top.join(name(at));
    let set_back = |at: usize, time: SystemTime| {
        let open = fs::File::options().append(true).open(file(at)).unwrap();
        open.set_modified(time).unwrap();
    };
    let time = |at: usize| fs::metadata(file(at)).unwrap().modified().unwrap();

    let before = time(1);
    s.write(&name(1), "ONE 1\ntwo\n"); // as long as before
    set_back(1, before);
    let before = time(2);
    s.write("new", "ONE 2\ntwo\n");
    fs::rename(s.top.join("new"), file(2)).unwrap(); // another file
    set_back(2, before);
    s.write(&name(3), "one 3\r\ntwo\r\n");
    fs::set_permissions(file(4), fs::Permissions::from_mode(0o755)).unwrap();
    set_back(5, SystemTime::UNIX_EPOCH + Duration::from_secs(1)); // touched
    fs::remove_file(file(6)).unwrap();
    fs::remove_file(file(7)).unwrap();
    std::os::unix::fs::symlink("f03.txt", file(7)).unwrap();
    fs::hard_link(file(8), s.top.join("link")).unwrap();
    s.write("link", "ONE 8\ntwo\n"); // under its other name
    set_back(9, SystemTime::UNIX_EPOCH);
    assert_true(&s, "first");
    let seen = glance(&by_gix(&s));
    let mode = |at: usize| match seen[at] {
        Seen::Blob { mode, .. } => Some(mode),
        _ => None,
    };
    assert_eq!(mode(4), Some(Mode::Executable));
    assert_eq!(mode(7), Some(Mode::Symlink));
    assert_eq!(seen[6], Seen::Absent);

    std::thread::sleep(Duration::from_millis(2100));
    for why in ["remembered anew", "from memory"] {
        assert_true(&s, why);
    }
}

#[test]
fn two_files_that_change_places_are_seen() {
    let s = remembered();
    let (one, other, aside) = (
        s.top.join(name(0)),
        s.top.join(name(4)),
        s.top.join("aside"),
    );
    fs::rename(&one, &aside).unwrap();
    fs::rename(&other, &one).unwrap();
    fs::rename(&aside, &other).unwrap();
    assert_ne!(
        fs::metadata(&one).unwrap().ino(),
        fs::metadata(&other).unwrap().ino()
    );
    assert_true(&s, "exchanged");
}

#[test]
fn what_is_beyond_a_link_is_told_as_such() {
    let s = remembered();
    fs::rename(s.top.join("src/d1"), s.top.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", s.top.join("src/d1")).unwrap();
    let seen = glance(&by_gix(&s));
    for (at, seen) in seen.iter().enumerate() {
        let is_beyond =
            matches!(seen, Seen::Unhashed { why, .. } if why == crate::platform::BEYOND_LINK);
        assert_eq!(is_beyond, at % 4 == 1, "{}", name(at));
    }
}

#[test]
fn settings_and_attributes_are_asked_at_every_look() {
    let s = remembered();
    s.write(&name(1), "one\r\ntwo\r\n");
    s.write(&name(2), "$Id$\r\n");
    std::thread::sleep(Duration::from_millis(2100));
    assert_true(&s, "remembered");
    s.git(&["config", "core.autocrlf", "true"]);
    assert_true(&s, "core.autocrlf");
    s.git(&["config", "core.autocrlf", "false"]);
    for text in [
        "* text",
        "* text=auto",
        "* ident",
        "* -text",
        "*1.txt working-tree-encoding=UTF-16",
    ] {
        s.write("src/.gitattributes", text);
        assert_true(&s, text);
    }
    fs::remove_file(s.top.join("src/.gitattributes")).unwrap();
    s.write(".gitattributes", "*.txt filter=up");
    assert_true(&s, "a filter that nobody set");
    fs::remove_file(s.top.join(".gitattributes")).unwrap();
    s.write("src/d2/.gitattributes", "* eol=lf\n");
    assert_true(&s, "in one directory");
    s.write(".git/info/attributes", "* -text\n");
    assert_true(&s, "info/attributes");
}

#[test]
fn modes_are_git_s_where_the_file_system_has_none() {
    let s = remembered();
    fs::set_permissions(s.top.join(name(4)), fs::Permissions::from_mode(0o755)).unwrap();
    std::thread::sleep(Duration::from_millis(2100));
    glance(&by_gix(&s));
    s.git(&["config", "core.fileMode", "false"]);
    assert_true(&s, "core.fileMode");
}

#[test]
fn a_cache_that_cannot_be_written_hurts_nobody() {
    let s = remembered();
    let place = s.top.join(".git/shipkit/stat-cache");
    for garbage in [&b""[..], b"garbage", &[0; 5000]] {
        fs::write(&place, garbage).unwrap();
        assert_true(&s, "garbage");
        assert!(cache(&s).unwrap().len() > 3000, "it was not replaced");
    }
    fs::remove_file(&place).unwrap();
    fs::create_dir(&place).unwrap();
    assert_true(&s, "a directory");
    fs::remove_dir(&place).unwrap();
    fs::remove_dir(s.top.join(".git/shipkit")).unwrap();
    assert_true(&s, "no place");
    assert!(!s.top.join(".git/shipkit").exists(), "none is made");
}

#[test]
fn two_at_once_both_see_what_is_there() {
    let s = remembered();
    let top = s.top.as_path();
    let look = || {
        for _ in 0..20 {
            let _ = fs::remove_file(top.join(".git/shipkit/stat-cache"));
            let repo = Repo::open_with(top, &|_| None, only_local()).unwrap();
            let seen = glance(&repo);
            assert!(seen.iter().all(|seen| matches!(seen, Seen::Blob { .. })));
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(look);
        scope.spawn(look);
    });
    assert_true(&s, "afterwards");
    let left = fs::read_dir(s.top.join(".git/shipkit")).unwrap().count();
    assert_eq!(left, 1, "something is left");
}
