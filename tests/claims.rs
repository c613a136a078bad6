//! Each item, decision and file to open is told with the worst of what it
//! names, and with nothing that is not proven.

use crate::support::{Report, Sandbox};

/// Files of forty different lines, committed, and a document of those claims.
fn saved(files: &[&str], document: &str) -> Sandbox {
    let s = Sandbox::new();
    for file in files {
        let lines: Vec<String> = (1..=40).map(|n| format!("{file} number {n}\n")).collect();
        s.write(file, lines.concat());
    }
    s.sh("git add .; git commit -qm files");
    save(&s, document);
    s
}

fn save(s: &Sandbox, document: &str) {
    let arguments = ["checkpoint", "--from", "-", "-y"];
    let _ = s
        .shipkit_reading(&arguments, Some(document.as_bytes()))
        .expect_code(0);
}

/// Every claim as `kind: text: verdict`.
fn claims(report: &Report) -> Vec<String> {
    let claims = report.json["claims"].as_array().expect("claims is a list");
    let word = |claim: &serde_json::Value, key: &str| {
        claim[key].as_str().expect("it is a word").to_owned()
    };
    let told = claims.iter().map(|claim| {
        let [kind, text, verdict] = ["kind", "text", "verdict"].map(|key| word(claim, key));
        format!("{kind}: {text}: {verdict}")
    });
    told.collect()
}

const TEMPLATE: &str = "\
# Session Checkpoint

**Task:** t

## Completed
- [x] Schema
  - File: `schema` (lines 5-9)
- [x] Talked to Ada

## In Progress
- [ ] Login
  - File: `login`
  - **Stopped at:** signing (line 20)

## Pending
- [ ] Logout, like `login`

## Key Decisions Made
| Decision | Rationale |
|----------|-----------|
| Sign in `login` (line 3) | short |
| bcrypt | simple |

### Files to Open First
1. `login` (line 20) — here
2. `notes`
";

#[test]
fn an_unchanged_checkpoint_claims_nothing_it_cannot_prove() {
    let s = saved(&["schema", "login", "notes"], TEMPLATE);
    let report = s.check().expect_code(0);
    assert_eq!(
        claims(&report),
        [
            "completed: Schema: unchanged",
            "completed: Talked to Ada: none",
            "inProgress: Login: unchanged",
            "pending: Logout, like `login`: unchanged",
            "decision: Sign in `login` (line 3): unchanged",
            "decision: bcrypt: none",
            "fileToOpen: login: unchanged",
            "fileToOpen: notes: unchanged",
        ]
    );
    let text = s.shipkit(&["resume"]).expect_code(0);
    assert!(!text.stdout.contains("What that means"), "{text}");
}

#[test]
fn each_claim_has_the_verdict_of_its_own_lines() {
    let s = saved(&["schema", "login", "notes"], TEMPLATE);
    s.sh("sed -i -e '10i// new' -e 3s/.*/other/ login; rm notes; sed -i 30s/.*/x/ schema");
    let report = s.check().expect_code(1);
    assert_eq!(
        claims(&report),
        [
            "completed: Schema: elsewhere",
            "completed: Talked to Ada: none",
            "inProgress: Login: moved",
            "pending: Logout, like `login`: modified",
            "decision: Sign in `login` (line 3): edited",
            "decision: bcrypt: none",
            "fileToOpen: login: moved",
            "fileToOpen: notes: deleted",
        ]
    );
    assert_eq!(report.json["claims"][0]["files"][0], "schema");
    let text = s.shipkit(&["resume"]).expect_code(1);
    let _ = text.says(
        "\
What that means for what it says:
  In Progress
    Login: line 20 of login is line 21 now
  Pending
    Logout, like `login`: login was modified
  Decisions
    Sign in `login` (line 3): line 3 of login was edited
  Files to Open
    login: line 20 is line 21 now

3 files changed, 1 position touched: look at the diff and update
",
    );
}

#[test]
fn of_several_files_the_worst_is_told() {
    let s = saved(
        &["one", "two", "three"],
        "## Pending\n- x\n  - File: `one`\n  - File: `two` (line 7)\n    - deeper: `three`\n",
    );
    s.sh("echo more >>one");
    assert_eq!(claims(&s.check()), ["pending: x: modified"]);
    s.sh("git mv three four");
    assert_eq!(claims(&s.check()), ["pending: x: renamed"]);
    s.sh("sed -i 7s/.*/x/ two");
    assert_eq!(claims(&s.check()), ["pending: x: edited"]);
    s.sh("rm four");
    let report = s.check();
    assert_eq!(claims(&report), ["pending: x: deleted"]);
    assert_eq!(
        report.json["claims"][0]["files"],
        serde_json::json!(["one", "two", "three"])
    );
}

