//! Commits: what is said before one and after it.

use super::*;

const LOGIN_34: &str = "shipkit: this commit changes src/api/login.ts (line 34), pinned by 'User authentication': git shipkit checkpoint";

#[test]
fn a_commit_that_touches_a_position_is_told_once() {
    live(
        saved,
        &[
            (
                "echo more >>other; git commit -qam other",
                &[
                    "shipkit: a good moment to save 'User authentication', last saved moments ago: git shipkit checkpoint",
                ],
            ),
            ("echo more >>other; git commit -qam other", &[]),
            (
                "sed -i 's/line 34/LINE 34/' src/api/login.ts; git commit -qam login",
                &[LOGIN_34],
            ),
            (
                "sed -i 's/LINE 34/Line 34/' src/api/login.ts; git commit -qam login",
                &[],
            ),
            ("git shipkit checkpoint -q", &[]),
            (
                "sed -i 's/Line 34/line 34/' src/api/login.ts; git commit -qam login",
                &[LOGIN_34],
            ),
        ],
    );
}

#[test]
fn every_way_to_commit_is_seen_through_the_index_that_git_names() {
    for commit in [
        "git add src; git commit -qm x",
        "git commit -qam x",
        "git commit -qm x src/api/login.ts",
        "cd src/api; git commit -qm x login.ts",
        "cd src; git commit -qam x",
        "git add src; git commit -qm x --only src/api/login.ts",
        "git commit -qm x --include src/api/login.ts",
        "git add src; git commit -q --amend -m x",
        "git commit -q --amend --no-edit -a",
        "git add src; GIT_INDEX_FILE=.git/index git commit -qm x",
        "cp .git/index ../other-index; GIT_INDEX_FILE=$SANDBOX/other-index git commit -qam x; git read-tree HEAD",
        "git config index.version 4; git update-index --index-version 4; git commit -qam x",
        "git update-index --split-index; git commit -qam x",
        "printf 'y\\n' | git commit -qp -m x >/dev/null",
    ] {
        let edit = "sed -i 's/line 34/LINE 34/' src/api/login.ts";
        live(saved, &[(edit, &[]), (commit, &[LOGIN_34])]);
    }
}

#[test]
fn each_change_has_its_words() {
    for (change, line) in [
        (
            "sed -i '34d' src/api/login.ts",
            "changes src/api/login.ts (line 34), pinned",
        ),
        (
            "sed -i '36s/.*/x/' src/api/login.ts",
            "changes src/api/login.ts (near line 34), pinned",
        ),
        (
            "sed -i '1i new' src/api/login.ts",
            "moves line 34 of src/api/login.ts to line 35, pinned",
        ),
        (
            "sed -i '60s/.*/x/' src/api/login.ts",
            "changes src/api/login.ts, pinned",
        ),
        (
            "sed -i '7d' src/auth.ts",
            "changes src/auth.ts (lines 5-9), pinned",
        ),
        ("chmod +x src/auth.ts", "changes src/auth.ts, pinned"),
        (
            "git rm -q src/auth.ts",
            "removes src/auth.ts (lines 5-9), pinned",
        ),
        ("git mv notes.md kept.md", "removes notes.md, pinned"),
        (
            "rm notes.md; ln -s other notes.md",
            "changes notes.md, pinned",
        ),
        (
            "rm notes.md; mkdir notes.md; echo x >notes.md/x; git add -A",
            "removes notes.md, pinned",
        ),
        (
            "echo x >>notes.md; sed -i '9d' src/auth.ts; sed -i '1i x' src/api/login.ts",
            "changes src/auth.ts (lines 5-9) and 2 more files pinned",
        ),
    ] {
        let said =
            format!("shipkit: this commit {line} by 'User authentication': git shipkit checkpoint");
        live(saved, &[(change, &[]), ("git commit -qam x", &[&said])]);
    }
}

#[test]
fn a_save_of_what_is_committed_needs_no_reminder() {
    live(
        saved,
        &[
            (
                "sed -i '34d' src/api/login.ts; echo x >>notes.md; git add notes.md",
                &[],
            ),
            ("git shipkit checkpoint -q", &[]),
            ("git commit -qam x", &[]),
        ],
    );
    // and what a part of it is committed of is still as it was saved
    live(
        saved,
        &[
            (
                "echo two >>notes.md; git add notes.md; echo three >>notes.md",
                &[],
            ),
            ("git shipkit checkpoint -q", &[]),
            ("git commit -qm x", &[]),
            ("echo y >>other; git commit -qm y other", &[BREAK]),
        ],
    );
}

