//! Who changed a file since the save.

use crate::drift::{CommitSeen, FileDrift, FileVerdict};
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::page::Page;
use crate::report::words::{age, counted_len};
use unicode_width::UnicodeWidthStr;

/// How many commits are named beneath a file.
const COMMITS: usize = 5;

/// The commits that touched the file, and whether somebody's edits wait.
pub(super) fn who(file: &FileDrift, page: &mut Page, view: &View) {
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
