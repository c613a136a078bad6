//! The drawing: a heading a file, then its lines, each with its numbers.

use crate::model::{Lines, RepoPath};
use crate::report::patch::emphasis::{Differing, Effort};
use crate::report::patch::heading::{heading, is_binary};
use crate::report::patch::pairs::differing;
use crate::report::patch::read::{FilePatch, Hunk, Line, Part, Sign, read};
use crate::report::patch::rows::{Kind, Piece, rows};
use crate::report::patch::shown::shown;
use crate::report::text::cut;
use crate::report::{Links, Style, one_line};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How a patch is drawn.
pub struct Drawing<'a> {
    /// Its colours.
    pub style: Style,
    /// The terminal's width in columns; `None` where no line is broken.
    pub width: Option<usize>,
    /// A file's path as the reader would type it.
    pub display: &'a dyn Fn(&RepoPath) -> String,
    /// Where paths lead to, if they are hyperlinks.
    pub links: Option<&'a Links>,
    /// The lines to mark on the side of then, by their file's path then.
    pub then: &'a BTreeMap<RepoPath, Vec<Lines>>,
    /// The lines to mark on the side of now, by their file's path now.
    pub now: &'a BTreeMap<RepoPath, Vec<Lines>>,
    /// The lines that moved within their file, then and now, by its path then.
    pub moved: &'a BTreeMap<RepoPath, Vec<(Lines, Lines)>>,
}

/// Fewer columns than this are taken for as many.
const NARROW: usize = 40;

/// The patch as people read it, every line ended. A line of it reads: the mark
/// of a position, its number then, its number now, its sign, its text. What
/// does not fit in a row goes on in the next, which has no numbers.
pub fn drawn(patch: &[u8], drawing: &Drawing) -> String {
    let mut page = Page {
        drawing,
        effort: Effort::new(),
        out: String::with_capacity(2 * patch.len()),
    };
    let parts = read(patch);
    let mut parts = parts.iter().peekable();
    while let Some(part) = parts.next() {
        match part {
            Part::Other(line) => page.line(&shown(line)),
            Part::File(file) => {
                let with = parts.next_if(|next| is_other_half(file, next));
                page.file(file, with.and_then(as_file));
            }
        }
    }
    page.out
}

fn as_file<'p, 'a>(part: &'p Part<'a>) -> Option<&'p FilePatch<'a>> {
    match part {
        Part::File(file) => Some(file),
        Part::Other(_) => None,
    }
}

/// Whether `next` tells what stands now where `file` is told to be gone.
fn is_other_half(file: &FilePatch, next: &Part) -> bool {
    let next = as_file(next);
    file.now.is_none()
        && next
            .is_some_and(|next| next.then.is_none() && next.now.is_some() && next.now == file.then)
}

/// The drawing as it grows.
struct Page<'a> {
    drawing: &'a Drawing<'a>,
    effort: Effort,
    out: String,
}

