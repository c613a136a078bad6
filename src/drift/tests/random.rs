//! Over many random edits: no answer names a line that holds another text.

use super::edit;
use crate::drift::{Edit, PositionVerdict, Texts, carry};
use crate::model::Lines;

/// Knuth's generator: enough for shuffling, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn text(&mut self) -> Vec<String> {
        let words = [
            "}", "", "alpha();", "beta();", "gamma();", "return;", "delta",
        ];
        (0..self.below(14))
            .map(|_| words[self.below(words.len())].to_owned())
            .collect()
    }

    fn changed(&mut self, text: &[String]) -> Vec<String> {
        let mut text = text.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(text.len() + 1);
            match self.below(3) {
                0 => text.insert(at, "inserted".to_owned()),
                1 if at < text.len() => drop(text.remove(at)),
                _ => text.rotate_left(at),
            }
        }
        text
    }
}

fn joined(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

fn at(text: &[String], lines: Lines) -> Option<&[String]> {
    text.get(lines.start() as usize - 1..lines.end() as usize)
}

/// What every verdict promises of the two texts.
fn holds(verdict: &PositionVerdict, lines: Lines, old: &[String], new: &[String]) -> bool {
    let then = at(old, lines);
    match verdict {
        PositionVerdict::Same => then == at(new, lines),
        PositionVerdict::Moved { to } => *to != lines && then == at(new, *to),
        PositionVerdict::Ambiguous { candidates } => {
            !candidates.is_empty() && candidates.iter().all(|one| at(new, *one) == then)
        }
        PositionVerdict::Edited { near } | PositionVerdict::Deleted { near: Some(near) } => {
            at(new, *near).is_some()
        }
        PositionVerdict::Deleted { near: None } => new.is_empty(),
        PositionVerdict::OutOfRange => then.is_none(),
        PositionVerdict::Unknown | PositionVerdict::Unpinned => false,
    }
}

#[test]
fn every_answer_is_confirmed_by_the_text_it_names() {
    let mut random = Random(2025);
    let mut moved = 0;
    for _ in 0..4000 {
        let old = random.text();
        let new = random.changed(&old);
        let edit = edit(&joined(&old), &joined(&new));
        let start = u32::try_from(random.below(14)).unwrap() + 1;
        let length = u32::try_from(random.below(3)).unwrap();
        let lines = Lines::new(start, start + length).unwrap();
        let verdict = carry(lines, &edit);
        assert!(
            holds(&verdict, lines, &old, &new),
            "{lines} of {old:?} -> {new:?} ({:?}): {verdict:?}",
            edit.hunks
        );
        moved += usize::from(matches!(verdict, PositionVerdict::Moved { .. }));
    }
    assert!(moved > 500, "only {moved} moved: the edits test too little");
}

#[test]
fn no_hunks_make_it_panic() {
    let mut random = Random(7);
    for _ in 0..4000 {
        let (old, new) = (random.text(), random.text());
        let mut number = || u32::try_from(random.below(16)).unwrap();
        let hunks = (0..3)
            .map(|_| super::hunk(number()..number(), number()..number()))
            .collect();
        let edit = Edit {
            texts: Texts::new(joined(&old).into_bytes(), joined(&new).into_bytes()),
            hunks,
            mapped: None,
            folded: None,
            trimmed: None,
        };
        let lines = Lines::new(3, 5).unwrap();
        if let PositionVerdict::Same = carry(lines, &edit) {
            assert_eq!(at(&old, lines), at(&new, lines));
        }
    }
}
