//! A file system in a file, and its power switch.

use super::setting::FileSystem;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Large enough for an XFS, which takes none below 300 MiB; the file is sparse.
const SIZE: u64 = 400 << 20;

/// A mounted file system. Dropped, it is unmounted and gone.
pub(super) struct Disk {
    directory: TempDir,
    file_system: FileSystem,
}

impl Disk {
    /// A fresh one, mounted.
    pub(super) fn new(file_system: FileSystem) -> Result<Disk, String> {
        let directory = TempDir::with_prefix("shipkit-disk-").map_err(|error| error.to_string())?;
        let disk = Disk {
            directory,
            file_system,
        };
        let image = File::create(disk.image()).and_then(|image| image.set_len(SIZE));
        image.map_err(|error| error.to_string())?;
        fs::create_dir(disk.mount_point()).map_err(|error| error.to_string())?;
        run(file_system.maker(), &["-q".as_ref(), &disk.image()])?;
        disk.mount()?;
        Ok(disk)
    }

    /// Where it is mounted.
    pub(super) fn mount_point(&self) -> PathBuf {
        self.directory.path().join("disk")
    }

    fn image(&self) -> PathBuf {
        self.directory.path().join("image")
    }

    fn mount(&self) -> Result<(), String> {
        let options: &Path = self.file_system.options().as_ref();
        run(
            "mount",
            &["-o".as_ref(), options, &self.image(), &self.mount_point()],
        )
    }

    fn unmount(&self) -> Result<(), String> {
        let mut done = Ok(());
        for attempt in 1..20 {
            done = run("umount", &[&self.mount_point()]);
            if done.is_ok() {
                break;
            }
            // who was at work may still be on the way out
            std::thread::sleep(Duration::from_millis(10 * attempt));
        }
        done
    }

    /// Cuts the power: from here on nothing reaches the disk, not even what
    /// the journal has and has not written.
    pub(super) fn cut(&self) -> Result<(), String> {
        let words = ["-x", "-c", "shutdown"].map(Path::new);
        run(
            "xfs_io",
            &[words[0], words[1], words[2], &self.mount_point()],
        )
    }

    /// Switches it on again.
    pub(super) fn power_on(&self) -> Result<(), String> {
        self.unmount()?;
        self.mount()
    }

    /// Lets everything be on the disk that was written so far.
    pub(super) fn settle(&self) -> Result<(), String> {
        run("sync", &["-f".as_ref(), &self.mount_point()])
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.unmount();
    }
}

fn run(program: &str, arguments: &[&Path]) -> Result<(), String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        Ok(())
    } else {
        Err(format!(
            "{program}: {}",
            said.lines().next().unwrap_or("failed")
        ))
    }
}
