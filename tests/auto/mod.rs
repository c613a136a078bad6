//! `checkpoint --auto`: a save that nobody words keeps everybody's words.

mod alone;
mod forms;
mod many;
mod words;

use crate::support::{Output, Sandbox};

const DOCUMENT: &str = ".shipkit/checkpoint.md";

/// The heading of the machine's section.
const HEADING: &str = "## Since the Last Save (automatic)";

/// A repository with the files `a` and `b` of ten lines, of which `a` is
/// saved at 14:30 with its fifth line.
fn saved() -> Sandbox {
    let s = Sandbox::new();
    s.at("2025-01-27T13:00:00+00:00");
    s.sh("seq 1 10 >a; seq 11 20 >b; git add .; git commit -qm 'Count'; touch -d 2025-01-27T13:00:00Z a b");
    s.at("2025-01-27T14:30:00+00:00");
    let _ = s
        .shipkit(&[
            "checkpoint",
            "--task",
            "Count",
            "--doing",
            "Five",
            "--file",
            "a:5",
            "--next",
            "Six",
        ])
        .expect_code(0);
    s
}

/// Runs a script that works on files, at this time of the day.
fn work(s: &Sandbox, time: &str, script: &str) {
    s.at(&format!("2025-01-27T{time}+00:00"));
    s.sh(script);
    s.sh(&format!(
        "git ls-files -z -o -m --exclude-standard | xargs -0r ls -d 2>/dev/null | xargs -r touch -d 2025-01-27T{time}Z"
    ));
}

#[track_caller]
fn auto(s: &Sandbox) -> Output {
    let said = s.shipkit(&["checkpoint", "--auto"]).expect_code(0);
    assert_eq!(said.stderr, "");
    said
}

/// The document without its record.
fn words(s: &Sandbox) -> String {
    let document = s.document();
    let words = document.split("<!-- git-shipkit").next();
    words.unwrap_or_default().to_owned()
}

/// How many saves there are.
fn saves(s: &Sandbox) -> usize {
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    log["entries"].as_array().map_or(0, Vec::len)
}

/// The lines of the machine's section, its list only.
fn told(s: &Sandbox) -> Vec<String> {
    let document = s.document();
    let Some((_, section)) = document.split_once(" (automatic)") else {
        return Vec::new();
    };
    let section = section
        .split("<!-- /shipkit:automatic -->")
        .next()
        .unwrap_or_default();
    let lines = section.lines().filter(|line| line.starts_with("- "));
    lines.map(str::to_owned).collect()
}

#[test]
fn what_was_done_since_is_told_beside_the_words() {
    let s = saved();
    let before = words(&s);
    work(
        &s,
        "15:00:00",
        "echo new >c; sed -i 8s/.*/eight/ b; git rm -q --cached a; git add a",
    );
    s.sh("git add b; git commit -qm 'Spell eight'");
    s.at("2025-01-27T15:30:00+00:00");
    let _ = auto(&s).says("Checkpoint saved.");
    assert_eq!(told(&s).len(), 3, "{:?}", told(&s));
    assert_eq!(told(&s)[..2], ["- Changed: `b` (line 8)", "- New: `c`"]);
    assert!(told(&s)[2].ends_with(": Spell eight"), "{:?}", told(&s));
    assert!(s.document().contains(HEADING));
    let pinned = s.read(DOCUMENT);
    assert!(
        pinned.contains("\"b\" = { mode = \"100644\"") && pinned.contains("lines = [\"8\"]"),
        "{pinned}"
    );
    let _ = s.shipkit(&["checkpoint", "--task", "Count"]).expect_code(0);
    assert_eq!(words(&s).replace("15:30", "14:30"), before);
}

#[test]
fn with_nothing_new_nothing_is_written() {
    let s = saved();
    let before = (s.read(DOCUMENT), saves(&s));
    let _ = auto(&s).says("Nothing has changed");
    work(&s, "15:00:00", "echo x >>b");
    let _ = auto(&s).says("Checkpoint saved.");
    let after = (s.read(DOCUMENT), saves(&s));
    assert_eq!(after.1, before.1 + 1);
    s.sh("touch -d 2025-01-27T15:05:00Z b");
    s.at("2025-01-27T15:40:00+00:00");
    let _ = auto(&s).says("Nothing has changed");
    assert_eq!((s.read(DOCUMENT), saves(&s)), after);
    let json = s
        .shipkit(&["checkpoint", "--auto", "--json"])
        .expect_code(0)
        .json();
    assert_eq!(json["kind"], "checkpoint");
}

