//! The words and short sentences that more than one report needs.

use crate::drift::{ClaimVerdict, FileVerdict, PositionVerdict, Relation, Words};
use crate::model::{Choice, Freshness};
use chrono::{DateTime, FixedOffset};
use std::borrow::Cow;

/// How old a checkpoint is and what that means, one sentence.
pub fn freshness_sentence(saved_at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> String {
    match Freshness::of(saved_at, now) {
        Freshness::Recent => "Resuming from recent checkpoint".to_owned(),
        Freshness::Aging { days } => format!(
            "Checkpoint is {} old. Things may have changed.",
            counted(days, "day")
        ),
        Freshness::Stale => "Checkpoint is stale. Verify state before continuing.".to_owned(),
        Freshness::Future => format!(
            "Checkpoint is dated {} in the future. Check the clock.",
            span(seconds(now, saved_at))
        ),
    }
}

/// A moment as documents write it, in its own offset: `2025-01-27 14:30`.
pub fn minute(time: DateTime<FixedOffset>) -> String {
    time.format("%Y-%m-%d %H:%M").to_string()
}

/// That the last save was automatic, and of when the words are; one line.
pub fn automatic_sentence(words: &Words, now: DateTime<FixedOffset>) -> String {
    let of = match words.at {
        Some(at) => format!("the last in words is of {} ({})", minute(at), age(at, now)),
        None if words.untold.is_empty() => "nobody has put it into words".to_owned(),
        None => "nothing tells of when its words are".to_owned(),
    };
    format!("The last save was automatic; {of}.")
}

/// How long ago `then` was: `3 days ago`, `just now`, `in 2 hours`.
pub fn age(then: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> String {
    match seconds(then, now) {
        0..60 => "just now".to_owned(),
        past @ 60.. => format!("{} ago", span(past)),
        future => format!("in {}", span(-future)),
    }
}

/// Whole seconds from `then` to `now`.
pub(super) fn seconds(then: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> i64 {
    now.signed_duration_since(then).num_seconds()
}

/// A length of time in its largest fitting unit, as git rounds ages: days up
/// to two weeks, weeks up to ten, months up to two years.
pub(super) fn span(seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let (n, unit) = match seconds {
        ..MINUTE => (seconds, "second"),
        MINUTE..HOUR => (seconds / MINUTE, "minute"),
        HOUR..DAY => (seconds / HOUR, "hour"),
        _ => match seconds / DAY {
            days @ ..14 => (days, "day"),
            days @ 14..70 => (days / 7, "week"),
            days @ 70..730 => (days / 30, "month"),
            days => (days / 365, "year"),
        },
    };
    counted(n, unit)
}

/// `1 file`, `2 files`.
pub(super) fn counted(n: impl Into<i128>, noun: &str) -> String {
    match n.into() {
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}

/// [`counted`] for what a collection counts.
pub(super) fn counted_len(n: usize, noun: &str) -> String {
    counted(i64::try_from(n).unwrap_or(i64::MAX), noun)
}

/// A choice as it is offered.
pub fn choice_sentence(choice: Choice) -> &'static str {
    match choice {
        Choice::Update => "Show the diff and update",
        Choice::Proceed => "Proceed (may be outdated)",
        Choice::Discard => "Discard and assess current state",
    }
}

/// A file's verdict as JSON and porcelain have it.
pub fn file_word(verdict: &FileVerdict) -> &'static str {
    match verdict {
        FileVerdict::Unchanged => "unchanged",
        FileVerdict::Modified => "modified",
        FileVerdict::Renamed { .. } => "renamed",
        FileVerdict::Deleted => "deleted",
        FileVerdict::TypeChanged => "type-changed",
        FileVerdict::ModeChanged { .. } => "mode-changed",
        FileVerdict::Appeared => "appeared",
        FileVerdict::Missing => "missing",
        FileVerdict::Unpinned => "unpinned",
        FileVerdict::Sparse => "sparse",
        FileVerdict::Unreadable { .. } => "unreadable",
    }
}

/// A position's verdict as JSON and porcelain have it.
pub fn position_word(verdict: &PositionVerdict) -> &'static str {
    match verdict {
        PositionVerdict::Same => "same",
        PositionVerdict::Moved { .. } => "moved",
        PositionVerdict::Edited { .. } => "edited",
        PositionVerdict::Deleted { .. } => "deleted",
        PositionVerdict::Ambiguous { .. } => "ambiguous",
        PositionVerdict::OutOfRange => "out-of-range",
        PositionVerdict::Unknown => "unknown",
        PositionVerdict::Unpinned => "unpinned",
    }
}

/// A claim's verdict as JSON has it.
pub fn claim_word(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::None => "none",
        ClaimVerdict::Unchanged => "unchanged",
        ClaimVerdict::Unpinned => "unpinned",
        ClaimVerdict::Missing => "missing",
        ClaimVerdict::Unknown => "unknown",
        ClaimVerdict::Elsewhere => "elsewhere",
        ClaimVerdict::Moved => "moved",
        ClaimVerdict::ModeChanged => "mode-changed",
        ClaimVerdict::Appeared => "appeared",
        ClaimVerdict::Modified => "modified",
        ClaimVerdict::Renamed => "renamed",
        ClaimVerdict::Ambiguous => "ambiguous",
        ClaimVerdict::SymbolGone => "symbol-gone",
        ClaimVerdict::Edited => "edited",
        ClaimVerdict::Undone => "undone",
        ClaimVerdict::TypeChanged => "type-changed",
        ClaimVerdict::Deleted => "deleted",
    }
}

