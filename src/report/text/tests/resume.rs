//! `resume` and its check, whole.

use super::claims::{answer, claim};
use super::{auth, drift, file, id, login, plain, saved_at, told};
use crate::drift::{ClaimVerdict, Count, Drift, FileVerdict, PositionVerdict, Relation, Severity};
use crate::model::{Blockers, Choice, ClaimKind, Content, Item, Priority};
use crate::report::Style;
use crate::report::text::{Check, Resume, View, check, resume};

fn report(content: &Content, drift: &Drift) -> String {
    resume(&Resume {
        words: None,
        name: None,
        saved_at: Some(saved_at()),
        content,
        edited: false,
        asks: false,
        elsewhere: false,
        excerpt: None,
        drift,
        view: plain(),
    })
}

#[test]
fn a_drifted_checkpoint_is_told_with_its_choices() {
    let mut drift = drift(vec![
        login(),
        file("src/utils/auth.ts", FileVerdict::Unchanged),
    ]);
    drift.recommended = Choice::Update;
    drift.severity = Severity::Near;
    drift.claims = vec![claim(
        ClaimKind::InProgress,
        "Login endpoint",
        vec![answer(
            ClaimVerdict::Moved,
            "src/api/auth/login.ts",
            Some("34"),
        )],
    )];
    drift.head.now = Some(id('9'));
    drift.head.relation = Relation::Ahead(Count { n: 3, more: false });
    assert_eq!(
        report(&auth(), &drift),
        include_str!("../../../../fixtures/reports/resume.txt")
    );
}

#[test]
fn a_clean_checkpoint_says_so_and_offers_nothing() {
    let drift = drift(vec![
        file("a", FileVerdict::Unchanged),
        file("b", FileVerdict::Missing),
        file("c", FileVerdict::Unpinned),
        file("d", FileVerdict::Sparse),
    ]);
    let content = Content {
        task: Some("Deploy to Production".to_owned()),
        status: Some("In Progress".to_owned()),
        priority: Some(Priority::High),
        last_action: Some("Failed: Run migrations".to_owned()),
        blockers: Some(Blockers::Many(vec!["a".to_owned(), "b".to_owned()])),
        next_step: Some("Retry: db migrate".to_owned()),
        ..Content::default()
    };
    assert_eq!(
        report(&content, &drift),
        "\
Checkpoint is 3 days old. Things may have changed.
Resuming from checkpoint (2025-01-27 14:30):

Task: Deploy to Production
Status: In Progress
Priority: high
Last action: Failed: Run migrations
Blockers: a; b

Next step: Retry: db migrate

Nothing the checkpoint references is known to have changed.
- b: Still missing
- c: Never pinned
- d: Not in the sparse checkout
"
    );
}

#[test]
fn what_cannot_be_told_is_not_called_unchanged() {
    let unreadable = FileVerdict::Unreadable {
        why: "filter 'lfs' failed".to_owned(),
    };
    let drift = drift(vec![
        file("a", FileVerdict::Unchanged),
        file("b", unreadable),
    ]);
    let view = plain();
    let document = None;
    assert_eq!(
        check(&Check {
            words: None,
            document,
            since: None,
            drift: &drift,
            view
        }),
        "\
Nothing is known to have changed, but this cannot be told:
- b: Cannot tell: filter 'lfs' failed
"
    );
    assert!(report(&auth(), &drift).ends_with("   git shipkit resume --discard\n"));
}

#[test]
fn check_tells_drift_alone_and_names_its_document() {
    let told = |document, files| {
        let drift = &drift(files);
        let view = plain();
        check(&Check {
            words: None,
            document,
            since: None,
            drift,
            view,
        })
    };
    assert_eq!(
        told(Some("docs/x.md"), vec![file("a", FileVerdict::Deleted)]),
        "docs/x.md references files that have changed since it was created:\n\
         - a: Deleted after checkpoint\n"
    );
    assert_eq!(
        told(Some("docs/x.md"), vec![file("a", FileVerdict::Unchanged)]),
        "Nothing docs/x.md references has changed.\n- a: Unchanged\n"
    );
    assert_eq!(told(None, vec![]), "The checkpoint references no files.\n");
}

