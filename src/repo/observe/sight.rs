//! One path looked at once, for many pins: the references of a document may
//! each be as old as their line.

use crate::drift::{CommitSeen, FileSeen, Other, Seen};
use crate::error::Error;
use crate::model::{ObjectId, Pin, Pinned, Record, RepoPath};
use crate::platform::DIRECTORY;
use crate::repo::commits::history::Paths;
use crate::repo::commits::relation::Walk;
use crate::repo::files::look::Look;
use crate::repo::observe::committed::Committed;
use crate::repo::{MAX_COMMITS, Repo};
use chrono::DateTime;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The most commits from which files that are gone are searched.
const MAX_BASES: usize = 32;

/// After so many commits no further walk is begun to tell who changed a file.
const MAX_WALKED: usize = 10 * MAX_COMMITS;

/// What lies at one path.
pub struct Sight<'r> {
    repo: &'r Repo,
    look: Look,
    renamed: Option<(RepoPath, Look)>,
    search_cut: bool,
}

/// Files that are gone.
pub struct Lost<'a> {
    /// The commit that they were pinned at.
    pub commit: &'a ObjectId,
    /// What they were.
    pub files: BTreeMap<RepoPath, Pinned>,
}

/// Where files went that are gone.
#[derive(Default)]
pub struct Found {
    /// From the old path to the one now.
    pub paths: BTreeMap<RepoPath, RepoPath>,
    /// The files that were not looked for to the end.
    pub cut: BTreeSet<RepoPath>,
}

/// A file that has drifted, and since which commit.
pub struct Since {
    /// The file, as the document names it.
    pub path: RepoPath,
    /// Where it is now, if elsewhere.
    pub renamed: Option<RepoPath>,
    /// Where it was, if elsewhere.
    pub then: Option<RepoPath>,
    /// The commit it was pinned at.
    pub commit: ObjectId,
}

/// Who changed a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changers {
    /// The commits, newest first.
    pub commits: Vec<CommitSeen>,
    /// Whether the history was longer than what was looked at.
    pub cut: bool,
    /// Whether the work tree differs from HEAD there.
    pub uncommitted: Option<bool>,
}

impl Sight<'_> {
    /// Whether a file lies there, or would if the checkout were not sparse.
    pub fn is_there(&self) -> bool {
        match &self.look.seen {
            Seen::Absent => false,
            Seen::Unhashed { why, .. } => why != DIRECTORY,
            Seen::Blob { .. } | Seen::Sparse => true,
        }
    }

    /// What was seen, as far as one pin asks. Of what was seen for another no
    /// more than that is to be kept: its texts may be large.
    pub fn against(&self, pinned: &Pinned) -> FileSeen {
        self.repo.mapping.held.set(0);
        let mut file = self
            .repo
            .seen_against(&self.look, bytes(&self.look), pinned);
        if file.seen == Seen::Absent && matches!(pinned.pin, Pin::Blob { .. }) {
            file.search_cut = self.search_cut;
            if let Some((to, look)) = &self.renamed {
                self.repo.add_edits(look, bytes(look), pinned, &mut file);
                file.renamed = Some((to.clone(), Box::new(look.seen.clone())));
            }
        }
        file
    }

    /// Notes that the file is at another path now.
    pub fn moved(&mut self, to: &RepoPath) {
        let look = self.repo.look(to);
        let look = self.repo.look_again(to, look);
        if look.seen != Seen::Absent {
            self.renamed = Some((to.clone(), look));
        }
    }

    /// Notes that it may be elsewhere and was not looked for to the end.
    pub fn give_up(&mut self) {
        self.search_cut = true;
    }
}

