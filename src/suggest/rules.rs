//! The five rules of `shipkit-checkpoint-spec.md`, "When to Suggest
//! Checkpointing".

use super::situation::{Since, Situation, Thresholds, active_seconds};
use crate::drift::Count;

/// Why it is time to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Somebody has worked for long.
    LongSession {
        /// Seconds of active work.
        active_seconds: u64,
        /// Since when.
        since: Since,
    },
    /// Several files were created or modified.
    SignificantProgress {
        /// Those that are new, as [`Situation::created`].
        created: Vec<String>,
        /// Those that differ.
        modified: Vec<String>,
        /// Whether there are more.
        cut: bool,
        /// Since when.
        since: Since,
    },
    /// Something has come to an end: it was committed, or its tests pass.
    NaturalBreakpoint {
        /// The user's own commits since the save.
        commits: Count,
        /// Whether somebody said that the tests pass.
        tests_passed: bool,
        /// Since when.
        since: Since,
    },
    /// What an agent knows will soon be gone.
    ContextAtRisk {
        /// How full its context is, in percent.
        percent: u8,
    },
    /// Another task comes, or has come.
    TaskSwitch {
        /// What is left: the checkpoint's task, else the branch it was on.
        from: Option<String>,
        /// What comes: as somebody said it, else the branch now.
        to: String,
        /// Whether the branch was switched already.
        switched: bool,
    },
}

impl Reason {
    /// The word for it in JSON and in a hook's memory.
    pub fn word(&self) -> &'static str {
        match self {
            Reason::LongSession { .. } => "long-session",
            Reason::SignificantProgress { .. } => "significant-progress",
            Reason::NaturalBreakpoint { .. } => "natural-breakpoint",
            Reason::ContextAtRisk { .. } => "context-at-risk",
            Reason::TaskSwitch { .. } => "task-switch",
        }
    }
}

/// Every reason to save now, the most pressing first; none where the last
/// save has it all.
pub fn reasons(situation: &Situation, thresholds: &Thresholds) -> Vec<Reason> {
    let all = [
        task_switch(situation),
        context_at_risk(situation, thresholds),
        natural_breakpoint(situation),
        long_session(situation, thresholds),
        significant_progress(situation, thresholds),
    ];
    all.into_iter().flatten().collect()
}

fn task_switch(situation: &Situation) -> Option<Reason> {
    let from = situation.task.clone();
    let from = from.or_else(|| situation.branch_then.clone());
    if let Some(to) = &situation.switch_to {
        return situation.may_lose_thoughts().then(|| Reason::TaskSwitch {
            from,
            to: to.clone(),
            switched: false,
        });
    }
    let (then, now) = (&situation.branch_then, situation.branch_now.as_ref()?);
    let switched = then.as_ref().is_some_and(|then| then != now);
    (switched && situation.has_progress()).then(|| Reason::TaskSwitch {
        from,
        to: now.clone(),
        switched: true,
    })
}

fn context_at_risk(situation: &Situation, thresholds: &Thresholds) -> Option<Reason> {
    let percent = situation.context_used?;
    (percent >= thresholds.context && situation.may_lose_thoughts())
        .then_some(Reason::ContextAtRisk { percent })
}

fn natural_breakpoint(situation: &Situation) -> Option<Reason> {
    let committed = situation.commits.n > 0 || situation.commits.more;
    let passed = situation.tests_passed && situation.has_progress();
    (committed || passed).then_some(Reason::NaturalBreakpoint {
        commits: situation.commits,
        tests_passed: situation.tests_passed,
        since: situation.since,
    })
}

fn long_session(situation: &Situation, thresholds: &Thresholds) -> Option<Reason> {
    let active_seconds = active_seconds(situation);
    (active_seconds > u64::from(thresholds.minutes) * 60).then_some(Reason::LongSession {
        active_seconds,
        since: situation.since,
    })
}

fn significant_progress(situation: &Situation, thresholds: &Thresholds) -> Option<Reason> {
    let needed = usize::try_from(thresholds.files).unwrap_or(usize::MAX);
    let files = situation.files();
    (files > 0 && files >= needed).then(|| Reason::SignificantProgress {
        created: situation.created.clone(),
        modified: situation.modified.clone(),
        cut: situation.files_cut,
        since: situation.since,
    })
}
