//! Pins: what a file is, as `git add` would store it, and which bytes a
//! snapshot keeps of it.

use crate::drift::Seen;
use crate::model::{Mode, ObjectId, Pin, RepoPath};
use crate::platform::{self, CHANGED, Found};
use crate::repo::files::look::Look;
use crate::repo::hand::{Hand as _, Stored, Trouble};
use crate::repo::{Repo, Toil};
use gix::objs::Kind;
use std::fs::File;
use std::io::{Seek, SeekFrom};

/// A file's pin, and what a snapshot does about its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinning {
    /// What the file is.
    pub pin: Pin,
    /// What is to be kept of it.
    pub keep: Keep,
    /// What is to be told of what is kept: that it is not the content.
    pub note: Option<&'static str>,
}

impl Pinning {
    fn of(pin: Pin, keep: Keep) -> Pinning {
        let note = None;
        Pinning { pin, keep, note }
    }
}

/// What a snapshot does about a pinned file's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Write these as a blob; they have the pin's id.
    Bytes(Vec<u8>),
    /// The blob is in the repository already, whole.
    Present,
    /// They are not kept, and why: `it is ignored`.
    Not(String),
    /// There is nothing to keep: no file, a submodule, or no known id.
    Nothing,
}

impl Repo {
    /// Says which files are about to be looked at or pinned: many at once are
    /// cheaper. Whoever watches is told of the `toil`. Gives how many are done.
    pub fn prepare(&self, toil: Option<Toil>, paths: &[&RepoPath]) -> usize {
        self.hand().prepare(self, paths);
        self.packed.forget();
        self.glance_at(toil, paths)
    }

    /// As [`Repo::prepare`] for pinning, right after an observation: what was
    /// compared with the earlier save is what is pinned, and not looked at again.
    pub fn prepare_observed(&self, paths: &[&RepoPath]) -> usize {
        self.hand().prepare(self, paths);
        self.packed.forget();
        self.glance_again_at(Some(Toil::Pinning), paths)
    }

    /// Pins the file at `path` as it is now. Never fails as a whole: what
    /// cannot be hashed as git would is told in the pin.
    pub fn pin(&self, path: &RepoPath) -> Pinning {
        let mut look = self.glance(path);
        if let (Some(_), Seen::Blob { blob, .. }) = (look.unread, &look.seen)
            && !self.lies_packed(blob)
        {
            look = self.look(path); // its bytes are to be kept, or to be compared with
        }
        let look = if self.hand().takes_at_once(self, path, &look.seen) {
            look
        } else {
            self.look_again(path, look)
        };
        match look.seen {
            Seen::Absent => {
                let pin = match self.index() {
                    Ok(_) => Pin::Missing,
                    // whether a sparse checkout leaves it out cannot be told
                    Err(why) => Pin::Unhashed { why, raw: None },
                };
                Pinning::of(pin, Keep::Nothing)
            }
            Seen::Sparse => self.pin_of_index(path),
            Seen::Unhashed { why, raw } => Pinning::of(Pin::Unhashed { why, raw }, Keep::Nothing),
            Seen::Blob { mode, blob } => {
                let bytes = look.bytes.as_deref().unwrap_or_default();
                let is_pointer = mode.is_regular() && self.is_with_lfs(path, bytes);
                let keep = match mode {
                    Mode::Gitlink => Keep::Nothing,
                    _ => self.keep(path, &blob, look.bytes),
                };
                let keeps = matches!(keep, Keep::Bytes(_) | Keep::Present);
                let note = (is_pointer && keeps).then_some(WITH_LFS);
                let pin = Pin::Blob { mode, blob };
                Pinning { pin, keep, note }
            }
        }
    }

    /// What lies at `path` now, as `git add` would store it.
    pub fn seen(&self, path: &RepoPath) -> Seen {
        self.look_again(path, self.glance(path)).seen
    }

    /// A second look at what is new or differs: attributes that are in the
    /// index alone count too, and only now is it worth reading them.
    pub(in crate::repo) fn look_again(&self, path: &RepoPath, first: Look) -> Look {
        let is_file = match &first.seen {
            Seen::Blob { mode, .. } => *mode != Mode::Gitlink,
            Seen::Unhashed { raw, .. } => raw.is_some(),
            Seen::Absent | Seen::Sparse => false,
        };
        if is_file && self.hand().has_more_attributes(self, path) {
            self.glances.forget();
            self.look(path)
        } else {
            first
        }
    }

    fn keep(&self, path: &RepoPath, blob: &ObjectId, bytes: Option<Vec<u8>>) -> Keep {
        match bytes {
            Some(bytes) if self.is_sound(blob, Kind::Blob, &bytes) => Keep::Present,
            None if self.has(blob) => Keep::Present,
            _ if self.is_ignored(path) => Keep::Not("it is ignored".to_owned()),
            Some(bytes) => Keep::Bytes(bytes),
            None => Keep::Not(format!("it is larger than {}", size(self.max_file_size))),
        }
    }

    /// A file the sparse checkout leaves out is what the index says.
    fn pin_of_index(&self, path: &RepoPath) -> Pinning {
        let staged = self.staged(path).ok().flatten();
        let Some((mode, blob)) = staged.and_then(|staged| Some((staged.mode?, staged.id))) else {
            return Pinning::of(Pin::Missing, Keep::Nothing);
        };
        let keep = if self.has(&blob) {
            Keep::Present
        } else {
            Keep::Not("it is not in the sparse checkout".to_owned())
        };
        Pinning::of(Pin::Blob { mode, blob }, keep)
    }

