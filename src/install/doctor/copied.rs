//! What hooks need beside themselves, copied as it is: small files, links as
//! links, with their modes.

use super::looked::EVENTS;
use crate::platform;
use crate::repo::normal;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files and directories at the top of a work tree that hook managers read.
const OF_MANAGERS: [&str; 35] = [
    ".config/lefthook.json",
    ".config/lefthook.toml",
    ".config/lefthook.yaml",
    ".config/lefthook.yml",
    ".git-hooks",
    ".githooks",
    ".hooks",
    ".husky",
    ".huskyrc",
    ".huskyrc.json",
    ".lefthook",
    ".lefthook-local",
    ".lefthook-local.yml",
    ".lefthook.json",
    ".lefthook.toml",
    ".lefthook.yaml",
    ".lefthook.yml",
    ".lintstagedrc",
    ".lintstagedrc.json",
    ".overcommit.yml",
    ".pre-commit-config.yaml",
    ".pre-commit-config.yml",
    ".simple-git-hooks.cjs",
    ".simple-git-hooks.js",
    ".simple-git-hooks.json",
    "hk.pkl",
    "lefthook-local.yml",
    "lefthook.json",
    "lefthook.toml",
    "lefthook.yaml",
    "lefthook.yml",
    "package.json",
    "prek.toml",
    "pyproject.toml",
    "simple-git-hooks.json",
];

/// Larger files are left out, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// No more files than this are copied.
const MOST: usize = 1000;

/// Copies, and counts what it has copied.
pub(super) struct Copier {
    left: usize,
    /// The tops of the two work trees: nothing is read or written elsewhere
    /// but for the hooks themselves.
    from: PathBuf,
    to: PathBuf,
}

impl Copier {
    pub(super) fn new(from: &Path, to: &Path) -> Copier {
        Copier {
            left: MOST,
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }

    /// What the managers of hooks read.
    pub(super) fn managers(&mut self) -> io::Result<()> {
        OF_MANAGERS
            .iter()
            .try_for_each(|name| self.both(Path::new(name)))
    }

    /// A directory of hooks: what git runs first, so that no crowd of other
    /// files takes its place.
    pub(super) fn hooks(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        for event in EVENTS {
            self.copy(&from.join(event), &to.join(event))?;
        }
        self.copy(from, to)
    }

    /// What lies at `path` in the one work tree, into the other.
    pub(super) fn both(&mut self, path: &Path) -> io::Result<()> {
        self.copy(&self.from.join(path), &self.to.join(path))
    }

    /// What lies at `from`, to `to`; nothing where there is nothing.
    pub(super) fn copy(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let Ok(meta) = fs::symlink_metadata(from) else {
            return Ok(());
        };
        if self.left == 0 || to.symlink_metadata().is_ok_and(|there| !there.is_dir()) {
            return Ok(());
        }
        if meta.is_dir() {
            return self.directory(from, to);
        }
        self.left -= 1;
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        if meta.is_symlink() {
            return self.link(from, to);
        }
        if meta.is_file() && meta.len() <= LARGEST {
            // what cannot be read cannot be run by its owner either
            let _ = fs::copy(from, to);
        }
        Ok(())
    }

    fn directory(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::create_dir_all(to)?;
        let Ok(entries) = fs::read_dir(from) else {
            return Ok(());
        };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name();
            let is_sample = Path::new(&name).extension() == Some(OsStr::new("sample"));
            if !is_sample && name != "node_modules" && name != ".git" {
                self.copy(&entry.path(), &to.join(&name))?;
            }
        }
        Ok(())
    }

    /// A link, and what it leads to where that is in the work tree.
    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let leads = fs::read_link(from)?;
        platform::link(&leads, to)?;
        let there = |link: &Path| Some(normal(&link.parent()?.join(&leads)));
        if let (true, Some(source), Some(target)) = (leads.is_relative(), there(from), there(to))
            && source.starts_with(&self.from)
            && target.starts_with(&self.to)
        {
            return self.copy(&source, &target);
        }
        Ok(())
    }
}
