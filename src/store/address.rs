//! How a checkpoint is named on the command line.

use crate::error::Error;
use crate::model::Name;

/// A checkpoint of this worktree (`auth`), or of another or a removed one
/// (`1f2e3d4c:auth`, and `1f2e3d4c:` for its current one).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The other worktree's id.
    pub worktree: Option<String>,
    /// The name.
    pub name: Name,
}

impl Address {
    /// Reads `NAME` or `ID:NAME`.
    pub fn parse(text: &str) -> Result<Address, Error> {
        let (worktree, name) = match text.split_once(':') {
            Some((id, name)) if is_worktree_id(id) => (Some(id.to_owned()), name),
            _ => (None, text),
        };
        if worktree.is_some() && name.is_empty() {
            let name = Name::current();
            return Ok(Address { worktree, name });
        }
        let name = Name::new(name).map_err(|why| Error::Name {
            name: text.to_owned(),
            why,
        })?;
        Ok(Address { worktree, name })
    }

    /// This worktree's checkpoint `name`.
    pub fn here(name: Name) -> Address {
        Address {
            worktree: None,
            name,
        }
    }
}

/// Whether `text` is a worktree id: 12 hex digits, as `worktree` makes them.
pub(crate) fn is_worktree_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_name_with_or_without_a_worktree() {
        let auth = Name::new("auth").unwrap();
        assert_eq!(Address::parse("auth").unwrap(), Address::here(auth.clone()));
        let there = Address::parse("0123456789ab:auth").unwrap();
        assert_eq!(there.worktree.as_deref(), Some("0123456789ab"));
        assert_eq!(there.name, auth);
        assert_eq!(
            Address::parse("0123456789ab:").unwrap().name,
            Name::current()
        );
        assert!(
            Address::parse("nobody:auth").is_err(),
            "no id, and no name either"
        );
        assert!(Address::parse("").is_err());
    }
}
