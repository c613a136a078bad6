//! Each rule is seen to catch what it is there to catch.

use super::*;

fn caught(rule: impl Fn(&Source) -> Vec<String>, path: &str, text: &str) -> Vec<String> {
    rule(&Source { path, text })
}

#[test]
fn a_room_that_looks_down_is_caught() {
    let rooms = rooms("/// First.\npub mod model;\npub mod drift;\npub mod repo;\n");
    assert_eq!(rooms, ["model", "drift", "repo"]);
    let down = |path: &str, text: &str| caught(|s| disorder(&rooms, s), path, text);
    for (path, text, wrong) in [
        (
            "src/model/a.rs",
            "use crate::drift::Drift;",
            "crate::drift::Drift",
        ),
        (
            "src/model/a.rs",
            "use crate::{model::X, repo};",
            "crate::repo",
        ),
        (
            "src/drift/mod.rs",
            "fn f() { crate::repo::go() }",
            "crate::repo::go",
        ),
        (
            "src/drift/mod.rs",
            "use super::repo::Repo;",
            "super::repo::Repo",
        ),
        (
            "src/drift/a.rs",
            "#[cfg(test)]\nmod tests { use crate::repo::Repo; }",
            "crate::repo::Repo",
        ),
    ] {
        assert_eq!(down(path, text), [format!("{path}: {wrong}")]);
    }
    let up = "//! Like [`crate::repo`].\nuse crate::model; // crate::repo\nconst A: &str = \"crate::repo\";";
    assert!(down("src/drift/a.rs", up).is_empty());
    assert!(
        down("src/drift/a.rs", "use super::repo;").is_empty(),
        "drift::repo"
    );
    assert_eq!(
        down("src/attic.rs", ""),
        ["src/attic.rs: lib.rs has no room attic"]
    );
}

#[test]
fn a_thought_that_reaches_out_is_caught() {
    for text in [
        "use std::fs;",
        "use std::{fmt, process::Command};",
        "fn f() { std::env::temp_dir(); }",
        "use gix::ObjectId;",
        "fn f() -> T { chrono::Utc::now() }",
    ] {
        assert_eq!(caught(overreach, "src/drift/a.rs", text).len(), 1, "{text}");
    }
    assert!(caught(overreach, "src/repo/a.rs", "use gix::X; use std::fs;").is_empty());
    assert_eq!(caught(overreach, "src/store/a.rs", "use gix::X;").len(), 1);
    assert!(caught(overreach, "src/drift/a.rs", "use std::fmt;").is_empty());
}

#[test]
fn who_asks_for_the_system_is_caught() {
    for text in [
        "use std::os::unix::fs::MetadataExt as _;",
        "use std::{fs, os::fd::AsFd};",
        "fn f() { rustix::process::getpid(); }",
        "use signal_hook::flag;",
        "#[cfg(not(unix))]\nfn f() {}",
        "const A: bool = cfg!(target_os = \"macos\");",
    ] {
        for path in ["src/repo/a.rs", "src/drift/a.rs", "src/main.rs"] {
            assert_eq!(caught(parochial, path, text).len(), 1, "{path}: {text}");
        }
        assert!(caught(parochial, "src/platform/unix/a.rs", text).is_empty());
        assert!(caught(parochial, "src/repo/tests/a.rs", text).is_empty());
    }
    let others =
        "#[cfg(test)]\nmod tests { use std::os::unix::fs::symlink; }\nfn f() { a.windows(2); }";
    assert!(caught(parochial, "src/repo/a.rs", others).is_empty());
}

#[test]
fn length_and_words_are_caught() {
    let long = format!("fn f() {{\n{}}}\n", "    g();\n".repeat(39));
    assert_eq!(
        caught(length, "src/drift/a.rs", &long),
        ["src/drift/a.rs: fn f: 41 lines"]
    );
    let tests = format!("#[cfg(test)]\nmod tests {{\n{long}}}\n");
    assert!(caught(length, "src/drift/a.rs", &tests).is_empty());
    assert_eq!(
        caught(length, "tests/a.rs", &"\n".repeat(301)),
        ["tests/a.rs: 301 lines"]
    );
    assert_eq!(
        caught(unfinished, "src/a.rs", "fn f() { todo!() }"),
        ["src/a.rs: todo!"]
    );
    assert!(caught(unfinished, "src/a.rs", "const A: &str = \"todo!\";").is_empty());
    assert_eq!(
        caught(manners, "src/repo/a.rs", "fn f() { g().unwrap() }").len(),
        1
    );
}
