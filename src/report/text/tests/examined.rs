//! What `doctor` found, as it is read.

use crate::report::text::examined;
use crate::report::{EventSeen, Examined, Finding, Fires, GitSeen, OwnHook, Style};

fn seen(event: &'static str, fires: Fires, own: &[Option<i32>]) -> EventSeen {
    let own = own.iter().map(|code| OwnHook {
        command: "x".to_owned(),
        code: *code,
    });
    EventSeen {
        event,
        fires,
        own: own.collect(),
    }
}

fn finding(event: Option<&'static str>, what: &str, mend: Option<&str>) -> Finding {
    Finding {
        word: "x",
        event,
        what: what.to_owned(),
        mend: mend.map(str::to_owned),
    }
}

fn told(ran: bool, events: Vec<EventSeen>, findings: Vec<Finding>) -> String {
    let all = Examined {
        git: GitSeen {
            version: "2.47.3".to_owned(),
            path: "/usr/bin/git".to_owned(),
        },
        program: None,
        ran,
        events,
        agents: Vec::new(),
        findings,
    };
    examined(&all, Style::plain())
}

#[test]
fn each_event_has_a_line_and_a_mend_stands_once() {
    let yes = |microseconds| Fires::Yes { microseconds };
    let events = vec![
        seen("pre-commit", yes(840), &[Some(0)]),
        seen("post-commit", yes(12_499), &[Some(0), Some(0)]),
        seen("post-checkout", Fires::No, &[]),
        seen("post-merge", Fires::No, &[]),
        seen("post-rewrite", Fires::Unknown, &[Some(3)]),
    ];
    let findings = vec![
        finding(Some("post-checkout"), "nothing calls us", Some("mend it")),
        finding(Some("post-merge"), "nothing calls us", Some("mend it")),
        finding(None, "too quiet", Some("speak up")),
        finding(Some("post-rewrite"), "yours exits 3; cannot tell", None),
        finding(None, "by the way", None),
    ];
    assert_eq!(
        told(true, events, findings),
        "\
git 2.47.3 (/usr/bin/git)
ok  pre-commit     fires, 0.8 ms; your own hook runs too
ok  post-commit    fires, 12 ms; 2 hooks of your own run too
!   post-checkout  does not fire: nothing calls us
!   post-merge     does not fire: nothing calls us
                   mend it
-   post-rewrite   yours exits 3; cannot tell
!   too quiet
                   speak up
-   by the way

2 things to mend.
"
    );
}

#[test]
fn what_was_not_run_is_not_said_to_fire() {
    let there = |is_there| Fires::NotTried { is_there };
    let events = vec![
        seen("pre-commit", there(true), &[]),
        seen("post-commit", there(false), &[]),
    ];
    assert_eq!(
        told(false, events, Vec::new()),
        "\
git 2.47.3 (/usr/bin/git)
ok  pre-commit     is set up
-   post-commit    is not set up

Nothing is seen to be wrong; without --no-run it is tried.
"
    );
}

#[test]
fn where_something_is_hidden_all_is_not_simply_well() {
    let events = vec![seen("pre-commit", Fires::Unknown, &[Some(1)])];
    let findings = vec![finding(Some("pre-commit"), "cannot tell", None)];
    assert_eq!(
        told(true, events, findings),
        "\
git 2.47.3 (/usr/bin/git)
-   pre-commit     cannot tell

All is well, as far as can be told.
"
    );
}
