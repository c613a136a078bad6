//! The library against the verbs, in one process with the test: what it reads
//! of the environment is that of the test run.

use crate::support::Sandbox;
use git_shipkit::{Blockers, Decision, Error, Item, Manager, OpenFile, Priority, State};
use serde_json::{Value, json};

fn manager(s: &Sandbox) -> Manager {
    Manager::at(s.cwd()).expect("a repository")
}

/// A state with something in every field.
fn full() -> State {
    State {
        task_id: Some("x".to_owned()),
        task_name: "Move the shop".to_owned(),
        progress: Some(62.5),
        status: Some("Nearly".to_owned()),
        last_action: Some("Copied".to_owned()),
        next_step: Some("Switch".to_owned()),
        blockers: Some(Blockers::Many(vec!["one".to_owned(), "two".to_owned()])),
        priority: Some(Priority::High),
        context: json!({"a": null, "n": 12_345_678_901_234_567_890_u64}),
        completed: vec![Item {
            files: vec!["a:1".to_owned()],
            details: vec!["a detail".to_owned()],
            ..Item::new("Orders")
        }],
        in_progress: vec![Item {
            stopped_at: Some("row 7".to_owned()),
            next_step: Some("row 8".to_owned()),
            ..Item::new("Users")
        }],
        pending: vec![Item::new("Prices")],
        stopped_at: Some("the users".to_owned()),
        decisions: vec![Decision {
            decision: "Nightly".to_owned(),
            rationale: "Nobody buys then".to_owned(),
        }],
        files_to_open: vec![OpenFile {
            path: "a".to_owned(),
            lines: Some("1".to_owned()),
            note: Some("the list".to_owned()),
        }],
        gotchas: vec!["Ids are strings".to_owned()],
        test_state: Some("12 of 13".to_owned()),
    }
}

#[test]
fn what_is_saved_comes_back_and_is_what_the_verb_shows() {
    let s = Sandbox::new();
    let saved = manager(&s).save(&full()).expect("it is saved");
    assert_eq!(saved.state().expect("a state"), full());
    let loaded = manager(&s)
        .load()
        .expect("it is read")
        .expect("it is there");
    assert_eq!(loaded, saved);

    let mut shown = s.shipkit(&["show", "--json"]).expect_code(0).json();
    let fields = shown.as_object_mut().expect("an object");
    fields.shift_remove("version");
    fields.shift_remove("kind");
    assert_eq!(&shown, loaded.as_json());
    assert_eq!(shown.to_string(), loaded.to_string(), "in the same order");
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
}

#[test]
fn every_getter_gives_its_field() {
    let s = Sandbox::new();
    let saved = manager(&s).named("m").expect("a name");
    let saved = saved.save(&full()).expect("it is saved");
    assert_eq!(saved.task_id(), Some("x"));
    assert_eq!(saved.task_name(), Some("Move the shop"));
    assert_eq!(saved.progress(), Some(62.5));
    assert_eq!(saved.last_action(), Some("Copied"));
    assert_eq!(saved.next_step(), Some("Switch"));
    assert_eq!(saved.blockers(), ["one", "two"]);
    assert_eq!(saved.priority(), Some("high"));
    assert_eq!(saved.context()["n"], json!(12_345_678_901_234_567_890_u64));
    assert_eq!((saved.name(), saved.id()), (Some("m"), Some(1)));
    assert_eq!(saved.head(), Some(&*s.git(&["rev-parse", "HEAD"])));
    assert_eq!(saved.branch(), Some("main"));
    assert!(saved.saved_at().is_some());
    assert_eq!((saved.warnings(), saved.kept()), (&[][..], None));
}

/// Programs in other languages give texts for items, null for nothing and
/// numbers for lines; all of it can be had typed.
#[test]
fn what_another_program_saved_can_be_had_typed() {
    let s = Sandbox::new();
    s.write("a", "1\n2\n3\n");
    let state = json!({
        "taskName": "t",
        "blockers": null,
        "context": {"n": null},
        "completed": ["one", {"text": "two", "files": [{"path": "a", "lines": 2}], "details": null}],
        "pending": null,
        "decisions": [{"decision": "d", "rationale": null}],
        "filesToOpen": ["a:3", {"path": "a", "lines": 1}],
    });
    manager(&s).save(&state).expect("it is saved");
    let loaded = manager(&s).load().expect("it is read").expect("saved");
    let typed = loaded.state().expect("typed");
    let two = Item {
        files: vec!["a:2".to_owned()],
        ..Item::new("two")
    };
    let open = |lines: &str| OpenFile {
        path: "a".to_owned(),
        lines: Some(lines.to_owned()),
        note: None,
    };
    let expected = State {
        task_name: "t".to_owned(),
        context: json!({"n": null}),
        completed: vec![Item::new("one"), two],
        decisions: vec![Decision {
            decision: "d".to_owned(),
            rationale: String::new(),
        }],
        files_to_open: vec![open("3"), open("1")],
        ..State::default()
    };
    assert_eq!(typed, expected);
}

