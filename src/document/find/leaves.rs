//! The leaves of a document: runs of inline text, and lines of code, with
//! what they stand in.

use super::front::front_matter;
use super::leaf::{Block, Leaf, Leaves, Piece, Role, Scope};
use super::table::Columns;
use super::target::{is_url, local, target};
use crate::document::prose::{Known, body_start};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The leaves of `prose` in source order.
pub(super) fn leaves(prose: &str) -> Leaves {
    let body = body_start(prose);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(&prose[body..], options);
    let mut definitions: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.start + body..definition.span.end + body)
        .collect();
    definitions.sort_by_key(|range| range.start);
    let mut walk = Walk::new(prose);
    front_matter(prose, body, &mut walk.scopes, &mut walk.leaves);
    for (event, range) in parser.into_offset_iter() {
        walk.take(&event, range.start + body..range.end + body);
    }
    walk.flush();
    let targets = definitions.into_iter().filter_map(|range| {
        let colon = prose[range.clone()].find("]:")? + 2;
        let target = target(prose, range.start + colon..range.end)?;
        Some(Leaf {
            pieces: vec![Piece::Target(target)],
            scope: 0,
            role: Role::Plain,
        })
    });
    walk.leaves.extend(targets);
    Leaves {
        leaves: walk.leaves,
        scopes: walk.scopes,
    }
}

struct Walk<'a> {
    prose: &'a str,
    leaves: Vec<Leaf>,
    scopes: Vec<Scope>,
    /// The innermost open block.
    scope: usize,
    /// Whether the open items and rows have had their first text.
    begun: Vec<bool>,
    section: Option<Known>,
    heading: Option<u8>,
    code: bool,
    table: Columns,
    /// The leaf being read: its pieces but the text between them.
    solid: Vec<(Range<usize>, Option<Piece>)>,
    extent: Option<Range<usize>>,
    /// The end of the link whose text is left out.
    skip: usize,
}

