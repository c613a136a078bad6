//! Paths inside the repository, and git's way of quoting odd ones.

use crate::model::steers;
use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// A file's path from the top of the work tree: UTF-8, `/` between its parts,
/// never leaving the work tree and never inside `.git`. Shared by its copies:
/// record, observation and drift each have all of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath(Arc<str>);

/// Why a text is no [`RepoPath`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// It has no part at all.
    Empty,
    /// It starts at the root of the file system.
    Absolute,
    /// A part is `.`, `..` or empty.
    Outside,
    /// A part is `.git`, in any spelling a file system takes for it.
    InsideGit,
    /// It has a NUL byte, which no file name can have.
    Nul,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PathError::Empty => "is empty",
            PathError::Absolute => "is absolute",
            PathError::Outside => "is outside the work tree",
            PathError::InsideGit => "is inside .git",
            PathError::Nul => "has a NUL byte",
        })
    }
}

impl RepoPath {
    /// Takes `path`, already relative to the top of the work tree.
    pub fn new(path: impl Into<Arc<str>>) -> Result<RepoPath, PathError> {
        let path = path.into();
        if is_usual(&path) {
            return Ok(RepoPath(path));
        }
        if path.is_empty() {
            return Err(PathError::Empty);
        }
        if path.starts_with('/') {
            return Err(PathError::Absolute);
        }
        if path.contains('\0') {
            return Err(PathError::Nul);
        }
        for part in path.split('/') {
            if matches!(part, "" | "." | "..") {
                return Err(PathError::Outside);
            }
            if is_dot_git(part) {
                return Err(PathError::InsideGit);
            }
        }
        Ok(RepoPath(path))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn base_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for RepoPath {
    /// C-quoted as git does where it must be; see [`quoted`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&quoted(&self.0))
    }
}

/// Whether nothing of a path needs a closer look: ASCII, with no part that is
/// empty or begins as `.git` and its other names do. Most are so, and records
/// hold thousands.
fn is_usual(path: &str) -> bool {
    let mut before = b'/';
    for byte in path.bytes() {
        let begins_oddly = before == b'/' && matches!(byte, b'/' | b'.' | b'g' | b'G');
        if begins_oddly || !(1..0x80).contains(&byte) {
            return false;
        }
        before = byte;
    }
    before != b'/'
}

/// Whether a file system may take `part` for `.git`: any case, NTFS's short
/// name, its streams and trailing dots or spaces, and the code points HFS+
/// leaves out (gitattributes(5) and CVE-2014-9390 tell why).
fn is_dot_git(part: &str) -> bool {
    if part.is_ascii() {
        return is_spelled_dot_git(part);
    }
    let seen: String = part.chars().filter(|c| !is_hfs_ignored(*c)).collect();
    is_spelled_dot_git(&seen)
}

fn is_spelled_dot_git(seen: &str) -> bool {
    let seen = seen.split(':').next().unwrap_or_default();
    let seen = seen.trim_end_matches(['.', ' ']);
    seen.eq_ignore_ascii_case(".git") || seen.eq_ignore_ascii_case("git~1")
}

fn is_hfs_ignored(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

/// Quotes a path as git does (`core.quotePath=false`): in double quotes with
/// C escapes where it holds a quote, a backslash or a control character, and
/// as it is elsewhere. Whatever else steers a terminal is escaped too, as git
/// would with `core.quotePath=true`.
pub fn quoted(path: &str) -> Cow<'_, str> {
    let is_plain = |byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    let needs = |c: char| c == '"' || c == '\\' || steers(c);
    if path.bytes().all(is_plain) || !path.chars().any(needs) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len() + 8);
    out.push('"');
    for c in path.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\x07' => out.push_str("\\a"),
            '\x08' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\x0b' => out.push_str("\\v"),
            '\x0c' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c.is_ascii_control() => {
                write!(out, "\\{:03o}", u32::from(c)).expect("a String takes every write");
            }
            c if steers(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    write!(out, "\\{byte:03o}").expect("a String takes every write");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    Cow::Owned(out)
}

/// Reads what [`quoted`] (or git) wrote; a text without quotes is taken as it
/// is. `None` where the quoting is broken or names bytes that are not UTF-8.
pub fn unquoted(text: &str) -> Option<Cow<'_, str>> {
    if !text.starts_with('"') {
        return Some(Cow::Borrowed(text));
    }
    let (bytes, rest) = unquoted_bytes(text.as_bytes())?;
    let text = String::from_utf8(bytes).ok().filter(|_| rest.is_empty());
    text.map(Cow::Owned)
}

