//! Bringing a document up to date: numbers of lines that moved, paths of files
//! that were renamed. A line that is rewritten is pinned anew once it is
//! committed, so none is that holds anything else to look at.

use super::{Checked, Newlines, Page, Told, place};
use crate::document;
use crate::drift::{FileVerdict, Healed, PositionDrift, PositionVerdict};
use crate::model::{Lines, RepoPath};
use crate::repo::Repo;
use crate::route::references::Located;
use crate::route::respell::renamed;
use std::collections::BTreeSet;

/// What bringing a document up to date comes to.
pub struct Fix {
    /// The document as it would read.
    pub prose: String,
    /// What is brought up to date.
    pub healed: Vec<Healed>,
    /// What is left to a person.
    pub left: Vec<Left>,
}

/// A reference that nobody but a person can bring up to date.
pub struct Left {
    /// What became of it.
    pub told: Told,
    /// Whether it would be rewritten if nothing else stood on its line.
    pub in_company: bool,
}

/// What a reference asks for.
struct Wish {
    lines: Option<Lines>,
    to: Option<RepoPath>,
    /// Whether a person must look at it.
    open: bool,
    /// The document's lines on which it stands.
    stands: BTreeSet<u32>,
}

/// How `page` would read with everything up to date that can be. Writes
/// nothing.
pub fn fix(repo: &Repo, page: &Page<'_>, checked: &Checked) -> Fix {
    let newlines = Newlines::of(page.prose);
    let mut wishes: Vec<Wish> = checked
        .told
        .iter()
        .map(|told| wish(told, &newlines))
        .collect();
    let names = new_names(repo, page, checked);
    open_beside(&checked.told, &mut wishes);
    let closed = closed_lines(&wishes, &checked.unnamed);
    let goes = |wish: &Wish| wish.is_wanted() && wish.stands.is_disjoint(&closed);
    let mut rewrites = Vec::new();
    let mut fix = Fix {
        prose: String::new(),
        healed: Vec::new(),
        left: Vec::new(),
    };
    for ((told, wish), name) in checked.told.iter().zip(&wishes).zip(names) {
        if goes(wish) {
            let mention = &told.located.mention;
            rewrites.extend(name.map(|name| mention.with_path(&name)));
            rewrites.extend(wish.lines.and_then(|to| mention.with_lines(to)));
            let healed = healed(told, wish);
            if !fix.healed.contains(&healed) {
                fix.healed.push(healed);
            }
        } else if wish.is_wanted() || wish.open && !is_mere_change(told) {
            fix.left.push(Left {
                told: told.clone(),
                in_company: wish.is_wanted() && !wish.open,
            });
        }
    }
    fix.prose = document::rewrite(page.prose, &rewrites);
    fix
}

/// What each reference calls its file where that was renamed.
fn new_names(repo: &Repo, page: &Page<'_>, checked: &Checked) -> Vec<Option<String>> {
    let told = checked.told.iter();
    let located: Vec<Located> = told.clone().map(|told| told.located.clone()).collect();
    let now = told.map(|told| match &told.file.verdict {
        FileVerdict::Renamed { to } => to,
        _ => &told.located.path,
    });
    renamed(repo, &located, &now.collect::<Vec<_>>(), page.path)
}

impl Wish {
    fn is_wanted(&self) -> bool {
        self.lines.is_some() || self.to.is_some()
    }
}

fn wish(told: &Told, newlines: &Newlines) -> Wish {
    let mention = &told.located.mention;
    let position = told.file.positions.first();
    let stayed = position.filter(|position| position.path.is_none());
    let lines = stayed.and_then(|position| match position.verdict {
        PositionVerdict::Moved { to } => Some(to),
        _ => None,
    });
    let to = match &told.file.verdict {
        FileVerdict::Renamed { to } => Some(to.clone()),
        _ => None,
    };
    let kept = stayed.is_some_and(|position| {
        matches!(
            position.verdict,
            PositionVerdict::Same | PositionVerdict::Moved { .. }
        )
    });
    let open = match &told.file.verdict {
        FileVerdict::Renamed { .. } => position.is_some() && !kept,
        _ => (told.file.is_drift() || told.file.is_untold()) && !kept,
    };
    let stands = [place(&told.located), mention.span.start];
    Wish {
        lines,
        to,
        open,
        stands: stands.map(|at| newlines.line(at)).into(),
    }
}

/// A file that is named beside a position of it that moved is looked at with
/// that position: it alone keeps no line as it is.
fn open_beside(told: &[Told], wishes: &mut [Wish]) {
    let moved = told
        .iter()
        .zip(wishes.iter())
        .filter(|(_, wish)| wish.is_wanted() && !wish.open);
    let moved: BTreeSet<(u32, RepoPath)> = moved
        .flat_map(|(told, wish)| {
            let path = &told.located.path;
            wish.stands.iter().map(|line| (*line, path.clone()))
        })
        .collect();
    for (told, wish) in told.iter().zip(wishes) {
        let beside = |line: &u32| moved.contains(&(*line, told.located.path.clone()));
        if is_mere_change(told) && wish.stands.iter().all(beside) {
            wish.open = false;
        }
    }
}

/// The lines that hold something for a person, and so all that stands on them
/// stays, and with it every other line it stands on.
fn closed_lines(wishes: &[Wish], unnamed: &BTreeSet<u32>) -> BTreeSet<u32> {
    let open = wishes.iter().filter(|wish| wish.open);
    let open = open.flat_map(|wish| &wish.stands);
    let mut closed: BTreeSet<u32> = open.chain(unnamed).copied().collect();
    loop {
        let before = closed.len();
        for wish in wishes.iter().filter(|wish| wish.is_wanted()) {
            if !wish.stands.is_disjoint(&closed) {
                closed.extend(&wish.stands);
            }
        }
        if closed.len() == before {
            return closed;
        }
    }
}

/// Whether a file is merely another than it was, as the report tells already.
fn is_mere_change(told: &Told) -> bool {
    let changed = matches!(
        told.file.verdict,
        FileVerdict::Modified | FileVerdict::ModeChanged { .. }
    );
    let went = |position: &PositionDrift| position.is_drift() || position.path.is_some();
    changed && !told.file.positions.iter().any(went) && !told.file.is_untold()
}

fn healed(told: &Told, wish: &Wish) -> Healed {
    let path = &told.located.path;
    Healed {
        path: path.clone(),
        from: told
            .located
            .mention
            .lines()
            .filter(|_| wish.lines.is_some()),
        new_path: wish.to.clone().unwrap_or_else(|| path.clone()),
        to: wish.lines,
    }
}
