//! What a hook of ours does when git runs it: whatever becomes of the program,
//! git goes on, and so does the hook that was there before.

use super::{by_hand, calls, hook, listen, put_before_path, say_version, shipkit};
use crate::support::{Sandbox, host, skipped};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

/// How the program may end, and whether that is an answer.
const ENDS: [(&str, bool); 9] = [
    ("exit 0", false),
    ("exit 1", true),
    ("exit 2", false),
    ("exit 126", false),
    ("exit 127", false),
    ("exit 128", false),
    ("exit 129", false),
    ("kill -9 $$", false),
    ("kill -15 $$", false),
];

/// A hook that needs its arguments and its standard input.
const MINE: &str = "echo \"mine: $#: $*: $(cat)\" >>\"$SANDBOX/calls\"\n";

/// The shells that are here, as a first line names them.
fn shells() -> Vec<String> {
    let path = host("PATH").expect("git is found along PATH");
    let dirs: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut lines = vec![
        "/usr/bin/env -S bash -eu -o pipefail".to_owned(),
        "/bin/sh -eu".to_owned(),
    ];
    for name in ["sh", "dash", "bash", "zsh", "ksh", "mksh", "busybox"] {
        let sh = if name == "busybox" { " sh" } else { "" };
        if let Some(dir) = dirs.iter().find(|dir| dir.join(name).is_file()) {
            lines.push(format!("{}{sh}", dir.join(name).display()));
        }
    }
    lines
}

#[test]
fn only_an_answer_stops_a_commit() {
    for shell in shells() {
        let s = Sandbox::new();
        listen(&s);
        hook(&s, "pre-commit", format!("#!{shell}\nset -eu\n{MINE}"));
        let _ = shipkit(&s, "install git -q").expect_code(0);
        for (end, stops) in ENDS {
            s.write("../code", format!("{end}\n"));
            let done = s.run("git", &["commit", "-q", "--allow-empty", "-m", "x"], None);
            assert_eq!(done.code, i32::from(stops), "{shell}: {end}: {done}");
            let mine = if stops { "" } else { "mine: 0: : \n" };
            assert_eq!(
                calls(&s),
                format!(
                    "hook pre-commit\n{mine}{}",
                    if stops { "" } else { "hook post-commit\n" }
                ),
                "{shell}: {end}"
            );
        }
    }
}

#[test]
fn nothing_stops_what_is_done_already() {
    for (end, _) in ENDS {
        let s = Sandbox::new();
        listen(&s);
        for event in ["post-checkout", "post-rewrite", "post-merge"] {
            hook(&s, event, format!("#!/bin/sh\nset -eu\n{MINE}"));
        }
        let _ = shipkit(&s, "install git -q").expect_code(0);
        s.write("../code", format!("{end}\n"));
        let done = s.run("git", &["switch", "-q", "-c", "other"], None);
        assert_eq!(done.code, 0, "{end}");
        // The shell itself tells of a signal.
        assert_eq!(
            done.stderr.is_empty(),
            end.starts_with("exit"),
            "{end}: {done}"
        );
        assert_eq!(
            calls(&s),
            "hook post-checkout ID ID 1\nmine: 3: ID ID 1: \n",
            "{end}"
        );
        // The standard input is the user's hook's alone.
        s.sh("GIT_EDITOR=true git commit -q --amend --allow-empty --no-verify -m again");
        let said = calls(&s);
        assert!(
            said.ends_with("hook post-rewrite amend\nmine: 1: amend: ID ID\n"),
            "{end}: {said}"
        );
    }
}

#[test]
fn a_program_that_is_gone_is_silence() {
    for legacy in [true, false] {
        let s = Sandbox::new();
        let Some(()) = with_git(&s, legacy) else {
            return;
        };
        s.sh("mkdir ../bin");
        let program = env!("CARGO_BIN_EXE_git-shipkit");
        s.sh(&format!("cp '{program}' ../bin/git-shipkit"));
        let copy = s.root().join("bin/git-shipkit");
        let copy = copy.to_str().expect("a path of ours");
        let _ = s.run(copy, &["install", "git", "-q"], None).expect_code(0);
        s.sh("rm ../bin/git-shipkit");
        s.set("PATH", without_the_program(&s));
        assert!(!s.git_can(&["shipkit", "-h"]));
        for words in [
            &["commit", "-q", "--allow-empty", "-m", "x"][..],
            &["switch", "-q", "-c", "other"],
            &["commit", "-q", "--amend", "--allow-empty", "-m", "y"],
        ] {
            let done = s.run("git", words, None);
            assert_eq!(
                (done.code, &*done.stdout, &*done.stderr),
                (0, "", ""),
                "{words:?}"
            );
        }
    }
}

