//! `resume` and `check`: freshness, HEAD, files, positions.

use crate::drift::{
    Back, ClaimDrift, CommitSeen, Count, Drift, FileDrift, FileVerdict, HeadDrift, Healed, Lacking,
    PositionDrift, PositionVerdict, Relation, Severity, SymbolDrift, Words, World,
};
use crate::model::{Choice, Freshness, Lines, ObjectId, RepoPath};
use crate::report::json::answers;
use crate::report::json::object::Object;
use crate::report::words::seconds;
use crate::report::{claim_word, file_word, freshness_sentence, position_word, relation_word};
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
    words: Option<&Words>,
) -> Value {
    let start = Object::answer("resume").put("checkpoint", checkpoint);
    let start = start.put_some("automatic", words.map(super::words::automatic));
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

/// What `check --fix` did, or would do.
pub struct Fixed<'a> {
    /// Whether it was written.
    pub written: bool,
    /// The document before and after, as `git apply` takes it.
    pub diff: &'a str,
    /// What was brought up to date.
    pub healed: &'a [Healed],
    /// What is left to a person, each with the line of the document (1-based).
    pub left: &'a [(u32, &'a FileDrift)],
}

/// The answer of [`check`] with what `--fix` did: `fix: {written, diff,
/// healed[], left[{documentLine, file}]}`.
pub fn fixed(check: Value, fixed: &Fixed) -> Value {
    let left = fixed.left.iter().map(|(line, drift)| {
        Object::new()
            .put("documentLine", *line)
            .put("file", file(drift))
            .build()
    });
    let healed = fixed.healed.iter().map(answers::healed);
    let fix = Object::new()
        .put("written", fixed.written)
        .put("diff", fixed.diff)
        .put("healed", healed.collect::<Vec<_>>())
        .put("left", left.collect::<Vec<_>>());
    match check {
        Value::Object(fields) => Object::of(fields).put("fix", fix.build()).build(),
        other => other,
    }
}

/// The answer of `check` for several documents: each as [`check`] has it, and
/// what they come to together.
pub fn checks(documents: &[Value], drifts: &[&Drift]) -> Value {
    let clean = drifts.iter().all(|drift| drift.is_clean());
    let severity = drifts.iter().map(|drift| drift.severity).max();
    let changed: usize = drifts.iter().map(|drift| drift.changed()).sum();
    let documents = documents.iter().cloned().map(|mut document| {
        if let Value::Object(fields) = &mut document {
            fields.shift_remove("version");
            fields.shift_remove("kind");
        }
        document
    });
    let whole = Object::new()
        .put("clean", clean)
        .put("severity", severity.unwrap_or(Severity::None).as_str())
        .put("changed", changed);
    Object::answer("check")
        .put("documents", documents.collect::<Vec<_>>())
        .put("drift", whole.build())
        .build()
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
        .put("claims", drift.claims.iter().map(claim).collect::<Vec<_>>())
        .put("drift", whole.build())
        .put_some("lacking", drift.lacking.as_ref().map(lacking))
        .put_some("world", drift.world.as_ref().map(world))
        .put("choices", choices)
        .put("recommended", drift.recommended.as_str())
        .build()
}

/// The files of which the saved content is not in this clone; `command`, null
/// where there is none, would fetch it.
fn lacking(lacking: &Lacking) -> Value {
    let files = lacking.files.iter().map(RepoPath::as_str);
    Object::new()
        .put("files", files.collect::<Vec<_>>())
        .put("command", lacking.command.as_deref())
        .build()
}

/// Where the files are as they were saved; `cut` is there, and true, where not
/// every place was looked at.
fn world(world: &World) -> Value {
    Object::new()
        .put("kind", world.kind.as_str())
        .put("name", world.name.as_str())
        .put("matches", world.matches)
        .put("of", world.of)
        .put("here", world.here)
        .put_some("cut", world.cut.then_some(true))
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

/// One file, as `files[]` and `repinned[]` have it; `whitespaceOnly` is there,
/// and true, where nothing else differs; `commitsCut` and
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
        .put_some("whitespaceOnly", file.whitespace_only.then_some(true))
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
        .put_some("symbols", symbols(file))
        .build()
}

/// The names of code that have left a file, where there are any; `line` is
/// where each stood.
fn symbols(file: &FileDrift) -> Option<Vec<Value>> {
    let symbol = |symbol: &SymbolDrift| {
        Object::new()
            .put("name", symbol.name.as_str())
            .put("verdict", "gone")
            .put("line", symbol.line)
            .build()
    };
    let all: Vec<Value> = file.symbols.iter().map(symbol).collect();
    Some(all).filter(|all| !all.is_empty())
}

/// One claim; `undone` and `perhapsUndone` are there where files of done work
/// are as before it.
fn claim(claim: &ClaimDrift) -> Value {
    let paths = |paths: &[RepoPath]| -> Vec<Value> {
        paths.iter().map(|path| path.as_str().into()).collect()
    };
    let some = |files: &[Back]| -> Option<Vec<Value>> {
        let paths = files.iter().map(|back| back.path.as_str().into());
        Some(paths.collect()).filter(|files: &Vec<Value>| !files.is_empty())
    };
    Object::new()
        .put("kind", claim.kind.as_str())
        .put("text", claim.text.as_str())
        .put("verdict", claim_word(claim.verdict))
        .put_some("undone", some(&claim.undone))
        .put_some("perhapsUndone", some(&claim.perhaps_undone))
        .put("files", paths(&claim.files))
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
