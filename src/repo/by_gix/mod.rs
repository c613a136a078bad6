//! The fast hand: gix, in this process.

mod attribute_files;
mod attribute_lines;
mod attributes;
mod config;
mod environment;
mod filter;
mod format;
mod ignore;
mod index;
mod open;
mod plan;
mod reflog;
mod refs;

use crate::drift::Seen;
use crate::error::Error;
use crate::model::{ObjectId, RepoPath};
use crate::repo::commits::reflog::Moved;
use crate::repo::files::attribute_paths::OnTheWay;
use crate::repo::files::foreign::FilterSetting;
use crate::repo::git::{self, Unreadable};
use crate::repo::hand::{AsItLies, Hand, Listing, Stored, Trouble};
use crate::repo::objects::loose::Deflater;
use crate::repo::refs::RefMove;
use crate::repo::{Durability, Head, Repo, model_id};
use gix::objs::{Exists, Find, Kind};
use gix::odb::pack::cache::lru::MemoryCappedHashmap;
use gix::zlib::Compression;
use std::cell::RefCell;
use std::fs::File;
use std::path::Path;

pub(super) use open::{Opened, open};

/// How many bytes of objects are kept to be read again, and as many of what
/// others are stored as differences of.
const CACHE: usize = 4 << 20;

/// A repository that gix has opened.
pub(super) struct ByGix {
    gix: gix::Repository,
    attributes: attribute_files::AttributeFiles,
    filters: RefCell<Option<filter::Filters>>,
    excludes: RefCell<Option<gix::worktree::Stack>>,
    deflater: RefCell<Option<Deflater>>,
}

impl ByGix {
    fn new(mut gix: gix::Repository, attributes: attribute_files::AttributeFiles) -> ByGix {
        gix.object_cache_size_if_unset(CACHE);
        // Trees and commits of a history are packed as differences of each
        // other.
        let cache =
            || -> Box<gix::odb::cache::PackCache> { Box::new(MemoryCappedHashmap::new(CACHE)) };
        gix.objects.set_pack_cache(cache);
        ByGix {
            gix,
            attributes,
            filters: RefCell::new(None),
            excludes: RefCell::new(None),
            deflater: RefCell::new(None),
        }
    }

    /// The object format.
    pub(super) fn format(&self) -> gix::hash::Kind {
        self.gix.object_hash()
    }
}

impl Hand for ByGix {
    fn string(&self, key: &str) -> Option<String> {
        let config = self.gix.config_snapshot();
        config.string(key).map(|value| value.to_string())
    }

    fn boolean(&self, key: &str) -> Option<bool> {
        self.gix.config_snapshot().boolean(key)
    }

    fn integer(&self, key: &str) -> Option<i64> {
        self.gix.config_snapshot().integer(key)
    }

    fn section(&self, name: &str) -> Vec<(String, String)> {
        config::section(&self.gix, name)
    }

    fn filter_settings(&self) -> Vec<FilterSetting> {
        config::filters(&self.gix)
    }

    fn head(&self) -> Result<Head, Error> {
        let head = self.gix.head();
        let head = head.map_err(|error| Error::git("reading HEAD", with_causes(&error)))?;
        let name = head.referent_name();
        Ok(Head {
            id: head.id().map(|id| model_id(&id)),
            branch: name.map(|name| Head::short(&name.as_bstr().to_string())),
        })
    }

    fn find(&self, id: &gix::oid, bytes: &mut Vec<u8>) -> Result<Option<Kind>, Error> {
        // Packing beside us takes a file away between two of gix's looks at
        // it; a second look begins with the packs that are there now.
        if let Ok(Some(data)) = self.gix.objects.try_find(id, bytes) {
            return Ok(Some(data.kind));
        }
        let found = self.gix.objects.try_find(id, bytes);
        let found =
            found.map_err(|error| Error::git(format!("reading object {}", id.to_hex()), error))?;
        Ok(found.map(|data| data.kind))
    }

    fn size(&self, id: &gix::oid) -> Option<u64> {
        let header = self.gix.try_find_header(id).ok().flatten();
        header.map(|header| header.size())
    }

    fn exists(&self, id: &gix::oid) -> bool {
        self.gix.objects.exists(id)
    }

    fn compression(&self) -> Option<Compression> {
        Some(self.gix.loose_compression())
    }

    fn write_loose(
        &self,
        home: &Path,
        id: &gix::oid,
        kind: Kind,
        bytes: &[u8],
    ) -> Result<(), Error> {
        let mut deflater = self.deflater.borrow_mut();
        let new = || Deflater::new(self.gix.loose_compression());
        let to = home.join(id.to_hex().to_string());
        deflater.get_or_insert_with(new).write(&to, kind, bytes)
    }

    fn shallow(&self) -> Vec<gix::ObjectId> {
        let commits = self.gix.shallow_commits().ok().flatten();
        commits
            .map(|commits| commits.iter().copied().collect())
            .unwrap_or_default()
    }

    fn graph(&self) -> Option<gix::commitgraph::Graph> {
        self.gix.commit_graph_if_enabled().ok().flatten()
    }

    fn index(&self, repo: &Repo) -> Result<Box<dyn Listing>, String> {
        index::read(&repo.places.index_file, repo.format)
    }

    fn stored(
        &self,
        repo: &Repo,
        path: &RepoPath,
        file: &mut File,
        len: u64,
    ) -> Result<Stored, Trouble> {
        self.as_stored(repo, path, file, len)
    }

    fn prepare(&self, _repo: &Repo, paths: &[&RepoPath]) {
        self.look_at_the_way_again();
        self.attributes.expect(paths.len());
    }

    fn heeds_the_way(&self) -> bool {
        true
    }

    fn as_it_lies(
        &self,
        repo: &Repo,
        path: &RepoPath,
        met: &mut Vec<OnTheWay>,
    ) -> Option<AsItLies> {
        self.kept_as_it_lies(repo, path, met)
    }

    fn filter_of(&self, repo: &Repo, path: &RepoPath) -> Option<String> {
        self.driver_of(repo, path)
    }

    fn has_more_attributes(&self, repo: &Repo, path: &RepoPath) -> bool {
        self.finds_attributes_in_index(repo, path)
    }

    fn takes_at_once(&self, repo: &Repo, path: &RepoPath, seen: &Seen) -> bool {
        self.is_committed(repo, path, seen)
    }

    fn ignores(&self, path: &RepoPath) -> Option<bool> {
        self.matches_a_rule(path)
    }

    fn head_of(&self, dir: &Path) -> Result<Option<ObjectId>, Unreadable> {
        format::head_of(dir).or_else(|Unreadable| git::head_of(&dir.join(".git")))
    }

    fn reflog(&self, repo: &Repo, name: &str) -> Vec<Moved> {
        let dir = match name {
            "HEAD" => &repo.places.git_dir,
            _ => &repo.places.common_dir,
        };
        reflog::read(&dir.join("logs").join(name))
    }

    fn tip(&self, repo: &Repo, name: &str) -> Result<Option<ObjectId>, Error> {
        self.tip_of(repo, name)
    }

    fn move_ref(
        &self,
        repo: &Repo,
        name: &str,
        moved: (Option<&ObjectId>, &ObjectId),
        durability: Durability,
    ) -> Result<RefMove, Error> {
        self.moved(repo, name, moved, durability)
    }

    fn drop_ref(&self, repo: &Repo, name: &str, old: &ObjectId) -> Result<RefMove, Error> {
        self.dropped(repo, name, old)
    }

    fn refs_under(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, Error> {
        self.listed(prefix)
    }
}

/// What gix says with all its causes: the last is the system's own word.
fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}
