//! A plan carried out: every file is made ready beside its place before the
//! first one is put there, and what was put is taken back where a later one
//! fails.

use super::plan::{Act, AgentStep};
use crate::error::Error;
use crate::model::quoted;
use crate::store::{Prepared, lay_ready, replace};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Does what `steps` say. `folders` are those that installing has made; what
/// is made now is added to them, and what is empty then goes.
pub(in crate::install) fn all(
    steps: &[AgentStep],
    folders: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let mut made = Vec::new();
    let mut done = Vec::new();
    let result = write(steps, &mut made, &mut done);
    if result.is_err() {
        // The failure that is told is the one that led here.
        for act in done.into_iter().rev() {
            let _ = match act {
                Act::Create(path, _) => fs::remove_file(path).is_ok(),
                Act::Replace { path, seen, .. } | Act::Delete { path, seen } => {
                    replace(path, seen, true).is_ok()
                }
                Act::Nothing => true,
            };
        }
        for dir in made.iter().rev() {
            let _ = fs::remove_dir(dir);
        }
        return result;
    }
    folders.extend(made);
    for act in steps.iter().map(|step| &step.act) {
        if let Act::Delete { path, .. } = act {
            prune(path, folders);
        }
    }
    folders.retain(|folder| folder.exists());
    Ok(())
}

fn write<'s>(
    steps: &'s [AgentStep],
    made: &mut Vec<PathBuf>,
    done: &mut Vec<&'s Act>,
) -> Result<(), Error> {
    let mut ready = Vec::new();
    for step in steps {
        match &step.act {
            Act::Create(path, bytes) => {
                make_folder(path, &step.shown, made)?;
                ready.push((laid(path, bytes, step)?, step));
            }
            Act::Replace { path, bytes, .. } => ready.push((laid(path, bytes, step)?, step)),
            Act::Delete { .. } | Act::Nothing => {}
        }
    }
    for (file, step) in ready {
        if let Act::Replace { path, seen, .. } = &step.act {
            unchanged(path, seen, &step.shown)?;
            file.commit()?;
        } else {
            file.put_new()?;
        }
        done.push(&step.act);
    }
    for step in steps {
        if let Act::Delete { path, seen } = &step.act {
            unchanged(path, seen, &step.shown)?;
            let removed = fs::remove_file(path);
            removed.map_err(|cause| Error::io("remove", &step.shown, &cause))?;
            done.push(&step.act);
        }
    }
    Ok(())
}

fn laid(path: &Path, bytes: &[u8], step: &AgentStep) -> Result<Prepared, Error> {
    let file = lay_ready(path, bytes, true, step.shown.clone())?;
    file.sync()?;
    Ok(file)
}

/// Makes the folders that `path` needs, and notes which are new.
fn make_folder(path: &Path, shown: &str, made: &mut Vec<PathBuf>) -> Result<(), Error> {
    let folders = path.ancestors().skip(1);
    let missing: Vec<&Path> = folders.take_while(|folder| !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(Error::io("write", shown, &cause)),
        }
    }
    Ok(())
}

fn unchanged(path: &Path, seen: &[u8], shown: &str) -> Result<(), Error> {
    if fs::read(path).is_ok_and(|there| there == seen) {
        return Ok(());
    }
    Err(Error::Content {
        message: format!("'{}' changed meanwhile; nothing was written", quoted(shown)),
        hint: Some("look at the plan again".to_owned()),
    })
}

/// Removes the folders above `path` that are empty and ours: those that we
/// made, and that of a skill.
fn prune(path: &Path, made: &[PathBuf]) {
    let is_skill = path.ends_with("SKILL.md");
    for (depth, folder) in path.ancestors().skip(1).enumerate() {
        let is_ours = (is_skill && depth == 0) || made.iter().any(|made| made == folder);
        if !is_ours || fs::remove_dir(folder).is_err() {
            return; // it is not empty
        }
    }
}
