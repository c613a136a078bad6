//! Hunks are those of `git diff`.

use super::{Sandbox, path};
use crate::drift::Hunk;

/// The hunks `git diff -U0` prints, as 0-based half-open ranges.
fn of_git(sandbox: &Sandbox, how: &str, old: &str, new: &str) -> Vec<Hunk> {
    let range = |text: &str| {
        let (start, len) = text[1..].split_once(',').unwrap_or((&text[1..], "1"));
        let (start, len): (u32, u32) = (start.parse().unwrap(), len.parse().unwrap());
        let start = if len == 0 { start } else { start - 1 };
        start..start + len
    };
    sandbox
        .git(&["diff", "-U0", how, "--no-color", "--no-ext-diff", old, new])
        .lines()
        .filter(|line| line.starts_with("@@ "))
        .map(|line| {
            let mut parts = line.split(' ').skip(1);
            Hunk {
                before: range(parts.next().unwrap()),
                after: range(parts.next().unwrap()),
            }
        })
        .collect()
}

/// A text of few, repeating and indented lines, where diffs have a choice.
fn text(seed: &mut u64, lines: usize) -> Vec<String> {
    let mut out = Vec::new();
    for _ in 0..lines {
        out.push(line(seed));
    }
    out
}

fn next(seed: &mut u64) -> usize {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 40).unwrap()
}

fn line(seed: &mut u64) -> String {
    let words = [
        "}",
        "",
        "fn go() {",
        "let x = 1;",
        "return x;",
        "if x {",
        "// note",
    ];
    let n = next(seed);
    let indent = "    ".repeat(n % 3);
    match n % 11 {
        0..7 => format!("{indent}{}", words[n % 7]),
        other => format!("{indent}call({}, {other});", next(seed) % 40),
    }
}

fn edited(seed: &mut u64, lines: &[String]) -> Vec<String> {
    let mut out = lines.to_vec();
    for _ in 0..=next(seed) % 5 {
        let at = next(seed) % (out.len() + 1);
        match next(seed) % 3 {
            0 => out.insert(at, line(seed)),
            1 if at < out.len() => {
                out.remove(at);
            }
            _ => {
                let copied = lines[at.min(lines.len() - 1)].clone();
                out.insert(at, copied);
            }
        }
    }
    out
}

#[test]
fn on_random_edits_with_every_setting() {
    let sandbox = Sandbox::new();
    let mut seed = 7;
    for round in 0..30 {
        let old = text(&mut seed, 40);
        let new = edited(&mut seed, &old);
        let end = if round % 4 == 0 { "" } else { "\n" };
        let ending = if round % 3 == 0 { "\r\n" } else { "\n" };
        sandbox.write("a", old.join("\n") + "\n");
        sandbox.write("b", new.join(ending) + end);
        let old_id = sandbox.git(&["hash-object", "-w", "a"]);
        let new_id = sandbox.git(&["hash-object", "-w", "b"]);
        for (key, value) in [
            ("diff.algorithm", "myers"),
            ("diff.algorithm", "minimal"),
            ("diff.algorithm", "histogram"),
            ("diff.algorithm", "patience"),
            ("diff.indentHeuristic", "false"),
        ] {
            sandbox.git(&["config", key, value]);
            let repo = sandbox.repo();
            let old = crate::model::ObjectId::new(&old_id).unwrap();
            let new = std::fs::read(sandbox.top.join("b")).unwrap();
            let edit = repo.edit(&old, &new).unwrap();
            let of_git = |how| of_git(&sandbox, how, &old_id, &new_id);
            assert_eq!(edit.hunks, of_git("-U0"), "round {round}, {key}={value}");
            let folded = edit.folded.unwrap_or(edit.hunks);
            let expected = of_git("--ignore-cr-at-eol");
            assert_eq!(folded, expected, "round {round}, {key}={value}");
            sandbox.git(&["config", "--unset", key]);
        }
    }
}

/// Without lines around the hunks git leaves out what both texts end with,
/// and then finds other hunks at times.
#[test]
fn lines_are_counted_as_shown_and_mapped_as_asked_for() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let mut seed = 3;
    let mut differing = 0;
    for round in 0..400 {
        let mut old = text(&mut seed, 40);
        let mut new = (0..6).fold(old.clone(), |new, _| edited(&mut seed, &new));
        let tail = text(&mut seed, 200);
        old.extend_from_slice(&tail);
        new.extend_from_slice(&tail);
        let (old, new) = (old.join("\n"), new.join("\n"));
        let edit = repo
            .edit_between(old.clone().into_bytes(), new.clone().into_bytes())
            .unwrap();
        if edit.mapped.is_none() && round > 4 {
            continue; // git need not be asked that often
        }
        differing += usize::from(edit.mapped.is_some());
        sandbox.write("a", old);
        sandbox.write("b", new);
        let old = sandbox.git(&["hash-object", "-w", "a"]);
        let new = sandbox.git(&["hash-object", "-w", "b"]);
        let counts = sandbox.git(&["diff", "--numstat", &old, &new]);
        let changes = edit.changes();
        let counted = format!("{}\t{}\t", changes.added, changes.removed);
        assert!(counts.starts_with(&counted), "round {round}: {counts}");
        let mapped = edit.mapped.unwrap_or(edit.hunks);
        assert_eq!(mapped, of_git(&sandbox, "-U0", &old, &new), "round {round}");
    }
    assert!(differing > 0, "no text of these tells them apart");
}