#[test]
fn each_replaces_the_one_before_and_tells_from_the_same_save() {
    let s = saved();
    work(&s, "15:00:00", "sed -i 2s/.*/two/ b");
    let _ = auto(&s);
    work(&s, "15:10:00", "sed -i 9s/.*/nine/ b; sed -i 1s/.*/one/ a");
    let _ = auto(&s);
    let mut lines = told(&s);
    lines.sort();
    assert_eq!(
        lines,
        ["- Changed: `a` (line 1)", "- Changed: `b` (line 9)"]
    );
    assert_eq!(s.document().matches(HEADING).count(), 1);
    assert!(
        s.document().contains("after the save of 2025-01-27 14:30"),
        "{}",
        s.document()
    );
}

#[test]
fn a_hand_edit_outside_of_the_section_is_kept() {
    let s = saved();
    work(&s, "15:00:00", "echo x >>b");
    let _ = auto(&s);
    s.write(
        DOCUMENT,
        s.read(DOCUMENT)
            .replace("# Session Checkpoint\n", "# Session Checkpoint\n\nMine.\n"),
    );
    work(&s, "15:10:00", "echo y >>a");
    let _ = auto(&s);
    assert!(s.document().contains("\nMine.\n"));
    assert_eq!(told(&s).len(), 2, "{:?}", told(&s));
    let _ = s
        .shipkit(&["checkpoint", "--gotcha", "Careful"])
        .expect_code(0);
    assert!(
        s.document().contains("\nMine.\n") && told(&s).is_empty(),
        "{}",
        s.document()
    );
}

#[test]
fn an_edit_of_the_section_makes_it_theirs() {
    let s = saved();
    work(&s, "15:00:00", "echo x >>b");
    let _ = auto(&s);
    s.write(
        DOCUMENT,
        s.read(DOCUMENT)
            .replace("- Changed: `b`", "- Changed (careful!): `b`"),
    );
    work(&s, "15:10:00", "echo y >>a");
    let _ = auto(&s);
    assert!(
        s.document().contains("- Changed (careful!): `b`"),
        "{}",
        s.document()
    );
    let _ = s
        .shipkit(&["checkpoint", "--gotcha", "Careful"])
        .expect_code(0);
    assert!(
        s.document().contains("- Changed (careful!): `b`"),
        "{}",
        s.document()
    );
    assert!(!s.document().contains("- Changed: `a`"), "{}", s.document());
}

#[test]
fn drift_is_not_laundered() {
    let s = saved();
    work(&s, "15:00:00", "sed -i 5s/.*/other/ a");
    let before = s.check();
    let _ = auto(&s);
    let _ = auto(&s);
    let after = s.shipkit(&["resume", "--check"]).expect_code(1);
    let _ = after.says("line 5 was edited");
    drop(before);
    work(&s, "15:10:00", "sed -i 1i0 a");
    let _ = auto(&s);
    let _ = s
        .shipkit(&["resume", "--check"])
        .expect_code(1)
        .says("line 5 was edited (now near 6)");
    let brief = s.shipkit(&["resume", "--brief"]).expect_code(0);
    let _ = brief.says("`a` near line 6: line 5 of the save was edited since, so check it.");
}

#[test]
fn a_position_that_moved_is_healed() {
    let s = saved();
    work(&s, "15:00:00", "sed -i 1i0 a");
    let _ = auto(&s);
    assert!(s.document().contains("(line 6)"), "{}", s.document());
    let _ = s.shipkit(&["resume", "--check"]).expect_code(0);
}

#[test]
fn words_and_silence_do_not_go_together() {
    let s = saved();
    for flag in [
        "--task=x",
        "--gotcha=x",
        "--new",
        "--edit",
        "--from=a",
        "--state=a",
        "--open=a",
        "-n",
    ] {
        let _ = s
            .shipkit(&["checkpoint", "--auto", flag])
            .refused(129, "--auto");
    }
}
