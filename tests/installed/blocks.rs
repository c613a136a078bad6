//! A block in a hook file: where it goes, what it leaves alone, and what is no
//! file for it.

use super::{EVENTS, answer, bytes, hook, say_version, shipkit, state, steps, why};
use crate::support::Sandbox;

/// The file of an event, with the block as one word.
fn folded(s: &Sandbox, event: &str) -> String {
    let text = s.read(&format!(".git/hooks/{event}"));
    let Some((before, rest)) = text.split_once("# >>> git-shipkit ") else {
        return text;
    };
    let (_, after) = rest.split_once("# <<< git-shipkit").expect("it ends");
    format!("{before}BLOCK{after}")
}

#[test]
fn files_that_are_not_there_are_made_and_go_again() {
    let s = Sandbox::new();
    let before = bytes(&s);
    let plan = answer(&s, "install git");
    assert_eq!(plan["written"], true);
    for event in EVENTS {
        assert_eq!(steps(&plan, event), "file write");
        assert_eq!(folded(&s, event), "#!/bin/sh\nBLOCK\n");
        let mode = s.sh(&format!("stat -c %a .git/hooks/{event}"));
        assert_eq!(mode, "755\n", "{event}");
    }
    let _ = shipkit(&s, "uninstall git").expect_code(0);
    assert_eq!(bytes(&s), before);
}

#[test]
fn a_folder_that_is_not_there_is_made_and_goes_again() {
    let s = Sandbox::init(&["--template="]);
    let before = bytes_without_hooks(&s);
    assert!(!s.exists(".git/hooks"));
    let _ = shipkit(&s, "install git").expect_code(0);
    assert!(s.exists(".git/hooks/pre-commit"));
    let _ = shipkit(&s, "uninstall git").expect_code(0);
    assert!(!s.exists(".git/hooks"));
    assert_eq!(bytes_without_hooks(&s), before);

    // One with somebody's file in it stays.
    let _ = shipkit(&s, "install git").expect_code(0);
    s.write(".git/hooks/mine", "mine\n");
    let _ = shipkit(&s, "uninstall git").expect_code(0);
    assert_eq!(s.sh("ls .git/hooks"), "mine\n");
    // One that was there, empty, does too.
    s.sh("rm .git/hooks/mine");
    let _ = shipkit(&s, "install git").expect_code(0);
    let _ = shipkit(&s, "uninstall git").expect_code(0);
    assert!(s.exists(".git/hooks"));
}

fn bytes_without_hooks(s: &Sandbox) -> String {
    s.sh("ls -A .git; cat .git/config")
}

/// Hook files as people have them, and how each is with our block.
const FILES: [(&str, &str); 15] = [
    ("#!/bin/sh\necho mine\n", "#!/bin/sh\nBLOCK\necho mine\n"),
    ("#!/bin/sh\nexec true", "#!/bin/sh\nBLOCK\nexec true"),
    ("#!/bin/sh\n", "#!/bin/sh\nBLOCK\n"),
    ("#!/bin/sh", "#!/bin/sh\nBLOCK"),
    (
        "#! /bin/bash -eu\nset -o pipefail\n",
        "#! /bin/bash -eu\nBLOCK\nset -o pipefail\n",
    ),
    (
        "#!/usr/bin/env bash\n\n\n",
        "#!/usr/bin/env bash\nBLOCK\n\n\n",
    ),
    (
        "#!/usr/bin/env -S bash -e\nx=1",
        "#!/usr/bin/env -S bash -e\nBLOCK\nx=1",
    ),
    (
        "#!/bin/dash\necho ä 支\n",
        "#!/bin/dash\nBLOCK\necho ä 支\n",
    ),
    ("#!/usr/bin/env zsh\n:\n", "#!/usr/bin/env zsh\nBLOCK\n:\n"),
    ("#!/bin/busybox sh\n:\n", "#!/bin/busybox sh\nBLOCK\n:\n"),
    (
        "#!/bin/sh\n: mixed\r\n: ends\n",
        "#!/bin/sh\nBLOCK\n: mixed\r\n: ends\n",
    ),
    // git has sh run what names no interpreter.
    ("echo mine\n", "BLOCK\necho mine\n"),
    ("", "BLOCK\n"),
    ("\n", "BLOCK\n\n"),
    (":", "BLOCK\n:"),
];

#[test]
fn a_block_stands_after_the_first_line_and_leaves_no_trace() {
    for (file, with) in FILES {
        for mode in ["755", "700", "555"] {
            let s = Sandbox::new();
            hook(&s, "pre-commit", file);
            s.sh(&format!("chmod {mode} .git/hooks/pre-commit"));
            let before = bytes(&s);
            let _ = shipkit(&s, "install git -q").expect_code(0);
            assert_eq!(folded(&s, "pre-commit"), with, "{file:?}");
            let kept = s.sh("stat -c %a .git/hooks/pre-commit");
            assert_eq!(kept.trim_end(), mode, "{file:?}");
            let installed = state(&s);
            let again = shipkit(&s, "install git").expect_code(0);
            assert!(again.stdout.starts_with("All that git "), "{again}");
            assert_eq!(state(&s), installed, "{file:?}");
            let _ = shipkit(&s, "uninstall git -q").expect_code(0);
            assert_eq!(bytes(&s), before, "{file:?}");
        }
    }
}

