//! The ways of a coding agent's event: the brief, the save that nobody words,
//! and a word of advice now and then.

mod advice;
mod seldom;

pub use seldom::{is_quiet, is_to_be_told_again};

use super::{known, top};
use crate::error::Error;
use crate::model::Name;
use crate::repo::Repo;
use crate::report::brief::Brief;
use crate::route::{self, Automatic, Site};
use crate::store::{Address, Noted, Said, Settings, Store};
use crate::suggest::PAUSE_SECONDS;
use chrono::{DateTime, FixedOffset};
use std::cell::Cell;
use std::ffi::OsString;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How many tokens a brief may take, where nobody says otherwise.
const TOKENS: usize = 800;

/// Where and when an agent's event comes.
pub struct Seat<'a> {
    /// Where the agent works, absolute.
    pub cwd: &'a Path,
    /// The time.
    pub now: DateTime<FixedOffset>,
    /// The environment.
    pub env: &'a dyn Fn(&str) -> Option<OsString>,
    /// The agent's session, where it tells.
    pub session: Option<&'a str>,
    /// Until when a look at the work tree may take.
    pub until: Instant,
}

/// The repository that an agent works in.
pub struct Place<'a> {
    seat: &'a Seat<'a>,
    repo: Repo,
    settings: Settings,
    name: Name,
}

impl<'a> Place<'a> {
    /// Opens it.
    ///
    /// # Errors
    /// Whatever keeps it from being opened; nobody is to be bothered with it.
    pub fn open(seat: &'a Seat<'a>) -> Result<Place<'a>, Error> {
        let name = known::meant(seat.env).ok_or_else(|| Error::Content {
            message: "SHIPKIT_NAME cannot name a checkpoint".to_owned(),
            hint: None,
        })?;
        let mut repo = Repo::open(seat.cwd, seat.env)?;
        let settings = Settings::read(&repo)?;
        repo.limit_file_size(settings.max_file_size);
        repo.hurry(seat.until);
        Ok(Place {
            seat,
            repo,
            settings,
            name,
        })
    }

    /// What an agent needs to go on; `None` without a checkpoint.
    ///
    /// # Errors
    /// Whatever keeps it from being told.
    pub fn brief(&self) -> Result<Option<Brief>, Error> {
        let (store, seat) = (self.store(), self.seat);
        route::brief(
            &self.repo,
            &store,
            &self.address(),
            seat.now,
            seat.env,
            TOKENS,
        )
    }

    /// Notes that the agent is told the checkpoint now. Whether it is ours to
    /// tell: the same hook may be installed twice, and `start` (which hook and
    /// why) come twice at once.
    pub fn tells(&self, start: &str) -> bool {
        let is_ours = Cell::new(true);
        let Some(session) = self.seat.session else {
            self.remember(&|said| {
                said.tells(NAMELESS, start, self.seat.now);
            });
            return true; // nobody can tell one from another
        };
        self.remember(&|said| {
            said.saw(self.seat.now);
            is_ours.set(said.tells(session, start, self.seat.now));
        });
        is_ours.get()
    }

    /// Notes that the session's context is about to be summed up.
    pub fn sums_up(&self) {
        self.remember(&|said| {
            said.saw(self.seat.now);
            said.sums_up(self.seat.session.unwrap_or(NAMELESS));
        });
    }

    /// Notes that somebody is at work.
    pub fn saw(&self) {
        if !self.store().said().has_seen(self.seat.now) {
            self.remember(&|said| said.saw(self.seat.now));
        }
    }

    /// Whether the last save is younger than a pause in somebody's work.
    pub fn is_fresh(&self) -> bool {
        let loaded = self.store().load(&self.address()).ok().flatten();
        let record = loaded.and_then(|loaded| loaded.record);
        record.is_some_and(|record| {
            let age = self.seat.now.signed_duration_since(record.saved_at);
            (0..PAUSE_SECONDS).contains(&age.num_seconds())
        })
    }

    /// Saves what is there, as far as there is something to save; `at` is the
    /// time as it is written down.
    ///
    /// # Errors
    /// Whatever keeps it from being saved.
    pub fn keep(&self, at: DateTime<FixedOffset>) -> Result<Automatic, Error> {
        route::auto(&Site {
            repo: &self.repo,
            settings: &self.settings,
            name: &self.name,
            now: at,
            cwd: self.seat.cwd,
            hear: &|_| (),
        })
    }

    fn store(&self) -> Store<'_> {
        Store::new(&self.repo, &self.settings)
    }

    fn address(&self) -> Address {
        Address::here(self.name.clone())
    }

    /// Changes what hooks remember, also where another hook is at it: several
    /// tools may end in the same moment. Whether it is remembered.
    fn remember(&self, change: &dyn Fn(&mut Said)) -> bool {
        for _ in 0..TRIES {
            match self.store().remember(change) {
                Noted::Busy => thread::sleep(PAUSE),
                noted => return noted == Noted::Yes,
            }
        }
        false
    }
}

/// What a session goes by that has no name.
const NAMELESS: &str = "-";

/// How often it is tried to remember something, and the pause between: on a
/// busy machine whoever is at it may have to wait for its turn.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(2);
