//! What lies at a path of the work tree, found without ever following a
//! symbolic link, waiting for a FIFO or leaving the work tree.

use super::stat::stat_of;
use crate::error::Error;
use crate::model::RepoPath;
use crate::platform::Stat;
use crate::platform::found::{BEYOND_LINK, Found, IRREGULAR, reason};
use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use rustix::io::Errno;
use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

/// The top of the work tree, held open.
pub(crate) struct Root(OwnedFd);

/// Never a controlling terminal, never a wait for the other end of a FIFO.
fn reading() -> OFlags {
    OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY | OFlags::CLOEXEC
}

/// A directory to start from needs no right to list it, where the system
/// knows the difference.
fn passing() -> OFlags {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let open = OFlags::PATH;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let open = OFlags::RDONLY;
    open | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC
}

impl Root {
    /// Opens the top of the work tree.
    pub(crate) fn open(work_dir: &Path) -> Result<Root, Error> {
        rustix::fs::open(work_dir, passing(), Mode::empty())
            .map(Root)
            .map_err(|errno| Error::io("open", work_dir, &errno.into()))
    }

    /// What lies at `path`.
    pub(crate) fn find(&self, path: &RepoPath) -> Found {
        self.find_text(path.as_str())
    }

    /// What lies at a path that is well-formed, as [`RepoPath`]'s are.
    pub(crate) fn find_text(&self, path: &str) -> Found {
        match open_at_once(&self.0, path) {
            Ok(file) => of_open_file(file),
            Err(Errno::NOENT) => Found::Nothing,
            Err(_) => self.walk(path),
        }
    }

    /// What is told of the regular file at a path, without opening it. A link
    /// in the place of a directory is followed: who asks knows of none.
    pub(crate) fn stat(&self, path: &str) -> Option<Stat> {
        let stat = rustix::fs::statat(&self.0, path, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        stat_of(&stat)
    }

    /// The file system of the work tree, where it is known to tell of every
    /// change.
    pub(crate) fn telling_device(&self) -> Option<u64> {
        super::stat::telling_device(&self.0)
    }

    /// The same part by part, and with a reason where it ends.
    fn walk(&self, path: &str) -> Found {
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut dir: Option<OwnedFd> = None;
        for part in parents.split('/').filter(|part| !part.is_empty()) {
            let here = dir.as_ref().map_or(self.0.as_fd(), AsFd::as_fd);
            match rustix::fs::openat(here, part, passing(), Mode::empty()) {
                Ok(next) => dir = Some(next),
                Err(Errno::NOENT) => return Found::Nothing,
                Err(_) if is_link(here, part) => {
                    return Found::Refused(BEYOND_LINK.to_owned());
                }
                Err(Errno::NOTDIR) => return Found::Nothing,
                Err(errno) => return Found::Refused(reason(errno)),
            }
        }
        last_part(dir.as_ref().map_or(self.0.as_fd(), AsFd::as_fd), name)
    }
}

/// The kernel does the walk: one call, and no race with whoever swaps a
/// directory for a link.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn open_at_once(top: &OwnedFd, path: &str) -> Result<OwnedFd, Errno> {
    use rustix::fs::ResolveFlags;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    rustix::fs::openat2(top, path, reading(), Mode::empty(), resolve)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn open_at_once(_top: &OwnedFd, _path: &str) -> Result<OwnedFd, Errno> {
    Err(Errno::NOSYS)
}

fn is_link(dir: BorrowedFd<'_>, name: &str) -> bool {
    kind_of(dir, name) == Ok(FileType::Symlink)
}

fn kind_of(dir: BorrowedFd<'_>, name: &str) -> Result<FileType, Errno> {
    let stat = rustix::fs::statat(dir, name, AtFlags::SYMLINK_NOFOLLOW)?;
    Ok(FileType::from_raw_mode(stat.st_mode))
}

fn last_part(dir: BorrowedFd<'_>, name: &str) -> Found {
    match kind_of(dir, name) {
        Err(Errno::NOENT | Errno::NOTDIR) => Found::Nothing,
        Err(errno) => Found::Refused(reason(errno)),
        Ok(FileType::Directory) => Found::Directory,
        Ok(FileType::Symlink) => match rustix::fs::readlinkat(dir, name, Vec::new()) {
            Ok(text) => Found::Link(text.into_bytes()),
            Err(errno) => Found::Refused(reason(errno)),
        },
        Ok(FileType::RegularFile) => {
            match rustix::fs::openat(dir, name, reading(), Mode::empty()) {
                Ok(file) => of_open_file(file),
                Err(Errno::NOENT) => Found::Nothing,
                Err(errno) => Found::Refused(reason(errno)),
            }
        }
        Ok(_) => Found::Refused(IRREGULAR.to_owned()),
    }
}

fn of_open_file(file: OwnedFd) -> Found {
    let stat = match rustix::fs::fstat(&file) {
        Ok(stat) => stat,
        Err(errno) => return Found::Refused(reason(errno)),
    };
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => Found::File {
            len: u64::try_from(stat.st_size).unwrap_or(0),
            executable: stat.st_mode & 0o100 != 0,
            stat: stat_of(&stat),
            file: File::from(file),
        },
        FileType::Directory => Found::Directory,
        _ => Found::Refused(IRREGULAR.to_owned()),
    }
}
