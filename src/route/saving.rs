//! The whole way of a save, for people and programs alike: read, think, make
//! room, write.

use crate::document;
use crate::drift::Carry;
use crate::error::Error;
use crate::model::Record;
use crate::route::credentials;
use crate::route::draft::{Asked, Draft, Edited, Whole, draft};
use crate::route::room::{lacks_lines, make_room, stamped};
use crate::route::save::{Made, Wish, make};
use crate::route::site::Site;
use crate::route::stated::Stated;
use crate::route::told::damage;
use crate::store::{self, Loaded, Lock};

/// What came of a save.
pub enum Outcome {
    /// It is saved.
    Saved {
        /// What was written.
        made: Box<Made>,
        /// The number of its entry in the history.
        number: u64,
    },
    /// A program saved what is saved already: only the clock differs.
    NothingNew(Box<Loaded>),
}

/// What a save is to those before it.
#[derive(Clone, Copy, Default)]
pub(super) struct How {
    /// Whether another task begins with it.
    pub(super) starts_over: bool,
    /// Whether nobody asked for it.
    pub(super) automatic: bool,
    /// Whether it has words that somebody wrote and nobody saved.
    pub(super) kept: bool,
}

/// Saves what is `asked`, as somebody `edited` it. The lock is taken here, and
/// what lies there is read under it.
pub fn save(site: &Site<'_>, asked: &Asked<'_>, edited: Option<&Edited>) -> Result<Outcome, Error> {
    let store = site.store();
    let lock = store.lock()?;
    let loaded = store.load(&site.address())?;
    let mut draft = draft(site, asked, loaded.as_ref())?;
    if let Some(edited) = edited {
        draft.take_edited(site, edited);
    }
    if let Some(damage) = loaded.as_ref().and_then(damage) {
        site.warn(&damage);
    }
    let loses = |loaded| !draft.is_plain && lacks_lines(site, loaded, &draft.prose);
    let replaces = draft.replaces || loaded.as_ref().is_some_and(loses);
    let starts_over = !draft.follows;
    let mut made = made(site, loaded.as_ref(), draft)?;
    let loaded = match loaded {
        Some(loaded) if asked.is_state() && changes_nothing(site, &loaded, &made) => {
            return Ok(Outcome::NothingNew(Box::new(loaded)));
        }
        loaded => loaded,
    };
    make_room(site, &lock, loaded.as_ref(), replaces)?;
    let how = How {
        starts_over,
        ..How::default()
    };
    let number = write(site, &lock, loaded.as_ref(), &mut made, how)?;
    let made = Box::new(made);
    Ok(Outcome::Saved { made, number })
}

/// What a save of `draft` would write, after the checkpoint `loaded`.
pub fn made(site: &Site<'_>, loaded: Option<&Loaded>, draft: Draft) -> Result<Made, Error> {
    let earlier = loaded.and_then(|loaded| loaded.record.as_deref());
    let earlier = earlier.filter(|_| draft.follows);
    let kept = earlier.filter(|_| !draft.is_state);
    let task_id = draft.task_id.as_deref();
    let kept =
        kept.and_then(|record| Stated::earlier(site, (record, loaded?), &draft.prose, task_id));
    let wish = Wish {
        prose: draft.prose,
        given: draft.given,
        task_id: draft.task_id,
        source: draft.source,
        state: draft.state.map(Stated::Whole).or(kept),
        earlier,
        carry: draft.carry,
        now: site.now,
        masked: draft.masked,
    };
    guarded(site, wish)
}

/// What an update of `loaded` would write: the same, from where it points now.
pub fn updated(site: &Site<'_>, loaded: &Loaded) -> Result<Made, Error> {
    let earlier = loaded.record.as_deref();
    let prose = stamped(site, &loaded.prose);
    let task_id = earlier.and_then(|record| record.task_id.clone());
    let state = earlier
        .and_then(|record| Stated::earlier(site, (record, loaded), &prose, task_id.as_deref()));
    let wish = Wish {
        prose,
        given: Vec::new(),
        task_id,
        source: earlier.and_then(|record| record.source.clone()),
        state,
        earlier,
        carry: Carry::Accept,
        now: site.now,
        masked: Vec::new(),
    };
    guarded(site, wish)
}

/// What a save of `wish` would write, looked over for credentials.
pub(super) fn guarded(site: &Site<'_>, mut wish: Wish<'_>) -> Result<Made, Error> {
    let before = wish.prose.clone();
    let masked = credentials::mask(site, &mut wish);
    wish.prose = document::sealed_again(&before, wish.prose);
    let mut made = make(site.repo, &wish)?;
    made.exposed = masked;
    credentials::look_over(site, &mut made);
    Ok(made)
}

/// Writes the update that [`updated`] made of `loaded`. Returns the number of
/// its entry.
pub fn update(
    site: &Site<'_>,
    lock: &Lock,
    loaded: &Loaded,
    made: &mut Made,
) -> Result<u64, Error> {
    make_room(site, lock, Some(loaded), false)?;
    write(site, lock, Some(loaded), made, How::default())
}

/// Whether `made` says what `loaded` does, the time of the save aside.
fn changes_nothing(site: &Site<'_>, loaded: &Loaded, made: &Made) -> bool {
    is_the_same(loaded, made, &stamped(site, &loaded.prose))
}

/// Whether `made` is what is saved, and reads `prose`.
pub(super) fn is_the_same(loaded: &Loaded, made: &Made, prose: &str) -> bool {
    let Some(record) = &loaded.record else {
        return false;
    };
    let timeless = Record {
        saved_at: made.record.saved_at,
        prose: made.record.prose.clone(),
        ..Record::clone(record)
    };
    !loaded.is_edited() && timeless == made.record && prose == made.prose
}

/// Writes what was `made` of `loaded`.
pub(super) fn write(
    site: &Site<'_>,
    lock: &Lock,
    loaded: Option<&Loaded>,
    made: &mut Made,
    how: How,
) -> Result<u64, Error> {
    let draft = store::Draft {
        text: document::seal(&made.prose, &made.record).into_bytes(),
        snapshot: std::mem::take(&mut made.snapshot),
        pinned: made.pinned(),
        now: site.now,
        kept: how.kept,
        starts_over: how.starts_over,
        automatic: how.automatic,
    };
    credentials::tell(site, made);
    let seen = loaded.map(|loaded| loaded.bytes.as_slice());
    let saved = site.store().save(lock, site.name, &draft, seen)?;
    saved.warnings.iter().for_each(|warning| site.warn(warning));
    let merged = saved.merged.as_deref();
    let merged = merged.and_then(|it| site.store().take_apart("", it).ok());
    made.merged = merged.map(|document| document.prose);
    for file in &made.not_pinned {
        let path = site.shown(&file.path);
        site.warn(&format!("'{path}' is not pinned: {}", file.why));
    }
    credentials::tell_of_earlier(site, made, saved.number);
    Ok(saved.number)
}

impl Asked<'_> {
    fn is_state(&self) -> bool {
        matches!(self.whole, Whole::State(_))
    }
}
