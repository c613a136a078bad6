//! What a document claims: its items, decisions and files to open.

/// What kind of statement a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// An item of Completed.
    Completed,
    /// An item of In Progress.
    InProgress,
    /// An item of Pending.
    Pending,
    /// A decision.
    Decision,
    /// An entry of Files to Open First.
    FileToOpen,
}

impl ClaimKind {
    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ClaimKind::Completed => "completed",
            ClaimKind::InProgress => "inProgress",
            ClaimKind::Pending => "pending",
            ClaimKind::Decision => "decision",
            ClaimKind::FileToOpen => "fileToOpen",
        }
    }
}
