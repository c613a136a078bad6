//! npm's packages: one that everybody installs, with a launcher in plain
//! JavaScript, and one with the program for each platform, of which npm takes
//! the right one (`os` and `cpu` in their `package.json`). Nothing is run or
//! downloaded when they are installed.

mod archive;

use crate::error::{Error, Result};
use crate::targets::{TARGETS, Target};
use crate::tree::{Package, Tree};
use archive::File;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const LAUNCHER: &str = include_str!("git-shipkit.js");
const README: &str = include_str!("README.md");
const MANUAL: &str = "packaging/prefix/data/share/man/man1/git-shipkit.1";
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// A program, and what it was built for: `TARGET=PROGRAM`.
#[derive(Clone, Debug)]
pub(crate) struct Built {
    target: &'static Target,
    program: PathBuf,
}

impl std::str::FromStr for Built {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Built, String> {
        let (triple, program) = text.split_once('=').ok_or("it is no TARGET=PROGRAM")?;
        let target = TARGETS.iter().find(|target| target.triple == triple);
        let target = target.ok_or_else(|| {
            let known: Vec<&str> = TARGETS.iter().map(|target| target.triple).collect();
            format!("nothing is released for it, but for {}", known.join(", "))
        })?;
        let program = program.into();
        Ok(Built { target, program })
    }
}

/// Writes the packages into `dir`, all or, where a program cannot be read or is
/// another's, none; their paths, a line each.
pub(crate) fn npm(tree: &Tree, package: &Package, dir: &Path, built: &[Built]) -> Result<String> {
    let mut programs: Vec<(&'static Target, Vec<u8>)> = Vec::new();
    for Built { target, program } in built {
        if programs.iter().any(|(other, _)| *other == *target) {
            return Err(Error::new(
                format!("two programs are given for {}", target.triple),
                "give each target once: the later one would take the place of the first",
            ));
        }
        let bytes = fs::read(program).map_err(|why| Error::of_file("read", program, &why))?;
        if !target.runs(&bytes) {
            return Err(Error::new(
                format!("{} is no program for {}", program.display(), target.triple),
                "see that each TARGET=PROGRAM names what was built for that target",
            ));
        }
        programs.push((target, bytes));
    }
    let mut written = launcher(tree, package, dir)?;
    for (target, program) in &programs {
        written += &platform(tree, package, dir, target, program)?;
    }
    Ok(written)
}

/// The package that everybody installs.
fn launcher(tree: &Tree, package: &Package, dir: &Path) -> Result<String> {
    let needs = TARGETS.iter().map(|target| {
        let version = Value::from(package.version.clone());
        (target.npm(), version)
    });
    let needs: serde_json::Map<String, Value> = needs.collect();
    let mut manifest = manifest(package, "git-shipkit", &package.description);
    manifest["keywords"] = json!(package.keywords);
    manifest["engines"] = json!({ "node": ">=14" });
    manifest["bin"] = json!({ "git-shipkit": "bin/git-shipkit.js" });
    manifest["man"] = json!(["man/git-shipkit.1"]);
    manifest["optionalDependencies"] = Value::Object(needs);
    let manifest = written(&manifest);
    let launcher = launcher_text();
    let (readme, manual) = (tree.read("README.md")?, tree.read(MANUAL)?);
    let mut files = vec![
        File::text("package.json", &manifest),
        File::text("README.md", &readme),
        File::text("man/git-shipkit.1", &manual),
        File::program("bin/git-shipkit.js", launcher.as_bytes()),
    ];
    let licences = licences(tree)?;
    files.extend(licences.iter().map(|(name, text)| File::text(name, text)));
    archive::write(dir, "git-shipkit", &package.version, files)
}

/// The launcher, told which platforms there are packages for.
fn launcher_text() -> String {
    let platforms = TARGETS.iter().map(|target| {
        let (platform, arch) = target.node;
        format!("'{platform}-{arch}'")
    });
    let platforms: Vec<String> = platforms.collect();
    LAUNCHER.replace("/* PLATFORMS */", &platforms.join(", "))
}

/// The package with the program for one platform.
fn platform(
    tree: &Tree,
    package: &Package,
    dir: &Path,
    target: &Target,
    program: &[u8],
) -> Result<String> {
    let (os, cpu) = target.node;
    let name = target.npm();
    let said = format!("The program git-shipkit for {os} on {cpu}");
    let mut manifest = manifest(package, &name, &said);
    manifest["os"] = json!([os]);
    manifest["cpu"] = json!([cpu]);
    // Yarn would keep it in a zip, and a program cannot be run in there.
    manifest["preferUnplugged"] = json!(true);
    let manifest = written(&manifest);
    let inside = format!("bin/{}", target.program());
    let mut files = vec![
        File::text("package.json", &manifest),
        File::text("README.md", README),
        File::program(&inside, program),
    ];
    let licences = licences(tree)?;
    files.extend(licences.iter().map(|(name, text)| File::text(name, text)));
    archive::write(dir, &name, &package.version, files)
}

fn licences(tree: &Tree) -> Result<Vec<(&'static str, String)>> {
    let each = LICENCES.into_iter();
    each.map(|name| Ok((name, tree.read(name)?))).collect()
}

/// What every `package.json` says.
fn manifest(package: &Package, name: &str, description: &str) -> Value {
    json!({
        "name": name,
        "version": package.version,
        "description": description,
        "license": format!("({})", package.license),
        "homepage": package.repository,
        "repository": { "type": "git", "url": format!("git+{}.git", package.repository) },
    })
}

fn written(manifest: &Value) -> String {
    format!("{manifest:#}\n")
}

#[cfg(test)]
mod tests;
