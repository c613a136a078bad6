//! The whole story: somebody works with an agent, the agent forgets, the file
//! changes and gets another name, and the agent is told where the work is now.

use super::recorded::the;
use super::{Said, agents, answer, context, saved, say};
use crate::support::Sandbox;

/// Seven lines above the position, and the file is another's by name.
const CHANGE: &str = r"
seq 1 7 | sed 's/^/import /' | cat - src/auth/login.ts >longer; mv longer src/auth/login.ts
git commit -qam 'Import what the token needs'
git mv src/auth/login.ts src/auth/session.ts
git commit -qm 'Name the login for what it is'
";

/// Work that the checkpoint does not know, left in the middle.
const WORK_ON: &str = r"
sed -i 's/line 50/line fifty/' src/auth/login.ts; git commit -qam 'Count in words'
echo more >>notes.md
";

/// Before the agent forgets, and how a session begins again after.
fn forgets(agent: &str) -> (Said, Said) {
    match agent {
        "gemini" => (
            the(agent, "PreCompress", None),
            the(agent, "SessionStart", Some("resume")),
        ),
        "copilot" => (
            the(agent, "PreCompact", None),
            the(agent, "SessionStart", Some("resume")),
        ),
        "cursor" => (
            the(agent, "preCompact", None),
            the(agent, "sessionStart", None),
        ),
        _ => (
            the(agent, "PreCompact", None),
            the(agent, "SessionStart", Some("compact")),
        ),
    }
}

#[track_caller]
fn told(s: &Sandbox, said: &Said) -> String {
    let answer = answer(said, &say(s, said));
    let answer = answer.unwrap_or_else(|| panic!("{said} is told nothing"));
    context(&answer)
        .unwrap_or_else(|| panic!("{said}: {answer:#}"))
        .to_owned()
}

#[test]
fn told_again_after_it_forgot_where_the_work_is_now() {
    for agent in agents() {
        let s = saved();
        s.sh(WORK_ON);
        s.at("2025-01-27T15:30:00+00:00");
        let (before, after) = forgets(&agent);
        assert_eq!(say(&s, &before).stdout, "", "{before}");
        let document = s.read(".shipkit/checkpoint.md");
        assert!(document.contains("Count in words"), "{agent}:\n{document}");
        assert!(
            document.contains("Refuse a token that is too old"),
            "{agent}:\n{document}"
        );
        s.sh(CHANGE);
        let context = told(&s, &after);
        let now = |line: &&str| line.contains("src/auth/session.ts") && line.contains("41");
        assert!(
            context.lines().any(|line| now(&line)),
            "{agent}:\n{context}"
        );
        for text in [
            "line 34",
            "User authentication",
            "Refuse a token that is too old",
        ] {
            assert!(context.contains(text), "{agent}: no {text:?} in\n{context}");
        }
    }
}
