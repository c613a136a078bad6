//! The document's file: read without following links, replaced as a whole.

use crate::error::Error;
use crate::model::Name;
use crate::platform;
use crate::store::Store;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The largest document that is read, in bytes. What people write by hand
/// stays far below it.
pub const MAX_DOCUMENT: u64 = 8 * 1024 * 1024;

/// How a file begins that is not in its place yet. `info/exclude` hides it
/// like a document, and no name of a checkpoint can be so.
pub(super) const UNFINISHED: &str = "checkpoint-.tmp-";

impl Store<'_> {
    /// Removes what killed commands left beside the files they were about to
    /// replace, but for those `in_use`. Call under the lock: then nobody is at
    /// work on any.
    pub(crate) fn sweep(&self, dirs: &[&Path], in_use: &[String]) {
        let ours = self.directory_is_ours().unwrap_or(false);
        let documents = ours.then(|| self.repo.work_dir().join(".shipkit"));
        let in_use = |name: &str| in_use.iter().any(|used| name.starts_with(used.as_str()));
        for dir in dirs.iter().copied().chain(documents.as_deref()) {
            let entries = fs::read_dir(dir).into_iter().flatten().flatten();
            for entry in entries {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if name.starts_with(UNFINISHED) && !in_use(&name) && may_be_ours(&entry) {
                    // What cannot be removed now is no obstacle, and is tried again.
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }

    /// Where the document of `name` lies.
    pub fn path(&self, name: &Name) -> PathBuf {
        self.repo.work_dir().join(name.document())
    }

    /// The file's bytes; `None` where there is no file.
    pub(crate) fn read_file(&self, name: &Name) -> Result<Option<Vec<u8>>, Error> {
        if !self.directory_is_ours()? {
            return Ok(None);
        }
        read_document(&self.path(name), &name.document())
    }

    /// The file's bytes as they are now; `None` where there is no file.
    pub fn bytes(&self, name: &Name) -> Result<Option<Vec<u8>>, Error> {
        self.read_file(name)
    }

    /// Lays the file's new bytes ready beside it, so that only a rename is
    /// left to do after the commit point. Makes `.shipkit/` first where it is
    /// not there.
    pub(crate) fn prepare_file(&self, name: &Name, bytes: &[u8]) -> Result<Prepared, Error> {
        let dir = self.repo.work_dir().join(".shipkit");
        if !self.directory_is_ours()? {
            fs::create_dir(&dir).map_err(|cause| Error::io("create", ".shipkit", &cause))?;
        }
        let shown = name.document();
        let sync = self.settings.durability.syncs();
        lay_ready(&self.path(name), bytes, sync, shown)
    }

    /// Removes the file; one that is gone already is fine.
    pub(crate) fn remove_file(&self, name: &Name) -> Result<(), Error> {
        match fs::remove_file(self.path(name)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                Err(Error::io("remove", name.document(), &cause))
            }
            _ => Ok(()),
        }
    }

    /// Whether `.shipkit` is there as a directory. Anything else at its place
    /// is refused: writing through a link would change a file elsewhere.
    pub(crate) fn directory_is_ours(&self) -> Result<bool, Error> {
        let dir = self.repo.work_dir().join(".shipkit");
        match fs::symlink_metadata(&dir) {
            Ok(meta) if meta.is_dir() => Ok(true),
            Ok(meta) => Err(Error::Content {
                message: if meta.is_symlink() {
                    "'.shipkit' is a symbolic link".to_owned()
                } else {
                    "'.shipkit' is not a directory".to_owned()
                },
                hint: Some("move it away; checkpoints lie in a directory of that name".to_owned()),
            }),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(cause) => Err(Error::io("look at", ".shipkit", &cause)),
        }
    }
}

/// Whether we may have written it: what nobody could read was put there by
/// somebody else, and taken from its place by a command that was killed.
fn may_be_ours(entry: &fs::DirEntry) -> bool {
    let meta = entry.metadata();
    meta.is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_DOCUMENT)
}

