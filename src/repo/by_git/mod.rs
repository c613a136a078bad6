//! The sure hand: the git executable's plumbing, for whatever gix cannot open
//! or is known to answer differently.

mod aside;
mod batch;
mod config;
mod index;
mod open;
mod refs;

use crate::drift::Seen;
use crate::error::Error;
use crate::model::{ObjectId, RepoPath};
use crate::repo::commits::reflog::Moved;
use crate::repo::files::foreign::FilterSetting;
use crate::repo::git::{self, Unreadable};
use crate::repo::hand::{Hand, Listing, Stored, Trouble};
use crate::repo::refs::RefMove;
use crate::repo::{Durability, Head, Places, Repo};
use gix::objs::Kind;
use std::cell::OnceCell;
use std::fs::File;
use std::path::Path;
use std::process::Command;

pub(super) use open::open;

/// How often git is asked for a loose object that it does not find: a save may
/// put back what a gc took, just after git has looked.
const ASKED: usize = 3;

/// A repository that git serves. Nothing is started before it is asked.
pub(super) struct ByGit {
    places: Places,
    format: gix::hash::Kind,
    settings: OnceCell<Vec<config::Setting>>,
    objects: batch::Objects,
    aside: OnceCell<Result<aside::Aside, String>>,
}

impl ByGit {
    /// For the repository in these places.
    pub(super) fn new(places: &Places, format: gix::hash::Kind) -> ByGit {
        ByGit {
            places: places.clone(),
            format,
            settings: OnceCell::new(),
            objects: batch::Objects::default(),
            aside: OnceCell::new(),
        }
    }

    /// Whether the object lies in a file of its own.
    fn is_loose(&self, id: &gix::oid) -> bool {
        let hex = id.to_hex().to_string();
        let (fan, rest) = hex.split_at(2);
        self.places.objects_dir.join(fan).join(rest).exists()
    }

    fn command(&self) -> Command {
        git::at(&self.places)
    }

    /// What git wrote, as lines of text without their ends.
    fn lines(&self, doing: &str, args: &[&str]) -> Result<Vec<String>, Error> {
        let mut git = self.command();
        git.args(args);
        let text = git::output(git, doing, &[])?;
        let text = String::from_utf8_lossy(&text);
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// The one line that a question is answered with; `None` where there is
    /// no such thing.
    fn line(&self, doing: &str, args: &[&str]) -> Result<Option<String>, Error> {
        let mut git = self.command();
        git.args(args);
        let said = git::answer(git, doing)?;
        let line = said.map(|said| String::from_utf8_lossy(&said).trim_end().to_owned());
        Ok(line.filter(|line| !line.is_empty()))
    }
}

/// The first line of what git said, for a pin.
fn one_line(error: &Error) -> String {
    let said = match error {
        Error::Git { cause, .. } => cause.clone(),
        other => other.to_string(),
    };
    said.lines().next().unwrap_or("git failed").to_owned()
}

impl Hand for ByGit {
    fn string(&self, key: &str) -> Option<String> {
        self.setting(key).map(config::Setting::text)
    }

    fn boolean(&self, key: &str) -> Option<bool> {
        self.setting(key)?.boolean()
    }

    fn integer(&self, key: &str) -> Option<i64> {
        self.setting(key)?.integer()
    }

    fn section(&self, name: &str) -> Vec<(String, String)> {
        self.settings_of(name)
    }

    fn filter_settings(&self) -> Vec<FilterSetting> {
        self.filters()
    }

    fn head(&self) -> Result<Head, Error> {
        self.read_head()
    }

    fn find(&self, id: &gix::oid, bytes: &mut Vec<u8>) -> Result<Option<Kind>, Error> {
        for _ in 0..ASKED {
            let found = self.objects.contents(&|| self.command(), id, bytes)?;
            if found.is_some() || !self.is_loose(id) {
                return Ok(found);
            }
        }
        let doing = format!("reading object {}", id.to_hex());
        Err(Error::git(doing, "it is damaged")) // which git calls missing
    }

