//! Nothing of a trial is left behind, however `doctor` ends.

use super::{hook, hooked};
use crate::support::Sandbox;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use std::os::unix::process::ExitStatusExt as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// A repository whose own hook notes its process and then sleeps in `how`.
fn sleepy(how: &str) -> Sandbox {
    let s = hooked();
    s.sh("mkdir ../temporary");
    s.set("TMPDIR", s.path("../temporary").into_os_string());
    let sleeps =
        "sh -c 'echo $$ >\"$SANDBOX/new\"; mv \"$SANDBOX/new\" \"$SANDBOX/slept\"; exec sleep 60'";
    hook(&s, "post-commit", &format!("{sleeps} {how}\n"));
    s
}

#[track_caller]
fn assert_all_gone(s: &Sandbox) {
    let number = s.read("../slept").trim().parse().expect("a number");
    let sleeper = Pid::from_raw(number).expect("a process");
    let end = Instant::now() + Duration::from_secs(5);
    while test_kill_process(sleeper).is_ok() {
        assert!(Instant::now() < end, "the hook is still running");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(s.sh("ls ../temporary"), "");
}

#[test]
fn what_a_hook_leaves_running_ends() {
    let s = sleepy(">/dev/null 2>&1 &\nuntil [ -e \"$SANDBOX/slept\" ]; do sleep 0.01; done");
    s.sh("git shipkit doctor || true");
    assert_all_gone(&s);
}

#[test]
fn who_stops_it_is_left_with_nothing() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let s = sleepy("");
        let mut doctor = s.command(env!("CARGO_BIN_EXE_git-shipkit"));
        doctor.arg("doctor").stdin(Stdio::null());
        doctor.stdout(Stdio::null()).stderr(Stdio::null());
        let mut doctor = doctor.spawn().expect("it starts");
        let end = Instant::now() + Duration::from_secs(8);
        while !s.exists("../slept") {
            assert!(Instant::now() < end, "the hook did not run");
            std::thread::sleep(Duration::from_millis(10));
        }
        let number = Pid::from_child(&doctor);
        kill_process(number, signal).expect("it runs");
        let status = doctor.wait().expect("it ends");
        assert_eq!(status.signal(), Some(signal.as_raw()), "{status}");
        assert_all_gone(&s);
    }
}

#[test]
fn nobody_else_looks_into_the_clone() {
    let s = hooked();
    s.sh("mkdir ../temporary; chmod 755 ../temporary");
    s.set("TMPDIR", s.path("../temporary").into_os_string());
    hook(&s, "post-commit", "ls -ld \"$PWD/..\" >\"$SANDBOX/mode\"\n");
    s.sh("umask 022; git shipkit doctor || true");
    assert!(
        s.read("../mode").starts_with("drwx------"),
        "{}",
        s.read("../mode")
    );
}
