//! What was seen since the last save, and from when on that is worth a word.

use crate::drift::Count;

/// A break longer than this (15 minutes) is no work, and a save younger than
/// this still knows what was thought.
pub const PAUSE_SECONDS: i64 = 15 * 60;

/// What has happened since the last save, as far as anybody looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Now, in seconds since 1970 (UTC), as every time here.
    pub now: i64,
    /// From when on everything below is counted.
    pub since: Since,
    /// When somebody was seen at work, in any order: commits, files written,
    /// stamps of hooks. What lies before `since` or after `now` is ignored.
    pub activity: Vec<i64>,
    /// Files that are new, from the top of the work tree; invalid UTF-8
    /// replaced. None of them is in `modified`.
    pub created: Vec<String>,
    /// Files whose content differs, in the same form.
    pub modified: Vec<String>,
    /// Whether there are more of either than were looked at.
    pub files_cut: bool,
    /// The user's own commits.
    pub commits: Count,
    /// Whether somebody said that the tests pass.
    pub tests_passed: bool,
    /// How full the agent's context is, in percent, where it said so.
    pub context_used: Option<u8>,
    /// The branch at the save; none when detached or never saved.
    pub branch_then: Option<String>,
    /// The branch now; none when detached.
    pub branch_now: Option<String>,
    /// What somebody said comes next.
    pub switch_to: Option<String>,
    /// What the checkpoint's task is called; none where there is none.
    pub task: Option<String>,
}

/// The last time at which something certain is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The checkpoint was saved then.
    Save(i64),
    /// The checkpoint was cleared then, and none was saved after it.
    Clear(i64),
    /// Nothing was ever saved here: HEAD's commit was made then.
    Commit(i64),
    /// Nothing was ever saved or committed here.
    Nothing,
}

impl Since {
    /// That time, in seconds since 1970; none where there is none.
    pub fn at(self) -> Option<i64> {
        match self {
            Since::Save(at) | Since::Clear(at) | Since::Commit(at) => Some(at),
            Since::Nothing => None,
        }
    }
}

/// From when on a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Minutes of active work; a session is long when it is longer.
    pub minutes: u32,
    /// Files created or modified; that many are significant.
    pub files: u32,
    /// Percent of the context; that much is a risk.
    pub context: u8,
}

impl Default for Thresholds {
    /// Thirty minutes, three files, 75 percent.
    fn default() -> Thresholds {
        Thresholds {
            minutes: 30,
            files: 3,
            context: 75,
        }
    }
}

impl Situation {
    /// Nothing seen since `since`, looked at when it was `now`.
    pub fn quiet(now: i64, since: Since) -> Situation {
        Situation {
            now,
            since,
            activity: Vec::new(),
            created: Vec::new(),
            modified: Vec::new(),
            files_cut: false,
            commits: Count { n: 0, more: false },
            tests_passed: false,
            context_used: None,
            branch_then: None,
            branch_now: None,
            switch_to: None,
            task: None,
        }
    }

    /// How many files are created or modified.
    pub fn files(&self) -> usize {
        self.created.len() + self.modified.len()
    }

    /// Whether the repository holds something that the save does not know.
    pub fn has_progress(&self) -> bool {
        self.files() > 0 || self.files_cut || self.commits.n > 0 || self.commits.more
    }

    /// Whether the save may lack what is only thought yet: there is none, it
    /// is older than a pause, or the repository has gone on.
    pub fn may_lose_thoughts(&self) -> bool {
        let fresh = match self.since {
            Since::Save(at) => (0..=PAUSE_SECONDS).contains(&self.now.saturating_sub(at)),
            _ => false,
        };
        !fresh || self.has_progress()
    }
}

/// How long somebody worked: the time between neighbouring signs of work,
/// breaks longer than [`PAUSE_SECONDS`] left out. The save itself is a sign;
/// looking now is none.
pub fn active_seconds(situation: &Situation) -> u64 {
    let start = situation.since.at();
    let inside = |at: &i64| *at <= situation.now && start.is_none_or(|start| *at >= start);
    let mut signs: Vec<i64> = situation.activity.iter().copied().filter(inside).collect();
    signs.extend(start.filter(|start| *start <= situation.now));
    signs.sort_unstable();
    let steps = signs.windows(2).map(|pair| pair[1].abs_diff(pair[0]));
    steps
        .filter(|step| *step <= PAUSE_SECONDS.unsigned_abs())
        .fold(0, u64::saturating_add)
}
