//! A text's lines, and git's hunks brought into one exact form.

use crate::drift::texts::place;
use crate::drift::tokens::Tokens;
use crate::drift::{Edit, Hunk};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// Both texts of an edit as lines, and what was replaced between them.
pub(super) struct Lined<'a> {
    /// The lines at the save, without their endings.
    pub(super) old: Vec<&'a [u8]>,
    /// The lines now, without their endings.
    pub(super) new: Vec<&'a [u8]>,
    /// What was replaced: in order and never touching each other. `None` where
    /// the hunks given cannot belong to the two texts.
    pub(super) exact: Option<Vec<Hunk>>,
    /// The same, line endings aside.
    pub(super) hunks: Option<Vec<Hunk>>,
    /// The same, white space at a line's ends aside.
    pub(super) trimmed: Option<Vec<Hunk>>,
    /// The lines as numbers.
    pub(super) tokens: &'a Tokens,
    /// The old lines in the order of their texts, white space at their ends
    /// aside.
    sorted: OnceCell<Vec<u32>>,
    /// Each line that came, white space at a line's ends aside: its number and
    /// where it stands, in that order.
    came: Vec<(u32, u32)>,
    /// Of each other file asked about, by its place among them, the lines
    /// that stood nowhere before.
    pub(super) strange: RefCell<BTreeMap<usize, Rc<[usize]>>>,
}

impl<'a> Lined<'a> {
    pub(super) fn new(edit: &'a Edit) -> Lined<'a> {
        let (old, new) = edit.texts.lines();
        let exact = edit.mapped.as_ref().unwrap_or(&edit.hunks);
        let hunks = edit.folded.as_ref().unwrap_or(exact);
        let checked = |hunks| sound(hunks, old.len(), new.len()).then(|| merged(hunks));
        let trimmed = checked(edit.trimmed.as_ref().unwrap_or(hunks));
        let (exact, hunks) = (checked(exact), checked(hunks));
        let tokens = &edit.texts.tokens;
        Lined {
            came: came(tokens, trimmed.as_deref().unwrap_or_default()),
            tokens,
            sorted: OnceCell::new(),
            strange: RefCell::default(),
            old,
            new,
            exact,
            hunks,
            trimmed,
        }
    }

    /// Where a line, without the white space at its ends, stands in the old
    /// text, in order.
    pub(super) fn stood_at(&self, line: &[u8]) -> &[u32] {
        let text = |at: &u32| self.old[*at as usize].trim_ascii();
        let sorted = self.sorted.get_or_init(|| {
            let mut sorted: Vec<u32> = (0..place(self.old.len())).collect();
            sorted.sort_unstable_by_key(|at| text(at));
            sorted
        });
        let first = sorted.get(sorted.partition_point(|at| text(at) < line));
        match first.filter(|at| text(at) == line) {
            Some(at) => self.tokens.old.at(self.tokens.old.all()[*at as usize]),
            None => &[],
        }
    }

    /// Where the lines of that number stand that came, in order.
    pub(super) fn came(&self, number: u32) -> impl ExactSizeIterator<Item = usize> + '_ {
        let from = self.came.partition_point(|(one, _)| *one < number);
        let to = self.came.partition_point(|(one, _)| *one <= number);
        self.came[from..to].iter().map(|(_, at)| *at as usize)
    }
}

/// The number of each line that a hunk brought, and where it stands. Sorted, and
/// not by number in a map: measured, that took 80 bytes a line.
fn came(tokens: &Tokens, hunks: &[Hunk]) -> Vec<(u32, u32)> {
    let lines = hunks.iter().flat_map(|hunk| hunk.after.clone());
    let numbered = lines.filter_map(|line| {
        let number = tokens.new.all().get(line as usize)?;
        Some((*number, line))
    });
    let mut came: Vec<(u32, u32)> = numbered.collect();
    came.sort_unstable();
    came
}

/// Whether the hunks lie in order within both texts, with as many lines kept
/// between them on either side.
fn sound(hunks: &[Hunk], old: usize, new: usize) -> bool {
    let (mut before, mut after) = (0, 0);
    for hunk in hunks {
        let ordered = hunk.before.start <= hunk.before.end && hunk.after.start <= hunk.after.end;
        let kept = hunk.before.start.checked_sub(before);
        if !ordered || kept.is_none() || kept != hunk.after.start.checked_sub(after) {
            return false;
        }
        (before, after) = (hunk.before.end, hunk.after.end);
    }
    let left = old.checked_sub(before as usize);
    left.is_some() && left == new.checked_sub(after as usize)
}

