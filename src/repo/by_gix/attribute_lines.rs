//! The lines of an attribute file that git heeds (attr.c, `read_attr_from_file`
//! and `read_attr_from_buf`): none that is too long, nothing behind a NUL.

use gix::bstr::ByteSlice;

/// git ignores lines of this many bytes and more (attr.h,
/// `ATTR_MAX_LINE_LENGTH`).
const MAX_LINE: usize = 2048;

/// What counts of a file's bytes: a NUL ends its line.
pub(super) fn of_file(bytes: Vec<u8>) -> Vec<u8> {
    if !is_odd(&bytes) {
        return bytes;
    }
    let lines = bytes.split(|byte| *byte == b'\n').map(|line| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        heeded(&line[..line.find_byte(0).unwrap_or(line.len())])
    });
    lines.collect::<Vec<_>>().join(&b'\n')
}

/// What counts of a blob's bytes: a NUL ends all of it.
pub(super) fn of_blob(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.find_byte(0).unwrap_or(bytes.len()));
    if !is_odd(&bytes) {
        return bytes;
    }
    let lines = bytes.split(|byte| *byte == b'\n').map(heeded);
    lines.collect::<Vec<_>>().join(&b'\n')
}

fn is_odd(bytes: &[u8]) -> bool {
    bytes.contains(&0) || bytes.split(|byte| *byte == b'\n').any(is_long)
}

fn is_long(line: &[u8]) -> bool {
    line.len() >= MAX_LINE
}

fn heeded(line: &[u8]) -> &[u8] {
    if is_long(line) { &[] } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_does_not_heed_is_left_out() {
        let long = "a".repeat(2048);
        let short = "a".repeat(2047);
        for (bytes, file, blob) in [
            ("a\nb".to_owned(), "a\nb", "a\nb"),
            ("a\0x\nb".to_owned(), "a\nb", "a"),
            (format!("{long}\nb"), "\nb", "\nb"),
            (
                format!("{short}\nb"),
                &*format!("{short}\nb"),
                &*format!("{short}\nb"),
            ),
            (format!("{short}\r\nb\0"), &*format!("{short}\nb"), "\nb"),
        ] {
            let bytes = bytes.into_bytes();
            assert_eq!(of_file(bytes.clone()).as_bstr(), file, "{bytes:?}");
            assert_eq!(of_blob(bytes.clone()).as_bstr(), blob, "{bytes:?}");
        }
    }
}
