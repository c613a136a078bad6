//! A plan carried out: every file is made ready beside its place before the
//! first one is put there.

use super::plan::{Does, Step};
use crate::error::Error;
use crate::store::{lay_ready, replace};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Does what `steps` say below `work_dir`. What was newly written is taken
/// away again where a later file fails.
pub(super) fn all(work_dir: &Path, steps: &[Step]) -> Result<(), Error> {
    let mut ready = Vec::new();
    for step in steps.iter().filter(|step| step.does == Does::Write) {
        let path = work_dir.join(step.path.as_str());
        let shown = step.path.as_str().to_owned();
        let file = lay_ready(&path, step.bytes.as_bytes(), true, shown)?;
        file.sync()?;
        ready.push((file, path, step));
    }
    let mut made: Vec<PathBuf> = Vec::new();
    for (file, path, step) in ready {
        if let Err(failed) = file.put_new() {
            if fs::read(&path).is_ok_and(|there| there == step.bytes.as_bytes()) {
                continue; // somebody else writes the same
            }
            for path in made {
                // The failure that is told is the one that led here.
                let _ = fs::remove_file(path);
            }
            return Err(failed);
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
            Does::Write | Does::Edit | Does::Keep | Does::Refuse | Does::Leave => {}
        }
    }
    Ok(())
}
