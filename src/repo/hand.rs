//! The one interface to a repository, and who serves it: gix, which is fast,
//! or the git executable, which opens whatever git opens.

use crate::drift::Seen;
use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use crate::repo::commits::reflog::Moved;
use crate::repo::files::attribute_paths::OnTheWay;
use crate::repo::files::foreign::FilterSetting;
use crate::repo::git::Unreadable;
use crate::repo::refs::RefMove;
use crate::repo::{Durability, Head, Repo};
use gix::objs::Kind;
use gix::zlib::Compression;
use std::fs::File;
use std::path::Path;

/// What either hand can do with an open repository. Everything else in this
/// room is built on it, once.
pub(super) trait Hand {
    /// A setting's text; invalid UTF-8 is replaced.
    fn string(&self, key: &str) -> Option<String>;

    /// A setting as git reads booleans; `None` where it is not set or none.
    fn boolean(&self, key: &str) -> Option<bool>;

    /// A setting as git reads numbers; `None` where it is not set or none.
    fn integer(&self, key: &str) -> Option<i64>;

    /// All settings of one section, as [`Repo::settings`] gives them.
    fn section(&self, name: &str) -> Vec<(String, String)>;

    /// What the configuration says of filters, in git's order.
    fn filter_settings(&self) -> Vec<FilterSetting>;

    /// Where HEAD is, without opening its commit.
    fn head(&self) -> Result<Head, Error>;

    /// Puts an object's bytes into `bytes`; `None` where it is not here. Never
    /// fetches.
    fn find(&self, id: &gix::oid, bytes: &mut Vec<u8>) -> Result<Option<Kind>, Error>;

    /// How many bytes an object has, read from its beginning alone; `None`
    /// where it is not here or that cannot be told.
    fn size(&self, id: &gix::oid) -> Option<u64>;

    /// Whether an object is here, going by its name alone.
    fn exists(&self, id: &gix::oid) -> bool;

    /// How hard files of objects are compressed; `None` for a hand that must
    /// write them itself.
    fn compression(&self) -> Option<Compression> {
        None
    }

    /// Writes one object as a file of its own in `home`, by its whole id.
    fn write_loose(
        &self,
        home: &Path,
        id: &gix::oid,
        kind: Kind,
        bytes: &[u8],
    ) -> Result<(), Error>;

    /// The commits whose parents are not here though they have some.
    fn shallow(&self) -> Vec<gix::ObjectId>;

    /// The commit-graph, where there is one that may be used; a hand that
    /// reads commits by itself need have none.
    fn graph(&self) -> Option<gix::commitgraph::Graph> {
        None
    }

    /// Reads the user's index. The error is one line.
    fn index(&self, repo: &Repo) -> Result<Box<dyn Listing>, String>;

    /// Says which files are about to be looked at, for a hand to which many at
    /// once are cheaper.
    fn prepare(&self, _repo: &Repo, _paths: &[&RepoPath]) {}

    /// Whether [`Hand::as_it_lies`] is ever told, by what is met on the way to
    /// a file.
    fn heeds_the_way(&self) -> bool {
        false
    }

    /// On what condition `git add` would store the regular file at `path`
    /// as it lies; `None` where that is not known before its bytes are, or a
    /// link may be in its way. Directories that were `met` just now are not
    /// looked at again.
    fn as_it_lies(
        &self,
        _repo: &Repo,
        _path: &RepoPath,
        _met: &mut Vec<OnTheWay>,
    ) -> Option<AsItLies> {
        None
    }

    /// How `git add` would store `file` of `len` bytes, which lies at `path`.
    fn stored(
        &self,
        repo: &Repo,
        path: &RepoPath,
        file: &mut File,
        len: u64,
    ) -> Result<Stored, Trouble>;

    /// The filter that the attributes of `path` name.
    fn filter_of(&self, repo: &Repo, path: &RepoPath) -> Option<String>;

