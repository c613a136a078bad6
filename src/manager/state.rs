//! A state as a type, so that the compiler spells the fields.

use crate::model::Priority;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::Value;

/// What a program saves. Only `task_name` must be given; what is `None` or
/// empty says nothing.
///
/// ```
/// use git_shipkit::{Blockers, Item, State};
///
/// let state = State {
///     task_name: "Move the shop".to_owned(),
///     progress: Some(62.5),
///     blockers: Some(Blockers::One("no access yet".to_owned())),
///     in_progress: vec![Item {
///         files: vec!["src/login.rs:34".to_owned()],
///         ..Item::new("Login")
///     }],
///     ..State::default()
/// };
/// let json = serde_json::to_value(&state).expect("a state is JSON");
/// assert_eq!(json["inProgress"][0]["files"][0], "src/login.rs:34");
/// assert_eq!(json.get("nextStep"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct State {
    /// The program's own id for the task: a save with another one starts over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_id: Option<String>,
    /// What is worked on, in one line for people.
    pub task_name: String,
    /// How far it is, in percent, 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(serialize_with = "percent")]
    pub progress: Option<f64>,
    /// In a word or two; it follows from the progress where nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What was done last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_action: Option<String>,
    /// What comes next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
    /// What stands in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blockers: Option<Blockers>,
    /// How urgent it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// The program's variables, any JSON; null says nothing.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub context: Value,
    /// What is done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub completed: Vec<Item>,
    /// What was begun.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub in_progress: Vec<Item>,
    /// What is left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<Item>,
    /// Where the work stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<String>,
    /// What was decided, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Where to look first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files_to_open: Vec<OpenFile>,
    /// What the next one should not have to find out again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gotchas: Vec<String>,
    /// How the tests stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_state: Option<String>,
}

impl State {
    /// `done` of `all` in whole percent, rounded down; `None` where there is
    /// nothing to do.
    ///
    /// ```
    /// # use git_shipkit::State;
    /// assert_eq!(State::percent(437, 1000), Some(43.0));
    /// assert_eq!(State::percent(0, 0), None);
    /// ```
    pub fn percent(done: usize, all: usize) -> Option<f64> {
        let whole = (done.min(all) as u128 * 100).checked_div(all as u128)?;
        u8::try_from(whole).ok().map(f64::from)
    }
}

/// What stands in the way: one thing, or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Blockers {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

/// One piece of the work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Item {
    /// What it is.
    pub text: String,
    /// The files it lies in, from the top of the work tree, perhaps with
    /// lines (1-based): `src/a.rs`, `src/a.rs:34`, `src/a.rs:15-28`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// What else is to be said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
    /// Where work on it stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<String>,
    /// What to do next about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
}

impl Item {
    /// An item that is only its text.
    pub fn new(text: impl Into<String>) -> Item {
        Item {
            text: text.into(),
            ..Item::default()
        }
    }
}

/// A decision and its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided.
    pub decision: String,
    /// Why.
    pub rationale: String,
}

/// A file to open first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenFile {
    /// The file, from the top of the work tree.
    pub path: String,
    /// Its lines, 1-based and inclusive: `34` or `15-28`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<String>,
    /// What to look for there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Whole percents as whole numbers: they read so in the document.
#[expect(clippy::ref_option, reason = "serde hands over the field")]
fn percent<S: Serializer>(progress: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    let percent = progress.unwrap_or_default();
    if !(0.0..=100.0).contains(&percent) {
        return Err(ser::Error::custom(format_args!(
            "the progress {percent} is not from 0 to 100"
        )));
    }
    let whole = (0..=100u8).find(|whole| f64::from(*whole).to_bits() == percent.to_bits());
    match whole {
        Some(whole) => serializer.serialize_u8(whole),
        None => serializer.serialize_f64(percent),
    }
}

impl Serialize for Priority {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Priority {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Priority, D::Error> {
        let word = String::deserialize(deserializer)?;
        let read = Priority::parse(&word);
        read.ok_or_else(|| de::Error::custom(format_args!("'{word}' is no priority")))
    }
}
