//! Merges and amends: what moved or changed under the checkpoint.

use super::*;

/// A branch `topic` that puts two lines above, and one that changes line 34.
const BRANCHES: &str = r"
git switch -q -c topic; sed -i '1i one\ntwo' src/api/login.ts; git commit -qam topic
git switch -q -c other-topic main; sed -i 's/line 34/LINE 34/' src/api/login.ts; git commit -qam edit
git switch -q main; git shipkit checkpoint -q
";

fn branched() -> Sandbox {
    let s = saved();
    s.sh(BRANCHES);
    s
}

const MOVED: &str = "shipkit: this merge moved line 34 of src/api/login.ts to line 36, pinned by 'User authentication': git shipkit resume";

#[test]
fn a_merge_tells_what_it_moved_or_changed() {
    live(
        branched,
        &[
            ("git merge -q topic", &[MOVED]),
            ("git merge -q topic", &[]),
        ],
    );
    live(branched, &[("git merge -q --no-ff -m m topic", &[MOVED])]);
    live(branched, &[("git pull -q . topic", &[MOVED])]);
    live(
        branched,
        &[("git merge -q --squash topic >/dev/null", &[MOVED])],
    );
    live(
        branched,
        &[
            (
                "git merge -q other-topic",
                &[
                    "shipkit: this merge changed src/api/login.ts (line 34), pinned by 'User authentication': git shipkit resume",
                ],
            ),
            ("git merge -q -m both topic", &[]),
        ],
    );
}

const CHANGED: &str = "shipkit: this commit changes src/api/login.ts, pinned by 'User authentication': git shipkit checkpoint";

#[test]
fn a_merge_is_told_of_a_file_that_a_commit_was_told_of() {
    live(
        branched,
        &[
            (
                "sed -i 's/line 60/LINE 60/' src/api/login.ts; git commit -qam mine",
                &[CHANGED],
            ),
            ("git merge -q -m m topic", &[MOVED]),
            ("git merge -q -m m topic", &[]),
        ],
    );
}

#[test]
fn a_squashed_merge_is_not_told_again_when_it_is_committed() {
    live(
        branched,
        &[
            ("git merge -q --squash topic >/dev/null", &[MOVED]),
            ("git commit -qm squashed", &[BREAK]),
        ],
    );
}

#[test]
fn a_merge_is_told_whatever_it_is_noted_as() {
    live(
        branched,
        &[("GIT_REFLOG_ACTION=ide git merge -q topic", &[MOVED])],
    );
    live(
        branched,
        &[(
            "git config core.logAllRefUpdates false; rm -r .git/logs; git merge -q topic",
            &[MOVED],
        )],
    );
}

#[test]
fn a_merge_of_other_files_says_nothing() {
    live(
        saved,
        &[
            (
                "git switch -q -c topic; echo x >>other; SHIPKIT=0 git commit -qam x; SHIPKIT=0 git switch -q main",
                &[],
            ),
            ("git merge -q topic", &[]),
        ],
    );
}

#[test]
fn a_merge_with_conflicts_is_told_when_it_is_committed() {
    live(
        branched,
        &[
            (
                "git merge -q other-topic --no-ff -m m",
                &[
                    "shipkit: this merge changed src/api/login.ts (line 34), pinned by 'User authentication': git shipkit resume",
                ],
            ),
            ("git reset -q --hard HEAD~1; git shipkit checkpoint -q", &[]),
            (
                "sed -i 's/line 34/mine/' src/api/login.ts; SHIPKIT=0 git commit -qam mine; git shipkit checkpoint -q",
                &[],
            ),
            ("git merge -q other-topic; echo $?", &[]),
            (
                "sed -i '/^<<<<<<<\\|^=======\\|^>>>>>>>\\|^mine/d' src/api/login.ts; git add src; git commit -qm merged",
                &[
                    "shipkit: this commit changes src/api/login.ts (line 34), pinned by 'User authentication': git shipkit checkpoint",
                ],
            ),
        ],
    );
}

#[test]
fn an_amend_is_told_where_nobody_was_asked_before() {
    live(
        saved,
        &[
            ("sed -i '34d' src/api/login.ts", &[]),
            (
                "git commit -q --amend -a --no-verify -m x",
                &[
                    "shipkit: this amend changed src/api/login.ts (line 34), pinned by 'User authentication': git shipkit resume",
                ],
            ),
            ("git commit -q --amend -m 'other words'", &[]),
        ],
    );
}
