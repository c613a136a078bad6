//! Files: which one it is, how it is opened, locked, made durable.

use rustix::fs::{Mode, OFlags};
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Whether two paths lead to one file.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => is_one(&one, &other),
        _ => false,
    }
}

/// Whether the name itself, no link, is that very file's.
pub(crate) fn leads_to(path: &Path, file: &File) -> bool {
    match (fs::symlink_metadata(path), file.metadata()) {
        (Ok(there), Ok(ours)) => is_one(&there, &ours),
        _ => false,
    }
}

fn is_one(one: &Metadata, other: &Metadata) -> bool {
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Whether it is one file, and nobody has written it or given it away between
/// the two looks.
pub(crate) fn is_untouched(before: &Metadata, now: &Metadata) -> bool {
    is_one(before, now) && before.ctime_nsec() == now.ctime_nsec()
}

/// Whether two files are one user's.
pub(crate) fn have_one_owner(one: &Metadata, other: &Metadata) -> bool {
    one.uid() == other.uid()
}

/// Whether a process has the file open, as far as the system tells (proc(5)).
pub(crate) fn is_open(file: &Metadata) -> bool {
    let children = |dir: PathBuf| fs::read_dir(dir).into_iter().flatten().flatten();
    children(PathBuf::from("/proc"))
        .filter(|process| {
            let name = process.file_name();
            name.as_encoded_bytes().iter().all(u8::is_ascii_digit)
        })
        .flat_map(|process| children(process.path().join("fd")))
        .filter_map(|open| fs::metadata(open.path()).ok())
        .any(|open| is_one(&open, file))
}

/// Opens a file to read it. Never waits for the other end of a FIFO, and no
/// terminal becomes ours.
pub(crate) fn open_to_read(path: &Path) -> io::Result<File> {
    open(path, OFlags::empty())
}

/// As [`open_to_read`], and never what a link leads to.
pub(crate) fn open_itself(path: &Path) -> io::Result<File> {
    open(path, OFlags::NOFOLLOW)
}

fn open(path: &Path, more: OFlags) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = rustix::fs::open(path, flags | more, Mode::empty())?;
    Ok(File::from(file))
}

/// Opens what can be locked for a directory, or for a file.
pub(crate) fn open_to_lock(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// A temporary directory that is held locked, where that can be. It goes when
/// this goes, and is held until it has gone.
pub(crate) struct Held {
    dir: TempDir,
    _lock: Option<File>,
}

impl Held {
    /// Keeps the lock with the directory.
    pub(crate) fn new(dir: TempDir, lock: Option<File>) -> Held {
        Held { dir, _lock: lock }
    }

    /// Where the directory lies.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Moves the directory, held as it is.
    pub(crate) fn move_to(&mut self, to: &Path) -> io::Result<()> {
        fs::rename(self.path(), to)
    }
}

/// Makes a file that nobody may change but who made it, and only now.
pub(crate) fn create_read_only(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = File::options();
    options.write(true).create_new(true).mode(0o444).open(path)
}

/// Waits until a file's content, or the names in a directory, are on disk.
pub(crate) fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// What tells this start of the system from every other (random(4), `boot_id`);
/// empty where the system does not say.
pub(crate) fn boot() -> String {
    let told = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
    told.map_or_else(|_| String::new(), |told| told.trim().to_owned())
}

/// Makes a symbolic link.
pub(crate) fn link(leads: &Path, from: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(leads, from)
}

/// Exchanges two files in one step, where the system has it (renameat2(2)).
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(crate) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(crate) fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
