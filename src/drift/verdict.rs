//! What became of one file: its pin against what lies at its path.

use crate::drift::{FileSeen, FileVerdict, Seen};
use crate::model::{Mode, ObjectId, Pin};

/// Reasons for which a path cannot be hashed that also tell that it is no
/// longer the file it was.
const OTHER_KINDS: [&str; 2] = ["it is a directory", "it is not a regular file"];

/// Whether a path that cannot be hashed is known to be no file any more.
pub(super) fn is_other_kind(why: &str) -> bool {
    OTHER_KINDS.contains(&why) || is_odd_repository(why)
}

/// Whether a repository lies there whose commit cannot be told: that is no
/// file, but it may well be the submodule that was pinned.
fn is_odd_repository(why: &str) -> bool {
    why.starts_with("it is a directory whose repository ")
}

/// Compares a pin with what was seen.
pub(super) fn verdict(pin: &Pin, seen: &FileSeen) -> FileVerdict {
    match (pin, &seen.seen) {
        (_, Seen::Sparse) => FileVerdict::Sparse,
        (Pin::Missing, Seen::Absent) => FileVerdict::Missing,
        (Pin::Missing, _) => FileVerdict::Appeared,
        (_, Seen::Absent) => match &seen.renamed {
            Some((to, _)) => FileVerdict::Renamed { to: to.clone() },
            None => FileVerdict::Deleted,
        },
        (
            Pin::Blob { mode, blob },
            Seen::Blob {
                mode: now,
                blob: there,
            },
        ) => of_blobs(*mode, *now, blob == there),
        (Pin::Blob { mode, .. }, Seen::Unhashed { why, .. }) => {
            let submodule = *mode == Mode::Gitlink && is_odd_repository(why);
            if is_other_kind(why) && !submodule {
                FileVerdict::TypeChanged
            } else {
                FileVerdict::Unreadable { why: why.clone() }
            }
        }
        (Pin::Unhashed { raw, .. }, Seen::Unhashed { why, raw: there }) => {
            of_raw(raw.as_ref(), there.as_ref(), why)
        }
        (Pin::Unhashed { why, .. }, Seen::Blob { .. }) => FileVerdict::Unreadable {
            why: format!("at the save, {why}"),
        },
    }
}

fn of_blobs(then: Mode, now: Mode, same: bool) -> FileVerdict {
    if then != now && !(then.is_regular() && now.is_regular()) {
        FileVerdict::TypeChanged
    } else if !same {
        FileVerdict::Modified
    } else if then != now {
        FileVerdict::ModeChanged {
            from: then,
            to: now,
        }
    } else {
        FileVerdict::Unchanged
    }
}

/// Without git's own hash the bytes on disk are the proof, if both are known.
fn of_raw(then: Option<&ObjectId>, now: Option<&ObjectId>, why: &str) -> FileVerdict {
    match (then, now) {
        (Some(then), Some(now)) if then == now => FileVerdict::Unchanged,
        (Some(_), Some(_)) => FileVerdict::Modified,
        _ => FileVerdict::Unreadable {
            why: why.to_owned(),
        },
    }
}

/// The bytes a pin's positions were written for; a missing file had none.
pub(super) fn base(pin: &Pin) -> Option<&ObjectId> {
    match pin {
        Pin::Blob { blob, .. } => Some(blob),
        Pin::Unhashed { raw, .. } => raw.as_ref(),
        Pin::Missing => None,
    }
}

/// The bytes there now, at the new path of a renamed file.
pub(super) fn now(seen: &FileSeen) -> Option<&ObjectId> {
    let there = match (&seen.seen, &seen.renamed) {
        (Seen::Absent, Some((_, there))) => there,
        (there, _) => there,
    };
    match there {
        Seen::Blob { blob, .. } => Some(blob),
        Seen::Unhashed { raw, .. } => raw.as_ref(),
        Seen::Absent | Seen::Sparse => None,
    }
}
