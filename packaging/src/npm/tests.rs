//! The packages, unpacked again.

use super::*;
use std::io::Read as _;

/// What lies in a package: path, mode, content.
fn unpacked(path: &Path) -> Vec<(String, u32, String)> {
    let gzip = flate2::read::GzDecoder::new(fs::File::open(path).unwrap());
    let mut tar = tar::Archive::new(gzip);
    let entries = tar.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        let mode = entry.header().mode().unwrap();
        assert_eq!(entry.header().mtime().unwrap(), 499_162_500);
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        (name, mode, text)
    });
    entries.collect()
}

/// Packs a program for two systems.
fn packed(dir: &Path) -> String {
    let program = dir.join("program");
    fs::write(&program, "#!/bin/sh\n").unwrap();
    let built = ["x86_64-unknown-linux-musl", "x86_64-pc-windows-msvc"];
    let built = built.map(|triple| format!("{triple}={}", program.display()).parse().unwrap());
    npm(&Tree::here(), &Package::of("0.2.0"), dir, &built).unwrap()
}

#[test]
fn every_platform_has_its_package() {
    let dir = tempfile::tempdir().unwrap();
    let told = packed(dir.path());
    let names: Vec<&str> = told
        .lines()
        .map(|line| line.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "git-shipkit-0.2.0.tgz",
            "git-shipkit-linux-x64-0.2.0.tgz",
            "git-shipkit-win32-x64-0.2.0.tgz"
        ]
    );
    let inside = unpacked(&dir.path().join(names[2]));
    let paths: Vec<_> = inside
        .iter()
        .map(|(path, mode, _)| (&path[8..], *mode))
        .collect();
    assert_eq!(
        paths,
        [
            ("LICENSE-APACHE", 0o644),
            ("LICENSE-MIT", 0o644),
            ("README.md", 0o644),
            ("bin/git-shipkit.exe", 0o755),
            ("package.json", 0o644),
        ]
    );
    let manifest: Value = serde_json::from_str(&inside[4].2).unwrap();
    assert_eq!(
        manifest,
        serde_json::from_str::<Value>(include_str!("../../fixtures/npm-win32-x64.json")).unwrap()
    );
}

#[test]
fn the_launcher_needs_each_of_them_in_the_same_version() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let inside = unpacked(&dir.path().join("git-shipkit-0.2.0.tgz"));
    let file = |name: &str| {
        let found = inside.iter().find(|(path, ..)| path.ends_with(name));
        found.unwrap_or_else(|| panic!("no {name} in it"))
    };
    let manifest: Value = serde_json::from_str(&file("package.json").2).unwrap();
    assert_eq!(
        manifest,
        serde_json::from_str::<Value>(include_str!("../../fixtures/npm.json")).unwrap()
    );
    let (_, mode, launcher) = file("bin/git-shipkit.js");
    assert_eq!(*mode, 0o755);
    let platforms = "const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'];";
    assert!(launcher.contains(platforms), "{launcher}");
    assert!(file("man/git-shipkit.1").2.contains(".TH GIT-SHIPKIT 1"));
}

#[test]
fn the_same_program_gives_the_same_bytes() {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [first, second] = dirs.each_ref().map(|dir| {
        let told = packed(dir.path());
        told.lines()
            .map(|path| fs::read(path).unwrap())
            .collect::<Vec<_>>()
    });
    assert!(first == second);
}

#[test]
fn what_is_no_target_is_refused() {
    let said = "riscv64-unknown-linux-musl=p".parse::<Built>().unwrap_err();
    assert!(
        said.starts_with("nothing is released for it, but for aarch64-apple-darwin, "),
        "{said}"
    );
    assert_eq!("p".parse::<Built>().unwrap_err(), "it is no TARGET=PROGRAM");
}

#[test]
fn a_missing_program_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let built = "x86_64-unknown-linux-musl=/no/such/program"
        .parse()
        .unwrap();
    let said = npm(&Tree::here(), &Package::of("0.2.0"), dir.path(), &[built]).unwrap_err();
    let said = said.to_string();
    assert!(
        said.starts_with("fatal: could not read /no/such/program: No such file"),
        "{said}"
    );
    let written = fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(written, 0, "nothing is half made");
}
