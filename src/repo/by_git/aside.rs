//! Having git store files aside: in an index and an object directory of our
//! own, so that nothing of the user's repository is written.

use super::ByGit;
use super::batch::Objects;
use super::config::Setting;
use super::one_line;
use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use crate::platform::{self, Found};
use crate::repo::Repo;
use crate::repo::files::attribute_paths::files_for;
use crate::repo::files::pin::MAX_HASHED;
use crate::repo::git::{self, bytes};
use crate::repo::hand::{Answer, Stored, Trouble};
use crate::repo::private;
use gix::bstr::ByteSlice;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::process::Command;
use tempfile::TempDir;

const DOING: &str = "asking git";

/// The place aside, and what git stored there that nobody has asked for yet.
pub(super) struct Aside {
    home: TempDir,
    objects: Objects,
    stored: RefCell<HashMap<RepoPath, ObjectId>>,
}

impl ByGit {
    /// Stores all regular files of `paths` aside at once: one by one would cost
    /// several processes each.
    pub(super) fn store_at_once(&self, repo: &Repo, paths: &[&RepoPath]) {
        let Ok(root) = repo.root() else {
            return;
        };
        let is_file = |path: &RepoPath| matches!(root.find(path), Found::File { .. });
        let mut files = paths.to_vec();
        let is_small = |path: &RepoPath| {
            let meta = std::fs::symlink_metadata(repo.work_dir().join(path.as_str()));
            meta.is_ok_and(|meta| meta.len() <= MAX_HASHED)
        };
        let is_wanted = |path: &RepoPath| is_file(path) && is_small(path);
        files.retain(|path| is_wanted(path) && repo.refused_by_git(path).is_none());
        if !files.is_empty() {
            // one bad file fails them all; each is then asked for alone
            let _ = self.store_aside(repo, &files);
        }
    }

    /// What `git add` would store for the regular file at `path`.
    pub(super) fn as_added(
        &self,
        repo: &Repo,
        path: &RepoPath,
        file: &mut File,
    ) -> Result<Stored, Trouble> {
        let aside = self.aside().map_err(Trouble::Unknown)?;
        if let Some(why) = repo.refused_by_git(path) {
            return Err(Trouble::Unknown(why));
        }
        if !aside.stored.borrow().contains_key(path) {
            self.store_aside(repo, &[path])
                .map_err(|error| self.trouble(path, &error))?;
        }
        // taken, not kept: the next look may find another file there
        let id = aside.stored.borrow_mut().remove(path);
        let id = id.ok_or_else(|| Trouble::Unknown("git did not take the file".to_owned()))?;
        refuse_undecided(repo, path, file, &id)?;
        let bytes = match self.stored_bytes(aside, &id, repo.max_file_size()) {
            Ok(bytes) => bytes,
            // git does not store again what is damaged in the user's repository
            Err(error) => match raw(file)? {
                raw if repo.id_of(&raw) == id => Some(raw),
                _ => return Err(Trouble::Unknown(one_line(&error))),
            },
        };
        let start = file.seek(SeekFrom::Start(0));
        start.map_err(|error| Trouble::Unknown(platform::reason(error)))?;
        Ok(Stored::ByGit(Answer { id, bytes }))
    }

