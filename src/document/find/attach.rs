//! Which path a position told in words belongs to.

use super::leaf::{Block, Role};
use super::lend::{LABEL, Label};
use super::look::says_file;
use super::read::{Line, Reading, Token};
use super::{Form, Mention, Name, Position};

/// How many candidates a code span may give before its path.
const NEXT: usize = 3;

/// The level of what only announces the list or code right below it.
const ANNOUNCED: u8 = LABEL + 1;

/// The level of what the document itself is labelled with, above its
/// sections.
const ABOVE: u8 = 1;

/// What lines told at a place belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// The file of the mention with that index.
    File(usize),
    /// A file that is not there, so to nothing.
    Gone,
}

/// The mentions of files in a document, in source order. A position in words belongs
/// to the nearest file before it in its own leaf, else in the item (or row,
/// or code block) it stands in, else in the items around that, else to the
/// file that a label or a heading above lends.
pub(super) fn mentions(reading: &Reading, is_file: &dyn Fn(&Name) -> bool) -> Vec<Mention> {
    let mut attach = Attach {
        reading,
        is_file,
        mentions: Vec::new(),
        last: vec![None; reading.scopes.len()],
        lenders: Vec::new(),
        divided: false,
        files: None,
        above: None,
        before: None,
    };
    for line in &reading.lines {
        attach.line(line);
    }
    let mut mentions = attach.mentions;
    mentions.sort_by_key(|mention| mention.span.start);
    mentions
}

struct Attach<'a> {
    reading: &'a Reading,
    is_file: &'a dyn Fn(&Name) -> bool,
    /// The mentions of files so far.
    mentions: Vec<Mention>,
    /// The last file named in each scope.
    last: Vec<Option<Owner>>,
    /// The files that headings lend, and a label below them, with their level.
    lenders: Vec<(u8, Owner)>,
    /// Whether a section has begun.
    divided: bool,
    /// What the list below `**Files:**` has named so far.
    files: Option<Vec<Owner>>,
    /// The one file of the paragraph right above.
    above: Option<Owner>,
    /// The one file of the last leaf that named some, since the last heading.
    before: Option<Owner>,
}

