//! Refs through `git update-ref`, wherever they are kept.

use super::ByGit;
use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::commits::reflog::Moved;
use crate::repo::git;
use crate::repo::moving::Note;
use crate::repo::objects::durable::{Durability, sync, sync_all_there};
use crate::repo::refs::{RefMove, ref_path, sync_name_of, sync_way_to};
use crate::repo::{Head, Repo};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How much of a reflog is read.
const MAX_LINES: &str = "1000";

impl ByGit {
    /// Where HEAD is.
    pub(super) fn read_head(&self) -> Result<Head, Error> {
        let doing = "reading HEAD";
        let branch = self.line(doing, &["symbolic-ref", "-q", "HEAD"]);
        let branch = branch.ok().flatten(); // of a damaged one git tells no more below
        let id = self.line(doing, &["rev-parse", "-q", "--verify", "HEAD"])?;
        let id = id.and_then(|id| ObjectId::new(&id));
        // git tells a branch that is damaged from one that is unborn in words only
        let named = branch.clone().or_else(|| self.named_in_head());
        if let (None, Some(name)) = (&id, &named)
            && self.places.common_dir.join(name).is_file()
        {
            return Err(Error::git(doing, format!("{name} is damaged")));
        }
        if id.is_none() && branch.is_none() {
            return Err(Error::git(doing, "git cannot tell where it is"));
        }
        Ok(Head {
            id,
            branch: branch.map(|name| Head::short(&name)),
        })
    }

    fn named_in_head(&self) -> Option<String> {
        let head = std::fs::read_to_string(self.places.git_dir.join("HEAD")).ok()?;
        let name = head.strip_prefix("ref: ")?;
        Some(name.trim_end().to_owned())
    }

    /// As [`Repo::tip`].
    pub(super) fn tip_of(&self, repo: &Repo, name: &str) -> Result<Option<ObjectId>, Error> {
        let doing = format!("reading {name}");
        let found = self.line(&doing, &["rev-parse", "-q", "--verify", name]);
        match found.map(|id| ObjectId::new(&id?)) {
            Ok(None) if ref_path(repo, name).is_file() => Err(unread(doing, &ref_path(repo, name))),
            other => other,
        }
    }

    /// As [`Repo::move_ref`].
    pub(super) fn moved(
        &self,
        repo: &Repo,
        name: &str,
        (old, new): (Option<&ObjectId>, &ObjectId),
        durability: Durability,
    ) -> Result<RefMove, Error> {
        let tables = self.places.common_dir.join("reftable").is_dir();
        if !tables {
            let path = ref_path(repo, name);
            repo.make_dir(path.parent().unwrap_or(&path))?;
            if durability == Durability::Full && !path.is_file() {
                sync_way_to(repo, name)?;
            }
        }
        let nowhere = model_zero(self.format);
        let before = old.map_or(nowhere.as_str(), ObjectId::as_str);
        let mut git = self.command();
        if durability == Durability::Full {
            git.args(["-c", "core.fsync=reference"]);
        }
        git.args(["-c", "core.logAllRefUpdates=false"]).args([
            "update-ref",
            "--no-deref",
            name,
            new.as_str(),
            before,
        ]);
        // where each ref is a file it takes no lock but that ref's
        let note = tables.then(|| repo.note_moving()).flatten();
        if let Err(error) = noted(repo, git, "moving a ref", note) {
            return self.not_moved(repo, name, (old, Some(new)), error);
        }
        Ok(RefMove::after(match durability {
            Durability::Full => self.sync_refs(repo, name),
            Durability::Git => Ok(()),
        }))
    }

    /// As [`Repo::drop_ref`].
    pub(super) fn dropped(
        &self,
        repo: &Repo,
        name: &str,
        old: &ObjectId,
    ) -> Result<RefMove, Error> {
        let mut git = self.command();
        git.args(["update-ref", "--no-deref", "-d", name, old.as_str()]);
        match noted(repo, git, &format!("removing {name}"), repo.note_moving()) {
            Ok(()) => Ok(RefMove::Moved),
            Err(error) => self.not_moved(repo, name, (Some(old), None), error),
        }
    }

    /// Why git did not move a ref: it was elsewhere, or somebody holds a lock.
    /// Or it did, and failed at what it does after that: putting tables of
    /// refs together needs room.
    fn not_moved(
        &self,
        repo: &Repo,
        name: &str,
        (old, new): (Option<&ObjectId>, Option<&ObjectId>),
        error: Error,
    ) -> Result<RefMove, Error> {
        let actual = self.tip_of(repo, name)?;
        if actual.as_ref() == new {
            return Ok(RefMove::after(Err(error)));
        }
        if actual.as_ref() != old {
            return Ok(RefMove::Conflict { actual });
        }
        match &error {
            Error::Git { cause, .. } if cause.contains("nonexistent object") => {
                Ok(RefMove::ObjectGone)
            }
            Error::Git { cause, .. } => match lock_in(cause).or_else(|| self.lock_of_tables()) {
                Some(path) => Ok(RefMove::LockedBy { path }),
                None => Err(error),
            },
            _ => Err(error),
        }
    }

