//! What of a state a document does not carry to the letter.

use super::State;
use super::fields::of;
use super::take;
use crate::model::Content;
use serde_json::{Map, Value};

/// The fields of what a document says; the record beside it has the task's id.
fn said(says: &Content, task_id: Option<&str>) -> Map<String, Value> {
    let task_id = task_id.map(str::to_owned);
    let content = Content {
        task_id,
        ..says.clone()
    };
    of(&content)
}

/// The fields of `state` that must stand beside the prose so that they are
/// told as they were given; none where it says them all. What the prose says
/// beyond the state can be taken back by the whole of that alone.
pub(super) fn beside(
    state: State,
    says: &Content,
    task_id: Option<&str>,
) -> Option<Map<String, Value>> {
    let said = said(says, task_id);
    let whole = state.json.clone();
    let told = state.told(task_id);
    let differs = |(key, value): &(&String, &Value)| {
        let said = said.get(*key).map(Value::to_string);
        said != Some(value.to_string())
    };
    let lost = told.iter().filter(differs);
    let lost: Map<String, Value> = lost
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let back = together(said, lost.clone()).map(|state| state.told(task_id));
    let is_exact = back.is_some_and(|back| exactly(back) == exactly(told));
    match (is_exact, lost.is_empty()) {
        (true, true) => None,
        (true, false) if !lost.contains_key("taskName") => Some(lost),
        _ => Some(whole),
    }
}

/// The state that was kept so.
pub(super) fn back(
    kept: Map<String, Value>,
    says: &Content,
    task_id: Option<&str>,
) -> Option<State> {
    if kept.contains_key("taskName") {
        return take::state(kept).ok();
    }
    together(said(says, task_id), kept)
}

fn together(mut said: Map<String, Value>, lost: Map<String, Value>) -> Option<State> {
    said.extend(lost);
    take::state(said).ok()
}

fn exactly(told: Map<String, Value>) -> String {
    Value::Object(told).to_string()
}
