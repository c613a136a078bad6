//! While git takes many steps there is nothing to say, though every pinned
//! file goes back and forth.

use super::*;

/// Thirty commits on a branch `work`, each at the pinned line.
const WORK: &str = r#"
echo base >base; git add base; git commit -qm base; git branch onto
git switch -q -c work HEAD~1
for n in $(seq 30); do sed -i "34s/.*/line 34, try $n/" src/api/login.ts; git commit -qam "try $n"; done
git shipkit checkpoint -q
"#;

fn worked() -> Sandbox {
    let s = saved();
    s.sh(WORK);
    s
}

#[test]
fn a_rebase_of_thirty_commits_passes_in_silence() {
    live(
        worked,
        &[
            ("git rebase -q onto", &[]),
            ("git rebase -q --force-rebase onto", &[]),
            (
                "GIT_SEQUENCE_EDITOR=\"sed -i '2,9s/pick/squash/'\" GIT_EDITOR=: git rebase -q -i onto",
                &[],
            ),
            ("git rebase -q --apply --force-rebase HEAD~3", &[]),
            ("git rebase -q HEAD~2 --exec true", &[]),
            ("git pull -q --rebase . onto", &[]),
        ],
    );
}

#[test]
fn a_rebase_that_stops_is_silent_to_its_end() {
    live(
        worked,
        &[
            (
                "git switch -q -c clash HEAD~5; sed -i '34s/.*/clash/' src/api/login.ts; SHIPKIT=0 git commit -qam clash",
                &[],
            ),
            ("git rebase -q work 2>/dev/null; echo $?", &[]),
            (
                "sed -i '/^<<<<<<<\\|^=======\\|^>>>>>>>/d' src/api/login.ts; git add src; git commit -qm by-hand",
                &[],
            ),
            ("git rebase --continue >/dev/null 2>&1; echo $?", &[]),
            (
                "git rebase -q HEAD~1 --exec 'git commit -q --amend -m again'",
                &[],
            ),
        ],
    );
}

#[test]
fn picks_and_reverts_are_silent() {
    live(
        worked,
        &[
            ("git switch -q --detach work~3", &[]),
            ("git cherry-pick work~2", &[]),
            ("git cherry-pick work~1 work", &[]),
            ("git revert --no-edit HEAD", &[]),
            ("git revert --no-edit HEAD HEAD~1; echo $?", &[]),
            (
                "git cherry-pick -n work~9 2>/dev/null; git cherry-pick --abort; git reset -q --hard",
                &[],
            ),
            (
                "git cherry-pick work~12 2>/dev/null; git checkout -q --theirs src; git add src; git commit -qm picked",
                &[],
            ),
            (
                "git format-patch -q -1 --stdout work~1 >../patch; git checkout -q work~2; git am -q ../patch",
                &[],
            ),
        ],
    );
}

#[test]
fn a_bisection_is_silent() {
    live(
        worked,
        &[
            ("git bisect start -q HEAD HEAD~20 >/dev/null", &[]),
            ("git bisect good >/dev/null; git bisect bad >/dev/null", &[]),
            (
                "git bisect run sh -c 'grep -q \"try 7\" src/api/login.ts' >/dev/null 2>&1; echo $?",
                &[],
            ),
            (
                "git checkout -q HEAD~1 && echo x >>notes.md && git commit -qam 'while at it'",
                &[],
            ),
            ("git bisect reset -q 2>/dev/null", &[]),
        ],
    );
}

#[test]
fn a_checkpoint_that_is_not_there_costs_nothing() {
    let make = || {
        let s = saved();
        s.sh("git shipkit clear -q -y --no-progress");
        s
    };
    live(
        make,
        &[
            ("sed -i '34d' src/api/login.ts; git commit -qam x", &[]),
            ("git switch -qc other", &[]),
            ("git switch -q main; git merge -q other", &[]),
            ("git commit -q --amend -m y", &[]),
            (
                "mkdir .shipkit; echo 'progress' >.shipkit/progress.md; git commit -q --allow-empty -m z",
                &[],
            ),
        ],
    );
}
