//! The smaller answers: lists, one checkpoint, what was done, what failed.

use crate::credentials::Exposed;
use crate::drift::{FileDrift, Healed};
use crate::error::Error;
use crate::model::RepoPath;
use crate::report::brief::Brief;
use crate::report::json::drift::{commit, file, now};
use crate::report::json::object::Object;
use crate::report::text::{Absent, absent_sentence};
use serde_json::{Map, Value};

/// The answer of `list`: whole checkpoints.
pub fn list(checkpoints: Vec<Value>) -> Value {
    Object::answer("list")
        .put("checkpoints", checkpoints)
        .build()
}

/// The answer of `log`: whole checkpoints, newest first.
pub fn log(entries: Vec<Value>) -> Value {
    Object::answer("log").put("entries", entries).build()
}

/// The answer of `show`: the checkpoint itself, its fields beside `version`
/// and `kind`.
pub fn show(checkpoint: Map<String, Value>) -> Value {
    let mut answer = Object::answer("show");
    for (key, value) in checkpoint {
        answer = answer.put(&key, value);
    }
    answer.build()
}

/// A file of which no diff is shown.
pub struct NotShown {
    /// Its path at the save, from the top of the work tree.
    pub path: String,
    /// The same path as people see it.
    pub shown: String,
    /// The reason.
    pub why: &'static str,
    /// What shows it, as it is typed.
    pub command: String,
}

/// The answer of `diff`: the text as git writes it, the files whose saved
/// content is not in this repository, those of which the text shows the
/// pointer that git has, since their content is with Git LFS, and those that
/// are left out of it, where there are some.
pub fn diff(
    text: &str,
    not_kept: Vec<String>,
    pointers: Vec<String>,
    left_out: &[NotShown],
) -> Value {
    let left_out = left_out.iter().map(|file| {
        let entry = Object::new().put("path", file.path.as_str());
        let entry = entry.put("why", file.why);
        entry.put("command", file.command.as_str()).build()
    });
    let left_out: Vec<Value> = left_out.collect();
    Object::answer("diff")
        .put("text", text)
        .put("notKept", not_kept)
        .put("pointers", pointers)
        .put_some("leftOut", (!left_out.is_empty()).then_some(left_out))
        .build()
}

/// One reference that was brought up to date.
pub(super) fn healed(healed: &Healed) -> Value {
    let mut entry = Object::new().put("path", healed.path.as_str());
    if healed.new_path != healed.path {
        entry = entry.put("newPath", healed.new_path.as_str());
    }
    if let (Some(from), Some(to)) = (healed.from, healed.to) {
        entry = entry.put("line", from.start()).put("endLine", from.end());
        entry = now(entry, to);
    }
    entry.build()
}

/// What a verb did.
pub struct Done<'a> {
    /// Which: `checkpoint`, `clear`, `restore`, `resume`.
    pub kind: &'a str,
    /// The checkpoint as it is now, or as it was last.
    pub checkpoint: Value,
    /// Files that had changed since the last save and are pinned anew.
    pub repinned: &'a [FileDrift],
    /// Positions whose numbers were brought up to date.
    pub healed: &'a [Healed],
    /// Files whose content the snapshot does not keep, each with the reason.
    pub not_kept: &'a [(RepoPath, String)],
    /// Credentials that were found in what was saved.
    pub exposed: &'a [Exposed],
    /// What healing changed in the document above its record, as a unified
    /// diff, where that is told.
    pub diff: Option<&'a str>,
}

/// The answer of `checkpoint`, `clear`, `restore` and of `resume` with a
/// choice. What was healed is `{path, newPath?, line?, endLine?, nowLine?,
/// nowEndLine?}`, what is not kept `{path, why}`, a credential `{path?, line,
/// kind, masked}`: without a path, it is in the document.
pub fn done(done: Done) -> Value {
    let healed = done.healed.iter().map(self::healed);
    let not_kept = done.not_kept.iter().map(|(path, why)| {
        let entry = Object::new().put("path", path.as_str());
        entry.put("why", why.as_str()).build()
    });
    let exposed = done.exposed.iter().map(|one| {
        let entry = Object::new().put_some("path", one.file.as_ref().map(RepoPath::as_str));
        let entry = entry.put("line", one.line).put("kind", one.kind);
        entry.put("masked", one.masked).build()
    });
    Object::answer(done.kind)
        .put("checkpoint", done.checkpoint)
        .put(
            "repinned",
            done.repinned.iter().map(file).collect::<Vec<_>>(),
        )
        .put("healed", healed.collect::<Vec<_>>())
        .put("notKept", not_kept.collect::<Vec<_>>())
        .put("credentials", exposed.collect::<Vec<_>>())
        .put_some("diff", done.diff)
        .build()
}

/// The answer of `resume --brief`.
pub fn brief(brief: &Brief) -> Value {
    Object::answer("brief")
        .put("text", brief.text.as_str())
        .put("tokens", brief.tokens)
        .put("budget", brief.budget)
        .put("cut", brief.cut.clone())
        .build()
}

/// What `serve` says first; `program` is its name and version.
pub fn serve(program: &str) -> Value {
    Object::answer("serve").put("program", program).build()
}

/// The answer of a verb that failed; `code` is its exit code.
pub fn error(error: &Error) -> Value {
    Object::answer("error")
        .put("code", error.code())
        .put("message", error.to_string())
        .put_some("hint", error.hint())
        .build()
}

/// The answer where there is no such checkpoint, with what can be had
/// instead: `name`, `message`, `documents[]`, `commits[]`, `others[]` and
/// `cleared[]` (names; null is the current one), `elsewhere[]` (`ID:NAME`).
pub fn none(absent: &Absent) -> Value {
    told_none(absent).build()
}

pub(super) fn told_none(absent: &Absent) -> Object {
    Object::answer("none")
        .put("name", absent.name.as_deref())
        .put("message", absent_sentence(&absent.name))
        .put_some("nearest", absent.nearest.as_deref())
        .put("documents", absent.documents.clone())
        .put(
            "commits",
            absent.commits.iter().map(commit).collect::<Vec<_>>(),
        )
        .put("others", absent.others.clone())
        .put("cleared", absent.cleared.clone())
        .put("elsewhere", absent.elsewhere.clone())
}

/// The answer of `completion`: which shell, and what it has to read.
pub fn completion(shell: &str, text: &str) -> Value {
    Object::answer("completion")
        .put("shell", shell)
        .put("text", text)
        .build()
}
