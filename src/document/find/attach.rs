//! Which path a position told in words belongs to.

use super::candidate::{in_code, in_target, in_text};
use super::leaves::{Leaf, Piece, Role};
use super::position::{behind, words};
use super::{Kind, Mention, Position};
use std::collections::HashMap;

/// The mentions of all leaves, in source order. A position in words belongs
/// to the nearest file before it in its own leaf, else in the item (or row)
/// it stands in, else in the items around that.
pub(super) fn mentions(
    prose: &str,
    leaves: Vec<Leaf>,
    is_file: &dyn Fn(&str) -> bool,
) -> Vec<Mention> {
    let mut found = Found {
        mentions: Vec::new(),
        last: HashMap::new(),
        is_file,
    };
    for leaf in leaves {
        found.leaf(prose, &leaf);
    }
    found.mentions.sort_by_key(|mention| mention.span.start);
    found.mentions
}

struct Found<'a> {
    mentions: Vec<Mention>,
    /// The last file named in each scope.
    last: HashMap<usize, usize>,
    is_file: &'a dyn Fn(&str) -> bool,
}

impl Found<'_> {
    fn leaf(&mut self, prose: &str, leaf: &Leaf) {
        let mut last = None;
        let mut special = matches!(leaf.role, Role::FileLine | Role::OpenEntry);
        let mut solid = false;
        for piece in &leaf.pieces {
            match piece {
                Piece::Code(range) => {
                    let kind = match leaf.role {
                        Role::FileLine if special => Kind::FileLine,
                        Role::OpenEntry if special => Kind::OpenEntry,
                        _ => Kind::Code,
                    };
                    let found = in_code(prose, range, kind, special);
                    special = false;
                    solid = found.len() == 1;
                    self.name(found, leaf, &mut last);
                }
                Piece::Target(range) => {
                    let found = in_target(prose, range);
                    solid = found.len() == 1;
                    self.name(found, leaf, &mut last);
                }
                Piece::Text(range) => {
                    let text = &prose[range.clone()];
                    if let Some(position) = behind(text).filter(|_| solid) {
                        let last = self.mentions.len() - 1;
                        self.place(last, at(position, range.start));
                    }
                    solid = false;
                    self.text(prose, leaf, range.clone(), &mut last);
                }
            }
        }
    }

    fn text(
        &mut self,
        prose: &str,
        leaf: &Leaf,
        range: std::ops::Range<usize>,
        last: &mut Option<usize>,
    ) {
        let fenced = leaf.role == Role::Fenced;
        let kind = if fenced { Kind::Fenced } else { Kind::Bare };
        let mut positions = if fenced {
            Vec::new()
        } else {
            words(&prose[range.clone()])
        }
        .into_iter()
        .peekable();
        for mention in in_text(prose, &range, kind) {
            while let Some(position) = positions
                .next_if(|position| position.digits.start + range.start < mention.span.start)
            {
                self.tell(at(position, range.start), leaf, *last);
            }
            self.name(vec![mention], leaf, last);
        }
        for position in positions {
            self.tell(at(position, range.start), leaf, *last);
        }
    }

    fn name(&mut self, found: Vec<Mention>, leaf: &Leaf, last: &mut Option<usize>) {
        for mention in found {
            if (self.is_file)(&mention.path) {
                let index = self.mentions.len();
                *last = Some(index);
                self.last
                    .extend(leaf.scopes.iter().map(|scope| (*scope, index)));
            }
            self.mentions.push(mention);
        }
    }

    /// A position in words.
    fn tell(&mut self, position: Position, leaf: &Leaf, last: Option<usize>) {
        let around = || {
            leaf.scopes
                .iter()
                .rev()
                .find_map(|scope| self.last.get(scope).copied())
        };
        if let Some(index) = last.or_else(around) {
            self.place(index, position);
        }
    }

    fn place(&mut self, index: usize, position: Position) {
        let mention = &mut self.mentions[index];
        if mention.position.is_none() {
            mention.position = Some(position);
        } else {
            let again = Mention {
                position: Some(position),
                ..mention.clone()
            };
            self.mentions.push(again);
        }
    }
}

fn at(mut position: Position, start: usize) -> Position {
    position.digits = position.digits.start + start..position.digits.end + start;
    position
}