impl Repo {
    /// Looks at `path` for these pins.
    pub fn sight(&self, path: &RepoPath, pins: &[&Pinned]) -> Sight<'_> {
        Sight {
            repo: self,
            look: self.look_for(path, pins),
            renamed: None,
            search_cut: false,
        }
    }

    /// Where files that are gone went: for each commit, oldest first, those
    /// that were pinned at it. No two files went to one path.
    pub fn renamed_since(&self, lost: &[Lost<'_>]) -> Found {
        let mut found = Found::default();
        for (at, group) in lost.iter().enumerate() {
            if at < MAX_BASES {
                self.search_since(group, &mut found);
            } else {
                found.cut.extend(group.files.keys().cloned());
            }
        }
        let mut sources: BTreeMap<&RepoPath, Vec<&RepoPath>> = BTreeMap::new();
        for (from, to) in &found.paths {
            sources.entry(to).or_default().push(from);
        }
        sources.retain(|_, sources| sources.len() > 1);
        let disputed: BTreeSet<RepoPath> = sources.into_values().flatten().cloned().collect();
        let of_disputed = |group: &&Lost<'_>| group.files.keys().any(|one| disputed.contains(one));
        if let Some(newest) = lost.iter().rfind(of_disputed) {
            found.paths.retain(|from, _| !disputed.contains(from));
            let all = lost.iter().flat_map(|group| &group.files);
            let together = Lost {
                commit: newest.commit,
                files: all
                    .filter(|(path, _)| disputed.contains(*path))
                    .map(|(path, pinned)| (path.clone(), pinned.clone()))
                    .collect(),
            };
            self.search_since(&together, &mut found);
        }
        found
    }

    /// The files that have changed since `commit`, where lines have left one of
    /// those pinned at it, and whether they are too many to be looked at. Of
    /// what is gone, `seen` is told that every line has left it.
    pub fn others_since(
        &self,
        commit: &ObjectId,
        pins: &BTreeMap<RepoPath, Pinned>,
        seen: &mut BTreeMap<RepoPath, FileSeen>,
    ) -> (Vec<Other>, bool) {
        self.others(&record_at(commit, pins), seen)
    }

    fn search_since(&self, lost: &Lost<'_>, found: &mut Found) {
        let paths: Vec<&RepoPath> = lost.files.keys().collect();
        let renames = self.renames(&paths, &record_at(lost.commit, &lost.files));
        if renames.cut {
            let left = paths
                .into_iter()
                .filter(|path| !renames.found.contains_key(*path));
            found.cut.extend(left.cloned());
        }
        found.paths.extend(renames.found);
    }

    /// Who changed each of `files` since the commit it was pinned at, in their
    /// order.
    pub fn changers(&self, files: &[Since]) -> Result<Vec<Changers>, Error> {
        let head = self.head()?.id;
        let tree = head.as_ref().map(|head| self.tree_of(head)).transpose()?;
        let tree = tree.flatten();
        let mut by_commit: BTreeMap<&ObjectId, Vec<&Since>> = BTreeMap::new();
        for file in files {
            by_commit.entry(&file.commit).or_default().push(file);
        }
        let mut touched = BTreeMap::new();
        let mut walked = 0;
        for (commit, files) in by_commit {
            if walked < MAX_WALKED {
                let walk = self.relate(Some(commit), head.as_ref(), None);
                walked += walk.ahead.len() + 1;
                self.collect_changers(&files, &walk, &mut touched);
            }
        }
        let unsearched = || Changers {
            cut: true,
            ..Changers::default()
        };
        let asked = files
            .iter()
            .flat_map(|file| [Some(&file.path), file.renamed.as_ref()]);
        let asked: Vec<&RepoPath> = asked.flatten().collect();
        let committed = self.committed(tree.as_ref(), head.is_some(), &asked);
        let all = files.iter().map(|file| {
            let mut changers = touched.remove(&file.path).unwrap_or_else(unsearched);
            changers.uncommitted = self.has_uncommitted(file, &committed);
            changers
        });
        Ok(all.collect())
    }

    fn collect_changers<'a>(
        &self,
        files: &[&'a Since],
        walk: &Walk,
        touched: &mut BTreeMap<&'a RepoPath, Changers>,
    ) {
        let paths = files.iter().map(|file| Paths {
            of: &file.path,
            all: std::iter::once(&file.path)
                .chain(&file.renamed)
                .chain(&file.then)
                .cloned()
                .collect(),
        });
        let mut touching = self.touching(walk, &paths.collect::<Vec<_>>());
        for file in files {
            let changers = Changers {
                commits: touching.commits.remove(&file.path).unwrap_or_default(),
                cut: touching.cut,
                uncommitted: None,
            };
            touched.insert(&file.path, changers);
        }
    }

    fn has_uncommitted(&self, file: &Since, committed: &Committed) -> Option<bool> {
        let differs = |path| committed.differs(path, &self.seen(path));
        match &file.renamed {
            Some(to) => match differs(&file.path) {
                Some(false) => differs(to),
                still_there => still_there,
            },
            None => differs(&file.path),
        }
    }
}

fn bytes(look: &Look) -> Option<Cow<'_, [u8]>> {
    look.bytes.as_deref().map(Cow::Borrowed)
}

/// What a save at `commit` would have recorded of `files`.
fn record_at(commit: &ObjectId, files: &BTreeMap<RepoPath, Pinned>) -> Record {
    Record {
        saved_at: DateTime::default(),
        prose: commit.clone(), // nobody reads it here
        task_id: None,
        source: None,
        head: Some(commit.clone()),
        branch: None,
        state: None,
        files: files.clone(),
    }
}
