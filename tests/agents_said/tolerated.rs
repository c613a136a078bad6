//! An agent that changes what it says is still understood: a field more, a
//! field less, a field of another type.

use super::{Said, agents, answer, context, hear, later, recorded, saved};
use crate::support::Sandbox;
use serde_json::{Value, json};

/// The events that something is done about.
const OURS: [&str; 20] = [
    "SessionStart",
    "sessionStart",
    "PreCompact",
    "preCompact",
    "PreCompress",
    "SessionEnd",
    "sessionEnd",
    "Stop",
    "stop",
    "agentStop",
    "AfterAgent",
    "UserPromptSubmit",
    "userPromptSubmitted",
    "BeforeAgent",
    "beforeSubmitPrompt",
    "PostToolUse",
    "postToolUse",
    "AfterTool",
    "afterFileEdit",
    "CwdChanged",
];

/// What `said` says where the sandbox is, with one field as `change` has it.
fn changed(s: &Sandbox, said: &Said, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let there = s.cwd().display().to_string();
    let text = said.text.replace(super::recorded::SHOP, &there);
    let mut value = serde_json::from_str(&text).expect("it is JSON");
    change(&mut value);
    value.to_string().into_bytes()
}

fn ours(agent: &str) -> Vec<Said> {
    let all = recorded(agent).into_iter();
    all.filter(|said| said.is(&OURS) && said.variant.is_none())
        .collect()
}

fn fields(said: &Said) -> Vec<String> {
    let value = said.value();
    let fields = value.as_object().expect("an object");
    fields.keys().cloned().collect()
}

#[test]
fn a_field_that_is_missing_or_of_another_type_is_no_trouble() {
    let s = saved();
    for agent in agents() {
        for said in ours(&agent) {
            for field in fields(&said) {
                let without = changed(&s, &said, |value| {
                    value.as_object_mut().expect("an object").remove(&field);
                });
                answer(&said, &hear(&s, &said, &without));
                let other = changed(&s, &said, |value| {
                    value[&field] = json!({"a": [7, "\u{1b}[31m"]});
                });
                answer(&said, &hear(&s, &said, &other));
            }
        }
    }
}

#[test]
fn a_field_that_nobody_knows_yet_changes_nothing() {
    for agent in agents() {
        let starts = ours(&agent)
            .into_iter()
            .filter(|said| said.is(&["SessionStart", "sessionStart"]));
        for said in starts {
            let s = saved();
            let plain = changed(&s, &said, |_| ());
            let more = changed(&s, &said, |value| {
                value["a_field_of_2030"] = json!({"cwd": "/", "source": [1]});
            });
            let told = |input: &[u8]| {
                later(&s);
                let answer = answer(&said, &hear(&s, &said, input));
                let answer = answer.unwrap_or_else(|| panic!("{said} is told nothing"));
                let context = context(&answer).expect("the model is told").to_owned();
                // the clock ticks from one to the next
                context
                    .lines()
                    .filter(|line| !line.contains("ago"))
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            assert_eq!(told(&more), told(&plain), "{said}");
        }
    }
}

#[test]
fn a_long_field_costs_only_itself() {
    for agent in agents() {
        let starts = ours(&agent)
            .into_iter()
            .filter(|said| said.is(&["SessionStart", "sessionStart"]));
        for said in starts {
            let s = saved();
            let long = "x".repeat(200_000);
            let input = changed(&s, &said, |value| value["prompt"] = json!(long));
            let answer = answer(&said, &hear(&s, &said, &input));
            assert!(answer.as_ref().and_then(context).is_some(), "{said}");
        }
    }
}
