//! Files to which lines of referenced ones may have gone: those that changed
//! between the saved HEAD and the index, and other referenced ones. No walk of
//! the work tree; what is too much is not looked at at all.

use crate::drift::{Edit, FileSeen, Other, Seen, has_left};
use crate::model::{Lines, Mode, ObjectId, Pin, Pinned, Record, RepoPath};
use crate::repo::files::line_ends::lines;
use crate::repo::observe::edits::is_binary;
use crate::repo::{Repo, git};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How many changed files are looked at; of more, none is.
const MAX_FILES: usize = 300;

/// How many bytes of them, then and now, and how many lines: each is held with
/// some 60 bytes to find it by.
const MAX_BYTES: usize = 16 << 20;
const MAX_LINES: usize = 500_000;

/// A blob of no more bytes is read to see whether it is a text at all: what is
/// binary keeps nobody from looking into the others.
const MAX_PROBED: usize = 32 << 20;

/// One path that differs: its blob at the save, and whether a regular file is
/// there now.
struct Change {
    then: Option<ObjectId>,
    is_there: bool,
}

/// It is too much, or it cannot be told.
struct Cut;

/// The texts that are looked at, as long as they are not too many.
#[derive(Default)]
struct Collected {
    others: Vec<Other>,
    bytes: usize,
    lines: usize,
}

impl Collected {
    /// How many bytes there may still be.
    fn left(&self) -> usize {
        MAX_BYTES - self.bytes
    }

    fn push(
        &mut self,
        path: &RepoPath,
        then: Cow<'_, [u8]>,
        now: Cow<'_, [u8]>,
    ) -> Result<(), Cut> {
        self.bytes += then.len() + now.len();
        self.lines += lines(&then) + lines(&now);
        if self.others.len() == MAX_FILES || self.bytes > MAX_BYTES || self.lines > MAX_LINES {
            return Err(Cut);
        }
        self.others.push(Other {
            path: path.clone(),
            then: then.into_owned(),
            now: now.into_owned(),
        });
        Ok(())
    }
}

impl Repo {
    /// The files that changed, where lines have left one of `files`, and
    /// whether they are too many to be looked at.
    pub(in crate::repo) fn others(
        &self,
        record: &Record,
        files: &mut BTreeMap<RepoPath, FileSeen>,
    ) -> (Vec<Other>, bool) {
        for (path, file) in files.iter_mut() {
            if file.seen == Seen::Absent
                && file.renamed.is_none()
                && let Some(pinned) = record.files.get(path)
            {
                self.add_emptied(pinned, file);
            }
        }
        let mut pins = record.files.iter().peekable(); // in path order as the files are
        let some_left = files.iter().any(|(path, file)| {
            while pins.next_if(|(pinned, _)| *pinned < path).is_some() {}
            let pinned = pins.next_if(|(pinned, _)| *pinned == path);
            pinned.is_some_and(|(_, pinned)| left(pinned, file))
        });
        if !some_left {
            return (Vec::new(), false);
        }
        match self.changed_since(record, files) {
            Ok(others) => (others, false),
            Err(Cut) => (Vec::new(), true),
        }
    }

    /// Of a file that is gone every line has left it.
    fn add_emptied(&self, pinned: &Pinned, file: &mut FileSeen) {
        let own = match &pinned.pin {
            Pin::Blob { mode, blob } if mode.is_regular() && !pinned.lines.is_empty() => Some(blob),
            _ => None,
        };
        for blob in own.into_iter().chain(pinned.held.values()) {
            file.edits
                .insert(blob.clone(), self.edit(blob, Cow::default()));
        }
    }

    fn changed_since(
        &self,
        record: &Record,
        files: &BTreeMap<RepoPath, FileSeen>,
    ) -> Result<Vec<Other>, Cut> {
        let mut all = Collected::default();
        let mut known: BTreeSet<&RepoPath> = BTreeSet::new();
        for (path, file) in files {
            let Some(pinned) = record.files.get(path) else {
                continue;
            };
            known.insert(path);
            let to = file.renamed.as_ref().map(|(to, _)| to);
            known.extend(to);
            self.add_referenced(to.unwrap_or(path), pinned, file, &mut all)?;
        }
        for (path, change) in self.changes(record)? {
            if !known.contains(&path) {
                self.add_other(&path, &change, &mut all)?;
            }
        }
        Ok(all.others)
    }

