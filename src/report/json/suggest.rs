//! The answer of `suggest`.

use crate::drift::Count;
use crate::report::json::object::Object;
use crate::report::text::{reason_sentence, save_command};
use crate::suggest::{Reason, Since, Situation, active_seconds};
use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use serde_json::Value;

/// The answer: `suggest`, `reasons[]` (each its word, its sentence and its
/// values), `command`, and what it goes by: `since` (`{event, time?}`),
/// `activeSeconds`, `commits`, `created[]`, `modified[]`; `unseen` where not
/// all was looked at.
pub fn suggest(
    (name, is_there): (Option<&str>, bool),
    situation: &Situation,
    reasons: &[Reason],
    unseen: Option<&str>,
) -> Value {
    Object::answer("suggest")
        .put("name", name)
        .put("suggest", !reasons.is_empty())
        .put("reasons", reasons.iter().map(reason).collect::<Vec<_>>())
        .put("command", save_command(name, is_there))
        .put("since", since(situation.since))
        .put("activeSeconds", active_seconds(situation))
        .put("commits", situation.commits.n)
        .put("created", situation.created.clone())
        .put("modified", situation.modified.clone())
        .put_some("unseen", unseen)
        .build()
}

fn since(since: Since) -> Value {
    let event = match since {
        Since::Save(_) => "save",
        Since::Clear(_) => "clear",
        Since::Commit(_) => "commit",
        Since::Nothing => "nothing",
    };
    let time = since
        .at()
        .and_then(|at| DateTime::<Utc>::from_timestamp(at, 0));
    let time = time.map(|time| {
        DateTime::<FixedOffset>::from(time).to_rfc3339_opts(SecondsFormat::Secs, false)
    });
    Object::new()
        .put("event", event)
        .put_some("time", time)
        .build()
}

fn reason(reason: &Reason) -> Value {
    let told = Object::new()
        .put("reason", reason.word())
        .put("message", reason_sentence(reason));
    let told = match reason {
        Reason::LongSession { active_seconds, .. } => told.put("activeSeconds", *active_seconds),
        Reason::SignificantProgress {
            created,
            modified,
            cut,
            ..
        } => told
            .put("created", created.clone())
            .put("modified", modified.clone())
            .put("more", *cut),
        Reason::NaturalBreakpoint {
            commits: Count { n, more },
            tests_passed,
            ..
        } => told
            .put("commits", *n)
            .put("more", *more)
            .put("testsPassed", *tests_passed),
        Reason::ContextAtRisk { percent } => told.put("percent", *percent),
        Reason::TaskSwitch { from, to, switched } => told
            .put("from", from.as_deref())
            .put("to", to.as_str())
            .put("switched", *switched),
    };
    told.build()
}
