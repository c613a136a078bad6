//! The repository's own list of what `git status` leaves out, and who may
//! read what we write.

use super::Repo;
use crate::error::Error;
use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

impl Repo {
    /// Adds `pattern` to `info/exclude` unless a line of it says so already.
    /// Whether it was added. All bytes that are there stay.
    pub fn exclude(&self, pattern: &str) -> Result<bool, Error> {
        let path = self.places.common_dir.join("info/exclude");
        let path = fs::canonicalize(&path).unwrap_or(path); // a link stays one
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
        fs::create_dir_all(dir).map_err(|error| failed(&error))?;
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

    /// Gives a file the rights that `core.sharedRepository` asks for
    /// (git-config(1)); without it the umask has decided.
    pub(super) fn share(&self, file: &Path) -> Result<(), Error> {
        let extra = match self.string_setting("core.sharedRepository").as_deref() {
            Some("group" | "true" | "1" | "yes" | "on") => 0o060,
            Some("all" | "world" | "everybody" | "2") => 0o064,
            _ => return Ok(()),
        };
        let failed = |error: &std::io::Error| Error::io("share", file, error);
        let mode = fs::metadata(file)
            .map_err(|error| failed(&error))?
            .permissions()
            .mode();
        let writable = mode & 0o200 != 0;
        let extra = if writable { extra } else { extra & 0o044 };
        if mode & extra == extra {
            return Ok(());
        }
        fs::set_permissions(file, fs::Permissions::from_mode(mode | extra))
            .map_err(|error| failed(&error))
    }
}
