//! The files a checkpoint references, and what became of each.

use crate::drift::{Changes, CommitSeen, Drift, FileDrift, FileVerdict, PositionVerdict};
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::edited::then_and_now;
use crate::report::text::page::Page;
use crate::report::text::positions::{bare, position};
use crate::report::words::{age, counted_len};
use unicode_width::UnicodeWidthStr;

/// How many commits are named beneath a file.
const COMMITS: usize = 5;

/// How many edited positions of a report are shown as they were and are.
const SIDE_BY_SIDE: usize = 3;

/// The sentence on the whole, then one line a file with its positions and
/// commits beneath. `subject` is who references: `The checkpoint`. Where
/// nothing drifted, and not `every` file is asked for, only those with
/// something to tell are named.
pub(super) fn files(subject: &str, drift: &Drift, every: bool, view: &View) -> String {
    let subject = one_line(subject);
    let code = drift.exit_code();
    let sentence = match code {
        1 => format!("{subject} references files that have changed since it was created:"),
        2 => "Nothing is known to have changed, but this cannot be told:".to_owned(),
        _ if drift.files.is_empty() => format!("{subject} references no files."),
        _ => format!("Nothing {} references has changed.", inner(&subject)),
    };
    let mut page = Page::default();
    page.line(format_args!("{}", warned(&sentence, code == 1, view)));
    let mut shown = 0;
    for file in &drift.files {
        if code == 1 || every && code == 0 || has_news(file) {
            entry(file, &mut shown, &mut page, view);
        }
    }
    page.done()
}

fn warned(text: &str, warn: bool, view: &View) -> String {
    if warn {
        view.style.warning(text)
    } else {
        text.to_owned()
    }
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

fn entry(file: &FileDrift, shown: &mut usize, page: &mut Page, view: &View) {
    page.line(format_args!("- {}", line(file, view)));
    for told in &file.positions {
        let is_found = told.path.is_some() || !told.elsewhere.is_empty();
        let has_news = told.verdict != PositionVerdict::Same || file.verdict.is_drift();
        if !(is_found || tells_positions(file) && has_news) {
            continue;
        }
        let sides = then_and_now(told, view);
        if sides.is_empty() || *shown == SIDE_BY_SIDE {
            page.line(format_args!("  {}", position(told, 2, view)));
            continue;
        }
        *shown += 1;
        page.line(format_args!("  {}", bare(told, view)));
        for side in sides {
            page.line(format_args!("{side}"));
        }
    }
    who(file, page, view);
}

/// Whether the file's own line leaves anything to say of its positions.
fn tells_positions(file: &FileDrift) -> bool {
    !matches!(
        file.verdict,
        FileVerdict::Deleted
            | FileVerdict::Sparse
            | FileVerdict::Unpinned
            | FileVerdict::Unreadable { .. }
    )
}

/// `src/login.ts: Modified after checkpoint (+12 -3)`.
pub(super) fn line(file: &FileDrift, view: &View) -> String {
    let sentence = sentence(&file.verdict, view);
    let sentence = warned(&sentence, file.verdict.is_drift(), view);
    let path = view.path(&file.path);
    let more = match &file.verdict {
        FileVerdict::ModeChanged { from, to } => {
            format!(" ({} -> {})", from.as_str(), to.as_str())
        }
        FileVerdict::Unchanged | FileVerdict::Missing if file.is_drift() => {
            ", but not what an earlier save pinned".to_owned()
        }
        _ => file
            .changes
            .map(|changes| numbers(changes, view))
            .unwrap_or_default(),
    };
    format!("{path}: {sentence}{more}")
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
fn who(file: &FileDrift, page: &mut Page, view: &View) {
    if file.search_cut {
        let what = if file.verdict == FileVerdict::Deleted {
            "or perhaps renamed: not all new files were compared"
        } else {
            "or perhaps in another file: too many have changed to look into"
        };
        page.line(format_args!("  {what}"));
    }
    for seen in file.commits.iter().take(COMMITS) {
        page.line(format_args!("  {}", commit(seen, view)));
    }
    let more = file.commits.len().saturating_sub(COMMITS);
    if more > 0 {
        page.line(format_args!("  and {}", counted_len(more, "more commit")));
    }
    if file.commits_cut {
        page.line(format_args!(
            "  and perhaps more: the history was not searched to its end"
        ));
    }
    if file.uncommitted == Some(true) {
        page.line(format_args!("  uncommitted edits"));
    }
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
