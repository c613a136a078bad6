//! Which checkpoint: the current one, or a named one.

use crate::model::is_invisible;
use std::fmt;

/// The name of a checkpoint; the current one has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Option<String>);

/// Why a text cannot name a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// It is empty.
    Empty,
    /// It is longer than [`Name::MAX`] bytes.
    TooLong,
    /// It consists of digits only, and would read as an entry of the history.
    AllDigits,
    /// It starts with this character.
    StartsWith(char),
    /// It ends with this character.
    EndsWith(char),
    /// It holds this character.
    Has(char),
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameError::Empty => f.write_str("it is empty"),
            NameError::TooLong => write!(f, "it is longer than {} bytes", Name::MAX),
            NameError::AllDigits => f.write_str("a number alone means an entry of the history"),
            NameError::StartsWith(c) => write!(f, "it starts with {}", spelled(*c)),
            NameError::EndsWith(c) => write!(f, "it ends with {}", spelled(*c)),
            NameError::Has(c) => write!(f, "it has {}", spelled(*c)),
        }
    }
}

fn spelled(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        c if c.is_control() || is_invisible(c) => format!("U+{:04X}", u32::from(c)),
        c => format!("'{c}'"),
    }
}

impl Name {
    /// The longest name, in bytes: file and ref names stay under 255.
    pub const MAX: usize = 64;

    /// The current checkpoint, the one without a name.
    pub fn current() -> Name {
        Name(None)
    }

    /// Takes a name that is safe as part of a file name on every system.
    pub fn new(name: &str) -> Result<Name, NameError> {
        let forbidden = |c: char| {
            matches!(c, '/' | '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*')
                || c.is_control()
                || is_invisible(c)
        };
        if let Some(c) = name.chars().find(|c| forbidden(*c)) {
            return Err(NameError::Has(c));
        }
        match (name.chars().next(), name.chars().next_back()) {
            (None, _) | (_, None) => return Err(NameError::Empty),
            (Some(c @ ('-' | '.' | ' ')), _) => return Err(NameError::StartsWith(c)),
            (_, Some(c @ ('.' | ' '))) => return Err(NameError::EndsWith(c)),
            _ => {}
        }
        if name.len() > Name::MAX {
            return Err(NameError::TooLong);
        }
        if name.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NameError::AllDigits);
        }
        Ok(Name(Some(name.to_owned())))
    }

    /// The name, or `None` for the current checkpoint.
    pub fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The document's path from the top of the work tree.
    pub fn document(&self) -> String {
        match &self.0 {
            None => ".shipkit/checkpoint.md".to_owned(),
            Some(name) => format!(".shipkit/checkpoint-{name}.md"),
        }
    }

    /// The name of the document file, taken apart again; `None` for a file
    /// that is no checkpoint's document.
    pub fn of_document(file_name: &str) -> Option<Name> {
        let stem = file_name.strip_prefix("checkpoint")?.strip_suffix(".md")?;
        match stem.strip_prefix('-') {
            None => stem.is_empty().then(Name::current),
            Some(name) => Name::new(name).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_makes_a_file_and_comes_back_from_it() {
        for (name, file) in [
            (Name::current(), "checkpoint.md"),
            (Name::new("auth").unwrap(), "checkpoint-auth.md"),
            (Name::new("a-b c.d").unwrap(), "checkpoint-a-b c.d.md"),
            (Name::new("支払い").unwrap(), "checkpoint-支払い.md"),
        ] {
            assert_eq!(name.document(), format!(".shipkit/{file}"));
            assert_eq!(Name::of_document(file), Some(name));
        }
        assert_eq!(Name::of_document("checkpoint-.md"), None);
        assert_eq!(Name::of_document("checkpoints.md"), None);
        assert_eq!(Name::of_document("progress.md"), None);
    }

    #[test]
    fn names_that_would_mislead_are_refused() {
        for (name, why) in [
            ("", NameError::Empty),
            ("a/b", NameError::Has('/')),
            ("a\u{202e}b", NameError::Has('\u{202e}')),
            ("a\nb", NameError::Has('\n')),
            ("\u{3164}", NameError::Has('\u{3164}')),
            ("7", NameError::AllDigits),
            ("-x", NameError::StartsWith('-')),
            ("x.", NameError::EndsWith('.')),
            (&"x".repeat(65), NameError::TooLong),
        ] {
            assert_eq!(Name::new(name), Err(why), "{name:?}");
        }
    }
}
