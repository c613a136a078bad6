//! The user's index, read only, and only when something asks for it.

use super::trees::{EntryKind, kind_of};
use super::{Repo, model_id};
use crate::model::{Mode, ObjectId, RepoPath};
use gix::bstr::ByteSlice;
use gix::index::entry::{Flags, Mode as IndexMode, Stage};

/// The index as it was when first asked for; empty where there is none.
pub(super) struct Index(gix::index::File);

/// What the index holds at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Staged {
    /// Its mode; `None` for a mode git does not have.
    pub(super) mode: Option<Mode>,
    /// Its blob.
    pub(super) id: ObjectId,
    /// Whether the sparse checkout leaves the file out.
    pub(super) skipped: bool,
}

impl Repo {
    /// The index; an error says, in one line, why it cannot be read.
    pub(super) fn index(&self) -> Result<&Index, String> {
        let read = || {
            let (path, format) = (&self.index_path, self.gix.object_hash());
            let unchecked = true; // git does not look at the checksum either (read-cache.c, verify_hdr)
            let options = gix::index::decode::Options::default();
            let index = gix::index::File::at_or_default(path, format, unchecked, options);
            index
                .map(Index)
                .map_err(|error| format!("the index cannot be read: {error}"))
        };
        self.index.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// What the index holds at `path`; loads the index. A directory that a
    /// sparse index folds into one entry is looked into.
    pub(super) fn staged(&self, path: &RepoPath) -> Result<Option<Staged>, String> {
        let index = self.index()?;
        if let Some(staged) = index.entry(path) {
            return Ok(Some(staged));
        }
        let Some((tree, below)) = index.folded(path) else {
            return Ok(None);
        };
        let unreadable = |_| "a tree of the sparse index cannot be read".to_owned();
        let found = self.entry_at(tree, below).map_err(unreadable)?;
        Ok(found.map(|(mode, id)| Staged {
            mode: match kind_of(mode) {
                EntryKind::File(mode) => Some(mode),
                EntryKind::Directory => None,
            },
            id: model_id(&id),
            skipped: true,
        }))
    }

    /// Whether the index holds `path`; loads the index.
    pub fn is_tracked(&self, path: &RepoPath) -> Result<bool, crate::error::Error> {
        let staged = self.staged(path);
        let staged = staged.map_err(|why| crate::error::Error::git("reading the index", why))?;
        Ok(staged.is_some())
    }
}

impl Index {
    /// The index itself, for what reads files of it.
    pub(super) fn state(&self) -> &gix::index::State {
        &self.0
    }

    /// The entry at `path`: the merged one, or ours in a merge (as git's
    /// read_blob_data_from_index takes it).
    fn entry(&self, path: &RepoPath) -> Option<Staged> {
        let index = &self.0;
        let path = path.as_str().as_bytes().as_bstr();
        let entry = index
            .entry_by_path_and_stage(path, Stage::Unconflicted)
            .or_else(|| index.entry_by_path_and_stage(path, Stage::Ours))?;
        Some(Staged {
            mode: mode_of(entry.mode),
            id: model_id(&entry.id),
            skipped: entry.flags.contains(Flags::SKIP_WORKTREE),
        })
    }

    /// The folded directory that `path` is in: its tree, and the path below.
    fn folded<'a>(&self, path: &'a RepoPath) -> Option<(gix::ObjectId, &'a str)> {
        let index = Some(&self.0).filter(|index| index.is_sparse())?;
        let text = path.as_str();
        text.match_indices('/').find_map(|(slash, _)| {
            let entry = index.entry_by_path(text.as_bytes()[..=slash].as_bstr())?;
            entry
                .mode
                .is_sparse()
                .then_some((entry.id, &text[slash + 1..]))
        })
    }

    /// Every path that is merged or ours, in index order, with its blob;
    /// paths that are not UTF-8 are left out.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &gix::oid)> {
        self.0.entries().iter().filter_map(|entry| {
            let wanted = matches!(entry.stage(), Stage::Unconflicted | Stage::Ours);
            let path = entry.path(&self.0).to_str().ok()?;
            (wanted && !entry.mode.is_sparse()).then_some((path, entry.id.as_ref()))
        })
    }
}

fn mode_of(mode: IndexMode) -> Option<Mode> {
    match mode {
        IndexMode::FILE => Some(Mode::File),
        IndexMode::FILE_EXECUTABLE => Some(Mode::Executable),
        IndexMode::SYMLINK => Some(Mode::Symlink),
        IndexMode::COMMIT => Some(Mode::Gitlink),
        _ => None,
    }
}
