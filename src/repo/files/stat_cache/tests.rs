use super::entries::{finish, head, put};
use super::{Began, Cache, Entry, Fresh, Known, MAX_ENTRIES, is_settled, rest_before};
use crate::model::RepoPath;
use crate::platform::{self, Stat};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

const SHA1: gix::hash::Kind = gix::hash::Kind::Sha1;

fn entry(len: u64, seconds: i64) -> Entry {
    Entry {
        stat: Stat {
            len,
            written: (seconds, 1),
            changed: (seconds, 999_999_999),
            inode: 7,
            device: 8,
            mode: 0o100_644,
        },
        known: Known {
            id: gix::ObjectId::from_bytes_or_panic(&[7; 20]),
            lines: 3,
            crlf: true,
        },
    }
}

fn fresh(path: &str, entry: Entry) -> Fresh {
    let path = RepoPath::new(path).unwrap();
    Fresh { path, entry }
}

fn many(from: usize, to: usize) -> Vec<Fresh> {
    let all = (from..to).map(|at| fresh(&format!("f{at:07}"), entry(at as u64, -5)));
    all.collect()
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("stat-cache");
    (dir, path)
}

fn found(path: &Path, names: &[&str]) -> Vec<Option<Entry>> {
    let cache = Cache::read(path, SHA1);
    let told = cache.find(names.iter().copied());
    told.map(|told| told?.entry()).collect()
}

fn written(path: &Path, fresh: Vec<Fresh>) {
    Cache::read(path, SHA1).remember(path, Began::now(), fresh);
}

#[test]
fn what_is_written_is_found_again() {
    let (_dir, path) = place();
    written(&path, many(0, 20));
    let names = ["a", "f0000000", "f0000001x", "f0000019", "g"];
    let told = found(&path, &names);
    let (first, last) = (Some(entry(0, -5)), Some(entry(19, -5)));
    assert_eq!(told, [None, first, None, last, None]);

    let mut newer = many(18, 40);
    newer[0].entry = entry(100, 4);
    written(&path, newer);
    let told = found(&path, &["f0000000", "f0000018", "f0000039"]);
    assert_eq!(told, [first, Some(entry(100, 4)), Some(entry(39, -5))]);
    let names = fs::read_dir(path.parent().unwrap()).unwrap().count();
    assert_eq!(names, 1, "something is left beside it");
}

#[test]
fn a_cache_that_is_not_whole_is_none() {
    let (_dir, path) = place();
    written(&path, many(0, 20));
    let whole = fs::read(&path).unwrap();
    for len in 0..whole.len() {
        fs::write(&path, &whole[..len]).unwrap();
        assert_eq!(found(&path, &["f0000000"]), [None], "{len} bytes");
    }
    let other = String::from_utf8_lossy(&whole[..24]).replace('1', "2");
    fs::write(&path, [other.as_bytes(), &whole[24..]].concat()).unwrap();
    assert_eq!(found(&path, &["f0000000"]), [None], "another version");
    fs::write(&path, &whole).unwrap();
    let other = Cache::read(&path, gix::hash::Kind::Sha256);
    assert!(other.entries().next().is_none(), "other ids");
}

/// What is damaged says nothing, and is replaced.
#[test]
fn no_bytes_do_harm() {
    let (_dir, path) = place();
    written(&path, many(0, 20));
    let whole = fs::read(&path).unwrap();
    let mut random: u64 = 1;
    let mut next = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(random >> 33).unwrap() % below
    };
    for _ in 0..2000 {
        let mut torn = whole.clone();
        let (from, len) = (next(torn.len()), next(200));
        let to = (from + len).min(torn.len());
        match next(3) {
            0 => torn[from..to].fill(0),
            1 => torn.drain(from..to).for_each(drop),
            _ => torn[from] = u8::try_from(next(256)).unwrap(),
        }
        if torn == whole {
            continue;
        }
        fs::write(&path, &torn).unwrap();
        let told = found(&path, &["f0000000", "f0000003", "f0000019"]);
        assert_eq!(told, [None; 3]);
        written(&path, many(5, 25));
        assert_eq!(found(&path, &["f0000005"]), [Some(entry(5, -5))]);
    }
}

