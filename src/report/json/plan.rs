//! What would be installed or removed.

use crate::report::json::object::Object;
use serde_json::Value;

/// A file of a plan.
pub struct PlannedFile<'a> {
    /// From the top of the work tree.
    pub path: String,
    /// `write`, `renew`, `keep`, `remove`, `refuse` or `leave`.
    pub does: &'a str,
    /// Why, as in "'path' {why}", where that is not plain.
    pub why: Option<&'a str>,
}

/// The answer of `install` and `uninstall`; `written` is whether anything was
/// written or removed.
pub fn plan(kind: &str, target: &str, files: &[PlannedFile<'_>], written: bool) -> Value {
    let files = files.iter().map(|file| {
        let entry = Object::new().put("path", file.path.as_str());
        entry
            .put("does", file.does)
            .put_some("why", file.why)
            .build()
    });
    Object::answer(kind)
        .put("target", target)
        .put("files", files.collect::<Vec<_>>())
        .put("written", written)
        .build()
}

/// The answer of `install` without a target: `targets[]`, each with the
/// `names[]` its files can have.
pub fn targets(all: &[(&str, &[&str])]) -> Value {
    let targets = all.iter().map(|(target, names)| {
        let entry = Object::new().put("target", *target);
        entry.put("names", names.to_vec()).build()
    });
    Object::answer("install")
        .put("targets", targets.collect::<Vec<_>>())
        .build()
}
