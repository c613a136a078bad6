//! References that are each as old as their line: every pin of a file is
//! compared by itself, and the file's answer is the worst of them.

use crate::drift::compare::{file, never_pinned};
use crate::drift::elsewhere::Elsewhere;
use crate::drift::{
    Drift, FileDrift, FileSeen, FileVerdict, HeadDrift, Other, PositionDrift, PositionVerdict,
    Severity, severity,
};
use crate::model::{Lines, Pinned, RepoPath};
use std::collections::BTreeMap;

/// What one pin of a file comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// The answer, as if the file had no other pin.
    pub file: FileDrift,
}

impl Apart {
    /// Compares one pin with what was seen.
    pub fn pinned(path: &RepoPath, pinned: &Pinned, seen: &FileSeen) -> Apart {
        let elsewhere = Elsewhere::new(&[], false);
        let file = file(path, pinned, (seen, &elsewhere), &[]);
        Apart { file }
    }

    /// Compares the pins of one commit with what was `seen`, lines that left
    /// their file with the files that have changed since; `cut` as
    /// [`Observation`](crate::drift::Observation) has it.
    pub fn among(
        (others, cut): (&[Other], bool),
        pins: &BTreeMap<RepoPath, Pinned>,
        seen: &BTreeMap<RepoPath, FileSeen>,
    ) -> BTreeMap<RepoPath, Apart> {
        let elsewhere = Elsewhere::new(others, cut);
        let answers = pins.iter().filter_map(|(path, pinned)| {
            let file = file(path, pinned, (seen.get(path)?, &elsewhere), &[]);
            Some((path.clone(), Apart { file }))
        });
        answers.collect()
    }

    /// No commit has the lines that name the file.
    pub fn never_pinned(path: &RepoPath, lines: &[Lines]) -> Apart {
        Apart::of(never_pinned(path, lines))
    }

    /// The file was not there when it was named, and is not there now.
    pub fn missing(path: &RepoPath) -> Apart {
        Apart::of(FileDrift {
            verdict: FileVerdict::Missing,
            ..never_pinned(path, &[])
        })
    }

    /// When the lines were written cannot be told.
    pub fn untold(path: &RepoPath, lines: &[Lines], why: &str) -> Apart {
        let mut file = never_pinned(path, lines);
        file.verdict = FileVerdict::Unreadable {
            why: why.to_owned(),
        };
        blur(&mut file.positions);
        Apart::of(file)
    }

    /// The pin may be older than the commit it was taken from: that the file
    /// has changed since is true all the same, that it has not is not proven,
    /// and which lines were meant cannot be told.
    #[must_use]
    pub fn or_older(mut self, why: &str) -> Apart {
        if !self.file.verdict.is_drift() {
            if self.file.verdict != FileVerdict::Sparse {
                self.file.verdict = FileVerdict::Unreadable {
                    why: why.to_owned(),
                };
            }
            self.file.severity = Severity::None;
            blur(&mut self.file.positions);
        } else if !matches!(
            self.file.verdict,
            FileVerdict::Deleted | FileVerdict::TypeChanged
        ) {
            blur(&mut self.file.positions);
            self.file.severity = Severity::Elsewhere;
        }
        self
    }

    /// The answer for one reference alone: the file's, and its position's.
    pub fn only(&self, lines: Option<Lines>) -> FileDrift {
        let mut file = self.file.clone();
        file.positions
            .retain(|position| Some(position.lines) == lines);
        file
    }

    fn of(file: FileDrift) -> Apart {
        Apart { file }
    }

    /// How bad it is, for the choice between the pins of one file.
    fn rank(&self) -> u8 {
        match &self.file.verdict {
            FileVerdict::Deleted | FileVerdict::TypeChanged => 8,
            FileVerdict::Renamed { .. } => 7,
            FileVerdict::Modified => 6,
            FileVerdict::ModeChanged { .. } | FileVerdict::Appeared => 5,
            FileVerdict::Unreadable { .. } => 4,
            FileVerdict::Sparse => 3,
            FileVerdict::Unchanged => 2,
            FileVerdict::Missing => 1,
            FileVerdict::Unpinned => 0,
        }
    }
}

fn blur(positions: &mut [PositionDrift]) {
    for position in positions {
        position.verdict = PositionVerdict::Unknown;
        position.text = None;
    }
}

/// Puts the pins of one file together, the oldest first: the worst is the
/// file's answer, and of what is said twice of a position the worse. Gives the
/// place of that worst one too. `None` for no pins.
pub fn together(pins: &[Apart]) -> Option<(usize, Apart)> {
    let worst = pins.iter().map(Apart::rank).max()?;
    let at = pins.iter().position(|pin| pin.rank() == worst)?;
    let mut all: BTreeMap<Lines, &PositionDrift> = BTreeMap::new();
    for position in pins.iter().flat_map(|pin| &pin.file.positions) {
        let known = all.entry(position.lines).or_insert(position);
        if weight(&position.verdict) > weight(&known.verdict) {
            *known = position;
        }
    }
    let mut whole = pins[at].clone();
    whole.file.positions = all.into_values().cloned().collect();
    whole.file.severity = pins.iter().map(|pin| pin.file.severity).max()?;
    Some((at, whole))
}

fn weight(verdict: &PositionVerdict) -> u8 {
    match verdict {
        PositionVerdict::Deleted { .. } => 7,
        PositionVerdict::Edited { .. } => 6,
        PositionVerdict::Ambiguous { .. } => 5,
        PositionVerdict::Unknown => 4,
        PositionVerdict::OutOfRange => 3,
        PositionVerdict::Moved { .. } => 2,
        PositionVerdict::Same => 1,
        PositionVerdict::Unpinned => 0,
    }
}

impl Drift {
    /// The whole answer from those of its files, in path order.
    pub fn of_files(head: HeadDrift, files: Vec<Apart>) -> Drift {
        let worst = files.iter().map(|one| one.file.severity).max();
        let worst = worst.unwrap_or(Severity::None);
        let files: Vec<FileDrift> = files.into_iter().map(|one| one.file).collect();
        Drift {
            head,
            recommended: severity::recommended(&files, worst),
            files,
            severity: worst,
            claims: Vec::new(),
            lacking: None,
            world: None,
        }
    }
}