#[test]
fn none_for_binary_long_and_lost_content() {
    let sandbox = Sandbox::new();
    sandbox.write("text", "one\n");
    sandbox.write("binary", b"a\0b\n");
    sandbox.write("long", "x\n".repeat(250_001));
    sandbox.commit("all");
    let repo = sandbox.repo();
    let id = |name: &str| sandbox.id(&format!("HEAD:{name}"));
    assert!(repo.edit(&id("text"), b"two\n").is_some());
    assert!(repo.edit(&id("text"), b"t\0wo\n").is_none());
    assert!(repo.edit(&id("binary"), b"two\n").is_none());
    assert!(repo.edit(&id("long"), b"two\n").is_none());
    assert!(repo.edit(&repo.id_of(b"never stored"), b"two\n").is_none());
    assert!(repo.edit(&sandbox.id("HEAD"), b"two\n").is_none());
    assert!(repo.blob(&repo.id_of(b"never stored")).unwrap().is_none());
    assert_eq!(repo.seen(&path("text")), repo.seen(&path("text")));
}

#[test]
fn a_long_text_is_mapped_with_an_edit_at_both_ends() {
    let sandbox = Sandbox::new();
    let mut lines: Vec<String> = (0..100_002).map(|at| format!("line {at}\n")).collect();
    sandbox.write("long", lines.concat());
    sandbox.commit("all");
    let old = sandbox.id("HEAD:long");
    let changes = |lines: &[String]| {
        let edit = sandbox.repo().edit(&old, lines.concat().as_bytes());
        edit.map(|edit| edit.hunks)
    };
    *lines.first_mut().unwrap() = "first\n".to_owned();
    *lines.last_mut().unwrap() = "last\n".to_owned();
    let one = |at: u32| Hunk {
        before: at..at + 1,
        after: at..at + 1,
    };
    let both = Some(vec![one(0), one(100_001)]);
    assert_eq!(changes(&lines), both);
    sandbox.git(&["config", "diff.algorithm", "patience"]);
    assert_eq!(changes(&lines), both);
    sandbox.git(&["config", "diff.algorithm", "minimal"]);
    assert_eq!(changes(&lines), None, "it has no bound");
    *lines.first_mut().unwrap() = "line 0\n".to_owned();
    assert_eq!(changes(&lines), Some(vec![one(100_001)]));
}

#[test]
fn patience_sees_the_bytes_as_they_are() {
    let sandbox = Sandbox::new();
    sandbox.write("a", "one\r\ntwo\r\n");
    sandbox.commit("all");
    sandbox.write(".gitattributes", "* text\n");
    sandbox.git(&["config", "core.autocrlf", "true"]);
    sandbox.git(&["config", "diff.algorithm", "patience"]);
    let edit = sandbox.repo().edit(&sandbox.id("HEAD:a"), b"one\ntwo\n");
    let edit = edit.unwrap();
    let (before, after) = (0..2, 0..2);
    assert_eq!(edit.hunks, [Hunk { before, after }]);
    assert_eq!(edit.folded, Some(Vec::new()));
}

#[test]
fn what_takes_too_long_is_not_mapped() {
    let sandbox = Sandbox::new();
    sandbox.write("short", "one\n");
    sandbox.write("wide", "x".repeat((8 << 20) + 1));
    sandbox.write("blank", "\n".repeat(250_001));
    let long: Vec<String> = (0..3_000).map(|line| format!("{}\n", line % 10)).collect();
    sandbox.write("long", long.concat());
    sandbox.commit("all");
    let repo = sandbox.repo();
    let id = |name: &str| sandbox.id(&format!("HEAD:{name}"));
    let turned: String = long.iter().rev().map(String::as_str).collect();
    assert!(repo.edit(&id("wide"), b"one\n").is_none());
    assert!(
        repo.edit(&id("short"), "x".repeat((8 << 20) + 1).as_bytes())
            .is_none()
    );
    let blank = "\n".repeat(250_001) + "x\n";
    assert!(repo.edit(&id("blank"), blank.as_bytes()).is_none());
    assert!(repo.edit(&id("long"), turned.as_bytes()).is_some());
    repo.hurry(std::time::Instant::now());
    assert!(repo.edit(&id("long"), turned.as_bytes()).is_none());
    assert!(repo.edit(&id("short"), b"two\n").is_some());
    let one_more = long.concat() + "more\n";
    assert!(
        repo.edit(&id("long"), one_more.as_bytes()).is_some(),
        "it differs in little"
    );
}
