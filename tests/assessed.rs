//! Without a checkpoint, `resume` tells how things stand all the same; and
//! what others keep in `.shipkit/` is theirs.

use crate::support::Sandbox;
use serde_json::json;

const WORK_MEMORY: &str = r#"{"$schema": "shipkit-artifact", "type": "work-memory",
    "sessions": [{"id": "s1", "workstream": "Auth flow", "status": "in-progress"}],
    "resumePoint": {"lastSession": "s1", "immediateNextStep": "Add a limit",
                    "openFiles": ["src/auth.ts"]}}"#;

/// A repository with everything there is to tell of, at 15:00.
fn full() -> Sandbox {
    let s = Sandbox::new();
    s.write(
        ".shipkit/project-status.md",
        "# Status\n\n**Health:** Good\n",
    );
    s.write(
        ".shipkit/progress.md",
        "# P\n## 2025-01-26: Schema\n- x\n## 2025-01-25: Start\n",
    );
    s.write(".shipkit/progress.json", WORK_MEMORY);
    s.sh("touch -d 2025-01-27T12:00:00Z .shipkit/*
          echo '.shipkit/' >.git/info/exclude
          for n in 1 2 3; do echo $n >>a; git commit -qam \"Step $n\"; done
          echo aside >>a; git stash -q; echo more >>a; git stash -q
          echo two >>a; echo new >b; echo new >c");
    let _ = s.shipkit(&["checkpoint", "auth", "-q", "--task", "Auth"]);
    let _ = s.shipkit(&["checkpoint", "-q", "--task", "Done"]);
    let _ = s.shipkit(&["clear", "-q", "--no-progress"]);
    s.at("2025-01-27T15:00:00+00:00");
    s
}

#[test]
fn everything_is_told_on_one_screen() {
    let s = full();
    let said = s.shipkit(&["resume"]).expect_code(3).stdout;
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.len() < 24, "{said}");
    for line in [
        "No checkpoint found at .shipkit/checkpoint.md.",
        "- project-status.md (3 hours ago): Health: Good",
        "- progress.md (3 hours ago): 2025-01-26: Schema",
        "- progress.json (3 hours ago): Auth flow (in-progress), src/auth.ts",
        "  next: Add a limit",
        "- 1 file modified, 2 files created: a, b, c",
        "- git shipkit resume auth",
        "- git shipkit restore (cleared)",
        "1. Check project-status.md for recent work: cat .shipkit/project-status.md",
        "2. Scan recent commits to understand the state: git log --stat -5",
        "3. Start fresh: git shipkit checkpoint --task 'TEXT'",
    ] {
        assert!(lines.contains(&line), "{line:?} is not in\n{said}");
    }
    assert!(
        said.contains("- 2 stashes, the newest (29 minutes ago): WIP on main: "),
        "{said}"
    );
    assert!(said.contains("Step 3 (Ada, 29 minutes ago)"), "{said}");
}

#[test]
fn programs_are_told_the_same_by_either_hand() {
    let s = full();
    let ask = |hand: &str| {
        s.set("SHIPKIT_HAND", hand);
        s.at("2025-01-27T15:00:00+00:00");
        s.shipkit(&["resume", "--json"]).expect_code(3).json()
    };
    let told = ask("git");
    assert_eq!(told, ask("gix"));
    assert_eq!(told["kind"], "none");
    assert_eq!(told["pages"][1]["line"], "2025-01-26: Schema");
    assert_eq!(told["pages"][2]["resumePoint"]["next"], "Add a limit");
    assert_eq!(told["uncommitted"]["names"], json!(["a", "b", "c"]));
    assert_eq!(told["stashes"]["count"], 2);
    assert_eq!(told["ways"][2]["what"], "Start fresh");
}

#[test]
fn what_is_not_there_is_not_told() {
    let s = Sandbox::init(&[]);
    let said = s.shipkit(&["resume", "auth"]).expect_code(3);
    let start = "1. Start fresh: git shipkit checkpoint auth --task 'TEXT'";
    let none = "No checkpoint found at .shipkit/checkpoint-auth.md.";
    assert_eq!(said.stdout, format!("{none}\n\nWhat now?\n{start}\n"));
}

#[test]
fn only_resume_looks_at_all_of_it() {
    let s = full();
    for verb in [&["show"][..], &["status"], &["resume", "--check"]] {
        let said = s.shipkit(verb).expect_code(3).stdout;
        assert!(!said.contains("What now?"), "{verb:?}:\n{said}");
        let json = s.shipkit(&[verb, &["--json"]].concat()).expect_code(3);
        assert!(json.json().get("pages").is_none(), "{verb:?}:\n{json}");
    }
}

