//! The repository's own list of what `git status` leaves out.

use crate::error::Error;
use crate::repo::Repo;
use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

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
        let dir = path.parent().unwrap_or(&self.places.common_dir);
        self.make_dir(dir)?;
        let mode = fs::metadata(&path).map_or(0o644, |meta| meta.permissions().mode());
        let mut temp = tempfile::Builder::new()
            .prefix("exclude-")
            .permissions(fs::Permissions::from_mode(mode))
            .tempfile_in(dir)
            .map_err(|error| failed(&error))?;
        temp.write_all(&bytes).map_err(|error| failed(&error))?;
        temp.as_file().sync_all().map_err(|error| failed(&error))?;
        self.share(temp.path())?;
        temp.persist(&path).map_err(|error| failed(&error.error))?;
        Ok(true)
    }

    /// The file that `path` leads to, a link staying one: a regular file in
    /// the repository, or none yet.
    fn led_to(&self, path: &Path) -> Result<PathBuf, Error> {
        let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if is_link && !real.starts_with(&self.places.common_dir) {
            return Err(odd(path, "it leads out of the repository"));
        }
        if fs::metadata(&real).is_ok_and(|meta| !meta.is_file()) {
            return Err(odd(path, "it is not a regular file"));
        }
        Ok(real)
    }
}
