//! A saved checkpoint, as a program gets it back.

use crate::document::{self, json_text};
use crate::manager::State;
use chrono::{DateTime, FixedOffset};
use serde::Deserialize as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// A checkpoint as it was saved or loaded: what the program gave, what people
/// have written into it since, and where it stands in the repository.
///
/// What has a getter here is what programs ask for most; [`Checkpoint::state`]
/// has the rest, and [`Checkpoint::as_json`] all of it, to the last digit.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    json: Value,
    warnings: Vec<String>,
    kept: Option<u64>,
}

impl Checkpoint {
    pub(super) fn new(json: Value, warnings: Vec<String>, kept: Option<u64>) -> Checkpoint {
        Checkpoint {
            json,
            warnings,
            kept,
        }
    }

    /// The id that the program gave its task.
    pub fn task_id(&self) -> Option<&str> {
        self.text("taskId")
    }

    /// What is worked on. A document that people wrote may not say.
    pub fn task_name(&self) -> Option<&str> {
        self.text("taskName")
    }

    /// How far it is, in percent, 0 to 100.
    pub fn progress(&self) -> Option<f64> {
        self.json.get("progress")?.as_f64()
    }

    /// What was done last.
    pub fn last_action(&self) -> Option<&str> {
        self.text("lastAction")
    }

    /// What comes next.
    pub fn next_step(&self) -> Option<&str> {
        self.text("nextStep")
    }

    /// What stands in the way, whether it was given as one text or as several.
    pub fn blockers(&self) -> Vec<&str> {
        match self.json.get("blockers") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// How urgent it is: `low`, `normal` or `high`.
    pub fn priority(&self) -> Option<&str> {
        self.text("priority")
    }

    /// The program's variables, as they were given; null where there are none.
    pub fn context(&self) -> &Value {
        &self.json["context"]
    }

    /// The program's variables as a type of its own.
    ///
    /// # Errors
    /// Where they are not of that type.
    pub fn context_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(self.context())
    }

    /// Which checkpoint it is; `None` for the current one.
    pub fn name(&self) -> Option<&str> {
        self.text("name")
    }

    /// The number of its entry in the history; `None` for a document that was
    /// never saved.
    pub fn id(&self) -> Option<u64> {
        self.json.get("id")?.as_u64()
    }

    /// When it was saved, to the second.
    pub fn saved_at(&self) -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(self.text("savedAt")?).ok()
    }

    /// The commit that HEAD was when it was saved; `None` before the first.
    pub fn head(&self) -> Option<&str> {
        self.text("head")
    }

    /// The branch it was saved on; `None` where HEAD was detached.
    pub fn branch(&self) -> Option<&str> {
        self.text("branch")
    }

    /// All that it says, typed: to be read, or to be changed and saved again.
    /// What another program gave in a shorter form, as a text for an item,
    /// comes in the form that [`State`] has for it.
    ///
    /// # Errors
    /// Where a field is none that a program can give.
    pub fn state(&self) -> Result<State, serde_json::Error> {
        let state = State::deserialize(&self.json);
        state.or_else(|why| match document::State::parse(&self.to_string()) {
            Ok(given) => State::deserialize(Value::Object(document::State::fields(&given.content))),
            Err(_) => Err(why),
        })
    }

    /// The whole of it, as `git shipkit show --json` has it beside `version`
    /// and `kind`.
    pub fn as_json(&self) -> &Value {
        &self.json
    }

    /// What somebody should know beside: a setting that cannot be read, a file
    /// that could not be pinned. A sentence each.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The history's entry with what this save replaced and nobody had saved:
    /// what people had written into the document.
    pub fn kept(&self) -> Option<u64> {
        self.kept
    }

    fn text(&self, field: &str) -> Option<&str> {
        self.json.get(field)?.as_str()
    }
}

/// As JSON, on one line.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json_text(&self.json))
    }
}