/// Reads a document that must be a regular file of bearable size. `shown` is
/// its path as the user knows it.
pub(crate) fn read_document(path: &Path, shown: &str) -> Result<Option<Vec<u8>>, Error> {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(cause) if is_absence(&cause) => return Ok(None),
        Err(cause) => return Err(Error::io("read", shown, &cause)),
    };
    let refuse = |why: String| Error::Document {
        path: shown.to_owned(),
        line: None,
        why,
        hint: Some("move it away, then save or restore the checkpoint".to_owned()),
    };
    if !meta.is_file() {
        return Err(refuse("it is not a regular file".to_owned()));
    }
    if meta.len() > MAX_DOCUMENT {
        return Err(refuse(too_large()));
    }
    let size = usize::try_from(meta.len()).unwrap_or_default();
    let read = open_regular(path).and_then(|file| read_bounded(file, size));
    match read.map_err(|cause| Error::io("read", shown, &cause))? {
        None => Err(refuse(too_large())), // it grew meanwhile
        bytes => Ok(bytes),
    }
}

/// Opens what was a regular file a moment ago, and must still be one: no link
/// is followed and no FIFO waited for.
fn open_regular(path: &Path) -> io::Result<File> {
    let file = platform::open_itself(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is not a regular file"))
    }
}

/// What is said of a document above the limit.
pub(crate) fn too_large() -> String {
    format!("it is larger than {} MiB", MAX_DOCUMENT >> 20)
}

/// Reads to the end what is no larger than a document may be, however much
/// there is; `None` where it is. `size` is what to expect, 0 where nobody
/// knows.
pub(crate) fn read_bounded(source: impl io::Read, size: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(size + 1); // one more, so that one read sees the end
    source.take(MAX_DOCUMENT + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= MAX_DOCUMENT))
}

fn is_absence(cause: &io::Error) -> bool {
    matches!(
        cause.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// A file's new bytes, ready to be put in its place.
pub(crate) struct Prepared {
    pub(super) temp: tempfile::NamedTempFile,
    pub(super) path: PathBuf,
    pub(super) sync: bool,
    pub(super) shown: String,
}

impl Prepared {
    /// Where they lie until then.
    pub(crate) fn ready(&self) -> &Path {
        self.temp.path()
    }

    /// Puts the bytes on disk where that was asked for.
    pub(crate) fn sync(&self) -> Result<(), Error> {
        if self.sync {
            let synced = self.temp.as_file().sync_all();
            synced.map_err(|cause| Error::io("write", &self.shown, &cause))?;
        }
        Ok(())
    }

    /// Puts them there as a whole, durably where that was asked for.
    pub(crate) fn commit(self) -> Result<(), Error> {
        self.sync()?;
        let (sync, shown) = (self.sync, self.shown.clone());
        let dir = self.put()?;
        if sync {
            sync_dir(&dir).map_err(|cause| Error::io("write", shown, &cause))?;
        }
        Ok(())
    }

    /// Puts them there where nothing is, never over a file that came meanwhile.
    pub(crate) fn put_new(self) -> Result<(), Error> {
        let failed = |cause| Error::io("write", &self.shown, &cause);
        let persisted = self.temp.persist_noclobber(&self.path);
        persisted.map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// Puts them there as a whole and gives the directory to be synced.
    pub(crate) fn put(self) -> Result<PathBuf, Error> {
        let failed = |cause| Error::io("write", &self.shown, &cause);
        let persisted = self.temp.persist(&self.path);
        persisted.map_err(|error| failed(error.error))?;
        Ok(parent(&self.path).to_owned())
    }
}

/// Writes `bytes` to a temporary file beside `path`, to be made durable where
/// `sync` says so. `shown` is the path as the user knows it.
pub(crate) fn lay_ready(
    path: &Path,
    bytes: &[u8],
    sync: bool,
    shown: String,
) -> Result<Prepared, Error> {
    let fail = |cause: io::Error| Error::io("write", &shown, &cause);
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED).suffix(".md");
    let there = fs::symlink_metadata(path).ok();
    platform::like(&mut builder, there.as_ref(), 0o666);
    let mut temp = builder.tempfile_in(parent(path)).map_err(fail)?;
    temp.write_all(bytes).map_err(fail)?;
    Ok(Prepared {
        temp,
        path: path.to_owned(),
        sync,
        shown,
    })
}

/// Replaces a file as a whole and keeps its permissions; made durable where
/// `sync` says so.
pub fn replace(path: &Path, bytes: &[u8], sync: bool) -> Result<(), Error> {
    lay_ready(path, bytes, sync, path.to_string_lossy().into_owned())?.commit()
}

pub(super) fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// Makes the names in a directory durable.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    platform::sync(dir)
}
