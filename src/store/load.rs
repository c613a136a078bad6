//! Reading a checkpoint: the file, and its record wherever it can be had.

use crate::document::{Document, RecordState};
use crate::error::Error;
use crate::model::{Name, ObjectId, Record};
use crate::store::file::{MAX_DOCUMENT, too_large};
use crate::store::{Address, Store};
use std::sync::Arc;

/// Where a loaded checkpoint's record comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The document's own record.
    Document,
    /// The document has none; the last save's serves.
    LastSave,
    /// The document's is damaged; the last save's serves, where there is one.
    Damaged {
        /// The line of the damage, 1-based, in the file.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// It was never saved: a document somebody put there.
    NeverSaved,
}

/// A checkpoint as it was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Which one.
    pub address: Address,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// The document above the record.
    pub prose: String,
    /// The record, of the document or of the last save.
    pub record: Option<Arc<Record>>,
    /// Whose record that is.
    pub origin: Origin,
    /// The blob id of the document above the record.
    pub prose_id: ObjectId,
}

impl Loaded {
    /// Whether the document was edited since its record was written.
    pub fn is_edited(&self) -> bool {
        self.record
            .as_ref()
            .is_none_or(|record| record.prose != self.prose_id)
    }
}

impl Store<'_> {
    /// The checkpoint at `address`: this worktree's from its file, another's
    /// from its last save. `None` where there is none (never saved, cleared,
    /// or the file is gone).
    pub fn load(&self, address: &Address) -> Result<Option<Loaded>, Error> {
        let bytes = if address.worktree.is_some() {
            self.of_slot(address, |slot| match slot.entries.first() {
                Some(newest) if !slot.cleared => self.text(newest).map(Some),
                _ => Ok(None),
            })?
            .flatten()
        } else {
            self.recover_for_reading()?;
            self.read_file(&address.name)?
        };
        bytes.map(|bytes| self.open(address, bytes)).transpose()
    }

    /// Takes a document's bytes apart and finds the record that serves.
    pub fn open(&self, address: &Address, bytes: Vec<u8>) -> Result<Loaded, Error> {
        self.opened(address, bytes, &|| self.last_record(address))
    }

    /// As [`Store::open`], of a save in the history: no other stands in for
    /// its record.
    pub fn open_entry(&self, address: &Address, bytes: Vec<u8>) -> Result<Loaded, Error> {
        self.opened(address, bytes, &|| Ok(None))
    }

    fn opened(
        &self,
        address: &Address,
        bytes: Vec<u8>,
        last_save: &dyn Fn() -> Result<Option<Record>, Error>,
    ) -> Result<Loaded, Error> {
        let shown = address.name.document();
        let document = self.take_apart(&shown, &bytes)?;
        let (record, origin) = match document.record {
            RecordState::Present(record) => (Some(*record), Origin::Document),
            RecordState::Absent => match last_save()? {
                Some(record) => (Some(record), Origin::LastSave),
                None => (None, Origin::NeverSaved),
            },
            RecordState::Damaged { line, why } => (last_save()?, Origin::Damaged { line, why }),
            RecordState::Future { version } => return Err(from_the_future(&shown, version)),
        };
        Ok(Loaded {
            prose_id: self.repo.id_of(document.prose.as_bytes()),
            address: address.clone(),
            bytes,
            prose: document.prose,
            record: record.map(Arc::new),
            origin,
        })
    }

    /// Splits a document that must be UTF-8.
    pub fn take_apart(&self, shown: &str, bytes: &[u8]) -> Result<Document, Error> {
        Document::open(bytes, &|bytes| self.repo.id_of(bytes)).map_err(|not_text| Error::Document {
            path: shown.to_owned(),
            line: Some(not_text.line),
            why: "it is not UTF-8 text".to_owned(),
            hint: Some("convert it to UTF-8, or move it away; nothing was changed".to_owned()),
        })
    }

    /// The prose of a document that is not a checkpoint's yet, its own record
    /// aside. One whose record is damaged is refused: nobody can tell where
    /// the prose ends.
    pub fn prose_of(&self, shown: &str, bytes: &[u8]) -> Result<String, Error> {
        if bytes.len() as u64 > MAX_DOCUMENT {
            return Err(Error::Document {
                path: shown.to_owned(),
                line: None,
                why: too_large(),
                hint: Some("nothing was saved; make it smaller".to_owned()),
            });
        }
        let document = self.take_apart(shown, bytes)?;
        match document.record {
            RecordState::Damaged { line, why } => Err(Error::Document {
                path: shown.to_owned(),
                line: Some(line),
                why: format!("the record in it is damaged: {why}"),
                hint: Some("take the record out of it, from '<!-- git-shipkit' on".to_owned()),
            }),
            _ => Ok(document.prose),
        }
    }

    /// Refuses what could not be read back.
    pub(crate) fn refuse_unreadable(&self, name: &Name, text: &[u8]) -> Result<(), Error> {
        let shown = name.document();
        let why = if text.len() as u64 > MAX_DOCUMENT {
            format!("it would be larger than {} MiB", MAX_DOCUMENT >> 20)
        } else {
            match self.take_apart(&shown, text)?.record {
                RecordState::Present(_) => return Ok(()),
                RecordState::Damaged { why, .. } => why,
                _ => "its record could not be read back".to_owned(),
            }
        };
        Err(Error::Document {
            path: shown,
            line: None,
            why,
            hint: Some("nothing was saved; make the document or the state smaller".to_owned()),
        })
    }

    /// The newest save in the history, cleared or not; `None` where there is
    /// none.
    pub fn newest_text(&self, address: &Address) -> Result<Option<Vec<u8>>, Error> {
        let newest = self.of_slot(address, |slot| {
            let newest = slot.entries.first();
            newest.map(|newest| self.text(newest)).transpose()
        })?;
        Ok(newest.flatten())
    }

    /// The record of the newest save in the history.
    fn last_record(&self, address: &Address) -> Result<Option<Record>, Error> {
        let Some(text) = self.newest_text(address)? else {
            return Ok(None);
        };
        match self.take_apart(&address.name.document(), &text)?.record {
            RecordState::Present(record) => Ok(Some(*record)),
            _ => Ok(None),
        }
    }
}

/// The error of a document whose record is of a later version than this
/// program reads.
pub fn from_the_future(shown: &str, version: i64) -> Error {
    Error::Document {
        path: shown.to_owned(),
        line: None,
        why: format!("its record has version {version}, and this program reads 1"),
        hint: Some("update git-shipkit; nothing was changed".to_owned()),
    }
}
