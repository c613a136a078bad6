//! The first minute with git-shipkit: the README's three lines, played as they
//! stand there by somebody who has git and cargo, an empty environment and an
//! empty home.
//!
//! The first of them builds the program. `all` has it unoptimised, of crates that
//! are here; who names `first-minute` gets what a stranger gets, in a stranger's
//! minutes.

#[path = "../first_minute/readme.rs"]
mod readme;

use super::scene::{Scene, build_quickly, furnish, variable};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const TOP: &str = env!("CARGO_MANIFEST_DIR");

pub(crate) fn tried(scene: &Scene) -> String {
    let wanted = variable("SHIPKIT_PACKAGES").unwrap_or_default();
    let wanted = wanted.to_string_lossy();
    let as_a_stranger = wanted.split_whitespace().any(|word| word == "first-minute");
    let home = scene.path("home");
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(readme::lines().join("\n"))
        .env_clear();
    command.env("PATH", path()).env("HOME", &home);
    command.env("TMPDIR", scene.path("")).env("TERM", "dumb");
    let cargo_home = if as_a_stranger {
        let cargo_home = home.join(".cargo");
        furnish(&cargo_home, false);
        command.env("CARGO_TARGET_DIR", scene.path("built"));
        cargo_home
    } else {
        build_quickly(&mut command)
    };
    let installed = cargo_home.join("bin/git-shipkit");
    let _ = fs::remove_file(&installed); // an earlier trial's
    command.current_dir(TOP).stdin(Stdio::null());
    let begun = Instant::now();
    let output = command.output().expect("there is a shell");
    let seconds = begun.elapsed().as_secs();
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}{wrong}");
    assert!(installed.is_file(), "{said}{wrong}");
    for text in readme::TOLD {
        assert!(said.contains(text), "no {text:?} in:\n{said}");
    }
    let how = if as_a_stranger {
        "as a stranger"
    } else {
        "unoptimised, and kept for the next time"
    };
    format!("a drift report after {seconds} s; built {how}")
}

/// git's and the shell's usual places, behind cargo's.
fn path() -> String {
    let tools = Path::new(env!("CARGO"))
        .parent()
        .expect("it lies somewhere");
    format!("{}:/usr/local/bin:/usr/bin:/bin", tools.display())
}
