//! A repository that something happens to, and the script of what happened.

use super::measure::Git;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Longer content is named by its size in the script.
const SHOWN: usize = 6000;

/// The repository of one case.
pub(super) struct World {
    /// Git and the program, in the work tree of the case.
    pub(super) git: Git,
    script: RefCell<String>,
}

impl World {
    pub(super) fn new(git: Git) -> World {
        World {
            git,
            script: RefCell::default(),
        }
    }

    /// The same story in another work tree of the repository.
    pub(super) fn elsewhere(self, git: Git) -> World {
        self.say(&format!("cd {}", git.dir().display()));
        World { git, ..self }
    }

    /// Everything that was done, as a shell would.
    pub(super) fn script(&self) -> String {
        self.script.borrow().clone()
    }

    /// Adds a line to the script.
    pub(super) fn say(&self, line: &str) {
        let mut script = self.script.borrow_mut();
        script.push_str(line);
        script.push('\n');
    }

    fn path(&self, name: &str) -> PathBuf {
        self.git.dir().join(name)
    }

    /// Runs git; it may fail, as in a conflict.
    pub(super) fn try_git(&self, arguments: &[&str]) -> bool {
        let said = self.git.run(arguments);
        let words: Vec<String> = arguments
            .iter()
            .map(|word| quoted(word.as_bytes()))
            .collect();
        let failed = if said.code == 0 { "" } else { "  # failed" };
        self.say(&format!("git {}{failed}", words.join(" ")));
        said.code == 0
    }

    /// The bytes of a file, none for a link, a directory or nothing.
    pub(super) fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.path(name);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|data| data.is_file());
        is_file.then(|| fs::read(&path).ok()).flatten()
    }

    /// Whether something lies there.
    pub(super) fn exists(&self, name: &str) -> bool {
        fs::symlink_metadata(self.path(name)).is_ok()
    }

    /// Writes a file, where that is possible.
    pub(super) fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).ok();
        }
        let is_link = fs::symlink_metadata(&path).is_ok_and(|data| data.is_symlink());
        if is_link || fs::write(&path, content).is_err() {
            return;
        }
        let shown = if content.len() > SHOWN {
            format!("# {} bytes into {}", content.len(), quoted(name.as_bytes()))
        } else {
            format!("printf {} >{}", printed(content), quoted(name.as_bytes()))
        };
        self.say(&shown);
    }

    /// Makes a symbolic link.
    pub(super) fn link(&self, name: &str, target: &str) {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).ok();
        }
        if symlink(target, &path).is_ok() {
            self.say(&format!("ln -s {target} {}", quoted(name.as_bytes())));
        }
    }

    /// Takes away what lies there.
    pub(super) fn remove(&self, name: &str) {
        let path = self.path(name);
        if fs::remove_file(&path).is_ok() || fs::remove_dir_all(&path).is_ok() {
            self.say(&format!("rm -r -- {}", quoted(name.as_bytes())));
        }
    }

    /// Gives it another name in the work tree alone.
    pub(super) fn rename(&self, name: &str, to: &str) {
        if let Some(parent) = self.path(to).parent() {
            fs::create_dir_all(parent).ok();
        }
        if fs::rename(self.path(name), self.path(to)).is_ok() {
            let (name, to) = (quoted(name.as_bytes()), quoted(to.as_bytes()));
            self.say(&format!("mv -- {name} {to}"));
        }
    }

    /// Sets or takes the owner's right to execute it.
    pub(super) fn executable(&self, name: &str, on: bool) {
        let path = self.path(name);
        let Ok(data) = fs::symlink_metadata(&path) else {
            return;
        };
        if data.is_file() {
            let mode = if on { 0o755 } else { 0o644 };
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).ok();
            self.say(&format!("chmod {mode:o} -- {}", quoted(name.as_bytes())));
        }
    }

    /// Says that it was written at that second.
    pub(super) fn touch(&self, name: &str, seconds: u64) {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        if self.read(name).is_some()
            && let Ok(file) = fs::File::options().append(true).open(self.path(name))
        {
            file.set_modified(time).ok();
            self.say(&format!(
                "touch -d @{seconds} -- {}",
                quoted(name.as_bytes())
            ));
        }
    }

    /// Every file and link of the work tree that is not ours, in order.
    pub(super) fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        list(self.git.dir(), self.git.dir(), &mut found);
        found.sort();
        found
    }
}

fn list(top: &Path, directory: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.strip_prefix(top).expect("it lies below");
        if name == Path::new(".git") || name == Path::new(".shipkit") {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(top, &path, found);
        } else if let Ok(name) = std::str::from_utf8(name.as_os_str().as_bytes()) {
            found.push(name.to_owned());
        }
    }
}

/// A word for the shell.
pub(super) fn quoted(word: &[u8]) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_./=@:^~%".contains(byte);
    if !word.is_empty() && word.iter().all(plain) {
        return String::from_utf8_lossy(word).into_owned();
    }
    format!("'{}'", String::from_utf8_lossy(word).replace('\'', "'\\''"))
}

/// A word for the shell's printf.
fn printed(content: &[u8]) -> String {
    let mut out = String::from("'");
    for byte in content {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'%' => out.push_str("%%"),
            b'\\' => out.push_str("\\\\"),
            b'\'' | 0..=31 | 127..=255 => {
                write!(out, "\\{byte:03o}").expect("a string takes everything");
            }
            _ => out.push(char::from(*byte)),
        }
    }
    out.push('\'');
    out
}
