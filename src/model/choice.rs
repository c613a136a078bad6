//! What a person does about a checkpoint on resume.

/// One of the three answers to "the checkpoint has drifted".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go on with the checkpoint as it is.
    Proceed,
    /// Save it again, pinned to the files as they are now.
    Update,
    /// Move it aside and assess the current state afresh.
    Discard,
}

impl Choice {
    /// All choices, in the order they are offered.
    pub const ALL: [Choice; 3] = [Choice::Update, Choice::Proceed, Choice::Discard];

    /// The word for it in flags and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Choice::Proceed => "proceed",
            Choice::Update => "update",
            Choice::Discard => "discard",
        }
    }
}