    /// Whether `path` has attributes that a first look did not heed. From then
    /// on they are.
    fn has_more_attributes(&self, repo: &Repo, path: &RepoPath) -> bool;

    /// Whether a first look at `path` needs no second one before it is pinned.
    fn takes_at_once(&self, repo: &Repo, path: &RepoPath, seen: &Seen) -> bool;

    /// Whether an ignore rule matches `path`; `None` where it cannot be told.
    fn ignores(&self, path: &RepoPath) -> Option<bool>;

    /// The commit the repository in `dir` (absolute) is on; `None` where there
    /// is none yet. Nothing of its configuration is run, and nothing of our
    /// environment reaches it.
    fn head_of(&self, dir: &Path) -> Result<Option<ObjectId>, Unreadable>;

    /// As [`Repo::reflog_of`].
    fn reflog(&self, repo: &Repo, name: &str) -> Vec<Moved>;

    /// As [`Repo::tip`].
    fn tip(&self, repo: &Repo, name: &str) -> Result<Option<ObjectId>, Error>;

    /// As [`Repo::move_ref`].
    fn move_ref(
        &self,
        repo: &Repo,
        name: &str,
        moved: (Option<&ObjectId>, &ObjectId),
        durability: Durability,
    ) -> Result<RefMove, Error>;

    /// As [`Repo::drop_ref`].
    fn drop_ref(&self, repo: &Repo, name: &str, old: &ObjectId) -> Result<RefMove, Error>;

    /// As [`Repo::refs_under`].
    fn refs_under(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, Error>;
}

/// When a file is stored as it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AsItLies {
    /// In any case.
    Always,
    /// If none of its lines ends in CRLF.
    WithoutCrlf,
}

impl AsItLies {
    /// Whether that is so of a file, by whether it has a CRLF.
    pub(super) fn holds(self, has_crlf: bool) -> bool {
        self == AsItLies::Always || !has_crlf
    }
}

/// How a file is stored.
pub(super) enum Stored {
    /// As it lies there. It stands at its start again.
    AsIs,
    /// As these bytes, changed or not.
    Bytes(Vec<u8>),
    /// As git itself stored it aside.
    ByGit(Answer),
}

/// What git itself answers for a file.
pub(super) struct Answer {
    /// The blob's id.
    pub(super) id: ObjectId,
    /// Its bytes, unless they are more than a snapshot takes.
    pub(super) bytes: Option<Vec<u8>>,
}

/// Why there is no answer to rely on.
pub(super) enum Trouble {
    /// A required filter failed or is missing: git would refuse too.
    Filter(String),
    /// gix is known to differ from git here: git must be asked.
    AskGit {
        /// Why: `working-tree-encoding`.
        why: &'static str,
        /// The filter that is to be blamed if git refuses too.
        filter: Option<String>,
    },
    /// It cannot be told, and why.
    Unknown(String),
}

impl Trouble {
    /// One line, for the pin.
    pub(super) fn why(&self) -> String {
        match self {
            Trouble::Filter(name) => format!("filter '{name}' failed"),
            Trouble::AskGit { .. } => "git was not asked".to_owned(),
            Trouble::Unknown(why) => why.clone(),
        }
    }
}

/// The user's index, as it was read.
pub(super) trait Listing {
    /// The entry at `path`: the merged one, or ours in a merge (as git's
    /// `read_blob_data_from_index` takes it).
    fn entry(&self, path: &str) -> Option<Staged>;

    /// The tree of a directory that a sparse index folds into one entry;
    /// `directory` ends with `/`.
    fn folded(&self, directory: &str) -> Option<gix::ObjectId>;

    /// Every path that is merged or ours, in index order, with its blob;
    /// paths that are not UTF-8 and folded directories are left out.
    fn files(&self) -> Box<dyn Iterator<Item = (&str, &gix::oid)> + '_>;
}

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
