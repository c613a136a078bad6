//! Which attributes a path has, from every file git takes them from and in
//! git's order (gitattributes(5)): `info/attributes` before the directories
//! from the inside out, then the user's and the system's.

use super::environment::Env;
use super::look::{self, Found};
use super::{Repo, attribute_lines, git};
use crate::model::{ObjectId, RepoPath};
use gix::attrs::Search;
use gix::attrs::search::{MetadataCollection, Outcome};
use gix::bstr::ByteSlice;
use gix::glob::pattern::Case;
use gix::objs::Kind;
use std::path::{Path, PathBuf};

/// The name of the files in directories.
const FILE: &str = ".gitattributes";

/// git ignores files of this size and above (attr.h, ATTR_MAX_FILE_SIZE).
const MAX_SIZE: u64 = 100 << 20;

/// The attribute files read so far.
pub(super) struct Attributes {
    info: Search,
    /// One list a directory of `open`, an empty one where it has no file.
    nested: Search,
    open: Vec<String>,
    globals: Search,
    known: MetadataCollection,
    case: Case,
    /// The tree that stands for all directories, where `attr.tree` names one.
    tree: Option<gix::ObjectId>,
}

/// The attribute files outside of the repository, the last one first heeded.
/// `allowed` says which are read at all.
pub(super) fn global_files(
    gix: &gix::Repository,
    env: Env<'_>,
    allowed: gix::open::permissions::Attributes,
) -> Vec<PathBuf> {
    let set = |name: &str| env(name).filter(|value| !value.is_empty());
    let own = || {
        let base = set("XDG_CONFIG_HOME").map(PathBuf::from);
        let base = base.or_else(|| Some(Path::new(&set("HOME")?).join(".config")));
        base.map(|base| base.join("git/attributes"))
    };
    let off = |value: std::ffi::OsString| {
        matches!(value.to_str(), Some("0" | "false" | "no" | "off" | ""))
    };
    let system = gix::attrs::Source::System.storage_location(&mut |_| None);
    let system = system.filter(|_| allowed.system && env("GIT_ATTR_NOSYSTEM").is_none_or(off));
    let named = gix.config_snapshot().trusted_path("core.attributesFile");
    let user = named
        .ok()
        .flatten()
        .or_else(|| own().filter(|_| allowed.git));
    system.into_iter().chain(user).collect()
}

impl Attributes {
    /// Reads what holds for every path.
    pub(super) fn new(repo: &Repo) -> Attributes {
        let mut attributes = Attributes {
            info: Search::default(),
            nested: Search::default(),
            open: Vec::new(),
            globals: Search::default(),
            known: MetadataCollection::default(),
            case: if repo.ignore_case() {
                Case::Fold
            } else {
                Case::Sensitive
            },
            tree: repo.attribute_tree(),
        };
        let builtin = b"[attr]binary -diff -merge -text";
        add(
            &mut attributes.globals,
            builtin,
            PathBuf::from("[builtin]"),
            &mut attributes.known,
        );
        for file in &repo.attribute_files {
            let file = repo.work_dir.join(file);
            if let Some(bytes) = read_outside(&file) {
                add(&mut attributes.globals, &bytes, file, &mut attributes.known);
            }
        }
        // Of macros with one name the last one added counts: the top's come
        // before those of info/attributes.
        attributes.enter(repo, "");
        let file = repo.common_dir.join("info/attributes");
        if let Some(bytes) = read_outside(&file) {
            add(&mut attributes.info, &bytes, file, &mut attributes.known);
        }
        attributes
    }

    /// Reads the files of the directories that `path` is in.
    pub(super) fn read_for(&mut self, repo: &Repo, path: &RepoPath) {
        while let Some(last) = self.open.last() {
            if last.is_empty() || is_in(path.as_str(), last) {
                break;
            }
            self.open.pop();
            self.nested.pop_pattern_list();
        }
        let text = path.as_str();
        let dirs: Vec<&str> = text.match_indices('/').map(|(at, _)| &text[..at]).collect();
        for dir in &dirs[(self.open.len() - 1).min(dirs.len())..] {
            self.enter(repo, dir);
        }
    }

    /// Puts the attributes of `path`, whose directories were read, in `found`.
    /// Whether there are any.
    pub(super) fn find(&self, path: &RepoPath, found: &mut Outcome) -> bool {
        found.initialize(&self.known);
        let path = path.as_str().as_bytes().as_bstr();
        let mut any = false;
        for search in [&self.info, &self.nested, &self.globals] {
            any |= search.pattern_matching_relative_path(path, self.case, Some(false), found);
        }
        any
    }

