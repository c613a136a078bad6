//! Who wrote the lines of a document: `git blame`, asked once for all of it.

use super::git::{self, sentence};
use super::{Repo, model_id};
use crate::error::Error;
use crate::model::{ObjectId, RepoPath};
use gix::objs::Kind;
use std::collections::HashMap;
use std::process::Output;

const DOING: &str = "asking who wrote the document";

/// Who wrote each line of a document.
#[derive(Clone, Debug, Default)]
pub struct Blame {
    commits: Vec<(ObjectId, i64)>,
    by_line: Vec<Option<usize>>,
    failed: Option<String>,
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
        let at = (line as usize).checked_sub(1);
        match at.and_then(|at| *self.by_line.get(at)?) {
            Some(commit) => match self.commits.get(commit) {
                Some((id, _)) if !is_zero(id) => Wrote::Commit(id),
                _ => Wrote::Nobody,
            },
            None => match &self.failed {
                Some(why) => Wrote::Unknown(why),
                None => Wrote::Nobody,
            },
        }
    }

    /// When a commit that wrote a line was committed, in seconds since 1970.
    pub fn time(&self, commit: &ObjectId) -> i64 {
        let mut known = self.commits.iter();
        known
            .find(|(id, _)| id == commit)
            .map_or(0, |(_, time)| *time)
    }

    fn unknown(why: impl Into<String>) -> Blame {
        Blame {
            failed: Some(why.into()),
            ..Blame::default()
        }
    }

    /// Reads `git blame --incremental`: for each run of lines its commit, the
    /// lines' numbers then and now and how many they are, then headers, of
    /// which `filename` is the last.
    fn read(&mut self, told: &[u8]) {
        let mut known: HashMap<ObjectId, usize> = HashMap::new();
        let mut current: Option<usize> = None;
        for line in told.split(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(line);
            if let Some(commit) = current {
                if let Some(time) = line.strip_prefix("committer-time ") {
                    self.commits[commit].1 = time.parse().unwrap_or(0);
                } else if line.starts_with("filename ") {
                    current = None;
                }
            } else if let Some((id, start, count)) = run(&line) {
                let next = self.commits.len();
                let commit = *known.entry(id.clone()).or_insert(next);
                if commit == next {
                    self.commits.push((id, 0));
                }
                self.take(commit, start, count);
                current = Some(commit);
            }
        }
    }

    fn take(&mut self, commit: usize, start: usize, count: usize) {
        let lines = start..start.saturating_add(count);
        for line in lines {
            if let Some(owner) = self.by_line.get_mut(line) {
                *owner = Some(commit);
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

impl Repo {
    /// Who wrote the lines of `content`, the document at `path` as it lies
    /// there. A document git does not track has been written by nobody yet;
    /// one that was renamed is followed as git follows it. Nothing is fetched.
    pub fn blame(&self, path: &RepoPath, content: &[u8]) -> Result<Blame, Error> {
        let Some(head) = self.head()?.id else {
            return Ok(Blame::default());
        };
        let Some(tree) = self.tree_of(&head)?.and_then(|tree| self.known(&tree)) else {
            return Ok(Blame::unknown("what HEAD holds is not in this clone"));
        };
        let Ok(committed) = self.entry_at(tree, path.as_str()) else {
            return Ok(Blame::unknown("what HEAD holds is not in this clone"));
        };
        if committed.is_none() && !self.is_tracked(path)? {
            return Ok(Blame::default());
        }
        let id = self.hash(Kind::Blob, content);
        let is_clean = committed.is_some_and(|(_, blob)| Some(model_id(&blob)) == id);
        let lines = content.split(|byte| *byte == b'\n').count();
        let output = self.run_blame(path, content, is_clean.then_some(&head))?;
        let mut blame = Blame {
            by_line: vec![None; lines],
            ..Blame::default()
        };
        blame.read(&output.stdout);
        if !output.status.success() {
            blame.failed = Some(self.why_not(path, &output));
        }
        Ok(blame)
    }

    /// Of a file that is as HEAD has it the commits alone are asked, and no
    /// filter runs.
    fn run_blame(
        &self,
        path: &RepoPath,
        content: &[u8],
        head: Option<&ObjectId>,
    ) -> Result<Output, Error> {
        let ask = |with_users_settings: bool| {
            let mut git = self.git();
            if !with_users_settings {
                git.env("GIT_CONFIG_GLOBAL", "/dev/null");
            }
            git.args(["blame", "--incremental", "--root", "--no-textconv"]);
            let input = if let Some(head) = head {
                git.arg(head.as_str());
                &[]
            } else {
                git.args(["--contents", "-"]);
                content
            };
            git.arg("--").arg(path.as_str());
            git::run(git, DOING, input)
        };
        let output = ask(true)?;
        let ignores = || self.string_setting("blame.ignoreRevsFile").is_some();
        if !output.status.success() && output.stdout.is_empty() && ignores() {
            // many have it among their own settings, for repositories that have such a file
            let again = ask(false)?;
            return Ok(if again.status.success() {
                again
            } else {
                output
            });
        }
        Ok(output)
    }

    fn why_not(&self, path: &RepoPath, output: &Output) -> String {
        let path = crate::model::quoted(path.as_str());
        if self.has_promisor() {
            format!(
                "who wrote its line is not in this partial clone; 'git blame {path}' fetches it"
            )
        } else {
            format!("git blame {path}: {}", sentence(output))
        }
    }

    /// Whether a commit has parents that are not here because the clone is
    /// shallow.
    pub fn is_shallow_at(&self, commit: &ObjectId) -> bool {
        let id = self.known(commit);
        id.is_some_and(|id| self.shallow().contains(&id))
    }
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
