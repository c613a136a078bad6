//! Of when the words are of what was saved automatically.

use crate::drift::Words;
use crate::model::RepoPath;
use crate::report::json::object::Object;
use serde_json::Value;
use std::collections::BTreeSet;

/// That the last save was automatic: of when the words are, and which files
/// are not proven to be what they were then.
pub(super) fn automatic(words: &Words) -> Value {
    let paths = |files: &BTreeSet<RepoPath>| -> Vec<String> {
        files.iter().map(|path| path.as_str().to_owned()).collect()
    };
    Object::new()
        .put("wordsAt", words.at.map(|at| at.to_rfc3339()))
        .put("changed", paths(&words.changed))
        .put("unknown", paths(&words.untold))
        .build()
}
