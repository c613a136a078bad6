//! Asking `git blame`, once for all of a document and beside other work.

use crate::error::Error;
use crate::model::{ObjectId, RepoPath};
use crate::repo::commits::blame::Blame;
use crate::repo::git::{self, sentence};
use crate::repo::{Repo, Toil, model_id};
use gix::objs::Kind;
use std::process::{Command, Output};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const DOING: &str = "asking who wrote the document";

/// A question that git is answering while its asker does other things.
pub struct Blaming<'a> {
    path: &'a RepoPath,
    content: &'a [u8],
    begun: Begun,
}

enum Begun {
    /// There was no need to ask.
    Known(Blame),
    /// Git was asked; of a file that is as HEAD has it, about that commit.
    Asked(Option<ObjectId>, JoinHandle<Result<Output, Error>>),
}

impl Repo {
    /// Asks who wrote the lines of `content`, the document at `path` as it
    /// lies there. A document git does not track has been written by nobody
    /// yet; one that was renamed is followed as git follows it. Nothing is
    /// fetched.
    pub fn begin_blame<'a>(
        &self,
        path: &'a RepoPath,
        content: &'a [u8],
    ) -> Result<Blaming<'a>, Error> {
        let begun = match self.known_blame(path, content)? {
            Ok(blame) => Begun::Known(blame),
            Err(head) => {
                let (git, input) = self.blame_command(path, content, head.as_ref());
                let input = input.to_vec();
                Begun::Asked(
                    head,
                    std::thread::spawn(move || git::run(git, DOING, &input)),
                )
            }
        };
        Ok(Blaming {
            path,
            content,
            begun,
        })
    }

    /// Waits for the answer.
    pub fn finish_blame(&self, blaming: Blaming<'_>) -> Result<Blame, Error> {
        let Blaming { path, content, .. } = blaming;
        let (head, asked) = match blaming.begun {
            Begun::Known(blame) => return Ok(blame),
            Begun::Asked(head, asked) => (head, asked),
        };
        self.wait_aloud(&asked);
        let output = asked
            .join()
            .map_err(|_| Error::git(DOING, "its thread ended early"))??;
        let output = self.without_ignored(path, content, head.as_ref(), output)?;
        let failed = !output.status.success();
        let failed = failed.then(|| self.why_not(path, &output));
        Ok(Blame::told(content, &output.stdout, failed))
    }

    /// Tells who watches how long git takes.
    fn wait_aloud<T>(&self, asked: &JoinHandle<T>) {
        if !self.is_watched() {
            return;
        }
        let begun = Instant::now();
        while !asked.is_finished() {
            let seconds = usize::try_from(begun.elapsed().as_secs()).unwrap_or(usize::MAX);
            self.at_work(Toil::Blaming, seconds, 0);
            std::thread::sleep(Duration::from_millis(1));
        }
        self.at_work(Toil::Blaming, 1, 1);
    }

    /// What is known without asking; else the commit to ask about, of a file
    /// that is as HEAD has it.
    fn known_blame(
        &self,
        path: &RepoPath,
        content: &[u8],
    ) -> Result<Result<Blame, Option<ObjectId>>, Error> {
        let Some(head) = self.head()?.id else {
            return Ok(Ok(Blame::default()));
        };
        let unknown = || Ok(Ok(Blame::unknown("what HEAD holds is not in this clone")));
        let Some(tree) = self.tree_of(&head)?.and_then(|tree| self.known(&tree)) else {
            return unknown();
        };
        let Ok(committed) = self.entry_at(tree, path.as_str()) else {
            return unknown();
        };
        if committed.is_none() && !self.is_tracked(path)? {
            return Ok(Ok(Blame::default()));
        }
        let id = self.hash(Kind::Blob, content);
        let is_clean = committed.is_some_and(|(_, blob)| Some(model_id(&blob)) == id);
        Ok(Err(is_clean.then_some(head)))
    }

    /// Of a file that is as HEAD has it the commits alone are asked, and no
    /// filter runs. Gives what goes to git's standard input, too.
    fn blame_command<'a>(
        &self,
        path: &RepoPath,
        content: &'a [u8],
        head: Option<&ObjectId>,
    ) -> (Command, &'a [u8]) {
        let mut git = self.git();
        git.args(["blame", "--incremental", "--root", "--no-textconv"]);
        let input = if let Some(head) = head {
            git.arg(head.as_str());
            &[]
        } else {
            git.args(["--contents", "-"]);
            content
        };
        git.arg("--").arg(path.as_str());
        (git, input)
    }

    /// Asks again without the user's own settings where those name a file of
    /// ignored commits, as many have it for repositories that have such a file.
    fn without_ignored(
        &self,
        path: &RepoPath,
        content: &[u8],
        head: Option<&ObjectId>,
        output: Output,
    ) -> Result<Output, Error> {
        let failed = !output.status.success() && output.stdout.is_empty();
        if !failed || self.string_setting("blame.ignoreRevsFile").is_none() {
            return Ok(output);
        }
        let (mut git, input) = self.blame_command(path, content, head);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null");
        let again = git::run(git, DOING, input)?;
        Ok(if again.status.success() {
            again
        } else {
            output
        })
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