    /// The bytes git stored, unless they are more than `limit`.
    fn stored_bytes(
        &self,
        aside: &Aside,
        id: &ObjectId,
        limit: u64,
    ) -> Result<Option<Vec<u8>>, Error> {
        let gone = || Error::git(DOING, "what it stored is gone");
        let known = gix::ObjectId::from_hex(id.as_str().as_bytes()).map_err(|_| gone())?;
        let start = || self.command_aside(aside);
        let (_, size) = aside.objects.info(&start, &known)?.ok_or_else(gone)?;
        if size > limit {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        aside.objects.contents(&start, &known, &mut bytes)?;
        Ok(Some(bytes))
    }

    /// Adds files to the private index.
    fn store_aside(&self, repo: &Repo, paths: &[&RepoPath]) -> Result<(), Error> {
        let aside = self.aside().map_err(|why| Error::git(DOING, why))?;
        let mut seeds = String::new();
        let mut names = Vec::new();
        for path in paths {
            let seed = seed(repo, path).map_err(|why| Error::git(DOING, why))?;
            seeds.push_str(&seed);
            names.extend(bytes(path.as_str()));
            names.push(0);
        }
        if !seeds.is_empty() {
            let mut git = self.command_aside(aside);
            git.args(["update-index", "-z", "--index-info"]);
            git::output(git, DOING, seeds.as_bytes())?;
        }
        let mut git = self.command_aside(aside);
        git.args(["-c", "core.looseCompression=0"]).args([
            "update-index",
            "--add",
            "-z",
            "--stdin",
        ]);
        git::output(git, DOING, &names)?;
        let mut git = self.command_aside(aside);
        git.args(["ls-files", "-s", "-z"]);
        let listed = git::output(git, DOING, &[])?;
        let listed = listed.split(|byte| *byte == 0).filter_map(entry);
        let listed: HashMap<RepoPath, ObjectId> = listed.collect();
        let mut stored = aside.stored.borrow_mut();
        for path in paths {
            if let Some(id) = listed.get(*path) {
                stored.insert((*path).clone(), id.clone());
            }
        }
        Ok(())
    }

    /// Why git would not store the file at `path`.
    fn trouble(&self, path: &RepoPath, error: &Error) -> Trouble {
        let Some(filter) = self.filter_at(path) else {
            return Trouble::Unknown(one_line(error));
        };
        let setting = |name: &str| self.setting(&format!("filter.{filter}.{name}"));
        let is_required = setting("required").and_then(Setting::boolean);
        // git dies over a process that does not talk, required or not
        if is_required == Some(true) || setting("process").is_some() {
            Trouble::Filter(filter)
        } else {
            Trouble::Unknown(one_line(error))
        }
    }

    /// The filter that the attributes of `path` name (git-check-attr(1)). One
    /// that is called `unset` looks as none does, unless it is configured.
    pub(in crate::repo) fn filter_at(&self, path: &RepoPath) -> Option<String> {
        let mut git = self.command();
        git.args(["check-attr", "-z", "--stdin", "filter"]);
        let mut name = bytes(path.as_str());
        name.push(0);
        let told = git::output(git, DOING, &name).ok()?;
        let filter = told.split(|byte| *byte == 0).nth(2)?;
        let filter = String::from_utf8_lossy(filter).into_owned();
        let is_none = matches!(&*filter, "unspecified" | "unset" | "set");
        let is_configured = || !self.settings_of(&format!("filter.{filter}")).is_empty();
        (!is_none || is_configured()).then_some(filter)
    }

    fn aside(&self) -> Result<&Aside, String> {
        let make = || {
            let home = private::home(&self.places).map_err(platform::reason)?;
            Ok(Aside {
                home,
                objects: Objects::default(),
                stored: RefCell::default(),
            })
        };
        self.aside.get_or_init(make).as_ref().map_err(Clone::clone)
    }

    /// A git whose index and new objects lie aside.
    fn command_aside(&self, aside: &Aside) -> Command {
        private::git_in(&self.places, aside.home.path())
    }
}

/// What the user's index has that decides how the file is stored: itself, for
/// its line endings, and attributes that may be nowhere else.
fn seed(repo: &Repo, path: &RepoPath) -> Result<String, String> {
    let mut seed = String::new();
    for path in files_for(path).chain([path.clone()]) {
        let staged = repo.staged(&path)?;
        if let Some(staged) = staged.filter(|staged| staged.mode.is_some_and(Mode::is_regular)) {
            let mode = staged.mode.map_or("100644", Mode::as_str);
            seed.extend([format!("{mode} {} 0\t{}\0", staged.id, path.as_str())]);
        }
    }
    Ok(seed)
}

/// git keeps CRLF where the index has it too, and takes a blob that it may not
/// fetch for one that has none: what it has `stored` then may be wrong.
fn refuse_undecided(
    repo: &Repo,
    path: &RepoPath,
    file: &mut File,
    stored: &ObjectId,
) -> Result<(), Trouble> {
    let staged = repo.staged(path).map_err(Trouble::Unknown)?;
    let Some(staged) = staged.filter(|staged| staged.mode.is_some_and(Mode::is_regular)) else {
        return Ok(());
    };
    if repo.has(&staged.id) {
        return Ok(());
    }
    let bytes = raw(file)?;
    if repo.id_of(&bytes) != *stored && bytes.contains_str("\r\n") {
        let why = "the file's content in the index is not in this repository";
        return Err(Trouble::Unknown(why.to_owned()));
    }
    Ok(())
}

/// A file's bytes as they lie there.
fn raw(file: &mut File) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))
        .and_then(|_| file.read_to_end(&mut bytes))
        .map_err(|error| Trouble::Unknown(platform::reason(error)))?;
    Ok(bytes)
}

/// One line of `ls-files -s -z`: mode, id and stage, a tab, the path.
fn entry(line: &[u8]) -> Option<(RepoPath, ObjectId)> {
    let (told, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let id = ObjectId::new(told.split(' ').nth(1)?)?;
    Some((RepoPath::new(path).ok()?, id))
}
