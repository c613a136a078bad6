//! Line numbers as people write them.

use std::fmt;
use std::str::FromStr;

/// A line or a range of lines: 1-based, inclusive, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines {
    start: u32,
    end: u32,
}

impl Lines {
    /// The lines `start` to `end`, or `None` where that is no range.
    pub fn new(start: u32, end: u32) -> Option<Lines> {
        (start >= 1 && end >= start).then_some(Lines { start, end })
    }

    /// One line, or `None` for line 0.
    pub fn single(line: u32) -> Option<Lines> {
        Lines::new(line, line)
    }

    /// The first line.
    pub fn start(self) -> u32 {
        self.start
    }

    /// The last line.
    pub fn end(self) -> u32 {
        self.end
    }

    /// Whether this is one line only.
    pub fn is_single(self) -> bool {
        self.start == self.end
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_single() {
            write!(f, "{}", self.start)
        } else {
            write!(f, "{}-{}", self.start, self.end)
        }
    }
}

/// Not a line number or range.
#[derive(Debug, PartialEq, Eq)]
pub struct NotLines;

impl FromStr for Lines {
    type Err = NotLines;

    /// Reads `34` or `15-28`.
    fn from_str(text: &str) -> Result<Lines, NotLines> {
        let number = |digits: &str| -> Result<u32, NotLines> {
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return Err(NotLines);
            }
            digits.parse().map_err(|_| NotLines)
        };
        let (start, end) = text
            .split_once('-')
            .map_or((text, None), |(start, end)| (start, Some(end)));
        let start = number(start)?;
        let end = end.map_or(Ok(start), number)?;
        Lines::new(start, end).ok_or(NotLines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        for text in ["34", "15-28", "7"] {
            assert_eq!(text.parse::<Lines>().unwrap().to_string(), text);
        }
        assert_eq!("7-7".parse::<Lines>().unwrap().to_string(), "7");
        for text in [
            "",
            "0",
            "0-3",
            "9-3",
            "+4",
            "4-",
            "-4",
            "99999999999",
            "3 - 4",
            "x",
        ] {
            assert_eq!(text.parse::<Lines>(), Err(NotLines), "{text}");
        }
    }
}
