//! What cannot be understood is refused with a sentence, and left as it is.

use crate::support::Sandbox;

/// A checkpoint whose document then becomes `damage` of what it was.
fn damaged(damage: impl Fn(&str) -> Vec<u8>) -> (Sandbox, Vec<u8>) {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let bytes = damage(&s.document());
    s.write(".shipkit/checkpoint.md", &bytes);
    (s, bytes)
}

fn document_bytes(s: &Sandbox) -> Vec<u8> {
    std::fs::read(s.path(".shipkit/checkpoint.md")).expect("the document is there")
}

#[test]
fn a_damaged_record_gives_way_to_the_saved_one() {
    let conflict = |text: &str| {
        let text = text.replace(
            "version = 1\n",
            "<<<<<<< ours\nversion = 1\n=======\n>>>>>>> theirs\n",
        );
        text.into_bytes()
    };
    let torn = |text: &str| {
        let at = text.find("[files]").expect("a record has files");
        text.as_bytes()[..at + 12].to_vec()
    };
    let nonsense = |text: &str| text.replace("version = 1", "version = \"one").into_bytes();
    for damage in [conflict as fn(&str) -> Vec<u8>, torn, nonsense] {
        let (s, bytes) = damaged(damage);
        let report = s.check();
        assert_eq!(report.verdict("a"), "unchanged", "the saved record tells");
        let said = s.shipkit(&["resume"]);
        assert!(
            said.to_string().contains("damaged"),
            "not a word of it:\n{said}"
        );
        assert_eq!(document_bytes(&s), bytes, "the document was touched");
    }
}

#[test]
fn a_record_that_an_editor_removed_gives_way_to_the_saved_one() {
    let (s, bytes) = damaged(|text| {
        let at = text.find("<!-- git-shipkit").expect("a record is there");
        text.as_bytes()[..at].to_vec()
    });
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
    s.write("a", "two\n");
    assert_eq!(s.check().expect_code(1).verdict("a"), "modified");
    assert_eq!(document_bytes(&s), bytes);
}

#[test]
fn a_record_of_the_future_is_not_half_read() {
    let (s, bytes) = damaged(|text| text.replace("version = 1\n", "version = 2\n").into_bytes());
    let _ = s.shipkit(&["resume"]).refused(128, "version 2");
    let _ = s.shipkit(&["resume", "--check"]).refused(128, "version 2");
    let _ = s
        .shipkit(&["checkpoint", "--done", "x"])
        .refused(128, "version 2");
    assert_eq!(document_bytes(&s), bytes, "the document was touched");
    let error = s.shipkit(&["resume", "--json"]).expect_code(128).json();
    assert_eq!(
        (&error["kind"], &error["code"]),
        (&"error".into(), &128.into())
    );
}

#[test]
fn a_document_that_is_no_text_is_refused() {
    let latin = b"# Caf\xe9\n\nSee `a`.\n";
    let (s, bytes) = damaged(|_| latin.to_vec());
    let _ = s.shipkit(&["resume"]).refused(128, "UTF-8");
    let _ = s
        .shipkit(&["checkpoint", "--done", "x"])
        .refused(128, "UTF-8");
    assert_eq!(document_bytes(&s), bytes);

    let fresh = Sandbox::new();
    let given = fresh.shipkit_reading(&["checkpoint", "--from", "-"], Some(latin));
    let _ = given.refused(128, "UTF-8");
    fresh.assert_nothing_saved();
}

#[test]
fn a_foreign_document_is_kept_to_the_byte() {
    let s = Sandbox::new();
    let foreign = "---\nkey: värde\n---\r\n# Übergabe\n\n* Siehe `a:1`\n\n\n<!-- mine -->\nno end";
    s.write("h.md", foreign);
    let _ = s.shipkit(&["checkpoint", "--from", "h.md"]).expect_code(0);
    assert!(s.document().starts_with(foreign), "{}", s.document());
    let report = s.check().expect_code(0);
    assert_eq!(report.position("a", 1)["verdict"], "same");
    assert_eq!(
        s.shipkit(&["show", "--json"]).expect_code(0).json()["taskName"],
        "Übergabe"
    );
}