    /// A file of the record that has another text now.
    fn add_referenced(
        &self,
        path: &RepoPath,
        pinned: &Pinned,
        file: &FileSeen,
        all: &mut Collected,
    ) -> Result<(), Cut> {
        match &pinned.pin {
            Pin::Blob { blob, .. } => match file.edits.get(blob) {
                Some(Some(Edit { texts, .. })) => {
                    all.push(path, texts.then().into(), texts.now().into())
                }
                _ => Ok(()),
            },
            Pin::Missing if matches!(file.seen, Seen::Blob { .. }) => {
                let now = self.look(path).bytes;
                match now.filter(|bytes| !is_binary(bytes)) {
                    Some(now) => all.push(path, Cow::default(), now.into()),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn add_other(&self, path: &RepoPath, change: &Change, all: &mut Collected) -> Result<(), Cut> {
        let text = |bytes: Vec<u8>| if is_binary(&bytes) { Vec::new() } else { bytes };
        let then = match &change.then {
            Some(id) => {
                let blob = self.blob_within(id, MAX_PROBED).ok().flatten();
                let then = text(blob.ok_or(Cut)?);
                if then.len() > all.left() {
                    return Err(Cut);
                }
                then
            }
            None => Vec::new(),
        };
        let look = change.is_there.then(|| self.look(path));
        let now = match look {
            Some(look) => match (look.seen, look.bytes) {
                (Seen::Blob { mode, .. }, Some(bytes)) if mode.is_regular() => text(bytes),
                (Seen::Blob { mode, .. }, None) if mode.is_regular() => return Err(Cut), // too long
                _ => Vec::new(),
            },
            None => Vec::new(),
        };
        all.push(path, then.into(), now.into())
    }

    /// What HEAD has changed since the save, and then the index.
    fn changes(&self, record: &Record) -> Result<BTreeMap<RepoPath, Change>, Cut> {
        let (base, known) = self.tree_at_save(record.head.as_ref());
        if !known {
            return Err(Cut);
        }
        let head = self.head().ok().and_then(|head| head.id);
        let head = head.and_then(|head| self.tree_of(&head).ok().flatten());
        let mut changes = BTreeMap::new();
        let moved = head.as_ref().filter(|head| **head != base);
        if let Some(head) = moved {
            self.list(&["diff-tree", "-r"], &[&base, head], &mut changes)?;
        }
        let of_index = head.as_ref().unwrap_or(&base);
        self.list(&["diff-index", "--cached"], &[of_index], &mut changes)?;
        Ok(changes)
    }

    fn list(
        &self,
        command: &[&str],
        trees: &[&ObjectId],
        changes: &mut BTreeMap<RepoPath, Change>,
    ) -> Result<(), Cut> {
        let mut git = self.git();
        git.args(command)
            .args(["--raw", "-z", "--no-abbrev", "--no-renames"])
            .args(["--diff-filter=ADMT", "--ignore-submodules=all"])
            .args(trees.iter().map(|tree| tree.as_str()))
            .arg("--");
        let doing = "looking for lines that left their file";
        let listed = git::output(git, doing, &[]).map_err(|_| Cut)?;
        let mut fields = listed.split(|byte| *byte == 0);
        while let (Some(what), Some(path)) = (fields.next(), fields.next()) {
            let text = |field| std::str::from_utf8(field).ok();
            let Some((change, path)) = text(what).and_then(change).zip(text(path)) else {
                continue;
            };
            let Ok(path) = RepoPath::new(path) else {
                continue;
            };
            match changes.entry(path) {
                // Of both, what HEAD had at the save and what the index has now.
                std::collections::btree_map::Entry::Occupied(mut known) => {
                    known.get_mut().is_there = change.is_there;
                }
                std::collections::btree_map::Entry::Vacant(new) => {
                    new.insert(change);
                }
            }
            if changes.len() > MAX_FILES {
                return Err(Cut);
            }
        }
        Ok(())
    }
}

/// Whether a position's lines have left the file.
fn left(pinned: &Pinned, file: &FileSeen) -> bool {
    file.edits.iter().any(|(origin, edit)| {
        let is_own = matches!(&pinned.pin, Pin::Blob { blob, .. } if blob == origin);
        let own = pinned
            .lines
            .iter()
            .filter(|lines| is_own && !pinned.held.contains_key(lines));
        let held = pinned.held.iter().filter(|(_, blob)| *blob == origin);
        let lines: Vec<Lines> = own.chain(held.map(|(lines, _)| lines)).copied().collect();
        edit.as_ref().is_some_and(|edit| has_left(&lines, edit))
    })
}

/// `:100644 100644 <id> <id> M`: what was a regular file, and is one.
fn change(what: &str) -> Option<Change> {
    let fields: Vec<&str> = what.strip_prefix(':')?.split(' ').collect();
    let [then, now, id, _, _] = fields[..] else {
        return None;
    };
    let is_file = |mode| Mode::parse(mode).is_some_and(Mode::is_regular);
    let then = if is_file(then) {
        Some(ObjectId::new(id)?)
    } else {
        None
    };
    let is_there = is_file(now);
    (then.is_some() || is_there).then_some(Change { then, is_there })
}
