//! Settings from git's configuration, `git -c` among them.

use super::Repo;

/// Files above this are pinned by hash only, unless `shipkit.maxFileSize`
/// says otherwise.
const MAX_FILE_SIZE: u64 = 5 * 1024 * 1024;

/// `shipkit.maxFileSize` in bytes (git's `k`, `m` and `g` are understood).
pub(super) fn max_file_size(gix: &gix::Repository) -> u64 {
    gix.config_snapshot()
        .integer("shipkit.maxFileSize")
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
    pub(super) fn of(gix: &gix::Repository) -> Traits {
        let config = gix.config_snapshot();
        let unless_off = |key: &str| config.boolean(key).unwrap_or(true);
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
        let config = self.gix.config_snapshot();
        let mut out = Vec::new();
        for part in config
            .plumbing()
            .sections_by_name(section)
            .into_iter()
            .flatten()
        {
            let prefix = match part.header().subsection_name() {
                Some(name) => format!("{name}."),
                None => String::new(),
            };
            let mut names: Vec<String> = Vec::new();
            for name in part.value_names() {
                let name = name.to_ascii_lowercase();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            for name in names {
                let mut values: Vec<String> = part
                    .values(&name)
                    .into_iter()
                    .map(|value| value.to_string())
                    .collect();
                if let (Some(None), Some(last)) = (part.value_implicit(&name), values.last_mut()) {
                    "true".clone_into(last);
                }
                let key = format!("{prefix}{name}");
                out.extend(values.into_iter().map(|value| (key.clone(), value)));
            }
        }
        out
    }

    /// A setting as git reads booleans; `None` where it is not set or none.
    pub fn bool_setting(&self, key: &str) -> Option<bool> {
        self.gix.config_snapshot().boolean(key)
    }

    /// A setting as git reads numbers (`5m` is 5 MiB); `None` where it is not
    /// set or none.
    pub fn int_setting(&self, key: &str) -> Option<i64> {
        self.gix.config_snapshot().integer(key)
    }

    /// A setting's text; invalid UTF-8 is replaced.
    pub fn string_setting(&self, key: &str) -> Option<String> {
        self.gix
            .config_snapshot()
            .string(key)
            .map(|value| value.to_string())
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
