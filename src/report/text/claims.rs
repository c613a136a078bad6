//! What has changed, told along the document: which of its claims do not
//! stand as they are written any more.

use crate::drift::{
    About, Answer, Back, ClaimDrift, ClaimVerdict, Drift, FileVerdict, PositionVerdict, Severity,
};
use crate::model::{Choice, ClaimKind, Lines, ObjectId, RepoPath};
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::page::Page;
use crate::report::text::spans::Span;
use crate::report::text::wrap::cut;
use crate::report::words::counted_len;

/// How many claims are told.
const CLAIMS: usize = 20;

/// How many columns the text of a claim may take, where it is cut at all.
const TEXT: usize = 160;

/// How many things are told of one claim.
const ANSWERS: usize = 2;

/// The claims with something to tell, beneath the name of their section, in
/// the document's order. Each is indented, so that none looks like the line of
/// a file.
pub(super) fn claims(drift: &Drift, view: &View) -> String {
    let told = |claim: &&ClaimDrift| !is_fine(claim);
    let all: Vec<&ClaimDrift> = drift.claims.iter().filter(told).collect();
    let mut page = Page::default();
    if all.is_empty() {
        return page.done();
    }
    let heading = view.style.heading("What that means for what it says:");
    page.line(format_args!("{heading}"));
    let mut section = None;
    for claim in all.iter().take(CLAIMS) {
        if section != Some(claim.kind) {
            page.line(format_args!("  {}", title(claim.kind)));
            section = Some(claim.kind);
        }
        page.line(format_args!("    {}", claim_line(claim, drift, view)));
    }
    let more = all.len().saturating_sub(CLAIMS);
    if more > 0 {
        page.line(format_args!("  and {}", counted_len(more, "more claim")));
    }
    page.done()
}

/// The claim and what became of it.
fn claim_line(claim: &ClaimDrift, drift: &Drift, view: &View) -> String {
    let news = news(claim, drift, view);
    let plain = |text: &str| text.to_owned();
    let painted = |text: &str| match claim.verdict {
        ClaimVerdict::Moved => text.to_owned(),
        _ => view.style.warning(text),
    };
    let text = one_line(&claim.text);
    let text = view.width.map_or(text.clone(), |_| {
        cut(&text, TEXT.min(view.room() * 2)).into()
    });
    let claim = Span::new(&plain).prose(&format!("{text}: "));
    view.spans(&[claim, Span::new(&painted).prose(&news)], (4, 6))
}

fn title(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Completed => "Completed",
        ClaimKind::InProgress => "In Progress",
        ClaimKind::Pending => "Pending",
        ClaimKind::Decision => "Decisions",
        ClaimKind::FileToOpen => "Files to Open",
    }
}

/// Whether all that is told of the claim's files leaves it as it is.
fn is_fine(claim: &ClaimDrift) -> bool {
    claim.perhaps_undone.is_empty() && !claim.answers.iter().any(|one| is_news(claim, one))
}

/// Whether an answer tells a reader of the claim anything. Of a file to open
/// as a whole its own line has told all.
fn is_news(claim: &ClaimDrift, answer: &Answer) -> bool {
    let told = answer.verdict > ClaimVerdict::Elsewhere || answer.verdict == ClaimVerdict::Unknown;
    told && (claim.kind != ClaimKind::FileToOpen || answer.about != About::File)
}

/// What became of the claim, worst first.
fn news(claim: &ClaimDrift, drift: &Drift, view: &View) -> String {
    let answers = claim.answers.iter().enumerate();
    let mut told: Vec<String> = answers
        .filter(|(at, one)| is_news(claim, one) && !is_said(one, &claim.answers[..*at]))
        .map(|(_, answer)| answer)
        .map(|answer| sentence(answer, claim, drift, view))
        .collect();
    told.dedup();
    let perhaps = claim.perhaps_undone.first().map(|back| {
        let path = name(&back.path, view);
        let before = before(back, "its last change");
        format!("perhaps undone, {path} is as it was before {before}")
    });
    if let Some(perhaps) = perhaps {
        told.insert(0, perhaps);
    }
    let more = told.len().saturating_sub(ANSWERS);
    told.truncate(ANSWERS);
    told.extend((more > 0).then(|| format!("and {more} more")));
    told.join("; ")
}

/// Whether what is worse says already that the file was modified.
fn is_said(answer: &Answer, worse: &[Answer]) -> bool {
    answer.verdict == ClaimVerdict::Modified && worse.iter().any(|one| one.path == answer.path)
}

fn name(path: &RepoPath, view: &View) -> String {
    one_line(&(view.display)(path)).into_owned()
}

fn sentence(answer: &Answer, claim: &ClaimDrift, drift: &Drift, view: &View) -> String {
    let path = name(&answer.path, view);
    let own = claim.kind == ClaimKind::FileToOpen && claim.text == answer.path.as_str();
    match &answer.about {
        About::File => file(answer, &path, claim, drift, view),
        About::Symbol(symbol) => format!("{} is gone from {path}", one_line(symbol)),
        About::Lines(lines) => {
            let of = if own {
                String::new()
            } else {
                format!(" of {path}")
            };
            position(answer, (*lines, &of), drift, view)
        }
    }
}

