//! There is no checkpoint: what can be had instead.

use crate::drift::CommitSeen;
use crate::model::Name;
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::choices::command;
use crate::report::text::page::Page;
use crate::report::text::who::commit;

/// What is there where a checkpoint is not.
#[derive(Clone, Debug, Default)]
pub struct Absent {
    /// Another one whose name is near, as it is typed.
    pub nearest: Option<String>,
    /// The checkpoint that was asked for.
    pub name: Name,
    /// Other documents that tell of the work, as `.shipkit/progress.md`.
    pub documents: Vec<String>,
    /// The latest commits, newest first.
    pub commits: Vec<CommitSeen>,
    /// Checkpoints under other names; `None` is the current one.
    pub others: Vec<Option<String>>,
    /// Cleared ones that can be restored.
    pub cleared: Vec<Option<String>>,
    /// Checkpoints of other or removed worktrees, as `ID:NAME`.
    pub elsewhere: Vec<String>,
}

/// `No checkpoint found at .shipkit/checkpoint.md.`
pub fn absent_sentence(name: &Name) -> String {
    format!("No checkpoint found at {}.", name.document())
}

/// The sentence, and on a line of its own what may have been meant.
pub fn absent_or_meant(absent: &Absent) -> String {
    let sentence = absent_sentence(&absent.name);
    match &absent.nearest {
        Some(nearest) => format!("{sentence}\nDid you mean '{}'?", one_line(nearest)),
        None => sentence,
    }
}

/// The sentence, then a part for everything that can be had instead.
pub fn absent(absent: &Absent, view: &View) -> String {
    let heading = |text| view.style.heading(text);
    let typed = |verb, name: Option<&str>| view.style.hint(&command(verb, name, ""));
    let mut page = Page::default();
    page.line(format_args!("{}", absent_or_meant(absent)));
    let documents = absent.documents.iter();
    page.part(
        &heading("What the project says:"),
        documents.map(|path| one_line(path).into_owned()),
    );
    page.part(
        &heading("Recent commits:"),
        absent.commits.iter().map(|seen| commit(seen, view)),
    );
    page.part(
        &heading("Other checkpoints:"),
        absent
            .others
            .iter()
            .map(|name| typed("resume", name.as_deref())),
    );
    page.part(
        &heading("Saved before, and to be had back:"),
        absent
            .cleared
            .iter()
            .map(|name| typed("restore", name.as_deref())),
    );
    page.part(
        &heading("Checkpoints of other worktrees:"),
        absent
            .elsewhere
            .iter()
            .map(|name| typed("resume", Some(name))),
    );
    page.done()
}
