//! `resume` and `check`: freshness, HEAD, files, positions.

use crate::drift::{
    CommitSeen, Count, Drift, FileDrift, FileVerdict, HeadDrift, PositionDrift, PositionVerdict,
    Relation,
};
use crate::model::{Choice, Freshness, Lines, ObjectId, RepoPath};
use crate::report::json::object::Object;
use crate::report::words::seconds;
use crate::report::{file_word, freshness_sentence, position_word, relation_word};
use chrono::{DateTime, FixedOffset};
use serde_json::Value;

/// The answer of `resume`; `checkpoint` as
/// [`crate::report::json::checkpoint()`] makes it. `saved_at` is `None` for a
/// document that was never saved: its freshness is null.
pub fn resume(
    checkpoint: Value,
    saved_at: Option<DateTime<FixedOffset>>,
    now: DateTime<FixedOffset>,
    drift: &Drift,
) -> Value {
    let start = Object::answer("resume").put("checkpoint", checkpoint);
    told(start, saved_at, now, drift)
}

/// The answer of `check`: as that of `resume`, with `document` (the path as it
/// was given) in place of `checkpoint`.
pub fn check(
    document: &str,
    saved_at: Option<DateTime<FixedOffset>>,
    now: DateTime<FixedOffset>,
    drift: &Drift,
) -> Value {
    let start = Object::answer("check").put("document", document);
    told(start, saved_at, now, drift)
}

fn told(
    start: Object,
    saved_at: Option<DateTime<FixedOffset>>,
    now: DateTime<FixedOffset>,
    drift: &Drift,
) -> Value {
    let choices: Vec<&str> = if drift.exit_code() == 0 {
        Vec::new()
    } else {
        [Choice::Proceed, Choice::Update, Choice::Discard]
            .map(Choice::as_str)
            .to_vec()
    };
    let whole = Object::new()
        .put("clean", drift.is_clean())
        .put("severity", drift.severity.as_str())
        .put("changed", drift.changed());
    start
        .put(
            "freshness",
            saved_at.map(|saved_at| freshness(saved_at, now)),
        )
        .put("head", head(&drift.head))
        .put("files", drift.files.iter().map(file).collect::<Vec<_>>())
        .put("drift", whole.build())
        .put("choices", choices)
        .put("recommended", drift.recommended.as_str())
        .build()
}

fn freshness(saved_at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> Value {
    Object::new()
        .put("band", Freshness::of(saved_at, now).band())
        .put("ageSeconds", seconds(saved_at, now))
        .put("message", freshness_sentence(saved_at, now))
        .build()
}

/// `commits` is how many HEAD is ahead, null where that is not known;
/// `commitsCut` is there, and true, where there are more.
fn head(head: &HeadDrift) -> Value {
    let ahead = match head.relation {
        Relation::Ahead(count) | Relation::Diverged { ahead: count, .. } => Some(count),
        Relation::Same | Relation::Behind(_) => Some(Count { n: 0, more: false }),
        Relation::Rewritten | Relation::Lost | Relation::Unborn | Relation::Unknown => None,
    };
    Object::new()
        .put("saved", head.saved.as_ref().map(ObjectId::as_str))
        .put("now", head.now.as_ref().map(ObjectId::as_str))
        .put("relation", relation_word(head.relation))
        .put("commits", ahead.map(|count| count.n))
        .put_some("commitsCut", ahead.filter(|count| count.more).map(|_| true))
        .put("branchSaved", head.branch_saved.as_deref())
        .put("branchNow", head.branch_now.as_deref())
        .build()
}

/// One file, as `files[]` and `repinned[]` have it; `commitsCut` and
/// `searchCut` are there, and true, where history or the search for a renamed
/// file was not gone through to its end.
pub(super) fn file(file: &FileDrift) -> Value {
    let (to, why) = match &file.verdict {
        FileVerdict::Renamed { to } => (Some(to.as_str()), None),
        FileVerdict::Unreadable { why } => (None, Some(why.as_str())),
        _ => (None, None),
    };
    Object::new()
        .put("path", file.path.as_str())
        .put("verdict", file_word(&file.verdict))
        .put_some("newPath", to)
        .put_some("why", why)
        .put_some("added", file.changes.map(|changes| changes.added))
        .put_some("removed", file.changes.map(|changes| changes.removed))
        .put_some("uncommitted", file.uncommitted)
        .put_some("searchCut", file.search_cut.then_some(true))
        .put_some("commitsCut", file.commits_cut.then_some(true))
        .put(
            "commits",
            file.commits.iter().map(commit).collect::<Vec<_>>(),
        )
        .put(
            "positions",
            file.positions.iter().map(position).collect::<Vec<_>>(),
        )
        .build()
}

/// One commit, as `commits[]` have it.
pub(super) fn commit(commit: &CommitSeen) -> Value {
    Object::new()
        .put("id", commit.id.as_str())
        .put("subject", commit.subject.as_str())
        .put("author", commit.author.as_str())
        .put("time", commit.time.to_rfc3339())
        .build()
}

/// One position; `nowPath` where its lines are in another file now, `then`
/// and `now` the first few lines of an edited one.
fn position(position: &PositionDrift) -> Value {
    let mut out = span(position.lines).put("verdict", position_word(&position.verdict));
    match &position.verdict {
        PositionVerdict::Same => out = now(out, position.lines),
        PositionVerdict::Moved { to: there }
        | PositionVerdict::Edited { near: there }
        | PositionVerdict::Deleted { near: Some(there) } => out = now(out, *there),
        PositionVerdict::Ambiguous { candidates } => {
            let here = candidates.iter().map(|one| span(*one));
            let there = position.elsewhere.iter();
            let there = there.map(|(path, one)| span(*one).put("path", path.as_str()));
            let all: Vec<Value> = here.chain(there).map(Object::build).collect();
            out = out.put("candidates", all);
        }
        PositionVerdict::Deleted { near: None }
        | PositionVerdict::OutOfRange
        | PositionVerdict::Unknown
        | PositionVerdict::Unpinned => {}
    }
    let some = |lines: &[String]| (!lines.is_empty()).then(|| lines.to_vec());
    out.put_some("nowPath", position.path.as_ref().map(RepoPath::as_str))
        .put_some("text", position.text.as_deref())
        .put_some("then", some(&position.then))
        .put_some("now", some(&position.now))
        .build()
}

/// `line` and `endLine`.
pub(super) fn span(lines: Lines) -> Object {
    Object::new()
        .put("line", lines.start())
        .put("endLine", lines.end())
}

/// `nowLine` and `nowEndLine`.
pub(super) fn now(object: Object, lines: Lines) -> Object {
    object
        .put("nowLine", lines.start())
        .put("nowEndLine", lines.end())
}
