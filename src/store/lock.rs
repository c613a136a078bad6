//! One lock a worktree, held over a whole change: read, think, write.

use crate::error::Error;
use crate::model::Name;
use crate::store::Store;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The lock while it is held; released when dropped, and by the kernel when
/// the process dies.
pub struct Lock {
    _file: File,
    /// The names that nothing may be done to yet, and why.
    unkept: Vec<(Name, String)>,
}

impl Lock {
    /// Refuses a change of `name` while what somebody wrote into its file is
    /// kept by nothing but what a killed command left.
    pub(super) fn allows(&self, name: &Name) -> Result<(), Error> {
        match self.unkept.iter().find(|(unkept, _)| unkept == name) {
            Some((_, why)) => Err(Error::git("keeping what was written meanwhile", why)),
            None => Ok(()),
        }
    }
}

/// How long a command waits for another one to end.
const DEADLINE: Duration = Duration::from_secs(30);

/// How long who waits pauses at first.
const PAUSE: Duration = Duration::from_millis(8);

/// By how much of that pace a second of waiting makes it faster: after ten
/// seconds it asks every tenth of a millisecond.
const AGEING: f64 = 8.0;

impl Store<'_> {
    /// Takes the lock and finishes what a killed command began. Waits up to
    /// 30 seconds, then fails with the holder's name.
    pub fn lock(&self) -> Result<Lock, Error> {
        let mut lock = self.lock_until(DEADLINE)?;
        self.repo.put_back()?;
        self.repo.cure_locks();
        lock.unkept = self.recover()?;
        Ok(lock)
    }

    /// Takes the lock without recovering; see [`Store::lock`].
    pub(crate) fn lock_until(&self, deadline: Duration) -> Result<Lock, Error> {
        let path = self.private_dir().join("lock");
        self.repo.make_dir(&self.private_dir())?;
        let is_new = !path.exists();
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|cause| Error::io("open", &path, &cause))?;
        if is_new {
            self.repo.share(&path)?;
        }
        match taken(&file, deadline) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held_by_another(&mut file, path)),
            Err(TryLockError::Error(cause)) => return Err(Error::io("lock", path, &cause)),
        }
        // A disk that is full may still hold what somebody has to read.
        let _ = sign(&mut file);
        Ok(Lock {
            _file: file,
            unkept: Vec::new(),
        })
    }
}

/// Takes the lock of `file`, or waits for it until the deadline. Who has waited
/// longer asks more often, so that nobody is overtaken for ever: the system
/// wakes all who wait at once, and lets any of them have it.
fn taken(file: &File, deadline: Duration) -> Result<(), TryLockError> {
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if start.elapsed() < deadline => {
                let waited = 1.0 + AGEING * start.elapsed().as_secs_f64();
                std::thread::sleep(PAUSE.div_f64(waited));
            }
            tried => return tried,
        }
    }
}

/// Writes who holds the lock, for the message of whoever waits in vain.
fn sign(file: &mut File) -> io::Result<()> {
    let holder = format!("process {}\n", std::process::id());
    file.rewind()?;
    file.write_all(holder.as_bytes())?;
    // Cut afterwards: a file that is emptied first gives its block back, which
    // some file systems wait for.
    match file.metadata()?.len() {
        long if long > holder.len() as u64 => file.set_len(holder.len() as u64),
        _ => Ok(()),
    }
}

fn held_by_another(file: &mut File, path: PathBuf) -> Error {
    let mut holder = String::new();
    let read = file.take(200).read_to_string(&mut holder);
    let holder = match (read, holder.lines().next().unwrap_or_default()) {
        (Ok(_), signed) if signed.starts_with("process ") => signed.to_owned(),
        _ => "another process".to_owned(),
    };
    Error::Locked { path, holder }
}
