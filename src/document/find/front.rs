//! The lines of a document's front matter.

use super::leaf::{Block, Leaf, Piece, Role, Scope};

/// Takes what stands above the body for a code block of no language: its
/// lists of files name them as listings do.
pub(super) fn front_matter(
    prose: &str,
    body: usize,
    scopes: &mut Vec<Scope>,
    leaves: &mut Vec<Leaf>,
) {
    let mut at = 0;
    for line in prose[..body].split_inclusive('\n') {
        let text = at..at + line.trim_end().len();
        at += line.len();
        if scopes.len() == 1 {
            scopes.push(Scope {
                parent: 0,
                block: Block::Code(true),
            });
        }
        leaves.push(Leaf {
            pieces: vec![Piece::Text(text)],
            scope: 1,
            role: Role::Fenced,
        });
    }
}
