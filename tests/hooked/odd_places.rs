//! Hooks wherever git starts them.

use super::*;

const NOTES: &str = "shipkit: this commit changes notes.md, pinned by 'User authentication': git shipkit checkpoint";

#[test]
fn a_linked_worktree_has_its_own_checkpoint_and_memory() {
    let make = || {
        let s = saved();
        s.sh("git worktree add -q ../wt -b wt");
        s.cd("../wt");
        s.sh("git shipkit checkpoint -q -y --task Linked --open notes.md");
        s
    };
    let s = live(
        make,
        &[
            (
                "echo x >>notes.md; git commit -qam x",
                &[
                    "shipkit: this commit changes notes.md, pinned by 'Linked': git shipkit checkpoint",
                ],
            ),
            (
                "echo y >>notes.md; git commit -qm y notes.md",
                &[
                    "shipkit: a good moment to save 'Linked', last saved moments ago: git shipkit checkpoint",
                ],
            ),
            ("cd src; echo z >>../notes.md; git commit -qam z", &[]),
            ("cd ../repo; echo x >>notes.md; git commit -qam x", &[NOTES]),
            (
                "git switch -q --detach; git switch -q wt",
                &["shipkit: there is a checkpoint for this branch, 'Linked': git shipkit resume"],
            ),
            (
                "git -C ../repo status --porcelain; git -C ../repo fsck --strict",
                &[],
            ),
        ],
    );
    assert!(s.exists("../repo/.git/shipkit/said"));
    assert!(s.exists("../repo/.git/worktrees/wt/shipkit/said"));
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let make = || {
        let s = saved();
        s.sh("git config --global protocol.file.allow always
            git init -q -b main ../outer; cd ../outer; git submodule add -q ../repo sub 2>/dev/null; git commit -qm sub
            git shipkit checkpoint -q -y --task Outer --open sub");
        s.cd("../outer/sub");
        s.sh("git shipkit checkpoint -q -y --task Inner --open notes.md");
        s
    };
    live(
        make,
        &[
            (
                "echo x >>notes.md; git commit -qam x",
                &[
                    "shipkit: this commit changes notes.md, pinned by 'Inner': git shipkit checkpoint",
                ],
            ),
            ("git -C .. commit -qam 'moves sub'", &[]),
            ("git -C .. fsck --strict; git -C .. status --porcelain", &[]),
        ],
    );
    let s = make();
    s.cd("..");
    hook(&s, ".git/hooks");
    let said =
        s.sh("cd sub; echo x >>notes.md; git commit -qam x; cd ..; git commit -qam sub 2>&1");
    assert_eq!(
        said,
        "shipkit: this commit changes sub, pinned by 'Outer': git shipkit checkpoint\n"
    );
}

#[test]
fn a_detached_head_has_a_current_checkpoint_too() {
    live(
        saved,
        &[
            ("git switch -q --detach", &[]),
            ("echo x >>notes.md; git commit -qam x", &[NOTES]),
        ],
    );
}

#[test]
fn before_the_first_commit_all_is_said_to_be_new() {
    let make = || {
        let s = place(&[]);
        s.sh("echo one >notes.md; git shipkit checkpoint -q -y --task 'User authentication' --open notes.md");
        s
    };
    live(
        make,
        &[
            ("echo two >>notes.md; git add notes.md", &[]),
            (
                "git commit -qm first",
                &[
                    "shipkit: this commit adds notes.md, pinned by 'User authentication': git shipkit checkpoint",
                ],
            ),
        ],
    );
    live(make, &[("git add notes.md; git commit -qm first", &[])]);
}

#[test]
fn every_format_of_a_repository_is_read() {
    for init in [&["--object-format=sha256"][..], &["--ref-format=reftable"]] {
        let make = || {
            let s = place(init);
            s.sh(SAVED);
            s
        };
        live(
            make,
            &[
                ("echo x >>notes.md; git commit -qam x", &[NOTES]),
                (
                    "git switch -qc pay",
                    &[
                        "shipkit: before we switch to pay, should I checkpoint 'User authentication'? git switch main && git shipkit checkpoint",
                    ],
                ),
                (
                    "git switch -q main",
                    &[
                        "shipkit: there is a checkpoint for this branch, 'User authentication': git shipkit resume",
                    ],
                ),
                (
                    "git switch -q pay; git commit -q --allow-empty -m e; git switch -q main; git cherry-pick --allow-empty pay",
                    &[],
                ),
                (
                    "git merge -q pay -m m; git rebase -q HEAD~1 --force-rebase",
                    &[],
                ),
            ],
        );
    }
}

#[test]
fn the_work_tree_may_be_elsewhere() {
    let s = saved();
    hook(&s, ".git/hooks");
    s.sh("cd src; echo x >>../notes.md");
    let said = s.sh("cd ..; GIT_DIR=$PWD/repo/.git GIT_WORK_TREE=$PWD/repo git commit -qam x 2>&1");
    assert_eq!(said, format!("{NOTES}\n"));
}
