//! A plan of hooks carried out: every file is made ready beside its place
//! before the first one is put there, and the configuration changes at once.

use super::plan::{Act, HookPlan, HookStep};
use crate::error::Error;
use crate::platform;
use crate::repo::Repo;
use crate::store::{Prepared, lay_ready};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Does what `plan` says. What was new is taken away again where a later step
/// fails.
pub(super) fn all(repo: &Repo, plan: &HookPlan) -> Result<(), Error> {
    if let Some(folder) = &plan.folder {
        repo.make_dir(folder)?;
    }
    let done = write(repo, plan);
    if let (Err(_), Some(folder)) = (&done, &plan.folder) {
        // What is in it by now stays.
        let _ = fs::remove_dir(folder);
    }
    done
}

fn write(repo: &Repo, plan: &HookPlan) -> Result<(), Error> {
    let mut ready = Vec::new();
    for step in &plan.steps {
        match &step.act {
            Act::Create(bytes) => ready.push((laid(repo, step, bytes, true)?, step)),
            Act::Replace(change) => ready.push((laid(repo, step, &change.bytes, false)?, step)),
            Act::Nothing | Act::Delete { .. } | Act::Configure => {}
        }
    }
    if let Some(config) = &plan.config {
        repo.replace_own_config(&config.seen, &config.bytes)?;
    }
    let mut made: Vec<&Path> = Vec::new();
    for (file, step) in ready {
        let put = match &step.act {
            Act::Replace(change) => unchanged(step, &change.seen).and_then(|()| file.commit()),
            _ => file.put_new(),
        };
        if let Err(failed) = put {
            let same = |bytes: &Vec<u8>| fs::read(&step.path).is_ok_and(|there| there == *bytes);
            if matches!(&step.act, Act::Create(bytes) if same(bytes)) {
                continue; // somebody else writes the same
            }
            for path in made {
                // The failure that is told is the one that led here.
                let _ = fs::remove_file(path);
            }
            return Err(failed);
        }
        if matches!(step.act, Act::Create(_)) {
            made.push(&step.path);
        }
    }
    plan.steps.iter().try_for_each(delete)
}

/// The file's new bytes beside it, with the rights it has or should have.
fn laid(repo: &Repo, step: &HookStep, bytes: &[u8], new: bool) -> Result<Prepared, Error> {
    let shown = step.path.to_string_lossy().into_owned();
    let file = lay_ready(&step.path, bytes, true, shown)?;
    if new {
        let failed = |cause| Error::io("write", &step.path, &cause);
        platform::let_run(file.ready()).map_err(failed)?;
        repo.share(file.ready())?;
    }
    file.sync()?;
    Ok(file)
}

fn unchanged(step: &HookStep, seen: &[u8]) -> Result<(), Error> {
    if fs::read(&step.path).is_ok_and(|there| there == seen) {
        return Ok(());
    }
    Err(Error::Content {
        message: format!(
            "'{}' changed meanwhile; it was left as it is",
            crate::model::quoted(&step.path.to_string_lossy())
        ),
        hint: Some("look at the plan again".to_owned()),
    })
}

fn delete(step: &HookStep) -> Result<(), Error> {
    let Act::Delete { seen, folder } = &step.act else {
        return Ok(());
    };
    unchanged(step, seen)?;
    match fs::remove_file(&step.path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => {
            return Err(Error::io("remove", &step.path, &cause));
        }
        _ => {}
    }
    if let (true, Some(dir)) = (folder, step.path.parent()) {
        // One that is not empty stays.
        let _ = fs::remove_dir(dir);
    }
    Ok(())
}