#[test]
fn names_that_would_mislead_are_refused() {
    let s = Sandbox::new();
    for name in [
        "a/b",
        "..",
        "a\nb",
        "a\u{1b}b",
        "a\u{202e}b",
        "42",
        ".hidden",
        "a\\b",
        "x.",
    ] {
        let said = s.shipkit(&["checkpoint", name, "--task", "t"]);
        assert!(!said.stderr.contains(['\u{1b}', '\u{202e}']), "{said:?}");
        let _ = said.refused(128, "cannot name a checkpoint");
    }
    s.assert_nothing_saved();
}

#[test]
fn a_command_line_that_cannot_be_read_is_129() {
    let s = Sandbox::new();
    for wrong in [
        &["checkpoint", "--task", "t", "--progress", "250"][..],
        &["checkpoint", "--task", "t", "--progress", "-1"],
        &["checkpoint", "--task", "t", "--priority", "urgent"],
        &["checkpoint", "--no-such-flag"],
        &["no-such-verb"],
        &["resume", "a", "b"],
    ] {
        let said = s.shipkit(wrong);
        assert!(
            said.stdout.is_empty() && !said.stderr.is_empty(),
            "{wrong:?}:\n{said}"
        );
        let _ = said.expect_code(129);
    }
    s.assert_nothing_saved();
}

#[test]
fn a_state_that_cannot_be_taken_names_the_field() {
    let s = Sandbox::new();
    for (state, word) in [
        ("{", "state"),
        ("[]", "state"),
        ("{}", "taskName"),
        (r#"{"taskName": 7}"#, "taskName"),
        (r#"{"taskName": "t", "progress": 101}"#, "progress"),
        (r#"{"taskName": "t", "nextstep": "x"}"#, "nextStep"),
        (
            r#"{"taskName": "t", "inProgress": [{"txt": "x"}]}"#,
            "inProgress",
        ),
        (r#"{"taskName": "t", "priority": "urgent"}"#, "priority"),
    ] {
        let said = s.shipkit_reading(&["checkpoint", "--state", "-"], Some(state.as_bytes()));
        let _ = said.refused(128, word);
    }
    s.assert_nothing_saved();
}

#[test]
fn another_task_is_refused_with_the_two_ways_out() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let before = s.document();
    let said = s
        .shipkit(&["checkpoint", "--task", "other"])
        .refused(128, "another task");
    let _ = said.complains("hint: ").complains("--new");
    assert_eq!(s.document(), before);
    let _ = s
        .shipkit(&["checkpoint", "name", "--task", "other"])
        .expect_code(0);
    let _ = s
        .shipkit(&["checkpoint", "--new", "--task", "other"])
        .expect_code(0);
}

#[test]
fn no_checkpoint_is_3_everywhere() {
    let s = Sandbox::new();
    for verb in ["resume", "show", "clear", "log"] {
        let _ = s.shipkit(&[verb]).expect_code(3);
    }
    let _ = s.shipkit(&["resume", "nobody"]).expect_code(3);
    let none = s.shipkit(&["resume", "--json"]).expect_code(3).json();
    assert_eq!(
        (&none["version"], &none["kind"]),
        (&1.into(), &"none".into())
    );
}

#[test]
fn what_could_not_be_read_back_is_not_saved() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let before = s.document();
    s.write(
        "H.md",
        "# H\n\n<!-- git-shipkit\nversion = 1\n\nText below it.\n",
    );
    let said = s.shipkit(&["checkpoint", "--from", "H.md"]);
    let _ = said.refused(128, "H.md:3: the record in it is damaged");
    s.write("L.md", format!("# L\n\n{}\n", "word ".repeat(1_700_000)));
    let said = s.shipkit(&["checkpoint", "--from", "L.md"]);
    let _ = said.refused(128, "L.md: it is larger than 8 MiB");
    assert_eq!(s.document(), before);
}
