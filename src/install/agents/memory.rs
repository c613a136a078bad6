//! What installing changed in somebody's settings, so that it can be taken
//! back to the byte as long as nobody has changed them since. It holds the
//! changes alone, nothing of what is theirs.

use super::Ground;
use crate::install::settings::Splice;
use crate::repo::sha1_blob_id;
use crate::store::{Prepared, lay_ready};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The changes of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Remembered {
    /// The blob id of the file as it was left.
    pub(super) after: String,
    /// Whether there was no file before.
    pub(super) is_new: bool,
    /// What was done to its text, a byte order mark aside.
    pub(super) splices: Vec<Splice>,
}

/// What is remembered of every file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Memory {
    path: Option<PathBuf>,
    /// From where paths are kept, so that the project can be moved.
    top: PathBuf,
    files: Map<String, Value>,
    /// The folders that installing has made.
    pub(super) folders: Vec<PathBuf>,
}

impl Memory {
    /// What is remembered on this ground; nothing where that cannot be read,
    /// since it serves only to be more exact.
    pub(super) fn of(ground: &Ground) -> Memory {
        let path = ground.memory();
        let text = path.as_ref().and_then(|path| fs::read(path).ok());
        let tree: Value = text
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default();
        let files = tree["files"].as_object().cloned().unwrap_or_default();
        let folders = tree["folders"].as_array().into_iter().flatten();
        let top = ground.top().unwrap_or_default();
        let folders = folders.filter_map(Value::as_str);
        let folders = folders.map(|folder| top.join(folder));
        Memory {
            path,
            folders: folders.collect(),
            files,
            top,
        }
    }

    /// By what a path is kept.
    fn key(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.top).unwrap_or(path);
        below.to_string_lossy().into_owned()
    }

    /// What was done to `path`, if it is still as it was left.
    pub(super) fn recall(&self, path: &Path, bytes: &[u8]) -> Option<Remembered> {
        let entry = self.files.get(&self.key(path))?;
        let after = entry["after"].as_str()?;
        if after != id(bytes) {
            return None;
        }
        let splices = entry["splices"].as_array()?.iter();
        let splices = splices.map(|splice| {
            Some(Splice {
                at: usize::try_from(splice["at"].as_u64()?).ok()?,
                cut: splice["cut"].as_str()?.to_owned(),
                put: splice["put"].as_str()?.to_owned(),
            })
        });
        Some(Remembered {
            after: after.to_owned(),
            is_new: entry["new"] == true,
            splices: splices.collect::<Option<_>>()?,
        })
    }

    /// Whether installing has made `path`, whatever became of it since.
    pub(super) fn has_made(&self, path: &Path) -> bool {
        let entry = self.files.get(&self.key(path));
        entry.is_some_and(|entry| entry["new"] == true)
    }

    /// Keeps what was done to `path`; `None` forgets it.
    pub(super) fn keep(&mut self, path: &Path, remembered: Option<&Remembered>) {
        let key = self.key(path);
        let Some(remembered) = remembered else {
            self.files.remove(&key);
            return;
        };
        let splices = remembered.splices.iter();
        let splices: Vec<Value> = splices
            .map(|splice| json!({"at": splice.at, "cut": splice.cut, "put": splice.put}))
            .collect();
        let entry = json!({
            "after": remembered.after,
            "new": remembered.is_new,
            "splices": splices,
        });
        self.files.insert(key, entry);
    }

    /// Writes it down; without anything to remember the file goes. That it
    /// cannot be written takes nothing from anybody.
    pub(super) fn write(&self, ground: &Ground) {
        let Some(path) = &self.path else { return };
        let files = self.files.iter();
        let files = files.filter(|(key, _)| self.top.join(key).exists());
        let files: Map<String, Value> = files
            .map(|(key, entry)| (key.clone(), entry.clone()))
            .collect();
        let mut folders = self.folders.iter();
        if files.is_empty() && folders.all(|folder| path.starts_with(folder)) {
            let _ = fs::remove_file(path);
            let top = ground.top();
            let above = path.ancestors().skip(1);
            for folder in above.take_while(|folder| top.as_deref() != Some(folder)) {
                if fs::remove_dir(folder).is_err() {
                    return; // it is not empty
                }
            }
            return;
        }
        let folders = self.folders.iter().map(|folder| self.key(folder));
        let folders: Vec<String> = folders.collect();
        let text = json!({"version": 1, "files": files, "folders": folders});
        let text = format!("{text:#}\n");
        let _ = path.parent().map(fs::create_dir_all);
        let shown = path.to_string_lossy().into_owned();
        let _ = lay_ready(path, text.as_bytes(), true, shown).and_then(Prepared::commit);
    }
}

/// What `bytes` are known by.
pub(super) fn id(bytes: &[u8]) -> String {
    sha1_blob_id(bytes).as_str().to_owned()
}