/// HEAD's relation as JSON and porcelain have it.
pub fn relation_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "same",
        Relation::Ahead(_) => "ahead",
        Relation::Behind(_) => "behind",
        Relation::Diverged { .. } => "diverged",
        Relation::Rewritten => "rewritten",
        Relation::Lost => "lost",
        Relation::Unborn => "unborn",
        Relation::Unknown => "unknown",
    }
}

/// A word as a POSIX shell takes it: in single quotes where it must be.
pub fn as_argument(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@');
    if !word.is_empty() && word.chars().all(is_plain) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    fn saved() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap()
    }

    #[test]
    fn freshness_is_told_in_the_agreed_sentences() {
        for (hours, sentence) in [
            (0, "Resuming from recent checkpoint"),
            (24, "Resuming from recent checkpoint"),
            (25, "Checkpoint is 1 day old. Things may have changed."),
            (72, "Checkpoint is 3 days old. Things may have changed."),
            (168, "Checkpoint is 7 days old. Things may have changed."),
            (169, "Checkpoint is stale. Verify state before continuing."),
            (
                -2,
                "Checkpoint is dated 2 hours in the future. Check the clock.",
            ),
        ] {
            let now = saved() + Duration::hours(hours);
            assert_eq!(freshness_sentence(saved(), now), sentence, "{hours} hours");
        }
    }

    #[test]
    fn ages_are_told_in_one_unit() {
        for (seconds, words) in [
            (59, "just now"),
            (60, "1 minute ago"),
            (59 * 60, "59 minutes ago"),
            (3600, "1 hour ago"),
            (86_400, "1 day ago"),
            (13 * 86_400, "13 days ago"),
            (14 * 86_400, "2 weeks ago"),
            (70 * 86_400, "2 months ago"),
            (800 * 86_400, "2 years ago"),
            (-30, "in 30 seconds"),
            (-7200, "in 2 hours"),
        ] {
            let now = saved() + Duration::seconds(seconds);
            assert_eq!(age(saved(), now), words, "{seconds}");
        }
        assert_eq!(minute(saved()), "2025-01-27 14:30");
    }

    #[test]
    fn a_name_is_quoted_where_a_shell_would_take_it_apart() {
        for (word, argument) in [
            ("auth", "auth"),
            ("支払い", "支払い"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("$(x)", "'$(x)'"),
            ("", "''"),
        ] {
            assert_eq!(as_argument(word), argument);
        }
    }
}
