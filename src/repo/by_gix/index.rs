//! The user's index, read by gix.

use crate::model::Mode;
use crate::repo::hand::{Listing, Staged};
use crate::repo::model_id;
use gix::bstr::ByteSlice;
use gix::index::entry::{Flags, Mode as IndexMode, Stage};
use std::path::Path;

/// The index as it was when first asked for; empty where there is none.
struct Index(gix::index::File);

/// Reads it; an error says, in one line, why it cannot be read.
pub(super) fn read(path: &Path, format: gix::hash::Kind) -> Result<Box<dyn Listing>, String> {
    let unchecked = true; // git does not look at the checksum either (read-cache.c, verify_hdr)
    let options = gix::index::decode::Options::default();
    match gix::index::File::at_or_default(path, format, unchecked, options) {
        Ok(index) => Ok(Box::new(Index(index))),
        Err(error) => Err(format!("the index cannot be read: {error}")),
    }
}

impl Listing for Index {
    fn entry(&self, path: &str) -> Option<Staged> {
        let index = &self.0;
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
        let index = Some(&self.0).filter(|index| index.is_sparse())?;
        let entry = index.entry_by_path(directory.as_bytes().as_bstr())?;
        entry.mode.is_sparse().then_some(entry.id)
    }

    fn files(&self) -> Box<dyn Iterator<Item = (&str, &gix::oid)> + '_> {
        Box::new(self.0.entries().iter().filter_map(|entry| {
            let wanted = matches!(entry.stage(), Stage::Unconflicted | Stage::Ours);
            let path = entry.path(&self.0).to_str().ok()?;
            (wanted && !entry.mode.is_sparse()).then_some((path, entry.id.as_ref()))
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
