//! How the lines of a file's bytes end.

use memchr::{memchr, memchr_iter, memmem};

/// Whether any line ends in CRLF: no other file is changed by any line-ending
/// rule.
pub(in crate::repo) fn has_crlf(bytes: &[u8]) -> bool {
    memchr(b'\r', bytes).is_some() && memmem::find(bytes, b"\r\n").is_some()
}

/// How many line ends there are.
pub(in crate::repo) fn ends(bytes: &[u8]) -> usize {
    memchr_iter(b'\n', bytes).count()
}

/// How many lines a text has; the last one needs no line ending.
pub(in crate::repo) fn lines(bytes: &[u8]) -> usize {
    ends(bytes) + usize::from(bytes.last().is_some_and(|last| *last != b'\n'))
}
