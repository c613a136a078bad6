//! What a file system tells of a file beside its content, and whether that can
//! be relied on.

use crate::platform::Stat;
use rustix::fs::{FileType, Stat as Told};
use std::fs::File;
use std::os::fd::AsFd;

/// What is told of an open regular file now.
pub(crate) fn stat(file: &File) -> Option<Stat> {
    stat_of(&rustix::fs::fstat(file).ok()?)
}

/// The same of what was told already.
pub(super) fn stat_of(told: &Told) -> Option<Stat> {
    if FileType::from_raw_mode(told.st_mode) != FileType::RegularFile {
        return None;
    }
    Some(Stat {
        len: number(told.st_size)?,
        written: (number(told.st_mtime)?, number(told.st_mtime_nsec)?),
        changed: (number(told.st_ctime)?, number(told.st_ctime_nsec)?),
        inode: number(told.st_ino)?,
        device: number(told.st_dev)?,
        mode: number(told.st_mode)?,
    })
}

/// Systems differ in the types of these.
fn number<T: TryInto<N>, N>(told: T) -> Option<N> {
    told.try_into().ok()
}

/// The device of an open directory, where its file system sets the time of the
/// last change itself at every write, and answers for it without asking
/// another machine what it said some seconds ago. Programs that write through
/// a shared map of memory are seen late everywhere (mmap(2)).
pub(super) fn telling_device(dir: impl AsFd) -> Option<u64> {
    if !is_telling(&dir) {
        return None;
    }
    number(rustix::fs::fstat(&dir).ok()?.st_dev)
}

/// By the numbers of statfs(2): ext2 to ext4, XFS, Btrfs, F2FS, ZFS, bcachefs,
/// tmpfs, overlayfs.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_telling(dir: impl AsFd) -> bool {
    const TELLING: [u64; 8] = [
        0x0000_ef53,
        0x5846_5342,
        0x9123_683e,
        0xf2f5_2010,
        0x2fc1_2fc1,
        0xca45_1a4e,
        0x0102_1994,
        0x794c_7630,
    ];
    let told = rustix::fs::fstatfs(dir);
    told.is_ok_and(|told| number(told.f_type).is_some_and(|kind| TELLING.contains(&kind)))
}

#[cfg(target_vendor = "apple")]
fn is_telling(dir: impl AsFd) -> bool {
    let Ok(told) = rustix::fs::fstatfs(dir) else {
        return false;
    };
    let name = told.f_fstypename.iter().map(|byte| number(*byte));
    let name: Option<Vec<u8>> = name.take_while(|byte| *byte != Some(0)).collect();
    name.is_some_and(|name| name == b"apfs" || name == b"hfs")
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn is_telling(_dir: impl AsFd) -> bool {
    false
}
