//! What the history holds of credentials.

use crate::credentials;
use crate::error::Error;
use crate::store::{Address, Credentials, Store};
use std::borrow::Cow;
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

    /// What somebody wrote as the history takes it: without credentials where
    /// those are masked.
    pub(super) fn masked<'t>(&self, text: &'t [u8]) -> Cow<'t, [u8]> {
        if self.settings.credentials == Credentials::Masked
            && let Ok(Some((masked, _))) = std::str::from_utf8(text).map(credentials::mask)
        {
            return Cow::Owned(masked.into_bytes());
        }
        Cow::Borrowed(text)
    }
}
