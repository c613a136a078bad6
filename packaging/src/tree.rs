//! The source tree that a release is made from.

use crate::error::{Error, Result};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// The tree, by its top.
pub(crate) struct Tree {
    top: PathBuf,
}

/// What the root's `Cargo.toml` says of the program; every package says the
/// same.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) version: String,
    pub(crate) description: String,
    pub(crate) license: String,
    pub(crate) repository: String,
    pub(crate) keywords: Vec<String>,
}

#[cfg(test)]
impl Package {
    /// This tree's, in another version: what is made of it can stand in a fixture.
    pub(crate) fn of(version: &str) -> Package {
        let package = Tree::here().package().expect("our own can be read");
        let version = version.to_owned();
        Package { version, ..package }
    }
}

#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

impl Tree {
    /// The tree that this program was built in.
    pub(crate) fn here() -> Tree {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        Tree {
            top: own.parent().unwrap_or(own).to_owned(),
        }
    }

    /// A file's text.
    pub(crate) fn read(&self, name: &str) -> Result<String> {
        let path = self.top.join(name);
        fs::read_to_string(&path).map_err(|why| Error::of_file("read", &path, &why))
    }

    pub(crate) fn package(&self) -> Result<Package> {
        let text = self.read("Cargo.toml")?;
        let manifest: Manifest = toml::from_str(&text).map_err(|why| {
            let why = why.message().to_owned();
            Error::new(
                format!("Cargo.toml cannot be understood: {why}"),
                "`cargo metadata` says where",
            )
        })?;
        Ok(manifest.package)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_is_read_from_the_roots_manifest() {
        let package = Tree::here().package().unwrap();
        let (release, _) = package
            .version
            .split_once('-')
            .unwrap_or((&package.version, ""));
        assert_eq!(release.split('.').count(), 3, "{package:?}");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let said = Tree::here().read("no/such/file").unwrap_err().to_string();
        assert!(said.starts_with("fatal: could not read "), "{said}");
        assert!(said.contains("no/such/file: No such file"), "{said}");
        assert!(said.contains("\nhint: see that "), "{said}");
    }
}
