//! The way of a save that nobody words: what is there, pinned as it is now.

use crate::drift::Carry;
use crate::error::Error;
use crate::route::room::make_room;
use crate::route::save::{Made, Wish};
use crate::route::saving::{guarded, is_the_same, kept_state, write};
use crate::route::site::Site;
use crate::route::told::damage;
use crate::store::{Loaded, Lock};

/// What came of a save that nobody words.
pub enum Automatic {
    /// It is saved.
    Saved {
        /// What was written.
        made: Box<Made>,
        /// The number of its entry in the history.
        number: u64,
    },
    /// All is saved already.
    NothingNew(Box<Loaded>),
    /// The document's record is damaged: nothing was touched.
    Damaged(Box<Loaded>),
    /// There is no checkpoint, and no work that asks for one.
    NoWork,
}

/// Saves what is there from the state of the repository alone: the words of
/// people stay, the pins are made anew. The lock is taken here.
pub fn auto(site: &Site<'_>) -> Result<Automatic, Error> {
    let store = site.store();
    let lock = store.lock()?;
    match store.load(&site.address())? {
        None => Ok(Automatic::NoWork),
        Some(loaded) => followed(site, &lock, loaded),
    }
}

fn followed(site: &Site<'_>, lock: &Lock, loaded: Loaded) -> Result<Automatic, Error> {
    if let Some(damage) = damage(&loaded) {
        site.warn(&damage);
        return Ok(Automatic::Damaged(Box::new(loaded)));
    }
    let earlier = loaded.record.as_ref();
    let wish = Wish {
        prose: loaded.prose.clone(),
        given: Vec::new(),
        task_id: earlier.and_then(|record| record.task_id.clone()),
        source: earlier.and_then(|record| record.source.clone()),
        state: earlier.and_then(|record| kept_state(record, &loaded, &loaded.prose)),
        earlier,
        carry: Carry::Heal,
        now: site.now,
        masked: Vec::new(),
    };
    let mut made = guarded(site, wish)?;
    if is_the_same(&loaded, &made, &loaded.prose) {
        return Ok(Automatic::NothingNew(Box::new(loaded)));
    }
    make_room(site, lock, Some(&loaded), false)?;
    let number = write(site, lock, Some(&loaded), &mut made, false)?;
    let made = Box::new(made);
    Ok(Automatic::Saved { made, number })
}
