//! What became of each claim of a document: the worst of what it names.

use crate::document::Claim;
use crate::drift::{Drift, FileDrift, FileVerdict, PositionVerdict, Severity, severity};
use crate::model::{ClaimKind, Lines, ObjectId, RepoPath};
use std::collections::BTreeSet;

/// One claim's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimDrift {
    /// What kind of statement it is.
    pub kind: ClaimKind,
    /// Its text; the path as it is written, of a file to open.
    pub text: String,
    /// The worst of what it names.
    pub verdict: ClaimVerdict,
    /// The files it names, as the record does, in the order it names them.
    pub files: Vec<RepoPath>,
    /// The answers of all it names, worst first.
    pub answers: Vec<Answer>,
    /// For an item marked as done, its files that are again what they were
    /// before the work.
    pub undone: Vec<Back>,
    /// The same where that may have been another's work, or no part of it.
    pub perhaps_undone: Vec<Back>,
}

/// A file that is again what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back {
    /// The file.
    pub path: RepoPath,
    /// The commit right before which it was so; `None` where it was so at the
    /// save or at an earlier one.
    pub before: Option<ObjectId>,
}

/// The answer of one thing that a claim names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What became of it.
    pub verdict: ClaimVerdict,
    /// Its file.
    pub path: RepoPath,
    /// What of the file it is.
    pub about: About,
}

/// What of a file a claim names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// All of it.
    File,
    /// These lines, as they are written.
    Lines(Lines),
    /// This name of code, as it is written.
    Symbol(String),
}

/// What became of a claim, or of one thing it names. The order is that of
/// badness, least first: what is proven, what cannot be told, what the reader
/// only has to find again, what may read otherwise now, what is lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimVerdict {
    /// It names nothing, so nothing is known of it.
    #[default]
    None,
    /// All that it names is proven to be as it was.
    Unchanged,
    /// No save has pinned it.
    Unpinned,
    /// It was not there at the save, nor is it now.
    Missing,
    /// It cannot be told.
    Unknown,
    /// The file has changed, not the lines that are named.
    Elsewhere,
    /// The lines are at other numbers.
    Moved,
    /// The file has another mode.
    ModeChanged,
    /// It was missing at the save and is there now.
    Appeared,
    /// The file has changed.
    Modified,
    /// The file is at another path.
    Renamed,
    /// The lines may be any of several.
    Ambiguous,
    /// A name of code has left the file.
    SymbolGone,
    /// The lines were changed.
    Edited,
    /// It is marked as done, and its file is as before the work.
    Undone,
    /// It was a file and is a link, or the like.
    TypeChanged,
    /// The file or the lines are gone.
    Deleted,
}

/// What a claim names, and what only its place in the document tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// The files, each with the lines that are told in the claim.
    pub names: Vec<(RepoPath, Option<Lines>)>,
    /// The names of code that have left a file.
    pub gone: Vec<(RepoPath, String)>,
    /// The files that are again as before the work, and whether it must have
    /// been this claim's.
    pub undone: Vec<(Back, bool)>,
}

impl ClaimDrift {
    /// What became of `claim`, which names `ground`, as `files` tell. A name
    /// that no file answers for is as if it were not there.
    pub fn of(claim: &Claim, ground: &Ground, files: &[FileDrift]) -> ClaimDrift {
        let undone = |sure: bool| {
            let files = ground.undone.iter().filter(move |(_, is)| *is == sure);
            files.map(|(back, _)| back.clone()).collect::<Vec<_>>()
        };
        let mut told = ClaimDrift {
            kind: claim.kind,
            text: claim.text.clone(),
            verdict: ClaimVerdict::None,
            files: Vec::new(),
            answers: Vec::new(),
            undone: undone(true),
            perhaps_undone: undone(false),
        };
        for (path, lines) in &ground.names {
            // Files stand in path order.
            let Ok(at) = files.binary_search_by(|file| file.path.cmp(path)) else {
                continue;
            };
            told.take(&files[at], *lines);
        }
        for (path, name) in &ground.gone {
            let about = About::Symbol(name.clone());
            told.answer(ClaimVerdict::SymbolGone, path, about);
        }
        told.once();
        told.answers
            .sort_by_key(|answer| std::cmp::Reverse(answer.verdict));
        let worst = told.answers.first().map(|answer| answer.verdict);
        told.verdict = worst.unwrap_or_default();
        told
    }

