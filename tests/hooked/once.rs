//! What was said is not said again, and not forgotten either.

use super::*;

#[test]
fn a_path_of_several_lines_is_told_once() {
    live(
        saved,
        &[
            (
                "printf x >'odd\nname'; git add .; SHIPKIT=0 git commit -qm odd
                git shipkit checkpoint -q --open 'odd\nname'",
                &[],
            ),
            (
                "printf y >'odd\nname'; git commit -qam y",
                &[
                    "shipkit: this commit changes \"odd\\nname\", pinned by 'User authentication': git shipkit checkpoint",
                ],
            ),
            ("printf z >'odd\nname'; git commit -qam z", &[BREAK]),
        ],
    );
}

#[test]
fn a_thousand_files_are_told_once() {
    let s = saved();
    hook(&s, ".git/hooks");
    s.sh(
        "for i in $(seq 1000); do echo >f$i; done; git add .; SHIPKIT=0 git commit -qm all
        git shipkit checkpoint -q $(seq -f '--file f%.0f' 1000)",
    );
    let said = s.sh("for i in $(seq 1000); do echo x >f$i; done; git commit -qam x 2>&1");
    assert!(said.contains("changes f1 and 999 more files"), "{said}");
    let said = s.sh("for i in $(seq 1000); do echo y >f$i; done; git commit -qam y 2>&1");
    assert_eq!(said, format!("{BREAK}\n"));
}

#[test]
fn a_commit_that_is_tried_again_is_not_told_again() {
    live(
        saved,
        &[
            (
                "echo x >>notes.md; git commit -qam ''; echo $?",
                &[
                    "shipkit: this commit changes notes.md, pinned by 'User authentication': git shipkit checkpoint",
                ],
            ),
            ("git commit -qam again", &[]),
        ],
    );
}

#[test]
fn a_commit_that_was_given_up_says_nothing_of_the_next() {
    live(
        saved,
        &[
            (
                "echo x >>notes.md; git commit -qam ''; echo $?",
                &[
                    "shipkit: this commit changes notes.md, pinned by 'User authentication': git shipkit checkpoint",
                ],
            ),
            (
                "git checkout -q notes.md; echo x >>other; git commit -qam new",
                &[BREAK],
            ),
        ],
    );
}
