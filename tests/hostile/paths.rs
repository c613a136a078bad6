//! Paths that lead elsewhere, or to what is no file: nothing outside is read,
//! hashed, stored or written, nothing is waited for, and the rest is told.

use crate::support::{Output, Sandbox};
use std::time::{Duration, Instant};

const SECRET: &str = "a secret of somebody else\n";

/// Paths that no file of the work tree has, whatever lies there.
const OUTSIDE: [&str; 26] = [
    "../secret",
    "../../secret",
    "a/../../secret",
    "/etc/passwd",
    "~/secret",
    "~root/.ssh/id_rsa",
    ".git/config",
    ".GIT/config",
    ".Git/config",
    "git~1/config",
    "GIT~1/config",
    ".git::$INDEX_ALLOCATION/config",
    ".git:x/config",
    ".git./config",
    ".git /config",
    ".git. . ./config",
    ".g\u{200c}it/config",
    "sub/.git/config",
    "a//b",
    "./a/./b",
    "a/",
    "a\0b",
    "a\nb",
    "C:\\secret",
    "\\\\server\\share",
    "file:///etc/passwd",
];

#[track_caller]
fn soon(s: &Sandbox, arguments: &[&str], input: Option<&[u8]>) -> Output {
    let began = Instant::now();
    let all: Vec<&str> = ["-S", "ulimit -v 4000000; exec git shipkit \"$@\""]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let script = ["-c", all[1], "shipkit"];
    let all: Vec<&str> = script.iter().chain(&all[2..]).copied().collect();
    let said = s.run("sh", &all, input);
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{arguments:?}: {said}"
    );
    assert!(
        !said.stdout.contains("panicked") && !said.stderr.contains("panicked"),
        "{said}"
    );
    assert!(
        [0, 1, 2, 3, 128, 129].contains(&said.code),
        "{arguments:?}: {said}"
    );
    said
}

/// Everything that may look at what the checkpoint names.
const VERBS: [&[&str]; 17] = [
    &["status"],
    &["resume"],
    &["resume", "--check"],
    &["resume", "--json"],
    &["resume", "--diff"],
    &["diff"],
    &["show"],
    &["list", "--all"],
    &["log"],
    &["check", ".shipkit/checkpoint.md"],
    &["check", "D.md"],
    &["check", "--fix", "-y", "D.md"],
    &["checkpoint", "--done", "x"],
    &["resume", "--update"],
    &["resume", "--open"],
    &["restore"],
    &["clear", "--no-progress"],
];

#[track_caller]
fn assert_secret(s: &Sandbox) {
    assert_eq!(s.read("../secret"), SECRET, "the file outside is as it was");
    assert!(!s.has_object(&s.blob_id(SECRET)), "it was stored");
    let kept =
        s.sh("if test -f .shipkit/checkpoint.md; then head -c 100000 .shipkit/checkpoint.md; fi");
    assert!(!kept.contains(&s.blob_id(SECRET)), "it was hashed");
}

fn sandbox() -> Sandbox {
    let s = Sandbox::new();
    s.write("../secret", SECRET);
    s.set("GIT_EDITOR", "true");
    s
}

#[test]
fn what_is_given_by_flag_prose_and_state_stays_inside() {
    let s = sandbox();
    let paths = || OUTSIDE.iter().filter(|path| !path.contains('\0'));
    let opens: Vec<String> = paths().map(|path| format!("--open={path}")).collect();
    let mut all = vec!["checkpoint", "--task", "t", "-y"];
    all.extend(opens.iter().map(String::as_str));
    let _ = soon(&s, &all, None).expect_code(0);
    assert_secret(&s);
    let open: Vec<_> = OUTSIDE
        .iter()
        .map(|path| serde_json::json!({ "path": path }))
        .collect();
    let state = serde_json::json!({ "taskName": "t", "filesToOpen": open }).to_string();
    let _ = soon(&s, &["checkpoint", "--state", "-"], Some(state.as_bytes()));
    assert_secret(&s);
    let lines = paths().map(|path| format!("- File: `{path}` (line 1)\n- [x]({path}#L1)\n"));
    s.write(
        "D.md",
        format!("# T\n\n## Completed\n\n{}", lines.collect::<String>()),
    );
    let _ = soon(&s, &["checkpoint", "--new", "--from", "D.md"], None).expect_code(0);
    for verb in VERBS {
        let _ = soon(&s, verb, None);
        assert_secret(&s);
    }
}