#[test]
fn a_commit_may_be_stopped_and_got_past() {
    const STOPPED: [&str; 2] = [
        "shipkit: commit stopped: it changes notes.md, pinned by 'User authentication': git shipkit checkpoint",
        "shipkit: to commit as it is: git commit --no-verify",
    ];
    let s = saved();
    s.sh("git config shipkit.preCommit block");
    hook(&s, ".git/hooks");
    s.sh("echo two >>notes.md; git add notes.md");
    for _ in 0..2 {
        let stopped = s.run("git", &["commit", "-qm", "x"], None);
        assert_eq!(stopped.code, 1, "{stopped}");
        assert_eq!(stopped.stderr.lines().collect::<Vec<_>>(), STOPPED);
    }
    let passed = s.run("git", &["commit", "-qm", "y", "--no-verify"], None);
    assert_eq!(passed.code, 0, "{passed}");
    s.sh("echo three >>notes.md; SHIPKIT=0 git commit -qam z");
    s.sh("echo four >>notes.md; git shipkit checkpoint -q; git commit -qam saved");
    s.sh("echo five >>other; git commit -qam 'no pin in it'");
    assert_eq!(
        s.git(&["log", "-3", "--format=%s"]),
        "no pin in it\nsaved\nz"
    );
    s.write(".shipkit/config.toml", "preCommit = 'block'\n");
    s.sh("git config --unset shipkit.preCommit; echo six >>notes.md");
    assert_eq!(s.run("git", &["commit", "-qam", "x"], None).code, 1);
    s.sh("git config shipkit.preCommit off");
    let quiet = s.run("git", &["commit", "-qam", "x"], None).expect_code(0);
    assert!(!quiet.stderr.contains("this commit"), "{quiet}");
}

#[test]
fn a_checkpoint_that_is_tracked_is_no_news_to_itself() {
    live(
        saved,
        &[
            (
                "git add -f .shipkit/checkpoint.md; git commit -qm track",
                &[],
            ),
            (
                "echo x >>notes.md; git shipkit checkpoint -q; git commit -qam x",
                &[],
            ),
        ],
    );
}

#[test]
fn a_stale_checkpoint_is_told_once_a_save() {
    let s = saved();
    hook(&s, ".git/hooks");
    let stale = |time: &str| {
        s.at(time);
        s.sh("git commit -q --allow-empty -m x 2>&1")
    };
    assert_eq!(stale("2025-02-03T14:00:00+00:00"), "");
    assert_eq!(
        stale("2025-02-05T14:00:00+00:00"),
        "shipkit: the checkpoint of 'User authentication' is 8 days old: git shipkit checkpoint\n"
    );
    assert_eq!(stale("2025-02-06T14:00:00+00:00"), "");
}

#[test]
fn a_named_checkpoint_speaks_on_its_own_branch() {
    const NAMED: &str = "git shipkit clear -q -y --no-progress
        git shipkit checkpoint auth -q -y --task 'Log in' --open notes.md";
    let make = || {
        let s = saved();
        s.sh(NAMED);
        s
    };
    live(
        make,
        &[
            (
                "echo x >>notes.md; git commit -qam x",
                &[
                    "shipkit: this commit changes notes.md, pinned by 'Log in': git shipkit checkpoint auth",
                ],
            ),
            ("git shipkit checkpoint auth -q", &[]),
            ("git switch -qc elsewhere", &[]),
            ("echo y >>notes.md; git commit -qam y", &[]),
        ],
    );
}

#[test]
fn a_long_task_is_cut_and_the_command_stays_whole() {
    let s = saved();
    hook(&s, ".git/hooks");
    s.sh("git shipkit checkpoint -q -y --new --task \"$(seq -s ' and ' 1 60)\" --open notes.md");
    let said = s.sh("echo x >>notes.md; git commit -qam x 2>&1");
    assert_eq!(
        said,
        "shipkit: this commit changes notes.md, pinned by '1 and 2 and 3 and 4 and 5 and 6 and 7 and 8 …': git shipkit checkpoint\n"
    );
}
