//! Entries of ours, taken out of a JSON text, and the lists and objects that
//! hold nothing then.

use super::Handler;
use super::read::{Why, inner, only, parsed, ranges_of_array, ranges_of_object, root};
use super::splice::{Splice, apply};
use super::trivia::{begins_line, comma, has_newline, is_blank, line_start, tail};
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
    let goes = of_hooks(hooks, is_ours).map(|goes| match goes {
        Some(goes) => goes,
        None => in_object(root, "hooks"),
    });
    Ok(goes.map(|goes| removed(text, &goes)))
}

/// What goes first of `hooks`; `Some(None)` where that is all of them, `None`
/// where nothing in them is ours.
fn of_hooks(hooks: &Object<'_>, is_ours: &dyn Fn(&Handler) -> bool) -> Option<Option<Goes>> {
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
        match of_list(list, &ours) {
            None => {}
            Some(Some(goes)) => return Some(Some(goes)),
            Some(None) if hooks.properties.len() == 1 => return Some(None),
            Some(None) => return Some(Some(in_object(hooks, event))),
        }
    }
    None
}

/// The same of one event's list.
fn of_list(list: &Array<'_>, ours: &dyn Fn(&Ast<'_>) -> bool) -> Option<Option<Goes>> {
    let only_one = list.elements.len() == 1;
    for (index, element) in list.elements.iter().enumerate() {
        let whole = || (!only_one).then(|| in_array(list, index));
        match inner(element) {
            None if ours(element) => return Some(whole()),
            None => {}
            Some(handlers) => {
                let Some(at) = handlers.elements.iter().position(ours) else {
                    continue;
                };
                if handlers.elements.len() == 1 {
                    return Some(whole());
                }
                return Some(Some(in_array(handlers, at)));
            }
        }
    }
    None
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
        let to = if start == own.start && is_blank(text, end..next.start) {
            next.start
        } else {
            end
        };
        return vec![Splice::remove(text, start..to)];
    }
    let before = goes.index.checked_sub(1).map(|at| goes.elements[at].end);
    let comma = before.and_then(|before| comma(text, before..own.start));
    match comma {
        // A comma at the end is how this list is written: it stays.
        Some(_) if tail.comma.is_some() && start != own.start => {
            vec![Splice::remove(text, start..end)]
        }
        Some(comma) if is_blank(text, comma + 1..own.start) => {
            vec![Splice::remove(text, comma..end)]
        }
        Some(comma) => vec![
            Splice::remove(text, start..end),
            Splice::remove(text, comma..comma + 1),
        ],
        None => vec![Splice::remove(text, start..end)],
    }
}

/// Where the line before the one that `at` begins has its end.
fn before_line(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    let before = &text[..start];
    let before = before.strip_suffix('\n').unwrap_or(before);
    before.strip_suffix('\r').unwrap_or(before).len()
}
