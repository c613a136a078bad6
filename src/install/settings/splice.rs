//! A change of a text that can be taken back.

/// At byte `at`, `cut` goes and `put` comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::install) struct Splice {
    pub(in crate::install) at: usize,
    pub(in crate::install) cut: String,
    pub(in crate::install) put: String,
}

impl Splice {
    pub(super) fn insert(at: usize, put: impl Into<String>) -> Splice {
        Splice {
            at,
            cut: String::new(),
            put: put.into(),
        }
    }

    pub(super) fn remove(text: &str, range: std::ops::Range<usize>) -> Splice {
        Splice {
            at: range.start,
            cut: text[range].to_owned(),
            put: String::new(),
        }
    }

    /// The text with it done; `None` where the text is not the one it was made
    /// for.
    fn done(&self, text: &str) -> Option<String> {
        let (before, rest) = text.split_at_checked(self.at)?;
        let after = rest.strip_prefix(self.cut.as_str())?;
        Some([before, &self.put, after].concat())
    }

    /// What takes it back.
    pub(in crate::install) fn back(&self) -> Splice {
        Splice {
            at: self.at,
            cut: self.put.clone(),
            put: self.cut.clone(),
        }
    }
}

/// The text with all of them done, one after the other.
pub(in crate::install) fn apply(text: &str, splices: &[Splice]) -> Option<String> {
    let mut text = text.to_owned();
    for splice in splices {
        text = splice.done(&text)?;
    }
    Some(text)
}

/// The text as it was before they were done.
pub(in crate::install) fn undo(text: &str, splices: &[Splice]) -> Option<String> {
    let back: Vec<Splice> = splices.iter().rev().map(Splice::back).collect();
    apply(text, &back)
}
