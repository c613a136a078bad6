//! What a hook may say: of one checkpoint one thing, the nearest first. Pure:
//! what was seen comes in as values, and what was said before too.

use crate::model::{Lines, Name, RepoPath};

/// What git tells its hooks of (githooks(5)), as far as we listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A commit is about to be made.
    PreCommit,
    /// HEAD was moved to a branch or a commit, or files were taken from one.
    PostCheckout,
    /// A commit was made.
    PostCommit,
    /// A merge is done.
    PostMerge,
    /// Commits were written anew.
    PostRewrite,
}

impl Event {
    /// All of them, in the order in which a plan tells them.
    pub const ALL: [Event; 5] = [
        Event::PreCommit,
        Event::PostCheckout,
        Event::PostCommit,
        Event::PostMerge,
        Event::PostRewrite,
    ];

    /// git's name for it, in file names and in its configuration.
    pub fn name(self) -> &'static str {
        match self {
            Event::PreCommit => "pre-commit",
            Event::PostCommit => "post-commit",
            Event::PostCheckout => "post-checkout",
            Event::PostMerge => "post-merge",
            Event::PostRewrite => "post-rewrite",
        }
    }

    /// Reads git's name.
    pub fn parse(text: &str) -> Option<Event> {
        Event::ALL.into_iter().find(|event| event.name() == text)
    }

    /// Whether our exit code 1 may stop what git is doing.
    pub fn may_stop(self) -> bool {
        self == Event::PreCommit
    }
}

/// What became of a pinned file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Its content or its mode is another.
    Changed,
    /// It was missing and is there.
    Added,
    /// It is gone.
    Removed,
}

/// What that means for the nearest position in it, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    /// The lines themselves were edited or are gone.
    At(Lines),
    /// An edit lies within three lines of them.
    Near(Lines),
    /// The same lines are at another place.
    Moved(Lines, Lines),
    /// No position is touched, or there is none.
    Elsewhere,
}

/// A pinned file that a commit, a merge or an amend touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The file.
    pub path: RepoPath,
    /// What became of it.
    pub act: Act,
    /// What became of its positions.
    pub touch: Touch,
}

impl Touched {
    /// The word for it, whatever became of its positions; on one line.
    fn touched(&self) -> String {
        format!("touched {}", self.path)
    }

    /// The word for what others did to its lines: it is news also of a file
    /// whose own edits were told. `None` where they did nothing to them.
    fn brought(&self) -> Option<String> {
        match self.touch {
            Touch::At(lines) => Some(format!("brought {lines} of {}", self.path)),
            Touch::Moved(from, to) => Some(format!("brought {from} to {to} of {}", self.path)),
            Touch::Near(_) | Touch::Elsewhere => None,
        }
    }
}

/// How many files are remembered one by one.
const FEW: usize = 128;

/// The word for more of them than that: no other is worth one then.
const MANY: &str = "many touched";

/// Something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// The event touched pinned files; never empty, nearest first.
    Touched(Event, Vec<Touched>),
    /// The last save is so many whole days old.
    Stale(i64),
    /// Something came to an end, so many seconds after the last save.
    Breakpoint(i64),
    /// A branch was left with progress that no save knows.
    Left {
        /// That branch.
        from: String,
        /// The one entered.
        to: String,
    },
    /// A branch was entered that a checkpoint was saved on.
    Here,
}

/// A reminder and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The checkpoint's name.
    pub name: Name,
    /// Its task, where it tells one; not made harmless.
    pub task: Option<String>,
    /// What there is to say.
    pub reminder: Reminder,
    /// Whether the commit is stopped.
    pub stops: bool,
}

impl Reminder {
    /// What it is told for, a few words each: said once, it is not said again
    /// before the next save.
    pub fn reasons(&self) -> Vec<String> {
        match self {
            Reminder::Touched(event, files) => {
                let many = (files.len() > FEW).then(|| MANY.to_owned());
                let all = files.iter().take(FEW).map(|file| {
                    let own = (*event == Event::PostMerge).then(|| file.brought());
                    own.flatten().into_iter().chain([file.touched()])
                });
                all.flatten().chain(many).collect()
            }
            Reminder::Stale(_) => vec!["stale".to_owned()],
            Reminder::Breakpoint(_) => vec!["breakpoint".to_owned()],
            Reminder::Left { from, .. } => vec![format!("left {from}")],
            Reminder::Here => vec!["here".to_owned()],
        }
    }

    /// The reminder without what was said before; `None` where that is all.
    #[must_use]
    pub fn unsaid(self, said: &dyn Fn(&str) -> bool) -> Option<Reminder> {
        match self {
            Reminder::Touched(event, files) => {
                let news = |file: &Touched| match event {
                    Event::PostMerge => file.brought().unwrap_or_else(|| file.touched()),
                    _ => file.touched(),
                };
                let is_said = |word: &str| said(word) || word.starts_with("touched ") && said(MANY);
                let new = |file: &Touched| !is_said(&news(file));
                let files: Vec<Touched> = files.into_iter().filter(new).collect();
                (!files.is_empty()).then_some(Reminder::Touched(event, files))
            }
            other => {
                let is_new = !other.reasons().iter().any(|reason| said(reason));
                is_new.then_some(other)
            }
        }
    }
}

/// The touched files, nearest first; of equally near ones in path order.
#[must_use]
pub fn nearest_first(mut files: Vec<Touched>) -> Vec<Touched> {
    let rank = |touched: &Touched| match touched.touch {
        Touch::At(_) => 0,
        Touch::Near(_) => 1,
        Touch::Moved(..) => 2,
        Touch::Elsewhere => 3,
    };
    files.sort_by(|a, b| (rank(a), &a.path).cmp(&(rank(b), &b.path)));
    files
}
