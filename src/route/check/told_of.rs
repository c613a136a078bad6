//! The texts that names of code were told of: each file as it was when the
//! name's own line was written.

use super::Newlines;
use super::stand::Placed;
use crate::drift::{Drift, FileVerdict};
use crate::model::{ObjectId, Pin, RepoPath};
use crate::repo::{Blame, Repo, Wrote};
use crate::route::symbols::{Both, Text, Texts, verdict};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The blob of a file in a commit, if it was there.
type Held = BTreeMap<(ObjectId, RepoPath), Option<ObjectId>>;

/// Those texts.
pub(super) struct ByLine<'a> {
    repo: &'a Repo,
    blame: &'a Blame,
    lines: &'a Newlines,
    drift: &'a Drift,
    changed: BTreeSet<RepoPath>,
    /// Where a file lay once, if elsewhere.
    once: BTreeMap<&'a RepoPath, BTreeSet<&'a RepoPath>>,
    held: RefCell<Held>,
}

impl<'a> ByLine<'a> {
    pub(super) fn new(
        repo: &'a Repo,
        (blame, lines): (&'a Blame, &'a Newlines),
        placed: &'a [Placed],
        drift: &'a Drift,
    ) -> ByLine<'a> {
        let files = drift.files.iter().filter(|file| {
            matches!(
                file.verdict,
                FileVerdict::Modified | FileVerdict::Renamed { .. }
            )
        });
        let mut once: BTreeMap<&RepoPath, BTreeSet<&RepoPath>> = BTreeMap::new();
        for one in placed {
            let paths = once.entry(&one.located.path).or_default();
            paths.extend(&one.then);
        }
        ByLine {
            changed: files.map(|file| file.path.clone()).collect(),
            repo,
            blame,
            lines,
            drift,
            once,
            held: RefCell::default(),
        }
    }

    fn held(&self, commit: &ObjectId, path: &RepoPath) -> Option<ObjectId> {
        let asked = (commit.clone(), path.clone());
        if let Some(known) = self.held.borrow().get(&asked) {
            return known.clone();
        }
        let pins = self.repo.pins_at(commit, &[path.clone()].into()).ok();
        let blob = match pins.and_then(|mut pins| pins.remove(path)) {
            Some(Pin::Blob { mode, blob }) if mode.is_regular() => Some(blob),
            _ => None,
        };
        self.held.borrow_mut().insert(asked, blob.clone());
        blob
    }
}

impl Texts for ByLine<'_> {
    fn changed(&self) -> &BTreeSet<RepoPath> {
        &self.changed
    }

    fn told_of(&self, path: &RepoPath, at: usize) -> Option<ObjectId> {
        let Wrote::Commit(commit) = self.blame.of(self.lines.line(at)) else {
            return None;
        };
        let once = self.once.get(path).into_iter().flatten().copied();
        let mut paths = std::iter::once(path).chain(once);
        paths.find_map(|path| self.held(commit, path))
    }

    fn both(&self, path: &RepoPath, blob: &ObjectId) -> Option<Both<'_>> {
        let Text::Is(now) = self.now(path) else {
            return None;
        };
        let then = self.repo.text_of(blob)?;
        Some((Cow::Owned(then), now))
    }

    fn now(&self, path: &RepoPath) -> Text<'_> {
        let path = match verdict(self.drift, path) {
            Some(FileVerdict::Renamed { to }) => to,
            Some(FileVerdict::Deleted | FileVerdict::Missing | FileVerdict::TypeChanged) => {
                return Text::None;
            }
            Some(FileVerdict::Sparse | FileVerdict::Unreadable { .. }) | None => {
                return Text::Unknown;
            }
            Some(_) => path,
        };
        let text = self.repo.text_at(path);
        text.map_or(Text::Unknown, |text| Text::Is(Cow::Owned(text)))
    }
}
