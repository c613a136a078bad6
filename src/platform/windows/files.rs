//! Files: which one it is, how it is opened, locked, made durable.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::windows::fs::{MetadataExt as _, OpenOptionsExt as _, symlink_dir, symlink_file};
use std::path::Path;
use tempfile::TempDir;
use winapi_util::file::information;

/// `FILE_FLAG_OPEN_REPARSE_POINT`: a link is opened itself.
const ITSELF: u32 = 0x0020_0000;

/// `FILE_ATTRIBUTE_REPARSE_POINT`: a link, or content that lies elsewhere.
const ELSEWHERE: u32 = 0x0000_0400;

/// `FILE_FLAG_BACKUP_SEMANTICS`: a directory can be opened too.
const DIRECTORY_TOO: u32 = 0x0200_0000;

/// What is locked for a directory, which itself cannot be.
const LOCK: &str = "lock";

/// Whether two paths lead to one file.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    match (look(one, DIRECTORY_TOO), look(other, DIRECTORY_TOO)) {
        (Ok(one), Ok(other)) => are_one(&one, &other),
        _ => false,
    }
}

/// Whether the name itself, no link, is that very file's.
pub(crate) fn leads_to(path: &Path, file: &File) -> bool {
    look(path, ITSELF | DIRECTORY_TOO).is_ok_and(|there| are_one(&there, file))
}

/// Opened for nothing but its attributes.
fn look(path: &Path, flags: u32) -> io::Result<File> {
    OpenOptions::new()
        .access_mode(0)
        .custom_flags(flags)
        .open(path)
}

/// Whether both are one file, held open so that its number cannot be given to
/// another. A file system that has no numbers (0, or all bits set) cannot say.
fn are_one(one: &File, other: &File) -> bool {
    let number = |file: &File| {
        let known = information(file).ok()?;
        let index = known.file_index();
        (index != 0 && index != u64::MAX).then(|| (known.volume_serial_number(), index))
    };
    number(one).is_some_and(|one| number(other) == Some(one))
}

/// Whether it is one file, untouched between the two looks: nothing proves it.
pub(crate) fn is_untouched(_before: &Metadata, _now: &Metadata) -> bool {
    false
}

/// Whether two files are one user's: nothing proves it.
pub(crate) fn have_one_owner(_one: &Metadata, _other: &Metadata) -> bool {
    false
}

/// Whether a process has the file open: it may.
pub(crate) fn is_open(_file: &Metadata) -> bool {
    true
}

/// Opens a file to read it.
pub(crate) fn open_to_read(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// As [`open_to_read`], and never what a link leads to. A file of which the
/// content is kept elsewhere (in a cloud, once for several files) is no link,
/// and opened itself it has none, or other bytes.
pub(crate) fn open_itself(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = options.read(true).custom_flags(ITSELF).open(path)?;
    let meta = file.metadata()?;
    if meta.file_attributes() & ELSEWHERE != 0 && !meta.is_symlink() {
        return open_to_read(path);
    }
    Ok(file)
}

/// Opens what can be locked for a directory, or for a file.
pub(crate) fn open_to_lock(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_dir() {
        return File::open(path);
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path.join(LOCK))
}

/// A temporary directory that is held locked, where that can be. It goes when
/// this goes: first the lock, which is a file in it, then the rest.
pub(crate) struct Held {
    lock: Option<File>,
    dir: TempDir,
}

impl Held {
    /// Keeps the lock with the directory.
    pub(crate) fn new(dir: TempDir, lock: Option<File>) -> Held {
        Held { lock, dir }
    }

    /// Where the directory lies.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Moves the directory. One with an open file in it, as the lock is, may
    /// be refused: then it goes unlocked.
    pub(crate) fn move_to(&mut self, to: &Path) -> io::Result<()> {
        match fs::rename(self.path(), to) {
            Err(cause) if cause.kind() == ErrorKind::PermissionDenied => {
                self.lock = None;
                fs::rename(self.path(), to)
            }
            moved => moved,
        }
    }
}

/// Makes a file. It is not read-only here: that would keep others from
/// removing it.
pub(crate) fn create_read_only(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

/// Waits until a file's content is on disk. The names in a directory cannot be
/// waited for here: NTFS writes them to its journal in their order.
pub(crate) fn sync(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.is_dir() {
        return Ok(());
    }
    // Only who may write it may wait for it.
    match OpenOptions::new().write(true).open(path) {
        Err(cause) if cause.kind() == ErrorKind::PermissionDenied => sync_read_only(path, cause),
        opened => opened?.sync_all(),
    }
}

/// As [`sync`], of a file that is read-only, as git's objects are.
fn sync_read_only(path: &Path, denied: io::Error) -> io::Result<()> {
    let rights = fs::metadata(path)?.permissions();
    if !rights.readonly() {
        return Err(denied);
    }
    let mut writable = rights.clone();
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "the attribute goes back in a moment, and is all there is"
    )]
    writable.set_readonly(false);
    fs::set_permissions(path, writable)?;
    let synced = OpenOptions::new().write(true).open(path);
    let synced = synced.and_then(|file| file.sync_all());
    fs::set_permissions(path, rights)?;
    synced
}

/// What tells this start of the system from every other: that is not asked here.
pub(crate) fn boot() -> String {
    String::new()
}

/// Makes a symbolic link, where the user may.
pub(crate) fn link(leads: &Path, from: &Path) -> io::Result<()> {
    let there = from.parent().map(|dir| dir.join(leads));
    if there.is_some_and(|there| there.is_dir()) {
        symlink_dir(leads, from)
    } else {
        symlink_file(leads, from)
    }
}

/// Exchanges two files in one step, which the system does not do.
pub(crate) fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}
