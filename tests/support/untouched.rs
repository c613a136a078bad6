//! Nothing of the user's is touched: everything a sandbox holds outside
//! `.shipkit/`, taken before and after a command, must be equal.

use super::{Output, Sandbox, process};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Files above this are told apart by size and time alone.
const HASHED: u64 = 8 << 20;

/// What may come and go in a git directory: objects and our own refs are
/// looked at through git, the rest is ours or git's housekeeping.
const NOT_THE_USERS: [&str; 7] = [
    "objects",
    "refs",
    "packed-refs",
    "reftable",
    "shipkit",
    "gc.pid",
    "gc.log",
];

/// Everything of the user's, a line each.
#[derive(PartialEq, Eq)]
pub(crate) struct Fingerprint(BTreeMap<String, String>);

impl Fingerprint {
    /// Looks at the whole sandbox.
    pub(crate) fn of(sandbox: &Sandbox) -> Fingerprint {
        let mut seen = BTreeMap::new();
        walk(sandbox.root(), &mut seen);
        for repository in repositories(sandbox.root()) {
            let name = repository.display().to_string();
            for question in [&["for-each-ref"][..], &["status", "--porcelain"]] {
                let answer = ask(sandbox, &repository, question);
                seen.insert(format!("{name}: git {}", question[0]), answer);
            }
        }
        Fingerprint(seen)
    }

    /// Fails, naming what differs, unless nothing does.
    #[track_caller]
    pub(crate) fn assert_equals(&self, before: &Fingerprint, output: &Output) {
        let differing = |one: &Fingerprint, other: &Fingerprint| -> Vec<String> {
            let lines = one.0.iter();
            lines
                .filter(|(key, value)| other.0.get(*key) != Some(value))
                .map(|(key, value)| format!("{key}: {value}\n"))
                .collect()
        };
        let (was, is) = (differing(before, self), differing(self, before));
        assert!(
            was.is_empty() && is.is_empty(),
            "something of the user's was touched.\nIt was:\n{}It is:\n{}by a command that said:\n{output}",
            was.concat(),
            is.concat()
        );
    }
}

/// Every directory below that is the top of a work tree or a bare repository.
pub(crate) fn repositories(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if root.join(".git").symlink_metadata().is_ok() || is_git_directory(root) {
        found.push(root.to_owned());
    }
    for entry in entries(root) {
        let is_directory = entry.symlink_metadata().is_ok_and(|data| data.is_dir());
        if is_directory && !entry.ends_with(".git") && !is_git_directory(root) {
            found.extend(repositories(&entry));
        }
    }
    found
}

fn is_git_directory(path: &Path) -> bool {
    path.join("HEAD").is_file() && path.join("objects").is_dir()
}

/// Whether this is a linked worktree's own git directory.
fn is_linked(path: &Path) -> bool {
    path.join("commondir").is_file()
}

fn ask(sandbox: &Sandbox, repository: &Path, question: &[&str]) -> String {
    let mut command = sandbox.command("git");
    command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
    command.arg("-C").arg(repository);
    for setting in ["core.fsmonitor=false", "safe.directory=*"] {
        command.args(["-c", setting]);
    }
    // A plain `git status` would refresh the index it is asked about.
    command.arg("--no-optional-locks").args(question);
    let said = process::run(&mut command, None).stdout;
    let ours = |line: &str| line.contains(".shipkit/") || line.contains("\trefs/shipkit/");
    let theirs = said.lines().filter(|line| !ours(line));
    theirs.collect::<Vec<_>>().join("\n")
}

fn walk(directory: &Path, seen: &mut BTreeMap<String, String>) {
    let inside_git = is_git_directory(directory);
    let is_top = directory.join(".git").symlink_metadata().is_ok();
    for entry in entries(directory) {
        let name = entry.file_name().map(|name| name.to_string_lossy());
        let name = name.expect("an entry has a name");
        let ours = inside_git && NOT_THE_USERS.contains(&&*name)
            || entry.parent().is_some_and(is_linked) && name == "shipkit"
            || entry.ends_with("logs/refs/shipkit")
            || entry.ends_with("info/exclude")
            || inside_git && name.starts_with("sharedindex."); // git touches it to read it
        let Ok(data) = entry.symlink_metadata() else {
            continue;
        };
        if ours || (is_top && name == ".shipkit" && data.is_dir()) {
            continue;
        }
        seen.insert(entry.display().to_string(), describe(&entry, &data));
        if data.is_dir() {
            walk(&entry, seen);
        }
    }
}

/// Nothing where the directory cannot be read: it looks the same afterwards.
fn entries(directory: &Path) -> Vec<PathBuf> {
    let listing = fs::read_dir(directory).into_iter().flatten().flatten();
    listing.map(|entry| entry.path()).collect()
}

fn describe(path: &Path, data: &Metadata) -> String {
    let mode = data.mode();
    if data.is_dir() {
        return format!("directory, mode {mode:o}");
    }
    let bytes = if data.is_symlink() {
        fs::read_link(path).map(|target| target.as_os_str().as_bytes().to_vec())
    } else if data.is_file() && data.len() <= HASHED {
        fs::read(path)
    } else {
        Ok(Vec::new())
    };
    let mut hasher = DefaultHasher::new();
    hasher.write(&bytes.unwrap_or_default());
    format!(
        "mode {mode:o}, {} bytes, written {}.{:09}, content {:016x}",
        data.len(),
        data.mtime(),
        data.mtime_nsec(),
        hasher.finish()
    )
}
