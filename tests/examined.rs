//! `doctor` runs the hooks for real, elsewhere, and says of each whether it
//! fires; of what does not, why, and what mends it.

mod around;
mod ended;
mod mended;
mod tried;

use crate::support::{Output, Sandbox};
use serde_json::Value;

const EVENTS: [&str; 5] = [
    "pre-commit",
    "post-commit",
    "post-checkout",
    "post-merge",
    "post-rewrite",
];

/// A repository with a hook of ours for each event, and nothing beside.
fn hooked() -> Sandbox {
    let s = Sandbox::new();
    s.sh("git shipkit install git -y --legacy");
    s
}

/// Our block for `event`, as it is installed.
fn call(s: &Sandbox, event: &str) -> String {
    let text = s.read(&format!(".git/hooks/{event}"));
    let block = text.strip_prefix("#!/bin/sh\n");
    block.expect("it is a script of ours alone").to_owned()
}

/// A line that calls us, as somebody would write it by hand.
fn by_hand(event: &str) -> String {
    format!("git-shipkit hook {event} \"$@\" </dev/null || true\n")
}

/// Writes a hook.
fn hook(s: &Sandbox, event: &str, body: &str) {
    let file = format!(".git/hooks/{event}");
    s.write(&file, format!("#!/bin/sh\n{body}"));
    s.sh(&format!("chmod +x {file}"));
}

/// What `doctor --json` answers.
struct Answer {
    output: Output,
    json: Value,
}

#[track_caller]
fn examined(s: &Sandbox, more: &[&str]) -> Answer {
    let output = s.shipkit(&[&["doctor", "--json"], more].concat());
    let json = output.json();
    let code = i32::from(json["well"] == false);
    assert_eq!(output.code, code, "{output}");
    Answer { output, json }
}

impl Answer {
    /// Whether our hook fires for that event.
    fn fires(&self, event: &str) -> Option<bool> {
        let events = self.json["events"].as_array().expect("it is a list");
        let event = events.iter().find(|seen| seen["event"] == event);
        event.expect("all events are told")["fires"].as_bool()
    }

    /// The kinds of what was found, in order.
    fn words(&self) -> Vec<&str> {
        let findings = self.json["findings"].as_array().expect("it is a list");
        let words = findings.iter().map(|finding| finding["finding"].as_str());
        words.map(|word| word.expect("it is a word")).collect()
    }

    /// What was found of that kind: the sentence, and what mends it.
    #[track_caller]
    fn found(&self, word: &str) -> (&str, Option<&str>) {
        let findings = self.json["findings"].as_array().expect("it is a list");
        let finding = findings.iter().find(|finding| finding["finding"] == word);
        let finding = finding.unwrap_or_else(|| panic!("no {word}: {}", self.output));
        let message = finding["message"].as_str().expect("it is a sentence");
        (message, finding["mend"].as_str())
    }
}

/// Types what mends a finding, and sees that it is mended.
#[track_caller]
fn mend(s: &Sandbox, word: &str) {
    let answer = examined(s, &[]);
    let (_, mend) = answer.found(word);
    s.sh(mend.expect("it can be mended"));
    let after = examined(s, &[]);
    assert!(!after.words().contains(&word), "{}", after.output);
}