impl<'a> Walk<'a> {
    fn new(prose: &'a str) -> Walk<'a> {
        Walk {
            prose,
            leaves: Vec::new(),
            scopes: vec![Scope {
                parent: 0,
                block: Block::Document,
            }],
            scope: 0,
            begun: Vec::new(),
            section: None,
            heading: None,
            code: false,
            table: Columns::default(),
            solid: Vec::new(),
            extent: None,
            skip: 0,
        }
    }

    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(
                Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }
                | Tag::Image {
                    link_type,
                    dest_url,
                    ..
                },
            ) => {
                self.link(*link_type, dest_url, range);
            }
            Event::Start(Tag::Emphasis) if self.prose[range.clone()].starts_with('_') => {
                self.widen(range);
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image,
            )
            | Event::TaskListMarker(_)
            | Event::Html(_) => {}
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) if self.code => self.code_lines(range),
            Event::Code(_) => self.solid(range.clone(), Some(Piece::Code(range))),
            Event::InlineHtml(_) => self.solid(range, None),
            Event::Rule => self.flush(),
            _ => self.widen(range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        self.flush();
        match tag {
            Tag::List(_) => self.open(Block::List),
            Tag::Item => self.open_item(Block::Item),
            Tag::Table(_) => self.table = Columns::default(),
            Tag::TableRow | Tag::TableHead => {
                self.table.column = 0;
                self.open_item(Block::Row);
            }
            Tag::Heading { level, .. } => self.heading = Some(*level as u8),
            Tag::CodeBlock(kind) => {
                self.code = true;
                let plain = match kind {
                    CodeBlockKind::Indented => true,
                    CodeBlockKind::Fenced(info) => {
                        matches!(info.trim(), "" | "text" | "txt" | "plaintext" | "md")
                    }
                };
                self.open(Block::Code(plain));
            }
            _ => {}
        }
    }

    fn open(&mut self, block: Block) {
        let parent = self.scope;
        self.scope = self.scopes.len();
        self.scopes.push(Scope { parent, block });
    }

    fn open_item(&mut self, block: Block) {
        self.open(block);
        self.begun.push(false);
    }

    fn close(&mut self) {
        self.scope = self.scopes[self.scope].parent;
    }

    fn end(&mut self, tag: TagEnd) {
        let text = self.extent.clone().map_or("", |range| &self.prose[range]);
        match tag {
            TagEnd::Heading(_) => self.section = Known::of_heading(text),
            TagEnd::TableCell => self.table.cell(text),
            TagEnd::TableHead => self.table.headed = true,
            _ => {}
        }
        self.flush();
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::TableCell => self.table.column += 1,
            TagEnd::List(_) => self.close(),
            TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => {
                self.close();
                self.begun.pop();
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.close();
            }
            _ => {}
        }
    }

    /// A link to a path counts once, at its target; any other link's text is
    /// read as text.
    fn link(&mut self, kind: LinkType, url: &str, range: Range<usize>) {
        if range.end <= self.skip {
            return;
        }
        self.widen(range.clone());
        let source = &self.prose[range.clone()];
        let inline = matches!(kind, LinkType::Inline);
        let tail = source.rfind("](").filter(|_| inline);
        let path = !url.is_empty() && !url.starts_with('#') && (!is_url(url) || local(url) > 0);
        match (kind, tail) {
            (LinkType::Autolink | LinkType::Email, _) => self.solid(range, None),
            (_, Some(tail)) if path => {
                self.skip = range.end;
                let found = target(self.prose, range.start + tail + 2..range.end - 1);
                self.solid(range, found.map(Piece::Target));
            }
            (_, Some(tail)) => self.solid(range.start + tail..range.end, None),
            _ => {}
        }
    }

    fn widen(&mut self, range: Range<usize>) {
        if range.end <= self.skip {
            return;
        }
        if let Some(extent) = &mut self.extent {
            extent.end = extent.end.max(range.end);
        } else {
            let escape = self.prose[..range.start].ends_with('\\');
            self.extent = Some(range.start - usize::from(escape)..range.end);
        }
    }

    fn solid(&mut self, range: Range<usize>, piece: Option<Piece>) {
        if range.end <= self.skip && !matches!(piece, Some(Piece::Target(_))) {
            return;
        }
        self.solid.push((range.clone(), piece));
        match &mut self.extent {
            Some(extent) => extent.end = extent.end.max(range.end),
            None => self.extent = Some(range),
        }
    }

    fn code_lines(&mut self, range: Range<usize>) {
        let mut at = range.start;
        for line in self.prose[range].split_inclusive('\n') {
            let text = at..at + line.trim_end().len();
            at += line.len();
            self.leaves.push(Leaf {
                pieces: vec![Piece::Text(text)],
                scope: self.scope,
                role: Role::Fenced,
            });
        }
    }

    fn flush(&mut self) {
        let mut solid = std::mem::take(&mut self.solid);
        let Some(extent) = self.extent.take() else {
            return;
        };
        solid.sort_by_key(|(range, _)| range.start);
        let mut pieces = Vec::new();
        let mut at = extent.start;
        for (range, piece) in solid {
            if at < range.start {
                pieces.push(Piece::Text(at..range.start));
            }
            pieces.extend(piece);
            at = at.max(range.end);
        }
        if at < extent.end {
            pieces.push(Piece::Text(at..extent.end));
        }
        let role = self.role(&self.prose[extent]);
        if let Some(begun) = self.begun.last_mut() {
            *begun = true;
        }
        self.leaves.push(Leaf {
            pieces,
            scope: self.scope,
            role,
        });
    }

    fn role(&self, text: &str) -> Role {
        if let Some(level) = self.heading {
            return Role::Heading(level);
        }
        if self.table.tells_lines() && self.scopes[self.scope].block == Block::Row {
            return Role::LineCell;
        }
        let first = self.begun.last() == Some(&false);
        if first && text.starts_with("File: `") {
            return Role::FileLine;
        }
        let entry = first && self.begun.len() == 1 && self.section == Some(Known::FilesToOpen);
        if entry && text.trim_start_matches('*').starts_with('`') {
            return Role::OpenEntry;
        }
        Role::Plain
    }
}
