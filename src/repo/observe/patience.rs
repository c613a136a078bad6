//! The line map of `diff.algorithm=patience`, which git alone can draw.

use crate::drift::Hunk;
use crate::error::Error;
use crate::repo::Repo;
use crate::repo::patience::run_within;
use std::ops::Range;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const DOING: &str = "comparing two texts";

/// More of an answer is not held, in bytes: both texts of 8 MiB, and a head
/// for each of their hunks.
const MOST_SAID: u64 = 32 << 20;

impl Repo {
    /// What `git diff -U0` says of two texts within `patience`; with `folded`
    /// a line's ending makes no difference to it.
    pub(in crate::repo) fn patient_hunks(
        &self,
        (old, new): (&[u8], &[u8]),
        folded: bool,
        patience: Duration,
    ) -> Result<Vec<Hunk>, Error> {
        if patience.is_zero() {
            return Err(Error::git(DOING, "there is no time left"));
        }
        self.note_asked("line maps", "diff.algorithm=patience");
        let home = self.private_home()?;
        let side = |name: &str, text: &[u8]| {
            let path = home.path().join(name);
            std::fs::write(&path, text).map_err(|error| Error::io("write", &path, &error))?;
            Ok(path)
        };
        let (old, new) = (side("old", old)?, side("new", new)?);
        let mut command = self.patient(home.path());
        if folded {
            command.arg("--ignore-cr-at-eol");
        }
        command.arg("--").args([old, new]);
        let said = run_within(patience, command, DOING, (Vec::new(), MOST_SAID))?;
        let said = said.ok_or_else(|| Error::git(DOING, "git takes too long"))?;
        let hunks = said
            .stdout
            .split(|byte| *byte == b'\n')
            .filter(|line| line.starts_with(b"@@ "))
            .map(|line| hunk(&String::from_utf8_lossy(line)));
        match (said.status.code(), hunks.collect::<Option<Vec<Hunk>>>()) {
            (Some(0 | 1), Some(hunks)) => Ok(hunks), // 1: they differ
            _ => Err(Error::git(DOING, String::from_utf8_lossy(&said.stderr))),
        }
    }

    /// `git diff` in no repository at all: inside of one, git would convert
    /// both texts by attributes and settings first.
    fn patient(&self, home: &Path) -> Command {
        let heuristic = self.bool_setting("diff.indentHeuristic").unwrap_or(true);
        let mut command = self.git();
        command
            .current_dir(home)
            .env("GIT_DIR", home.join("no-repository"))
            .env_remove("GIT_WORK_TREE")
            .env("GIT_ATTR_NOSYSTEM", "1")
            .args(["-c", "core.attributesFile=/dev/null"])
            .args(["-c", "core.autocrlf=false", "-c", "core.eol=lf"])
            .args(["-c", &format!("diff.indentHeuristic={heuristic}")])
            .args(["diff", "--no-index", "--patience", "-U0", "--text"])
            .args(["--no-ext-diff", "--no-textconv", "--no-color"]);
        command
    }
}

/// `@@ -12,2 +12 @@`; of an empty side git names the line before it.
fn hunk(line: &str) -> Option<Hunk> {
    let mut words = line.split(' ').skip(1);
    Some(Hunk {
        before: side(words.next()?.strip_prefix('-')?)?,
        after: side(words.next()?.strip_prefix('+')?)?,
    })
}

fn side(text: &str) -> Option<Range<u32>> {
    let (start, len) = text.split_once(',').unwrap_or((text, "1"));
    let (start, len): (u32, u32) = (start.parse().ok()?, len.parse().ok()?);
    let start = if len == 0 {
        start
    } else {
        start.checked_sub(1)?
    };
    Some(start..start.checked_add(len)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_git_says_of_a_hunk() {
        for (line, expected) in [
            ("@@ -12,2 +14 @@ fn main() {", Some((11..13, 13..14))),
            ("@@ -0,0 +1,3 @@", Some((0..0, 0..3))),
            ("@@ -5,2 +4,0 @@", Some((4..6, 4..4))),
            ("@@ -0 +1 @@", None),
            ("@@ what", None),
        ] {
            let expected = expected.map(|(before, after)| Hunk { before, after });
            assert_eq!(hunk(line), expected, "{line}");
        }
    }
}
