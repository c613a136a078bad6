//! What the fuzz targets hold for, held for every file of their corpus: what
//! was once found, and what a careful reader would try first.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../fuzz/targets/document.rs"]
mod document;
#[path = "../fuzz/targets/harmless.rs"]
mod harmless;
#[path = "../fuzz/targets/hook.rs"]
mod hook;
#[path = "../fuzz/targets/json.rs"]
mod json;
#[path = "../fuzz/targets/paths.rs"]
mod paths;
#[path = "../fuzz/targets/record.rs"]
mod record;
#[path = "../fuzz/targets/requests.rs"]
mod requests;

type Target = fn(&[u8]);

/// Every target, as `fuzz/fuzz_targets` has them.
const TARGETS: [(&str, Target); 7] = [
    ("document", document::run),
    ("harmless", harmless::run),
    ("hook", hook::run),
    ("json", json::run),
    ("paths", paths::run),
    ("record", record::run),
    ("requests", requests::run),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap_or_else(|why| panic!("{}: {why}", dir.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of ours").path())
        .collect();
    files.sort();
    files
}

#[test]
fn every_target_holds_for_its_corpus() {
    for (name, run) in TARGETS {
        let mut corpus = files(&root().join("corpus").join(name));
        assert!(corpus.len() >= 10, "{name} has {} files", corpus.len());
        if name == "document" {
            corpus.extend(files(&root().join("../fixtures/documents")));
            corpus.extend(files(&root().join("../fixtures/documents/references")));
            corpus.retain(|path| path.is_file());
        }
        for file in corpus {
            let data = fs::read(&file).expect("it is there");
            let held = std::panic::catch_unwind(|| run(&data));
            assert!(held.is_ok(), "{} does not hold", file.display());
        }
    }
}

#[test]
fn every_target_is_tried_here() {
    let mut found: Vec<String> = files(&root().join("fuzz_targets"))
        .iter()
        .map(|file| {
            file.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    found.sort();
    assert_eq!(found, TARGETS.map(|(name, _)| name.to_owned()));
}