/// What a file's lines have in common.
struct Sheet<'a> {
    /// Columns of a line's number.
    digits: usize,
    /// Whether every line ends in a carriage return, which is no news then.
    is_crlf: bool,
    then: &'a [Lines],
    now: &'a [Lines],
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn file(&mut self, file: &FilePatch, with: Option<&FilePatch>) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        match heading(file, with, self.drawing) {
            Some(heading) => self.line(&heading),
            None => file.header.iter().for_each(|line| self.line(&shown(line))),
        }
        if is_binary(file) || with.is_some_and(is_binary) {
            self.line("  Binary content: git shows no lines of it");
        }
        let last = last_number(file).max(with.map_or(0, last_number));
        for half in std::iter::once(file).chain(with) {
            self.hunks(half, last.to_string().len().max(2));
        }
    }

    fn hunks(&mut self, file: &FilePatch, digits: usize) {
        let drawing = self.drawing;
        let sheet = Sheet {
            digits,
            is_crlf: is_crlf(file),
            then: marked(drawing.then, file.then.as_deref()),
            now: marked(drawing.now, file.now.as_deref()),
        };
        for (at, hunk) in file.hunks.iter().enumerate() {
            self.within(hunk, at == 0, &sheet);
            self.hunk(hunk, &sheet);
        }
    }

    /// What the lines stand in, and that there are lines between.
    fn within(&mut self, hunk: &Hunk, is_first: bool, sheet: &Sheet) {
        let within = shown(hunk.within);
        if is_first && within.is_empty() {
            return;
        }
        let within = one_line(&within).replace("\\x0d", "");
        let indent = " ".repeat(sheet.digits * 2 + 3);
        let text = format!("@@ {within}");
        let text = match self.columns(sheet) {
            Some(columns) => cut(text.trim_end(), columns + 2),
            None => text.trim_end().to_owned(),
        };
        let text = self.drawing.style.path(&text);
        self.line(&format!("{indent}{text}"));
    }

    fn hunk(&mut self, hunk: &Hunk, sheet: &Sheet) {
        let texts: Vec<Cow<str>> = hunk.lines.iter().map(|line| text(line, sheet)).collect();
        let differing = differing(&hunk.lines, &texts, &mut self.effort);
        let (mut then, mut now) = (hunk.then, hunk.now);
        for (line, (text, differing)) in hunk.lines.iter().zip(texts.iter().zip(&differing)) {
            let old = (line.sign != Sign::New).then_some(then);
            let new = (line.sign != Sign::Gone).then_some(now);
            then = then.saturating_add(u32::from(old.is_some()));
            now = now.saturating_add(u32::from(new.is_some()));
            self.rows(line.sign, (old, new), (text, differing), sheet);
            if let Some(unended) = line.unended {
                let indent = " ".repeat(sheet.digits * 2 + 3);
                let unended = self.drawing.style.dim(&shown(unended));
                self.line(&format!("{indent}{unended}"));
            }
        }
    }

    /// A line in its rows: the first has the numbers.
    fn rows(
        &mut self,
        sign: Sign,
        (old, new): (Option<u32>, Option<u32>),
        (text, differing): (&str, &Differing),
        sheet: &Sheet,
    ) {
        let style = self.drawing.style;
        let is_marked = old.is_some_and(|line| is_in(sheet.then, line))
            || new.is_some_and(|line| is_in(sheet.now, line));
        let mut mark = if is_marked {
            style.position(">")
        } else {
            " ".to_owned()
        };
        let digits = sheet.digits;
        let number = |line: Option<u32>| line.map_or_else(String::new, |line| line.to_string());
        let mut numbers = format!("{:>digits$} {:>digits$}", number(old), number(new));
        for row in rows(text, differing, self.columns(sheet)) {
            let gutter = style.dim(&numbers);
            let row = painted(sign, &row, style);
            self.line(&format!("{mark}{gutter}{row}"));
            " ".clone_into(&mut mark);
            numbers = " ".repeat(numbers.len());
        }
    }

    /// Columns for a line's text.
    fn columns(&self, sheet: &Sheet) -> Option<usize> {
        let width = self.drawing.width?.max(NARROW);
        Some(width.saturating_sub(sheet.digits * 2 + 5).max(NARROW / 2))
    }
}

/// A row behind its numbers, with its sign; nothing for an empty line that
/// stands on both sides.
fn painted(sign: Sign, row: &[Piece], style: Style) -> String {
    let same = |text: &str| match sign {
        Sign::Same => text.to_owned(),
        Sign::Gone => style.removed(text),
        Sign::New => style.added(text),
    };
    let mut plain = match sign {
        Sign::Same if row.is_empty() => return String::new(),
        Sign::Same => " ".to_owned(),
        Sign::Gone => "-".to_owned(),
        Sign::New => "+".to_owned(),
    };
    if !row.is_empty() {
        plain.push(' ');
    }
    let mut out = " ".to_owned();
    for piece in row {
        let part = match (piece.kind, sign) {
            (Kind::Note, _) => style.dim(&piece.text),
            (Kind::Differs, Sign::Gone) => style.removed_part(&piece.text),
            (Kind::Differs, Sign::New) => style.added_part(&piece.text),
            _ => {
                plain.push_str(&piece.text);
                continue;
            }
        };
        out.push_str(&same(&std::mem::take(&mut plain)));
        out.push_str(&part);
    }
    out.push_str(&same(&plain));
    out
}

fn text<'a>(line: &Line<'a>, sheet: &Sheet) -> Cow<'a, str> {
    let bytes = match line.text.strip_suffix(b"\r") {
        Some(rest) if sheet.is_crlf => rest,
        _ => line.text,
    };
    shown(bytes)
}

fn last_number(file: &FilePatch) -> usize {
    let last = |hunk: &Hunk| {
        let count = |other| hunk.lines.iter().filter(|line| line.sign != other).count();
        let then = hunk.then as usize + count(Sign::New);
        then.max(hunk.now as usize + count(Sign::Gone))
    };
    let last = file.hunks.iter().map(last).max().unwrap_or(0);
    last.saturating_sub(1)
}

fn is_crlf(file: &FilePatch) -> bool {
    let mut lines = file.hunks.iter().flat_map(|hunk| &hunk.lines);
    lines.all(|line| line.unended.is_some() || line.text.ends_with(b"\r"))
}

fn marked<'a>(marks: &'a BTreeMap<RepoPath, Vec<Lines>>, path: Option<&[u8]>) -> &'a [Lines] {
    let path = path.and_then(|path| std::str::from_utf8(path).ok());
    let path = path.and_then(|path| RepoPath::new(path).ok());
    path.and_then(|path| marks.get(&path))
        .map_or(&[], Vec::as_slice)
}

fn is_in(marks: &[Lines], line: u32) -> bool {
    let mut marks = marks.iter();
    marks.any(|lines| (lines.start()..=lines.end()).contains(&line))
}
