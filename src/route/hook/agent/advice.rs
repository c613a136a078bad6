//! When an agent is given a word of advice: seldom, and never twice the same.

use super::{Place, known, top};
use crate::error::Error;
use crate::platform;
use crate::route::hook::has_checkpoint;
use crate::route::{Depth, survey_of};
use crate::store::Loaded;
use crate::suggest::{Advice, Reason, Since, Situation, reasons, remembered_as};
use std::cell::Cell;
use std::path::Path;

/// Since which save it is remembered that something was said, where there is
/// none.
const NEVER: &str = "never saved";

/// Under which word it is remembered that a directory was entered.
const ENTERED: &str = "entered";

/// A reason to save, and how it is remembered.
struct Found {
    save: String,
    word: String,
    advice: Advice,
}

impl Place<'_> {
    /// What there is to advise, if it is time for a look and something was
    /// found that was not said before. `may_tell` is asked then; what is given
    /// here is remembered as said.
    ///
    /// # Errors
    /// Whatever keeps a hook from telling; nobody is to be bothered with it.
    pub fn advice(&self, may_tell: &dyn Fn() -> bool) -> Result<Option<Advice>, Error> {
        if self.repo.is_under_way() {
            self.saw();
            return Ok(None);
        }
        if !self.begins_to_look() {
            return Ok(None);
        }
        let address = self.address();
        let loaded = self.store().load(&address)?;
        let (mut found, mut is_whole) = (None, true);
        for depth in [Depth::Commits, Depth::Files] {
            let subject = (&address, loaded.as_ref());
            let seen = survey_of(&self.repo, &self.store(), subject, self.seat.now, depth)?;
            is_whole = seen.unseen.is_none();
            found = self.unsaid(&seen.situation, loaded.as_ref());
            if found.is_some() {
                break;
            }
        }
        let Some(found) = found.filter(|_| may_tell()) else {
            // What could not be seen as a whole is not looked at again so soon.
            if is_whole {
                self.remember(&|said| said.has_looked());
            }
            return Ok(None);
        };
        let is_ours = self.says(&found.save, &found.word);
        Ok(is_ours.then_some(found.advice))
    }

    /// What is to be told of the directory that was entered, where another one
    /// was worked in before.
    ///
    /// # Errors
    /// As [`Place::advice`].
    pub fn entered(
        &self,
        from: Option<&Path>,
        may_tell: &dyn Fn() -> bool,
    ) -> Result<Option<Advice>, Error> {
        let top = |dir: &Path| platform::real(top(dir, self.seat.env)).ok();
        let is_same = from.is_some_and(|from| top(from) == top(self.seat.cwd));
        if is_same || !has_checkpoint(self.seat.cwd, self.seat.env) {
            return Ok(None);
        }
        let Some(loaded) = self.store().load(&self.address())? else {
            return Ok(None);
        };
        let save = self.save_of(Some(&loaded), None);
        if self.store().said().has(&save, ENTERED) || !may_tell() {
            return Ok(None);
        }
        let advice = Advice::Entered {
            name: self.address().name,
            task: known::task(&loaded),
        };
        Ok(self.says(&save, ENTERED).then_some(advice))
    }

    /// Notes that somebody is at work, and whether it is ours to look now:
    /// several tools may end in the same moment.
    fn begins_to_look(&self) -> bool {
        let now = self.seat.now;
        let said = self.store().said();
        if said.has_seen(now) && !said.may_look(now) {
            return false;
        }
        let is_ours = Cell::new(false);
        let is_noted = self.remember(&|said| {
            said.saw(now);
            is_ours.set(said.may_look(now));
            if is_ours.get() {
                said.looks(now);
            }
        });
        is_noted && is_ours.get()
    }

    /// The most pressing reason that was not given since the last save.
    fn unsaid(&self, situation: &Situation, loaded: Option<&Loaded>) -> Option<Found> {
        let save = self.save_of(loaded, Some(situation.since));
        let said = self.store().said();
        let mut new = reasons(situation, &self.settings.suggest).into_iter();
        let (word, reason): (String, Reason) = new.find_map(|reason| {
            let word = remembered_as(&reason, situation);
            (!said.has(&save, &word)).then_some((word, reason))
        })?;
        Some(Found {
            save,
            word,
            advice: Advice::Save {
                name: self.address().name,
                is_there: loaded.is_some(),
                task: loaded.and_then(known::task),
                reason,
            },
        })
    }

    /// What tells the last save from any other.
    fn save_of(&self, loaded: Option<&Loaded>, since: Option<Since>) -> String {
        let record = loaded.and_then(|loaded| loaded.record.as_deref());
        match (record, since) {
            (Some(record), _) => known::save(&self.repo, record),
            (None, Some(Since::Clear(at))) => format!("cleared {at}"),
            (None, _) => NEVER.to_owned(),
        }
    }

    /// Remembers that this is said now. Whether it is ours to say: what cannot
    /// be remembered would be said again and again.
    fn says(&self, save: &str, word: &str) -> bool {
        let is_new = Cell::new(false);
        let is_noted = self.remember(&|said| {
            is_new.set(!said.has(save, word));
            said.say(save, word);
            said.has_looked();
        });
        is_noted && is_new.get()
    }
}
