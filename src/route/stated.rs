//! A program's state on its way through a save: what it said stays to the
//! letter, but for what the document says otherwise by now.

use crate::credentials;
use crate::document::{self, State};
use crate::model::Record;
use crate::route::room::stamped;
use crate::route::save::Wish;
use crate::route::site::Site;
use crate::store::{Credentials, Loaded};

/// A state of which the record keeps what the prose does not carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// All of it, as JSON.
    Whole(String),
    /// What the earlier record kept of it beside the same words and the same
    /// task's id: as long as those stay, it is what the next one keeps.
    ///
    /// Measured, 1,000 references in a state: to make it whole and to take it
    /// apart again was a third of what a save thinks.
    Kept(String),
}

impl Stated {
    /// What survives of the state of an earlier save, the document to read
    /// `prose` and the task to have this id; `None` where there was none.
    pub(super) fn earlier(
        site: &Site<'_>,
        (record, loaded): (&Record, &Loaded),
        prose: &str,
        task_id: Option<&str>,
    ) -> Option<Stated> {
        let kept = record.state.as_ref().filter(|_| !loaded.is_edited())?;
        let same = prose == stamped(site, &loaded.prose);
        let as_it_is = same && record.task_id.as_deref() == task_id;
        // a mask changes the words that it is kept beside
        if as_it_is && site.settings.credentials != Credentials::Masked {
            return Some(Stated::Kept(kept.clone()));
        }
        Stated::made_whole(record, loaded, prose)
    }

    /// The same as a whole, whatever stayed: beside what is made of it, a record
    /// that somebody edited by hand is seen to be another.
    pub(super) fn made_whole(record: &Record, loaded: &Loaded, prose: &str) -> Option<Stated> {
        let kept = record.state.as_ref().filter(|_| !loaded.is_edited())?;
        let then = document::read(&loaded.prose);
        let state = State::back(kept, &then, record.task_id.as_deref())?;
        let state = State::follow(&state.to_text(), &then, &document::read(prose));
        Some(Stated::Whole(state))
    }

    /// The same without its credentials.
    pub(super) fn masked(self) -> Stated {
        match self {
            Stated::Whole(state) => Stated::Whole(credentials::mask_json(&state)),
            Stated::Kept(state) => Stated::Kept(credentials::mask_json(&state)),
        }
    }

    /// What the record is to keep of it, the document reading `prose` and not
    /// what was wished.
    pub(super) fn beside(&self, wish: &Wish<'_>, prose: &str) -> Option<String> {
        let task_id = wish.task_id.as_deref();
        let is_healed = wish.prose != prose;
        let state = match self {
            Stated::Kept(kept) if !is_healed => return Some(kept.clone()),
            Stated::Kept(kept) => {
                State::back(kept, &document::read(&wish.prose), task_id)?.to_text()
            }
            Stated::Whole(state) => state.clone(),
        };
        let says = document::read(prose);
        if !is_healed {
            return State::beside(&state, &says, task_id);
        }
        let state = State::follow(&state, &document::read(&wish.prose), &says);
        State::beside(&state, &says, task_id)
    }
}
