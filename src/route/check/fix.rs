//! Bringing a document up to date: numbers of lines that moved, paths of files
//! that were renamed. A line that is rewritten is pinned anew once it is
//! committed, so none is that holds anything else to look at.

use super::{Checked, Newlines, Page, Told, place};
use crate::document::{self, Rewrite};
use crate::drift::{FileVerdict, Healed, PositionDrift, PositionVerdict};
use crate::model::{Lines, Pin, RepoPath};
use crate::repo::Repo;
use crate::route::references::Located;
use crate::route::respell::renamed;
use std::collections::{BTreeSet, HashSet};

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
    /// Whether its line would then read as another line of the document does.
    pub alike: bool,
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
    let told = checked.told.iter().zip(&wishes).zip(names);
    let rewrites: Vec<Vec<Rewrite>> = told
        .map(|((told, wish), name)| rewrites(told, wish, name))
        .collect();
    let (closed, alike) = closed(repo, page, (&wishes, &rewrites), &checked.unnamed);
    let mut fix = Fix {
        prose: rewritten(page.prose, &wishes, &rewrites, &closed),
        healed: Vec::new(),
        left: Vec::new(),
    };
    for (told, wish) in checked.told.iter().zip(&wishes) {
        if wish.goes(&closed) {
            let healed = healed(told, wish);
            if !fix.healed.contains(&healed) {
                fix.healed.push(healed);
            }
        } else if wish.is_wanted() || wish.open && !is_mere_change(told) {
            fix.left.push(Left {
                told: told.clone(),
                in_company: wish.is_wanted() && !wish.open,
                alike: wish.is_wanted() && !wish.stands.is_disjoint(&alike),
            });
        }
    }
    fix
}

fn rewrites(told: &Told, wish: &Wish, name: Option<String>) -> Vec<Rewrite> {
    let mention = &told.located.mention;
    let name = name.map(|name| mention.with_path(&name));
    let lines = wish.lines.and_then(|to| mention.with_lines(to));
    name.into_iter().chain(lines).collect()
}

/// `prose` with all that stands on no closed line.
fn rewritten(
    prose: &str,
    wishes: &[Wish],
    rewrites: &[Vec<Rewrite>],
    closed: &BTreeSet<u32>,
) -> String {
    let all = wishes.iter().zip(rewrites);
    let all = all.filter(|(wish, _)| wish.goes(closed));
    let all: Vec<Rewrite> = all.flat_map(|(_, one)| one).cloned().collect();
    document::rewrite(prose, &all)
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

    fn goes(&self, closed: &BTreeSet<u32>) -> bool {
        self.is_wanted() && self.stands.is_disjoint(closed)
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

/// The lines that stay as they are, and those of them that would else read as
/// another line did: git blame would take the one for the other, and the next
/// check would move a number that is right.
fn closed(
    repo: &Repo,
    page: &Page<'_>,
    (wishes, rewrites): (&[Wish], &[Vec<Rewrite>]),
    unnamed: &BTreeSet<u32>,
) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let committed = committed(repo, page.path);
    let before = lines(&committed).chain(lines(page.prose));
    let before: HashSet<&str> = before.collect();
    let mut alike = BTreeSet::new();
    loop {
        let closed = closed_lines(wishes, unnamed, &alike);
        let after = rewritten(page.prose, wishes, rewrites, &closed);
        let changes = lines(page.prose).zip(lines(&after)).zip(1..);
        let found = changes.filter(|((was, is), _)| was != is && before.contains(is));
        let found: Vec<u32> = found.map(|(_, at)| at).collect();
        if found.is_empty() {
            return (closed, alike);
        }
        alike.extend(found);
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.trim_end_matches('\r'))
}

/// The document as HEAD has it, which the next commit is compared with.
fn committed(repo: &Repo, path: Option<&RepoPath>) -> String {
    let there = || {
        let (path, head) = (path?, repo.head().ok()?.id?);
        let pins = repo.pins_at(&head, &BTreeSet::from([path.clone()])).ok()?;
        match pins.get(path)? {
            Pin::Blob { blob, .. } => repo.blob(blob).ok()?,
            Pin::Missing | Pin::Unhashed { .. } => None,
        }
    };
    let bytes = there().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The lines that hold something for a person, and so all that stands on them
/// stays, and with it every other line it stands on.
fn closed_lines(wishes: &[Wish], unnamed: &BTreeSet<u32>, alike: &BTreeSet<u32>) -> BTreeSet<u32> {
    let open = wishes.iter().filter(|wish| wish.open);
    let open = open.flat_map(|wish| &wish.stands);
    let mut closed: BTreeSet<u32> = open.chain(unnamed).chain(alike).copied().collect();
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
