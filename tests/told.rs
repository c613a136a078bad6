//! It is told in the words that were agreed on, to people and to programs.

use crate::support::Sandbox;
use serde_json::{Value, json};

#[test]
fn the_bands_of_age_have_their_sentences() {
    let s = Sandbox::new();
    s.at("2025-01-27T14:29:59+00:00");
    let _ = s.save(&["a"]);
    for (now, band, sentence) in [
        (
            "2025-01-27T15:30:00Z",
            "recent",
            "Resuming from recent checkpoint",
        ),
        (
            "2025-01-28T14:29:59Z",
            "recent",
            "Resuming from recent checkpoint",
        ),
        (
            "2025-01-28T14:30:00Z",
            "aging",
            "Checkpoint is 1 day old. Things may have changed.",
        ),
        (
            "2025-02-03T14:29:59Z",
            "aging",
            "Checkpoint is 7 days old. Things may have changed.",
        ),
        (
            "2025-02-03T14:30:00Z",
            "stale",
            "Checkpoint is stale. Verify state before continuing.",
        ),
    ] {
        s.at(now);
        assert_eq!(s.check().json["freshness"]["band"], band, "at {now}");
        s.at(now);
        let _ = s.shipkit(&["resume"]).expect_code(0).says(sentence);
    }
}

#[test]
fn drift_is_told_a_line_a_file_then_the_choices() {
    let s = Sandbox::new();
    s.sh("mkdir -p src; echo 1 >src/login.ts; echo 1 >src/auth.ts; echo 1 >gone; git add .; git commit -qm s");
    let _ = s.save(&["src/login.ts", "src/auth.ts", "gone"]);
    s.sh("echo 2 >src/login.ts; rm gone");
    let said = s.shipkit(&["resume"]).expect_code(1);
    let _ = said
        .says("The checkpoint references files that have changed since it was created:\n")
        .says("- src/login.ts: Modified after checkpoint")
        .says("- src/auth.ts: Unchanged\n")
        .says("- gone: Deleted after checkpoint");
}

#[test]
fn a_choice_ends_the_matter() {
    for (choice, kept) in [
        ("--proceed", true),
        ("--update", true),
        ("--discard", false),
    ] {
        let s = Sandbox::new();
        let _ = s.save(&["a"]);
        s.write("a", "two\n");
        assert_eq!(s.check().code, 1);
        let _ = s.shipkit(&["resume", choice]).expect_code(0);
        assert_eq!(s.exists(".shipkit/checkpoint.md"), kept, "{choice}");
        if choice == "--update" {
            assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
        }
    }
}

#[test]
fn the_program_answers_the_same_by_its_own_name() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let through_git = s.shipkit(&["resume", "--check"]);
    assert!(!through_git.stdout.is_empty());
    assert_eq!(s.directly(&["resume", "--check"]), through_git);
}

#[test]
fn a_state_kept_beside_the_document_has_its_lists_all_the_same() {
    let s = Sandbox::new();
    let state = br#"{"taskName":"t","progress":20,"blockers":null}"#;
    let _ = s.shipkit_reading(&["checkpoint", "--state", "-"], Some(state));
    let shown = s.shipkit(&["show", "--json"]).expect_code(0).json();
    assert!(shown.get("blockers").is_some_and(Value::is_null));
    assert_eq!(shown["completed"], json!([]));
    assert_eq!(shown["status"], "In Progress");
    assert!(shown.get("lastAction").is_none(), "{shown:#}");
}

