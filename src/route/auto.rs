//! The way of a save that nobody words: what people wrote stays, the pins are
//! made anew, and a section of the machine's own tells what was done since.

use crate::document::{self, Automatic as Section, Facts};
use crate::drift::Carry;
use crate::error::Error;
use crate::model::{Content, Lines, Pin, RepoPath};
use crate::route::references::{Located, locate};
use crate::route::room::make_room;
use crate::route::save::{Made, Wish};
use crate::route::saving::{How, guarded, is_the_same, write};
use crate::route::since::{Base, base, facts, positions};
use crate::route::site::Site;
use crate::route::stated::Stated;
use crate::route::told::damage;
use crate::store::{Loaded, Lock};
use std::collections::BTreeSet;

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

/// What is known before the lock is taken: to look takes its time.
struct Seen {
    base: Option<Base>,
    facts: Facts,
}

/// Saves what is there from the state of the repository alone. The lock is
/// taken here. Where somebody else saves meanwhile, it is looked at again.
pub fn auto(site: &Site<'_>) -> Result<Automatic, Error> {
    let store = site.store();
    let before = store.load(&site.address())?;
    let mut seen = look(site, before.as_ref())?;
    let is_unknown_here = !store.private_dir().exists();
    if before.is_none() && seen.facts.is_empty() && is_unknown_here {
        return Ok(Automatic::NoWork); // and nothing is left behind
    }
    let lock = store.lock()?;
    let loaded = store.load(&site.address())?;
    let bytes = |loaded: &Option<Loaded>| loaded.as_ref().map(|loaded| loaded.bytes.clone());
    if bytes(&before) != bytes(&loaded) {
        seen = look(site, loaded.as_ref())?;
    }
    match loaded {
        Some(loaded) => followed(site, &lock, loaded, &seen),
        None if seen.facts.is_empty() => Ok(Automatic::NoWork),
        None => begun(site, &lock, &seen),
    }
}

fn look(site: &Site<'_>, loaded: Option<&Loaded>) -> Result<Seen, Error> {
    let base = match loaded.and_then(damage) {
        Some(_) => None,
        None => base(site, loaded)?,
    };
    let facts = base.as_ref().map(|base| facts(site, base));
    Ok(Seen {
        facts: facts.unwrap_or_default(),
        base,
    })
}

/// A checkpoint of which git alone knows: nobody has said what it is about.
fn begun(site: &Site<'_>, lock: &Lock, seen: &Seen) -> Result<Automatic, Error> {
    let prose = document::write("", &Content::default(), Some(&site.stamp()));
    let (prose, given) = told(site, prose, seen, &BTreeSet::new());
    let wish = Wish {
        prose,
        given,
        task_id: None,
        source: None,
        state: None,
        earlier: None,
        carry: Carry::Heal,
        now: site.now,
        masked: Vec::new(),
    };
    let made = guarded(site, wish)?;
    saved(site, lock, None, made)
}

/// The checkpoint that is there, saved again.
fn followed(site: &Site<'_>, lock: &Lock, loaded: Loaded, seen: &Seen) -> Result<Automatic, Error> {
    if let Some(damage) = damage(&loaded) {
        site.warn(&damage);
        return Ok(Automatic::Damaged(Box::new(loaded)));
    }
    let earlier = loaded.record.as_deref();
    let source = earlier.and_then(|record| record.source.clone());
    let (prose, given) = retold(site, &loaded, seen);
    let prose = as_before(&loaded.prose, prose);
    let state = earlier.and_then(|record| Stated::made_whole(record, &loaded, &prose));
    let wish = Wish {
        prose,
        given,
        task_id: earlier.and_then(|record| record.task_id.clone()),
        state,
        source,
        earlier,
        carry: Carry::Heal,
        now: site.now,
        masked: Vec::new(),
    };
    let mut made = guarded(site, wish)?;
    keep_pins(&mut made, &loaded);
    if is_the_same(&loaded, &made, &loaded.prose) {
        return Ok(Automatic::NothingNew(Box::new(loaded)));
    }
    saved(site, lock, Some(&loaded), made)
}

