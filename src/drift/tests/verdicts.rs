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

#[test]
fn a_file_is_told_by_pin_and_sight() {
    use FileVerdict::*;
    let lfs = "filter 'lfs' failed";
    let executable = ModeChanged {
        from: Mode::File,
        to: Mode::Executable,
    };
    for (pin, seen, expected, exit) in [
        (blob('a'), there('a'), Unchanged, 0),
        (blob('a'), there('b'), Modified, 1),
        (
            pin(Mode::File, 'a'),
            seen(Mode::Executable, 'a'),
            executable,
            1,
        ),
        (
            pin(Mode::Executable, 'a'),
            seen(Mode::File, 'b'),
            Modified,
            1,
        ),
        (
            pin(Mode::File, 'a'),
            seen(Mode::Symlink, 'a'),
            TypeChanged,
            1,
        ),
        (
            pin(Mode::Symlink, 'a'),
            seen(Mode::File, 'b'),
            TypeChanged,
            1,
        ),
        (
            pin(Mode::File, 'a'),
            seen(Mode::Gitlink, 'b'),
            TypeChanged,
            1,
        ),
        (
            pin(Mode::Symlink, 'a'),
            seen(Mode::Symlink, 'b'),
            Modified,
            1,
        ),
        (
            pin(Mode::Gitlink, 'a'),
            seen(Mode::Gitlink, 'a'),
            Unchanged,
            0,
        ),
        (blob('a'), Seen::Absent, Deleted, 1),
        (blob('a'), Seen::Sparse, Sparse, 0),
        (
            blob('a'),
            not_hashed("it is a directory", None),
            TypeChanged,
            1,
        ),
        (blob('a'), not_hashed(lfs, Some('a')), cannot_tell(lfs), 2),
        (Pin::Missing, Seen::Absent, Missing, 0),
        (Pin::Missing, there('a'), Appeared, 1),
        (Pin::Missing, not_hashed(lfs, None), Appeared, 1),
        (
            unhashed(lfs, Some('a')),
            not_hashed(lfs, Some('a')),
            Unchanged,
            0,
        ),
        (
            unhashed(lfs, Some('a')),
            not_hashed(lfs, Some('b')),
            Modified,
            1,
        ),
        (
            unhashed(lfs, None),
            not_hashed(lfs, Some('b')),
            cannot_tell(lfs),
            2,
        ),
        (
            unhashed(lfs, Some('a')),
            not_hashed("it is a directory", None),
            cannot_tell("it is a directory"),
            2,
        ),
        (
            unhashed(lfs, Some('a')),
            there('a'),
            cannot_tell("at the save, filter 'lfs' failed"),
            2,
        ),
        (unhashed(lfs, Some('a')), Seen::Absent, Deleted, 1),
    ] {
        let what = format!("{pin:?} -> {seen:?}");
        let drift = drift_of(Pinned::whole(pin), FileSeen::only(seen));
        assert_eq!(drift.files[0].verdict, expected, "{what}");
        assert_eq!(drift.exit_code(), exit, "{what}");
        assert_eq!(drift.is_clean(), exit == 0, "{what}");
        assert_eq!(drift.changed(), usize::from(exit == 1), "{what}");
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
