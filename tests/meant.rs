//! Who mistypes is told what was meant, as far as that can be known.

use crate::support::Sandbox;

#[test]
fn a_name_that_is_near_is_told() {
    let s = Sandbox::new();
    s.sh("git shipkit checkpoint payments -q -y --task t --open a
        git shipkit checkpoint old -q -y --task t --open a; git shipkit clear old -q -y");
    let meant = "checkpoint-paymnets.md.\nDid you mean 'payments'?\n";
    for verb in [
        "resume", "show", "status", "diff", "log", "clear", "restore",
    ] {
        let said = s.shipkit(&[verb, "paymnets"]).expect_code(3);
        assert!(said.stdout.contains(meant), "{verb}:\n{said}");
    }
    let said = s.shipkit(&["resume", "odl", "--json"]).expect_code(3);
    assert_eq!(said.json()["nearest"], "old");
    for verb in ["resume", "show", "status"] {
        let said = s.shipkit(&[verb, "zebra"]).expect_code(3);
        assert!(!said.stdout.contains("Did you mean"), "{verb}:\n{said}");
    }
}

#[test]
fn a_path_an_entry_a_setting_and_a_schema_are_told() {
    let s = Sandbox::new();
    s.sh(
        "mkdir src; echo q >src/login.ts; git add .; git commit -qm q
        git shipkit checkpoint -q -y --task t --open src/login.ts",
    );
    s.cd("src");
    let _ = s
        .shipkit(&["diff", "--", "logni.ts"])
        .refused(128, "did you mean 'login.ts'?");
    let _ = s
        .shipkit(&["restore", "7"])
        .expect_code(3)
        .complains("it holds 1 to 1: git shipkit log");
    let _ = s
        .shipkit(&["schema", "resmue"])
        .refused(129, "no schema 'resmue'")
        .complains("did you mean 'resume'?");
    s.git(&["config", "shipkit.histroy", "3"]);
    let _ = s.shipkit(&["status"]).complains("did you mean 'history'?");
}

#[test]
fn tokens_without_their_sign_are_not_taken_for_a_name() {
    let s = Sandbox::new();
    let _ = s
        .shipkit(&["resume", "--brief", "300"])
        .refused(129, "'300' cannot name a checkpoint")
        .complains("write --brief=300");
}

#[test]
fn the_history_tells_which_saves_nobody_worded() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("echo b >b; git add b; git commit -qm b; git shipkit checkpoint --auto -q");
    let log = s.shipkit(&["log"]).expect_code(0).stdout;
    let lines: Vec<&str> = log.lines().collect();
    assert!(lines[0].ends_with("  t (automatic)"), "{log}");
    assert!(lines[1].ends_with("  t"), "{log}");
}
