//! A reference stays what it is: the same file after it was renamed, no other
//! file that is called alike.

use crate::support::Sandbox;

/// `b/mod.rs`, `c/mod.rs`, `README.md`, `docs/README.md` and a long
/// `src/login.ts`, all committed.
fn alike() -> Sandbox {
    let s = Sandbox::new();
    s.sh("mkdir b c docs src; seq 30 >b/mod.rs; seq 40 >c/mod.rs; echo r >README.md");
    s.sh("echo d >docs/README.md; seq -f 'line number %g' 30 >src/login.ts");
    s.sh("git add .; git commit -qm alike");
    s
}

/// Writes the document anew, and keeps its record.
fn rewrite(s: &Sandbox, prose: &str) {
    let document = s.document();
    let record = document.find("<!-- git-shipkit").expect("it was saved");
    s.write(
        ".shipkit/checkpoint.md",
        format!("{prose}\n{}", &document[record..]),
    );
}

#[test]
fn an_ambiguous_name_is_not_the_file_of_the_record() {
    let s = alike();
    let _ = s.save(&["b/mod.rs:3"]);
    rewrite(
        &s,
        "# t\n\nOpen `b/mod.rs` (line 3).\n\nThen `mod.rs` (line 9).\n",
    );
    let lines = |s: &Sandbox| s.check().file("b/mod.rs")["positions"].clone();
    assert_eq!(lines(&s).as_array().map(Vec::len), Some(1), "{}", lines(&s));
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    assert_eq!(lines(&s).as_array().map(Vec::len), Some(1), "{}", lines(&s));
}

#[test]
fn a_file_that_lies_there_wins_over_a_longer_one_of_the_record() {
    let s = alike();
    let _ = s.save(&["docs/README.md"]);
    rewrite(&s, "# t\n\nRead `docs/README.md`, and `README.md`.\n");
    assert_eq!(s.check().verdict("README.md"), "unpinned");
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    let report = s.check().expect_code(0);
    assert_eq!(
        report.files(),
        ["README.md unchanged", "docs/README.md unchanged"]
    );
}

#[test]
fn a_short_name_goes_on_meaning_what_it_meant() {
    let s = alike();
    s.write("plan.md", "# t\n\nOpen `login.ts` (line 7).\n");
    let _ = s
        .shipkit(&["checkpoint", "--from", "plan.md"])
        .expect_code(0);
    s.sh("mkdir lib; cp src/login.ts lib/login.ts; git add lib; git commit -qm twin");
    s.sh("sed -i 3i// src/login.ts");
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    assert!(s.document().contains("`login.ts` (line 8)"));
    assert_eq!(s.check().files(), ["src/login.ts unchanged"]);
    s.sh("git rm -qf src/login.ts lib/login.ts");
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    let report = s.check();
    assert_eq!(report.position("src/login.ts", 8)["verdict"], "deleted");
}

#[test]
fn a_renamed_file_keeps_its_references_however_short() {
    let s = alike();
    s.write(
        "plan.md",
        "# t\n\n`login.ts` and `login.ts:5`, `src/login.ts`, `a`.\n",
    );
    let _ = s
        .shipkit(&["checkpoint", "--from", "plan.md"])
        .expect_code(0);
    s.sh("git mv src/login.ts src/signin.ts; git mv a z");
    for _ in 0..2 {
        let _ = s.shipkit(&["checkpoint"]).expect_code(0);
        assert!(
            s.document()
                .contains("`signin.ts` and `signin.ts:5`, `src/signin.ts`, `z`."),
            "{}",
            s.document()
        );
        let report = s.check().expect_code(0);
        assert_eq!(report.files(), ["src/signin.ts unchanged", "z unchanged"]);
        assert_eq!(report.position("src/signin.ts", 5)["verdict"], "same");
    }
}

#[test]
fn a_new_name_that_says_too_little_is_written_in_full() {
    let s = alike();
    s.write("plan.md", "# t\n\nSee `login.ts`.\n");
    let _ = s
        .shipkit(&["checkpoint", "--from", "plan.md"])
        .expect_code(0);
    s.sh("mkdir d; git mv src/login.ts d/mod.rs");
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    assert!(s.document().contains("`d/mod.rs`"), "{}", s.document());
    assert_eq!(s.check().files(), ["d/mod.rs unchanged"]);
}

