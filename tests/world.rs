//! Where the files of a checkpoint are as they were saved, when those here
//! are not: the branch, worktree or stash that matches best is named, with
//! what to type, and where the work merely went on nothing is.

mod odd;

use crate::support::{Report, Sandbox};
use serde_json::{Value, json};

/// The files that the checkpoints name.
const FILES: [&str; 4] = ["a", "b", "d/c", "d/e"];

/// A repository with four files on `main`, of which `feat/auth`, checked out,
/// changed three.
fn feature() -> Sandbox {
    let s = Sandbox::new();
    s.sh(
        "mkdir d; for f in b d/c d/e; do echo $f >$f; done; git add .; git commit -qm files
          git switch -qc feat/auth; for f in a b d/c; do echo feat >$f; done
          git commit -qam feat",
    );
    s
}

/// The same, saved, and then `main` again.
fn left() -> Sandbox {
    let s = feature();
    let _ = s.save(&FILES);
    s.git(&["switch", "-q", "main"]);
    s
}

/// What is told of a world, by either hand the same; null where nothing is.
#[track_caller]
fn world(s: &Sandbox) -> Value {
    let by = |hand: &str| {
        s.set("SHIPKIT_HAND", hand);
        let said = s.shipkit(&["resume", "--json"]);
        Report::of(&said).json["world"].clone()
    };
    let told = by("gix");
    assert_eq!(by("git"), told);
    told
}

/// The lines from the one on the world on, and what is beneath it.
#[track_caller]
fn lines(s: &Sandbox) -> Vec<String> {
    let said = s.shipkit(&["resume", "--check"]).expect_code(1).stdout;
    let lines = said
        .lines()
        .skip_while(|line| !line.contains("files are as they were saved"));
    lines.map(str::to_owned).collect()
}

fn told(kind: &str, name: &str, matches: u64, of: u64, here: u64) -> Value {
    json!({"kind": kind, "name": name, "matches": matches, "of": of, "here": here})
}

fn told_lines(place: &str, numbers: (u64, u64, u64), commands: &[&str]) -> Vec<String> {
    let (matches, of, here) = numbers;
    let its = if matches == of { "Its" } else { "More of its" };
    let mut lines = vec![format!(
        "{its} files are as they were saved {place} ({matches} of {of}); here {here} of {of} are."
    )];
    lines.extend(commands.iter().map(|command| format!("  {command}")));
    lines
}

#[test]
fn the_branch_that_was_left_is_named() {
    let s = left();
    assert_eq!(world(&s), told("branch", "feat/auth", 4, 4, 1));
    let command = "git switch feat/auth";
    assert_eq!(
        lines(&s),
        told_lines("on branch feat/auth", (4, 4, 1), &[command])
    );
    let whole = s.shipkit(&["resume"]).expect_code(1).stdout;
    let (at, choices) = (whole.find("Its files").unwrap(), whole.find("1. ").unwrap());
    assert!(at < choices, "{whole}");
    s.sh(&format!("{command} -q"));
    assert_eq!(world(&s), Value::Null);
}

