//! What a file of settings in JSON holds.

use jsonc_parser::ast::{Array, Object, Value as Ast};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions};
use serde_json::Value;
use std::ops::Range;

/// Why a file cannot be understood, as in "'path' {why}".
pub(in crate::install) type Why = String;

/// A command that an agent runs at an event.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::install) struct Handler {
    /// At which event, as the file spells it.
    pub(in crate::install) event: String,
    /// The whole entry.
    pub(in crate::install) value: Value,
}

/// The text as a tree; `None` where it holds no value at all.
pub(super) fn parsed(text: &str) -> Result<Option<Ast<'_>>, Why> {
    let collect = CollectOptions {
        comments: CommentCollectionStrategy::Off,
        tokens: false,
    };
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let tree = jsonc_parser::parse_to_ast(text, &collect, &options);
    let tree = tree.map_err(|error| {
        let said = error.to_string();
        let mut letters = said.chars();
        let first = letters.next().map(|first| first.to_ascii_lowercase());
        let said: String = first.into_iter().chain(letters).collect();
        format!("is not valid JSON: {said}")
    })?;
    Ok(tree.value)
}

/// Where a value lies.
pub(super) fn range(value: &Ast<'_>) -> Range<usize> {
    let range = value.range();
    range.start..range.end
}

/// Where each element or property of a container lies.
pub(super) fn ranges_of_object(object: &Object<'_>) -> Vec<Range<usize>> {
    let properties = object.properties.iter();
    properties
        .map(|property| property.range.start..property.range.end)
        .collect()
}

pub(super) fn ranges_of_array(array: &Array<'_>) -> Vec<Range<usize>> {
    array.elements.iter().map(range).collect()
}

/// The value of `key`, which may be there once.
pub(super) fn only<'o, 'a>(object: &'o Object<'a>, key: &str) -> Result<Option<&'o Ast<'a>>, Why> {
    let found = object.properties.iter();
    let mut found = found.filter(|property| property.name.as_str() == key);
    let first = found.next();
    if found.next().is_some() {
        return Err(format!(
            "has '{key}' twice: which one counts cannot be told"
        ));
    }
    Ok(first.map(|property| &property.value))
}

/// The object at the root.
pub(super) fn root<'t, 'a>(tree: &'t Ast<'a>) -> Result<&'t Object<'a>, Why> {
    let object = tree.as_object();
    object.ok_or_else(|| "does not hold a JSON object".to_owned())
}

/// Every handler below `hooks`.
pub(super) fn handlers(text: &str) -> Result<Vec<Handler>, Why> {
    let Some(tree) = parsed(text)? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let hooks = match only(root(&tree)?, "hooks")? {
        None | Some(Ast::NullKeyword(_)) => return Ok(found),
        Some(Ast::Object(hooks)) => hooks,
        Some(_) => return Err("has 'hooks' that are no object".to_owned()),
    };
    for property in &hooks.properties {
        let event = property.name.as_str();
        // What an agent has there besides events is none of our business.
        if let Some(Ast::Array(list)) = only(hooks, event)? {
            let elements = list.elements.iter();
            found.extend(elements.flat_map(|element| of_element(event, element)));
        }
    }
    Ok(found)
}

/// The handlers of a group, or the element itself where it is no group.
fn of_element(event: &str, element: &Ast<'_>) -> Vec<Handler> {
    let handler = |value: &Ast<'_>| Handler {
        event: event.to_owned(),
        value: Value::from(value.clone()),
    };
    match inner(element) {
        Some(inner) => inner.elements.iter().map(handler).collect(),
        None => vec![handler(element)],
    }
}

/// The list of handlers in a group.
pub(super) fn inner<'e, 'a>(element: &'e Ast<'a>) -> Option<&'e Array<'a>> {
    let group = element.as_object()?;
    let mut properties = group.properties.iter();
    let hooks = properties.find(|property| property.name.as_str() == "hooks")?;
    hooks.value.as_array()
}