/// What a file is before again: the commit, where one proves it.
fn before<'a>(back: &'a Back, or: &'a str) -> &'a str {
    back.before.as_ref().map_or(or, ObjectId::short)
}

fn file(answer: &Answer, path: &str, claim: &ClaimDrift, drift: &Drift, view: &View) -> String {
    let file = drift.files.iter().find(|file| file.path == answer.path);
    match (answer.verdict, file.map(|file| &file.verdict)) {
        (ClaimVerdict::Undone, verdict) => {
            let gone = if verdict == Some(&FileVerdict::Deleted) {
                "gone, "
            } else {
                ""
            };
            let back = claim.undone.iter().find(|back| back.path == answer.path);
            let before = back.map_or("the work", |back| before(back, "the work"));
            format!("undone, {path} is {gone}as it was before {before}")
        }
        (_, Some(FileVerdict::Renamed { to })) => format!("{path} is {} now", name(to, view)),
        (ClaimVerdict::Deleted, _) => format!("{path} is gone"),
        (ClaimVerdict::TypeChanged, _) => format!("{path} changed its type"),
        (ClaimVerdict::ModeChanged, _) => format!("{path} changed its mode"),
        (ClaimVerdict::Appeared, _) => format!("{path} has appeared"),
        (ClaimVerdict::Unknown, _) => format!("{path} cannot be told"),
        _ => format!("{path} was modified"),
    }
}

/// `of` is empty or ` of src/a.rs`.
fn position(answer: &Answer, (lines, of): (Lines, &str), drift: &Drift, view: &View) -> String {
    let file = drift.files.iter().find(|file| file.path == answer.path);
    let positions = file
        .map(|file| file.positions.as_slice())
        .unwrap_or_default();
    let position = positions.iter().find(|position| position.lines == lines);
    let (what, was, is) = if lines.is_single() {
        (format!("line {lines}{of}"), "was", "is")
    } else {
        (format!("lines {lines}{of}"), "were", "are")
    };
    let elsewhere = position.and_then(|position| position.path.as_ref());
    match position.map(|position| &position.verdict) {
        Some(PositionVerdict::Moved { to }) => match elsewhere {
            Some(path) => format!("{what} {is} {}:{to} now", name(path, view)),
            None if to.is_single() => format!("{what} {is} line {to} now"),
            None => format!("{what} {is} lines {to} now"),
        },
        Some(PositionVerdict::Edited { .. }) => format!("{what} {was} edited"),
        Some(PositionVerdict::Deleted { .. }) => format!("{what} {is} gone"),
        Some(PositionVerdict::Ambiguous { candidates }) => {
            let several = candidates.len() + position.map_or(0, |one| one.elsewhere.len()) > 1;
            let could = if several {
                "could be one of several"
            } else {
                "cannot be found for sure"
            };
            format!("{what} {could}")
        }
        _ => format!("{what} cannot be told"),
    }
}

/// How much has changed and where, and what is recommended for it, in one
/// sentence; empty where nothing has.
pub(super) fn verdict(drift: &Drift, view: &View) -> String {
    let changed = drift.changed();
    if changed == 0 {
        return String::new();
    }
    let files = counted_len(changed, "file");
    let positions = || drift.files.iter().flat_map(|file| &file.positions);
    let touched = positions().filter(|position| position.is_drift()).count();
    let place = match drift.severity {
        _ if positions().next().is_none() && drift.severity < Severity::AtPosition => String::new(),
        Severity::None | Severity::Elsewhere => ", none at your positions".to_owned(),
        Severity::Near => ", close to your positions".to_owned(),
        Severity::AtPosition => at_position(drift, touched),
    };
    let choice = match drift.recommended {
        Choice::Proceed => "proceed",
        Choice::Update => "look at the diff and update",
        Choice::Discard => "discard and assess current state",
    };
    let sentence = format!("{files} changed{place}: {choice}");
    view.wrapped(&sentence, 0, 0) + "\n"
}

fn at_position(drift: &Drift, touched: usize) -> String {
    let mut parts = vec![String::new()];
    if touched > 0 {
        parts.push(format!("{} touched", counted_len(touched, "position")));
    }
    let gone: usize = drift.files.iter().map(|file| file.symbols.len()).sum();
    if gone > 0 {
        parts.push(format!("{} gone", counted_len(gone, "name")));
    }
    let undone = |claim: &&ClaimDrift| !claim.undone.is_empty();
    let undone = drift.claims.iter().filter(undone).count();
    if undone > 0 {
        parts.push(format!("{} undone", counted_len(undone, "done item")));
    }
    let undone = |claim: &&ClaimDrift| !claim.perhaps_undone.is_empty();
    let perhaps = drift.claims.iter().filter(undone).count();
    if perhaps > 0 {
        parts.push(format!(
            "{} perhaps undone",
            counted_len(perhaps, "done item")
        ));
    }
    parts.join(", ")
}
