//! The repository's own configuration file, changed as a whole under git's own
//! lock: half of what belongs together is never there (`hook.*.event` without
//! its command would make every git command of that event die).

use crate::error::Error;
use crate::platform::{self, leads_to};
use crate::repo::Repo;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often a lock that is held is looked at, and how long apart.
const LOOKS: u32 = 40;
const PAUSE: Duration = Duration::from_millis(25);

impl Repo {
    /// The repository's own configuration file, which all its work trees
    /// share; a link is followed, as git does when it writes.
    pub fn own_config_path(&self) -> PathBuf {
        let path = self.common_dir().join("config");
        platform::real(&path).unwrap_or(path)
    }

    /// Its bytes; none where it is not there.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn own_config(&self) -> Result<Vec<u8>, Error> {
        let path = self.own_config_path();
        match fs::read(&path) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            read => read.map_err(|cause| Error::io("read", path, &cause)),
        }
    }

    /// Replaces it, if it still is as it was `seen`. The error says so where
    /// it is not, and where somebody else is about to write it.
    ///
    /// # Errors
    /// In these cases, and where the system refuses; then nothing is changed.
    pub fn replace_own_config(&self, seen: &[u8], bytes: &[u8]) -> Result<(), Error> {
        let path = self.own_config_path();
        let lock = Lock::take(&path)?;
        if self.own_config()? != seen {
            return Err(Error::Content {
                message: "the configuration changed meanwhile; nothing was written".to_owned(),
                hint: Some("look at the plan again".to_owned()),
            });
        }
        let failed = |cause: &std::io::Error| Error::io("write", &path, cause);
        let mut file = &lock.file;
        file.write_all(bytes).map_err(|cause| failed(&cause))?;
        match fs::metadata(&path) {
            Ok(meta) => file
                .set_permissions(meta.permissions())
                .map_err(|cause| failed(&cause))?,
            Err(_) => self.share(&lock.path)?,
        }
        file.sync_all().map_err(|cause| failed(&cause))?;
        fs::rename(&lock.path, &path).map_err(|cause| failed(&cause))
        // The lock's name is the file's now: dropping it finds nothing.
    }
}

/// git's lock on a file: its name with `.lock` behind it.
struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    fn take(path: &Path) -> Result<Lock, Error> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let lock = PathBuf::from(name);
        let open = || OpenOptions::new().write(true).create_new(true).open(&lock);
        let is_held = |file: &io::Result<File>| {
            let cause = file.as_ref().err();
            cause.is_some_and(|cause| cause.kind() == ErrorKind::AlreadyExists)
        };
        let mut file = open();
        for _ in 0..LOOKS {
            if !is_held(&file) {
                break;
            }
            std::thread::sleep(PAUSE); // git holds it for a moment only
            file = open();
        }
        match file {
            Ok(file) => Ok(Lock { path: lock, file }),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                let shown = lock.to_string_lossy();
                let shown = crate::model::quoted(&shown);
                Err(Error::Content {
                    message: format!("'{shown}' is there; nothing was written"),
                    hint: Some(
                        "a git command is writing the configuration, or one was killed: then remove it"
                            .to_owned(),
                    ),
                })
            }
            Err(cause) => Err(Error::io("create", lock, &cause)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // After the rename there is nothing of that name, or another's lock.
        if leads_to(&self.path, &self.file) {
            let _ = fs::remove_file(&self.path);
        }
    }
}
