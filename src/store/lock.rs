//! One lock a worktree, held over a whole change: read, think, write.

use crate::error::Error;
use crate::store::Store;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::time::Duration;

/// The lock while it is held; released when dropped, and by the kernel when
/// the process dies.
pub struct Lock {
    _file: File,
}

/// How long a command waits for another one to end.
const DEADLINE: Duration = Duration::from_secs(30);

impl Store<'_> {
    /// Takes the lock and finishes what a killed command began. Waits up to
    /// 30 seconds, then fails with the holder's name.
    pub fn lock(&self) -> Result<Lock, Error> {
        let lock = self.lock_until(DEADLINE)?;
        self.repo.put_back()?;
        self.repo.cure_locks();
        self.recover()?;
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
        Ok(Lock { _file: file })
    }
}

/// Takes the lock of `file`, or waits for it until the deadline. The system
/// lets those who wait have it in turn; who asked again and again would be
/// overtaken for ever where many do. It waits on a thread, which alone can be
/// left behind: a lock that comes too late goes with the thread's own handle.
fn taken(file: &File, deadline: Duration) -> Result<(), TryLockError> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) if !deadline.is_zero() => {}
        tried => return tried,
    }
    let handle = file.try_clone().map_err(TryLockError::Error)?;
    let (sender, came) = channel();
    let waiting = move || {
        let mut locked = handle.lock();
        while matches!(&locked, Err(cause) if cause.kind() == io::ErrorKind::Interrupted) {
            locked = handle.lock();
        }
        sender.send(locked)
    };
    let thread = std::thread::Builder::new();
    thread.spawn(waiting).map_err(TryLockError::Error)?;
    match came.recv_timeout(deadline) {
        Ok(locked) => locked.map_err(TryLockError::Error),
        Err(_) => Err(TryLockError::WouldBlock),
    }
}

/// Writes who holds the lock, for the message of whoever waits in vain.
fn sign(file: &mut File) -> io::Result<()> {
    let holder = format!("process {}\n", std::process::id());
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(holder.as_bytes())
}

fn held_by_another(file: &mut File, path: PathBuf) -> Error {
    let mut holder = String::new();
    let read = file.take(200).read_to_string(&mut holder);
    let holder = match (read, holder.trim()) {
        (Ok(_), signed) if signed.starts_with("process ") => signed.to_owned(),
        _ => "another process".to_owned(),
    };
    Error::Locked { path, holder }
}