    /// A place for the values of these attributes.
    pub(super) fn outcome(&self, names: &[&str]) -> Outcome {
        let mut outcome = Outcome::default();
        outcome.initialize_with_selection(&self.known, names);
        outcome
    }

    fn enter(&mut self, repo: &Repo, dir: &str) {
        let bytes = match self.tree {
            Some(tree) => repo.attributes_in_tree(tree, &file_in(dir)),
            None => repo.attributes_in(dir),
        };
        let added = self.nested.add_patterns_buffer(
            &bytes.unwrap_or_default(),
            PathBuf::from(file_in(dir)),
            Some(Path::new("")),
            &mut self.known,
            dir.is_empty(), // git takes macros from the top alone
        );
        added.expect("a path that came from a text can be made one");
        self.open.push(dir.to_owned());
    }
}

impl Repo {
    /// What the directory's file says: the work tree's, else the index's,
    /// where that is asked.
    fn attributes_in(&self, dir: &str) -> Option<Vec<u8>> {
        if let Some(bytes) = self.attributes_on_disk(dir) {
            return Some(attribute_lines::of_file(bytes));
        }
        let asks_index = self.asks_index_for_attributes.get();
        let file = RepoPath::new(file_in(dir)).ok().filter(|_| asks_index)?;
        let staged = self.staged(&file).ok().flatten()?;
        let bytes = self.blob(&staged.id).ok().flatten()?;
        Some(attribute_lines::of_blob(bytes))
    }

    /// The file's bytes; `None` where there is no plain file that git reads.
    fn attributes_on_disk(&self, dir: &str) -> Option<Vec<u8>> {
        match self.root().ok()?.find_text(&file_in(dir)) {
            Found::File { mut file, len, .. } if len < MAX_SIZE => look::read(&mut file, len).ok(),
            Found::Directory => Some(Vec::new()),
            _ => None,
        }
    }

    fn attributes_in_tree(&self, tree: gix::ObjectId, file: &str) -> Option<Vec<u8>> {
        let (_, id) = self.entry_at(tree, file).ok().flatten()?;
        let bytes = self
            .object(&super::model_id(&id), Kind::Blob)
            .ok()
            .flatten()?;
        Some(attribute_lines::of_blob(bytes))
    }

    /// The tree that `attr.tree` names; what names none is ignored.
    fn attribute_tree(&self) -> Option<gix::ObjectId> {
        let named = self.rev_parse(&self.string_setting("attr.tree")?)?;
        let tree = self.rev_parse(&format!("{named}^{{tree}}"))?;
        self.known(&tree)
    }

    /// What git takes a revision for, in any of its ways to write one.
    fn rev_parse(&self, revision: &str) -> Option<ObjectId> {
        let mut git = self.git();
        git.args([
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            revision,
        ]);
        let said = git::output(git, "asking git for a tree", &[]).ok()?;
        ObjectId::new(std::str::from_utf8(&said).ok()?.trim_end())
    }

    /// Whether the index has attributes for `path` where the work tree has
    /// none and nobody asked so far. From then on the index is asked: git
    /// does so always, but that costs what the repository is large.
    pub(super) fn finds_attributes_in_index(&self, path: &RepoPath) -> bool {
        if self.asks_index_for_attributes.get() {
            return false;
        }
        let text = path.as_str();
        let inner = text.match_indices('/').map(|(at, _)| &text[..at]);
        let hidden = inner.chain([""]).any(|dir| {
            let staged = RepoPath::new(file_in(dir)).map(|file| self.staged(&file));
            matches!(staged, Ok(Ok(Some(_)))) && self.attributes_on_disk(dir).is_none()
        });
        if hidden {
            self.asks_index_for_attributes.set(true);
            *self.filters.borrow_mut() = None;
        }
        hidden
    }
}

fn add(search: &mut Search, bytes: &[u8], source: PathBuf, known: &mut MetadataCollection) {
    let added = search.add_patterns_buffer(bytes, source, None, known, true);
    added.expect("what has no root can always be added");
}

/// A file that git reads wherever a link leads to it.
fn read_outside(file: &Path) -> Option<Vec<u8>> {
    let small = file
        .metadata()
        .is_ok_and(|meta| meta.is_file() && meta.len() < MAX_SIZE);
    let bytes = std::fs::read(file).ok().filter(|_| small)?;
    Some(attribute_lines::of_file(bytes))
}

fn file_in(dir: &str) -> String {
    if dir.is_empty() {
        FILE.to_owned()
    } else {
        format!("{dir}/{FILE}")
    }
}

fn is_in(path: &str, dir: &str) -> bool {
    path.strip_prefix(dir)
        .is_some_and(|rest| rest.starts_with('/'))
}
