//! Where there is nothing to say, nothing is said.

use super::{agents, hear, recorded, saved, say};
use crate::support::Sandbox;

#[test]
fn outside_of_a_repository_nobody_hears_of_us() {
    for agent in agents() {
        let s = Sandbox::empty();
        for said in recorded(&agent) {
            assert_eq!(say(&s, &said).stdout, "", "{said}");
        }
        assert!(!s.exists(".shipkit"), "{agent}");
    }
}

#[test]
fn switched_off_it_says_and_saves_nothing() {
    for agent in agents() {
        let s = saved();
        s.sh("echo more >>notes.md; git commit -qam more");
        let before = s.sh("git for-each-ref refs/shipkit; cat .shipkit/checkpoint.md");
        s.set("SHIPKIT", "0");
        for said in recorded(&agent) {
            assert_eq!(say(&s, &said).stdout, "", "{said}");
        }
        let after = s.sh("git for-each-ref refs/shipkit; cat .shipkit/checkpoint.md");
        assert_eq!(after, before, "{agent}");
    }
}

#[test]
fn subagents_are_told_nothing_and_save_nothing() {
    for agent in agents() {
        let s = saved();
        s.sh("echo more >>notes.md; git commit -qam more");
        let before = s.sh("git for-each-ref refs/shipkit");
        for said in recorded(&agent).iter().filter(|said| said.of_a_subagent()) {
            assert_eq!(say(&s, said).stdout, "", "{said}");
        }
        assert_eq!(s.sh("git for-each-ref refs/shipkit"), before, "{agent}");
    }
}

#[test]
fn nothing_said_and_nonsense_are_answered_with_nothing() {
    let nonsense: [&[u8]; 9] = [
        b"",
        b"\n",
        b"{}",
        b"[]",
        b"null",
        b"{",
        b"hook_event_name",
        b"\xff\xfe{\0}\0",
        br#"{"hook_event_name":"Unheard"}"#,
    ];
    let s = saved();
    for agent in agents() {
        let said = recorded(&agent)
            .into_iter()
            .find(|said| said.argument.is_none());
        let said = said.expect("every agent tells an event");
        for input in nonsense {
            let output = hear(&s, &said, input);
            assert_eq!(
                output.stdout,
                "",
                "{agent}: {}",
                String::from_utf8_lossy(input)
            );
        }
    }
}
