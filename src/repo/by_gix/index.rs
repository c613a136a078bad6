//! The user's index, read by gix.

use super::super::hand::{Listing, Staged};
use super::super::model_id;
use crate::model::Mode;
use gix::bstr::ByteSlice;
use gix::index::entry::{Flags, Mode as IndexMode, Stage};

/// The index as it was when first asked for; `None` where there is none.
struct Index(Option<gix::worktree::Index>);

/// Reads it; an error says, in one line, why it cannot be read.
pub(super) fn read(gix: &gix::Repository) -> Result<Box<dyn Listing>, String> {
    match gix.try_index() {
        Ok(index) => Ok(Box::new(Index(index))),
        Err(error) => Err(format!("the index cannot be read: {error}")),
    }
}

impl Listing for Index {
    fn entry(&self, path: &str) -> Option<Staged> {
        let index = self.0.as_ref()?;
        let path = path.as_bytes().as_bstr();
        let entry = index
            .entry_by_path_and_stage(path, Stage::Unconflicted)
            .or_else(|| index.entry_by_path_and_stage(path, Stage::Ours))?;
        Some(Staged {
            mode: mode_of(entry.mode),
            id: model_id(&entry.id),
            skipped: entry.flags.contains(Flags::SKIP_WORKTREE),
        })
    }

    fn folded(&self, directory: &str) -> Option<gix::ObjectId> {
        let index = self.0.as_ref().filter(|index| index.is_sparse())?;
        let entry = index.entry_by_path(directory.as_bytes().as_bstr())?;
        entry.mode.is_sparse().then_some(entry.id)
    }

    fn files(&self) -> Box<dyn Iterator<Item = (&str, &gix::oid)> + '_> {
        Box::new(self.0.iter().flat_map(|index| {
            index.entries().iter().filter_map(|entry| {
                let wanted = matches!(entry.stage(), Stage::Unconflicted | Stage::Ours);
                let path = entry.path(index).to_str().ok()?;
                (wanted && !entry.mode.is_sparse()).then_some((path, entry.id.as_ref()))
            })
        }))
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