#[test]
fn a_programs_state_comes_back_to_the_letter() {
    let s = Sandbox::new();
    let state = json!({
        "taskId": "batch", "taskName": "Batch", "progress": 42.5, "status": "Running",
        "lastAction": "Processed 7", "nextStep": "Continue with 8",
        "blockers": "API error: 500\nRetry-After: 3 | 4", "priority": "high",
        "context": {"z": null, "a": {"deep": [1, 2.50, 12_345_678_901_234_567_u64]}, "s": "--> `x`"},
        "completed": [{"text": "One", "files": ["a:1"], "details": ["d"]}],
        "inProgress": [{"text": "Two", "stoppedAt": "here", "nextStep": "there"}],
        "pending": [{"text": "Three"}],
        "decisions": [{"decision": "a | b", "rationale": "because"}],
        "filesToOpen": [{"path": "a", "lines": "1", "note": "look"}],
        "gotchas": ["Mind the gap"], "testState": "none\nyet",
    });
    let text = state.to_string();
    let saved = s.shipkit_reading(&["checkpoint", "--state", "-"], Some(text.as_bytes()));
    let _ = saved.expect_code(0);
    let shown = s.shipkit(&["show", "--json"]).expect_code(0).json();
    for (field, given) in state.as_object().expect("an object") {
        let shown = &shown[field];
        match field.as_str() {
            // Lists of items come back with their empty fields spelled out.
            "completed" | "inProgress" | "pending" => {
                for (key, value) in given[0].as_object().expect("an item") {
                    assert_eq!(&shown[0][key], value, "{field}: {key}");
                }
            }
            _ => assert_eq!(shown.to_string(), given.to_string(), "{field}"),
        }
    }
    assert_eq!(shown["version"], 1);
    assert!(shown["name"].is_null());
    assert_eq!(shown["savedAt"], "2025-01-27T14:30:03+00:00");
    let again = s.shipkit_reading(&["checkpoint", "--state", "-"], Some(text.as_bytes()));
    let _ = again.expect_code(0);
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    assert_eq!(
        log["entries"].as_array().map(Vec::len),
        Some(1),
        "nothing changed, nothing saved"
    );
}

#[test]
fn a_report_for_programs_has_the_agreed_shape() {
    let s = Sandbox::new();
    let _ = s.save(&["a:1"]);
    s.sh("echo two >a; git commit -qam 'Count to two'");
    let report = s.check().json;
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(
        keys(&report),
        [
            "version",
            "kind",
            "checkpoint",
            "freshness",
            "head",
            "files",
            "claims",
            "drift",
            "choices",
            "recommended"
        ]
    );
    assert_eq!(
        keys(&report["freshness"]),
        ["band", "ageSeconds", "message"]
    );
    assert_eq!(
        keys(&report["head"]),
        [
            "saved",
            "now",
            "relation",
            "commits",
            "branchSaved",
            "branchNow"
        ]
    );
    assert_eq!(
        keys(&report["files"][0]["commits"][0]),
        ["id", "subject", "author", "time"]
    );
    assert_eq!(keys(&report["drift"]), ["clean", "severity", "changed"]);
    assert_eq!(report["choices"], json!(["proceed", "update", "discard"]));
    assert_eq!(report["checkpoint"]["taskName"], "t");
}

#[test]
fn quiet_is_quiet_and_errors_are_not() {
    let s = Sandbox::new();
    let said = s
        .shipkit(&["checkpoint", "-q", "-y", "--task", "t", "--open=a"])
        .expect_code(0);
    assert_eq!((said.stdout.as_str(), said.stderr.as_str()), ("", ""));
    let _ = s
        .shipkit(&["show", "-q", "nobody"])
        .expect_code(3)
        .mentions(&["nobody"]);
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let said = s
        .run("sh", &["-c", "git shipkit show | head -c 1"], None)
        .expect_code(0);
    assert_eq!((said.stdout.as_str(), said.stderr.as_str()), ("#", ""));
}

#[test]
fn a_dry_run_shows_all_and_saves_nothing() {
    let s = Sandbox::new();
    let said = s.shipkit(&["checkpoint", "-n", "--task", "Try it", "--open=a"]);
    let _ = said.expect_code(0).says("**Task:** Try it");
    s.assert_nothing_saved();
}

#[test]
fn another_worktrees_checkpoint_is_told_with_what_brings_it_here() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let id = s.sh("cat .git/shipkit/id");
    s.sh("git worktree add -q ../w -b w");
    s.cd("../w");
    s.write("a", "two\n");
    let said = s.shipkit(&["resume", &format!("{}:", id.trim())]);
    let said = said.expect_code(1).says("- a: Modified after checkpoint");
    let _ = said.says(&format!(
        "To bring it here: git shipkit restore {}:",
        id.trim()
    ));
}

#[test]
fn a_diff_takes_a_file_where_no_checkpoint_has_that_name() {
    let s = Sandbox::new();
    s.sh("mkdir d; echo one >d/b; git add d; git commit -qm d");
    let _ = s.save(&["a", "d/b"]);
    s.sh("echo two >a; echo two >d/b");
    let said = s.shipkit(&["diff", "d/b"]).expect_code(0).says("+++ b/d/b");
    assert!(!said.stdout.contains("+++ b/a"), "{said}");
    let _ = s.shipkit(&["diff", "nothing"]).expect_code(3);
}
