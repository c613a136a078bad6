//! The leaves of a document: runs of inline text, and lines of code, with
//! what they stand in.

use super::target::{is_url, target};
use crate::document::prose::{Known, body_start};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A run of text that no block boundary crosses.
#[derive(Debug)]
pub(super) struct Leaf {
    /// What it is made of, in source order.
    pub(super) pieces: Vec<Piece>,
    /// What it stands in, outermost first: items of a list or a table row.
    pub(super) scopes: Vec<usize>,
    /// What is special about it.
    pub(super) role: Role,
}

/// A part of a leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Raw source without code spans, link targets and HTML.
    Text(Range<usize>),
    /// A code span, fences included.
    Code(Range<usize>),
    /// The target of a link, as it stands in the source.
    Target(Range<usize>),
}

/// What is special about a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing.
    Plain,
    /// An item's line that starts `File: `.
    FileLine,
    /// The text of an entry of Files to Open First.
    OpenEntry,
    /// A line of a code block.
    Fenced,
}

/// The leaves of `prose` in source order.
pub(super) fn leaves(prose: &str) -> Vec<Leaf> {
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
    for (event, range) in parser.into_offset_iter() {
        walk.take(&event, range.start + body..range.end + body);
    }
    walk.flush();
    let targets = definitions.into_iter().filter_map(|range| {
        let colon = prose[range.clone()].find("]:")? + 2;
        let target = target(prose, range.start + colon..range.end)?;
        Some(Leaf {
            pieces: vec![Piece::Target(target)],
            scopes: Vec::new(),
            role: Role::Plain,
        })
    });
    walk.leaves.extend(targets);
    walk.leaves
}

struct Walk<'a> {
    prose: &'a str,
    leaves: Vec<Leaf>,
    /// The open items and rows.
    scopes: Vec<usize>,
    next_scope: usize,
    /// Whether the open items have had their first text.
    begun: Vec<bool>,
    section: Option<Known>,
    heading: bool,
    code: bool,
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
            scopes: Vec::new(),
            next_scope: 0,
            begun: Vec::new(),
            section: None,
            heading: false,
            code: false,
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
            Tag::Item | Tag::TableRow | Tag::TableHead => {
                self.scopes.push(self.next_scope);
                self.begun.push(false);
                self.next_scope += 1;
            }
            Tag::Heading { .. } => self.heading = true,
            Tag::CodeBlock(_) => self.code = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if self.heading {
            let text = self.extent.clone().map_or("", |range| &self.prose[range]);
            self.section = Known::of_heading(text);
            self.heading = false;
        }
        self.flush();
        match tag {
            TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => {
                self.scopes.pop();
                self.begun.pop();
            }
            TagEnd::CodeBlock => self.code = false,
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
        let path = !url.is_empty() && !url.starts_with('#') && !is_url(url);
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
                scopes: self.scopes.clone(),
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
            scopes: self.scopes.clone(),
            role,
        });
    }

    fn role(&self, text: &str) -> Role {
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
