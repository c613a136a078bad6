//! Who edits the document at the very moment when a program changes it loses
//! nothing: both are in it afterwards, or the history has it and a sentence
//! says where.

use crate::support::{Output, Sandbox};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const DOCUMENT: &str = ".shipkit/checkpoint.md";

/// A saved checkpoint.
fn saved() -> Sandbox {
    let s = Sandbox::new();
    s.interpose();
    let all = ["--done=first", "--todo=last", "--gotcha=Mind the gap"];
    let _ = s.shipkit(&[&["checkpoint", "--task=t", "-y"], &all[..]].concat());
    s
}

/// What the person makes of the document, by this script of sed.
fn edit(s: &Sandbox, sed: &str) -> String {
    s.sh(&format!("sed '{sed}' {DOCUMENT} >../edited"));
    let edited = s.read("../edited");
    assert_ne!(edited, s.document(), "nothing is edited");
    edited
}

/// Whether an entry of the history holds these very bytes as its document.
fn history_has(s: &Sandbox, bytes: &str) -> bool {
    let blob = s.blob_id(bytes);
    let held = |refname: &str| s.git(&["ls-tree", "-r", refname]).contains(&blob);
    s.refs().lines().any(held)
}

fn acted(s: &Sandbox, person: &str, command: &[&str]) -> Output {
    let said = s.while_acting(person, command).expect_code(0);
    assert_eq!(
        s.sh("ls -A .shipkit .git/shipkit/pending | grep -v '^checkpoint.md$' | grep tmp || :"),
        "",
        "something is left lying around"
    );
    said
}

const RENAMES: &str = "mv ../edited .shipkit/checkpoint.md";

#[test]
fn an_edit_elsewhere_in_the_document_is_merged() {
    for writes in [
        RENAMES,
        "cat ../edited >.shipkit/checkpoint.md",
        "(exec 3>.shipkit/checkpoint.md; touch ../open; sleep 0.1; cat ../edited >&3) >/dev/null 2>&1 &
         while ! [ -e ../open ]; do sleep 0.01; done",
    ] {
        let s = saved();
        let mine = edit(&s, "s/Mind the gap/Mind the deep gap/");
        let said = acted(&s, writes, &["checkpoint", "--done=second"]);
        assert!(said.stderr.contains("changed meanwhile; both are in it now"), "{said}");
        let now = s.document();
        assert!(now.contains("Mind the deep gap"), "{writes}:\n{now}");
        assert!(now.contains("- [x] second"), "{writes}:\n{now}");
        assert!(history_has(&s, &mine), "{writes}");
        assert!(history_has(&s, &now), "file and history differ");
        let shown = s.shipkit(&["show", "--json"]).expect_code(0).json();
        assert_eq!(shown["gotchas"][0], "Mind the deep gap");
        let _ = s.shipkit(&["resume"]).expect_code(0);
    }
}

#[test]
fn a_program_is_told_the_document_as_it_came_to_be() {
    let state = r#"{"taskName":"t","completed":["first"],"pending":["last"],
        "gotchas":["Mind the gap"],"progress":3}"#;
    for content in ["--done=second", "--state=../state"] {
        let s = saved();
        s.write("../state", state);
        let _ = edit(&s, "s/Mind the gap/Mind the deep gap/");
        let mut said = acted(&s, RENAMES, &["checkpoint", "--json", content]).json();
        let mut shown = s.shipkit(&["show", "--json"]).expect_code(0).json();
        assert_eq!(shown["gotchas"][0], "Mind the deep gap", "{content}");
        for told in [&mut said["checkpoint"], &mut shown] {
            let fields = told.as_object_mut().expect("a checkpoint");
            fields.retain(|key, _| key != "version" && key != "kind");
        }
        assert_eq!(said["checkpoint"], shown, "{content}");
    }
}

