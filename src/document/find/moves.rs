//! Writing other numbers and other paths into what a document names.

use super::Form;
use crate::model::Lines;
use std::ops::Range;

/// One place of a document that gets another text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// A position gets other lines.
    Lines(Move),
    /// A path gets another name.
    Path {
        /// The bytes of the path; see [`super::Mention::span`].
        span: Range<usize>,
        /// The path that takes its place, as it is to be written.
        to: String,
    },
}

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

impl Rewrite {
    fn bytes(&self) -> &Range<usize> {
        match self {
            Rewrite::Lines(Move { digits, .. }) => digits,
            Rewrite::Path { span, .. } => span,
        }
    }

    /// What takes the place of `old`; `None` where `old` is not what it was
    /// taken for.
    fn text(&self, old: &str) -> Option<String> {
        match self {
            Rewrite::Lines(change) => old
                .starts_with(|c: char| c.is_ascii_digit())
                .then(|| renumbered(old, change)),
            Rewrite::Path { to, .. } => Some(to.clone()),
        }
    }
}

/// `prose` with these places rewritten; every other byte stays. What stands
/// between two numbers stays as well, so `L34-L40` and `34–40` keep their
/// look. A rewrite that does not lie on what it names is left out.
pub fn rewrite(prose: &str, rewrites: &[Rewrite]) -> String {
    let mut rewrites: Vec<&Rewrite> = rewrites.iter().collect();
    rewrites.sort_by_key(|rewrite| rewrite.bytes().start);
    let mut out = String::with_capacity(prose.len() + 16);
    let mut at = 0;
    for rewrite in rewrites {
        let bytes = rewrite.bytes();
        let old = prose.get(bytes.clone()).filter(|_| bytes.start >= at);
        let Some(new) = old.and_then(|old| rewrite.text(old)) else {
            continue;
        };
        out.push_str(&prose[at..bytes.start]);
        out.push_str(&new);
        at = bytes.end;
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
