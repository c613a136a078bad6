//! The events of git that we want to hear of.

/// An event of git, as githooks(5) names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// Before a commit is made.
    PreCommit,
    /// After a branch was switched to, or files were checked out.
    PostCheckout,
    /// After a commit was made.
    PostCommit,
    /// After a merge.
    PostMerge,
    /// After commits were rewritten.
    PostRewrite,
}

impl Event {
    /// All of them, in the order they are told.
    pub const ALL: [Event; 5] = [
        Event::PreCommit,
        Event::PostCheckout,
        Event::PostCommit,
        Event::PostMerge,
        Event::PostRewrite,
    ];

    /// As git writes it, in file names and in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Event::PreCommit => "pre-commit",
            Event::PostCheckout => "post-checkout",
            Event::PostCommit => "post-commit",
            Event::PostMerge => "post-merge",
            Event::PostRewrite => "post-rewrite",
        }
    }

    /// Whether our exit code 1 may stop what git is doing.
    pub fn may_stop(self) -> bool {
        self == Event::PreCommit
    }
}
