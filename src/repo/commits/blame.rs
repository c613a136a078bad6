//! Who wrote the lines of a document, as `git blame` answers.

use crate::model::{ObjectId, unquoted};
use std::collections::HashMap;

/// Who wrote each line of a document.
#[derive(Clone, Debug, Default)]
pub struct Blame {
    commits: Vec<(ObjectId, i64)>,
    paths: Vec<String>,
    by_line: Vec<Option<Origin>>,
    failed: Option<String>,
}

/// Where a line comes from: places in the lists of commits and of paths.
#[derive(Clone, Copy, Debug)]
struct Origin {
    commit: usize,
    path: usize,
}

/// A run of lines, until git has told all of it.
struct Run {
    commit: usize,
    start: usize,
    count: usize,
}

/// Who wrote one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrote<'a> {
    /// The commit that last touched it; of a shallow clone's boundary, that
    /// commit or one before it.
    Commit(&'a ObjectId),
    /// Nobody yet: no commit has it.
    Nobody,
    /// It cannot be told, and why.
    Unknown(&'a str),
}

impl Blame {
    /// Who wrote the line `line` (1-based).
    pub fn of(&self, line: u32) -> Wrote<'_> {
        match self.origin(line) {
            Some(origin) => match self.commits.get(origin.commit) {
                Some((id, _)) if !is_zero(id) => Wrote::Commit(id),
                _ => Wrote::Nobody,
            },
            None => match &self.failed {
                Some(why) => Wrote::Unknown(why),
                None => Wrote::Nobody,
            },
        }
    }

    /// Where the document lay in the commit that wrote the line `line`
    /// (1-based), from the top of the repository; `None` where that is not
    /// known.
    pub fn path(&self, line: u32) -> Option<&str> {
        let origin = self.origin(line)?;
        self.paths.get(origin.path).map(String::as_str)
    }

    /// Everywhere the document lay in a commit that wrote one of its lines.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    fn origin(&self, line: u32) -> Option<Origin> {
        let at = (line as usize).checked_sub(1)?;
        *self.by_line.get(at)?
    }

    /// When a commit that wrote a line was committed, in seconds since 1970.
    pub fn time(&self, commit: &ObjectId) -> i64 {
        let mut known = self.commits.iter();
        known
            .find(|(id, _)| id == commit)
            .map_or(0, |(_, time)| *time)
    }

    pub(in crate::repo) fn unknown(why: impl Into<String>) -> Blame {
        Blame {
            failed: Some(why.into()),
            ..Blame::default()
        }
    }

    /// What git told of the lines of `content`, and why it did not tell all.
    pub(in crate::repo) fn told(content: &[u8], told: &[u8], failed: Option<String>) -> Blame {
        let mut blame = Blame {
            by_line: vec![None; content.split(|byte| *byte == b'\n').count()],
            failed,
            ..Blame::default()
        };
        blame.read(told);
        blame
    }

    /// Reads `git blame --incremental`: for each run of lines its commit, the
    /// lines' numbers then and now and how many they are, then headers, of
    /// which `filename` is the last.
    fn read(&mut self, told: &[u8]) {
        let mut known: HashMap<ObjectId, usize> = HashMap::new();
        let mut current: Option<Run> = None;
        for line in told.split(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(line);
            if let Some(run) = &current {
                if let Some(time) = line.strip_prefix("committer-time ") {
                    self.commits[run.commit].1 = time.parse().unwrap_or(0);
                } else if let Some(path) = line.strip_prefix("filename ") {
                    self.take(run, path);
                    current = None;
                }
            } else if let Some((id, start, count)) = run(&line) {
                let next = self.commits.len();
                let commit = *known.entry(id.clone()).or_insert(next);
                if commit == next {
                    self.commits.push((id, 0));
                }
                current = Some(Run {
                    commit,
                    start,
                    count,
                });
            }
        }
    }

    fn take(&mut self, run: &Run, path: &str) {
        let path = unquoted(path).unwrap_or(path.into());
        let known = self.paths.iter().rposition(|known| *known == path);
        let path = known.unwrap_or_else(|| {
            self.paths.push(path.into_owned());
            self.paths.len() - 1
        });
        let commit = run.commit;
        for line in run.start..run.start.saturating_add(run.count) {
            if let Some(origin) = self.by_line.get_mut(line) {
                *origin = Some(Origin { commit, path });
            }
        }
    }
}

/// `<id> <line then> <line now> <how many>`; the line as its place from 0.
fn run(line: &str) -> Option<(ObjectId, usize, usize)> {
    let mut words = line.split(' ');
    let id = ObjectId::new(words.next()?)?;
    let start: usize = words.nth(1)?.parse().ok()?;
    Some((id, start.checked_sub(1)?, words.next()?.parse().ok()?))
}

fn is_zero(id: &ObjectId) -> bool {
    id.as_str().bytes().all(|digit| digit == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blame(lines: usize, told: &str) -> Blame {
        let mut blame = Blame {
            by_line: vec![None; lines],
            ..Blame::default()
        };
        blame.read(told.as_bytes());
        blame
    }

    #[test]
    fn reads_runs_of_lines_and_headers_only_once() {
        let (a, b, zero) = ("a".repeat(40), "b".repeat(40), "0".repeat(40));
        let told = format!(
            "{a} 1 2 2\nauthor A\ncommitter-time 17\nsummary filename x\nfilename d.md\n\
             {zero} 4 4 1\nauthor X\nfilename d.md\n{b} 7 1 1\nfilename {a} 1 5 1\n\
             {a} 9 5 1\nfilename old.md\n"
        );
        let blame = blame(6, &told);
        let (a, b) = (ObjectId::new(&a).unwrap(), ObjectId::new(&b).unwrap());
        let all: Vec<Wrote<'_>> = (0..=7).map(|line| blame.of(line)).collect();
        let (by_a, by_b) = (Wrote::Commit(&a), Wrote::Commit(&b));
        let nobody = Wrote::Nobody;
        assert_eq!(
            all,
            [nobody, by_b, by_a, by_a, nobody, by_a, nobody, nobody]
        );
        assert_eq!((blame.time(&a), blame.time(&b)), (17, 0));
        let paths = [2, 3, 5, 6].map(|line| blame.path(line));
        let (d, old) = (Some("d.md"), Some("old.md"));
        assert_eq!(paths, [d, d, old, None]);
    }

    #[test]
    fn what_git_did_not_come_to_is_unknown() {
        let a = "a".repeat(40);
        let mut blame = blame(2, &format!("{a} 1 1 1\nfilename d\n{a} 2 99 5\nfil"));
        blame.failed = Some("it broke".to_owned());
        assert_eq!(blame.of(1), Wrote::Commit(&ObjectId::new(&a).unwrap()));
        assert_eq!(blame.of(2), Wrote::Unknown("it broke"));
    }
}
