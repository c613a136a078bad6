//! Whether two texts differ in white space alone, as after a formatter.

use crate::drift::{FileSeen, FileVerdict, Seen};
use crate::model::{Mode, Pin};

/// Whether nothing but white space tells the file now from the one pinned.
/// Proven, or `false`: both texts are known and differ, and neither is binary.
pub(super) fn is_white_space_only(pin: &Pin, seen: &FileSeen, verdict: &FileVerdict) -> bool {
    if !matches!(verdict, FileVerdict::Modified | FileVerdict::Renamed { .. }) {
        return false;
    }
    let (Pin::Blob { mode, blob }, Some(now)) = (pin, mode(seen)) else {
        return false;
    };
    let edit = seen.edits.get(blob).and_then(Option::as_ref);
    mode.is_regular()
        && *mode == now
        && edit.is_some_and(|edit| differ_in_white_space(edit.texts.then(), edit.texts.now()))
}

/// The mode now, at the new path of a renamed file.
fn mode(seen: &FileSeen) -> Option<Mode> {
    let there = match (&seen.seen, &seen.renamed) {
        (Seen::Absent, Some((_, there))) => there,
        (there, _) => there,
    };
    match there {
        Seen::Blob { mode, .. } => Some(*mode),
        _ => None,
    }
}

/// Whether two texts differ, but not in what they hold beside white space.
fn differ_in_white_space(old: &[u8], new: &[u8]) -> bool {
    old != new && ink(old).eq(ink(new))
}

/// What is left without what git takes for white space under `diff -w`
/// (git-compat-util.h, `isspace`), the ends of lines included: a call that was
/// wrapped is the same call.
fn ink(text: &[u8]) -> impl Iterator<Item = u8> {
    let bytes = text.iter().copied();
    bytes.filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::differ_in_white_space;

    #[test]
    fn only_white_space_may_differ() {
        for (old, new, expected) in [
            ("f(a, b)\n", "f(\n\ta,\n\tb\n)\n", true),
            ("a\n", "a", true),
            ("a\nb\n", "a\r\nb\r\n", true),
            ("a\n", "\n\n  a\n", true),
            ("ab\n", "a b\n", true),
            ("", "\n", true),
            ("a\n", "a\n", false),
            ("a\n", "", false),
            ("f(a, b)\n", "f(\n\ta,\n\tb,\n)\n", false),
            ("a b\n", "b a\n", false),
            ("a\n", "a\u{b}\n", false),
            ("a\n", "a\u{c}\n", false),
            ("a\n", "a\u{a0}\n", false),
        ] {
            let told = differ_in_white_space(old.as_bytes(), new.as_bytes());
            assert_eq!(told, expected, "{old:?} {new:?}");
        }
    }
}
