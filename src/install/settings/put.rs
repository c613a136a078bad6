//! Entries of ours, put into a JSON text: nothing else of it changes.

use super::Wanted;
use super::lay::{Piece, Style, hooks, laid, line};
use super::read::{Why, only, parsed, range, ranges_of_array, ranges_of_object, root};
use super::splice::{Splice, apply};
use super::trivia::{indent, last_comment};
use jsonc_parser::ast::{Object, Value as Ast};
use serde_json::Value;

/// What puts `wanted` in, one step after the other.
pub(super) fn put(text: &str, wanted: &Wanted) -> Result<Vec<Splice>, Why> {
    let mut now = text.to_owned();
    let mut all = Vec::new();
    let mut take = |now: &mut String, steps: Vec<Splice>| {
        *now = apply(now, &steps).expect("a step is made for the text that is there");
        all.extend(steps);
    };
    if parsed(&now)?.is_none() {
        let step = vec![object(&now)];
        take(&mut now, step);
    }
    if let Some(version) = wanted.version {
        let step = versioned(&now, version)?;
        take(&mut now, step);
    }
    let entries = &wanted.entries;
    let step = whole(&now, entries)?;
    let is_done = !step.is_empty();
    take(&mut now, step);
    for (event, value) in entries.iter().filter(|_| !is_done) {
        let step = entry(&now, event, value)?;
        take(&mut now, step);
    }
    Ok(all)
}

/// An object where there is no value yet.
fn object(text: &str) -> Splice {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    match last_comment(text, 0..text.len()) {
        Some(end) => Splice::insert(end, format!("{newline}{{}}")),
        None if text.is_empty() => Splice::insert(0, format!("{{}}{newline}")),
        None => Splice::insert(0, "{}"),
    }
}

fn versioned(text: &str, version: u64) -> Result<Vec<Splice>, Why> {
    let tree = there(text)?;
    let root = root(&tree)?;
    match only(root, "version")? {
        Some(_) => Ok(Vec::new()),
        None => Ok(at_root(
            text,
            root,
            &Piece::Property("version", &version.into()),
        )),
    }
}

/// All entries at once, where `hooks` holds nothing at all.
fn whole(text: &str, entries: &[(&'static str, Value)]) -> Result<Vec<Splice>, Why> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let tree = there(text)?;
    let root = root(&tree)?;
    match only(root, "hooks")? {
        None => Ok(at_root(text, root, &Piece::Hooks(entries))),
        Some(Ast::NullKeyword(null)) => {
            let at = null.range.start;
            let put = hooks(entries, indent(text, at), &style(text, root));
            Ok(vec![Splice {
                at,
                cut: "null".to_owned(),
                put,
            }])
        }
        Some(Ast::Object(_)) => Ok(Vec::new()),
        Some(_) => Err("has 'hooks' that are no object".to_owned()),
    }
}

/// One entry, into the object `hooks` that is there.
fn entry(text: &str, event: &str, value: &Value) -> Result<Vec<Splice>, Why> {
    let tree = there(text)?;
    let root = root(&tree)?;
    let style = style(text, root);
    let Some(Ast::Object(hooks)) = only(root, "hooks")? else {
        return Err("has 'hooks' that are no object".to_owned());
    };
    match only(hooks, event)? {
        None => {
            let list = Value::Array(vec![value.clone()]);
            let piece = Piece::Property(event, &list);
            let lies = hooks.range.start..hooks.range.end;
            Ok(laid(text, lies, &ranges_of_object(hooks), &piece, &style))
        }
        Some(Ast::NullKeyword(null)) => Ok(vec![Splice {
            at: null.range.start,
            cut: "null".to_owned(),
            put: line(&Value::Array(vec![value.clone()])),
        }]),
        Some(list @ Ast::Array(array)) => {
            let piece = Piece::Element(value);
            Ok(laid(
                text,
                range(list),
                &ranges_of_array(array),
                &piece,
                &style,
            ))
        }
        Some(_) => Err(format!("has 'hooks.{event}' that is no list")),
    }
}

fn at_root(text: &str, root: &Object<'_>, piece: &Piece<'_>) -> Vec<Splice> {
    let lies = root.range.start..root.range.end;
    let style = style(text, root);
    laid(text, lies, &ranges_of_object(root), piece, &style)
}

fn style(text: &str, root: &Object<'_>) -> Style {
    let first = root.properties.first();
    Style::of(text, first.map(|first| first.range.start))
}

fn there(text: &str) -> Result<Ast<'_>, Why> {
    parsed(text)?.ok_or_else(|| "holds no value".to_owned())
}
