//! Entries of ours, taken out of a JSON text, and the lists and objects that
//! hold nothing then.

use super::Handler;
use super::read::{Why, inner, only, parsed, range, ranges_of_array, ranges_of_object, root};
use super::splice::{Splice, apply};
use super::trivia::{begins_line, comma, has_newline, is_blank, last_comment, line_start, tail};
use jsonc_parser::ast::{Array, Object, Value as Ast};
use serde_json::Value;
use std::ops::Range;

/// What takes out every handler that `is_ours` picks.
pub(super) fn cut(text: &str, is_ours: &dyn Fn(&Handler) -> bool) -> Result<Vec<Splice>, Why> {
    let mut now = text.to_owned();
    let mut all = Vec::new();
    while let Some(steps) = next(&now, is_ours)? {
        now = apply(&now, &steps).expect("a step is made for the text that is there");
        all.extend(steps);
    }
    Ok(all)
}

/// What goes, as a place in its container.
struct Goes {
    container: Range<usize>,
    elements: Vec<Range<usize>>,
    index: usize,
}

fn next(text: &str, is_ours: &dyn Fn(&Handler) -> bool) -> Result<Option<Vec<Splice>>, Why> {
    let Some(tree) = parsed(text)? else {
        return Ok(None);
    };
    let root = root(&tree)?;
    let Some(Ast::Object(hooks)) = only(root, "hooks")? else {
        return Ok(None);
    };
    let goes = match of_hooks(text, hooks, is_ours) {
        Ours::None => return Ok(None),
        Ours::Part(goes) => goes,
        Ours::All => in_object(root, "hooks"),
    };
    Ok(Some(removed(text, &goes)))
}

/// How much of something is ours.
enum Ours {
    /// Nothing.
    None,
    /// This goes first.
    Part(Goes),
    /// All of it: it goes itself.
    All,
}

/// What goes first of `hooks`.
fn of_hooks(text: &str, hooks: &Object<'_>, is_ours: &dyn Fn(&Handler) -> bool) -> Ours {
    let lists = hooks.properties.iter().filter_map(|property| {
        let list = property.value.as_array()?;
        Some((property.name.as_str(), list))
    });
    for (event, list) in lists {
        let ours = |value: &Ast<'_>| {
            is_ours(&Handler {
                event: event.to_owned(),
                value: Value::from(value.clone()),
            })
        };
        match of_list(text, list, &ours) {
            Ours::None => {}
            Ours::All => return in_object(hooks, event).or_all(text),
            Ours::Part(goes) => return Ours::Part(goes),
        }
    }
    Ours::None
}

/// The same of one event's list.
fn of_list(text: &str, list: &Array<'_>, ours: &dyn Fn(&Ast<'_>) -> bool) -> Ours {
    for (index, element) in list.elements.iter().enumerate() {
        let whole = in_array(list, index);
        let Some(handlers) = inner(element) else {
            if ours(element) {
                return whole.or_all(text);
            }
            continue;
        };
        let Some(at) = handlers.elements.iter().position(ours) else {
            continue;
        };
        let handler = in_array(handlers, at);
        let group = range(element);
        let own = &handler.elements[at];
        let says_more =
            has_comment(text, group.start..own.start) || has_comment(text, own.end..group.end);
        return if handlers.elements.len() > 1 || says_more {
            Ours::Part(handler)
        } else {
            whole.or_all(text)
        };
    }
    Ours::None
}

impl Goes {
    /// All of the container, where there is nothing else in it: a comment is
    /// something, and stays.
    fn or_all(self, text: &str) -> Ours {
        let own = &self.elements[self.index];
        let before = self.container.start + 1..own.start;
        let after = own.end..self.container.end - 1;
        if self.elements.len() > 1 || has_comment(text, before) || has_comment(text, after) {
            Ours::Part(self)
        } else {
            Ours::All
        }
    }
}

fn has_comment(text: &str, range: Range<usize>) -> bool {
    last_comment(text, range).is_some()
}

fn in_array(array: &Array<'_>, index: usize) -> Goes {
    Goes {
        container: array.range.start..array.range.end,
        elements: ranges_of_array(array),
        index,
    }
}

fn in_object(object: &Object<'_>, key: &str) -> Goes {
    let mut properties = object.properties.iter();
    let index = properties.position(|property| property.name.as_str() == key);
    Goes {
        container: object.range.start..object.range.end,
        elements: ranges_of_object(object),
        index: index.expect("it was found there"),
    }
}

/// What removes it, with the comma it needs no more and the line it is alone
/// on.
fn removed(text: &str, goes: &Goes) -> Vec<Splice> {
    let close = goes.container.end - 1;
    let own = goes.elements[goes.index].clone();
    let next = goes.elements.get(goes.index + 1);
    let limit = next.map_or(close, |next| next.start);
    let tail = tail(text, own.end..limit);
    let end = tail.comma.map_or(own.end, |comma| comma + 1);
    if let Some(comma) = tail
        .comma
        .filter(|comma| has_comment(text, own.end..*comma))
    {
        // What stands between is somebody's.
        return [comma..comma + 1, own]
            .map(|range| Splice::remove(text, range))
            .into();
    }
    let start = if begins_line(text, own.start) && has_newline(text, end..limit) {
        before_line(text, own.start)
    } else {
        own.start
    };
    let open = goes.container.start + 1;
    if goes.elements.len() == 1 && is_blank(text, open..own.start) && is_blank(text, end..close) {
        return vec![Splice::remove(text, open..close)];
    }
    if let Some(next) = next {
        let takes_gap = start == own.start && is_blank(text, end..next.start);
        let to = if takes_gap { next.start } else { end };
        return vec![Splice::remove(text, start..to)];
    }
    // A comma at the end is how such a list is written: it stays.
    let keeps_comma = tail.comma.is_some() && start != own.start;
    let before = goes.index.checked_sub(1).map(|at| goes.elements[at].end);
    let comma = before.and_then(|before| comma(text, before..own.start));
    last_removed(
        text,
        (own.start, start..end),
        comma.filter(|_| !keeps_comma),
    )
}

/// What removes the last element, which begins at `own`, and with it the comma
/// before.
fn last_removed(
    text: &str,
    (own, range): (usize, Range<usize>),
    comma: Option<usize>,
) -> Vec<Splice> {
    match comma {
        Some(comma) if is_blank(text, comma + 1..own) => {
            vec![Splice::remove(text, comma..range.end)]
        }
        Some(comma) => vec![
            Splice::remove(text, range),
            Splice::remove(text, comma..comma + 1),
        ],
        None => vec![Splice::remove(text, range)],
    }
}

/// Where the line before the one that `at` begins has its end.
fn before_line(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    let before = &text[..start];
    let before = before.strip_suffix('\n').unwrap_or(before);
    before.strip_suffix('\r').unwrap_or(before).len()
}
