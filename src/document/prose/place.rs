//! Adding a section at its place in the template, and taking one out.

use super::lists::guard;
use super::outline::{Kind, Outline};
use super::section::{Known, Section};
use super::splice::{Edit, apply};
use crate::document::file::line_ending;

/// Adds a section with the given body (lines without the last line ending).
pub(super) fn add(prose: &str, known: Known, body: &str) -> String {
    let outline = Outline::of(prose);
    if known.is_inner() {
        return add_inner(&outline, known, body);
    }
    let text = Text::of(&outline);
    let section = format!("## {}{eol}{eol}{body}", known.title(), eol = text.eol);
    let order = Known::TOP.iter().position(|top| *top == known).unwrap_or(0);
    let before = Known::TOP[..order]
        .iter()
        .rev()
        .find_map(|top| outline.section(*top));
    let after = Known::TOP[order + 1..]
        .iter()
        .find_map(|top| outline.section(*top));
    match (before, after) {
        (Some(before), _) => {
            let limit = outline.before_rule(before.extent, &before);
            text.below(outline.block_start(limit), &section)
        }
        (None, Some(after)) => text.above(&outline, &after, &section),
        (None, None) => text.below(prose.len(), &section),
    }
}

fn add_inner(outline: &Outline<'_>, known: Known, body: &str) -> String {
    let text = Text {
        rule: "",
        ..Text::of(outline)
    };
    let order = Known::INNER
        .iter()
        .position(|inner| *inner == known)
        .unwrap_or(0);
    let before = Known::INNER[..order]
        .iter()
        .rev()
        .find_map(|inner| outline.section(*inner));
    let after = Known::INNER[order + 1..]
        .iter()
        .find_map(|inner| outline.section(*inner));
    let context = outline.section(Known::Context);
    let section = |level: u8| {
        let marks = "#".repeat(usize::from(level.min(6)));
        format!("{marks} {}{}{body}", known.title(), text.eol)
    };
    match (before, after, context) {
        (Some(before), ..) => {
            let limit = outline.before_rule(before.until, &before);
            text.below(outline.block_start(limit), &section(before.level))
        }
        (None, Some(after), _) => text.above(outline, &after, &section(after.level)),
        (None, None, Some(context)) => {
            let limit = outline.before_rule(context.until, &context);
            text.below(outline.block_start(limit), &section(context.level + 1))
        }
        (None, None, None) => add(outline.prose, Known::Context, &section(3)),
    }
}

/// A document that is about to get a section.
struct Text<'a> {
    prose: &'a str,
    eol: &'static str,
    /// The separator between sections, where the document uses one.
    rule: &'static str,
}

impl<'a> Text<'a> {
    fn of(outline: &Outline<'a>) -> Text<'a> {
        let eol = line_ending(outline.prose);
        let ruled = outline
            .blocks
            .iter()
            .any(|block| matches!(block.kind, Kind::Rule));
        let created = outline.prose[outline.body..]
            .trim_start()
            .starts_with("# Session Checkpoint");
        // A second line of dashes would make front matter of what the first starts.
        let dashed = outline.prose[outline.body..].starts_with("---");
        let rule = match ((ruled || created) && !dashed, eol) {
            (false, _) => "",
            (true, "\n") => "---\n\n",
            (true, _) => "---\r\n\r\n",
        };
        Text {
            prose: outline.prose,
            eol,
            rule,
        }
    }

    /// Puts the section below the text that ends at or before `limit`. Where
    /// an open code fence would swallow it there, it goes above that fence.
    fn below(&self, limit: usize, section: &str) -> String {
        let at = self.prose[..limit]
            .trim_end_matches(['\n', '\r', ' ', '\t'])
            .len();
        let done = self.at(at, section);
        if at == self.prose.trim_end().len() {
            let headings = |text: &str| {
                let outline = Outline::of(text);
                let is = |kind: &Kind| matches!(kind, Kind::Heading { .. });
                outline
                    .blocks
                    .iter()
                    .filter(|block| is(&block.kind))
                    .count()
            };
            if headings(&done) == headings(self.prose)
                && let Some(last) = Outline::of(self.prose).blocks.last()
            {
                let at = self.prose[..last.range.start].trim_end().len();
                return self.at(at, section);
            }
        }
        done
    }

    /// Puts the section after the line that ends at `at`.
    fn at(&self, at: usize, section: &str) -> String {
        let Text { prose, eol, rule } = self;
        let rest = &prose[at..];
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let ending = ["\r\n", "\n", "\r"]
            .into_iter()
            .find(|ending| rest[end..].starts_with(ending));
        let line = end + ending.map_or(0, str::len);
        let next = &rest[line..];
        let blank = next.is_empty() || next.starts_with('\n') || next.starts_with("\r\n");
        let mut text = String::new();
        if ending.is_none() && at > 0 {
            text.push_str(eol);
        }
        if !prose[..at].trim_start_matches('\u{feff}').is_empty() {
            text.push_str(eol);
        }
        text.push_str(rule);
        text.push_str(section);
        text.push_str(eol);
        text.push_str(&guard(next, eol));
        if !blank {
            text.push_str(eol);
        }
        let range = at + line..at + line;
        apply(prose, vec![Edit { range, text }])
    }

    /// Puts the section above another and its separator.
    fn above(&self, outline: &Outline<'_>, next: &Section, section: &str) -> String {
        let Text { prose, eol, rule } = self;
        let ruled = next.heading > 0
            && !rule.is_empty()
            && matches!(outline.blocks[next.heading - 1].kind, Kind::Rule);
        let at = outline.block_start(next.heading - usize::from(ruled));
        let text = if ruled {
            format!("{rule}{section}{eol}{eol}")
        } else {
            format!("{section}{eol}{eol}{rule}")
        };
        apply(
            prose,
            vec![Edit {
                range: at..at,
                text,
            }],
        )
    }
}

/// Takes a section out, with the separator that goes with it; the section
/// around it as well if nothing else is in there.
pub(super) fn remove(prose: &str, known: Known) -> String {
    let outline = Outline::of(prose);
    let Some(section) = outline.section(known) else {
        return prose.to_owned();
    };
    let is_rule = |index: usize| matches!(outline.blocks[index].kind, Kind::Rule);
    let ruled = section.heading > 0 && is_rule(section.heading - 1);
    let limit = outline.before_rule(section.until, &section);
    let start = section.heading - usize::from(ruled);
    let until = if ruled || known.is_inner() {
        limit
    } else {
        section.until
    };
    let mut range = outline.block_start(start)..outline.block_start(until);
    if range.end == prose.len() {
        let kept = prose[..range.start].trim_end().len();
        let line = prose[kept..range.start].find('\n').map_or(0, |at| at + 1);
        range.start = kept + line;
    }
    let text = String::new();
    let done = apply(prose, vec![Edit { range, text }]);
    if known.is_inner() && is_empty(&Outline::of(&done), Known::Context) {
        return remove(&done, Known::Context);
    }
    done
}

fn is_empty(outline: &Outline<'_>, known: Known) -> bool {
    outline.section(known).is_some_and(|section| {
        section.until == section.extent && outline.slice(&outline.inner(&section)).trim().is_empty()
    })
}
