//! Which checkpoints there are.

use crate::error::Error;
use crate::model::Name;
use crate::store::refname::{self, parse};
use crate::store::{Address, Store};
use std::collections::BTreeSet;

/// A checkpoint that can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// How to name it.
    pub address: Address,
    /// Whether its document lies in `.shipkit/` now.
    pub has_file: bool,
    /// Whether it was cleared.
    pub cleared: bool,
    /// How many saves its history holds.
    pub saves: usize,
}

impl Store<'_> {
    /// The names that have a file or a history in this worktree.
    pub fn names(&self) -> Result<BTreeSet<Name>, Error> {
        let mut names = self.names_of_files()?;
        if let Some(id) = self.worktree_id()? {
            let refs = self.repo.refs_under(&format!("{}{id}/", refname::ROOT))?;
            names.extend(refs.iter().filter_map(|(name, _)| Some(parse(name)?.1)));
        }
        Ok(names)
    }

    /// The checkpoints of other and removed worktrees, cleared ones among them.
    pub fn names_elsewhere(&self) -> Result<Vec<Address>, Error> {
        let own = self.worktree_id()?;
        let refs = self.repo.refs_under(refname::ROOT)?;
        let there = refs.iter().filter_map(|(name, _)| parse(name));
        let there = there.filter(|(id, _)| own.as_deref() != Some(*id));
        let addresses = there.map(|(id, name)| Address {
            worktree: Some(id.to_owned()),
            name,
        });
        Ok(addresses.collect())
    }

    /// The checkpoints of this worktree, cleared ones among them; with `all`
    /// also those of other and removed worktrees.
    pub fn list(&self, all: bool) -> Result<Vec<Listed>, Error> {
        self.recover_for_reading()?;
        let files = self.names_of_files()?;
        let mut listed = Vec::new();
        for name in self.names()? {
            let has_file = files.contains(&name);
            listed.push(self.listed(Address::here(name), has_file)?);
        }
        if all {
            for address in self.names_elsewhere()? {
                listed.push(self.listed(address, false)?);
            }
        }
        Ok(listed)
    }

    fn listed(&self, address: Address, has_file: bool) -> Result<Listed, Error> {
        let slot = self.slot(&address)?;
        Ok(Listed {
            address,
            has_file,
            cleared: slot.as_ref().is_some_and(|slot| slot.cleared),
            saves: slot.map_or(0, |slot| slot.entries.len()),
        })
    }

    /// The names that have a document in `.shipkit/` now.
    pub fn names_of_files(&self) -> Result<BTreeSet<Name>, Error> {
        if !self.directory_is_ours()? {
            return Ok(BTreeSet::new());
        }
        let dir = self.repo.work_dir().join(".shipkit");
        let entries =
            std::fs::read_dir(&dir).map_err(|cause| Error::io("read", ".shipkit", &cause))?;
        Ok(entries
            .flatten()
            .filter_map(|entry| Name::of_document(entry.file_name().to_str()?))
            .collect())
    }
}
