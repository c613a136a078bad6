//! The first minute with git-shipkit: the three lines at the top of the README
//! lead somebody who has git and cargo, and nothing else, to a first drift
//! report. They are played as they stand there, in an empty environment and an
//! empty home.
//!
//! The first of them builds the program, which takes minutes: where
//! `SHIPKIT_PACKAGES=all` it is played too, unoptimised and with the crates that
//! are already here; where it is `release`, as a stranger would, and the seconds
//! are told.

use crate::support::{Output, Sandbox, host, skipped};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What makes a release build take a minute.
const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64"),
];

/// The lines of the README's first block for a shell.
fn lines() -> Vec<String> {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("it is there");
    let block = readme.split_once("\n```sh\n").expect("there is a block").1;
    let block = block.split_once("\n```").expect("it ends").0;
    block.lines().map(str::to_owned).collect()
}

/// What a stranger must see at the end of it.
#[track_caller]
fn assert_drift_is_told(output: Output) {
    let _ = output
        .expect_code(1)
        .says("Checkpoint saved.")
        .says("The checkpoint references files that have changed since it was created:")
        .says("line 20 was edited")
        .says("line 34 -> 33: step 34")
        .says("1. Show the diff and update");
}

#[test]
fn the_lines_lead_to_a_first_drift_report() {
    let lines = lines();
    assert_eq!(lines.len(), 3, "three lines, no more: {lines:?}");
    assert!(lines[0].starts_with("cargo install --locked --path . "));
    let s = Sandbox::empty();
    assert_drift_is_told(played(&s, &lines[1..], &[]));
    let left = fs::read_dir(s.path(".")).expect("it started there").count();
    assert_eq!(left, 0, "nothing is left where it was typed");
}

/// Plays lines in a sandbox's `home` and where it stands, with this much in the
/// environment, a path to programs, and a place for what is temporary.
fn played(s: &Sandbox, lines: &[String], environment: &[(&str, String)]) -> Output {
    let path = s.command("true");
    let mut path = path.get_envs().filter(|(name, _)| *name == "PATH");
    let path = path.next().and_then(|(_, path)| path).expect("it has one");
    let mut command = Command::new("sh");
    command.arg("-c").arg(lines.join("\n")).env_clear();
    command.env("PATH", path).env("HOME", s.root().join("home"));
    command.env("TMPDIR", s.root()).env("TERM", "dumb");
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command.current_dir(s.cwd()).stdin(Stdio::null());
    let output = command.output().expect("there is a shell");
    Output {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code().unwrap_or(-1),
    }
}

#[test]
fn the_first_line_installs_what_the_others_call() {
    let how = host("SHIPKIT_PACKAGES").unwrap_or_default();
    if how != "all" && how != "release" {
        return skipped(
            "the README's first line builds the program: SHIPKIT_PACKAGES=all plays it",
        );
    }
    let s = Sandbox::empty();
    let cargo = host("CARGO").expect("cargo says where it is");
    let tools = Path::new(&cargo).parent().expect("it lies somewhere");
    let system = "/usr/local/bin:/usr/bin:/bin";
    let path = format!("{}:{system}", tools.display());
    let built = s.root().join("built").display().to_string();
    let mut environment = vec![("PATH", path), ("CARGO_TARGET_DIR", built)];
    if how == "all" {
        environment.extend(QUICK.map(|(name, value)| (name, value.to_owned())));
    }
    furnish(&s.root().join("home/.cargo"), how == "all");
    s.cd(ROOT);
    let start = Instant::now();
    let output = played(&s, &lines(), &environment);
    let seconds = start.elapsed().as_secs();
    writeln!(std::io::stderr(), "the first minute took {seconds} s").expect("stderr is open");
    assert!(s.root().join("home/.cargo/bin/git-shipkit").is_file());
    assert_drift_is_told(output);
}

/// A home for cargo: which registry is asked is this machine's to say, and what
/// is here already need not come twice.
fn furnish(home: &Path, with_crates: bool) {
    fs::create_dir_all(home).expect("a fresh directory");
    let usual = host("HOME").map(|home| Path::new(&home).join(".cargo"));
    let Some(theirs) = host("CARGO_HOME").map(Into::into).or(usual) else {
        return;
    };
    let _ = fs::copy(theirs.join("config.toml"), home.join("config.toml"));
    if with_crates && theirs.join("registry").is_dir() {
        let link = Command::new("ln")
            .arg("-s")
            .arg(theirs.join("registry"))
            .arg(home)
            .status();
        assert!(
            link.is_ok_and(|status| status.success()),
            "a link can be made"
        );
    }
}