#[test]
fn what_cannot_be_read_is_there_all_the_same() {
    let s = Sandbox::new();
    let path = ".shipkit/progress.json";
    s.write("../secret", WORK_MEMORY);
    for (made, why) in [
        ("ln -s ../../secret", "it is a symbolic link"),
        ("mkfifo", "it is not a regular file"),
        ("mkdir", "it is a directory"),
        ("truncate -s 2M", "it is larger than 1 MiB"),
        ("printf '\\377' >", "it is not UTF-8 text"),
        ("printf '{' >", "it tells no resume point"),
        (
            "printf '[1, {\"resumePoint\": 3}]' >",
            "it tells no resume point",
        ),
    ] {
        s.sh(&format!("mkdir -p .shipkit; {made} {path}"));
        let said = s.shipkit(&["resume"]).expect_code(3);
        let _ = said.says(&format!("- progress.json: cannot be read: {why}\n"));
        s.sh("rm -r .shipkit");
    }
}

#[test]
fn what_comes_next_stands_alone_where_nothing_else_is_known() {
    let s = Sandbox::new();
    s.write(
        ".shipkit/progress.json",
        r#"{"resume": {"next": "Test it"}}"#,
    );
    let said = s.shipkit(&["resume"]).expect_code(3);
    let _ = said.says("- progress.json: next: Test it\n");
}

#[test]
fn nothing_of_it_steers_a_terminal() {
    let s = Sandbox::new();
    s.write(".shipkit/project-status.md", "\u{1b}[2Jred\u{202e}\n");
    s.write(".shipkit/progress.md", "## \u{1b}]0;t\u{7}\n");
    s.write(
        ".shipkit/progress.json",
        r#"{"resumePoint": {"next": "\u001b[2J\nfatal: x", "openFiles": ["\u001b"]}}"#,
    );
    s.sh("echo 1 >\"$(printf 'n\\033[2J')\"; echo 1 >>a; git stash -qm \"$(printf 'e\\033[2J')\"");
    let said = s.shipkit(&["resume"]).expect_code(3);
    let odd = said.stdout.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(odd, None, "{said}");
    assert!(!said.stdout.contains('\u{202e}'), "{said}");
    assert!(!said.stdout.contains("\nfatal"), "{said}");
}

#[test]
fn clear_leaves_what_another_program_keeps() {
    let s = Sandbox::new();
    let left = ".shipkit/progress.json stays as it is; to note the task: \
                /shipkit-work-memory\n";
    s.write(".shipkit/progress.json", WORK_MEMORY);
    let _ = s.save(&["a"]);
    let _ = s
        .shipkit(&["clear", "--progress"])
        .expect_code(0)
        .says(left);
    assert_eq!(s.read(".shipkit/progress.json"), WORK_MEMORY);
    let _ = s.save(&["a"]);
    let said = s.shipkit(&["clear", "--no-progress"]).expect_code(0);
    assert!(!said.stdout.contains("progress.json"), "{said}");
    s.write(".shipkit/progress.json", "{\"type\": \"other\"}");
    let _ = s.save(&["a"]);
    let said = s.shipkit(&["clear"]).expect_code(0);
    assert!(!said.stdout.contains("progress.json"), "{said}");
}

#[test]
fn a_summary_is_added_to_the_journal_as_it_is() {
    let s = Sandbox::new();
    let add = || {
        let _ = s.save(&["a"]);
        s.shipkit(&["clear", "--progress"])
    };
    s.write(".shipkit/progress.md", "# P\r\n\r\n- mine");
    let _ = add().expect_code(0);
    let journal = "# P\r\n\r\n- mine\r\n\r\n## 2025-01-27: t\r\n";
    assert_eq!(s.read(".shipkit/progress.md"), journal);
    let utf16 = b"\xff\xfe#\0 \0P\0";
    s.write(".shipkit/progress.md", utf16);
    let _ = add().refused(128, ".shipkit/progress.md: it is not UTF-8 text");
    assert!(s.exists(".shipkit/checkpoint.md"), "nothing is cleared");
    s.sh(
        "rm .shipkit/progress.md; echo theirs >../theirs; ln -s ../../theirs .shipkit/progress.md",
    );
    let _ = add().refused(128, ".shipkit/progress.md: it is not a regular file");
    assert_eq!(s.read("../theirs"), "theirs\n");
}

#[test]
fn a_summary_comes_before_the_history_is_dropped() {
    let s = Sandbox::new();
    let purge = || s.shipkit(&["clear", "--purge", "--progress", "-y"]);
    let _ = s.save(&["a"]);
    s.write(".shipkit/progress.md", b"\xff");
    let _ = purge().refused(128, ".shipkit/progress.md: it is not UTF-8 text");
    assert!(s.exists(".shipkit/checkpoint.md"), "nothing is dropped");
    s.sh("rm .shipkit/progress.md");
    let said = purge().expect_code(0);
    let _ = said.says("A summary was added to .shipkit/progress.md.\n");
    assert_eq!(s.read(".shipkit/progress.md"), "## 2025-01-27: t\n");
    let _ = purge().expect_code(3);
}
