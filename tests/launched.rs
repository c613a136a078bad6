//! npm's launcher: whoever runs it runs the program. It passes words, streams
//! and signals on, ends as the program ends, and says what to do where the
//! program is not there.

use crate::support::{Sandbox, can_type, skipped};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

const LAUNCHER: &str = include_str!("../packaging/src/npm/git-shipkit.js");

/// Where npm would have put the launcher and, if there is one, the program.
fn installed(program: Option<&str>, platforms: &str) -> Sandbox {
    let s = Sandbox::empty();
    let launcher = LAUNCHER.replace("/* PLATFORMS */", platforms);
    s.write("node_modules/git-shipkit/bin/git-shipkit.js", launcher);
    if let Some(program) = program {
        let path = format!("node_modules/@git-shipkit/{}/bin/git-shipkit", own(&s));
        s.write(&path, program);
        s.sh(&format!("chmod +x {path}"));
    }
    s
}

/// This machine, as node calls it.
fn own(s: &Sandbox) -> String {
    let asked = ["-p", "process.platform + '-' + process.arch"];
    let said = s.run("node", &asked, None).expect_code(0).stdout;
    said.trim().to_owned()
}

/// With a program, on a platform that npm has packages for.
fn usual(program: &str) -> Sandbox {
    let platform = own(&Sandbox::empty());
    installed(Some(program), &format!("'{platform}'"))
}

const RUN: [&str; 1] = ["node_modules/git-shipkit/bin/git-shipkit.js"];

fn command(s: &Sandbox) -> Command {
    let mut command = s.command("node");
    command.args(RUN);
    command
}

#[test]
fn words_streams_and_the_exit_code_are_the_programs() {
    let s = usual("#!/bin/sh\nprintf '%s|' \"$@\"; cat; echo wrong >&2; exit 3\n");
    let words = [RUN[0], "resume", "--json", "a b", ""];
    let said = s.run("node", &words, Some(b"typed")).expect_code(3);
    assert_eq!(said.stdout, "resume|--json|a b||typed");
    assert_eq!(said.stderr, "wrong\n");
}

#[test]
fn a_program_that_a_signal_killed_ends_the_launcher_by_it() {
    for (name, number) in [("TERM", 15), ("KILL", 9), ("INT", 2)] {
        let s = usual(&format!("#!/bin/sh\nkill -{name} $$\n"));
        let status = command(&s).status().expect("node runs");
        assert_eq!(status.signal(), Some(number), "{name}: {status}");
    }
}

/// Begins a program that says `ready`, and what it said after that.
fn begun(s: &Sandbox) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut command = command(s);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("node runs");
    let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    said.read_line(&mut line).expect("it says a line");
    assert_eq!(line, "ready\n");
    (child, said)
}

#[test]
fn a_signal_sent_to_the_launcher_is_the_programs() {
    for (name, signal) in [
        ("TERM", Signal::TERM),
        ("HUP", Signal::HUP),
        ("INT", Signal::INT),
    ] {
        let s = usual(&format!(
            "#!/bin/sh\ntrap 'echo {name}; exit 5' {name}\necho ready\nwhile :; do sleep 0.05; done\n"
        ));
        let (mut child, mut said) = begun(&s);
        kill_process(Pid::from_child(&child), signal).expect("it runs");
        let mut rest = String::new();
        said.read_to_string(&mut rest).expect("it ends");
        assert_eq!(rest, format!("{name}\n"));
        let status = child.wait().expect("it is ours");
        assert_eq!(status.code(), Some(5), "{name}: {status}");
    }
}

#[test]
fn ctrl_c_reaches_the_program_once() {
    if !can_type() {
        return skipped("there is no script(1)");
    }
    let s = usual(
        "#!/bin/sh\ntrap 'echo pressed' INT\necho ready\ni=0\n\
         while [ $i -lt 20 ]; do sleep 0.05; i=$((i + 1)); done; echo done\n",
    );
    let mut command = s.command("script");
    let line = format!("exec node {}", RUN[0]);
    command.args(["-q", "-e", "-c", &line, "/dev/null"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("script runs");
    let mut keys = child.stdin.take().expect("it is piped");
    let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    said.read_line(&mut line).expect("it says a line");
    assert_eq!(line.trim(), "ready");
    sleep(Duration::from_millis(100));
    keys.write_all(b"\x03").expect("it is read");
    let mut rest = String::new();
    said.read_to_string(&mut rest).expect("it ends");
    assert_eq!(rest.matches("pressed").count(), 1, "{rest:?}");
    assert!(child.wait().expect("it is ours").success());
}

#[test]
fn a_platform_package_that_is_missing_is_named() {
    let platform = own(&Sandbox::empty());
    let s = installed(None, &format!("'{platform}'"));
    let said = s.run("node", &RUN, None).expect_code(128);
    assert_eq!(
        said.stderr,
        format!(
            "fatal: the package @git-shipkit/{platform}, which holds the program, is not installed\n\
             hint: npm leaves it out with --omit=optional; install git-shipkit again with \
             --include=optional\n"
        )
    );
}

#[test]
fn a_platform_without_a_package_is_told() {
    let s = installed(None, "'plan9-mips'");
    let said = s.run("node", &RUN, None).expect_code(128);
    let platform = own(&s);
    assert_eq!(
        said.stderr,
        format!(
            "fatal: npm has no git-shipkit for {platform}\n\
             hint: with Rust: cargo install --locked git-shipkit\n"
        )
    );
}

#[test]
fn a_program_that_was_cut_short_is_told() {
    for left in ["", "\x7fE", "<html>"] {
        let s = usual(left);
        let said = s.run("node", &RUN, None).expect_code(128);
        let told = said.stderr.starts_with("fatal: ")
            && said
                .stderr
                .ends_with("/bin/git-shipkit is damaged\nhint: install git-shipkit again\n");
        assert!(told, "{left:?}: {said}");
    }
}

#[test]
fn a_program_that_cannot_run_is_told() {
    let s = usual("#!/bin/sh\n");
    s.sh("chmod -x node_modules/@git-shipkit/*/bin/git-shipkit");
    let said = s.run("node", &RUN, None).expect_code(128);
    let told = said.stderr.starts_with("fatal: ")
        && said.stderr.contains("/bin/git-shipkit could not be run: ")
        && said.stderr.ends_with("\nhint: install git-shipkit again\n");
    assert!(told, "{said}");
}