    fn size(&self, id: &gix::oid) -> Option<u64> {
        let info = self.objects.info(&|| self.command(), id).ok().flatten();
        info.map(|(_, size)| size)
    }

    fn exists(&self, id: &gix::oid) -> bool {
        if self.is_loose(id) {
            return true;
        }
        // git answers for the empty tree although it is nowhere, and then
        // misses it in fsck
        let is_made_up = *id == *gix::ObjectId::empty_tree(self.format);
        let info = || self.objects.info(&|| self.command(), id);
        !is_made_up && matches!(info(), Ok(Some(_)))
    }

    fn write_loose(
        &self,
        home: &Path,
        id: &gix::oid,
        kind: Kind,
        bytes: &[u8],
    ) -> Result<(), Error> {
        let doing = &format!("writing an object in '{}'", home.display());
        let mut git = self.command();
        git.env("GIT_OBJECT_DIRECTORY", home)
            .env_remove("GIT_ALTERNATE_OBJECT_DIRECTORIES")
            .args(["hash-object", "-w", "--stdin", "-t"])
            .arg(String::from_utf8_lossy(kind.as_bytes()).as_ref());
        let said = git::output(git, doing, bytes)?;
        let id = id.to_hex().to_string();
        if said.trim_ascii() != id.as_bytes() {
            return Err(Error::git(doing, "git gives it another id"));
        }
        let (fan, rest) = id.split_at(2);
        let (from, to) = (home.join(fan).join(rest), home.join(&id));
        std::fs::rename(from, &to).map_err(|error| Error::io("write", to, &error))
    }

    fn shallow(&self) -> Vec<gix::ObjectId> {
        let text = std::fs::read(self.places.common_dir.join("shallow")).unwrap_or_default();
        text.split(|byte| *byte == b'\n')
            .filter_map(|line| gix::ObjectId::from_hex(line).ok())
            .collect()
    }

    fn index(&self, _repo: &Repo) -> Result<Box<dyn Listing>, String> {
        self.read_index()
    }

    fn prepare(&self, repo: &Repo, paths: &[&RepoPath]) {
        self.store_at_once(repo, paths);
    }

    fn stored(
        &self,
        repo: &Repo,
        path: &RepoPath,
        file: &mut File,
        _len: u64,
    ) -> Result<Stored, Trouble> {
        self.as_added(repo, path, file)
    }

    fn filter_of(&self, _repo: &Repo, path: &RepoPath) -> Option<String> {
        self.filter_at(path)
    }

    fn has_more_attributes(&self, _repo: &Repo, _path: &RepoPath) -> bool {
        false
    }

    fn takes_at_once(&self, _repo: &Repo, _path: &RepoPath, _seen: &Seen) -> bool {
        true
    }

    fn ignores(&self, path: &RepoPath) -> Option<bool> {
        let mut git = self.command();
        git.env_remove("GIT_LITERAL_PATHSPECS") // which it does not know
            .args(["check-ignore", "-z", "--stdin", "--no-index"]);
        let mut name = git::bytes(format!("./{}", path.as_str())); // never magic
        name.push(0);
        git::says_yes(git, &name)
    }

    fn head_of(&self, dir: &Path) -> Result<Option<ObjectId>, Unreadable> {
        git::head_of(&dir.join(".git"))
    }

    fn reflog(&self, _repo: &Repo, name: &str) -> Vec<Moved> {
        self.logged(name)
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
        let format = "--format=%(objectname) %(refname) %(symref)";
        let lines = self.lines("listing refs", &["for-each-ref", format, prefix])?;
        let refs = lines.iter().filter_map(|line| {
            let mut parts = line.split(' ');
            let id = ObjectId::new(parts.next()?)?;
            let name = parts.next()?.to_owned();
            parts.next().is_none_or(str::is_empty).then_some((name, id))
        });
        Ok(refs.collect())
    }
}
