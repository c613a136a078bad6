//! What was found out about the hooks, as values.

use std::collections::BTreeSet;

/// The whole examination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// The git that was asked.
    pub git: GitSeen,
    /// Where a hook finds git-shipkit; `None` where it does not.
    pub program: Option<String>,
    /// Whether the hooks were run, or only looked at.
    pub ran: bool,
    /// Each event, in git's order of a commit.
    pub events: Vec<EventSeen>,
    /// Each agent that calls us, once for every place it does so by.
    pub agents: Vec<AgentSeen>,
    /// What somebody should know, the gravest first.
    pub findings: Vec<Finding>,
}

/// Which git it is. Other programs on the machine may bring another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitSeen {
    /// As it says itself: `2.47.3`.
    pub version: String,
    /// The executable.
    pub path: String,
}

/// What became of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventSeen {
    /// Its name, as git spells it.
    pub event: &'static str,
    /// Whether our hook is called.
    pub fires: Fires,
    /// The other hooks that git ran for it.
    pub own: Vec<OwnHook>,
}

/// Whether our hook is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fires {
    /// It is; how long it took, in microseconds.
    Yes {
        /// From its start to its end.
        microseconds: u64,
    },
    /// It is not.
    No,
    /// Something before it ended the command.
    Unknown,
    /// It was not tried; whether it is set up.
    NotTried {
        /// As far as looking tells.
        is_there: bool,
    },
}

/// A hook that is not ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnHook {
    /// What git ran: a file, or the command of a setting.
    pub command: String,
    /// How it ended; `None` where it was ended because it took too long.
    pub code: Option<i32>,
}

/// A coding agent that calls us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentSeen {
    /// Which, as it is typed: `claude`.
    pub agent: &'static str,
    /// The file that says so, from the top of the work tree or from home.
    pub path: String,
    /// `project`, `user` or `plugin`.
    pub scope: &'static str,
    /// Whether all of its hooks are there, as they are today.
    pub is_whole: bool,
}

/// Something to know, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its kind, for programs: `not-executable`.
    pub word: &'static str,
    /// The event or the agent it is about; `None` for all of them.
    pub event: Option<&'static str>,
    /// One line, lower case, without a final period.
    pub what: String,
    /// What to type; `None` where there is nothing to mend.
    pub mend: Option<String>,
}

impl Finding {
    /// Whether it is to be mended, rather than only known.
    pub fn is_to_mend(&self) -> bool {
        self.mend.is_some()
    }
}

impl Examined {
    /// What is to be typed, each command once.
    pub fn to_mend(&self) -> BTreeSet<&str> {
        let mends = self.findings.iter();
        mends
            .filter_map(|finding| finding.mend.as_deref())
            .collect()
    }

    /// Whether something stood before what was to be seen.
    pub fn is_unsure(&self) -> bool {
        let mut events = self.events.iter();
        events.any(|event| event.fires == Fires::Unknown)
    }

    /// What is to be known of one event, or of all of them.
    pub fn of(&self, event: Option<&str>) -> impl Iterator<Item = &Finding> {
        let about = move |finding: &&Finding| finding.event == event;
        self.findings.iter().filter(about)
    }
}