    /// What lies at `path`, and its bytes.
    pub(in crate::repo) fn look(&self, path: &RepoPath) -> Look {
        match self.root() {
            Ok(root) => self.look_at(path, root.find(path)),
            Err(error) => Look::unhashed(error.to_string(), None),
        }
    }

    pub(super) fn look_at(&self, path: &RepoPath, found: Found) -> Look {
        match found {
            Found::Nothing => self.look_at_nothing(path),
            Found::Refused(why) => Look::unhashed(why, None),
            Found::Directory => self.look_at_directory(path),
            Found::Link(text) => match self.hash(Kind::Blob, &text) {
                Some(blob) => Look::of(Mode::Symlink, blob, Some(text)),
                None => Look::unhashed(COLLISION, None),
            },
            Found::File {
                file,
                len,
                executable,
                ..
            } => self.look_at_file(path, file, len, executable),
        }
    }

    fn look_at_nothing(&self, path: &RepoPath) -> Look {
        let skipped = self
            .staged(path)
            .is_ok_and(|staged| staged.is_some_and(|staged| staged.skipped));
        Look {
            seen: if skipped { Seen::Sparse } else { Seen::Absent },
            bytes: None,
            unread: None,
        }
    }

    fn look_at_file(&self, path: &RepoPath, mut file: File, len: u64, executable: bool) -> Look {
        if len > MAX_HASHED {
            return Look::unhashed(TOO_LARGE, None);
        }
        let mode = match self.mode_of(path, executable) {
            Ok(mode) => mode,
            Err(why) => return Look::unhashed(why, None),
        };
        let mut stored = self.hand().stored(self, path, &mut file, len);
        if let Err(Trouble::AskGit { why, filter }) = stored {
            self.note_asked(path.as_str(), why);
            let blamed = |trouble| filter.map_or(trouble, Trouble::Filter);
            stored = self.git.stored(self, path, &mut file, len);
            stored = stored.map_err(blamed);
        }
        match stored {
            Ok(Stored::AsIs) => self.as_it_lies(file, len, mode),
            Ok(Stored::Bytes(bytes)) => self.stored_as(mode, bytes),
            Ok(Stored::ByGit(answer)) => Look::of(mode, answer.id, answer.bytes),
            Err(trouble) => self.only_raw(trouble.why(), file, len),
        }
    }

    /// git's ce_mode_from_stat: what the file system cannot say, the index does.
    pub(super) fn mode_of(&self, path: &RepoPath, executable: bool) -> Result<Mode, String> {
        let of_bits = if executable {
            Mode::Executable
        } else {
            Mode::File
        };
        if self.traits.file_mode && self.traits.symlinks {
            return Ok(of_bits);
        }
        let staged = self.staged(path)?.and_then(|staged| staged.mode);
        Ok(match staged {
            Some(Mode::Symlink) if !self.traits.symlinks => Mode::Symlink,
            _ if self.traits.file_mode => of_bits,
            Some(mode) if mode.is_regular() => mode,
            _ => Mode::File,
        })
    }

    fn stored_as(&self, mode: Mode, bytes: Vec<u8>) -> Look {
        match self.hash(Kind::Blob, &bytes) {
            Some(blob) => Look::of(mode, blob, self.within_limit(bytes)),
            None => Look::unhashed(COLLISION, None),
        }
    }

    fn within_limit(&self, bytes: Vec<u8>) -> Option<Vec<u8>> {
        (bytes.len() as u64 <= self.max_file_size).then_some(bytes)
    }

    /// A file without filters; a large one is never held as a whole.
    fn as_it_lies(&self, mut file: File, len: u64, mode: Mode) -> Look {
        if len > self.max_file_size {
            return match self.hash_stream(&mut file, len) {
                Some(blob) => Look::of(mode, blob, None),
                None => Look::unhashed(CHANGED, None),
            };
        }
        match platform::read(&mut file, len) {
            Ok(bytes) => self.stored_as(mode, bytes),
            Err(why) => Look::unhashed(why, None),
        }
    }

    /// The id of a file's bytes as they lie on disk.
    pub(in crate::repo) fn raw_id(&self, path: &RepoPath) -> Option<ObjectId> {
        match self.root().ok()?.find(path) {
            Found::File { mut file, len, .. } => self.hash_stream(&mut file, len),
            _ => None,
        }
    }

    /// What can be said of a file that git would not store: the id of its
    /// bytes as they lie on disk.
    fn only_raw(&self, why: String, mut file: File, len: u64) -> Look {
        let raw = file
            .seek(SeekFrom::Start(0))
            .ok()
            .and_then(|_| self.hash_stream(&mut file, len));
        Look::unhashed(why, raw)
    }
}

/// The largest file that is hashed, in bytes: a quarter of a minute's work. A
/// file of holes may say that it is any size at all.
pub(in crate::repo) const MAX_HASHED: u64 = 4 << 30;

const TOO_LARGE: &str = "it is larger than 4 GiB";

const COLLISION: &str = "its bytes are made to collide with another file's";

/// Said of a file of which git has a pointer.
const WITH_LFS: &str = "its content is with Git LFS; only its pointer is kept";

/// A size as people write it.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS
        .into_iter()
        .find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit))
    {
        Some((unit, name)) => format!("{} {name}", bytes / unit),
        None => format!("{bytes} bytes"),
    }
}
