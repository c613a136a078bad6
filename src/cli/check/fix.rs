//! `check --fix`: what merely moved, brought up to date in the document.

use super::read::Paper;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::error::Error;
use crate::model::RepoPath;
use crate::report::plain_diff;
use crate::report::text::{self, LeftOver};
use crate::route::{self, Checked, Fix};
use crate::store::{MAX_DOCUMENT, replace};

/// What was brought up to date in one document.
pub(super) struct Fixed {
    pub(super) fix: Fix,
    /// As `git apply` takes it.
    pub(super) diff: String,
    /// Whether it was written.
    pub(super) written: bool,
}

/// Refuses what cannot be brought up to date in place.
pub(super) fn refuse(paper: &Paper) -> Result<(), Error> {
    let refused = |why: &str, hint: Option<&str>| {
        Err(Error::Document {
            path: paper.given.clone(),
            line: None,
            why: why.to_owned(),
            hint: hint.map(str::to_owned),
        })
    };
    if paper.path.is_none() {
        return refused("standard input cannot be brought up to date in place", None);
    }
    if paper.record.is_some() {
        return refused(
            "it has a record, which must go with it",
            Some("a save brings both up to date: git shipkit checkpoint"),
        );
    }
    if paper.prose.len() < paper.bytes.len() {
        return refused("the record in it is damaged; nothing was written", None);
    }
    Ok(())
}

fn path(paper: &Paper) -> &RepoPath {
    paper.path.as_ref().expect("what lies nowhere was refused")
}

/// Shows what would change, asks where somebody can answer, and writes it,
/// unless this is a `trial`.
pub(super) fn run(
    desk: &Desk<'_>,
    paper: &Paper,
    checked: &Checked,
    trial: bool,
) -> Result<Fixed, Stop> {
    let fix = route::fix(&desk.repo, &paper.page(), checked);
    let changes = fix.prose != paper.prose;
    if !desk.ui.json {
        show(desk, paper, &fix);
    }
    let may = changes && !trial;
    let written = may && is_wanted(desk, paper)?;
    if written {
        write(desk, paper, &fix)?;
        if !desk.ui.json {
            let shown = crate::model::quoted(&paper.given);
            desk.ui.tell(&format!("{shown} is up to date.\n"));
        }
    }
    let diff = plain_diff(path(paper).as_str(), &paper.prose, &fix.prose);
    Ok(Fixed { fix, diff, written })
}

fn show(desk: &Desk<'_>, paper: &Paper, fix: &Fix) {
    let left: Vec<LeftOver<'_>> = fix
        .left
        .iter()
        .map(|left| LeftOver {
            line: left.told.line,
            file: &left.told.file,
            in_company: left.in_company,
            alike: left.alike,
        })
        .collect();
    let text = desk.with_view(|view| {
        text::fixed(&text::Fixed {
            document: &paper.given,
            path: path(paper).as_str(),
            before: &paper.prose,
            after: &fix.prose,
            left: &left,
            view: *view,
        })
    });
    desk.ui.tell(&text);
}

/// Whether it may be written. Whoever interrupts is asked of no other document.
fn is_wanted(desk: &Desk<'_>, paper: &Paper) -> Result<bool, Stop> {
    let shown = crate::model::quoted(&paper.given);
    let question = format!("Write this to {shown}?");
    let answer = desk.ui.agreed(&question, desk.ui.can_ask());
    if !answer.is_yes() {
        desk.ui.tell(&format!("Nothing was written to {shown}.\n"));
    }
    answer.stop()?;
    Ok(answer.is_yes())
}

/// Writes the document, unless somebody else has since.
fn write(desk: &Desk<'_>, paper: &Paper, fix: &Fix) -> Result<(), Error> {
    let path = path(paper);
    let now = desk.repo.read_file(path, MAX_DOCUMENT);
    if now.as_deref() != Ok(&paper.bytes[..]) {
        return Err(Error::Document {
            path: paper.given.clone(),
            line: None,
            why: "it changed meanwhile; nothing was written".to_owned(),
            hint: Some("look at the plan again".to_owned()),
        });
    }
    let file = desk.repo.work_dir().join(path.as_str());
    replace(&file, fix.prose.as_bytes(), true)
}
