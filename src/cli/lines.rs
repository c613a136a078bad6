//! The lines of a client, each bounded.

use crate::store::MAX_DOCUMENT;
use std::io::{self, BufRead, Read as _};

/// The longest line that is kept: a whole document, escaped here and there,
/// and what a request has beside it.
const MAX_LINE: u64 = MAX_DOCUMENT + (1 << 20);

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line, without its line feed; the last may have had none.
    Whole(Vec<u8>),
    /// A line that was too long; it was not kept.
    TooLong,
}

/// Reads the next line; `None` at the end.
pub(crate) fn next(source: &mut impl BufRead) -> io::Result<Option<Line>> {
    bounded(source, MAX_LINE)
}

/// Reads a line of at most `max` bytes, its line feed not counted.
fn bounded(source: &mut impl BufRead, max: u64) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    source.by_ref().take(max + 1).read_until(b'\n', &mut line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(Line::Whole(line)));
    }
    if line.is_empty() {
        return Ok(None);
    }
    if line.len() as u64 <= max {
        return Ok(Some(Line::Whole(line)));
    }
    drop(line);
    source.skip_until(b'\n')?;
    Ok(Some(Line::TooLong))
}

/// What is said of a line that was too long.
pub(crate) fn too_long() -> String {
    format!("the request is longer than {} MiB", MAX_LINE >> 20)
}

#[cfg(test)]
mod tests {
    use super::{Line, bounded};

    fn all(text: &str) -> Vec<Line> {
        let mut source = text.as_bytes();
        std::iter::from_fn(|| bounded(&mut source, 3).unwrap()).collect()
    }

    #[test]
    fn lines_up_to_the_limit_are_kept_and_others_are_passed_over() {
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(all("abc\n\nab"), [whole("abc"), whole(""), whole("ab")]);
        assert_eq!(all("abcd\nab\n"), [Line::TooLong, whole("ab")]);
        assert_eq!(all("abcdefgh"), [Line::TooLong]);
        assert_eq!(all("abc"), [whole("abc")]);
        assert_eq!(all(""), []);
    }
}
