//! Which objects are in packs, by the packs' own indexes: an answer takes one
//! system call, for the file that may lie beside them.

use crate::model::ObjectId;
use crate::repo::Repo;
use gix::odb::pack::index::File as Index;
use std::cell::{Cell, RefCell};
use std::fs;

/// For so few objects it is cheaper not to open the indexes for it.
const FEW: u32 = 30;

/// So many packs are asked: a user who never packs them together has thousands.
const MANY: usize = 50;

/// What the packs are known to have.
#[derive(Default)]
pub(in crate::repo) struct Packed {
    asked: Cell<u32>,
    indexes: RefCell<Option<Vec<Index>>>,
}

impl Packed {
    /// Has the packs looked for again, before they are next asked.
    pub(in crate::repo) fn forget(&self) {
        self.asked.set(0);
        self.indexes.take();
    }
}

impl Repo {
    /// Whether the object is in a pack of this repository, or in another that it
    /// takes objects from: there with its checksum, and read from there. Not
    /// where a file of its own lies beside it, which may be damaged, and which gix
    /// reads where it has not opened that pack yet.
    pub(in crate::repo) fn lies_packed(&self, id: &ObjectId) -> bool {
        !self.loose_path(id).exists() && self.has_packed(id)
    }

    /// The same of one that has no file of its own.
    pub(super) fn has_packed(&self, id: &ObjectId) -> bool {
        self.has_index_of(id) || self.has(id)
    }

    /// Whether one of this repository's packs has it; not told of a few objects.
    fn has_index_of(&self, id: &ObjectId) -> bool {
        let Packed { asked, indexes } = &self.packed;
        if asked.replace(asked.get().saturating_add(1)) < FEW {
            return false;
        }
        let mut indexes = indexes.borrow_mut();
        let indexes = indexes.get_or_insert_with(|| self.pack_indexes());
        let id = self.known(id);
        id.is_some_and(|id| indexes.iter().any(|index| index.lookup(id).is_some()))
    }

    /// The indexes of the packs that are there.
    fn pack_indexes(&self) -> Vec<Index> {
        let dir = fs::read_dir(self.objects_dir().join("pack"));
        let files = dir.into_iter().flatten().flatten().map(|file| file.path());
        let (packs, files): (Vec<_>, Vec<_>) =
            files.partition(|file| file.extension().is_some_and(|end| end == "pack"));
        let has_pack = |index: &&std::path::PathBuf| {
            let is_index = index.extension().is_some_and(|end| end == "idx");
            is_index && packs.contains(&index.with_extension("pack"))
        };
        let indexes = files.iter().filter(has_pack).take(MANY);
        let indexes = indexes.map(|index| Index::at(index, self.format));
        indexes.filter_map(Result::ok).collect()
    }
}