#[test]
fn it_stays_bounded() {
    let (_dir, path) = place();
    written(&path, many(0, MAX_ENTRIES));
    written(&path, many(MAX_ENTRIES, MAX_ENTRIES + 20));
    let newest = format!("f{:07}", MAX_ENTRIES + 19);
    let newest_entry = entry(MAX_ENTRIES as u64 + 19, -5);
    assert_eq!(found(&path, &[&newest]), [Some(newest_entry)]);
    assert_eq!(Cache::read(&path, SHA1).entries().count(), MAX_ENTRIES);
    written(&path, many(0, 1_000_000));
    assert_eq!(Cache::read(&path, SHA1).entries().count(), MAX_ENTRIES);

    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_len(1 << 40).unwrap();
    assert_eq!(found(&path, &["f0000000"]), [None], "a terabyte of holes");
}

#[test]
fn a_few_small_files_are_not_worth_it() {
    let (_dir, path) = place();
    written(&path, many(0, 15));
    assert!(!path.exists());
    written(&path, vec![fresh("large", entry(1 << 20, -5))]);
    assert!(path.exists());
}

#[test]
fn what_was_not_at_rest_is_not_remembered() {
    let at = |seconds: u64| rest_before(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
    let one = entry(1, 1000).stat;
    assert!(!is_settled(&one, at(1002)), "changed within the second");
    assert!(is_settled(&one, at(1003)));
    let set_back = Stat {
        written: (5, 0),
        ..one
    };
    assert!(!is_settled(&set_back, at(1002)), "its time was set back");
    let set_forward = Stat {
        written: (5000, 0),
        ..one
    };
    assert!(!is_settled(&set_forward, at(1003)));
}

#[test]
fn the_clock_that_is_behind_counts() {
    let began = Began {
        by_clock: UNIX_EPOCH + Duration::from_secs(5000),
        steady: Instant::now(),
    };
    let by = |seconds| began.rest_by(UNIX_EPOCH + Duration::from_secs(seconds));
    assert!(by(1000).unwrap() < (998, 0), "the file system's clock");
    assert_eq!(by(9000), Some((4998, 0)), "ours");
    assert_eq!(began.rest(), Some((4998, 0)));
    assert_eq!(by(1), None, "before there was time");
}

#[test]
fn what_lies_in_its_place_is_not_followed() {
    let (dir, path) = place();
    let elsewhere = dir.path().join("elsewhere");
    written(&elsewhere, many(0, 20));
    let before = fs::read(&elsewhere).unwrap();
    crate::platform::link(&elsewhere, &path).unwrap();
    assert_eq!(found(&path, &["f0000000"]), [None]);
    written(&path, many(20, 40));
    assert_eq!(fs::read(&elsewhere).unwrap(), before);
    assert!(found(&path, &["f0000020"])[0].is_some(), "it is replaced");

    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    written(&path, many(0, 20));
    assert_eq!(found(&path, &["f0000000"]), [None]);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
}

/// Whoever opened it would wait for ever.
#[cfg(unix)]
#[test]
fn a_fifo_in_its_place_is_not_waited_for() {
    let (_dir, path) = place();
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());
    assert_eq!(found(&path, &["f0000000"]), [None]);
    written(&path, many(0, 20));
    assert!(found(&path, &["f0000000"])[0].is_some(), "it is replaced");
}

#[test]
fn what_a_killed_command_left_is_swept() {
    let (dir, path) = place();
    let old = dir.path().join("stat-cache-abc");
    let young = dir.path().join("stat-cache-def");
    fs::write(&old, "").unwrap();
    fs::write(&young, "").unwrap();
    let file = fs::File::options().write(true).open(&old).unwrap();
    file.set_modified(UNIX_EPOCH).unwrap();
    written(&path, many(0, 20));
    assert!(!old.exists() && young.exists());
}

#[test]
fn what_was_remembered_before_the_system_started_does_not_count() {
    let (_dir, path) = place();
    let of = |head: String| {
        let mut file = head.into_bytes();
        put(&mut file, "f", &entry(1, 1));
        finish(&mut file, 1);
        fs::write(&path, file).unwrap();
        found(&path, &["f"])
    };
    let now = head(SHA1);
    assert_eq!(of(now.clone()), [Some(entry(1, 1))]);
    let before = now.replace(&format!(" {}\n", platform::boot()), " another start\n");
    assert_ne!(now, before);
    assert_eq!(of(before), [None]);
}
