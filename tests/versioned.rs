//! One version: whatever in the tree names the program's version names
//! Cargo.toml's, and the pages that packages carry are those of this program;
//! those built into it are the same wherever it is built.
//! `BLESS=1 cargo test` writes these pages down anew.

use crate::support::{Sandbox, host};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: impl AsRef<Path>) -> String {
    let path = top().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The JSON files below the top that are no fixtures and no build's.
fn json_files() -> Vec<PathBuf> {
    let mut waiting = vec![top().to_owned()];
    let mut found = Vec::new();
    while let Some(dir) = waiting.pop() {
        for entry in fs::read_dir(&dir).expect("a directory of ours") {
            let path = entry.expect("an entry of ours").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let other = [".git", "target", "fixtures", "tests", "fuzz", "src"];
            if path.is_dir() && !other.contains(&&*name) {
                waiting.push(path);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn every_manifest_carries_the_version() {
    let mut seen = 0;
    for path in json_files() {
        let manifest: Value = serde_json::from_str(&text(&path)).expect("it is JSON");
        if let Some(version) = manifest.get("version") {
            assert_eq!(*version, VERSION, "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 2, "the plugin's two are there: {seen}");
    let debian = text("packaging/debian/changelog");
    // Debian sorts what comes before a release by a tilde: 0.2.0~rc.1 < 0.2.0.
    let version = VERSION.replacen('-', "~", 1);
    assert!(
        debian.starts_with(&format!("git-shipkit ({version}-1) ")),
        "packaging/debian/changelog: {debian}"
    );
}

#[test]
fn what_takes_the_version_from_cargo_has_none_of_its_own() {
    for name in ["pyproject.toml", "dist-workspace.toml"] {
        let written: toml::Table = text(name).parse().expect("it is TOML");
        let project = written.get("project").and_then(toml::Value::as_table);
        let own = project.and_then(|project| project.get("version"));
        assert_eq!(own, None, "{name}");
        assert_eq!(written.get("version"), None, "{name}");
    }
}

/// The crates that a file names as `cargo about` and our template write them.
fn told(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("- "));
    lines.filter_map(|line| line.split_once(' '))
}

#[test]
fn the_licences_of_others_are_those_of_our_crates() {
    let lock: toml::Table = text("Cargo.lock").parse().expect("it is TOML");
    let locked = lock["package"].as_array().expect("a list");
    let third_party = text("packaging/prefix/data/share/doc/git-shipkit/third-party.txt");
    for (name, version) in told(&third_party) {
        let is_it = |one: &toml::Value| {
            one["name"].as_str() == Some(name) && one["version"].as_str() == Some(version)
        };
        let again = "packaging/README.md tells how the file is made anew";
        assert!(locked.iter().any(is_it), "{name} {version}: {again}");
    }
    let manifest: toml::Table = text("Cargo.toml").parse().expect("it is TOML");
    let direct = manifest["dependencies"].as_table().expect("a table");
    for name in direct.keys() {
        assert!(told(&third_party).any(|(told, _)| told == name), "{name}");
    }
}

/// The version of Rust behind each place where `text` promises one.
fn promised(text: &str) -> Vec<&str> {
    let words = ["Rust ", "rustc ", "cargo +"];
    let places = words.iter().flat_map(|word| text.match_indices(word));
    let versions = places.map(|(at, word)| {
        let rest = &text[at + word.len()..];
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        rest[..end.unwrap_or(rest.len())].trim_end_matches('.')
    });
    versions.filter(|version| !version.is_empty()).collect()
}

#[test]
fn one_oldest_rust_is_promised_and_tried() {
    let oldest = env!("CARGO_PKG_RUST_VERSION");
    let mut pages = vec!["README.md".into(), "CONTRIBUTING.md".into()];
    let docs = fs::read_dir(top().join("docs")).expect("the documents are there");
    pages.extend(docs.map(|entry| entry.expect("an entry of ours").path()));
    pages.retain(|page: &PathBuf| top().join(page).is_file());
    for page in &pages {
        for version in promised(&text(page)) {
            assert_eq!(version, oldest, "{}", page.display());
        }
    }
    assert_eq!(promised(&text("README.md")).first(), Some(&oldest));
    // who tries it takes it from Cargo.toml
    for script in [".ci/run", ".github/workflows/ci.yml"] {
        let script = text(script);
        assert!(script.contains("s/^rust-version = ") && script.contains("check --locked"));
        assert!(!script.contains(oldest) && promised(&script).is_empty());
    }
}

/// What is built into the program: all in `src/` that is no Rust.
fn built_in() -> Vec<String> {
    let mut waiting = vec![top().join("src")];
    let mut found = Vec::new();
    while let Some(dir) = waiting.pop() {
        for entry in fs::read_dir(&dir).expect("a directory of ours") {
            let path = entry.expect("an entry of ours").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_none_or(|ending| ending != "rs") {
                let below = path.strip_prefix(top()).expect("it lies there");
                found.push(below.to_string_lossy().into_owned());
            }
        }
    }
    found
}

#[test]
fn what_is_built_in_keeps_its_line_ends_where_git_turns_them() {
    let s = Sandbox::init(&[]);
    let pages = built_in();
    assert!(pages.iter().any(|page| page.contains("git-shipkit.bash")));
    for page in pages.iter().map(String::as_str).chain([".gitattributes"]) {
        s.write(page, text(page));
    }
    // as git for Windows is set when nobody says otherwise
    s.sh(
        "git add .; git commit -qm all; git config core.autocrlf true
        rm -r src; git checkout -q .",
    );
    for page in &pages {
        assert!(s.read(page) == text(page), "{page} was turned");
    }
}

/// The pages of `packaging/prefix/data`, and what prints them.
const PAGES: [(&str, [&str; 2]); 4] = [
    ("share/man/man1/git-shipkit.1", ["help", "man"]),
    (
        "share/bash-completion/completions/git-shipkit",
        ["completion", "bash"],
    ),
    (
        "share/zsh/site-functions/_git-shipkit",
        ["completion", "zsh"],
    ),
    (
        "share/fish/vendor_completions.d/git-shipkit.fish",
        ["completion", "fish"],
    ),
];

#[cfg(feature = "mcp")] // without it the manual lacks a verb
#[test]
fn the_pages_of_the_packages_are_the_programs() {
    let s = Sandbox::new();
    for (path, words) in PAGES {
        let path = top().join("packaging/prefix/data").join(path);
        let said = s.shipkit(&words).expect_code(0).stdout;
        if host("BLESS").is_some() {
            fs::write(&path, &said).expect("a page can be written");
        }
        let kept = text(&path);
        let same = kept == said;
        assert!(same, "BLESS=1 cargo test versioned: {}", path.display());
    }
}
