//! A plan carried out: every file is made ready beside its place before the
//! first one is put there.

use super::plan::{Does, Step};
use crate::error::Error;
use crate::store::replace;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Does what `steps` say below `work_dir`. What was newly written is taken
/// away again where a later file fails.
pub(super) fn all(work_dir: &Path, steps: &[Step]) -> Result<(), Error> {
    let mut ready = Vec::new();
    for step in steps.iter().filter(|step| step.does == Does::Write) {
        let path = work_dir.join(step.path.as_str());
        let temp = prepare(&path, step.bytes.as_bytes())
            .map_err(|cause| Error::io("write", step.path.as_str(), &cause))?;
        ready.push((temp, path, step));
    }
    let mut made: Vec<PathBuf> = Vec::new();
    for (temp, path, step) in ready {
        // Never over a file that came meanwhile.
        if let Err(failed) = temp.persist_noclobber(&path) {
            if fs::read(&path).is_ok_and(|there| there == step.bytes.as_bytes()) {
                continue; // somebody else writes the same
            }
            for path in made {
                // The failure that is told is the one that led here.
                let _ = fs::remove_file(path);
            }
            return Err(Error::io("write", step.path.as_str(), &failed.error));
        }
        made.push(path);
    }
    for step in steps {
        let path = work_dir.join(step.path.as_str());
        match step.does {
            Does::Renew => replace(&path, step.bytes.as_bytes(), true)?,
            Does::Remove => match fs::remove_file(&path) {
                Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io("remove", step.path.as_str(), &cause));
                }
                _ => {}
            },
            Does::Write | Does::Keep | Does::Refuse | Does::Leave => {}
        }
    }
    Ok(())
}

fn prepare(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".git-shipkit-");
    as_any_file(&mut builder);
    let mut temp = builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    temp.write_all(bytes)?;
    temp.as_file().sync_all()?;
    Ok(temp)
}

/// What the umask leaves of 0666; `tempfile` alone would make it private.
#[cfg(unix)]
fn as_any_file(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn as_any_file(_builder: &mut tempfile::Builder<'_, '_>) {}
