//! Which place is told first, and what is told of one that is not there.

use super::{assert_tells, brief, numbered};
use crate::support::Sandbox;

fn document(s: &Sandbox, text: &str) {
    s.write("h.md", text);
    s.sh("git add .; git commit -qm 'Begin'");
}

#[test]
fn where_it_stopped_is_in_the_file_that_is_named_there() {
    let s = Sandbox::init(&[]);
    s.write("a.rs", numbered("a", 9));
    s.write("b.rs", numbered("b", 9));
    let item = "- [ ] x\n  - File: `a.rs` (line 3)\n  - **Stopped at:** `b.rs` (line 3)\n";
    document(&s, &format!("# T\n\n## In Progress\n{item}"));
    s.sh("git shipkit checkpoint --from h.md");
    let told = brief(&s, 100);
    assert_tells(&told, &["`b.rs` line 3, unchanged since the save."]);
}

#[test]
fn a_place_in_a_missing_file_is_said_to_be_missing() {
    let s = Sandbox::init(&[]);
    document(&s, "# T\n\n## In Progress\n- [ ] x\n");
    s.sh("git shipkit checkpoint --from h.md --file none.rs:3");
    let line = "`none.rs` line 3: the file was missing at the save and still is.";
    assert_tells(&brief(&s, 800), &[line]);
}

#[test]
fn a_document_that_was_never_saved_claims_no_save() {
    let s = Sandbox::init(&[]);
    s.sh("git commit -q --allow-empty -m 'Begin'");
    s.write(".shipkit/checkpoint.md", "# T\n");
    let told = brief(&s, 800);
    let title = "# Checkpoint, never saved, and how things are now";
    assert_tells(&told, &[title, "On branch `main`."]);
}

#[test]
fn very_many_items_in_one_file_are_told_and_cut() {
    let s = Sandbox::init(&[]);
    s.write("a.rs", numbered("a", 50));
    let item = |n: usize| format!("- [ ] do {n}\n  - File: `a.rs` (line {})", n % 50 + 1);
    let items: Vec<String> = (0..5_000).map(item).collect();
    let gotchas: Vec<String> = (0..5_000).map(|n| format!("- g {n}")).collect();
    let (items, gotchas) = (items.join("\n"), gotchas.join("\n"));
    let text = format!("# T\n\n## In Progress\n{items}\n\n## Gotchas Discovered\n{gotchas}\n");
    document(&s, &text);
    s.sh("git shipkit checkpoint --from h.md");
    let told = brief(&s, 800);
    assert!(told.contains("do 0"), "{told}");
    assert!(told.contains("\nCut: "), "{told}");
}
