//! The files attributes are read from: in the directories of the work tree,
//! in the index where those lack one, in a tree, and outside.

use super::{ByGix, attribute_lines};
use crate::drift::Seen;
use crate::model::{ObjectId, RepoPath};
use crate::repo::env::{Env, switch};
use crate::repo::files::attribute_paths::{MAX_SIZE, OnTheWay, file_in, files_for, read_found};
use crate::repo::{Repo, git, model_id};
use gix::objs::Kind;
use std::cell::{Cell, OnceCell, RefCell};
use std::path::{Path, PathBuf};

/// For so many files HEAD's tree answers faster than the index.
const FEW: u32 = 64;

/// How often the index is hopped over before it is loaded.
const HOPS: u32 = 3;

/// What is known of the files before one is read.
#[derive(Default)]
pub(super) struct AttributeFiles {
    /// Those outside of the repository; the last one is heeded first.
    pub(super) outside: Vec<PathBuf>,
    /// Whether the index is asked where a directory has none.
    asks_index: Cell<bool>,
    /// The last directory for which the index has none that hides.
    clear: RefCell<Option<String>>,
    /// How often the index was hopped over for that.
    hopped: Cell<u32>,
    /// HEAD's tree when it was first asked for, and how often that was.
    head_tree: OnceCell<Option<ObjectId>>,
    head_asked: Cell<u32>,
}

impl AttributeFiles {
    /// Says how many files are about to be asked for. Of many the index is
    /// asked at once: it would be in the end, and a way from HEAD's tree down
    /// to each of the first of them would be wasted.
    pub(super) fn expect(&self, files: usize) {
        if files > FEW as usize {
            self.head_asked.set(FEW);
        }
    }

    /// `allowed` says which files outside are read at all.
    pub(super) fn of(
        gix: &gix::Repository,
        env: Env<'_>,
        allowed: gix::open::permissions::Attributes,
    ) -> AttributeFiles {
        AttributeFiles {
            outside: outside(gix, env, allowed),
            ..AttributeFiles::default()
        }
    }
}

fn outside(
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
    let system = gix::attrs::Source::System.storage_location(&mut |_| None);
    let system =
        system.filter(|_| allowed.system && switch(env, "GIT_ATTR_NOSYSTEM") != Some(true));
    let named = gix.config_snapshot().trusted_path("core.attributesFile");
    let user = named
        .ok()
        .flatten()
        .or_else(|| own().filter(|_| allowed.git));
    system.into_iter().chain(user).collect()
}

impl ByGix {
    /// What the directory's file says: the work tree's, else the index's,
    /// where that is asked. And whether it was seen that no link leads there.
    /// What is among `met` is not looked for again.
    pub(super) fn attributes_in(
        &self,
        repo: &Repo,
        dir: &str,
        met: &mut Vec<OnTheWay>,
    ) -> (Option<Vec<u8>>, bool) {
        let known = met.iter().position(|one| one.dir == dir);
        let known = known.map(|at| met.swap_remove(at));
        let root = || repo.root().ok();
        let met = known.or_else(|| root().map(|root| OnTheWay::into(root, dir)));
        let Some(met) = met else {
            return (Some(Vec::new()), false);
        };
        let bytes = match met.file {
            Some(bytes) => Some(attribute_lines::of_file(bytes)),
            None => self.attributes_in_index(repo, file_in(dir)),
        };
        (bytes, met.is_plain)
    }

    fn attributes_in_index(&self, repo: &Repo, file: String) -> Option<Vec<u8>> {
        if !self.attributes.asks_index.get() {
            return None;
        }
        let file = RepoPath::new(file).ok()?;
        let staged = repo.staged(&file).ok().flatten()?;
        let bytes = repo.blob(&staged.id).ok().flatten()?;
        Some(attribute_lines::of_blob(bytes))
    }

    /// Whether the index has attributes for `path` where the work tree has
    /// none and nobody asked so far. From then on the index is asked: git
    /// does so always, but that costs what the repository is large.
    pub(super) fn finds_attributes_in_index(&self, repo: &Repo, path: &RepoPath) -> bool {
        let known = &self.attributes;
        let dir = path.as_str().rsplit_once('/').map_or("", |(dir, _)| dir);
        if known.asks_index.get() || known.clear.borrow().as_deref() == Some(dir) {
            return false;
        }
        let files = files_for(path).collect();
        // a few looks at its entries cost less than to load it, many more
        let hops = known.hopped.replace(known.hopped.get().saturating_add(1));
        let may_hide = hops >= HOPS || repo.is_any_listed(&files) != Some(false);
        let hidden = may_hide
            && files.into_iter().any(|file| {
                let staged = matches!(repo.staged(&file), Ok(Some(_)));
                staged && attributes_on_disk(repo, file.as_str()).is_none()
            });
        if hidden {
            known.asks_index.set(true);
            *self.filters.borrow_mut() = None;
        } else {
            *known.clear.borrow_mut() = Some(dir.to_owned());
        }
        hidden
    }

    /// Whether HEAD holds just what was seen, so that the index need not be
    /// asked for attributes: what git stored is what it stores. Not told of
    /// more than a few files, for which the index is no slower.
    pub(super) fn is_committed(&self, repo: &Repo, path: &RepoPath, seen: &Seen) -> bool {
        let known = &self.attributes;
        let asked = known.head_asked.get();
        known.head_asked.set(asked + 1);
        if asked >= FEW || repo.index.get().is_some() {
            return false;
        }
        let tree = || {
            let head = repo.head().ok()?.id?;
            repo.tree_of(&head).ok().flatten()
        };
        let tree = known.head_tree.get_or_init(tree).as_ref();
        repo.is_uncommitted(tree, tree.is_some(), path, seen) == Some(false)
    }
}

/// The file's bytes; `None` where there is no plain file that git reads.
fn attributes_on_disk(repo: &Repo, file: &str) -> Option<Vec<u8>> {
    read_found(repo.root().ok()?.find_text(file))
}

/// What the file says in a tree.
pub(super) fn attributes_in_tree(repo: &Repo, tree: gix::ObjectId, file: &str) -> Option<Vec<u8>> {
    let (_, id) = repo.entry_at(tree, file).ok().flatten()?;
    let bytes = repo.object(&model_id(&id), Kind::Blob).ok().flatten()?;
    Some(attribute_lines::of_blob(bytes))
}

/// The tree that `attr.tree` names; what names none is ignored.
pub(super) fn attribute_tree(repo: &Repo) -> Option<gix::ObjectId> {
    let named = rev_parse(repo, &repo.string_setting("attr.tree")?)?;
    let tree = rev_parse(repo, &format!("{named}^{{tree}}"))?;
    repo.known(&tree)
}

/// What git takes a revision for, in any of its ways to write one.
fn rev_parse(repo: &Repo, revision: &str) -> Option<ObjectId> {
    let mut git = repo.git();
    git.args(["rev-parse", "--verify", "--quiet", "--end-of-options"])
        .arg(revision);
    let said = git::output(git, "asking git for a tree", &[]).ok()?;
    ObjectId::new(std::str::from_utf8(&said).ok()?.trim_end())
}

/// The lines of a file that git reads wherever a link leads to it.
pub(super) fn read_outside(file: &Path) -> Option<Vec<u8>> {
    let small = file
        .metadata()
        .is_ok_and(|meta| meta.is_file() && meta.len() < MAX_SIZE);
    let bytes = if small {
        std::fs::read(file).ok()
    } else {
        None
    };
    bytes.map(attribute_lines::of_file)
}