#[test]
fn an_edit_of_the_same_lines_is_an_entry_and_the_sentence_names_it() {
    let s = saved();
    let mine = edit(&s, "s/^- \\[x\\] first/&, and more of it/");
    let said = acted(&s, RENAMES, &["checkpoint", "--done=second"]);
    let restore = "what it had is entry 3: git shipkit restore 3";
    assert!(said.stderr.contains(restore), "{said}");
    let saved = s.document();
    assert!(
        saved.contains("second") && !saved.contains("more of it"),
        "{saved}"
    );
    assert!(history_has(&s, &saved));
    let _ = s.shipkit(&["restore", "3"]).expect_code(0);
    assert_eq!(s.document(), mine);
}

#[test]
fn the_entry_that_the_sentence_names_is_there_in_the_shortest_history() {
    for history in ["1", "2"] {
        let s = saved();
        s.git(&["config", "shipkit.history", history]);
        let mine = edit(&s, "s/^- \\[x\\] first/&, and more of it/");
        let said = acted(&s, RENAMES, &["checkpoint", "--done=second"]);
        assert!(said.stderr.contains("git shipkit restore 3"), "{said}");
        let _ = s.shipkit(&["restore", "3"]).expect_code(0);
        assert_eq!(s.document(), mine, "with a history of {history}");
    }
}

#[test]
fn a_document_that_came_before_the_first_save_is_an_entry() {
    let s = saved();
    let _ = s.shipkit(&["clear"]).expect_code(0);
    let person = "mkdir -p .shipkit; echo '# Mine' >.shipkit/checkpoint.md";
    let said = acted(&s, person, &["checkpoint", "--task=new"]);
    assert!(said.stderr.contains("git shipkit restore 3"), "{said}");
    assert!(history_has(&s, "# Mine\n") && s.document().contains("new"));
}

#[test]
fn what_is_edited_while_it_is_cleared_can_be_restored() {
    let s = saved();
    let mine = edit(&s, "s/Mind the gap/Mind the deep gap/");
    let said = acted(&s, RENAMES, &["clear"]);
    assert!(said.stderr.contains("git shipkit restore 2"), "{said}");
    assert!(!s.exists(DOCUMENT), "it is cleared");
    let _ = s.shipkit(&["resume"]).expect_code(3);
    let _ = s.shipkit(&["restore"]).expect_code(0);
    assert_eq!(s.document(), mine);
}

#[test]
fn what_is_edited_while_another_entry_is_restored_is_one_too() {
    let s = saved();
    let _ = s.shipkit(&["checkpoint", "--tests=red"]).expect_code(0);
    let mine = edit(&s, "s/red/green/");
    let said = acted(&s, RENAMES, &["restore", "1"]);
    assert!(said.stderr.contains("changed meanwhile"), "{said}");
    assert!(history_has(&s, &mine), "{said}");
}

#[test]
fn a_document_that_somebody_removes_meanwhile_is_there_again() {
    let s = saved();
    let said = acted(
        &s,
        "rm .shipkit/checkpoint.md",
        &["checkpoint", "--done=second"],
    );
    assert!(!said.stderr.contains("meanwhile"), "{said}");
    assert!(s.document().contains("second"));
}

#[test]
fn what_takes_the_documents_place_and_is_none_stays_there() {
    let s = saved();
    let person =
        "rm .shipkit/checkpoint.md; mkdir .shipkit/checkpoint.md; echo x >.shipkit/checkpoint.md/x";
    let all = ["checkpoint", "--done=second"];
    let said = s.while_acting(person, &all).expect_code(0);
    assert!(said.stderr.contains("the history has it, but"), "{said}");
    assert_eq!(s.read(".shipkit/checkpoint.md/x"), "x\n");
    s.sh("rm -r .shipkit/checkpoint.md");
    let _ = s.shipkit(&["restore"]).expect_code(0);
    assert!(s.document().contains("second"));
}

