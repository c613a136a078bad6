//! The tool `checkpoint`: fields that are added, or a whole that replaces.

use crate::cli::checkpoint::{tell_automatic, tell_outcome};
use crate::cli::desk::Desk;
use crate::cli::draft;
use crate::cli::mcp::answer::Answer;
use crate::cli::mcp::arguments::{Arguments, bad};
use crate::cli::mcp::fields::Fields;
use crate::cli::stop::Stop;
use crate::document::{STATE_FIELDS, State, json_text};
use crate::error::Error;
use crate::model::Name;
use crate::route::{self, Asked, Whole};
use serde_json::{Map, Value};

/// The fields of a state, and what only the tool has.
pub(super) fn arguments() -> Vec<&'static str> {
    [&STATE_FIELDS[..], &["document", "mode", "name"]].concat()
}

/// Saves what is given.
pub(super) fn checkpoint(desk: &mut Desk<'_>, arguments: &mut Arguments) -> Result<Answer, Stop> {
    let name = arguments.text("name")?;
    let name = desk.name(name.as_deref())?;
    let mode = arguments.text("mode")?;
    let document = arguments.text("document")?;
    let fields = arguments.rest();
    let says_nothing = fields.is_empty() && document.is_none();
    match mode.as_deref() {
        None | Some("add") => added(desk, &name, fields, document, false),
        Some("new") => added(desk, &name, fields, document, true),
        Some("replace") if document.is_none() => replaced(desk, &name, fields),
        Some("auto") if says_nothing => automatic(desk, &name),
        Some("replace") => Err(bad("document", "replaces all by itself, without a mode"))?,
        Some("auto") => Err(bad("mode", "is 'auto', which takes nothing beside"))?,
        Some(_) => Err(bad("mode", "is none of add, new, replace, auto"))?,
    }
}

/// Adds the fields to the checkpoint that is there, or to a whole document.
fn added(
    desk: &mut Desk<'_>,
    name: &Name,
    fields: Map<String, Value>,
    document: Option<String>,
    new: bool,
) -> Result<Answer, Stop> {
    desk.repo.run_its_programs();
    let fields = Fields::read(desk, fields)?;
    let whole = match document {
        None => Whole::Nothing,
        Some(document) => Whole::Markdown {
            prose: draft::prose(desk, "document", document.as_bytes())?,
            source: None,
        },
    };
    let asked = Asked {
        whole: &whole,
        changes: &fields.changes,
        task_id: fields.task_id.as_deref(),
        new,
        edits: false,
    };
    save(desk, name, &asked).map_err(|stop| match stop {
        Stop::Failed(error) => Stop::Failed(in_arguments(error)),
        told @ Stop::Told(_) => told,
    })
}

/// The fields are all there is, as a program's state.
fn replaced(desk: &mut Desk<'_>, name: &Name, fields: Map<String, Value>) -> Result<Answer, Stop> {
    let state = State::parse(&json_text(&Value::Object(fields)))?;
    let whole = Whole::State(Box::new(state));
    let asked = Asked {
        whole: &whole,
        changes: &[],
        task_id: None,
        new: false,
        edits: false,
    };
    save(desk, name, &asked)
}

fn save(desk: &mut Desk<'_>, name: &Name, asked: &Asked<'_>) -> Result<Answer, Stop> {
    let outcome = desk.with_site(name, |site| route::save(site, asked, None))?;
    Ok(Answer::told(desk, |desk| {
        tell_outcome(desk, name, &outcome)
    })?)
}

/// Saves from git alone; none of the repository's programs run.
fn automatic(desk: &mut Desk<'_>, name: &Name) -> Result<Answer, Stop> {
    let outcome = desk.with_site(name, route::auto)?;
    let told = Answer::told(desk, |desk| tell_automatic(desk, name, &outcome));
    Ok(told?)
}

/// What the hints say of flags, said of the arguments.
fn in_arguments(error: Error) -> Error {
    let is_about_the_task = |hint: &str| hint.contains("--task");
    let hint = match &error {
        Error::TaskSwitch { .. } => {
            "start over with mode 'new' (the saved one stays in the history), \
             or give this task a name of its own with 'name'"
        }
        Error::Usage { .. } if error.hint().as_deref().is_some_and(is_about_the_task) => {
            "say it with 'taskName'"
        }
        _ => return error,
    };
    Error::Content {
        message: error.to_string(),
        hint: Some(hint.to_owned()),
    }
}