#[test]
fn where_there_is_nothing_that_is_no_error() {
    let s = Sandbox::new();
    assert!(manager(&s).load().expect("none is fine").is_none());
    assert!(!manager(&s).clear().expect("none is fine"));
    s.assert_nothing_saved();
    manager(&s).save(&full()).expect("it is saved");
    assert!(manager(&s).clear().expect("it can be cleared"));
    assert!(manager(&s).load().expect("none is fine").is_none());
    let _ = s.shipkit(&["restore"]).expect_code(0);
    assert!(manager(&s).load().expect("it is read").is_some());
}

#[test]
fn whatever_serializes_can_be_saved_and_a_wrong_field_is_named() {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Mine {
        task_name: &'static str,
        context: (u8, Option<u8>),
    }
    let s = Sandbox::new();
    let mine = Mine {
        task_name: "t",
        context: (1, None),
    };
    let saved = manager(&s).save(&mine).expect("it is saved");
    let context: (u8, Option<u8>) = saved.context_as().expect("as it was");
    assert_eq!(context, (1, None));
    for (state, said) in [
        (
            json!({"taskNam": "t"}),
            "the state's field 'taskNam' is not known",
        ),
        (
            json!({"progress": 1}),
            "the state's field 'taskName' is missing",
        ),
        (json!("text"), "the state is no JSON object"),
    ] {
        let error = manager(&s).save(&state).expect_err(said);
        assert_eq!((error.to_string().as_str(), error.code()), (said, 128));
    }
    let beyond = State {
        progress: Some(100.5),
        ..full()
    };
    let error = manager(&s).save(&beyond).expect_err("too far");
    assert!(
        error.to_string().contains("100.5 is not from 0 to 100"),
        "{error}"
    );
    assert_eq!(manager(&s).load().expect("it is read"), Some(saved));
}

#[test]
fn what_people_wrote_is_loaded_and_kept() {
    let s = Sandbox::new();
    manager(&s).save(&full()).expect("it is saved");
    let edited = s.document().replace("62.5%", "70%");
    s.write(".shipkit/checkpoint.md", &edited);
    let loaded = manager(&s)
        .load()
        .expect("it is read")
        .expect("it is there");
    assert_eq!(loaded.progress(), Some(70.0));
    let saved = manager(&s).save(&full()).expect("it is saved");
    assert_eq!((saved.kept(), saved.id()), (Some(2), Some(3)));
    let again = manager(&s).save(&full()).expect("nothing new is fine");
    assert_eq!((again.kept(), again.id()), (None, Some(3)));
}

#[test]
fn warnings_are_returned() {
    let s = Sandbox::new();
    s.sh("git config shipkit.histori 3");
    let mut state = full();
    state.completed[0].files = vec!["../out".to_owned()];
    let saved = manager(&s).save(&state).expect("it is saved");
    let [setting, path] = saved.warnings() else {
        panic!("{:?}", saved.warnings());
    };
    assert!(setting.contains("unknown key 'histori'"), "{setting}");
    assert!(path.contains("'../out' is outside the work tree"), "{path}");
}

#[test]
fn no_repository_and_no_name_are_errors_of_their_own() {
    let s = Sandbox::empty();
    let error = Manager::at(s.cwd()).expect_err("nothing is there");
    assert!(matches!(error, Error::NotARepository(_)), "{error}");
    s.git(&["init", "-q"]);
    let error = manager(&s).named("a/b").expect_err("no name");
    assert!(matches!(error, Error::Name { .. }), "{error}");
}

/// Also for the compiler: a manager may be shared.
#[test]
fn threads_that_share_a_manager_lose_no_save() {
    let s = Sandbox::new();
    let manager = &manager(&s);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for step in 0..4 {
                    let state = json!({"taskName": "t", "lastAction": format!("{thread} {step}")});
                    manager.save(&state).expect("it is saved");
                }
            });
        }
    });
    let log = s.shipkit(&["log", "--json"]).json();
    let entries = log["entries"].as_array().expect("a list");
    let distinct: std::collections::BTreeSet<_> = entries
        .iter()
        .map(|entry| entry["lastAction"].to_string())
        .collect();
    assert_eq!((entries.len(), distinct.len()), (16, 16));
    assert_eq!(entries[0]["id"], Value::from(16));
}

#[test]
fn a_program_that_saves_without_end_leaves_few_files() {
    let s = Sandbox::new();
    let manager = manager(&s);
    for n in 0..65 {
        let state = json!({"taskName": "Batch", "context": {"processed": n}});
        manager.save(&state).expect("it is saved");
    }
    assert!(s.git(&["count-objects", "-v"]).contains("packs: 1\n"));
    assert!(s.shipkit(&["show"]).stdout.contains("\"processed\": 64"));
}
