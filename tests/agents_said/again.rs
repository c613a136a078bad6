//! Agents in which no session starts after the context is summed up are told
//! again with what comes next, once; and never where nothing was summed up.

use super::recorded::the;
use super::{answer, context, saved, say};
use crate::support::Sandbox;

/// Whether the model is told the checkpoint.
fn is_told(s: &Sandbox, agent: &str, event: &str, variant: Option<&str>) -> bool {
    let said = the(agent, event, variant);
    let answer = answer(&said, &say(s, &said));
    let told = answer.as_ref().and_then(context);
    told.is_some_and(|context| context.contains("Refuse a token that is too old"))
}

#[test]
fn told_once_with_what_comes_after() {
    for (agent, before, after) in [
        ("copilot", "PreCompact", "PostToolUse"),
        ("cursor", "preCompact", "postToolUse"),
    ] {
        let s = saved();
        assert!(!is_told(&s, agent, after, None), "{agent} {after}");
        assert!(!is_told(&s, agent, before, None), "{agent} {before}");
        assert!(is_told(&s, agent, after, None), "{agent} {after}");
        assert!(!is_told(&s, agent, after, None), "{agent} {after}");
    }
}

/// Gemini says so before it looks whether there is anything to sum up, at each
/// prompt (`chatCompressionService.js` of @google/gemini-cli-core 0.61.0).
#[test]
fn gemini_says_automatically_what_is_no_sign() {
    let s = saved();
    for _ in 0..3 {
        assert!(!is_told(&s, "gemini", "BeforeAgent", None));
        assert!(!is_told(&s, "gemini", "PreCompress", None));
    }
}