    fn lock_of_tables(&self) -> Option<PathBuf> {
        let lock = self.places.common_dir.join("reftable/tables.list.lock");
        lock.exists().then_some(lock)
    }

    /// git syncs what it writes, but not the directories it writes in.
    fn sync_refs(&self, repo: &Repo, name: &str) -> Result<(), Error> {
        let tables = self.places.common_dir.join("reftable");
        if tables.is_dir() {
            return sync_tables(&tables);
        }
        // what prunes refs beside us may have taken the directories meanwhile
        sync_way_to(repo, name)?;
        sync_name_of(repo, name)
    }

    /// A reflog through git, newest first; each line's old id is what the one
    /// before it left.
    pub(super) fn logged(&self, name: &str) -> Vec<Moved> {
        let args = [
            "log",
            "-g",
            "-n",
            MAX_LINES,
            "--no-show-signature",
            "--date=unix",
            "--format=%H %gd %gs",
            name,
            "--",
        ];
        let lines = self.lines("reading a reflog", &args).unwrap_or_default();
        let mut old = self.format.null();
        let oldest_first = lines.iter().rev().filter_map(|line| {
            let (new, rest) = line.split_once(' ')?;
            let (selector, message) = rest.split_once(' ').unwrap_or((rest, ""));
            let new = gix::ObjectId::from_hex(new.as_bytes()).ok()?;
            let old = std::mem::replace(&mut old, new);
            Some(Moved {
                old,
                new,
                message: message.to_owned(),
                time: seconds_of(selector).unwrap_or(0),
            })
        });
        let mut moves: Vec<Moved> = oldest_first.collect();
        moves.reverse();
        moves
    }
}

/// The time in `HEAD@{1700000000}`.
fn seconds_of(selector: &str) -> Option<i64> {
    let (_, time) = selector.rsplit_once("@{")?;
    time.strip_suffix('}')?.parse().ok()
}

/// Runs a git that takes a lock which stands in everybody's way. One that was
/// killed has left it: it is removed as soon as that is sure.
fn noted(repo: &Repo, mut git: Command, doing: &str, note: Option<Note>) -> Result<(), Error> {
    git.stdin(note.as_ref().map_or_else(Stdio::null, Note::held_by_child));
    let output = git
        .output()
        .map_err(|error| git::not_started(doing, &error))?;
    if output.status.success() {
        return Ok(());
    }
    if let (Some(note), None) = (note, output.status.code()) {
        note.leave(); // it was killed
        repo.cure_locks();
    }
    Err(Error::git(doing, git::sentence(&output)))
}

/// The id that stands for no object.
fn model_zero(format: gix::hash::Kind) -> String {
    format.null().to_hex().to_string()
}

/// The lock that git could not take, where its words name one that is there:
/// `Unable to create '…/x.lock': File exists.`
fn lock_in(said: &str) -> Option<PathBuf> {
    let mut quoted = said.split('\'').skip(1).step_by(2);
    let path = quoted.find(|text| Path::new(text).extension().is_some_and(|end| end == "lock"))?;
    Some(PathBuf::from(path)).filter(|path| path.exists())
}

/// git syncs a table before it writes its last bytes (reftable/writer.c of
/// 2.47): a cut then leaves one that nobody can read, and with it no ref at
/// all. So each is synced again, those that others wrote too.
fn sync_tables(directory: &Path) -> Result<(), Error> {
    let entries = std::fs::read_dir(directory);
    let entries = entries.map_err(|error| Error::io("read", directory, &error))?;
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let tables: Vec<PathBuf> = files
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "ref" || kind == "list")
        })
        .collect();
    sync_all_there(&tables)?; // one that is gone is part of another by now
    sync(directory)
}

/// Why git finds nothing in a ref whose file is there.
fn unread(doing: String, path: &Path) -> Error {
    let why = match std::fs::read_to_string(path) {
        Ok(text) if ObjectId::new(text.trim_end()).is_some() => "git cannot read it".to_owned(),
        Err(cause) if cause.kind() != std::io::ErrorKind::InvalidData => cause.to_string(),
        _ => "the ref is damaged".to_owned(),
    };
    Error::git(doing, why)
}

#[cfg(test)]
mod tests {
    use super::unread;

    #[test]
    fn a_ref_that_git_cannot_read_just_now_is_not_called_damaged() {
        let dir = tempfile::tempdir().unwrap();
        let why = |bytes: &[u8]| {
            let path = dir.path().join("ref");
            std::fs::write(&path, bytes).unwrap();
            unread("reading it".to_owned(), &path).to_string()
        };
        let whole = "0123456789abcdef0123456789abcdef01234567\n";
        assert_eq!(why(whole.as_bytes()), "reading it: git cannot read it");
        assert_eq!(why(b""), "reading it: the ref is damaged");
        assert_eq!(why(&[0xff]), "reading it: the ref is damaged");
        let gone = unread("reading it".to_owned(), &dir.path().join("gone"));
        assert!(gone.to_string().contains("No such file"), "{gone}");
    }
}
