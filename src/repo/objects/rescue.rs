//! What a gc at work may still take is kept aside, and put back.
//!
//! A gc reads the refs when it begins and removes at its end what none of them
//! named then. A ref that moves in between ends up pointing at nothing.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::Repo;
use crate::repo::objects::durable::sync_all_there;
use crate::repo::objects::quarantine::{Quarantine, objects_in};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How old the mark of a gc may be: git itself takes an older one for that of
/// a dead process (builtin/gc.c, `lock_repo_for_gc`).
const GC_AT_MOST: Duration = Duration::from_secs(12 * 60 * 60);

/// How often a place that others remove is made anew.
const TRIES: u32 = 20;

impl Repo {
    fn rescue_dir(&self) -> PathBuf {
        self.places.common_dir.join("shipkit").join("kept")
    }

    pub(super) fn gc_at_work(&self) -> bool {
        let mark = fs::metadata(self.places.common_dir.join("gc.pid"));
        mark.and_then(|mark| mark.modified())
            .is_ok_and(|began| !began.elapsed().is_ok_and(|age| age > GC_AT_MOST))
    }

    /// Whether an object that is gone may be back in a moment: a gc is at
    /// work, something is kept from one, or a writer has not settled.
    pub fn is_unsettled(&self) -> bool {
        self.gc_at_work() || self.rescue_dir().exists() || self.has_quarantine()
    }

    /// Moves `objects` aside. What cannot be kept is as safe as git makes it.
    pub(super) fn keep_aside(&self, objects: &mut Quarantine) {
        if let Some(name) = objects.path().file_name().map(OsStr::to_owned) {
            let kept = self.rescue_dir();
            // the place goes whenever it is empty, at any moment
            let _ = (0..TRIES).any(|_| {
                let _ = fs::create_dir_all(&kept);
                objects.move_to(&kept.join(&name)).is_ok()
            });
        }
    }

    /// Puts back what a gc has taken of the objects kept aside; they go once
    /// no gc is at work.
    pub fn put_back(&self) -> Result<(), Error> {
        let kept = self.rescue_dir();
        if !kept.exists() {
            return Ok(());
        }
        let mut changed = BTreeSet::new();
        // Listed before it is asked: what is kept later is kept from a gc that
        // may begin in between.
        let saves = children(&kept);
        let over = !self.gc_at_work();
        for save in &saves {
            for (id, object) in objects_in(&save.path()) {
                let Some(id) = ObjectId::new(&id) else {
                    continue;
                };
                let to = self.loose_path(&id);
                let home = to.parent().unwrap_or(&to);
                if link(&object, home, &to)? {
                    changed.insert(home.to_owned());
                }
            }
        }
        if !over {
            return Ok(()); // it may take them once more, directories and all
        }
        if !sync_all_there(&changed.into_iter().collect::<Vec<_>>())? {
            return Ok(()); // a prune beside us took them: the next command tries again
        }
        // What stays is looked at again by the next command, and what another
        // gc made others keep since is not ours to take away.
        for save in saves {
            let _ = fs::remove_dir_all(save.path());
        }
        let _ = fs::remove_dir(kept);
        Ok(())
    }
}

fn children(dir: &Path) -> Vec<DirEntry> {
    fs::read_dir(dir).into_iter().flatten().flatten().collect()
}

/// Links an object to its place if it is not there. Whether it was so.
fn link(from: &Path, home: &Path, to: &Path) -> Result<bool, Error> {
    let mut tries = TRIES;
    loop {
        let _ = fs::create_dir(home); // if it fails for good, so does the link
        tries -= 1;
        match fs::hard_link(from, to) {
            Ok(()) => return Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            // a prune beside us removes directories that are empty
            Err(error) if error.kind() == ErrorKind::NotFound && tries > 0 && from.exists() => {}
            // somebody else has put it back and cleaned up
            Err(_) if !from.exists() => return Ok(false),
            Err(error) => return Err(Error::io("put back", to, &error)),
        }
    }
}
