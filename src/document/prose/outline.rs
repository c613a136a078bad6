//! A document's top-level blocks, as a Markdown parser sees them, with the
//! bytes they stand in.

use super::front_matter::body_start;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The blocks of a document. All positions are byte offsets in `prose`.
pub(super) struct Outline<'a> {
    /// The document.
    pub(super) prose: &'a str,
    /// Where the body starts: after a byte order mark and front matter.
    pub(super) body: usize,
    /// The top-level blocks, in order.
    pub(super) blocks: Vec<Block>,
}

/// A top-level block.
pub(super) struct Block {
    /// What it is.
    pub(super) kind: Kind,
    /// From the start of its first line to the end of its last.
    pub(super) range: Range<usize>,
}

/// What a block is.
pub(super) enum Kind {
    /// A heading and the range of its text.
    Heading { level: u8, text: Range<usize> },
    /// A thematic break.
    Rule,
    /// A paragraph.
    Paragraph,
    /// A list: its entries at all depths, in source order.
    List(Vec<Entry>),
    /// A code block: the first word after its fence, and its content.
    Code { info: String, content: Range<usize> },
    /// A table: its rows below the head.
    Table { columns: usize, rows: Vec<Row> },
    /// Anything else.
    Other,
}

/// An entry of a list.
pub(super) struct Entry {
    /// How deep it is nested: 1 for an entry of the list itself.
    pub(super) depth: usize,
    /// The start of its first line.
    pub(super) start: usize,
    /// Where its marker stands.
    pub(super) marker: usize,
    /// The end of its last line that is not blank, nested entries included,
    /// without the line ending.
    pub(super) end: usize,
    /// Its first paragraph, unless it starts with something else.
    pub(super) text: Option<Range<usize>>,
    /// Whether a later block can still be its first paragraph.
    fresh: bool,
}

/// A row of a table.
pub(super) struct Row {
    /// Its line.
    pub(super) range: Range<usize>,
    /// Its cells.
    pub(super) cells: Vec<Range<usize>>,
}

impl<'a> Outline<'a> {
    /// Parses `prose`.
    pub(super) fn of(prose: &'a str) -> Outline<'a> {
        let body = body_start(prose);
        let mut builder = Builder {
            prose,
            body,
            blocks: Vec::new(),
            depth: 0,
            quotes: 0,
            open: Vec::new(),
            line: (body, body),
        };
        let parser = Parser::new_ext(&prose[body..], Options::ENABLE_TABLES);
        for (event, range) in parser.into_offset_iter() {
            builder.take(&event, range.start + body..range.end + body);
        }
        Outline {
            prose,
            body,
            blocks: builder.blocks,
        }
    }

    /// The source of a range.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.prose[range.clone()]
    }
}

struct Builder<'a> {
    prose: &'a str,
    body: usize,
    blocks: Vec<Block>,
    depth: usize,
    quotes: usize,
    /// The entries that are open, as indices into the list's entries.
    open: Vec<usize>,
    /// How far the lines were looked through, and where the last one starts.
    line: (usize, usize),
}

