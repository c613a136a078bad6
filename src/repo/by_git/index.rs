//! The user's index as `git ls-files` lists it, read once.

use super::{ByGit, one_line};
use crate::model::Mode;
use crate::repo::git;
use crate::repo::hand::{Listing, Staged};
use crate::repo::model_id;

/// The entries in index order: by path, then by stage.
struct Index(Vec<Entry>);

struct Entry {
    path: String,
    mode: u32,
    id: gix::ObjectId,
    stage: u8,
    skipped: bool,
}

impl ByGit {
    /// Lists the index, folded directories as they are.
    pub(super) fn read_index(&self) -> Result<Box<dyn Listing>, String> {
        let list = |extra: &[&str]| {
            let mut git = self.command();
            git.args(["ls-files", "-s", "-t", "-z"]).args(extra);
            git::output(git, "reading the index", &[])
        };
        // git before 2.36 knows no sparse index, nor the word
        let listed = list(&["--sparse"]).or_else(|_| list(&[]));
        let listed =
            listed.map_err(|error| format!("the index cannot be read: {}", one_line(&error)))?;
        let entries = listed.split(|byte| *byte == 0).filter_map(parse);
        let entries: Vec<Entry> = entries.collect();
        if entries.iter().any(|entry| entry.mode == 0) {
            return Err("the index cannot be read: it is damaged".to_owned()); // git does not look
        }
        Ok(Box::new(Index(entries)))
    }
}

/// One line: `H 100644 ID 0<tab>PATH`. Paths that are not UTF-8 name nothing
/// we could ask for.
fn parse(line: &[u8]) -> Option<Entry> {
    let text = std::str::from_utf8(line).ok()?;
    let (told, path) = text.split_once('\t')?;
    let mut parts = told.split(' ');
    let tag = parts.next()?;
    Some(Entry {
        path: path.to_owned(),
        mode: u32::from_str_radix(parts.next()?, 8).ok()?,
        id: gix::ObjectId::from_hex(parts.next()?.as_bytes()).ok()?,
        stage: parts.next()?.parse().ok()?,
        skipped: tag.eq_ignore_ascii_case("S"),
    })
}

const MERGED: u8 = 0;
const OURS: u8 = 2;
const DIRECTORY: u32 = 0o040_000;

impl Index {
    fn find(&self, path: &str, stage: u8) -> Option<&Entry> {
        let wanted = (path.as_bytes(), stage);
        let at = self
            .0
            .binary_search_by(|entry| (entry.path.as_bytes(), entry.stage).cmp(&wanted));
        at.ok().map(|at| &self.0[at])
    }
}

impl Listing for Index {
    fn entry(&self, path: &str) -> Option<Staged> {
        let entry = self.find(path, MERGED).or_else(|| self.find(path, OURS))?;
        Some(Staged {
            mode: match entry.mode {
                0o100_644 => Some(Mode::File),
                0o100_755 => Some(Mode::Executable),
                0o120_000 => Some(Mode::Symlink),
                0o160_000 => Some(Mode::Gitlink),
                _ => None,
            },
            id: model_id(&entry.id),
            skipped: entry.skipped,
        })
    }

    fn folded(&self, directory: &str) -> Option<gix::ObjectId> {
        let entry = self.find(directory, MERGED)?;
        (entry.mode == DIRECTORY).then_some(entry.id)
    }

    fn files(&self) -> Box<dyn Iterator<Item = (&str, &gix::oid)> + '_> {
        let wanted =
            |entry: &&Entry| matches!(entry.stage, MERGED | OURS) && entry.mode != DIRECTORY;
        let files = self.0.iter().filter(wanted);
        Box::new(files.map(|entry| (entry.path.as_str(), entry.id.as_ref())))
    }
}
