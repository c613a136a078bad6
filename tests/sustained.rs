//! Thousands of saves cost what they say and no more: loose objects and packs
//! stay few, nothing anybody refers to goes, and neither a kill, a gc nor a
//! reader beside it comes to harm.

use crate::support::{Conversation, Sandbox, host};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

/// A save writes four objects, and 256 of them become a pack.
const SAVES_A_PACK: usize = 64;

/// Saves the state of a program at step `n`.
fn save(s: &Sandbox, n: usize) -> i32 {
    let state = format!(r#"{{"taskName": "Batch", "context": {{"processed": {n}}}}}"#);
    let all = ["shipkit", "checkpoint", "--state", "-", "-q"];
    s.run("git", &all, Some(state.as_bytes())).code
}

fn saves(s: &Sandbox, steps: std::ops::Range<usize>) {
    for n in steps {
        assert_eq!(save(s, n), 0, "save {n}");
    }
}

/// What `git count-objects -v` says of this.
fn counted(s: &Sandbox, what: &str) -> usize {
    let said = s.git(&["count-objects", "-v"]);
    let line = said.lines().find_map(|line| line.strip_prefix(what));
    let number = line.and_then(|line| line.strip_prefix(": "));
    number.and_then(|n| n.parse().ok()).expect("git counts it")
}

/// The steps in the history, newest first.
fn history(s: &Sandbox) -> Vec<u64> {
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    let entries = log["entries"].as_array().expect("a list").iter();
    let step = |entry: &serde_json::Value| entry["context"]["processed"].as_u64();
    entries.filter_map(step).collect()
}

fn newest_fifty(steps: usize) -> Vec<u64> {
    (steps - 50..steps).rev().map(|n| n as u64).collect()
}

#[test]
fn loose_objects_stay_few_and_the_history_whole() {
    for (format, packs) in [("sha1", 2), ("sha256", 1)] {
        let s = Sandbox::init(&[&format!("--object-format={format}")]);
        s.sh("echo one >a; git add a; git commit -qm i");
        let steps = SAVES_A_PACK * packs + 4;
        saves(&s, 0..steps);
        assert!(counted(&s, "count") < 50, "{format}");
        assert_eq!(counted(&s, "packs"), packs, "{format}");
        assert_eq!(counted(&s, "garbage"), 0, "{format}");
        assert_eq!(history(&s), newest_fifty(steps), "{format}");
        let size = counted(&s, "size-pack") * 1024 / steps;
        assert!(size < 1024, "{format}: {size} bytes a save");
    }
}

#[test]
fn what_somebody_refers_to_stays_through_any_gc() {
    let s = Sandbox::new();
    saves(&s, 0..3);
    s.sh("git tag mine $(git for-each-ref --format='%(objectname)' refs/shipkit)");
    saves(&s, 3..SAVES_A_PACK + 4);
    for tidy in [
        &["gc", "-q"][..],
        &["repack", "-qad"],
        &["gc", "-q", "--prune=now"],
    ] {
        s.git(tidy);
        assert_eq!(
            s.git(&["fsck", "--strict", "--no-dangling"]),
            "",
            "{tidy:?}"
        );
        assert!(
            s.git(&["show", "mine:3/checkpoint.md"])
                .contains("\"processed\": 2")
        );
        assert_eq!(history(&s), newest_fifty(SAVES_A_PACK + 4), "{tidy:?}");
    }
    saves(&s, SAVES_A_PACK + 4..SAVES_A_PACK * 2 + 4);
    assert_eq!(history(&s), newest_fifty(SAVES_A_PACK * 2 + 4));
}

/// Puts a git before the real one that does this where it is to pack.
fn with_git_that(s: &Sandbox, does: &str) -> std::path::PathBuf {
    let bin = s.root().join("bin");
    fs::create_dir_all(&bin).expect("a fresh directory");
    let real = s.sh("command -v git");
    let script = format!(
        "#!/bin/sh\nreal={}\ncase \" $* \" in *' pack-objects '*) {does} ;; esac\nexec $real \"$@\"\n",
        real.trim()
    );
    let path = bin.join("git");
    fs::write(&path, script).expect("it can be written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
    bin
}

#[test]
fn a_packing_that_is_killed_or_fails_takes_nothing() {
    for does in [
        "kill -9 $PPID; exit 1",
        "$real \"$@\"; kill -9 $PPID; exit 1",
        "exit 128",
    ] {
        let s = Sandbox::new();
        let bin = with_git_that(&s, does);
        saves(&s, 0..SAVES_A_PACK - 1);
        let mut path = bin.into_os_string();
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_git-shipkit"));
        path.push(":");
        path.push(program.parent().expect("it lies somewhere"));
        path.push(":");
        path.push(host("PATH").expect("git is found along PATH"));
        let state = format!(
            r#"{{"taskName": "Batch", "context": {{"processed": {}}}}}"#,
            SAVES_A_PACK - 1
        );
        fs::write(s.path("../state.json"), state).expect("it can be written");
        // a shell in between, so that the kill hits the saver alone
        let script = "PATH=$1; git-shipkit checkpoint --state ../state.json; true";
        let said = s.run(
            "sh",
            &[
                "-c".as_ref(),
                script.as_ref(),
                "sh".as_ref(),
                path.as_os_str(),
            ],
            None,
        );
        assert!(said.stdout.contains("Checkpoint saved."), "{does}: {said}");
        assert_eq!(history(&s), newest_fifty(SAVES_A_PACK), "{does}");
        assert_eq!(s.git(&["fsck", "--strict", "--no-dangling"]), "", "{does}");
        saves(&s, SAVES_A_PACK..SAVES_A_PACK * 2);
        assert_eq!(history(&s), newest_fifty(SAVES_A_PACK * 2), "{does}");
        assert!(
            counted(&s, "in-pack") >= 4 * SAVES_A_PACK,
            "{does}: packed in the end"
        );
        assert_eq!(
            s.sh("ls -d .git/objects/shipkit-* 2>/dev/null || true"),
            "",
            "{does}: swept"
        );
    }
}

#[test]
fn savers_readers_and_a_gc_beside_each_other_all_succeed() {
    let s = Sandbox::new();
    saves(&s, 0..1);
    let said = s.sh(r#"
        until_done(){ while ! test -e ../done; do "$@" >/dev/null 2>../why || cat ../why; done; }
        collect(){ git gc -q --prune=now || true; sleep 0.05; }
        until_done collect &
        until_done git shipkit log & until_done git shipkit show &
        end=$(($(date +%s) + 10)); n=0
        while test $n -lt 90 && test $(date +%s) -lt $end; do
            n=$((n + 1))
            echo '{"taskName": "Batch", "context": {"processed": '$n'}}' |
                git shipkit checkpoint --state - -q 2>&1
        done
        touch ../done; wait
        git shipkit log >/dev/null # puts back what the last gc took
        echo $n"#);
    let saves = said.trim().parse::<usize>();
    let saves = saves.unwrap_or_else(|_| panic!("nothing but the number: {said}"));
    assert!(saves > 1, "they went on beside each other");
    let newest = (0..=saves as u64).rev().take(50);
    assert_eq!(history(&s), newest.collect::<Vec<_>>());
}

#[test]
fn one_process_that_saves_without_end_packs_as_well() {
    let s = Sandbox::new();
    let steps = SAVES_A_PACK * 3;
    let mut talk = Conversation::begin(&s);
    for n in 0..steps {
        let state = format!(r#"{{"taskName": "Batch", "context": {{"processed": {n}}}}}"#);
        let line = format!(r#"{{"id": {n}, "verb": "checkpoint", "state": {state}}}"#);
        assert_eq!(talk.ask(&line)["exit"], 0, "save {n}");
    }
    assert_eq!(talk.end(), [] as [serde_json::Value; 0]);
    assert!(counted(&s, "packs") >= 1);
    assert!(counted(&s, "count") < 8 * SAVES_A_PACK);
    assert_eq!(history(&s), newest_fifty(steps));
}

#[test]
fn nothing_is_packed_where_a_hook_saves() {
    let s = Sandbox::new();
    saves(&s, 0..SAVES_A_PACK - 1);
    let hook = s.path(".git/hooks/pre-commit");
    let script = "#!/bin/sh\necho '{\"taskName\": \"Batch\", \"progress\": 7}' | git shipkit checkpoint --state - -q\n";
    fs::create_dir_all(s.path(".git/hooks")).expect("it can be made");
    fs::write(&hook, script).expect("it can be written");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("it is ours");
    s.git(&["commit", "-q", "--allow-empty", "-m", "with a hook"]);
    assert_eq!(counted(&s, "packs"), 0);
    fs::remove_file(hook).expect("it is there");
    saves(&s, 100..102);
    assert_eq!(
        counted(&s, "packs"),
        1,
        "the next save outside makes up for it"
    );
}
