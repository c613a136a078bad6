//! The system calls that change what lies on disk, or who holds what: the
//! points at which a program can be killed with a difference.

use nix::libc::{self, c_int, c_long};

/// What a call does, which decides how it can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Opens a file to write.
    Open,
    /// Writes.
    Write,
    /// Makes durable.
    Sync,
    /// Puts a name in a directory.
    Name,
    /// Takes one away.
    Remove,
    /// Changes a mode or a time.
    Mode,
    /// Changes a size.
    Size,
    /// Locks.
    Lock,
    /// Starts another program.
    Exec,
}

/// Which argument tells what a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// The address of a path.
    Path(usize),
    /// A file descriptor.
    Fd(usize),
}

/// One of the calls.
pub(crate) struct Call {
    pub(crate) number: c_long,
    pub(crate) name: &'static str,
    pub(crate) class: Class,
    pub(crate) about: About,
    /// Which argument holds an `open`'s flags: only those that write count.
    pub(crate) flags: Option<u8>,
}

const fn call(number: c_long, name: &'static str, class: Class, about: About) -> Call {
    Call {
        number,
        name,
        class,
        about,
        flags: None,
    }
}

const fn opens(number: c_long, name: &'static str, path: usize, flags: u8) -> Call {
    Call {
        number,
        name,
        class: Class::Open,
        about: About::Path(path),
        flags: Some(flags),
    }
}

use About::{Fd, Path};
use Class::{Exec, Lock, Mode, Name, Open, Remove, Size, Sync, Write};

/// All of them.
pub(crate) const CALLS: [Call; 45] = [
    opens(libc::SYS_open, "open", 0, 1),
    opens(libc::SYS_openat, "openat", 1, 2),
    call(libc::SYS_openat2, "openat2", Open, Path(1)),
    call(libc::SYS_creat, "creat", Open, Path(0)),
    call(libc::SYS_write, "write", Write, Fd(0)),
    call(libc::SYS_writev, "writev", Write, Fd(0)),
    call(libc::SYS_pwrite64, "pwrite64", Write, Fd(0)),
    call(libc::SYS_pwritev, "pwritev", Write, Fd(0)),
    call(libc::SYS_pwritev2, "pwritev2", Write, Fd(0)),
    call(libc::SYS_sendfile, "sendfile", Write, Fd(0)),
    call(libc::SYS_copy_file_range, "copy_file_range", Write, Fd(2)),
    call(libc::SYS_splice, "splice", Write, Fd(2)),
    call(libc::SYS_fsync, "fsync", Sync, Fd(0)),
    call(libc::SYS_fdatasync, "fdatasync", Sync, Fd(0)),
    call(libc::SYS_sync_file_range, "sync_file_range", Sync, Fd(0)),
    call(libc::SYS_syncfs, "syncfs", Sync, Fd(0)),
    call(libc::SYS_msync, "msync", Sync, Fd(0)),
    call(libc::SYS_rename, "rename", Name, Path(1)),
    call(libc::SYS_renameat, "renameat", Name, Path(3)),
    call(libc::SYS_renameat2, "renameat2", Name, Path(3)),
    call(libc::SYS_link, "link", Name, Path(1)),
    call(libc::SYS_linkat, "linkat", Name, Path(3)),
    call(libc::SYS_symlink, "symlink", Name, Path(1)),
    call(libc::SYS_symlinkat, "symlinkat", Name, Path(2)),
    call(libc::SYS_mkdir, "mkdir", Name, Path(0)),
    call(libc::SYS_mkdirat, "mkdirat", Name, Path(1)),
    call(libc::SYS_mknodat, "mknodat", Name, Path(1)),
    call(libc::SYS_unlink, "unlink", Remove, Path(0)),
    call(libc::SYS_unlinkat, "unlinkat", Remove, Path(1)),
    call(libc::SYS_rmdir, "rmdir", Remove, Path(0)),
    call(libc::SYS_chmod, "chmod", Mode, Path(0)),
    call(libc::SYS_fchmod, "fchmod", Mode, Fd(0)),
    call(libc::SYS_fchmodat, "fchmodat", Mode, Path(1)),
    call(libc::SYS_chown, "chown", Mode, Path(0)),
    call(libc::SYS_fchown, "fchown", Mode, Fd(0)),
    call(libc::SYS_fchownat, "fchownat", Mode, Path(1)),
    call(libc::SYS_utimensat, "utimensat", Mode, Path(1)),
    call(libc::SYS_fsetxattr, "fsetxattr", Mode, Fd(0)),
    call(libc::SYS_truncate, "truncate", Size, Path(0)),
    call(libc::SYS_ftruncate, "ftruncate", Size, Fd(0)),
    call(libc::SYS_fallocate, "fallocate", Size, Fd(0)),
    call(libc::SYS_flock, "flock", Lock, Fd(0)),
    call(libc::SYS_execve, "execve", Exec, Path(0)),
    call(libc::SYS_execveat, "execveat", Exec, Path(1)),
    call(libc::SYS_kill, "kill", Exec, Fd(0)),
];

/// The call of this number, if it is one of them.
pub(crate) fn by_number(number: c_long) -> Option<&'static Call> {
    CALLS.iter().find(|call| call.number == number)
}

/// The class of the call of this name.
pub(crate) fn class_of(name: &str) -> Option<Class> {
    let call = CALLS.iter().find(|call| call.name == name);
    call.map(|call| call.class)
}

/// An error that a call may end with, by name.
pub(crate) const ERRORS: [(&str, c_int); 7] = [
    ("ENOSPC", libc::ENOSPC),
    ("EIO", libc::EIO),
    ("EROFS", libc::EROFS),
    ("EDQUOT", libc::EDQUOT),
    ("EACCES", libc::EACCES),
    ("EMFILE", libc::EMFILE),
    ("EINTR", libc::EINTR),
];

impl Class {
    /// Whether a kernel may answer a call of this class with that error.
    pub(crate) fn may_fail_with(self, error: &str) -> bool {
        let errors: &[&str] = match self {
            Open => &[
                "ENOSPC", "EIO", "EROFS", "EDQUOT", "EACCES", "EMFILE", "EINTR",
            ],
            Write | Sync | Size => &["ENOSPC", "EIO", "EDQUOT", "EINTR"],
            Name => &["ENOSPC", "EIO", "EROFS", "EDQUOT", "EACCES"],
            Remove => &["EIO", "EROFS", "EACCES"],
            Mode => &["EIO", "EROFS"],
            Lock => &["EIO", "EINTR"],
            Exec => &[],
        };
        errors.contains(&error)
    }
}