impl Attach<'_> {
    fn line(&mut self, line: &Line) {
        self.open(line);
        let owners: Vec<Option<Owner>> =
            line.tokens.iter().map(|token| self.owner(token)).collect();
        let mut around = None;
        let mut last = None;
        for (at, token) in line.tokens.iter().enumerate() {
            let Token::Told {
                position,
                of_next,
                terse,
            } = token
            else {
                last = owners[at].or(last);
                continue;
            };
            let next = owners
                .iter()
                .skip(at + 1)
                .take(NEXT)
                .find_map(|owner| *owner);
            let lent = || *around.get_or_insert_with(|| self.around(line));
            let again = || self.before.filter(|_| goes_on(position));
            let owner = match terse {
                true => last.filter(|owner| self.has_lines(*owner)),
                false => next
                    .filter(|_| *of_next)
                    .or(last)
                    .or_else(lent)
                    .or_else(again),
            };
            if let Some(Owner::File(index)) = owner {
                self.place(index, position.clone());
            }
        }
        self.lend(line, &owners, last);
    }

    /// A line ends what those before it have lent.
    fn open(&mut self, line: &Line) {
        let outside = line.scope == 0 && line.role != Role::Fenced;
        if outside && let Some(files) = self.files.take_if(|files| !files.is_empty()) {
            self.lenders.retain(|(other, _)| *other < LABEL);
            self.lenders.push((LABEL, self.only(&files)));
        }
        if let Role::Heading(level) = line.role {
            self.lenders.retain(|(other, _)| *other < level);
            self.before = None;
            self.files = None;
            self.divided |= level > ABOVE;
        } else if line.role == Role::Plain && line.scope == 0 {
            self.lenders.retain(|(other, _)| *other < ANNOUNCED);
        }
    }

    /// Whether a file's lines have been told.
    fn has_lines(&self, owner: Owner) -> bool {
        matches!(owner, Owner::File(index) if self.mentions[index].position.is_some())
    }

    /// What a token gives lines to; the mentions of a file are taken over.
    fn owner(&mut self, token: &Token) -> Option<Owner> {
        let Token::Named(range) = token else {
            return None;
        };
        let named = &self.reading.mentions[range.clone()];
        let name = &named.first()?.name;
        if (self.is_file)(name) {
            self.mentions.extend_from_slice(named);
            return Some(Owner::File(self.mentions.len() - 1));
        }
        says_file(&name.path).then_some(Owner::Gone)
    }

    fn up(&self, scope: usize) -> impl Iterator<Item = usize> {
        let scopes = &self.reading.scopes;
        let up = move |at: &usize| Some(scopes[*at].parent).filter(|parent| *parent > 0);
        std::iter::successors(Some(scope).filter(|at| *at > 0), up)
    }

    fn around(&self, line: &Line) -> Option<Owner> {
        let inside = self.up(line.scope).find_map(|scope| self.last[scope]);
        let lent = inside.or_else(|| self.lenders.last().map(|(_, owner)| *owner));
        lent.or_else(|| self.above.filter(|_| line.role == Role::Fenced))
    }

    /// Takes note of what the line lends to those below it.
    fn lend(&mut self, line: &Line, owners: &[Option<Owner>], last: Option<Owner>) {
        self.pass(line, owners);
        let Some(last) = last else {
            return;
        };
        if line.role == Role::Fenced {
            // Code names what it uses; only a comment says where it is from.
            if line.label == Label::File {
                self.last[line.scope] = Some(last);
            }
            return;
        }
        let mut listed_too = line.label == Label::File;
        let up: Vec<usize> = self.up(line.scope).collect();
        for scope in up {
            let listed = self.reading.scopes[scope].block == Block::List;
            if !listed || std::mem::take(&mut listed_too) {
                self.last[scope] = Some(last);
            }
        }
        let level = match (line.role, line.label) {
            (Role::Heading(level), _) => level,
            (Role::Plain, Label::File) if line.scope == 0 && !self.divided => ABOVE,
            (Role::Plain, Label::Labelled | Label::File) if line.scope == 0 => LABEL,
            (Role::Plain, Label::Announced) if line.scope == 0 => ANNOUNCED,
            _ => return,
        };
        self.lenders.retain(|(other, _)| *other < level);
        let owners: Vec<Owner> = owners.iter().flatten().copied().collect();
        self.lenders.push((level, self.one(&owners)));
    }

    /// Takes note of what a line names for those that come after it, without
    /// lending it to all of them.
    fn pass(&mut self, line: &Line, owners: &[Option<Owner>]) {
        let named: Vec<Owner> = owners.iter().flatten().copied().collect();
        if line.role == Role::Fenced {
            return;
        }
        if line.scope == 0 {
            self.above = Some(self.only(&named)).filter(|_| !named.is_empty());
            let lists = line.label == Label::File && named.is_empty();
            self.files = lists.then(Vec::new);
        } else if let Some(files) = &mut self.files {
            files.extend(&named);
        }
        if !named.is_empty() {
            self.before = Some(self.only(&named));
        }
    }

    /// The one file of these; of several, or where one is not there, none.
    fn only(&self, owners: &[Owner]) -> Owner {
        if owners.contains(&Owner::Gone) {
            return Owner::Gone;
        }
        self.one(owners)
    }

    /// The one file of a line; of several, none.
    fn one(&self, owners: &[Owner]) -> Owner {
        let mut files = owners.iter().filter_map(|owner| match owner {
            Owner::File(index) => Some(*index),
            Owner::Gone => None,
        });
        let Some(first) = files.next() else {
            return Owner::Gone;
        };
        let name = |index: usize| &self.mentions[index].name.path;
        if files.all(|index| name(index) == name(first)) {
            Owner::File(first)
        } else {
            Owner::Gone
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

/// Whether a position says by its look that it goes on with the file before
/// it: `:15-28`, which no port is.
fn goes_on(position: &Position) -> bool {
    position.form == Form::Colon && !position.lines.is_single()
}