/// Hunks with no kept line between them are one.
fn merged(hunks: &[Hunk]) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        match out.last_mut() {
            Some(last) if last.before.end == hunk.before.start => {
                last.before.end = hunk.before.end;
                last.after.end = hunk.after.end;
            }
            _ => out.push(hunk.clone()),
        }
    }
    out
}

/// The hunks that replace a line of `place` or insert between two of them.
pub(super) fn touched<'h>(hunks: &'h [Hunk], place: &Range<usize>) -> &'h [Hunk] {
    let from = hunks.partition_point(|hunk| hunk.before.end as usize <= place.start);
    let to = hunks.partition_point(|hunk| (hunk.before.start as usize) < place.end);
    hunks.get(from..to).unwrap_or_default()
}

/// Where the kept old line `line` (0-based) is in the new text.
pub(super) fn shifted(hunks: &[Hunk], line: usize) -> usize {
    let above = hunks.partition_point(|hunk| hunk.before.end as usize <= line);
    match above.checked_sub(1).and_then(|last| hunks.get(last)) {
        Some(hunk) => line - hunk.before.end as usize + hunk.after.end as usize,
        None => line,
    }
}

/// Where the old line `line` or what replaced it begins in the new text.
pub(super) fn landed(hunks: &[Hunk], line: usize) -> usize {
    match touched(hunks, &(line..line + 1)).first() {
        Some(hunk) => into(hunk, line),
        None => shifted(hunks, line),
    }
}

/// Where the old lines up to `end` (exclusive), or what replaced them, end.
pub(super) fn landed_end(hunks: &[Hunk], end: usize) -> usize {
    match touched(hunks, &(end.saturating_sub(1)..end)).first() {
        Some(hunk) if hunk.before.end as usize == end => hunk.after.end as usize,
        Some(hunk) => into(hunk, end),
        None => shifted(hunks, end.saturating_sub(1)) + 1,
    }
}

/// As far into a hunk's new run as `line` is into its old one.
fn into(hunk: &Hunk, line: usize) -> usize {
    (hunk.after.start as usize + (line - hunk.before.start as usize)).min(hunk.after.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::Texts;

    #[test]
    fn counts_lines_as_git_does() {
        for (text, expected) in [
            ("", vec![]),
            ("\n", vec![""]),
            ("a", vec!["a"]),
            ("a\n", vec!["a"]),
            ("a\n\nb", vec!["a", "", "b"]),
            ("a\r\nb\r", vec!["a", "b\r"]),
            ("a\rb\n", vec!["a\rb"]),
        ] {
            let texts = Texts::new(text.into(), Vec::new());
            let (then, _) = texts.lines();
            let seen: Vec<_> = then
                .into_iter()
                .map(|line| std::str::from_utf8(line).unwrap())
                .collect();
            assert_eq!(seen, expected, "{text:?}");
        }
    }

    fn hunk(before: std::ops::Range<u32>, after: std::ops::Range<u32>) -> Hunk {
        Hunk { before, after }
    }

    #[test]
    fn hunks_of_another_text_are_not_believed() {
        for hunks in [
            vec![],
            vec![hunk(0..1, 0..1)],
            vec![hunk(0..9, 0..8)],
            vec![hunk(1..1, 0..1)],
            vec![hunk(1..2, 1..3), hunk(0..1, 3..3)],
            vec![hunk(std::ops::Range { start: 2, end: 1 }, 1..1)],
        ] {
            assert!(!sound(&hunks, 3, 4), "{hunks:?}");
        }
        assert!(sound(&[hunk(1..1, 1..2)], 3, 4));
        assert!(sound(&[hunk(0..3, 0..4)], 3, 4));
        assert!(sound(&[], 3, 3));
    }

    #[test]
    fn a_new_last_newline_is_no_change_of_the_line() {
        let edit = Edit {
            texts: Texts::new(b"one\ntwo".to_vec(), b"one\ntwo\nthree\n".to_vec()),
            hunks: vec![hunk(1..2, 1..3)],
            mapped: None,
            folded: Some(vec![hunk(2..2, 2..3)]),
            trimmed: None,
        };
        assert_eq!(Lined::new(&edit).hunks, edit.folded);
    }
}
