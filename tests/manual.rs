//! The manual page: where it is put, and that man shows it.

use crate::support::{Output, Sandbox, host, skipped};
use std::ffi::OsString;

/// Whether there is a man(1).
fn has_man() -> bool {
    let path = host("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|dir| dir.join("man").is_file());
    let wanted = host("SHIPKIT_SCREENS").is_some_and(|value| value == "all");
    assert!(found || !wanted, "there is no man, and SHIPKIT_SCREENS=all");
    if !found {
        skipped("there is no man");
    }
    found
}

/// A home whose `.local/bin` is on PATH, as distributions have it.
fn usual() -> Sandbox {
    let s = Sandbox::new();
    let bin = s.root().join("home/.local/bin");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_git-shipkit"));
    let beside = program.parent().expect("it lies somewhere").to_owned();
    let path = host("PATH").unwrap_or_default();
    let dirs = [bin, beside]
        .into_iter()
        .chain(std::env::split_paths(&path));
    let path: OsString = std::env::join_paths(dirs).expect("no colon");
    s.set("PATH", path);
    s.set("MANPAGER", "cat");
    s
}

/// Runs `git shipkit …`, which may write into the home.
fn at_home(s: &Sandbox, words: &[&str]) -> Output {
    let words = [&["shipkit"][..], words].concat();
    s.run("git", &words, None)
}

const PAGE: &str = "../home/.local/share/man/man1/git-shipkit.1";

#[test]
fn git_opens_the_page_that_was_installed() {
    if !has_man() {
        return;
    }
    let s = usual();
    let _ = s.run("git", &["shipkit", "--help"], None).expect_code(16);
    let said = at_home(&s, &["install", "man"]).expect_code(0);
    let said = said.says("To install man:\n  write   ~/.local/share/man/man1/git-shipkit.1\n");
    assert!(!said.stdout.contains("does not look there"), "{said}");
    let shown = s.run("git", &["shipkit", "--help"], None).expect_code(0);
    let shown = shown.says("git-shipkit - a save game for unfinished work");
    for verb in ["checkpoint", "resume", "completion", "mcp"] {
        assert!(
            shown.stdout.contains(&format!("git shipkit {verb}")),
            "{verb}"
        );
    }
    let said = at_home(&s, &["uninstall", "man"]).expect_code(0);
    let _ = said.says("Uninstalled.\n");
    assert!(!s.exists("../home/.local"), "the folders were ours too");
}

#[test]
fn the_page_is_sound_roff() {
    if !has_man() {
        return;
    }
    let s = Sandbox::new();
    let page = s.shipkit(&["help", "man"]).expect_code(0).stdout;
    s.write("git-shipkit.1", &page);
    s.set("MANPAGER", "cat");
    s.set("LC_ALL", "C.UTF-8");
    for width in ["60", "120"] {
        s.set("MANWIDTH", width);
        let said = s.run(
            "man",
            &["--warnings=w", "-E", "UTF-8", "-l", "./git-shipkit.1"],
            None,
        );
        assert_eq!(said.stderr, "", "{width}");
        // Examples keep their lines.
        let line = "  git shipkit resume --check                for scripts";
        let _ = said.expect_code(0).says(line);
    }
}

#[test]
fn the_page_tells_every_verb_and_option() {
    let s = Sandbox::new();
    let page = s.shipkit(&["help", "man"]).expect_code(0).stdout;
    let page = page.replace("\\-", "-");
    let help = s.shipkit(&["help", "agent"]).expect_code(0).stdout;
    let mut told = 0;
    for line in help.lines().filter(|line| line.starts_with("- `")) {
        let words = line.split('`').skip(1).step_by(2);
        for word in words.filter(|word| word.starts_with('-')) {
            let name = word.split(['[', ' ', '=', '*']).next().unwrap_or_default();
            let name = name.rsplit('/').next().unwrap_or_default();
            assert!(page.contains(name), "{name} is not on the page");
            told += 1;
        }
    }
    assert!(told > 40, "{told}");
}

#[test]
fn the_page_tells_every_setting() {
    let s = Sandbox::new();
    let page = s.shipkit(&["help", "man"]).expect_code(0).stdout;
    s.git(&["config", "shipkit.none", "x"]);
    let said = s.shipkit(&["list"]).stderr;
    let known = said
        .split("(known: ")
        .nth(1)
        .and_then(|rest| rest.split(')').next());
    let known: Vec<&str> = known.expect("a warning").split(", ").collect();
    assert!(known.len() > 10, "{said}");
    for key in known {
        assert!(page.contains(&format!("shipkit.{key}")), "{key}");
    }
    for slot in [
        "heading",
        "path",
        "added",
        "removed",
        "addedPart",
        "removedPart",
        "warning",
        "hint",
        "dim",
        "position",
    ] {
        assert!(
            page.contains(&format!("{slot},")) || page.contains(&format!("{slot} ")),
            "{slot}"
        );
    }
    // An option without a long form ends with it.
    assert!(page.contains("\\fB\\-z\\fR\n"), "{page}");
}

#[test]
fn the_page_goes_where_it_is_told_to() {
    let s = Sandbox::new();
    for (dir, page) in [
        ("doc", "doc/man1/git-shipkit.1"),
        ("pages/man1", "pages/man1/git-shipkit.1"),
    ] {
        let _ = at_home(&s, &["install", "man", dir, "-y"]).expect_code(0);
        assert_eq!(
            s.read(page).split("\n.\\\" Written by").next(),
            s.shipkit(&["help", "man"])
                .stdout
                .trim_end()
                .split("\n.\\\" W")
                .next()
        );
        let _ = at_home(&s, &["uninstall", "man", dir, "-y"]).expect_code(0);
        assert!(!s.exists(dir));
    }
    let _ = at_home(&s, &["install", "man"])
        .expect_code(0)
        .says("man does not look there: put ~/.local/bin on PATH");
    s.sh(&format!("echo edited >>{PAGE}"));
    let _ = at_home(&s, &["uninstall", "man"])
        .expect_code(0)
        .says("was edited since git-shipkit wrote it");
    assert!(s.exists(PAGE));
}

#[test]
fn manpath_decides_where_it_is_set() {
    let s = usual();
    s.set("XDG_DATA_HOME", s.root().join("home/data").into_os_string());
    s.set("MANPATH", s.root().join("home/data/man").into_os_string());
    let said = at_home(&s, &["install", "man", "-n"]).expect_code(0);
    assert!(said.stdout.contains("~/data/man/man1"), "{said}");
    assert!(!said.stdout.contains("does not look there"), "{said}");
    s.set("MANPATH", "/elsewhere");
    let said = at_home(&s, &["install", "man", "-n"]).expect_code(0);
    let _ = said.says("man does not look there: set MANPATH=~/data/man:\n");
    let said = at_home(&s, &["install", "man"]).expect_code(0);
    assert!(!said.stdout.contains("opens it"), "{said}");
}
