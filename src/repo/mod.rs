//! What git says. The only room that knows gix and the git executable: it
//! looks (files, HEAD, history), and it writes objects and our own refs. It
//! never writes the index, a branch or a file of the work tree. Two hands serve
//! it (`by_gix`, `by_git`), behind one interface (`hand`).

mod by_git;
mod by_gix;
mod colours;
mod commits;
mod diff;
mod env;
mod exclude;
mod files;
mod git;
mod hand;
mod head;
mod hook_settings;
mod merge;
mod moving;
mod near;
mod objects;
mod observe;
mod odd_places;
mod open;
mod own_config;
mod pager;
mod paths;
mod patience;
mod pinned_now;
mod private;
mod refs;
mod served;
mod settings;
mod share;
mod staged;
#[cfg(test)]
mod tests;
mod trial;
mod under_way;
mod version;
mod watch;
mod work;
mod worlds;

pub use colours::{Colours, colours_near};
pub use commits::before::{Changed, Proof, Version};
pub use commits::blame::{Blame, Wrote};
pub use commits::last_move::HeadMove;
pub use diff::{Diff, DiffFile, DiffForm, DiffRequest, Driven, LeftOut, Paging, Shows};
pub use files::hash::sha1_blob_id;
pub use files::paper::Unread;
pub use files::pin::{Keep, Pinning};
pub use head::Head;
pub use hook_settings::HookSetting;
pub use near::git_dir_near;
pub use objects::durable::Durability;
pub use objects::trees::{EntryKind, TreeEntry};
pub use objects::write::Writer;
pub use observe::past::NotHere;
pub use observe::sight::{Changers, Found, Lost, Sight, Since};
pub use pager::pager_near;
pub(crate) use paths::{normal, shown_below};
pub use refs::RefMove;
pub use served::{Asked, HandName, Served};
pub use staged::{Kept, Matters, Passed};
pub use trial::{HookRun, Ran, Trial, found_on};
pub use version::GitVersion;
pub use watch::{Toil, Watcher};
pub use work::{Branch, Moment, Stashes, Uncommitted, Work};

use crate::model::ObjectId;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The most commits that are walked to answer one question.
pub const MAX_COMMITS: usize = 1000;

/// An open repository with a work tree.
pub struct Repo {
    gix: Option<by_gix::ByGix>,
    git: by_git::ByGit,
    places: Places,
    format: gix::hash::Kind,
    max_file_size: u64,
    traits: settings::Traits,
    root: OnceCell<crate::platform::Root>,
    /// What was seen of many files at once.
    glances: files::glance::Glances,
    packed: objects::packed::Packed,
    index: OnceCell<Result<Box<dyn hand::Listing>, String>>,
    shallow: OnceCell<Vec<gix::ObjectId>>,
    graph: OnceCell<Option<gix::commitgraph::Graph>>,
    served: served::Log,
    fetching: objects::promised::Fetching,
    /// The filters that run programs of the repository's own.
    foreign_filters: OnceCell<BTreeSet<String>>,
    /// Whether they may.
    runs_its_programs: Cell<bool>,
    /// Until when somebody waits for an answer, where that is told.
    until: Cell<Option<Instant>>,
    /// How lines are mapped, and how much time is left for it.
    mapping: observe::mapping::Mapping,
    /// Who is told how far we are.
    watcher: OnceCell<watch::Watcher>,
    /// Whether what we write is packed in time.
    may_pack: bool,
    /// Whether this process has put objects in place.
    has_saved: Cell<bool>,
}

/// Where the parts of a repository lie: absolute, without symbolic links.
#[derive(Clone, Debug)]
struct Places {
    work_dir: PathBuf,
    git_dir: PathBuf,
    common_dir: PathBuf,
    objects_dir: PathBuf,
    index_file: PathBuf,
    /// More object directories, as the environment gives them.
    alternates: Option<OsString>,
}

impl Repo {
    /// The top of the work tree: absolute, without symbolic links.
    pub fn work_dir(&self) -> &Path {
        &self.places.work_dir
    }

    /// This work tree's own git directory: absolute, without symbolic links.
    pub fn git_dir(&self) -> &Path {
        &self.places.git_dir
    }

    /// The git directory that all work trees share; absolute.
    pub fn common_dir(&self) -> &Path {
        &self.places.common_dir
    }

    /// Who serves this repository.
    fn hand(&self) -> &dyn hand::Hand {
        match &self.gix {
            Some(gix) => gix,
            None => &self.git,
        }
    }

    /// The id for gix, or `None` where it is of another object format than
    /// this repository's and so can name nothing in it.
    fn known(&self, id: &ObjectId) -> Option<gix::ObjectId> {
        gix::ObjectId::from_hex(id.as_str().as_bytes())
            .ok()
            .filter(|id| id.kind() == self.format)
    }
}

/// The id as the model holds it.
fn model_id(id: &gix::oid) -> ObjectId {
    let mut hex = gix::hash::Kind::hex_buf();
    ObjectId::new(id.hex_to_buf(&mut hex)).expect("an object id is 40 or 64 lower-case hex digits")
}
