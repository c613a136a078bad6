//! Homebrew's formula: takes the archives that dist made, and puts the program,
//! its manual page and the completions in their places. dist can write one too,
//! but that installs the program alone.

use crate::error::{Error, Result};
use crate::targets::{DOWNLOADS, TARGETS, Target};
use crate::tree::Package;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const TEMPLATE: &str = include_str!("git-shipkit.rb");

/// The formula's text; the archives of its targets must lie in `archives`.
pub(crate) fn formula(package: &Package, archives: &Path) -> Result<String> {
    let mut downloads = String::new();
    for system in ["on_macos", "on_linux"] {
        let on = |target: &&Target| target.brew.is_some_and(|(name, _)| name == system);
        writeln!(downloads, "\n  {system} do").expect("a string takes all");
        for target in TARGETS.iter().filter(on) {
            downloads += &download(target, &package.version, archives)?;
        }
        downloads += "  end\n";
    }
    let text = TEMPLATE.replace("{downloads}\n", &format!("{downloads}\n"));
    let text = text.replace("{version}", &package.version);
    let text = text.replace("{description}", &package.description);
    Ok(text.replace("{repository}", &package.repository))
}

/// The block of a processor: where its archive lies, and what it must be.
fn download(target: &Target, version: &str, archives: &Path) -> Result<String> {
    let processor = target.brew.map_or("", |(_, processor)| processor);
    let url = format!(
        "{}/{}",
        DOWNLOADS.replace("{version}", version),
        target.archive()
    );
    let hash = hash(&archives.join(target.archive()))?;
    Ok(format!(
        "    {processor} do\n      url \"{url}\"\n      sha256 \"{hash}\"\n    end\n"
    ))
}

fn hash(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(|why| {
        let path = path.display();
        Error::new(
            format!("the archive {path} cannot be read: {why}"),
            "take all archives of the release: dist makes them, each on its own system",
        )
    })?;
    let mut text = String::new();
    for byte in Sha256::digest(&bytes) {
        write!(text, "{byte:02x}").expect("a string takes all");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package() -> Package {
        Package::of("0.2.0")
    }

    /// A directory with archives that hold their own names.
    fn archives() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for target in TARGETS {
            let name = target.archive();
            fs::write(dir.path().join(&name), &name).unwrap();
        }
        dir
    }

    #[test]
    fn the_formula_names_what_lies_there() {
        let dir = archives();
        let told = formula(&package(), dir.path()).unwrap();
        assert_eq!(told, include_str!("../../fixtures/git-shipkit.rb"));
    }

    #[test]
    fn a_missing_archive_is_named() {
        let dir = archives();
        let gone = "git-shipkit-x86_64-unknown-linux-musl.tar.xz";
        fs::remove_file(dir.path().join(gone)).unwrap();
        let said = formula(&package(), dir.path()).unwrap_err().to_string();
        assert!(
            said.contains(&format!("{gone} cannot be read: No such file")),
            "{said}"
        );
        assert!(
            said.contains("\nhint: take all archives of the release"),
            "{said}"
        );
    }
}
