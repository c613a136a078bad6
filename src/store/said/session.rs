//! What an agent's session knows of the checkpoint: whether its context was
//! summed up since it was told, and when it was told last.

use super::{MAX_LINE, Said};
use chrono::{DateTime, FixedOffset};
use std::fmt;

/// For how long the same start of the same session is one that came twice, in
/// seconds: a hook may be installed in two places.
const AT_ONCE: i64 = 2;

/// A session, as far as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Session {
    /// The agent's id for it; on one line.
    id: String,
    know: Know,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Know {
    /// Its context is summed up, and it was not told the checkpoint since.
    SummedUp,
    /// It was told then, in seconds since 1970 (UTC).
    Told(i64),
}

impl Session {
    /// Reads `summed-up ID` or `told SECONDS ID`.
    pub(super) fn parse(text: &str) -> Option<Session> {
        let (word, rest) = text.split_once(' ')?;
        let (know, id) = match word {
            "summed-up" => (Know::SummedUp, rest),
            "told" => {
                let (at, id) = rest.split_once(' ')?;
                (Know::Told(at.parse().ok()?), id)
            }
            _ => return None,
        };
        let id = id.to_owned();
        Some(Session { id, know })
    }
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.know {
            Know::SummedUp => write!(f, "summed-up {}", self.id),
            Know::Told(at) => write!(f, "told {at} {}", self.id),
        }
    }
}

impl Said {
    /// Notes that a session's context is summed up: what it knew of the
    /// checkpoint may be gone.
    pub fn sums_up(&mut self, session: &str) {
        self.know(session, Know::SummedUp);
    }

    /// Whether it was, and nobody told it the checkpoint since.
    pub fn has_summed_up(&self, session: &str) -> bool {
        let mut all = self.sessions.iter();
        all.any(|one| one.id == session && one.know == Know::SummedUp)
    }

    /// Notes that a session is told the checkpoint. Whether it was not just
    /// told for the same reason by the same hook, installed twice: `start`
    /// says which hook and why.
    pub fn tells(&mut self, session: &str, start: &str, now: DateTime<FixedOffset>) -> bool {
        self.sessions
            .retain(|one| one.id != session || one.know != Know::SummedUp);
        let now = now.timestamp();
        let id = format!("{start} {session}");
        let is_told = self.sessions.iter().any(|one| {
            let since = match one.know {
                Know::Told(at) => now.saturating_sub(at),
                Know::SummedUp => return false,
            };
            one.id == id && (0..AT_ONCE).contains(&since)
        });
        if !is_told {
            self.know(&id, Know::Told(now));
        }
        !is_told
    }

    fn know(&mut self, id: &str, know: Know) {
        if id.contains('\n') || id.is_empty() || id.len() > MAX_LINE {
            return;
        }
        self.sessions.retain(|one| one.id != id);
        let id = id.to_owned();
        self.sessions.push_back(Session { id, know });
        self.shrink();
    }
}
