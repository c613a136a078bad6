//! The repository's own list of what `git status` leaves out.

use crate::error::Error;
use crate::platform;
use crate::repo::Repo;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How a file begins that is not in its place yet: as documents do that the
/// store sweeps up after a killed command.
const UNFINISHED: &str = "checkpoint-.tmp-";

fn odd(path: &Path, why: &str) -> Error {
    Error::Io {
        doing: "write",
        path: path.to_owned(),
        cause: why.to_owned(),
    }
}

impl Repo {
    /// Adds `pattern` to `info/exclude` unless a line of it says so already.
    /// Whether it was added. All bytes that are there stay.
    pub fn exclude(&self, pattern: &str) -> Result<bool, Error> {
        let path = self.places.common_dir.join("info/exclude");
        let path = self.led_to(&path)?;
        let failed = |error: &std::io::Error| Error::io("write", &path, error);
        let mut bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Error::io("read", &path, &error)),
        };
        let is_there = bytes
            .split(|byte| *byte == b'\n')
            .any(|line| line.trim_ascii_end() == pattern.as_bytes());
        if is_there {
            return Ok(false);
        }
        if bytes.last().is_some_and(|last| *last != b'\n') {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(pattern.as_bytes());
        bytes.push(b'\n');
        let beside = path.parent().unwrap_or(&self.places.common_dir);
        self.make_dir(beside)?;
        // What a killed command leaves is swept up where ours lies, and would
        // not be beside the list.
        let ours = self.places.git_dir.join("shipkit");
        self.make_dir(&ours)?;
        let temp = self.list_ready(&ours, &path, &bytes)?;
        match temp.persist(&path) {
            // a link may have led to another file system
            Err(error) if error.error.kind() == ErrorKind::CrossesDevices => {
                let temp = self.list_ready(beside, &path, &bytes)?;
                temp.persist(&path).map_err(|error| failed(&error.error))?;
            }
            persisted => drop(persisted.map_err(|error| failed(&error.error))?),
        }
        Ok(true)
    }

    /// The list's new bytes in a file in `dir`, on disk and ready to take the
    /// place of `path`.
    fn list_ready(&self, dir: &Path, path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Error> {
        let failed = |error: &std::io::Error| Error::io("write", path, error);
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED);
        platform::like(&mut builder, fs::metadata(path).ok().as_ref(), 0o644);
        let temp = builder.tempfile_in(dir);
        let mut temp = temp.map_err(|error| failed(&error))?;
        temp.write_all(bytes).map_err(|error| failed(&error))?;
        temp.as_file().sync_all().map_err(|error| failed(&error))?;
        self.share(temp.path())?;
        Ok(temp)
    }

    /// The file that `path` leads to, a link staying one: a regular file in
    /// the repository, or none yet.
    fn led_to(&self, path: &Path) -> Result<PathBuf, Error> {
        let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
        let real = platform::real(path).unwrap_or_else(|_| path.to_owned());
        if is_link && !real.starts_with(&self.places.common_dir) {
            return Err(odd(path, "it leads out of the repository"));
        }
        if fs::metadata(&real).is_ok_and(|meta| !meta.is_file()) {
            return Err(odd(path, "it is not a regular file"));
        }
        Ok(real)
    }
}
