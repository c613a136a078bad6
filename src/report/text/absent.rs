//! There is no checkpoint: what can be had instead.

use crate::drift::CommitSeen;
use crate::model::Name;
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::choices::command;
use crate::report::text::files::commit;

/// What is there where a checkpoint is not.
#[derive(Clone, Debug, Default)]
pub struct Absent {
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

/// The sentence, then a part for everything that can be had instead.
pub fn absent(absent: &Absent, view: &View) -> String {
    let mut out = absent_sentence(&absent.name) + "\n";
    let documents = absent
        .documents
        .iter()
        .map(|path| one_line(path).into_owned());
    out.push_str(&part("What the project says:", documents, view));
    let commits = absent.commits.iter().map(|seen| commit(seen, view));
    out.push_str(&part("Recent commits:", commits, view));
    let resume = |name: Option<&str>| view.style.hint(&one_line(&command("resume", name, "")));
    let others = absent.others.iter().map(|name| resume(name.as_deref()));
    out.push_str(&part("Other checkpoints:", others, view));
    let restore = |name: &Option<String>| {
        view.style
            .hint(&one_line(&command("restore", name.as_deref(), "")))
    };
    out.push_str(&part(
        "Cleared checkpoints:",
        absent.cleared.iter().map(restore),
        view,
    ));
    let elsewhere = absent.elsewhere.iter().map(|name| resume(Some(name)));
    out + &part("Checkpoints of other worktrees:", elsewhere, view)
}

fn part(heading: &str, lines: impl Iterator<Item = String>, view: &View) -> String {
    let body: String = lines.map(|line| format!("- {line}\n")).collect();
    if body.is_empty() {
        return body;
    }
    format!("\n{}\n{body}", view.style.heading(heading))
}