#[test]
fn a_record_that_names_what_is_outside_is_damaged_and_not_followed() {
    for path in OUTSIDE {
        if [
            "a\nb",
            "~/secret",
            "~root/.ssh/id_rsa",
            "C:\\secret",
            "\\\\server\\share",
        ]
        .contains(&path)
        {
            continue; // a file may have such a name
        }
        let s = sandbox();
        let _ = s.save(&["a"]);
        let key = serde_json::json!(path).to_string();
        let document = s.document();
        s.write(
            ".shipkit/checkpoint.md",
            document.replace("\"a\" =", &format!("{key} =")),
        );
        let said = soon(&s, &["resume", "--check"], None);
        let _ = said.complains("the record is damaged: the path");
        for verb in [&["resume", "--update"][..], &["checkpoint"], &["diff"]] {
            let _ = soon(&s, verb, None);
        }
        assert_secret(&s);
    }
}

/// What may lie where the checkpoint names `f`, or above it.
const TRAPS: [&str; 14] = [
    "ln -s ../secret f",
    "ln -s /etc/passwd f",
    "ln -s /dev/zero f",
    "ln -s /proc/self/mem f",
    "ln -s f f",
    "mkfifo f",
    "mkfifo p; ln -s p f",
    "mkdir f",
    "mknod f c 1 5 || touch f",
    "truncate -s 1T f",
    "ln -s .. d2; ln -s d2/secret f",
    "touch f; rm -r d; ln -s .. d",
    "touch f; rm -r d; mkfifo d",
    "touch f; rm -r d; ln -s /proc/self d",
];

#[test]
fn what_lies_there_instead_is_neither_followed_nor_waited_for() {
    for trap in TRAPS {
        let s = sandbox();
        s.sh("echo one >f; mkdir d; echo one >d/secret; git add .; git commit -qm f");
        s.write("D.md", "# T\n\nSee `f` line 1 and `d/secret` line 1.\n");
        let _ = s.save(&["f:1", "d/secret:1", "a"]);
        s.sh(&format!("rm f; {trap}"));
        for verb in VERBS {
            let _ = soon(&s, verb, None);
            assert_secret(&s);
        }
    }
}

#[test]
fn what_lies_in_our_own_places_instead_is_refused() {
    for trap in [
        "rm -r .shipkit; ln -s ../outside .shipkit",
        "rm -r .shipkit; touch .shipkit",
        "rm -r .shipkit; mkfifo .shipkit",
        "rm .shipkit/checkpoint.md; ln -s ../../secret .shipkit/checkpoint.md",
        "rm .shipkit/checkpoint.md; mkfifo .shipkit/checkpoint.md",
        "rm .shipkit/checkpoint.md; mkdir .shipkit/checkpoint.md",
        "rm .shipkit/checkpoint.md; truncate -s 1T .shipkit/checkpoint.md",
        "rm -r .git/shipkit; ln -s ../../outside .git/shipkit",
        "rm -r .git/shipkit; mkfifo .git/shipkit",
        "rm -r .git/shipkit; mkdir .git/shipkit; mkfifo .git/shipkit/id",
        "rm -r .git/shipkit; mkdir .git/shipkit; ln -s ../../../secret .git/shipkit/id",
        "rm -r .git/shipkit; mkdir .git/shipkit; truncate -s 1T .git/shipkit/id",
        "ln -s ../../secret .shipkit/progress.md",
        "mkfifo .shipkit/progress.md",
        "mkfifo .git/info/exclude2; mv .git/info/exclude2 .git/info/exclude",
        "rm -f .git/info/exclude; ln -s ../../../secret .git/info/exclude",
    ] {
        let s = sandbox();
        s.write("D.md", "# T\n\nSee `a` line 1.\n");
        s.sh("mkdir ../outside");
        let _ = s.save(&["a"]);
        s.sh(trap);
        for verb in VERBS.into_iter().chain([&["clear", "--progress"][..]]) {
            let _ = soon(&s, verb, None);
        }
        assert_secret(&s);
        assert_eq!(s.sh("ls -A ../outside"), "", "{trap}");
    }
}

#[test]
fn a_marker_that_points_outside_brings_nothing_in() {
    for aside in ["../../secret", "checkpoint-.tmp-x/../../../secret"] {
        let s = sandbox();
        s.sh("mkdir -p .shipkit/checkpoint-.tmp-x");
        let _ = s.save(&["a"]).expect_code(0);
        let tip = s.sh("git for-each-ref --format='%(objectname)' refs/shipkit");
        let marker = format!("tip = '{}'\naside = '{aside}'\n", tip.trim());
        s.write(".git/shipkit/pending/current", marker);
        let _ = s.shipkit(&["status"]);
        let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
        let entries = log["entries"].as_array().expect("a list");
        assert_eq!(entries.len(), 1, "{aside}: {log}");
        assert_secret(&s);
    }
}
