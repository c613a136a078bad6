//! One request: a line of JSON, read strictly.

use crate::cli::serve::fields::{Fields, Given};
use crate::document::{State, plain_json};
use crate::error::Error;
use crate::route::Whole;

/// A line of a client.
pub(super) struct Request {
    /// Its id as JSON text, to the letter; `null` where none could be read.
    pub(super) id: String,
    /// What it wants, or why nobody can tell.
    pub(super) ask: Result<Ask, Error>,
}

/// What a client wants.
pub(super) struct Ask {
    /// Which checkpoint, as a verb takes it.
    pub(super) name: Option<String>,
    /// What is to be done with it.
    pub(super) verb: Verb,
}

/// The verbs that serve programs.
pub(super) enum Verb {
    /// Save it; the state, or why it cannot be taken.
    Checkpoint {
        state: Result<Whole, Error>,
        /// Whether a newer one may take its place.
        coalesce: bool,
    },
    /// Tell it.
    Show,
    /// Clear it.
    Clear,
}

/// Reads a line, without its line feed.
pub(super) fn read(line: &[u8]) -> Request {
    let fields = match Fields::read(line) {
        Ok(fields) => fields,
        Err(error) => return nobodys(error),
    };
    match id(&fields) {
        Ok(id) => Request {
            ask: ask(&fields),
            id,
        },
        Err(error) => nobodys(error),
    }
}

/// A line that came to nothing before anybody could tell its id.
pub(super) fn nobodys(error: Error) -> Request {
    Request {
        id: "null".to_owned(),
        ask: Err(error),
    }
}

/// A line that was not kept.
pub(super) fn too_long(message: String) -> Request {
    nobodys(Error::Usage {
        message,
        hint: Some("give less of it; nothing was saved".to_owned()),
    })
}

/// A string or a number, as it was written; what steers a terminal is escaped.
fn id(fields: &Fields) -> Result<String, Error> {
    let text = fields.text("id").ok_or_else(|| missing("id"))?;
    let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    match fields.value("id")? {
        Given::Text(_) => Ok(plain_json(text.to_owned())),
        Given::Other if is_number => Ok(text.to_owned()),
        _ => Err(bad("id", "is no string and no number")),
    }
}

fn ask(fields: &Fields) -> Result<Ask, Error> {
    fields.only(&["id", "verb", "name", "state", "coalesce"])?;
    let name = match fields.value("name")? {
        Given::Nothing | Given::Null => None,
        Given::Text(name) => Some(name),
        _ => return Err(bad("name", "is no string")),
    };
    let verb = match fields.value("verb")? {
        Given::Text(verb) => verb,
        Given::Nothing => return Err(missing("verb")),
        _ => return Err(bad("verb", "is no string")),
    };
    let verb = match verb.as_str() {
        "checkpoint" => {
            let state = fields.text("state").ok_or_else(|| missing("state"))?;
            let coalesce = match fields.value("coalesce")? {
                Given::Nothing => false,
                Given::Switch(coalesce) => coalesce,
                _ => return Err(bad("coalesce", "is not true or false")),
            };
            let state = State::parse(state).map(|state| Whole::State(Box::new(state)));
            return Ok(Ask {
                name,
                verb: Verb::Checkpoint { state, coalesce },
            });
        }
        "show" => Verb::Show,
        "clear" => Verb::Clear,
        other => return Err(no_verb(other)),
    };
    for field in ["state", "coalesce"] {
        if fields.text(field).is_some() {
            return Err(bad(field, "is for the verb 'checkpoint' alone"));
        }
    }
    Ok(Ask { name, verb })
}

fn no_verb(given: &str) -> Error {
    Error::Usage {
        message: format!(
            "'{}' is no verb that a request can have",
            crate::model::quoted(given)
        ),
        hint: Some("it may be 'checkpoint', 'show' or 'clear'".to_owned()),
    }
}

fn missing(field: &str) -> Error {
    bad(field, "is missing")
}

/// A field that says something it cannot say.
pub(super) fn bad(field: &str, why: &str) -> Error {
    Error::Usage {
        message: format!(
            "the request's field '{}' {why}",
            crate::model::quoted(field)
        ),
        hint: Some("git shipkit schema serve-request".to_owned()),
    }
}
