//! `resume --brief`: what a model needs to go on, as things are now.

mod budget;
mod data;
mod places;

use crate::support::{Output, Sandbox};

const TEMPLATE: &str = include_str!("../../fixtures/documents/template.md");
const LOGIN: &str = "src/api/auth/login.ts";

/// The line where the work stopped.
const STOPPED: &str = "  const token = sign({ id: user.id })";

/// The template's document, saved with the files it names.
fn saved() -> Sandbox {
    let s = Sandbox::init(&[]);
    s.write("prisma/schema.prisma", numbered("model", 40));
    s.write("src/utils/auth.ts", "export const hashPassword = 1\n");
    s.write("src/types/auth.ts", "export type LoginInput = {}\n");
    s.write(
        LOGIN,
        format!("{}{STOPPED}\n{}", numbered("step", 33), numbered("rest", 9)),
    );
    s.write("handoff.md", TEMPLATE);
    s.sh("git add .; git commit -qm 'Begin'; git shipkit checkpoint --from handoff.md");
    s
}

fn numbered(word: &str, lines: usize) -> String {
    let lines: Vec<String> = (1..=lines).map(|n| format!("{word} {n}")).collect();
    lines.join("\n") + "\n"
}

/// The brief, which is told whatever has changed.
#[track_caller]
fn brief(s: &Sandbox, tokens: usize) -> String {
    let said = s.shipkit(&["resume", &format!("--brief={tokens}")]);
    let Output { stdout, stderr, .. } = said.expect_code(0);
    assert_eq!(stderr, "");
    stdout
}

#[track_caller]
fn assert_tells(brief: &str, lines: &[&str]) {
    for line in lines {
        assert!(
            brief.lines().any(|told| told == *line),
            "no line {line:?} in:\n{brief}"
        );
    }
}

#[test]
fn what_is_as_it_was_is_told_so() {
    let s = saved();
    let told = brief(&s, 3000);
    assert_tells(
        &told,
        &[
            "# Checkpoint of 2025-01-27 14:30, and how things are now",
            "All that it names (4 files) is proven to be as it was saved.",
            "Task: Implementing user authentication",
            "Next step: Import jsonwebtoken, create token with user.id",
            "`src/api/auth/login.ts` line 34, unchanged since the save.",
            "34>   const token = sign({ id: user.id })",
            "READ `src/api/auth/login.ts`: Unchanged",
            "SKIP unchanged: `prisma/schema.prisma` `src/types/auth.ts`",
        ],
    );
    assert!(!told.contains("Cut"), "{told}");
}

#[test]
fn a_line_that_moved_is_told_where_it_is_now() {
    let s = saved();
    s.sh(&format!(
        "sed -i '1i // one\\n// two' {LOGIN}; git commit -qam 'Add two lines'"
    ));
    assert_tells(
        &brief(&s, 800),
        &[
            "`src/api/auth/login.ts` line 36 now; it was line 34 at the save.",
            "36>   const token = sign({ id: user.id })",
            "Stopped at: JWT generation (line 36)",
        ],
    );
    let least = brief(&s, 100);
    let place = "`src/api/auth/login.ts` line 36 now; it was line 34 at the save.";
    assert_tells(&least, &[place, "Task: Implementing user authentication"]);
    assert!(least.contains("\nNext step: Import json"), "{least}");
}

#[test]
fn a_line_that_was_edited_or_is_gone_is_told_so() {
    let s = saved();
    s.sh(&format!(
        "sed -i '34s/.*/  return await issue(user)/' {LOGIN}"
    ));
    assert_tells(
        &brief(&s, 800),
        &[
            "`src/api/auth/login.ts` near line 34: line 34 of the save was edited since, so check it.",
            "was 34|   const token = sign({ id: user.id })",
            "34>   return await issue(user)",
        ],
    );
    s.sh(&format!("git checkout -q {LOGIN}; sed -i 34d {LOGIN}"));
    let told = brief(&s, 800);
    assert!(
        told.contains("line 34 of the save is gone; what stood around is near line"),
        "{told}"
    );
    s.sh(&format!("git rm -qf {LOGIN}"));
    let told = brief(&s, 800);
    assert_tells(
        &told,
        &["`src/api/auth/login.ts` line 34: the file is gone."],
    );
    assert!(
        told.contains("\nSKIP `src/api/auth/login.ts`: Deleted after checkpoint"),
        "{told}"
    );
}

#[test]
fn a_line_that_may_be_any_of_several_is_no_one_of_them() {
    let s = saved();
    let twice = format!("{}{STOPPED}\nmiddle\n{STOPPED}\n", numbered("other", 20));
    s.write(LOGIN, twice);
    let told = brief(&s, 800);
    assert!(told.contains("nothing tells which"), "{told}");
    assert_tells(&told, &["21>   const token = sign({ id: user.id })"]);
    assert_tells(&told, &["23>   const token = sign({ id: user.id })"]);
}

#[test]
fn a_file_that_was_renamed_is_told_by_its_new_path() {
    let s = saved();
    s.sh(&format!(
        "git mv {LOGIN} src/login.ts; git commit -qm 'Move it'"
    ));
    assert_tells(
        &brief(&s, 800),
        &[
            "`src/login.ts` line 34; the file was `src/api/auth/login.ts` at the save.",
            "34>   const token = sign({ id: user.id })",
        ],
    );
}

#[test]
fn without_a_checkpoint_it_says_what_there_is_and_fails_nobody() {
    let s = Sandbox::new();
    let said = s.shipkit(&["resume", "--brief"]).expect_code(0);
    let _ = said.says("No checkpoint found at .shipkit/checkpoint.md.");
    let json = s
        .shipkit(&["resume", "--brief", "--json"])
        .expect_code(0)
        .json();
    assert_eq!(json["kind"], "none");
}

#[test]
fn a_named_checkpoint_is_told_by_its_name() {
    let s = saved();
    let _ = s
        .shipkit(&["checkpoint", "pay", "--task", "Pay", "--next", "Ship"])
        .expect_code(0);
    let said = s
        .shipkit(&["resume", "pay", "--brief", "--json"])
        .expect_code(0)
        .json();
    let text = said["text"].as_str().expect("a text");
    assert!(text.starts_with("# Checkpoint `pay` of "), "{text}");
    assert_eq!(
        (&said["kind"], &said["budget"]),
        (&"brief".into(), &800.into())
    );
}

#[test]
fn a_budget_too_small_for_anything_cannot_be_read() {
    let s = saved();
    for bad in ["99", "0", "x", ""] {
        let _ = s
            .shipkit(&["resume", &format!("--brief={bad}")])
            .refused(129, "--brief");
    }
    let _ = s
        .shipkit(&["resume", "--brief", "--update"])
        .refused(129, "--update");
}
