//! Wherever the agent works, an answer is one that it takes.

use super::{SAVE, WORK, agents, answer, context, later, recorded, saved, say, unsaved};
use crate::support::Sandbox;

/// The events at which a session begins.
const STARTS: [&str; 2] = ["SessionStart", "sessionStart"];

#[test]
fn every_answer_is_one_the_agent_takes() {
    for agent in agents() {
        let s = saved();
        for said in recorded(&agent) {
            s.sh("seq 1 7 | cat - src/auth/login.ts >moved; mv moved src/auth/login.ts");
            answer(&said, &say(&s, &said));
            // and once more: nothing is stuck in between
            answer(&said, &say(&s, &said));
        }
    }
}

#[test]
fn without_a_checkpoint_nothing_is_told_to_the_model() {
    for agent in agents() {
        let s = unsaved();
        for said in recorded(&agent) {
            if s.exists(".shipkit/checkpoint.md") {
                let cleared = s.shipkit(&["clear", "-q", "-y", "--no-progress"]);
                assert_eq!(cleared.code, 0, "{cleared}");
            }
            let answer = answer(&said, &say(&s, &said));
            assert_eq!(answer.as_ref().and_then(context), None, "{said}");
        }
    }
}

#[test]
fn a_session_that_begins_is_told_where_the_work_is() {
    for agent in agents() {
        let s = saved();
        s.sh("seq 1 7 | cat - src/auth/login.ts >moved; mv moved src/auth/login.ts");
        let starts = recorded(&agent).into_iter().filter(|said| said.is(&STARTS));
        let mut told = 0;
        for said in starts.filter(|said| !said.of_a_subagent()) {
            later(&s);
            let answer = answer(&said, &say(&s, &said));
            let answer = answer.unwrap_or_else(|| panic!("{said} is told nothing"));
            let context = context(&answer).unwrap_or_else(|| panic!("{said}: {answer:#}"));
            for text in [
                "User authentication",
                "src/auth/login.ts",
                "41",
                "Refuse a token that is too old",
            ] {
                assert!(context.contains(text), "{said}: no {text:?} in\n{context}");
            }
            told += 1;
        }
        assert_ne!(told, 0, "{agent}");
    }
}

#[test]
fn what_is_said_before_the_knowledge_goes_is_saved() {
    let before = [
        "PreCompact",
        "preCompact",
        "PreCompress",
        "SessionEnd",
        "sessionEnd",
    ];
    for agent in agents() {
        for said in recorded(&agent).into_iter().filter(|said| said.is(&before)) {
            let s = Sandbox::init(&[]);
            s.set("SHIPKIT_HOOK_LIMIT", "60000");
            s.sh(WORK);
            s.sh(SAVE);
            s.sh("sed -i 's/line 50/line fifty/' src/auth/login.ts; git commit -qam 'Fifty'");
            s.at("2025-01-27T15:30:00+00:00"); // Gemini is heard now and then
            let entries = || {
                s.shipkit(&["log", "--json"]).json()["entries"]
                    .as_array()
                    .expect("a list")
                    .len()
            };
            let had = entries();
            let output = say(&s, &said);
            assert_eq!(output.stdout, "", "{said}");
            let saves = usize::from(!said.of_a_subagent());
            assert_eq!(entries(), had + saves, "{said}");
            if saves == 1 {
                assert!(s.read(".shipkit/checkpoint.md").contains("Fifty"), "{said}");
            }
        }
    }
}