#[test]
fn only_recognised_items_are_claims() {
    let s = saved(
        &["one", "two"],
        "# Handoff\n\n`one` is done.\n\n## 完了\n- `one`\n\n### In Progress\n* see\n  `two`, line 4\n\n## Rest\n- `two` (line 9)\n",
    );
    s.sh("sed -i 9s/.*/x/ two; echo x >>one");
    assert_eq!(
        claims(&s.check().expect_code(1)),
        ["inProgress: see `two`, line 4: elsewhere"]
    );
}

#[test]
fn lines_below_a_heading_count_for_the_item_that_tells_them() {
    let s = saved(
        &["one"],
        "## In Progress\n\n**File:** `one`\n\n- Line 5: a\n- Line 30: b\n",
    );
    s.sh("sed -i 30s/.*/x/ one");
    assert_eq!(
        claims(&s.check().expect_code(1)),
        [
            "inProgress: Line 5: a: elsewhere",
            "inProgress: Line 30: b: edited"
        ]
    );
}

#[test]
fn a_short_name_that_means_several_files_proves_nothing() {
    let s = Sandbox::new();
    s.sh("mkdir p q; seq 9 >p/mod.rs; seq 9 >q/mod.rs; seq 9 >q/only.rs; git add .; git commit -qm m");
    save(
        &s,
        "## Completed\n- the `mod.rs`\n- exact `q/mod.rs`\n- short `only.rs`\n",
    );
    let expected = [
        "completed: the `mod.rs`: none",
        "completed: exact `q/mod.rs`: unchanged",
        "completed: short `only.rs`: unchanged",
    ];
    assert_eq!(claims(&s.check().expect_code(0)), expected);
    s.sh("echo x >>q/mod.rs");
    let told = claims(&s.check().expect_code(1));
    assert_eq!(told[0], expected[0]);
    assert_eq!(told[1], "completed: exact `q/mod.rs`: modified");
}

#[test]
fn a_claim_of_the_edited_document_was_never_pinned() {
    let s = saved(&["one", "two"], "## Pending\n- read `one`\n");
    s.sh("sed -i 's/^- read `one`/&\\n- and `two`/' .shipkit/checkpoint.md");
    assert_eq!(
        claims(&s.check().expect_code(0)),
        [
            "pending: read `one`: unchanged",
            "pending: and `two`: unpinned"
        ]
    );
}

#[test]
fn what_is_recommended_says_where_the_drift_is() {
    let s = saved(&["one", "two"], "## Pending\n- `one` (line 20)\n- `two`\n");
    let verdict = |s: &Sandbox, sentence: &str| {
        let _ = s.shipkit(&["resume"]).expect_code(1).says(sentence);
    };
    s.sh("echo x >>one; echo x >>two");
    verdict(&s, "\n2 files changed, none at your positions: proceed\n");
    s.sh("sed -i 22s/.*/x/ one");
    verdict(
        &s,
        "\n2 files changed, close to your positions: look at the diff and update\n",
    );
    s.sh("sed -i 20s/.*/x/ one");
    verdict(
        &s,
        "\n2 files changed, 1 position touched: look at the diff and update\n",
    );
    s.sh("rm one two");
    verdict(
        &s,
        "\n2 files changed, 1 position touched: discard and assess current state\n",
    );
}

#[test]
fn a_claim_never_looks_like_the_line_of_a_file() {
    let s = saved(&["a.ts"], "## Completed\n- a.ts: Unchanged `a.ts`\n");
    s.sh("echo x >>a.ts");
    for arguments in [&["resume"][..], &["resume", "--check"]] {
        let said = s.shipkit(arguments).expect_code(1).stdout;
        let lines = said.lines().filter(|line| line.starts_with("- a.ts: "));
        let lines: Vec<&str> = lines.collect();
        assert_eq!(lines, ["- a.ts: Modified after checkpoint (+1 -0)"]);
        assert!(
            said.contains("    a.ts: Unchanged `a.ts`: a.ts was modified\n"),
            "{said}"
        );
    }
}

#[test]
fn a_claim_cannot_draw_on_the_terminal() {
    let s = saved(&["a"], "## Completed\n- \u{1b}[31mred\u{202e} `a`\n");
    s.sh("echo x >>a");
    let said = s.shipkit(&["resume"]).expect_code(1).stdout;
    assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said}");
    assert!(said.contains("a was modified"), "{said}");
}