/// The bytes of what stands in double quotes at the start of `text`, as git
/// writes them (quote.c), and what follows. `None` where no such quotes stand
/// there.
pub fn unquoted_bytes(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut rest = text.strip_prefix(b"\"")?;
    let mut out = Vec::new();
    loop {
        let (byte, after) = rest.split_first()?;
        rest = after;
        match byte {
            b'"' => return Some((out, rest)),
            b'\\' => {
                let (byte, taken) = escaped(rest)?;
                out.push(byte);
                rest = &rest[taken..];
            }
            byte => out.push(*byte),
        }
    }
}

/// The byte that an escape behind its backslash stands for, and its length.
fn escaped(text: &[u8]) -> Option<(u8, usize)> {
    let byte = match text.first()? {
        b'a' => 0x07,
        b'b' => 0x08,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 0x0b,
        b'f' => 0x0c,
        b'r' => b'\r',
        byte @ (b'"' | b'\\') => *byte,
        first @ b'0'..=b'3' => {
            let digit = |at| text.get(at).filter(|byte| (b'0'..=b'7').contains(byte));
            let (second, third) = (digit(1)? - b'0', digit(2)? - b'0');
            return Some(((first - b'0') * 64 + second * 8 + third, 3));
        }
        _ => return None,
    };
    Some((byte, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_the_work_tree() {
        use PathError::*;
        for (path, why) in [
            ("", Empty),
            ("/etc/passwd", Absolute),
            ("../x", Outside),
            ("a/../b", Outside),
            ("a//b", Outside),
            ("./a", Outside),
            ("a/", Outside),
            (".git/config", InsideGit),
            ("sub/.GIT/hooks", InsideGit),
            ("git~1/config", InsideGit),
            (".git. /x", InsideGit),
            (".git::$INDEX_ALLOCATION/x", InsideGit),
            (".g\u{200c}it/config", InsideGit),
            ("a\0b", Nul),
        ] {
            assert_eq!(RepoPath::new(path), Err(why), "{path:?}");
        }
        for path in [
            "a",
            "s/t/q",
            ".gitignore",
            ".github/x",
            "-rf",
            ":(top)x",
            "*",
            "a\\b",
            "a\nb",
        ] {
            assert_eq!(RepoPath::new(path).unwrap().as_str(), path);
        }
    }

    #[test]
    fn quotes_as_git_does_and_reads_it_back() {
        for (path, text) in [
            ("plain/name.rs", "plain/name.rs"),
            ("ünï cødé", "ünï cødé"),
            ("a\nb", r#""a\nb""#),
            ("\"q", r#""\"q""#),
            ("a\\b", r#""a\\b""#),
            ("\x1b[31m", r#""\033[31m""#),
        ] {
            assert_eq!(quoted(path), text);
            assert_eq!(unquoted(text).unwrap(), path);
        }
        assert_eq!(unquoted(r#""\303\274""#).unwrap(), "ü");
        for broken in [
            r#"""#,
            r#""a"#,
            r#""a\""#,
            r#""\9""#,
            r#""\377""#,
            r#""a"b""#,
        ] {
            assert_eq!(unquoted(broken), None, "{broken}");
        }
    }
}
