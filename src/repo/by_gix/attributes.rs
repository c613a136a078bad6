//! Which attributes a path has, from every file git takes them from and in
//! git's order (gitattributes(5)): `info/attributes` before the directories
//! from the inside out, then the user's and the system's.

use super::ByGix;
use super::attribute_files::{attribute_tree, attributes_in_tree, read_outside};
use crate::model::RepoPath;
use crate::repo::Repo;
use crate::repo::files::attribute_paths::{OnTheWay, dirs_of, file_in};
use gix::attrs::Search;
use gix::attrs::search::{MetadataCollection, Outcome};
use gix::bstr::ByteSlice;
use gix::glob::pattern::Case;
use std::path::{Path, PathBuf};

/// The attribute files read so far.
pub(super) struct Attributes {
    info: Search,
    /// One list for each directory of `open` that says anything.
    nested: Search,
    open: Vec<Open>,
    globals: Search,
    known: MetadataCollection,
    case: Case,
    /// Whether the files that hold for every path say anything.
    said: bool,
    /// The tree that stands for all directories, where `attr.tree` names one.
    tree: Option<gix::ObjectId>,
}

/// A directory whose attributes count.
struct Open {
    dir: String,
    /// Whether it was seen that no link leads there.
    is_plain: bool,
    /// Whether its file says anything.
    says: bool,
}

impl Attributes {
    /// Reads what holds for every path.
    pub(super) fn new(gix: &ByGix, repo: &Repo) -> Attributes {
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
            said: false,
            tree: attribute_tree(repo),
        };
        let builtin = b"[attr]binary -diff -merge -text";
        add(
            &mut attributes.globals,
            builtin,
            PathBuf::from("[builtin]"),
            &mut attributes.known,
        );
        for file in &gix.attributes.outside {
            let file = repo.places.work_dir.join(file);
            if let Some(bytes) = read_outside(&file) {
                attributes.said |= !bytes.is_empty();
                add(&mut attributes.globals, &bytes, file, &mut attributes.known);
            }
        }
        // Of macros with one name the last one added counts: the top's come
        // before those of info/attributes.
        attributes.enter((gix, repo), "", &mut Vec::new());
        let file = repo.places.common_dir.join("info/attributes");
        if let Some(bytes) = read_outside(&file) {
            attributes.said |= !bytes.is_empty();
            add(&mut attributes.info, &bytes, file, &mut attributes.known);
        }
        attributes
    }

    /// Whether any file has anything to say.
    pub(super) fn say_anything(&self) -> bool {
        self.said || self.open.iter().any(|open| open.says)
    }

    /// Reads the files of the directories that `path` is in, but those that were
    /// `met`.
    pub(super) fn read_for(
        &mut self,
        (gix, repo): (&ByGix, &Repo),
        path: &RepoPath,
        met: &mut Vec<OnTheWay>,
    ) {
        let within = path.as_str().rsplit_once('/').map_or("", |(dir, _)| dir);
        if self.open.last().is_some_and(|last| last.dir == within) {
            return;
        }
        self.leave(|dir| !is_in(path.as_str(), dir));
        for dir in dirs_of(path).skip(self.open.len() - 1) {
            self.enter((gix, repo), dir, met);
        }
    }

    /// Forgets what all directories say, but the top.
    pub(super) fn leave_all(&mut self) {
        self.leave(|_| true);
    }

    fn leave(&mut self, is_left: impl Fn(&str) -> bool) {
        let is_left = |last: &mut Open| !last.dir.is_empty() && is_left(&last.dir);
        while let Some(left) = self.open.pop_if(is_left) {
            if left.says {
                self.nested.pop_pattern_list();
            }
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

    /// Whether it was seen of the path that was asked for last that no link
    /// leads to its directory.
    pub(super) fn is_beyond_no_link(&self) -> bool {
        self.open.last().is_some_and(|last| last.is_plain)
    }

    /// A place for the values of these attributes.
    pub(super) fn outcome(&self, names: &[&str]) -> Outcome {
        let mut outcome = Outcome::default();
        outcome.initialize_with_selection(&self.known, names);
        outcome
    }

    fn enter(&mut self, (gix, repo): (&ByGix, &Repo), dir: &str, met: &mut Vec<OnTheWay>) {
        let (bytes, is_plain) = match self.tree {
            Some(tree) => (attributes_in_tree(repo, tree, &file_in(dir)), false),
            None => gix.attributes_in(repo, dir, met),
        };
        let bytes = bytes.unwrap_or_default();
        if !bytes.is_empty() {
            let added = self.nested.add_patterns_buffer(
                &bytes,
                PathBuf::from(file_in(dir)),
                Some(Path::new("")),
                &mut self.known,
                dir.is_empty(), // git takes macros from the top alone
            );
            added.expect("a path that came from a text can be made one");
        }
        self.open.push(Open {
            dir: dir.to_owned(),
            is_plain,
            says: !bytes.is_empty(),
        });
    }
}

fn add(search: &mut Search, bytes: &[u8], source: PathBuf, known: &mut MetadataCollection) {
    let added = search.add_patterns_buffer(bytes, source, None, known, true);
    added.expect("what has no root can always be added");
}

fn is_in(path: &str, dir: &str) -> bool {
    path.strip_prefix(dir)
        .is_some_and(|rest| rest.starts_with('/'))
}
