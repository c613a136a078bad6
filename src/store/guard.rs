//! What the history holds of credentials.

use crate::credentials;
use crate::error::Error;
use crate::store::{Address, Store};
use std::collections::BTreeMap;

impl Store<'_> {
    /// The entries of a checkpoint, `but` for one, in whose document or files
    /// there is a credential; newest first.
    pub fn holding_credentials(&self, address: &Address, but: u64) -> Result<Vec<u64>, Error> {
        let slot = self.slot(address)?;
        let entries = slot.iter().flat_map(|slot| &slot.entries);
        let mut known = BTreeMap::new();
        let mut holding = Vec::new();
        for entry in entries.filter(|entry| entry.number != but) {
            let mut holds = !credentials::find(&self.text(entry)?).is_empty();
            for file in self.pinned_by(entry)? {
                if !known.contains_key(&file) {
                    let bytes = self.repo.own_blob(&file)?.unwrap_or_default();
                    known.insert(file.clone(), !credentials::find(&bytes).is_empty());
                }
                holds |= known[&file];
            }
            if holds {
                holding.push(entry.number);
            }
        }
        Ok(holding)
    }
}

/// A document's bytes with its credentials masked.
pub(super) fn without_credentials(bytes: Vec<u8>) -> Vec<u8> {
    match std::str::from_utf8(&bytes).map(credentials::mask) {
        Ok(Some((masked, _))) => masked.into_bytes(),
        _ => bytes,
    }
}