/// A save that is killed before its file follows, and one that is killed with
/// the person's file already out of its place; and then one that fails.
#[test]
fn a_killed_save_keeps_what_was_edited_meanwhile() {
    for (taken, fails) in [(false, false), (true, false), (true, true)] {
        let s = saved();
        let mine = edit(&s, "s/Mind the gap/Mind the deep gap/");
        let kill = "kill -9 $(ps -o ppid= -p $PPID)";
        let _ = s.while_acting(kill, &["checkpoint", "--done=second"]);
        assert!(
            s.exists(".git/shipkit/pending/current"),
            "it was not killed"
        );
        assert!(!s.document().contains("second"), "it was not killed");
        s.sh("cp ../edited ../mine");
        if taken {
            s.sh(
                "aside=$(sed -n 's/^aside = \"\\(.*\\)\"/\\1/p' .git/shipkit/pending/current)
                  mv \".shipkit/$aside\" .shipkit/checkpoint.md; mv ../edited \".shipkit/$aside\"",
            );
        } else {
            s.sh("mv ../edited .shipkit/checkpoint.md");
        }
        if fails {
            s.sh("cd .git/refs/shipkit/*/ && mkdir current.lock");
            let _ = s.shipkit(&["checkpoint", "--done=none"]).expect_code(128);
            let _ = s.shipkit(&["resume"]).expect_code(0);
            s.sh("rmdir .git/refs/shipkit/*/current.lock");
        }
        let _ = s.shipkit(&["checkpoint", "--done=third"]).expect_code(0);
        let found = history_has(&s, &mine) || s.document().contains("deep gap");
        assert!(found, "taken: {taken}, fails: {fails}\n{}", s.document());
        assert_eq!(s.sh("ls -A .shipkit"), "checkpoint.md\n");
    }
}

/// Exchanges two files in one step; whether both were there.
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

/// Somebody who replaces the document again and again until `enough`, each
/// time with a note of its own. Gives the notes that they did not replace
/// themselves.
fn person(document: &Path, next: &Path, enough: &AtomicBool) -> BTreeSet<String> {
    let mut written = BTreeSet::new();
    for number in 0.. {
        if enough.load(Ordering::Relaxed) {
            break;
        }
        let text = fs::read_to_string(document).unwrap_or_default();
        let others: Vec<&str> = text.lines().filter(|l| !l.starts_with(NOTE)).collect();
        let note = format!("{NOTE}{number}.");
        fs::write(next, format!("{}\n{note}\n", others.join("\n"))).expect("a place to write");
        if exchange(next, document) {
            written.insert(note);
            let replaced = fs::read_to_string(next).expect("what was replaced");
            for note in replaced.lines().filter(|line| line.starts_with(NOTE)) {
                written.remove(note);
            }
        }
        std::thread::sleep(Duration::from_millis(number % 7));
    }
    written
}

/// What that person writes begins so.
const NOTE: &str = "Note of mine ";

#[test]
fn every_version_that_a_program_replaced_is_found_again() {
    const SAVES: usize = 20;
    let s = Sandbox::new();
    s.git(&["config", "shipkit.history", "10000"]);
    let _ = s.save(&["a"]);
    let (document, next) = (s.path(DOCUMENT), s.path("../next"));
    let enough = AtomicBool::new(false);
    let written = std::thread::scope(|scope| {
        let person = scope.spawn(|| person(&document, &next, &enough));
        for step in 1..=SAVES {
            let todo = format!("--todo=step {step}.");
            let _ = s
                .run("git", &["shipkit", "checkpoint", &todo], None)
                .expect_code(0);
        }
        enough.store(true, Ordering::Relaxed);
        person.join().unwrap()
    });
    s.sh(&format!(
        "git ls-tree -r {} | sed -n 's/.* blob \\([0-9a-f]*\\).*checkpoint.md/\\1/p' |
         git cat-file --batch >../history; cat {DOCUMENT} >>../history",
        s.refs()
    ));
    let history = s.read("../history");
    let lost: Vec<&String> = written
        .iter()
        .filter(|n| !history.contains(&***n))
        .collect();
    assert!(
        lost.is_empty(),
        "of {} these are lost: {lost:?}",
        written.len()
    );
    assert!(
        written.len() >= SAVES / 2,
        "too little was tried: {written:?}"
    );
    for step in 1..=SAVES {
        assert!(
            history.contains(&format!("step {step}.")),
            "step {step} is lost"
        );
    }
}
