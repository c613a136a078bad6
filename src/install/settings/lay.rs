//! How something new is laid into a JSON text so that it looks as if whoever
//! wrote the rest had written it: their line ends, their indent, their commas.

use super::splice::Splice;
use super::trivia::{begins_line, has_newline, indent, is_blank, last_comment, tail};
use serde_json::Value;
use std::ops::Range;

/// The habits of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) newline: &'static str,
    pub(super) unit: String,
}

impl Style {
    /// Those of `text`, whose first property, if there is one, is at `first`.
    pub(super) fn of(text: &str, first: Option<usize>) -> Style {
        let newline = match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let own = first.filter(|first| begins_line(text, *first));
        let unit = own.map_or("", |first| indent(text, first));
        let unit = match unit {
            "" if text.contains("\n\t") => "\t",
            "" => "  ",
            unit => unit,
        };
        Style {
            newline,
            unit: unit.to_owned(),
        }
    }
}

/// What is laid in.
pub(super) enum Piece<'a> {
    /// `"key": value` on one line.
    Property(&'a str, &'a Value),
    /// `"hooks": {…}`, a line an event.
    Hooks(&'a [(&'static str, Value)]),
    /// A value alone, on one line.
    Element(&'a Value),
}

impl Piece<'_> {
    fn text(&self, indent: &str, style: &Style) -> String {
        match self {
            Piece::Property(key, value) => format!("{}: {}", quote(key), line(value)),
            Piece::Hooks(events) => format!("\"hooks\": {}", hooks(events, indent, style)),
            Piece::Element(value) => line(value),
        }
    }

    fn is_element(&self) -> bool {
        matches!(self, Piece::Element(_))
    }
}

/// The object of events whose closing bracket stands at `indent`.
pub(super) fn hooks(events: &[(&'static str, Value)], indent: &str, style: &Style) -> String {
    let Style { newline, unit } = style;
    let lines = events.iter().map(|(event, value)| {
        let value = line(&Value::Array(vec![value.clone()]));
        format!("{newline}{indent}{unit}{}: {value}", quote(event))
    });
    let lines: Vec<String> = lines.collect();
    format!("{{{}{newline}{indent}}}", lines.join(","))
}

/// A value on one line, as people write it.
pub(super) fn line(value: &Value) -> String {
    match value {
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(line).collect();
            format!("[{}]", all.join(", "))
        }
        Value::Object(all) if all.is_empty() => "{}".to_owned(),
        Value::Object(all) => {
            let all = all.iter();
            let all = all.map(|(key, value)| format!("{}: {}", quote(key), line(value)));
            format!("{{ {} }}", all.collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
    }
}

fn quote(text: &str) -> String {
    Value::from(text).to_string()
}

/// What lays `piece` behind the last of `elements` into the container that
/// lies at `container`, its brackets included.
pub(super) fn laid(
    text: &str,
    container: Range<usize>,
    elements: &[Range<usize>],
    piece: &Piece<'_>,
    style: &Style,
) -> Vec<Splice> {
    let outer = indent(text, container.start);
    let own = format!("{outer}{}", style.unit);
    let close = container.end - 1;
    let Some(last) = elements.last() else {
        return vec![into_empty(text, container, piece, style, (outer, &own))];
    };
    let tail = tail(text, last.end..close);
    let stands_alone = has_newline(text, tail.end..close);
    let text_of = if !stands_alone && piece.is_element() {
        format!(" {}", piece.text(outer, style))
    } else {
        let own = if begins_line(text, last.start) {
            indent(text, last.start)
        } else {
            &own
        };
        on_its_line(piece, style, (outer, own), stands_alone)
    };
    match tail.comma {
        Some(_) if stands_alone => vec![Splice::insert(tail.end, text_of + ",")],
        Some(_) => vec![Splice::insert(tail.end, text_of)],
        None if tail.end == last.end => vec![Splice::insert(tail.end, format!(",{text_of}"))],
        None => vec![
            Splice::insert(tail.end, text_of),
            Splice::insert(last.end, ","),
        ],
    }
}

/// The piece on a line of its own, at the second indent; what is on one line
/// with its bracket would else stand before it.
fn on_its_line(
    piece: &Piece<'_>,
    style: &Style,
    (outer, own): (&str, &str),
    ends_line: bool,
) -> String {
    let newline = style.newline;
    let laid = format!("{newline}{own}{}", piece.text(own, style));
    if ends_line {
        laid
    } else {
        laid + newline + outer
    }
}

fn into_empty(
    text: &str,
    container: Range<usize>,
    piece: &Piece<'_>,
    style: &Style,
    (outer, own): (&str, &str),
) -> Splice {
    let close = container.end - 1;
    let inner = container.start + 1..close;
    let at = last_comment(text, inner.clone()).unwrap_or(inner.start);
    if piece.is_element() && !has_newline(text, inner.clone()) && is_blank(text, inner) {
        return Splice::insert(at, piece.text(outer, style));
    }
    let ends_line = has_newline(text, at..close);
    Splice::insert(at, on_its_line(piece, style, (outer, own), ends_line))
}
