//! Writing other numbers into positions.

use super::Form;
use crate::model::Lines;
use std::ops::Range;

/// A position that gets other lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The bytes of the numbers; see [`super::Position::digits`].
    pub digits: Range<usize>,
    /// How they are written.
    pub form: Form,
    /// The lines that take their place.
    pub to: Lines,
}

/// `prose` with other numbers in these positions; every other byte stays.
/// What stands between two numbers stays as well, so `L34-L40` and `34–40`
/// keep their look. A move that does not lie on numbers is left out.
pub fn move_lines(prose: &str, moves: &[Move]) -> String {
    let mut moves: Vec<&Move> = moves.iter().collect();
    moves.sort_by_key(|change| change.digits.start);
    let mut out = String::with_capacity(prose.len() + 16);
    let mut at = 0;
    for change in moves {
        let Some(old) = prose.get(change.digits.clone()) else {
            continue;
        };
        if change.digits.start < at || !old.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        out.push_str(&prose[at..change.digits.start]);
        out.push_str(&renumbered(old, change));
        at = change.digits.end;
    }
    out.push_str(&prose[at..]);
    out
}

fn renumbered(old: &str, change: &Move) -> String {
    let first = old.bytes().take_while(u8::is_ascii_digit).count();
    let last = old.len() - old.bytes().rev().take_while(u8::is_ascii_digit).count();
    let Move { form, to, .. } = change;
    if last > first {
        return format!("{}{}{}", to.start(), &old[first..last], to.end());
    }
    match form {
        _ if to.is_single() => to.start().to_string(),
        Form::Hash => format!("{}-L{}", to.start(), to.end()),
        Form::Colon | Form::Word => to.to_string(),
    }
}
