//! What is said changes the content as people expect.

use super::{Blockers, Change, ChangeError, Content, FileMention, Item, Lines, OpenFile};
use serde_json::json;

fn file(path: &str, lines: Option<&str>) -> FileMention {
    FileMention {
        path: path.to_owned(),
        lines: lines.map(|lines| lines.parse::<Lines>().unwrap()),
    }
}

fn after(changes: &[Change]) -> Content {
    changed(Content::default(), changes)
}

fn changed(mut content: Content, changes: &[Change]) -> Content {
    content.apply(changes).unwrap();
    content
}

fn doing(text: &str) -> Change {
    Change::Doing(text.to_owned())
}

fn done(text: &str) -> Change {
    Change::Done(text.to_owned())
}

fn stopped(text: &str) -> Change {
    Change::StoppedAt(text.to_owned())
}

#[test]
fn details_belong_to_the_item_before_them() {
    let content = after(&[
        done("Schema"),
        Change::File(file("schema.prisma", Some("15-28"))),
        doing("Login"),
        Change::File(file("login.ts", None)),
        Change::Note("validation done".to_owned()),
        stopped("JWT"),
        Change::Next("sign it".to_owned()),
    ]);
    assert_eq!(
        content.completed[0].files,
        [file("schema.prisma", Some("15-28"))]
    );
    let login = &content.in_progress[0];
    assert_eq!(login.files, [file("login.ts", None)]);
    assert_eq!(login.details, ["validation done"]);
    assert_eq!(login.stopped_at.as_deref(), Some("JWT"));
    assert_eq!(login.next_step.as_deref(), Some("sign it"));
}

#[test]
fn stopped_at_finds_the_only_item_there_is() {
    let before_doing = after(&[stopped("JWT"), doing("Login")]);
    assert_eq!(
        before_doing.in_progress[0].stopped_at.as_deref(),
        Some("JWT")
    );

    let saved_before = changed(after(&[doing("Login")]), &[stopped("JWT")]);
    assert_eq!(
        saved_before.in_progress[0].stopped_at.as_deref(),
        Some("JWT")
    );

    let behind_a_todo = after(&[doing("A"), Change::Todo("B".to_owned()), stopped("here")]);
    assert_eq!(
        behind_a_todo.in_progress[0].stopped_at.as_deref(),
        Some("here")
    );

    let several = after(&[stopped("somewhere"), doing("A"), doing("B")]);
    assert_eq!(several.stopped_at.as_deref(), Some("somewhere"));
    assert_eq!(after(&[stopped("x")]).stopped_at.as_deref(), Some("x"));
}

#[test]
fn done_moves_the_item_without_where_it_stopped() {
    let mut content = Content::default();
    content.pending.push(Item::new("Register endpoint"));
    content.in_progress.push(Item {
        files: vec![file("login.ts", Some("34"))],
        details: vec!["validation done".to_owned()],
        stopped_at: Some("JWT".to_owned()),
        next_step: Some("sign".to_owned()),
        ..Item::new("Login endpoint")
    });
    let content = changed(
        content,
        &[done("Login  endpoint"), done("register ENDPOINT")],
    );
    assert!(content.pending.is_empty() && content.in_progress.is_empty());
    let login = &content.completed[0];
    assert_eq!(login.text, "Login endpoint");
    assert_eq!(login.files.len(), 1);
    assert_eq!(login.details.len(), 1);
    assert_eq!((&login.stopped_at, &login.next_step), (&None, &None));
    assert_eq!(content.completed[1].text, "Register endpoint");
}

#[test]
fn two_items_alike_but_for_case_are_not_guessed_between() {
    let content = Content {
        pending: vec![Item::new("Fix API"), Item::new("fix api")],
        ..Content::default()
    };
    let content = changed(content, &[done("FIX API")]);
    assert_eq!(content.pending.len(), 2);
    assert_eq!(content.completed[0].text, "FIX API");
}

#[test]
fn saying_it_again_makes_no_second_item() {
    let twice = [
        done("A"),
        Change::File(file("a.rs", None)),
        Change::Gotcha("mind the gap".to_owned()),
        Change::Open(OpenFile {
            file: file("a.rs", Some("3")),
            note: None,
        }),
        Change::Decision("bcrypt: simpler".to_owned(), None),
    ];
    let once = after(&twice);
    assert_eq!(changed(once.clone(), &twice), once);
    assert_eq!(changed(once.clone(), &[done("a")]), once);
}

#[test]
fn two_positions_in_one_file_are_two_entries() {
    let open = |lines| {
        Change::Open(OpenFile {
            file: file("a.rs", Some(lines)),
            note: None,
        })
    };
    assert_eq!(after(&[open("3"), open("9")]).files_to_open.len(), 2);
}

#[test]
fn a_decision_splits_at_its_last_colon() {
    let content = after(&[
        Change::Decision("JWT expiry: 15min: short-lived".to_owned(), None),
        Change::Decision("ratio a: b".to_owned(), Some("it is one".to_owned())),
        Change::Decision("no reason".to_owned(), None),
    ]);
    let read: Vec<_> = content
        .decisions
        .iter()
        .map(|decision| (decision.decision.as_str(), decision.rationale.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            ("JWT expiry: 15min", "short-lived"),
            ("ratio a: b", "it is one"),
            ("no reason", "")
        ]
    );
}

#[test]
fn the_status_follows_the_progress_unless_it_is_somebodys_own() {
    let status = |content: Content| content.status.unwrap();
    assert_eq!(status(after(&[Change::Progress(60)])), "In Progress");
    assert_eq!(status(after(&[Change::Progress(100)])), "Complete");
    let own = Content {
        status: Some("Waiting for review".to_owned()),
        ..Content::default()
    };
    assert_eq!(
        status(changed(own, &[Change::Progress(60)])),
        "Waiting for review"
    );
    let reopened = changed(after(&[Change::Progress(100)]), &[Change::Progress(90)]);
    assert_eq!(status(reopened), "In Progress");
}

#[test]
fn blockers_add_up_until_there_are_none() {
    let blocker = |text: &str| Change::Blocker(text.to_owned());
    let one = after(&[blocker("CI is down")]);
    assert_eq!(one.blockers, Some(Blockers::One("CI is down".to_owned())));
    let two = changed(one, &[blocker("review"), blocker("review")]);
    let both = vec!["CI is down".to_owned(), "review".to_owned()];
    assert_eq!(two.blockers, Some(Blockers::Many(both)));
    assert_eq!(changed(two, &[Change::NoBlockers]).blockers, None);
}

#[test]
fn a_variable_needs_an_object_and_a_note_an_item() {
    let step = Change::Context("step".to_owned(), json!(2));
    assert_eq!(
        after(std::slice::from_ref(&step)).context,
        Some(json!({"step": 2}))
    );
    let mut list = Content {
        context: Some(json!([1])),
        ..Content::default()
    };
    assert_eq!(list.apply(&[step]), Err(ChangeError::ContextIsNoObject));
    let stray = Change::Note("stray".to_owned());
    assert_eq!(
        list.apply(&[stray]),
        Err(ChangeError::NoteWithoutItem("stray".to_owned()))
    );
}
