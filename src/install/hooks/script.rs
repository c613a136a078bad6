//! What a hook file is: who interprets it, who wrote it, whether a block can
//! go into it.

use super::block::{Block, find};
use super::managers::Manager;
use crate::platform::can_run;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Files above this are nobody's hook, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// The shells that a block is written for.
const SHELLS: [&str; 9] = [
    "sh", "bash", "dash", "ash", "ksh", "ksh93", "mksh", "zsh", "busybox",
];

/// Languages whose way to call us is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Python 3.
    Python,
    /// Node.
    Node,
    /// Perl.
    Perl,
    /// Ruby.
    Ruby,
    /// The shell fish.
    Fish,
}

/// What lies where git looks for a hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Nothing.
    Nothing,
    /// A shell script that somebody wrote, with or without a block of ours.
    Shell {
        bytes: Vec<u8>,
        block: Block,
        /// Whether it is executable: else git does not run it.
        runs: bool,
    },
    /// A file that a manager of hooks wrote and will write again.
    Generated(Manager),
    /// A script in another language.
    Other(Language),
    /// Anything else.
    Odd {
        /// Why it is not for us, as in "'path' {why}".
        why: &'static str,
        /// Whether somebody could add lines of the shell to it.
        takes_lines: bool,
    },
}

fn odd(why: &'static str) -> Script {
    Script::Odd {
        why,
        takes_lines: false,
    }
}

fn foreign(why: &'static str) -> Script {
    Script::Odd {
        why,
        takes_lines: true,
    }
}

/// Looks at `path` without following a link.
pub(super) fn look(path: &Path) -> Script {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Script::Nothing,
        Err(_) => return odd("cannot be looked at"),
    };
    if meta.is_symlink() {
        let target = fs::read_link(path).unwrap_or_default();
        return if target.ends_with("overcommit-hook") {
            Script::Generated(Manager::Overcommit)
        } else {
            foreign("is a symbolic link")
        };
    }
    if !meta.is_file() {
        return odd("is not a file");
    }
    if meta.len() > LARGEST {
        return odd("is larger than any script");
    }
    let Ok(bytes) = fs::read(path) else {
        return odd("cannot be read");
    };
    let block = find(&bytes);
    let runs = can_run(path);
    if block == Block::None && !runs {
        return odd("is not executable, so git does not run it");
    }
    read(bytes, block, runs)
}

fn read(bytes: Vec<u8>, block: Block, runs: bool) -> Script {
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return odd("is not text");
    };
    if text.contains('\0') {
        return odd("is not text");
    }
    if block == Block::None {
        if let Some(manager) = Manager::of_hook(text) {
            return Script::Generated(manager);
        }
        if let Some(odd) = unfit(text) {
            return odd;
        }
    }
    Script::Shell { bytes, block, runs }
}

/// Why no block can go into a text; `None` where one can.
fn unfit(text: &str) -> Option<Script> {
    if text.starts_with('\u{feff}') {
        return Some(odd("begins with a byte order mark"));
    }
    if says_generated(text) {
        return Some(foreign("says that a program writes it"));
    }
    let first = text.strip_prefix("#!")?; // without one git has sh run it
    let line = first.split('\n').next().unwrap_or_default();
    if line.ends_with('\r') {
        return Some(odd(
            "has a carriage return after its interpreter, which the system does not find so",
        ));
    }
    let name = interpreter(line)?;
    if SHELLS.contains(&name) {
        return None;
    }
    Some(
        match name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') {
            "python" | "pypy" => Script::Other(Language::Python),
            "node" | "nodejs" | "bun" => Script::Other(Language::Node),
            "perl" => Script::Other(Language::Perl),
            "ruby" => Script::Other(Language::Ruby),
            "fish" => Script::Other(Language::Fish),
            _ => odd("is not a script of the shell"),
        },
    )
}

/// The program that a first line names, without its directory; what `env` is
/// to start, where it names that. An empty line names sh.
fn interpreter(line: &str) -> Option<&str> {
    let mut words = line.split_ascii_whitespace();
    let name = |word: &'_ str| word.rsplit('/').next().map(str::len);
    let base = |word| {
        let length = name(word)?;
        word.get(word.len() - length..)
    };
    let first = base(words.next()?)?;
    if first != "env" {
        return Some(first);
    }
    let started = words.find(|word| !word.starts_with('-') && !word.contains('='));
    Some(started.and_then(base).unwrap_or("env"))
}

/// Whether the head of a file says that it is not to be edited.
fn says_generated(text: &str) -> bool {
    let head = text.lines().take(10).filter(|line| line.starts_with('#'));
    let head = head.collect::<Vec<_>>().join("\n").to_lowercase();
    [
        "do not edit",
        "don't edit",
        "generated by",
        "auto-generated",
        "autogenerated",
    ]
    .iter()
    .any(|words| head.contains(words))
}
