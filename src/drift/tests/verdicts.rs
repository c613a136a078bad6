//! Every pin against everything that may lie at its path.

use super::{blob, drift_of, id, path, there};
use crate::drift::{FileSeen, FileVerdict, Seen};
use crate::model::{Mode, Pin, Pinned};

fn pin(mode: Mode, digit: char) -> Pin {
    Pin::Blob {
        mode,
        blob: id(digit),
    }
}

fn seen(mode: Mode, digit: char) -> Seen {
    Seen::Blob {
        mode,
        blob: id(digit),
    }
}

fn unhashed(why: &str, raw: Option<char>) -> Pin {
    Pin::Unhashed {
        why: why.to_owned(),
        raw: raw.map(id),
    }
}

fn not_hashed(why: &str, raw: Option<char>) -> Seen {
    Seen::Unhashed {
        why: why.to_owned(),
        raw: raw.map(id),
    }
}

fn cannot_tell(why: &str) -> FileVerdict {
    FileVerdict::Unreadable {
        why: why.to_owned(),
    }
}

/// One pin, one sight, the verdict, and the exit code it means.
fn assert_told(pin: Pin, seen: Seen, expected: &FileVerdict, exit: u8) {
    let what = format!("{pin:?} -> {seen:?}");
    let drift = drift_of(Pinned::whole(pin), FileSeen::only(seen));
    assert_eq!(drift.files[0].verdict, *expected, "{what}");
    assert_eq!(drift.exit_code(), exit, "{what}");
    assert_eq!(drift.is_clean(), exit == 0, "{what}");
    assert_eq!(drift.changed(), usize::from(exit == 1), "{what}");
}

#[test]
fn a_pinned_file_is_told_by_mode_and_blob() {
    use FileVerdict::*;
    use Mode::{Executable, File, Gitlink, Symlink};
    let executable = ModeChanged {
        from: File,
        to: Executable,
    };
    for (pin, seen, expected, exit) in [
        (blob('a'), there('a'), Unchanged, 0),
        (blob('a'), there('b'), Modified, 1),
        (pin(File, 'a'), seen(Executable, 'a'), executable, 1),
        (pin(Executable, 'a'), seen(File, 'b'), Modified, 1),
        (pin(File, 'a'), seen(Symlink, 'a'), TypeChanged, 1),
        (pin(Symlink, 'a'), seen(File, 'b'), TypeChanged, 1),
        (pin(File, 'a'), seen(Gitlink, 'b'), TypeChanged, 1),
        (pin(Symlink, 'a'), seen(Symlink, 'b'), Modified, 1),
        (pin(Gitlink, 'a'), seen(Gitlink, 'a'), Unchanged, 0),
        (blob('a'), Seen::Absent, Deleted, 1),
        (blob('a'), Seen::Sparse, Sparse, 0),
        (Pin::Missing, Seen::Absent, Missing, 0),
        (Pin::Missing, there('a'), Appeared, 1),
    ] {
        assert_told(pin, seen, &expected, exit);
    }
}

#[test]
fn what_cannot_be_hashed_is_told_by_its_bytes_or_not_at_all() {
    use FileVerdict::*;
    let lfs = "filter 'lfs' failed";
    let dir = "it is a directory";
    let then = |raw| unhashed(lfs, raw);
    let now = |raw| not_hashed(lfs, raw);
    let before = "at the save, filter 'lfs' failed";
    for (pin, seen, expected, exit) in [
        (blob('a'), not_hashed(dir, None), TypeChanged, 1),
        (blob('a'), now(Some('a')), cannot_tell(lfs), 2),
        (Pin::Missing, now(None), Appeared, 1),
        (then(Some('a')), now(Some('a')), Unchanged, 0),
        (then(Some('a')), now(Some('b')), Modified, 1),
        (then(None), now(Some('b')), cannot_tell(lfs), 2),
        (then(None), now(None), cannot_tell(lfs), 2),
        (then(Some('a')), not_hashed(dir, None), cannot_tell(dir), 2),
        (then(Some('a')), there('a'), cannot_tell(before), 2),
        (then(Some('a')), Seen::Absent, Deleted, 1),
    ] {
        assert_told(pin, seen, &expected, exit);
    }
}

#[test]
fn a_file_gone_from_its_path_may_be_at_another() {
    let gone = FileSeen {
        renamed: Some((path("b"), Box::new(there('a')))),
        ..FileSeen::only(Seen::Absent)
    };
    let drift = drift_of(Pinned::whole(blob('a')), gone.clone());
    assert_eq!(
        drift.files[0].verdict,
        FileVerdict::Renamed { to: path("b") }
    );
    assert_eq!(drift.exit_code(), 1);
    let missing = drift_of(Pinned::whole(Pin::Missing), gone);
    assert_eq!(missing.files[0].verdict, FileVerdict::Missing);
}

#[test]
fn a_file_nobody_looked_at_is_not_unchanged() {
    let drift = crate::drift::compare(
        &super::record(&[("a", Pinned::whole(blob('a')))]),
        &super::observation(&[]),
        &crate::drift::Written::default(),
    );
    assert_eq!(drift.exit_code(), 2);
    assert_eq!(drift.files[0].verdict, cannot_tell("nobody looked at it"));
}
