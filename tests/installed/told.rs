//! How it is told: the plan before anything happens, what follows from it, in
//! lines that fit.

use super::{answer, by_hand, hook, say_version, shipkit};
use crate::support::{Sandbox, can_type, skipped};

#[test]
fn the_plan_comes_first_and_then_what_will_happen() {
    let s = Sandbox::new();
    say_version(&s, "2.47.3");
    let said = shipkit(&s, "install git").expect_code(0);
    assert_eq!(
        said.stdout,
        "To install for git 2.47.3:\n  write   .git/hooks/pre-commit\n  write   .git/hooks/post-checkout\n  \
         write   .git/hooks/post-commit\n  write   .git/hooks/post-merge\n  write   .git/hooks/post-rewrite\n\
         Installed.\n\
         Before a commit, and after a commit, a checkout, a merge or an amend, they say\n\
         one line if the checkpoint needs you then, else nothing; no commit is stopped,\n\
         unless you want that: git config shipkit.preCommit block (or remind, or off)\n\
         Off for one command: SHIPKIT=0 git ...; for good: git shipkit uninstall git\n"
    );
    let said = shipkit(&s, "uninstall git").expect_code(0);
    assert!(
        said.stdout
            .starts_with("To uninstall for git 2.47.3:\n  remove  .git/hooks/pre-commit\n")
    );
    assert!(said.stdout.ends_with("\nUninstalled.\n"));
    say_version(&s, "2.54.0");
    let _ = shipkit(&s, "install git")
        .expect_code(0)
        .says("  write   hook.shipkit-pre-commit in .git/config\n")
        .says("A git older than 2.54, as another program may bring along, runs none of these.\n");
    let quiet = shipkit(&s, "uninstall git -q").expect_code(0);
    assert_eq!(quiet.stdout, "");
}

#[test]
fn a_trial_writes_nothing() {
    let s = Sandbox::new();
    for words in [
        &["install", "git", "-n"][..],
        &["install", "git", "--dry-run", "--json"],
    ] {
        let _ = s.shipkit(words).expect_code(0);
    }
    let _ = shipkit(&s, "install git -q").expect_code(0);
    let said = s.shipkit(&["uninstall", "git", "-n"]).expect_code(0);
    assert!(said.stdout.ends_with("\nNothing was removed.\n"));
}

#[test]
fn on_a_terminal_it_is_asked_first() {
    if !can_type() {
        return skipped("there is no script (util-linux)");
    }
    for (words, keys, code, is_there) in [
        ("install git", "n", 1, false),
        ("install git", "\\003", 130, false),
        ("install git", "y", 0, true),
        ("install git -q", "y", 0, true),
        ("install git -y", "", 0, true),
    ] {
        let s = Sandbox::new();
        let typing = format!(
            "(sleep 1; printf '{keys}'; sleep 1) | script -qec 'git shipkit {words}' /dev/null"
        );
        let said = s.run("sh", &["-c", &typing], None).expect_code(code);
        assert_eq!(
            said.stdout.contains("Install these hooks? [Y/n]"),
            !keys.is_empty()
        );
        assert!(said.stdout.contains("  write   .git/hooks/pre-commit"));
        assert_eq!(
            s.exists(".git/hooks/pre-commit"),
            is_there,
            "{words} {keys}"
        );
    }
}

#[test]
fn what_changed_while_it_was_asked_is_not_written_over() {
    if !can_type() {
        return skipped("there is no script (util-linux)");
    }
    let change = "echo ': mine' >>.git/hooks/post-merge; chmod +x .git/hooks/post-merge";
    for (before, verb, asked) in [
        ("", "install", "Install"),
        ("git shipkit install git -q", "uninstall", "Remove"),
    ] {
        let s = Sandbox::new();
        say_version(&s, "2.47.3");
        s.sh(&format!("{before}\nls .git/hooks >../before"));
        let typing = format!(
            "(sleep 1; {change}; printf y; sleep 1) | script -qec 'git-shipkit {verb} git' /dev/null"
        );
        let said = s.run("sh", &["-c", &typing], None).expect_code(128);
        assert!(
            said.stdout.contains(&format!("{asked} these hooks? [Y/n]")),
            "{said}"
        );
        assert!(
            said.stdout
                .contains("the hooks changed meanwhile; nothing was written"),
            "{said}"
        );
        assert!(s.read(".git/hooks/post-merge").ends_with(": mine\n"));
        s.sh("(cat ../before; echo post-merge) | sort -u >../wanted; ls .git/hooks | sort -u | cmp - ../wanted");
    }
}

#[test]
fn paths_are_told_where_it_is_run() {
    let s = Sandbox::new();
    s.sh("mkdir -p deep/er");
    s.cd("deep/er");
    let _ = shipkit(&s, "install git -n").says("  write   ../../.git/hooks/pre-commit\n");
}

#[test]
fn lines_fit_and_nothing_foreign_steers_the_terminal() {
    let s = Sandbox::new();
    let odd = "\u{1b}[31mred \u{202e}\"quoted\" and a long way to go before it ends somewhere";
    s.git(&["config", "core.hooksPath", odd]);
    let said = shipkit(&s, "install git").expect_code(1);
    assert!(!said.stdout.contains(['\u{1b}', '\u{202e}']), "{said}");
    let plan = answer(&s, "install git");
    assert!(by_hand(&plan, "pre-commit").contains("hook pre-commit"));
    for setup in ["husky", "lefthook", "overcommit", "off", "odd"] {
        let s = Sandbox::new();
        match setup {
            "husky" => s.git(&["config", "core.hooksPath", ".husky/_"]),
            "lefthook" => s.sh("echo pre-commit: >lefthook.yml"),
            "overcommit" => s.sh("echo >.overcommit.yml"),
            "off" => s.git(&["config", "core.hooksPath", "/dev/null"]),
            _ => {
                hook(&s, "post-rewrite", "#!/bin/sh\r\n");
                String::new()
            }
        };
        let said = shipkit(&s, "install git").stdout;
        // What is to be copied is in one piece.
        let prose = said
            .lines()
            .filter(|line| !line.starts_with("    ") || line.starts_with("          ("));
        for line in prose {
            assert!(line.chars().count() <= 80, "{setup}: {line}");
        }
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let s = Sandbox::new();
    let _ = s
        .shipkit(&["install", "git", "lib"])
        .refused(129, "DIR is for node and python only");
    let _ = s
        .shipkit(&["uninstall", "git", "lib"])
        .refused(129, "DIR is for node and python only");
    let _ = s
        .shipkit(&["install", "node", "--legacy"])
        .refused(129, "--legacy is for git only");
    let _ = s
        .shipkit(&["install", "git", "--help"])
        .expect_code(0)
        .says("git shipkit install git -n");
}
