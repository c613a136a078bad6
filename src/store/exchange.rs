//! Putting a file's new bytes in its place as one step that gives back what
//! lay there, so that nothing is written over unseen: who edits a file asks
//! for no lock.

use crate::error::Error;
use crate::platform;
use crate::store::file::{Prepared, parent, read_document, sync_dir};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How often a file that comes and goes is tried.
const TRIES: u32 = 100;

/// How what lay in the place is called where the two cannot be exchanged,
/// behind the name of the file that was laid ready.
pub(crate) const OLD: &str = ".old";

/// What lay in a file's place, under the name that it has now.
#[derive(Debug)]
pub(crate) struct Displaced {
    path: PathBuf,
    place: PathBuf,
    shown: String,
}

impl Prepared {
    /// Puts the bytes in their place and gives what lay there.
    pub(crate) fn exchange(self) -> Result<Option<Displaced>, Error> {
        self.swap(exchange)
    }

    /// Takes what lies in the place away, and gives it. The bytes laid ready
    /// are dropped.
    pub(crate) fn take_away(self) -> Result<Option<Displaced>, Error> {
        self.swap(|ready, place| match fs::rename(place, ready) {
            Ok(()) => Ok(true),
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                fs::remove_file(ready).map(|()| false)
            }
            Err(cause) => Err(cause),
        })
    }

    /// Lets `act` change the two files; it tells whether something lies at the
    /// first path now that lay at the second.
    fn swap(
        self,
        act: impl Fn(&Path, &Path) -> io::Result<bool>,
    ) -> Result<Option<Displaced>, Error> {
        let Prepared {
            temp,
            path: place,
            sync,
            shown,
        } = self;
        let failed = |cause: &io::Error| Error::io("write", &shown, cause);
        let ready = temp.into_temp_path().keep();
        let path = ready.map_err(|cause| failed(&cause.error))?;
        let is_there = act(&path, &place).map_err(|cause| {
            let _ = fs::remove_file(&path); // else it is swept up with the next save
            failed(&cause)
        })?;
        let displaced = Displaced { path, place, shown };
        if sync {
            let synced = sync_dir(parent(&displaced.place));
            synced.map_err(|cause| Error::io("write", &displaced.shown, &cause))?;
        }
        Ok(is_there.then_some(displaced))
    }
}

impl Displaced {
    /// Its bytes; `None` where it is gone.
    pub(crate) fn read(&self) -> Result<Option<Vec<u8>>, Error> {
        read_document(&self.path, &self.shown)
    }

    /// Where it is, as the user knows it.
    pub(crate) fn shown(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        format!(".shipkit/{}", name.to_string_lossy())
    }

    /// It is of no use to anybody.
    pub(crate) fn remove(self) {
        let _ = fs::remove_file(&self.path); // else it is swept up with the next save
    }

    /// Puts it back: it is none that anything may take the place of. `ours` is
    /// what took it.
    pub(crate) fn give_back(self, ours: Option<&[u8]>) {
        // What cannot go back lies beside it, and somebody says where.
        if let Ok(true) = exchange(&self.path, &self.place)
            && self.read().is_ok_and(|bytes| bytes.as_deref() == ours)
        {
            self.remove(); // else somebody put it there since: the marker has its name
        }
    }
}

/// Exchanges two files, or puts the first in the place of the second where
/// there is none. Whether there was one.
fn exchange(ready: &Path, place: &Path) -> io::Result<bool> {
    for _ in 0..TRIES {
        match platform::exchange(ready, place) {
            Ok(()) => return Ok(true),
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) if is_unknown(&cause) => return one_by_one(ready, place),
            Err(cause) => return Err(cause),
        }
        // A link, unlike a rename, takes the place of nothing.
        match fs::hard_link(ready, place) {
            Ok(()) => {
                let _ = fs::remove_file(ready); // else it is swept up with the next save
                return Ok(false);
            }
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {}
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Err(cause),
            Err(_) => return one_by_one(ready, place), // a file system without links
        }
    }
    Err(ErrorKind::ResourceBusy.into())
}

/// Whether the system or this file system does not know how to exchange.
fn is_unknown(cause: &io::Error) -> bool {
    matches!(
        cause.kind(),
        ErrorKind::InvalidInput | ErrorKind::Unsupported
    )
}

/// As [`exchange`], where it takes several steps: the old file gets a second
/// name first. Only a file that replaces it between the last two is not seen.
fn one_by_one(ready: &Path, place: &Path) -> io::Result<bool> {
    let mut old = ready.as_os_str().to_owned();
    old.push(OLD);
    let old = PathBuf::from(old);
    let named = fs::hard_link(place, &old);
    let named = named.or_else(|_| fs::copy(place, &old).map(drop));
    match named {
        Ok(()) => {
            fs::rename(ready, place)?;
            fs::rename(&old, ready).map(|()| true)
        }
        Err(cause) if cause.kind() == ErrorKind::NotFound => {
            fs::rename(ready, place).map(|()| false)
        }
        Err(cause) => Err(cause),
    }
}

#[cfg(test)]
mod tests {
    use super::{exchange, one_by_one};
    use std::fs;

    #[test]
    fn what_lay_there_is_given_back_whichever_way_it_went() {
        for way in [exchange, one_by_one] {
            let dir = tempfile::tempdir().unwrap();
            let (ready, place) = (dir.path().join("ready"), dir.path().join("place"));
            let list = || fs::read_dir(dir.path()).unwrap().count();
            fs::write(&ready, "new").unwrap();
            assert!(!way(&ready, &place).unwrap(), "nothing lay there");
            assert_eq!(fs::read_to_string(&place).unwrap(), "new");
            assert_eq!(list(), 1);
            fs::write(&ready, "newer").unwrap();
            assert!(way(&ready, &place).unwrap());
            assert_eq!(fs::read_to_string(&place).unwrap(), "newer");
            assert_eq!(fs::read_to_string(&ready).unwrap(), "new");
            assert_eq!(list(), 2);
        }
    }
}
