//! The files that an automatic save pinned anew: the words are older.

use crate::drift::Words;
use crate::model::RepoPath;
use crate::report::text::View;
use crate::report::text::page::Page;
use crate::report::words::{counted_len, minute};
use std::collections::BTreeSet;

/// How many files are named.
const MOST: usize = 10;

/// What changed between the words and the automatic save that followed them,
/// and what cannot be told of it.
pub(super) fn before_automatic(words: Option<&Words>, view: &View) -> String {
    let Some(words) = words else {
        return String::new();
    };
    let of = words.at.map_or_else(
        || "its words".to_owned(),
        |at| format!("its words of {}", minute(at)),
    );
    let mut page = Page::default();
    let changed = format!("Changed between {of} and the automatic save:");
    list(&mut page, &changed, &words.changed, view);
    let untold = format!("No save of {of} tells whether these had changed by the automatic one:");
    list(&mut page, &untold, &words.untold, view);
    page.done()
}

fn list(page: &mut Page, sentence: &str, files: &BTreeSet<RepoPath>, view: &View) {
    if files.is_empty() {
        return;
    }
    page.line(format_args!("{}", view.style.warning(sentence)));
    for file in files.iter().take(MOST) {
        page.line(format_args!("- {}", view.path(file)));
    }
    let more = files.len().saturating_sub(MOST);
    if more > 0 {
        page.line(format_args!("- and {}", counted_len(more, "more file")));
    }
}

/// `The checkpoint` inside a sentence; a path stays as it is.
pub(super) fn inner(subject: &str) -> String {
    match subject.strip_prefix("The ") {
        Some(noun) => format!("the {noun}"),
        None => subject.to_owned(),
    }
}
