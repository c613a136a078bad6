//! Settings from git's configuration, `git -c` among them.

use crate::repo::Repo;
use crate::repo::hand::Hand;

/// Files above this are pinned by hash only, unless `shipkit.maxFileSize`
/// says otherwise.
const MAX_FILE_SIZE: u64 = 5 * 1024 * 1024;

/// `shipkit.maxFileSize` in bytes (git's `k`, `m` and `g` are understood).
pub(super) fn max_file_size(hand: &dyn Hand) -> u64 {
    hand.integer("shipkit.maxFileSize")
        .and_then(|size| u64::try_from(size).ok())
        .unwrap_or(MAX_FILE_SIZE)
}

/// What the work tree's file system can keep, as git found out at `git init`.
pub(super) struct Traits {
    /// Whether execute bits mean anything.
    pub(super) file_mode: bool,
    /// Whether symbolic links are links.
    pub(super) symlinks: bool,
}

impl Traits {
    pub(super) fn of(hand: &dyn Hand) -> Traits {
        let unless_off = |key: &str| hand.boolean(key).unwrap_or(true);
        Traits {
            file_mode: unless_off("core.fileMode"),
            symlinks: unless_off("core.symlinks"),
        }
    }
}

impl Repo {
    /// All settings of one section: the key below it in lower case (a
    /// subsection as it is, `sub.key`), and the value, `true` for a key
    /// without one. In git's order: of several for one key, the last holds.
    pub fn settings(&self, section: &str) -> Vec<(String, String)> {
        self.hand().section(section)
    }

    /// A setting as git reads booleans; `None` where it is not set or none.
    pub fn bool_setting(&self, key: &str) -> Option<bool> {
        self.hand().boolean(key)
    }

    /// A setting as git reads numbers (`5m` is 5 MiB); `None` where it is not
    /// set or none.
    pub fn int_setting(&self, key: &str) -> Option<i64> {
        self.hand().integer(key)
    }

    /// A setting's text; invalid UTF-8 is replaced.
    pub fn string_setting(&self, key: &str) -> Option<String> {
        self.hand().string(key)
    }

    /// Whether two names that differ in case alone are one file here.
    pub fn ignore_case(&self) -> bool {
        self.bool_setting("core.ignorecase").unwrap_or(false)
    }

    /// Takes another limit for what is kept in a snapshot, in bytes.
    pub fn limit_file_size(&mut self, bytes: u64) {
        self.max_file_size = bytes;
    }

    /// The largest file that is kept in a snapshot, in bytes.
    pub fn max_file_size(&self) -> u64 {
        self.max_file_size
    }
}