    fn take(&mut self, file: &FileDrift, lines: Option<Lines>) {
        self.files.push(file.path.clone());
        if self.undone.iter().any(|back| back.path == file.path) {
            return self.answer(ClaimVerdict::Undone, &file.path, About::File);
        }
        let of_file = of_file(&file.verdict);
        let position = lines.and_then(|lines| {
            let mut positions = file.positions.iter();
            positions.find(|position| position.lines == lines)
        });
        let Some(position) = position else {
            return self.answer(of_file, &file.path, About::File);
        };
        let about = About::Lines(position.lines);
        match of_position(&position.verdict, of_file) {
            Some(verdict) => self.answer(verdict, &file.path, about),
            None => self.answer(of_file, &file.path, About::File),
        }
        if matches!(
            of_file,
            ClaimVerdict::Renamed | ClaimVerdict::ModeChanged | ClaimVerdict::Appeared
        ) {
            self.answer(of_file, &file.path, About::File);
        }
    }

    fn answer(&mut self, verdict: ClaimVerdict, path: &RepoPath, about: About) {
        self.answers.push(Answer {
            verdict,
            path: path.clone(),
            about,
        });
    }

    /// Tells nothing twice, however often it is named.
    fn once(&mut self) {
        let mut seen = BTreeSet::new();
        self.files.retain(|path| seen.insert(path.clone()));
        let mut seen = BTreeSet::new();
        self.answers
            .retain(|answer| seen.insert((answer.path.clone(), answer.about.clone())));
    }
}

fn of_file(verdict: &FileVerdict) -> ClaimVerdict {
    match verdict {
        FileVerdict::Unchanged => ClaimVerdict::Unchanged,
        FileVerdict::Modified => ClaimVerdict::Modified,
        FileVerdict::Renamed { .. } => ClaimVerdict::Renamed,
        FileVerdict::Deleted => ClaimVerdict::Deleted,
        FileVerdict::TypeChanged => ClaimVerdict::TypeChanged,
        FileVerdict::ModeChanged { .. } => ClaimVerdict::ModeChanged,
        FileVerdict::Appeared => ClaimVerdict::Appeared,
        FileVerdict::Missing => ClaimVerdict::Missing,
        FileVerdict::Unpinned => ClaimVerdict::Unpinned,
        FileVerdict::Sparse | FileVerdict::Unreadable { .. } => ClaimVerdict::Unknown,
    }
}

/// What a position adds to its file's answer; `None` where that says it all.
/// In a file that has changed, lines that are the same change it elsewhere,
/// and lines of which nothing is known may be the change.
fn of_position(verdict: &PositionVerdict, file: ClaimVerdict) -> Option<ClaimVerdict> {
    if matches!(
        file,
        ClaimVerdict::Deleted
            | ClaimVerdict::TypeChanged
            | ClaimVerdict::Unknown
            | ClaimVerdict::Unpinned
    ) {
        return None;
    }
    let modified = file == ClaimVerdict::Modified;
    Some(match verdict {
        PositionVerdict::Same if modified => ClaimVerdict::Elsewhere,
        PositionVerdict::Same => ClaimVerdict::Unchanged,
        PositionVerdict::Moved { .. } => ClaimVerdict::Moved,
        PositionVerdict::Edited { .. } => ClaimVerdict::Edited,
        PositionVerdict::Deleted { .. } => ClaimVerdict::Deleted,
        PositionVerdict::Ambiguous { .. } => ClaimVerdict::Ambiguous,
        _ if modified => return None,
        PositionVerdict::Unknown => ClaimVerdict::Unknown,
        PositionVerdict::OutOfRange | PositionVerdict::Unpinned => ClaimVerdict::Unpinned,
    })
}

impl Drift {
    /// Takes the answers of the claims over: done work that is undone, and a
    /// name that is gone, matter as much as a position that was edited.
    pub fn tell_claims(&mut self, claims: Vec<ClaimDrift>) {
        let undone =
            |claim: &ClaimDrift| !claim.undone.is_empty() || !claim.perhaps_undone.is_empty();
        let gone = |file: &FileDrift| !file.symbols.is_empty();
        if claims.iter().any(undone) || self.files.iter().any(gone) {
            self.severity = Severity::AtPosition;
            self.recommended = severity::recommended(&self.files, self.severity);
        }
        self.claims = claims;
    }
}