#[test]
fn a_branch_that_is_only_on_the_remote_is_named() {
    let s = left();
    s.sh("git clone -q --branch feat/auth . ../clone; cd ../clone
          git checkout -q feat/auth; CP a b d/c d/e
          git switch -qc main origin/main; git branch -qD feat/auth");
    s.cd("../clone");
    assert_eq!(world(&s), told("branch", "origin/feat/auth", 4, 4, 1));
    let command = "git switch --track origin/feat/auth";
    assert_eq!(lines(&s)[1..], [format!("  {command}")]);
    s.git(&["branch", "-q", "feat/auth", "main"]);
    let detach = "  git switch --detach origin/feat/auth";
    assert_eq!(lines(&s)[1..], [detach.to_owned()]);
    s.sh(&format!("git branch -qD feat/auth; {command} -q"));
    assert_eq!(world(&s), Value::Null);
}

#[test]
fn a_branch_that_is_in_another_worktree_is_entered() {
    let s = left();
    s.sh("git worktree add -q \"../my wt\" feat/auth");
    assert_eq!(world(&s), told("branch", "feat/auth", 4, 4, 1));
    let there = s.root().join("my wt");
    let command = format!("  cd '{}'", there.display());
    assert_eq!(lines(&s)[1..], [command]);
}

#[test]
fn a_worktree_counts_with_its_files_as_they_lie_there() {
    let s = feature();
    s.sh("echo wip >d/e; echo wip >a");
    let _ = s.save(&FILES);
    s.sh(
        "git stash -q; git switch -q main; git worktree add -q ../wt feat/auth
          cd ../wt; git stash pop -q",
    );
    let there = s.root().join("wt").display().to_string();
    assert_eq!(world(&s), told("worktree", &there, 4, 4, 0));
    let place = format!("in the worktree {there}");
    let command = format!("cd {there}");
    assert_eq!(lines(&s), told_lines(&place, (4, 4, 0), &[&command]));
    s.sh("cd ../wt; echo other >a; echo other >b");
    assert_eq!(world(&s), told("branch", "feat/auth", 2, 4, 0));
    s.sh("cd ../wt; git checkout -q b");
    assert_eq!(world(&s)["matches"], 3);
}

#[test]
fn the_main_worktree_is_one_too() {
    let s = left();
    s.sh("git worktree add -q ../wt main~0 -b w; cp -r .shipkit ../wt; git switch -q feat/auth");
    let main = s.cwd().display().to_string();
    s.cd("../wt");
    assert_eq!(world(&s), told("branch", "feat/auth", 4, 4, 1));
    assert_eq!(lines(&s)[1..], [format!("  cd {main}")]);
    s.sh("git -C ../repo switch -q --detach; git branch -qD feat/auth");
    assert_eq!(world(&s), told("worktree", &main, 4, 4, 1));
}

#[test]
fn a_stash_counts_with_its_untracked_files() {
    let s = Sandbox::new();
    s.sh("echo b >b; git add b; git commit -qm b; echo wip >a; echo wip >b; echo new >n");
    let _ = s.save(&["a", "b", "n"]);
    s.sh("git stash -qu; echo x >a; git stash -q");
    assert_eq!(world(&s), told("stash", "stash@{1}", 3, 3, 0));
    let command = "git stash apply 'stash@{1}'";
    assert_eq!(lines(&s), told_lines("in stash@{1}", (3, 3, 0), &[command]));
    s.sh(&format!("{command} -q"));
    assert_eq!(s.check().code, 0);
}

#[test]
fn a_stash_of_the_branch_that_was_left_is_applied_there() {
    let s = feature();
    s.sh("echo wip >a; echo wip >b");
    let _ = s.save(&FILES);
    s.sh("git stash -q; git switch -q main");
    assert_eq!(world(&s), told("stash", "stash@{0}", 4, 4, 1));
    let commands = lines(&s).split_off(1);
    assert_eq!(
        commands,
        ["  git switch feat/auth", "  git stash apply 'stash@{0}'"]
    );
    s.sh(&commands.join(" -q\n"));
    assert_eq!(s.check().code, 0);
}

#[test]
fn of_several_that_match_the_same_one_is_named() {
    let s = left();
    s.sh(
        "git branch newer feat/auth; git switch -q newer; git commit -q --allow-empty -m n
          git switch -q main; git worktree add -q ../wt feat/auth --detach",
    );
    assert_eq!(world(&s)["name"], "feat/auth");
    s.git(&["branch", "-qm", "feat/auth", "older"]);
    let there = s.root().join("wt").display().to_string();
    assert_eq!(world(&s)["name"], there.as_str());
    s.git(&["worktree", "remove", "../wt"]);
    assert_eq!(world(&s)["name"], "newer");
    s.sh(
        "git switch -q newer; echo x >f; git add f; git rm -q b; git commit -qm less
          git switch -q main",
    );
    assert_eq!(world(&s)["name"], "older", "it has one more");
}

#[test]
fn while_the_work_merely_goes_on_nothing_is_named() {
    const ALL: &str = "for f in a b d/c d/e; do echo 2 >$f; done; git commit -qam 2";
    let wip = "echo wip >a; echo wip >b";
    for (before, after) in [
        // edits that no commit has, and branches where the files are as saved
        ("", "git branch x; echo 2 >a; echo 2 >b; echo 2 >d/c"),
        ("", "git switch -qc x; echo 2 >a; echo 2 >b; echo 2 >d/c"),
        // commits on the branch that was saved, others left behind at the save
        ("", "git branch x; git worktree add -q ../wt x; $ALL"),
        (
            "",
            "git branch x; $ALL; git reset -q --soft HEAD~1; git commit -qa --amend -m 2",
        ),
        ("", "git branch x; git branch -m y; $ALL"),
        (wip, "git commit -qam wip; git branch x; $ALL"),
        // a stash of something else, and one of little
        ("", "echo x >o; git add o; git stash -q; $ALL"),
        (
            wip,
            "git commit -qam wip; echo x >o; git add o; git stash -q; $ALL",
        ),
        ("echo wip >a", "git stash -q"),
        // a formatter, elsewhere
        (
            "",
            "git switch -q main; git checkout -q feat/auth -- .; sed -i 's/^/ /' a; git commit -qam f",
        ),
        // nothing at all
        ("", "git switch -q --detach"),
    ] {
        let s = feature();
        s.sh(before);
        let _ = s.save(&FILES);
        s.sh(&after.replace("$ALL", ALL));
        assert_eq!(world(&s), Value::Null, "{before}; {after}");
    }
}

#[test]
fn what_matches_no_better_or_badly_is_not_named() {
    for (changes, expected) in [
        ("git branch -qD feat/auth", Value::Null),
        (
            "git branch -qf feat/auth main; for f in b d/c d/e; do rm $f; done; rm a",
            Value::Null,
        ),
        // one of four, where here none is
        (
            "git switch -q feat/auth; for f in a b d/c; do echo 3 >$f; done; git commit -qam 3
             git switch -q main; git rm -q d/e; git commit -qm less",
            Value::Null,
        ),
        // another mode is another file
        (
            "git switch -q feat/auth; chmod +x a b; git commit -qam x; git switch -q main; rm d/e",
            told("branch", "feat/auth", 2, 4, 0),
        ),
    ] {
        let s = left();
        s.sh(changes);
        assert_eq!(world(&s), expected, "{changes}");
    }
}
