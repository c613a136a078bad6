//! The history is bounded, but what a person wrote, and how an earlier task
//! ended, is not pushed out of it by what programs save.

use crate::support::Sandbox;

const DOCUMENT: &str = ".shipkit/checkpoint.md";

/// The numbers of the entries, newest first.
fn log(s: &Sandbox) -> Vec<u64> {
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    let entries = log["entries"].as_array().expect("a list").clone();
    entries
        .iter()
        .map(|entry| entry["id"].as_u64().expect("a number"))
        .collect()
}

/// A program saves its state so often.
fn program(s: &Sandbox, task: &str, saves: std::ops::Range<u32>) {
    for n in saves {
        let state = format!(r#"{{"taskId":"{task}","taskName":"{task}","progress":{n}}}"#);
        let _ = s
            .shipkit_reading(&["checkpoint", "--state=-"], Some(state.as_bytes()))
            .expect_code(0);
    }
}

/// The person writes a line of their own into the document.
fn person(s: &Sandbox, line: &str) -> String {
    let mine = format!("{}\n{line}\n", s.document());
    s.write(DOCUMENT, &mine);
    mine
}

fn of_eight() -> Sandbox {
    let s = Sandbox::new();
    s.git(&["config", "shipkit.history", "8"]);
    s
}

#[test]
fn what_a_person_wrote_outlives_what_programs_save() {
    let s = of_eight();
    program(&s, "p", 0..2);
    let mine = person(&s, "My own words.");
    program(&s, "p", 2..30);
    assert_eq!(log(&s), [31, 30, 29, 28, 27, 26, 25, 3]);
    let _ = s.shipkit(&["restore", "3"]).expect_code(0);
    assert_eq!(s.document(), mine);
}

#[test]
fn an_earlier_tasks_last_save_outlives_the_next_tasks() {
    let s = of_eight();
    program(&s, "one", 0..3);
    program(&s, "two", 0..20);
    assert_eq!(log(&s), [23, 22, 21, 20, 19, 18, 17, 3]);
    let _ = s.shipkit(&["clear"]).expect_code(0);
    program(&s, "three", 0..20);
    assert_eq!(log(&s), [43, 42, 41, 40, 39, 38, 23, 3]);
}

#[test]
fn at_most_half_of_the_history_stays_so_and_the_oldest_goes_first() {
    let s = of_eight();
    program(&s, "p", 0..1);
    for n in 0..7 {
        let _ = person(&s, &format!("Note {n}."));
        program(&s, "p", n + 1..n + 2);
    }
    assert_eq!(log(&s), [15, 14, 13, 12, 11, 10, 9, 8]);
    program(&s, "p", 10..20);
    assert_eq!(log(&s), [25, 24, 23, 22, 14, 12, 10, 8]);
}

#[test]
fn a_history_of_one_holds_what_a_person_wrote_until_the_next_but_one() {
    let s = of_eight();
    s.git(&["config", "shipkit.history", "1"]);
    program(&s, "p", 0..1);
    let mine = person(&s, "My own words.");
    program(&s, "p", 1..2);
    assert_eq!(log(&s), [3, 2]);
    program(&s, "p", 2..3);
    assert_eq!(log(&s), [4]);
    s.write(DOCUMENT, &mine);
    let said = s.shipkit(&["restore", "4"]).expect_code(0);
    assert!(said.stdout.contains("entry 5"), "{said}");
    let _ = s.shipkit(&["restore", "5"]).expect_code(0);
    assert_eq!(s.document(), mine);
}

#[test]
fn a_history_without_the_list_is_read_as_before() {
    let s = of_eight();
    program(&s, "p", 0..3);
    let _ = person(&s, "My own words.");
    program(&s, "p", 3..4);
    let (refname, kept) = (s.refs(), "kept");
    assert_eq!(
        s.git(&["cat-file", "-p", &format!("{refname}:{kept}")]),
        "4"
    );
    s.sh(&format!(
        "tree=$(git ls-tree {refname} | grep -v '\t{kept}$' | git mktree)
         git update-ref {refname} $(git commit-tree -m old $tree)"
    ));
    assert_eq!(log(&s), [5, 4, 3, 2, 1]);
    program(&s, "p", 4..14);
    assert_eq!(log(&s), [15, 14, 13, 12, 11, 10, 9, 8]);
}
