//! Lines that a leaf tells apart from a path.

use super::candidate::inside;
use super::position::numbers;
use super::read::{Reader, Token};
use super::words::Told;
use super::{Form, Position};
use std::ops::Range;

/// What joins one code span with the next.
pub(super) const JOINS: [&str; 11] = [
    " and ", ", ", ", and ", " & ", " or ", "/", " / ", " und ", " et ", " y ", "、",
];

impl Reader<'_> {
    /// Whether a code span goes on with the lines of the one before it:
    /// `` `a.rs:3-9` and `20-24` ``.
    pub(super) fn again(&mut self, range: &Range<usize>) -> bool {
        let told = match self.tokens.last() {
            Some((_, Token::Told { .. })) => true,
            Some((_, Token::Named(named))) => self.mentions[named.start].position.is_some(),
            None => false,
        };
        let joins = std::mem::take(&mut self.joins);
        let inner = inside(self.prose, range);
        let (positions, end) = numbers(&self.prose[inner.clone()], 0, Form::Word);
        // A lone number may count or be a status.
        let ranges = positions.iter().all(|position| !position.lines.is_single());
        let goes_on = told && joins && ranges && end == inner.len() && end > 0;
        for position in positions.into_iter().filter(|_| goes_on) {
            self.tell(position, inner.start, false);
        }
        goes_on
    }

    pub(super) fn tell(&mut self, mut position: Position, by: usize, of_next: bool) {
        position.digits = position.digits.start + by..position.digits.end + by;
        let start = position.digits.start;
        let token = Token::Told {
            position,
            of_next,
            terse: false,
        };
        self.tokens.push((start, token));
    }

    /// Tells what was read in words.
    pub(super) fn tell_words(&mut self, told: Told, by: usize) {
        self.tell(told.position, by, told.of_next);
        if let Some((_, Token::Told { terse, .. })) = self.tokens.last_mut() {
            *terse = told.terse;
        }
    }
}
