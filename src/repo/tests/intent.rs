//! Lines followed through random edits by who they are, not by what they say:
//! where git's line map takes one line for another, as little as can be is
//! told as certain.

use super::Sandbox;
use crate::drift::{PositionVerdict, carry};
use crate::model::Lines;

/// Two texts each; a position of each is followed.
const ROUNDS: usize = 8_000;

/// Lines nobody can tell from each other, most of a program's text.
const COMMON: [&str; 10] = [
    "}",
    "",
    "    }",
    "    return;",
    "else {",
    "  });",
    "// ---",
    "\t}",
    "end",
    "    x += 1;",
];

/// A line, and a number no other line has.
#[derive(Clone)]
struct Line {
    id: usize,
    text: String,
}

struct Maker {
    state: u64,
    lines: usize,
}

impl Maker {
    fn below(&mut self, limit: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap() % limit
    }

    fn line(&mut self) -> Line {
        let text = match self.below(10) {
            0..=4 => COMMON[self.below(COMMON.len())].to_owned(),
            5 => format!("    call({});", self.below(6)),
            _ => format!(
                "    let name_{} = {};",
                self.below(1_000_000),
                self.below(9)
            ),
        };
        self.named(text)
    }

    fn named(&mut self, text: String) -> Line {
        self.lines += 1;
        let id = self.lines;
        Line { id, text }
    }

    /// Inserts, deletes, replaces, moves or copies a few lines.
    fn edit(&mut self, lines: &mut Vec<Line>) {
        let at = self.below(lines.len() + 1);
        let end = (at + 1 + self.below(5)).min(lines.len()).max(at);
        let what = self.below(8);
        let mut block = match what {
            0 | 1 => Vec::new(),
            2 => lines[at..end].to_vec(),
            _ => lines.drain(at..end).collect(),
        };
        if matches!(what, 0 | 1 | 6 | 7) {
            block = (0..=self.below(4)).map(|_| self.line()).collect();
        } else if what == 2 {
            block = block
                .into_iter()
                .map(|line| self.named(line.text))
                .collect();
        }
        let to = if (2..=5).contains(&what) {
            self.below(lines.len() + 1)
        } else {
            at
        };
        if what != 3 && what != 4 {
            lines.splice(to..to, block);
        }
    }
}

fn joined(lines: &[Line]) -> Vec<u8> {
    let lines = lines.iter().flat_map(|line| [&line.text, "\n"]);
    lines.collect::<String>().into_bytes()
}

#[test]
fn a_line_is_seldom_taken_for_another() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let mut maker = Maker {
        state: 11,
        lines: 0,
    };
    let (mut right, mut elsewhere, mut uncertain) = (0, 0, 0);
    for _ in 0..ROUNDS {
        let old: Vec<Line> = (0..5 + maker.below(60)).map(|_| maker.line()).collect();
        let mut new = old.clone();
        for _ in 0..=maker.below(4) {
            maker.edit(&mut new);
        }
        let edit = repo.edit_between(joined(&old), joined(&new));
        let edit = edit.expect("short texts are mapped however long it takes");
        let at = maker.below(old.len());
        let line = u32::try_from(at + 1).unwrap();
        let told = match carry(Lines::new(line, line).unwrap(), &edit) {
            PositionVerdict::Same => at,
            PositionVerdict::Moved { to } => to.start() as usize - 1,
            PositionVerdict::Ambiguous { .. } => {
                uncertain += 1;
                continue;
            }
            _ => continue,
        };
        match new.iter().position(|line| line.id == old[at].id) {
            Some(truth) if truth == told => right += 1,
            Some(_) => elsewhere += 1,
            None => {} // an equal line took its place
        }
    }
    // Half of the lines are like others: what cannot be told apart is not.
    assert!(
        elsewhere * 1000 < right,
        "{elsewhere} elsewhere, {right} right"
    );
    assert!(
        uncertain * 10 < right,
        "{uncertain} uncertain, {right} right"
    );
}