#[test]
fn a_program_that_path_does_not_have_is_called_where_it_was() {
    for legacy in [true, false] {
        let s = Sandbox::new();
        let Some(()) = with_git(&s, legacy) else {
            return;
        };
        let program = env!("CARGO_BIN_EXE_git-shipkit");
        let odd = s.root().join("it's \"here\" $HOME");
        let odd = odd.to_str().expect("a path of ours");
        s.write("../code", "exit 1\n");
        std::fs::create_dir(odd).expect("a fresh directory");
        let here = format!("{odd}/git-shipkit");
        s.write(&here, std::fs::read(program).expect("it is there"));
        let run = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&here, run).expect("it is ours");
        let _ = s.run(&here, &["install", "git", "-q"], None).expect_code(0);
        s.write(
            &here,
            "#!/bin/sh\necho \"there $*\" >>\"$SANDBOX/calls\"\n. \"$SANDBOX/code\"\n",
        );
        s.set("PATH", without_the_program(&s));
        let done = s.run("git", &["commit", "-q", "--allow-empty", "-m", "x"], None);
        assert_eq!(
            (done.code, calls(&s)),
            (1, "there hook pre-commit\n".to_owned())
        );
        s.write("../code", "exit 0\n");
        let _ = s
            .run("git", &["switch", "-qc", "other"], None)
            .expect_code(0);
        assert_eq!(calls(&s), "there hook post-checkout ID ID 1\n");
        // One along PATH comes first: it may be newer.
        listen(&s);
        let _ = s
            .run("git", &["commit", "-q", "--allow-empty", "-m", "x"], None)
            .expect_code(0);
        assert_eq!(calls(&s), "hook pre-commit\nhook post-commit\n");
    }
}

/// PATH without any directory that has the program.
fn without_the_program(s: &Sandbox) -> std::ffi::OsString {
    let path = s.sh("printf %s \"$PATH\"");
    let dirs = std::env::split_paths(&path).filter(|dir| !dir.join("git-shipkit").exists());
    std::env::join_paths(dirs).expect("no directory has a colon")
}

/// Has a git serve that reads hooks from files, or from its configuration:
/// `SHIPKIT_NEW_GIT` names a directory that has one, since it is rare still.
fn with_git(s: &Sandbox, legacy: bool) -> Option<()> {
    if legacy {
        say_version(s, "2.47.3");
        return Some(());
    }
    let Some(dir) = host("SHIPKIT_NEW_GIT") else {
        skipped("SHIPKIT_NEW_GIT names no directory with a git 2.54");
        return None;
    };
    put_before_path(s, PathBuf::from(dir));
    Some(())
}

#[test]
fn configured_hooks_are_called_as_files_are() {
    let s = Sandbox::new();
    let Some(()) = with_git(&s, false) else {
        return;
    };
    listen(&s);
    for event in ["pre-commit", "post-checkout", "post-rewrite"] {
        hook(&s, event, format!("#!/bin/sh\n{MINE}"));
    }
    let _ = shipkit(&s, "install git -q").expect_code(0);
    for (end, stops) in ENDS {
        s.write("../code", format!("{end}\n"));
        let done = s.run("git", &["commit", "-q", "--allow-empty", "-m", "x"], None);
        assert_eq!(done.code, i32::from(stops), "{end}: {done}");
        // git asks all of them, whatever the first one says.
        let after = if stops { "" } else { "hook post-commit\n" };
        let said = format!("hook pre-commit\nmine: 0: : \n{after}");
        assert_eq!(calls(&s), said, "{end}");
        let done = s.run("git", &["checkout", "-q", "--detach"], None);
        assert_eq!(done.code, 0, "{end}: {done}");
        assert_eq!(
            calls(&s),
            "hook post-checkout ID ID 1\nmine: 3: ID ID 1: \n"
        );
    }
    s.write("../code", "exit 0\n");
    s.sh("git commit -q --amend --allow-empty --no-verify -m again");
    let said = calls(&s);
    assert!(
        said.ends_with("hook post-rewrite amend\nmine: 1: amend: ID ID\n"),
        "{said}"
    );
}

#[test]
fn other_languages_call_us_by_the_line_they_are_told() {
    let path = host("PATH").expect("git is found along PATH");
    let dirs: Vec<PathBuf> = std::env::split_paths(&path).collect();
    for (name, mine) in [
        (
            "python3",
            "import sys; open(__import__('os').environ['SANDBOX'] + '/calls', 'a').write('mine %s\\n' % ' '.join(sys.argv[1:]))\n",
        ),
        (
            "node",
            "require('fs').appendFileSync(process.env.SANDBOX + '/calls', `mine ${process.argv.slice(2).join(' ')}\\n`)\n",
        ),
        (
            "perl",
            "open(F, '>>', \"$ENV{SANDBOX}/calls\"); print F \"mine @ARGV\\n\";\n",
        ),
        (
            "ruby",
            "File.write(ENV['SANDBOX'] + '/calls', \"mine #{ARGV.join(' ')}\\n\", mode: 'a')\n",
        ),
        ("fish", "echo mine $argv >>$SANDBOX/calls\n"),
    ] {
        if !dirs.iter().any(|dir| dir.join(name).is_file()) {
            skipped(&format!("there is no {name}"));
            continue;
        }
        let s = Sandbox::new();
        listen(&s);
        for event in ["pre-commit", "post-checkout"] {
            hook(&s, event, format!("#!/usr/bin/env {name}\n{mine}"));
            let line = by_hand(&super::answer(&s, "install git -n"), event);
            hook(&s, event, format!("#!/usr/bin/env {name}\n{line}{mine}"));
        }
        for (end, stops) in ENDS {
            s.write("../code", format!("{end}\n"));
            let done = s.run("git", &["commit", "-q", "--allow-empty", "-m", "x"], None);
            assert_eq!(done.code, i32::from(stops), "{name}: {end}: {done}");
            let mine = if stops { "" } else { "mine\n" };
            assert_eq!(
                calls(&s).replace(" \n", "\n"),
                format!("hook pre-commit\n{mine}"),
                "{name}: {end}"
            );
            let _ = s
                .run("git", &["checkout", "-q", "--detach"], None)
                .expect_code(0);
            assert_eq!(
                calls(&s),
                "hook post-checkout ID ID 1\nmine ID ID 1\n",
                "{name}: {end}"
            );
        }
    }
}
