//! The first draft: what git knows of a branch, and nothing that it does not.

use super::{shown, worded};
use crate::support::Sandbox;

/// The draft that is shown in this repository; nothing is saved.
fn draft(setup: &str) -> Option<String> {
    let s = Sandbox::new();
    s.sh(setup);
    let _ = worded(&s, "", "true", "")?
        .expect_code(0)
        .says("The draft was left as it was; nothing was saved.\n");
    assert!(!s.exists(".shipkit"));
    Some(shown(&s))
}

#[test]
fn a_branch_tells_its_commits_and_files() {
    let Some(draft) = draft(
        "seq 20 >code; git add code; git commit -qm before
         git checkout -qb feat/x
         sed -i '7s/.*/x/' code; git commit -qam 'Change *code*'
         touch -d '2 hours ago' code; echo new >'a b'; git rm -q a",
    ) else {
        return;
    };
    for told in [
        "**Task:** \n**Next step:** \n**Stopped at:** `a b`\n",
        "## Completed\n\n- [x] Change *code* (",
        "### Files to Open First\n1. `a b`\n2. `code` (line 7)\n\n",
        "branch feat/x, 1 commit since ",
        ", 2 files changed\n",
    ] {
        assert!(draft.contains(told), "{told}\n{draft}");
    }
    assert!(!draft.contains("before"), "{draft}");
}

#[test]
fn the_default_branch_is_held_against_what_it_follows() {
    let Some(draft) = draft(
        "git clone -q --bare . ../up.git; git remote add origin ../up.git; git fetch -q origin
         git branch -q -u origin/main; echo two >>a; git commit -qam 'Here alone'",
    ) else {
        return;
    };
    assert!(draft.contains("- [x] Here alone ("), "{draft}");
    assert!(draft.contains("1. `a` (line 2)\n"), "{draft}");
}

#[test]
fn where_there_is_nothing_to_compare_the_files_are_told() {
    for (setup, name) in [
        ("git checkout -q --detach; echo two >>a", "no branch"),
        ("git checkout -q --orphan new; echo two >>a", "branch new"),
        ("git branch -qm odd; echo two >>a", "branch odd"),
    ] {
        let Some(draft) = draft(setup) else {
            return;
        };
        assert!(draft.contains("### Files to Open First\n1. `a`"), "{draft}");
        assert!(draft.contains(&format!("\n  {name}, ")), "{draft}");
        assert!(!draft.contains("## Completed"), "{draft}");
    }
}

#[test]
fn a_long_branch_is_cut_and_says_so() {
    let Some(draft) = draft(
        "git checkout -qb long
         for n in $(seq 25); do echo $n >f$n; git add f$n; git commit -qm \"Step $n\"; done",
    ) else {
        return;
    };
    assert_eq!(draft.matches("- [x] Step ").count(), 20, "{draft}");
    assert!(draft.contains("- [x] Step 6 (") && !draft.contains("Step 5 ("));
    assert_eq!(draft.matches(". `f").count(), 8, "{draft}");
    for told in ["\n  and 5 commits more\n", "\n  and 17 files more\n"] {
        assert!(draft.contains(told), "{told}\n{draft}");
    }
}

#[test]
fn odd_names_are_written_so_that_they_are_read_again() {
    let Some(draft) = draft("echo x >'it`s'; echo x >'--> b'; echo x >ünï") else {
        return;
    };
    for told in ["``it`s``", "`--> b`", "`ünï`"] {
        assert!(draft.contains(told), "{told}\n{draft}");
    }
}