impl Builder<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) if is_inline(tag.to_end()) => self.inline(range),
            Event::End(tag) if is_inline(*tag) => {}
            Event::Start(tag) => {
                if self.depth == 0 {
                    self.begin(tag, &range);
                } else {
                    self.inside(tag, range);
                }
                self.depth += 1;
                self.quotes += usize::from(matches!(tag, Tag::BlockQuote(_)));
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.quotes -= usize::from(matches!(tag, TagEnd::BlockQuote(_)));
                if matches!(tag, TagEnd::Item) && self.quotes == 0 {
                    self.open.pop();
                }
            }
            Event::Rule if self.depth == 0 => self.push(Kind::Rule, &range),
            Event::Rule | Event::Html(_) => self.settle(),
            _ => self.inline(range),
        }
    }

    /// The start of the line `at` stands in, a lone `\r` ending a line as it
    /// does in Markdown, and not before the body. Blocks come in source order,
    /// so each byte is looked at once, however many stand on one line.
    fn line_start(&mut self, at: usize) -> usize {
        let (seen, start) = self.line;
        let (seen, start) = if at < seen {
            (self.body, self.body)
        } else {
            (seen, start)
        };
        let end = self.prose[seen..at].rfind(['\n', '\r']);
        self.line = (at, end.map_or(start, |end| seen + end + 1));
        self.line.1
    }

    fn push(&mut self, kind: Kind, range: &Range<usize>) {
        let start = self.line_start(range.start);
        self.blocks.push(Block {
            kind,
            range: start..range.end,
        });
    }

    fn begin(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let kind = match tag {
            Tag::Heading { level, .. } => Kind::Heading {
                level: *level as u8,
                text: 0..0,
            },
            Tag::Paragraph => Kind::Paragraph,
            Tag::List(_) => Kind::List(Vec::new()),
            Tag::CodeBlock(kind) => Kind::Code {
                info: match kind {
                    CodeBlockKind::Fenced(info) => info
                        .split_whitespace()
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                    CodeBlockKind::Indented => String::new(),
                },
                content: 0..0,
            },
            Tag::Table(columns) => Kind::Table {
                columns: columns.len(),
                rows: Vec::new(),
            },
            _ => Kind::Other,
        };
        self.push(kind, range);
    }

    /// A block inside a top-level one.
    fn inside(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if self.quotes > 0 {
            return;
        }
        let prose = self.prose;
        let start = self.line_start(range.start);
        match (self.blocks.last_mut().map(|block| &mut block.kind), tag) {
            (Some(Kind::List(entries)), Tag::Item) => {
                settle(entries, &self.open);
                self.open.push(entries.len());
                entries.push(entry(prose, self.open.len(), start, range));
            }
            (Some(Kind::List(entries)), Tag::Paragraph) => {
                if let Some(entry) = self.open.last().map(|at| &mut entries[*at])
                    && entry.fresh
                {
                    entry.text = Some(range);
                    entry.fresh = false;
                }
            }
            (Some(Kind::List(entries)), _) => settle(entries, &self.open),
            (Some(Kind::Table { rows, .. }), Tag::TableRow) => rows.push(Row {
                range: start..range.end,
                cells: Vec::new(),
            }),
            (Some(Kind::Table { rows, .. }), Tag::TableCell) => {
                if let Some(row) = rows.last_mut() {
                    row.cells.push(range);
                }
            }
            _ => {}
        }
    }

    fn settle(&mut self) {
        if let Some(Kind::List(entries)) = self.blocks.last_mut().map(|block| &mut block.kind) {
            settle(entries, &self.open);
        }
    }

    fn inline(&mut self, mut range: Range<usize>) {
        if self.quotes > 0 {
            return;
        }
        // The parser leaves the backslash of an escape out of the text.
        if self.prose[..range.start].ends_with('\\') {
            range.start -= 1;
        }
        match self.blocks.last_mut().map(|block| &mut block.kind) {
            Some(Kind::Heading { text, .. }) => widen(text, range),
            Some(Kind::Code { content, .. }) => widen(content, range),
            Some(Kind::List(entries)) => {
                if let Some(entry) = self.open.last().map(|at| &mut entries[*at])
                    && entry.fresh
                {
                    widen(entry.text.get_or_insert(0..0), range);
                }
            }
            _ => {}
        }
    }
}

fn entry(prose: &str, depth: usize, start: usize, range: Range<usize>) -> Entry {
    let text = &prose[range.clone()];
    let lead = text.len() - text.trim_start_matches([' ', '\t']).len();
    Entry {
        depth,
        start,
        marker: range.start + lead,
        end: range.start + text.trim_end().len(),
        text: None,
        fresh: true,
    }
}

/// The innermost open entry has got something after its first paragraph.
fn settle(entries: &mut [Entry], open: &[usize]) {
    if let Some(at) = open.last() {
        entries[*at].fresh = false;
    }
}

fn widen(whole: &mut Range<usize>, part: Range<usize>) {
    if whole.start == whole.end {
        *whole = part;
    } else {
        whole.end = whole.end.max(part.end);
    }
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
