//! Every shape of every agent, to the letter.

use super::{Word, answer, listens, tells_again};
use crate::document::AgentEvent;
use crate::drift::Count;
use crate::model::{Agent, Name};
use crate::suggest::{Advice, Reason, Since};
use serde_json::{Value, json};

const EVENTS: [AgentEvent; 8] = [
    AgentEvent::SessionStart,
    AgentEvent::BeforeCompaction,
    AgentEvent::SessionEnd,
    AgentEvent::Stop,
    AgentEvent::Prompt,
    AgentEvent::AfterTool,
    AgentEvent::AtWork,
    AgentEvent::DirectoryChanged,
];

fn said(agent: Agent, event: AgentEvent, word: Word<'_>) -> Value {
    let line = answer(agent, event, word).unwrap_or_else(|| panic!("{agent:?} {event:?}"));
    assert!(
        line.ends_with('\n') && line.matches('\n').count() == 1,
        "{line}"
    );
    serde_json::from_str(&line).expect("it is JSON")
}

fn save(reason: Reason) -> Advice {
    Advice::Save {
        name: Name::current(),
        is_there: true,
        task: Some("Sign \u{1b}[31mtokens".to_owned()),
        reason,
    }
}

fn commits() -> Advice {
    save(Reason::NaturalBreakpoint {
        commits: Count { n: 2, more: false },
        tests_passed: false,
        since: Since::Save(0),
    })
}

#[test]
fn a_brief_goes_where_each_agent_takes_context() {
    let context = |name: &str| json!({"hookSpecificOutput": {"hookEventName": name, "additionalContext": "B"}});
    for (agent, expected) in [
        (Agent::Claude, context("SessionStart")),
        (Agent::Codex, context("SessionStart")),
        (Agent::Gemini, context("SessionStart")),
        (Agent::Copilot, json!({"additionalContext": "B"})),
        (Agent::Cursor, json!({"additional_context": "B"})),
        (Agent::OpenCode, json!({"additionalContext": "B"})),
    ] {
        assert_eq!(
            said(agent, AgentEvent::SessionStart, Word::Brief("B")),
            expected
        );
    }
}

#[test]
fn it_is_told_again_where_no_session_starts_after_a_compaction() {
    let again = |agent| {
        let events = EVENTS.into_iter();
        events.filter(move |event| tells_again(agent, *event))
    };
    for agent in Agent::ALL {
        let expected: &[AgentEvent] = match agent {
            Agent::Copilot | Agent::Cursor => &[AgentEvent::AfterTool],
            _ => &[],
        };
        assert_eq!(again(agent).collect::<Vec<_>>(), expected, "{agent:?}");
        assert!(again(agent).all(|event| listens(agent, event)));
    }
}

#[test]
fn nobody_is_answered_who_takes_none_or_would_go_on() {
    for agent in Agent::ALL {
        for event in [
            AgentEvent::BeforeCompaction,
            AgentEvent::SessionEnd,
            AgentEvent::AtWork,
        ] {
            assert_eq!(
                answer(agent, event, Word::Pointer),
                None,
                "{agent:?} {event:?}"
            );
            assert!(!listens(agent, event));
        }
    }
    for (agent, event) in [
        (Agent::Copilot, AgentEvent::Stop),
        (Agent::Copilot, AgentEvent::Prompt),
        (Agent::Cursor, AgentEvent::Stop),
        (Agent::Cursor, AgentEvent::Prompt),
        (Agent::Codex, AgentEvent::DirectoryChanged),
    ] {
        assert_eq!(
            answer(agent, event, Word::Pointer),
            None,
            "{agent:?} {event:?}"
        );
    }
    for agent in [Agent::Claude, Agent::Codex, Agent::Gemini, Agent::OpenCode] {
        let stop = said(agent, AgentEvent::Stop, Word::Advice(&commits()));
        let keys: Vec<&String> = stop.as_object().expect("an object").keys().collect();
        assert_eq!(
            keys,
            ["systemMessage"],
            "{agent:?}: the user reads it, the model does not"
        );
    }
}

#[test]
fn the_user_reads_whose_it_is_and_the_model_no_word_of_the_document() {
    let user = said(Agent::Claude, AgentEvent::Stop, Word::Advice(&commits()));
    assert_eq!(
        user["systemMessage"],
        "shipkit: 2 commits since the last save; a good moment to save 'Sign \\x1b[31mtokens': git shipkit checkpoint"
    );
    let model = said(Agent::Claude, AgentEvent::Prompt, Word::Advice(&commits()));
    assert_eq!(
        model["hookSpecificOutput"]["additionalContext"],
        "git-shipkit: 2 commits since the last save. At the next pause, offer the user to save a checkpoint: git shipkit checkpoint"
    );
    let switch = save(Reason::TaskSwitch {
        from: Some("Sign tokens".to_owned()),
        to: "pay".to_owned(),
        switched: true,
    });
    let user = said(Agent::Codex, AgentEvent::Stop, Word::Advice(&switch));
    assert_eq!(
        user["systemMessage"],
        "shipkit: Before we go on with pay, should I checkpoint 'Sign tokens'? git shipkit checkpoint"
    );
    let model = said(Agent::Codex, AgentEvent::AfterTool, Word::Advice(&switch));
    assert_eq!(
        model["hookSpecificOutput"]["additionalContext"],
        "git-shipkit: Before we go on with pay, should I save a checkpoint? At the next pause, offer the user to save a checkpoint: git shipkit checkpoint"
    );
    let entered = Advice::Entered {
        name: Name::new("auth").expect("a name"),
        task: Some("x".repeat(100)),
    };
    let user = said(
        Agent::Claude,
        AgentEvent::DirectoryChanged,
        Word::Advice(&entered),
    );
    let text = user["systemMessage"].as_str().expect("a text");
    assert!(text.starts_with("shipkit: there is a checkpoint here, 'xxxx"));
    assert!(
        text.ends_with("xxx\u{2026}': git shipkit resume auth"),
        "{text}"
    );
}

#[test]
fn without_a_checkpoint_a_task_is_to_be_named() {
    let advice = Advice::Save {
        name: Name::current(),
        is_there: false,
        task: None,
        reason: Reason::LongSession {
            active_seconds: 3000,
            since: Since::Commit(0),
        },
    };
    let user = said(Agent::Gemini, AgentEvent::Stop, Word::Advice(&advice));
    assert_eq!(
        user["systemMessage"],
        "shipkit: 50 minutes of work since the last commit; a good moment to save your work: git shipkit checkpoint --task 'TEXT'"
    );
}
