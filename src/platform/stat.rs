//! What a file system tells of a file beside its content.

/// Seconds since 1970 and nanoseconds, by the file system's clock.
pub(crate) type Stamp = (i64, u32);

/// What changes when a file's content does, as stat(2) tells it. Two that are
/// equal prove nothing by themselves: see `repo::files::stat_cache`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stat {
    /// The size in bytes.
    pub(crate) len: u64,
    /// When the content was written. Anybody may set it.
    pub(crate) written: Stamp,
    /// When the content or what is told of it was changed. Nobody can set it.
    pub(crate) changed: Stamp,
    /// Which file of the file system it is.
    pub(crate) inode: u64,
    /// Which file system it is on.
    pub(crate) device: u64,
    /// Its kind and its rights.
    pub(crate) mode: u32,
}
