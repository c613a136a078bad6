//! The first minute with git-shipkit: the three lines at the top of the README
//! lead somebody who has git and cargo, and nothing else, to a first drift
//! report. The first of them builds the program, and is played with the packages
//! (`tests/packages/first_minute.rs`); here the others are, as they stand there,
//! in an empty environment and an empty home.

mod readme;

use crate::support::{Output, Sandbox};
use std::fs;
use std::process::{Command, Stdio};

#[test]
fn the_lines_lead_to_a_first_drift_report() {
    let s = Sandbox::empty();
    let output = played(&s, &readme::lines()[1..]).expect_code(1);
    let _ = readme::TOLD
        .iter()
        .fold(output, |output, text| output.says(text));
    let left = fs::read_dir(s.path(".")).expect("it started there").count();
    assert_eq!(left, 0, "nothing is left where it was typed");
}

/// Plays lines in a sandbox's `home` and where it stands, with nothing in the
/// environment but a path to programs and a place for what is temporary.
fn played(s: &Sandbox, lines: &[&str]) -> Output {
    let path = s.command("true");
    let mut path = path.get_envs().filter(|(name, _)| *name == "PATH");
    let path = path.next().and_then(|(_, path)| path).expect("it has one");
    let mut command = Command::new("sh");
    command.arg("-c").arg(lines.join("\n")).env_clear();
    command.env("PATH", path).env("HOME", s.root().join("home"));
    command.env("TMPDIR", s.root()).env("TERM", "dumb");
    command.current_dir(s.cwd()).stdin(Stdio::null());
    let output = command.output().expect("there is a shell");
    Output {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code().unwrap_or(-1),
    }
}