#[test]
fn what_is_no_script_of_the_shell_is_left_with_the_line_to_add() {
    for (setup, reason, has_line) in [
        (
            "printf '#!/usr/bin/env python3\\n' >H; chmod +x H",
            "is no script of the shell",
            true,
        ),
        (
            "printf '#!/usr/bin/node\\n' >H; chmod +x H",
            "is no script of the shell",
            true,
        ),
        (
            "printf '#!/usr/bin/perl -w\\n' >H; chmod +x H",
            "is no script of the shell",
            true,
        ),
        (
            "printf '#!/usr/bin/fish\\n' >H; chmod +x H",
            "is no script of the shell",
            true,
        ),
        (
            "printf '#!/usr/bin/awk -f\\n' >H; chmod +x H",
            "is not a script of the shell",
            false,
        ),
        (
            "printf '\\357\\273\\277#!/bin/sh\\n' >H; chmod +x H",
            "begins with a byte order mark",
            false,
        ),
        (
            "printf '#!/bin/sh\\r\\n:\\r\\n' >H; chmod +x H",
            "has a carriage return after its interpreter, which the system does not find so",
            false,
        ),
        (
            "printf '\\177ELF\\0\\n' >H; chmod +x H",
            "is not text",
            false,
        ),
        (
            "printf '#!/bin/sh\\n: \\377\\n' >H; chmod +x H",
            "is not text",
            false,
        ),
        (
            "printf '#!/bin/sh\\n# DO NOT EDIT: made by a tool\\n' >H; chmod +x H",
            "says that a program writes it",
            true,
        ),
        (
            "echo : >H; chmod -x H",
            "is not executable, so git does not run it",
            false,
        ),
        (
            "echo : >../real; chmod +x ../real; ln -s ../../../real H",
            "is a symbolic link",
            true,
        ),
        ("ln -s nowhere H", "is a symbolic link", true),
        ("mkdir H", "is not a file", false),
        ("mkfifo H", "is not a file", false),
        (
            "head -c 1100000 /dev/zero >H; chmod +x H",
            "is larger than any script",
            false,
        ),
    ] {
        let s = Sandbox::new();
        s.sh(&setup
            .replace(" H", " .git/hooks/pre-commit")
            .replace(">H", ">.git/hooks/pre-commit"));
        let before = s.sh("ls -l --time-style=full-iso .git/hooks/pre-commit");
        let plan = answer(&s, "install git");
        assert_eq!(steps(&plan, "pre-commit"), "file refuse", "{setup}");
        assert_eq!(why(&plan, "pre-commit"), reason, "{setup}");
        let lines = super::by_hand(&plan, "pre-commit");
        assert_eq!(
            lines.contains("git-shipkit hook pre-commit"),
            has_line,
            "{setup}: {lines}"
        );
        assert_eq!(steps(&plan, "post-commit"), "file write", "{setup}");
        // Not all is done: whoever waits for it must know.
        let _ = shipkit(&s, "install git").expect_code(1);
        let _ = shipkit(&s, "uninstall git").expect_code(0);
        assert_eq!(
            s.sh("ls -l --time-style=full-iso .git/hooks/pre-commit"),
            before,
            "{setup}"
        );
        assert!(!s.exists(".git/hooks/post-commit"));
    }
}

#[test]
fn nothing_is_written_through_a_folder_that_is_a_link() {
    let s = Sandbox::new();
    s.sh("mv .git/hooks ../theirs; ln -s ../../theirs .git/hooks");
    let before = s.sh("ls -l ../theirs");
    let plan = answer(&s, "install git");
    assert_eq!(steps(&plan, "pre-commit"), "file refuse");
    assert_eq!(why(&plan, "pre-commit"), "is a symbolic link");
    assert_eq!(s.sh("ls -l ../theirs"), before);
    // A block that came there by another way is left too.
    s.sh("rm .git/hooks; mv ../theirs .git/hooks; git shipkit install git -q; mv .git/hooks ../theirs; ln -s ../../theirs .git/hooks");
    let plan = answer(&s, "uninstall git");
    assert_eq!(steps(&plan, "pre-commit"), "file leave");
    assert!(s.exists("../theirs/pre-commit"));
    // In the configuration there is nothing to fear.
    let s = Sandbox::new();
    s.sh("rm -r .git/hooks; ln -s /nowhere .git/hooks");
    say_version(&s, "2.54.0");
    assert_eq!(
        steps(&answer(&s, "install git"), "pre-commit"),
        "config write"
    );
}

#[test]
fn new_files_are_shared_as_the_repository_is() {
    for (shared, mask, mode) in [
        ("group", "077", "770"),
        ("all", "077", "775"),
        ("0640", "022", "750"),
        ("umask", "077", "700"),
        ("umask", "022", "755"),
    ] {
        let s = Sandbox::init(&["--template=", &format!("--shared={shared}")]);
        s.sh(&format!("umask {mask}; git shipkit install git -q"));
        let got = s.sh("stat -c %a .git/hooks/pre-commit");
        assert_eq!(got.trim_end(), mode, "{shared} {mask}");
    }
}
