//! The Markdown that this repository shows to people.

use std::fs;
use std::path::{Path, PathBuf};

/// What holds Markdown for programs and tests, or is made: documents in it are
/// material, not documentation.
const MATERIAL: [&str; 6] = [
    "corpus",
    "fixtures",
    "node_modules",
    "plugin",
    "src",
    "target",
];

/// Every Markdown file of the repository that people read, in order.
pub(crate) fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()];
    while let Some(directory) = waiting.pop() {
        for entry in fs::read_dir(&directory).expect("a directory of ours") {
            let path = entry.expect("an entry of ours").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                if !name.starts_with('.') && !MATERIAL.contains(&&*name) {
                    waiting.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() > 5, "the documents were not found: {found:?}");
    found
}

/// A path as it is written from the repository's root.
pub(crate) fn from_root(path: &Path) -> String {
    let inside = path.strip_prefix(env!("CARGO_MANIFEST_DIR"));
    inside.unwrap_or(path).to_string_lossy().into_owned()
}
