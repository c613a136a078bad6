//! How a verb ends when it does not end well.

use crate::error::Error;

/// Why a verb stopped.
pub(crate) enum Stop {
    /// It failed; nobody has been told yet.
    Failed(Error),
    /// It has told why, and ends with this exit code.
    Told(u8),
}

impl Stop {
    /// The same as `verb` tells it.
    pub(crate) fn of(self, verb: Option<&str>) -> Stop {
        match self {
            Stop::Failed(error) => Stop::Failed(error.of(verb)),
            told @ Stop::Told(_) => told,
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Failed(error)
    }
}
