//! What a branch has of its own: the commits since it left the branch that
//! everybody works from, and the files that differ from there.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::Repo;
use crate::repo::patience::output_within;
use std::collections::BTreeSet;
use std::time::Duration;

/// How long each git may take to tell.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many commits are told.
const MOST: usize = 20;

/// What a branch has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    /// Its name; `None` when detached.
    pub name: Option<String>,
    /// Where it left the other; `None` where there is no other.
    pub base: Option<ObjectId>,
    /// The commits since then, newest first, no merges; at most twenty.
    pub commits: Vec<ObjectId>,
    /// How many more there are.
    pub more: usize,
    /// The files that are other than there, or new, from the top of the work
    /// tree; what is no UTF-8, gone or in `.shipkit/` is left out.
    pub files: BTreeSet<String>,
}

impl Repo {
    /// What the current branch has of its own. What git does not tell in time
    /// is left out.
    pub fn branch_work(&self) -> Result<Branch, Error> {
        let head = self.head()?;
        let base = head
            .id
            .as_ref()
            .and_then(|_| self.left_at(head.branch.as_deref()));
        let mut branch = Branch {
            name: head.branch,
            ..Branch::default()
        };
        let loose = self.uncommitted();
        branch.files.extend(loose.modified);
        branch.files.extend(loose.created);
        if let Some(base) = &base {
            let range = format!("{base}..HEAD");
            let ids = self.lines(&["rev-list", "--no-merges", &range]);
            let known: Vec<ObjectId> = ids.iter().filter_map(|id| ObjectId::new(id)).collect();
            branch.more = known.len().saturating_sub(MOST);
            branch.commits = known.into_iter().take(MOST).collect();
            let range = [base.as_str(), "HEAD"];
            let differ = ["diff-tree", "-r", "-z", "--name-only", "--diff-filter=AMT"];
            branch
                .files
                .extend(self.fields(&[&differ[..], &range[..]].concat()));
        }
        let is_work = |path: &String| !path.starts_with(".shipkit/");
        let is_there = |path: &String| self.work_dir().join(path).is_file();
        branch.files.retain(|path| is_work(path) && is_there(path));
        branch.base = base;
        Ok(branch)
    }

    /// The commit at which HEAD left the default branch, or on that one what
    /// it follows.
    fn left_at(&self, branch: Option<&str>) -> Option<ObjectId> {
        let default = self.default_branch();
        let is_default = default
            .as_ref()
            .is_some_and(|(name, _)| branch == Some(name));
        let other = default.filter(|_| !is_default).map(|(_, full)| full);
        let others = other.into_iter().chain(["@{upstream}".to_owned()]);
        let mut bases = others.filter_map(|other| {
            let told = self.lines(&["merge-base", "HEAD", &other]);
            ObjectId::new(told.first()?)
        });
        bases.next()
    }

    /// The branch that everybody works from: its name, and the ref that stands
    /// for it. What the remote says, else the usual names.
    fn default_branch(&self) -> Option<(String, String)> {
        let told = self.lines(&["symbolic-ref", "-q", "refs/remotes/origin/HEAD"]);
        if let Some(full) = told.first() {
            let name = full.strip_prefix("refs/remotes/origin/")?;
            return Some((name.to_owned(), full.clone()));
        }
        let set = self.string_setting("init.defaultBranch");
        let usual = ["main", "master"].map(str::to_owned);
        let names = set.into_iter().chain(usual);
        let mut found = names.flat_map(|name| {
            let places = ["refs/remotes/origin", "refs/heads"];
            places.map(|place| (name.clone(), format!("{place}/{name}")))
        });
        found.find(|(_, full)| matches!(self.tip(full), Ok(Some(_))))
    }

    fn lines(&self, what: &[&str]) -> Vec<String> {
        self.told(what, b'\n')
    }

    fn fields(&self, what: &[&str]) -> Vec<String> {
        self.told(what, 0)
    }

    /// What git answers, taken apart; nothing where it fails.
    fn told(&self, what: &[&str], end: u8) -> Vec<String> {
        let mut git = self.git();
        git.args(what);
        let patience = self.patience(PATIENCE);
        let said = output_within(patience, git, "looking at the branch", Vec::new());
        let said = said.unwrap_or_default();
        let parts = said
            .split(|byte| *byte == end)
            .filter(|part| !part.is_empty());
        let parts = parts.filter_map(|part| std::str::from_utf8(part).ok());
        parts.map(str::to_owned).collect()
    }
}
