//! Which git serves here: the executable that a hook's own git would be.

use crate::error::Error;
use crate::repo::Repo;
use crate::repo::git::{output, quiet};
use std::fmt;
use std::process::Command;

/// A version of git, as far as versions differ in what they can do. What a
/// vendor or a build adds (`.windows.1`, `-rc1`, `(Apple Git-155)`) is no part
/// of it: a release candidate can do what its release can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GitVersion {
    /// The first number.
    pub major: u32,
    /// The second number.
    pub minor: u32,
    /// The third number, 0 where there is none.
    pub patch: u32,
}

impl GitVersion {
    /// Since when hooks can stand in the configuration (git-hook(1)).
    pub const CONFIG_HOOKS: GitVersion = GitVersion {
        major: 2,
        minor: 54,
        patch: 0,
    };

    /// Reads what `git version` says; `None` where that is no version.
    pub fn parse(said: &str) -> Option<GitVersion> {
        let said = said.trim_start();
        let rest = said.strip_prefix("git version ").unwrap_or(said);
        let word = rest.split_whitespace().next()?;
        let word = word.strip_prefix('v').unwrap_or(word);
        let mut numbers = word.split(['.', '-', '+']).map(number);
        Some(GitVersion {
            major: numbers.next()??,
            minor: numbers.next()??,
            patch: numbers.next().flatten().unwrap_or(0),
        })
    }
}

impl fmt::Display for GitVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The number a part begins with: `0` of `0rc1`.
fn number(part: &str) -> Option<u32> {
    let end = part
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(part.len());
    part[..end].parse().ok()
}

impl Repo {
    /// The version of the git that `git` is here, which is the one that runs
    /// the hooks of whoever types `git` here too.
    ///
    /// # Errors
    /// [`Error::Git`] where it cannot be started or says no version.
    pub fn git_version(&self) -> Result<GitVersion, Error> {
        let doing = "asking git for its version";
        let mut git = quiet(Command::new("git"));
        git.current_dir(self.work_dir()).arg("version");
        let said = output(git, doing, &[])?;
        let said = String::from_utf8_lossy(&said);
        let unknown = || Error::git(doing, format!("'{}' is no version", said.trim()));
        GitVersion::parse(&said).ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::GitVersion;

    #[test]
    fn versions_are_read_as_vendors_write_them() {
        for (said, read) in [
            ("git version 2.47.3\n", Some("2.47.3")),
            ("git version 2.54.0.windows.1", Some("2.54.0")),
            ("git version 2.54.0-rc1", Some("2.54.0")),
            ("git version 2.54.0.rc1.12.gdeadbeef", Some("2.54.0")),
            ("git version 2.55.GIT", Some("2.55.0")),
            ("git version 2.55", Some("2.55.0")),
            ("git version 2.50.1 (Apple Git-155)", Some("2.50.1")),
            ("git version 2.100.0", Some("2.100.0")),
            ("git version 3.0.0", Some("3.0.0")),
            ("git version v2.54.1", Some("2.54.1")),
            ("git version 2.54.0rc0", Some("2.54.0")),
            ("hub version 2.14.2", None),
            ("git version unknown", None),
            ("git version 2", None),
            ("", None),
        ] {
            let got = GitVersion::parse(said).map(|version| version.to_string());
            assert_eq!(got.as_deref(), read, "{said}");
        }
    }

    #[test]
    fn hooks_stand_in_the_configuration_since_2_54() {
        let can = |said| GitVersion::parse(said).unwrap() >= GitVersion::CONFIG_HOOKS;
        assert!(can("2.54.0") && can("2.54.0-rc0") && can("2.100.1") && can("3.0"));
        assert!(!can("2.53.9") && !can("2.9.54") && !can("1.99.0"));
    }
}