#[test]
fn lines_of_a_file_that_became_a_directory_stay_gone() {
    let s = alike();
    let _ = s.save(&["src/login.ts:5"]);
    s.sh("rm src/login.ts; mkdir src/login.ts");
    for _ in 0..2 {
        let report = s.check().expect_code(1);
        assert_eq!(report.position("src/login.ts", 5)["verdict"], "deleted");
        let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    }
}

#[test]
fn a_link_to_a_renamed_file_stays_a_link() {
    let s = alike();
    s.write(
        "docs/H.md",
        "# t\n\n[x](../src/login.ts#L5), [r](README.md)\n",
    );
    let _ = s
        .shipkit(&["checkpoint", "--from", "docs/H.md"])
        .expect_code(0);
    let files = ["docs/README.md unchanged", "src/login.ts unchanged"];
    assert_eq!(s.check().files(), files);
    s.sh("git mv src/login.ts 'src/sign (in).ts'; git mv docs/README.md docs/READ.md");
    for _ in 0..2 {
        let _ = s.shipkit(&["checkpoint"]).expect_code(0);
        let report = s.check().expect_code(0);
        assert_eq!(
            report.files(),
            ["docs/READ.md unchanged", "src/sign (in).ts unchanged"],
            "{}",
            s.document()
        );
        assert_eq!(report.position("src/sign (in).ts", 5)["verdict"], "same");
    }
    let links = "[x](../src/sign%20%28in%29.ts#L5), [r](READ.md)";
    assert!(s.document().contains(links), "{}", s.document());
}

/// A document of every form that lends something to what stands below it.
const LENDING: &str = "# t

**File:** `/home/me/shop/src/login.ts`
- Line 15 is slow, see `:17`

```ts
// Lines 20-22
```

| File | Line |
|---|---|
| `src\\login.ts` | 9 |

## `src/`

- `login.ts` (line 12)

```
shop/
└── src/
    └── login.ts  # the door
```
";

#[test]
fn lines_below_their_file_are_healed_in_place() {
    let s = alike();
    s.write("plan.md", LENDING);
    let _ = s
        .shipkit(&["checkpoint", "--from", "plan.md"])
        .expect_code(0);
    let report = s.check();
    assert_eq!(report.files(), ["src/login.ts unchanged"]);
    s.sh("sed -i -e 3i// -e 3i// src/login.ts");
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    let healed = LENDING
        .replace("Line 15", "Line 17")
        .replace("`:17`", "`:19`")
        .replace("Lines 20-22", "Lines 22-24")
        .replace("| 9 |", "| 11 |")
        .replace("line 12", "line 14");
    assert!(s.document().starts_with(&healed), "{}", s.document());
    let report = s.check().expect_code(0);
    for line in [17, 19, 22, 11, 14] {
        assert_eq!(report.position("src/login.ts", line)["verdict"], "same");
    }
}

#[test]
fn a_renamed_file_is_named_anew_in_every_form() {
    let s = alike();
    s.write("plan.md", LENDING);
    let _ = s
        .shipkit(&["checkpoint", "--from", "plan.md"])
        .expect_code(0);
    s.sh("mkdir lib; git mv src/login.ts lib/door.ts");
    for _ in 0..2 {
        let _ = s.shipkit(&["checkpoint"]).expect_code(0);
        let document = s.document();
        for text in [
            "**File:** `/home/me/shop/lib/door.ts`\n- Line 15",
            "| `lib\\door.ts` | 9 |",
            "- `../lib/door.ts` (line 12)",
            "└── ../lib/door.ts  # the door",
        ] {
            assert!(document.contains(text), "{text}\n{document}");
        }
        let report = s.check().expect_code(0);
        assert_eq!(report.files(), ["lib/door.ts unchanged"]);
        assert_eq!(report.position("lib/door.ts", 17)["verdict"], "same");
    }
}

#[test]
fn a_file_that_is_gone_gives_its_lines_to_no_other() {
    let s = alike();
    let prose = "# t\n\n## `b/mod.rs`\n\n- `gone.rs`\n  - Line 3\n- Line 4\n\n**File:** `lost.rs`\n\nLine 5\n";
    s.write("plan.md", prose);
    let _ = s
        .shipkit(&["checkpoint", "--from", "plan.md"])
        .expect_code(0);
    let report = s.check().expect_code(0);
    let positions = report.file("b/mod.rs")["positions"].clone();
    assert_eq!(positions.as_array().map(Vec::len), Some(1), "{positions}");
    assert_eq!(report.position("b/mod.rs", 4)["verdict"], "same");
}
