//! What was counted.

use std::collections::BTreeMap;
use std::fmt;

/// Counts of many comparisons, and what was wrong.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Saves compared with a later work tree.
    pub(crate) checks: usize,
    /// Files by the verdict they got.
    pub(crate) files: BTreeMap<String, usize>,
    /// Positions by the verdict they got.
    pub(crate) positions: BTreeMap<String, usize>,
    /// Files of which git's two ways to ask say different things: line endings
    /// kept for an index that is not the user's.
    pub(crate) two_answers: usize,
    /// Files that git's similarity takes for renamed, and the program does not.
    pub(crate) renames_not_told: usize,
    /// Verdicts that git does not give.
    pub(crate) wrong_files: Vec<String>,
    /// Positions that git puts elsewhere.
    pub(crate) wrong_positions: Vec<String>,
}

impl Tally {
    /// Counts a file's verdict.
    pub(crate) fn file(&mut self, verdict: &str) {
        *self.files.entry(verdict.to_owned()).or_default() += 1;
    }

    /// Counts a position's verdict.
    pub(crate) fn position(&mut self, verdict: &str) {
        *self.positions.entry(verdict.to_owned()).or_default() += 1;
    }

    /// How often something was not as git says.
    pub(crate) fn wrong(&self) -> usize {
        self.wrong_files.len() + self.wrong_positions.len()
    }

    /// Whether everything was as git says.
    pub(crate) fn is_right(&self) -> bool {
        self.wrong() == 0
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn add(&mut self, other: Tally) {
        self.checks += other.checks;
        self.two_answers += other.two_answers;
        self.renames_not_told += other.renames_not_told;
        for (sum, more) in [
            (&mut self.files, other.files),
            (&mut self.positions, other.positions),
        ] {
            for (word, count) in more {
                *sum.entry(word).or_default() += count;
            }
        }
        self.wrong_files.extend(other.wrong_files);
        self.wrong_positions.extend(other.wrong_positions);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |counts: &BTreeMap<String, usize>| -> String {
            let words = counts.iter().map(|(word, count)| format!("{word} {count}"));
            words.collect::<Vec<_>>().join(", ")
        };
        let positions: usize = self.positions.values().sum();
        let uncertain: usize = ["ambiguous", "unknown"]
            .iter()
            .filter_map(|word| self.positions.get(*word))
            .sum();
        let share = 100.0 * ratio(uncertain, positions);
        writeln!(f, "checks: {}", self.checks)?;
        let files: usize = self.files.values().sum();
        writeln!(f, "files: {files} ({})", words(&self.files))?;
        writeln!(f, "positions: {positions} ({})", words(&self.positions))?;
        writeln!(f, "told as uncertain: {uncertain} ({share:.2} %)")?;
        writeln!(f, "git's two ways differ: {}", self.two_answers)?;
        writeln!(f, "renames not told: {}", self.renames_not_told)?;
        writeln!(f, "wrong verdicts: {}", self.wrong_files.len())?;
        write!(f, "wrong positions: {}", self.wrong_positions.len())
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share for people to read")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