/// What people wrote, and the facts anew. Where not everything was looked at,
/// the section that is there stays: what it tells may still be true.
fn retold(
    site: &Site<'_>,
    loaded: &Loaded,
    seen: &Seen,
) -> (String, Vec<(RepoPath, Option<Lines>)>) {
    if seen.facts.unseen.is_some() && Section::of(&loaded.prose).is_some() {
        return (loaded.prose.clone(), Vec::new());
    }
    let earlier = loaded.record.as_deref();
    let source = earlier.and_then(|record| record.source.as_ref());
    let words = document::without_automatic(&loaded.prose);
    let located = locate(site.repo, &words, source, earlier);
    let place = |one: &Located| Some((one.path.clone(), one.mention.lines()?));
    let own: BTreeSet<_> = located.iter().filter_map(place).collect();
    told(site, words.into_owned(), seen, &own)
}

/// `words` with the section that tells what was seen, and the positions in it
/// that are pinned as they are now. A position that the words tell as well is
/// theirs: it may be held.
fn told(
    site: &Site<'_>,
    words: String,
    seen: &Seen,
    own: &BTreeSet<(RepoPath, Lines)>,
) -> (String, Vec<(RepoPath, Option<Lines>)>) {
    let Some(base) = seen.base.as_ref().filter(|_| !seen.facts.is_empty()) else {
        return (words, Vec::new());
    };
    let mut facts = seen.facts.clone();
    for touched in &mut facts.files {
        let path = RepoPath::new(touched.path.clone()).ok();
        let is_own = path.zip(touched.lines).is_some_and(|at| own.contains(&at));
        touched.lines = touched.lines.filter(|_| !is_own);
    }
    let mut since = base.since.clone();
    since.at = since.at.with_timezone(site.now.offset());
    let body = document::body(&since, &facts);
    let given = positions(&facts).into_iter();
    let given = given.map(|(path, lines)| (path, Some(lines))).collect();
    (document::with_automatic(&words, &since, &body), given)
}

/// `after`, or `before` where both tell the same in another order: files are
/// told as they were written last, and that is no news.
fn as_before(before: &str, after: String) -> String {
    let lines = |prose: &str| {
        let mut lines: Vec<String> = prose.lines().map(str::to_owned).collect();
        let section = Section::of(prose).map(|section| prose[..section.body.start].lines().count());
        if let Some(opener) = section.and_then(|at| at.checked_sub(1)) {
            lines[opener].clear(); // the checksum goes by the order
        }
        lines.sort_unstable();
        lines
    };
    match Section::of(before) {
        Some(_) if lines(before) == lines(&after) => before.to_owned(),
        _ => after,
    }
}

/// A file whose pin cannot be told now keeps the one it had: a filter's
/// program may be what it takes, and a hook runs none.
fn keep_pins(made: &mut Made, loaded: &Loaded) {
    let Some(earlier) = &loaded.record else {
        return;
    };
    for (path, pinned) in &mut made.record.files {
        let Some(known) = earlier.files.get(path) else {
            continue;
        };
        let is_unknown = matches!(pinned.pin, Pin::Unhashed { .. });
        if is_unknown && matches!(known.pin, Pin::Blob { .. }) {
            pinned.pin = known.pin.clone();
            made.not_pinned.retain(|one| one.path != *path);
        }
    }
}

fn saved(
    site: &Site<'_>,
    lock: &Lock,
    loaded: Option<&Loaded>,
    mut made: Made,
) -> Result<Automatic, Error> {
    make_room(site, lock, loaded, false)?;
    let how = How {
        starts_over: loaded.is_none(),
        automatic: true,
        kept: loaded.is_some_and(Loaded::is_edited),
    };
    let number = write(site, lock, loaded, &mut made, how)?;
    let made = Box::new(made);
    Ok(Automatic::Saved { made, number })
}
