//! What the leaves of a document name: paths, directories and lines, each as
//! it is written, with what its place lends it.

use super::bare::in_text;
use super::candidate::{Seen, in_code, in_target, inside};
use super::leaf::{Leaf, Leaves, Piece, Role, Scope};
use super::lend::{Label, Lent, directories, joined, label, leads};
use super::position::{alone, behind};
use super::table::cell;
use super::tell::JOINS;
use super::tree::{Entry, entries};
use super::words::words;
use super::{Kind, Mention, Name, Position};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// A document, read.
pub(super) struct Reading {
    /// What may be a path, each with the lines right behind it.
    pub(super) mentions: Vec<Mention>,
    /// What they call their files, each once.
    pub(super) names: Vec<Arc<Name>>,
    /// Its leaves.
    pub(super) lines: Vec<Line>,
    /// The blocks they stand in.
    pub(super) scopes: Vec<Scope>,
}

/// A leaf, read.
pub(super) struct Line {
    /// The innermost block it stands in.
    pub(super) scope: usize,
    /// What is special about it.
    pub(super) role: Role,
    /// What it holds, in source order.
    pub(super) tokens: Vec<Token>,
    /// How it lends its file to what stands below.
    pub(super) label: Label,
}

/// What a leaf holds.
pub(super) enum Token {
    /// These mentions, by index: one path with each of its positions.
    Named(Range<usize>),
    /// Lines without a path.
    Told {
        /// Which.
        position: Position,
        /// Whether the path comes next.
        of_next: bool,
        /// Whether it counts only where lines of that file are told already.
        terse: bool,
    },
}

/// Reads the leaves of a document.
pub(super) fn read(prose: &str, leaves: Leaves) -> Reading {
    let trees = entries(prose, &leaves);
    let mut reader = Reader {
        prose,
        mentions: Vec::new(),
        names: HashSet::new(),
        shell: (0, None),
        lent: Lent::default(),
        within: Vec::new(),
        nested: None,
        joins: false,
        tokens: Vec::new(),
    };
    let mut lines = Vec::with_capacity(leaves.leaves.len());
    for (leaf, entry) in leaves.leaves.iter().zip(trees) {
        lines.push(reader.leaf(&leaves, leaf, entry.as_ref()));
    }
    Reading {
        mentions: reader.mentions,
        names: reader.names.into_iter().collect(),
        lines,
        scopes: leaves.scopes,
    }
}

/// Reads leaf after leaf.
pub(super) struct Reader<'a> {
    pub(super) prose: &'a str,
    pub(super) mentions: Vec<Mention>,
    names: HashSet<Arc<Name>>,
    /// The code block being read, and the directory its commands are in.
    pub(super) shell: (usize, Option<String>),
    lent: Lent,
    /// The directories that the leaf being read is lent.
    pub(super) within: Vec<String>,
    /// The tree's entry, where the leaf is a line of one.
    pub(super) nested: Option<(Range<usize>, Vec<String>, bool)>,
    /// Whether the last run of text only joins what is around it.
    pub(super) joins: bool,
    /// What was found in the leaf: where it starts, and what.
    pub(super) tokens: Vec<(usize, Token)>,
}

