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
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (name, mode, String::from_utf8_lossy(&bytes).into_owned())
    });
    entries.collect()
}

const LINUX: &str = "x86_64-unknown-linux-musl";
const WINDOWS: &str = "x86_64-pc-windows-msvc";

/// What is built for a target: no more than how it begins.
fn built(dir: &Path, triple: &str, target: &str) -> Built {
    let program = dir.join(triple);
    let begin: &[u8] = match triple {
        LINUX => b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0",
        _ => b"MZ",
    };
    fs::write(&program, begin).unwrap();
    format!("{target}={}", program.display()).parse().unwrap()
}

/// Packs a program for two systems.
fn packed(dir: &Path) -> String {
    let built = [LINUX, WINDOWS].map(|triple| built(dir, triple, triple));
    npm(&Tree::here(), &Package::of("0.2.0"), dir, &built).unwrap()
}

/// What is said of programs that cannot be packed; nothing is half made.
fn refused(built: &[Built]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let said = npm(&Tree::here(), &Package::of("0.2.0"), dir.path(), built).unwrap_err();
    let written = fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(written, 0, "nothing is half made");
    said.to_string()
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
    let said = refused(&[format!("{LINUX}=/no/such/program").parse().unwrap()]);
    let wanted = "fatal: could not read /no/such/program: No such file";
    assert!(said.starts_with(wanted), "{said}");
}

#[test]
fn what_is_no_program_of_its_target_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let said = refused(&[
        built(dir.path(), LINUX, LINUX),
        built(dir.path(), WINDOWS, "aarch64-unknown-linux-musl"),
    ]);
    let wanted = format!(
        "fatal: {}/{WINDOWS} is no program for aarch64-unknown-linux-musl\n\
         hint: see that each TARGET=PROGRAM names what was built for that target",
        dir.path().display()
    );
    assert_eq!(said, wanted);
    let folder = format!("{LINUX}={}", dir.path().display()).parse().unwrap();
    let said = refused(&[built(dir.path(), WINDOWS, WINDOWS), folder]);
    assert!(said.contains("Is a directory"), "{said}");
}

#[test]
fn a_target_is_given_once() {
    let dir = tempfile::tempdir().unwrap();
    let twice = [LINUX, LINUX].map(|triple| built(dir.path(), triple, triple));
    let said = refused(&twice);
    let wanted = "fatal: two programs are given for x86_64-unknown-linux-musl\n";
    assert!(said.starts_with(wanted), "{said}");
}