#[test]
fn an_edited_document_is_told_with_what_to_run() {
    let drift = drift(vec![file("new.rs", FileVerdict::Unpinned)]);
    let report = resume(&Resume {
        words: None,
        name: Some("a b"),
        saved_at: None,
        content: &Content::default(),
        edited: true,
        asks: false,
        elsewhere: false,
        excerpt: None,
        drift: &drift,
        view: plain(),
    });
    assert_eq!(
        report,
        "\
Resuming from checkpoint (never saved):
Edited since the last save. To pin what it names now: git shipkit checkpoint 'a b'

Nothing the checkpoint references is known to have changed.
- new.rs: Never pinned
"
    );
}

#[test]
fn several_items_and_a_word_of_the_task_itself() {
    let mut content = auth();
    content.in_progress.insert(0, Item::new("Docs"));
    content.next_step = Some("Ship it".to_owned());
    content.stopped_at = Some("JWT generation (line 34)".to_owned());
    let report = report(&content, &drift(vec![]));
    let told: Vec<&str> = report.lines().skip(6).take(5).collect();
    assert_eq!(
        told,
        [
            "Last working on: Login endpoint (src/api/auth/login.ts), and 1 more item in progress",
            "Stopped at: JWT generation (line 34)",
            "",
            "Next step: Import jsonwebtoken and create token",
            "Next step: Ship it",
        ]
    );
}

/// A checkpoint that says `text` wherever it says something.
fn all_of(text: &str) -> Content {
    let said = || Some(text.to_owned());
    Content {
        task: said(),
        status: said(),
        last_action: said(),
        blockers: said().map(Blockers::One),
        stopped_at: said(),
        next_step: said(),
        in_progress: vec![super::item(text, &[text])],
        ..Content::default()
    }
}

#[test]
fn nothing_foreign_reaches_the_terminal_unseen() {
    let evil = "\x1b]0;pwned\x07\nHEAD: \u{202e}";
    let mut login = login();
    login.commits[0].subject = evil.to_owned();
    login.commits[0].author = evil.to_owned();
    login.positions = vec![told("3", PositionVerdict::Same, evil)];
    let mut drift = drift(vec![
        login,
        file(
            "a\x1b\u{202e}\nb",
            FileVerdict::Renamed {
                to: super::path("\x1b\u{202e}"),
            },
        ),
        file(
            "b",
            FileVerdict::Unreadable {
                why: evil.to_owned(),
            },
        ),
    ]);
    drift.head.branch_now = Some(evil.to_owned());
    let report = report(&all_of(evil), &drift);
    assert!(!report.contains(['\x1b', '\x07', '\u{202e}']), "{report}");
    assert!(
        report.contains("Task: \\x1b]0;pwned\\x07 HEAD: <U+202E>\n"),
        "{report}"
    );
    assert!(
        !report.contains("\nHEAD:"),
        "a text broke its line: {report}"
    );
}

#[test]
fn colours_change_no_word() {
    let drift = drift(vec![login()]);
    let coloured = resume(&Resume {
        words: None,
        name: None,
        saved_at: Some(saved_at()),
        content: &auth(),
        edited: true,
        asks: false,
        elsewhere: false,
        excerpt: None,
        drift: &drift,
        view: View {
            style: Style::new(true),
            ..plain()
        },
    });
    assert!(coloured.contains("\x1b["));
    let bare: String = coloured
        .split("\x1b[")
        .enumerate()
        .map(|(n, part)| {
            if n == 0 {
                part
            } else {
                part.split_once('m').unwrap().1
            }
        })
        .collect();
    let plain = resume(&Resume {
        words: None,
        name: None,
        saved_at: Some(saved_at()),
        content: &auth(),
        edited: true,
        asks: false,
        elsewhere: false,
        excerpt: None,
        drift: &drift,
        view: plain(),
    });
    assert_eq!(bare, plain);
}
