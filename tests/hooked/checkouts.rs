//! Switches: the task that is left, and the one that waits.

use super::*;

const LEFT: &str = "shipkit: before we switch to pay, should I checkpoint 'User authentication'? git switch main && git shipkit checkpoint";
const HERE: &str =
    "shipkit: there is a checkpoint for this branch, 'User authentication': git shipkit resume";

#[test]
fn a_branch_left_with_progress_is_told() {
    for progress in [
        "echo x >>other; SHIPKIT=0 git commit -qam x",
        "echo x >>notes.md",
        "echo 'One more thought.' >>.shipkit/checkpoint.md",
        "rm notes.md",
    ] {
        live(
            saved,
            &[
                ("git branch pay", &[]),
                (progress, &[]),
                ("git switch -q pay", &[LEFT]),
                ("git switch -q main", &[HERE]),
                ("git switch -q pay", &[]),
                ("git switch -q main", &[]),
            ],
        );
    }
}

#[test]
fn what_others_did_is_no_progress() {
    const THEIRS: &str = "git branch pay; git switch -qc theirs; echo x >>other
        SHIPKIT=0 git commit -qam x; SHIPKIT=0 git switch -q main; git shipkit checkpoint -q";
    for bring in ["git merge -q theirs", "git reset -q --hard theirs"] {
        live(
            saved,
            &[
                (THEIRS, &[]),
                (bring, &[]),
                ("git switch -q pay", &[]),
                ("git switch -q main", &[HERE]),
            ],
        );
    }
}

#[test]
fn a_branch_left_as_it_was_saved_is_not() {
    live(
        saved,
        &[
            ("echo x >>notes.md; git shipkit checkpoint -q", &[]),
            ("git switch -qc pay", &[]),
            ("git checkout -q main", &[HERE]),
            ("SHIPKIT=0 git commit -qam 'as saved'", &[]),
            ("git checkout -q pay", &[]),
        ],
    );
}

#[test]
fn what_switches_no_task_says_nothing() {
    live(
        saved,
        &[
            (
                "git branch pay; echo x >>other; SHIPKIT=0 git commit -qam x; git tag v1",
                &[],
            ),
            ("git switch -q main; git checkout -q main", &[]),
            ("git checkout -q -- notes.md; git restore notes.md", &[]),
            ("git checkout -q --detach", &[]),
            ("git checkout -q HEAD~1; git checkout -q v1", &[]),
            ("git checkout -q main", &[HERE]),
            ("git clone -q . ../clone; git worktree add -q ../wt", &[]),
            ("git branch -m main trunk; git branch -m trunk main", &[]),
            (
                "git stash -q; git reset -q --hard HEAD~1; git reset -q --hard v1",
                &[],
            ),
        ],
    );
}

#[test]
fn the_other_task_is_named_with_its_command() {
    let make = || {
        let s = saved();
        s.sh("git switch -qc pay; git shipkit checkpoint 'pay by card' -q -y --task 'Pay by card' --open other
            git switch -q main");
        s
    };
    live(
        make,
        &[
            (
                "git switch -q pay",
                &[
                    "shipkit: there is a checkpoint for this branch, 'Pay by card': git shipkit resume 'pay by card'",
                ],
            ),
            ("echo x >>other; SHIPKIT=0 git commit -qam x", &[]),
            (
                "git switch -q main",
                &[
                    "shipkit: before we switch to main, should I checkpoint 'Pay by card'? git switch pay && git shipkit checkpoint 'pay by card'",
                ],
            ),
        ],
    );
}
