//! The files a checkpoint references, and what became of each.

use crate::drift::{Changes, CommitSeen, Drift, FileDrift, FileVerdict, PositionVerdict};
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::positions::position;
use crate::report::words::{age, counted_len};
use unicode_width::UnicodeWidthStr;

/// How many commits are named beneath a file.
const COMMITS: usize = 5;

/// The sentence on the whole, then one line a file with its positions and
/// commits beneath. `subject` is who references: `The checkpoint`. Where
/// nothing drifted, only files with something to tell are named.
pub(super) fn files(subject: &str, drift: &Drift, view: &View) -> String {
    let subject = one_line(subject);
    let code = drift.exit_code();
    let sentence = match code {
        1 => format!("{subject} references files that have changed since it was created:"),
        2 => "Nothing is known to have changed, but this cannot be told:".to_owned(),
        _ if drift.files.is_empty() => format!("{subject} references no files."),
        _ => format!("Nothing {} references has changed.", inner(&subject)),
    };
    let mut out = if code == 1 {
        view.style.warning(&sentence)
    } else {
        sentence
    };
    out.push('\n');
    for file in &drift.files {
        if code == 1 || has_news(file) {
            out.push_str(&entry(file, view));
        }
    }
    out
}

/// `The checkpoint` inside a sentence; a path stays as it is.
fn inner(subject: &str) -> String {
    match subject.strip_prefix("The ") {
        Some(noun) => format!("the {noun}"),
        None => subject.to_owned(),
    }
}

fn has_news(file: &FileDrift) -> bool {
    file.verdict != FileVerdict::Unchanged
        || file
            .positions
            .iter()
            .any(|position| position.verdict != PositionVerdict::Same)
}

fn entry(file: &FileDrift, view: &View) -> String {
    let mut out = line(file, view);
    out.push('\n');
    for told in file.positions.iter().filter(|_| tells_positions(file)) {
        if told.verdict != PositionVerdict::Same || file.verdict.is_drift() {
            out.push_str(&format!("  {}\n", position(told, 2, view)));
        }
    }
    out + &who(file, view)
}

/// Whether the file's own line leaves anything to say of its positions.
fn tells_positions(file: &FileDrift) -> bool {
    !matches!(
        file.verdict,
        FileVerdict::Deleted | FileVerdict::Sparse | FileVerdict::Unreadable { .. }
    )
}

/// `- src/login.ts: Modified after checkpoint (+12 -3)`, without line feed.
pub(super) fn line(file: &FileDrift, view: &View) -> String {
    let verdict = sentence(&file.verdict, view);
    let verdict = if file.verdict.is_drift() {
        view.style.warning(&verdict)
    } else {
        verdict
    };
    let mut out = format!("- {}: {verdict}", view.path(&file.path));
    if let Some(changes) = file.changes {
        out.push_str(&numbers(changes, view));
    }
    match &file.verdict {
        FileVerdict::ModeChanged { from, to } => {
            out.push_str(&format!(" ({} -> {})", from.as_str(), to.as_str()));
        }
        FileVerdict::Unchanged | FileVerdict::Missing if file.is_drift() => {
            out.push_str(", but not what an earlier save pinned");
        }
        _ => {}
    }
    out
}

fn sentence(verdict: &FileVerdict, view: &View) -> String {
    match verdict {
        FileVerdict::Unchanged => "Unchanged".to_owned(),
        FileVerdict::Modified => "Modified after checkpoint".to_owned(),
        FileVerdict::Renamed { to } => {
            format!(
                "Renamed to {} after checkpoint",
                one_line(&(view.display)(to))
            )
        }
        FileVerdict::Deleted => "Deleted after checkpoint".to_owned(),
        FileVerdict::TypeChanged => "Type changed after checkpoint".to_owned(),
        FileVerdict::ModeChanged { .. } => "Mode changed after checkpoint".to_owned(),
        FileVerdict::Appeared => "Appeared after checkpoint".to_owned(),
        FileVerdict::Missing => "Still missing".to_owned(),
        FileVerdict::Unpinned => "Never pinned".to_owned(),
        FileVerdict::Sparse => "Not in the sparse checkout".to_owned(),
        FileVerdict::Unreadable { why } => format!("Cannot tell: {}", one_line(why)),
    }
}

fn numbers(changes: Changes, view: &View) -> String {
    if changes.added == 0 && changes.removed == 0 {
        return String::new();
    }
    format!(
        " ({} {})",
        view.style.added(&format!("+{}", changes.added)),
        view.style.removed(&format!("-{}", changes.removed))
    )
}

/// The commits that touched the file, and whether somebody's edits wait.
fn who(file: &FileDrift, view: &View) -> String {
    let mut out = String::new();
    for seen in file.commits.iter().take(COMMITS) {
        out.push_str(&format!("  {}\n", commit(seen, view)));
    }
    if let Some(more) = file.commits.len().checked_sub(COMMITS).filter(|n| *n > 0) {
        out.push_str(&format!("  and {}\n", counted_len(more, "more commit")));
    }
    if file.commits_cut {
        out.push_str("  and perhaps more: the history was not searched to its end\n");
    }
    if file.uncommitted == Some(true) {
        out.push_str("  uncommitted edits\n");
    }
    out
}

/// `9e8d7c6 Move token creation (Alice, 3 days ago)`.
pub(super) fn commit(commit: &CommitSeen, view: &View) -> String {
    let id = commit.id.short();
    let by = format!(
        " ({}, {})",
        one_line(&commit.author),
        age(commit.time, view.now)
    );
    let subject = view.cut(&one_line(&commit.subject), 3 + id.len() + by.width());
    format!("{} {subject}{}", view.style.dim(id), view.style.dim(&by))
}