impl Reader<'_> {
    fn leaf(&mut self, leaves: &Leaves, leaf: &Leaf, entry: Option<&Entry>) -> Line {
        let named = directories(self.prose, leaf);
        self.lent.heading(leaf.role);
        let first_of_all = match &named[..] {
            [(start, one)] if leads(self.prose, leaf, *start) => Some(&**one),
            _ => None,
        };
        self.within = self.lent.at(leaves, leaf.scope, first_of_all);
        self.nested = entry.map(|entry| {
            let (within, only) = Lent::nested(&self.within, entry);
            (entry.name.clone(), within, only)
        });
        let said = self.pieces(leaves, leaf);
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.sort_by_key(|(start, _)| *start);
        let first = tokens
            .iter()
            .find(|(_, token)| matches!(token, Token::Named(_)));
        let first = first.map(|(start, _)| *start);
        let mut label = label(self.prose, leaf, first);
        if said {
            label = Label::File;
        }
        // What is named behind a directory is not what stands in it.
        let own = match &named[..] {
            [(start, one)] if first.is_none_or(|first| start <= &first) => Some(&**one),
            _ => None,
        };
        self.lent.take(leaves, leaf, label, own);
        Line {
            scope: leaf.scope,
            role: leaf.role,
            tokens: tokens.into_iter().map(|(_, token)| token).collect(),
            label,
        }
    }

    /// Whether a line of code is said rather than run.
    fn pieces(&mut self, leaves: &Leaves, leaf: &Leaf) -> bool {
        let mut said = false;
        let mut special = matches!(leaf.role, Role::FileLine | Role::OpenEntry);
        let mut solid = false;
        for piece in &leaf.pieces {
            match piece {
                Piece::Code(range) if self.again(range) => {}
                Piece::Code(range) => {
                    solid = self.code(leaf.role, range, special);
                    special = false;
                }
                Piece::Target(range) => {
                    let found = in_target(self.prose, range);
                    solid = found.is_some();
                    self.name(found, Kind::Link);
                }
                Piece::Text(range) if leaf.role == Role::Fenced => {
                    self.enter(leaf.scope);
                    said = self.fenced(range, leaves.is_plain(leaf.scope));
                }
                Piece::Text(range) => {
                    self.joins = JOINS.contains(&&self.prose[range.clone()]);
                    self.text(leaf.role, range.clone(), solid);
                    solid = false;
                }
            }
        }
        said
    }

    /// A code span; whether it names one path.
    fn code(&mut self, role: Role, range: &Range<usize>, special: bool) -> bool {
        let kind = match role {
            Role::FileLine if special => Kind::FileLine,
            Role::OpenEntry if special => Kind::OpenEntry,
            _ => Kind::Code,
        };
        let inner = inside(self.prose, range);
        let text = &self.prose[inner.clone()];
        let mut lone = alone(text);
        if role == Role::LineCell && lone.is_empty() {
            lone = cell(text);
        }
        let told = words(text, false);
        if lone.is_empty() {
            let first = told.iter().filter(|told| told.start == 0);
            lone.extend(first.map(|told| told.position.clone()));
        }
        if !special && !lone.is_empty() {
            for position in lone {
                self.tell(position, inner.start, false);
            }
            return false;
        }
        let found = in_code(self.prose, &inner, special);
        let one = found.len() == 1;
        let file = found.iter().map(|seen| seen.span.end).min();
        for told in told {
            if file.is_some_and(|end| end <= inner.start + told.start) {
                self.tell(told.position, inner.start, false);
            }
        }
        self.name(found, kind);
        one
    }

    /// A run of text; `solid` says that a path stands right before it.
    fn text(&mut self, role: Role, range: Range<usize>, solid: bool) {
        let text = &self.prose[range.clone()];
        if let Some(position) = behind(text).filter(|_| solid) {
            self.tell(position, range.start, false);
        }
        let cell = (role == Role::LineCell).then(|| cell(text));
        let cell = cell.unwrap_or_default();
        let said = cell.is_empty().then(|| words(text, solid));
        for position in cell {
            self.tell(position, range.start, false);
        }
        for told in said.unwrap_or_default() {
            self.tell_words(told, range.start);
        }
        let found = in_text(self.prose, &range, true);
        self.name(found, Kind::Bare);
    }

    pub(super) fn name(&mut self, found: impl IntoIterator<Item = Seen>, kind: Kind) {
        self.named(found, kind, false);
    }

    pub(super) fn named(&mut self, found: impl IntoIterator<Item = Seen>, kind: Kind, only: bool) {
        for seen in found {
            let within = match &seen.dir {
                Some(dir) => joined(&self.within, dir),
                None => self.within.clone(),
            };
            let name = self.shared(Name {
                path: seen.path,
                within,
                only_within: only || seen.dir.is_some(),
                is_link: kind == Kind::Link,
                is_quoted: seen.is_quoted,
            });
            let first = self.mentions.len();
            let mut positions = seen.positions.into_iter().map(Some).collect::<Vec<_>>();
            if positions.is_empty() {
                positions.push(None);
            }
            for position in positions {
                self.mentions.push(Mention {
                    name: Arc::clone(&name),
                    position,
                    span: seen.span.clone(),
                    kind,
                });
            }
            let token = Token::Named(first..self.mentions.len());
            self.tokens.push((seen.span.start, token));
        }
    }

    /// That name, as it may have come before.
    fn shared(&mut self, name: Name) -> Arc<Name> {
        if let Some(known) = self.names.get(&name) {
            return Arc::clone(known);
        }
        let name = Arc::new(name);
        self.names.insert(Arc::clone(&name));
        name
    }
}
