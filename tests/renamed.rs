//! A file that is gone from its path is looked for where git would look: the
//! same blob at a new path, else git's similarity to the pinned bytes; what is
//! not known is not guessed.

use crate::support::Sandbox;

/// Files of fifty different lines each, committed: `s`, `d/x`, `d/e/y`.
fn files() -> Sandbox {
    let s = Sandbox::new();
    s.sh("mkdir -p d/e; seq 50 >s; seq 100 150 >d/x; seq 200 250 >d/e/y; git add .; git commit -qm s");
    s
}

/// `renamed t`, `deleted`: what is told of a file.
#[track_caller]
fn fate(s: &Sandbox, path: &str) -> String {
    let report = s.check();
    let to = report.file(path)["newPath"].as_str().unwrap_or_default();
    format!("{} {to}", report.verdict(path))
        .trim_end()
        .to_owned()
}

/// What is told of `s` after a save and this.
#[track_caller]
fn after(script: &str) -> String {
    let s = files();
    let _ = s.save(&["s:7"]);
    s.sh(script);
    fate(&s, "s")
}

#[test]
fn through_commits_and_edits() {
    for (script, told) in [
        ("git mv s t", "renamed t"),
        ("git mv s t; git commit -qm t", "renamed t"),
        (
            "git mv s t; git commit -qm t; git mv t d/u; git commit -qm u",
            "renamed d/u",
        ),
        (
            "git mv s t; git commit -qm t; sed -i 1d t; git commit -qam e; git mv t u; sed -i 2d u",
            "renamed u",
        ),
        ("git mv s S", "renamed S"),
        (
            "mkdir n; git mv s n/s; git commit -qm n; git mv n o; git commit -qm o",
            "renamed o/s",
        ),
        ("git mv s t; sed -i '1,20d' t; git add t", "renamed t"),
        ("git mv s t; sed -i '1,40d' t; git add t", "deleted"),
        ("git mv s t; seq 900 950 >t", "renamed t"),
        ("git mv s t; rm t", "deleted"),
        (
            "echo t >.gitignore; git mv s t; git commit -qm t",
            "renamed t",
        ),
    ] {
        assert_eq!(after(script), told, "{script}");
    }
}

#[test]
fn what_git_does_not_see_is_deleted() {
    for (script, told) in [
        ("mv s t", "deleted"),
        ("rm s", "deleted"),
        ("git rm -q s", "deleted"),
        ("echo t >.gitignore; mv s t; git add .", "deleted"),
        ("mv s t; git add -N t", "renamed t"),
        ("mv s t; sed -i 3d t; git add -N t", "renamed t"),
        ("rm s; seq 900 950 >t; git add -N t", "deleted"),
        ("cp s t; git add t; rm s", "renamed t"),
    ] {
        assert_eq!(after(script), told, "{script}");
    }
}

#[test]
fn a_path_that_is_taken_again_is_no_rename() {
    for (script, told) in [
        ("cp s t; git add t; git commit -qm copy", "unchanged"),
        (
            "git mv s t; seq 900 950 >s; git add s; git commit -qm s",
            "modified",
        ),
        (
            "git mv s t; git mv d/x s; git mv t d/x; git commit -qm swap",
            "modified",
        ),
        (
            "sed 1,30d s >t; sed -i '31,$d' s; git add t; git commit -qam split",
            "modified",
        ),
        (
            "head -30 s >t; tail -20 s >u; git rm -q s; git add t u; git commit -qm split",
            "renamed t",
        ),
    ] {
        assert_eq!(after(script), told, "{script}");
    }
}

#[test]
fn a_directory_that_moved_takes_its_files_along() {
    let s = files();
    s.sh("for p in p q; do mkdir $p; : >$p/__init__.py; echo $p >$p/mod.py; done; git add .; git commit -qm p");
    let _ = s.save(&[
        "d/x",
        "d/e/y:3",
        "p/__init__.py",
        "q/__init__.py",
        "p/mod.py",
    ]);
    s.sh("git mv d lib; mkdir src; git mv p q src; sed -i 5d lib/e/y; git commit -qam moved");
    for (from, to) in [
        ("d/x", "renamed lib/x"),
        ("d/e/y", "renamed lib/e/y"),
        ("p/__init__.py", "renamed src/p/__init__.py"),
        ("q/__init__.py", "renamed src/q/__init__.py"),
        ("p/mod.py", "renamed src/p/mod.py"),
    ] {
        assert_eq!(fate(&s, from), to, "{from}");
    }
}

#[test]
fn a_new_file_goes_to_the_one_it_is_most_like() {
    let s = files();
    s.sh("(seq 40; seq 300 309) >z; git add z; git commit -qm z");
    let _ = s.save(&["s"]);
    s.sh("git rm -q s; git mv z t; sed -i 1d t; git add t; git commit -qm t");
    assert_eq!(
        fate(&s, "s"),
        "deleted",
        "z, which nobody references, is t now"
    );
    s.sh("git reset -q --hard HEAD~1; git rm -q s; git mv z t");
    assert_eq!(fate(&s, "s"), "deleted");
}

#[test]
fn twins_are_not_confused() {
    let s = files();
    s.sh("mkdir k; cp s k/twin; cp s twin; git add .; git commit -qm twins");
    let _ = s.save(&["twin", "k/twin", "s"]);
    s.sh("mkdir m; git mv k m/k; git mv twin m/twin; git rm -q s");
    assert_eq!(fate(&s, "k/twin"), "renamed m/k/twin");
    assert_eq!(fate(&s, "twin"), "renamed m/twin");
    assert_eq!(fate(&s, "s"), "deleted");
}

#[test]
fn what_is_empty_everywhere_is_not_taken_for_another() {
    let s = files();
    s.sh(
        "for p in p q r; do mkdir $p; : >$p/__init__.py; echo L >$p/LICENSE.rst; done
          git add .; git commit -qm p",
    );
    let _ = s.save(&["p/__init__.py", "p/LICENSE.rst", "q/LICENSE.rst"]);
    s.sh(
        "git rm -q p/__init__.py q/__init__.py; : >typed; mkdir n; : >n/__init__.py; : >n/b.py
          for p in p q r; do git mv $p/LICENSE.rst $p/LICENSE.txt; done; git add .",
    );
    assert_eq!(fate(&s, "p/LICENSE.rst"), "renamed p/LICENSE.txt");
    assert_eq!(fate(&s, "q/LICENSE.rst"), "renamed q/LICENSE.txt");
    s.sh("git rm -qf n/__init__.py");
    assert_eq!(fate(&s, "p/__init__.py"), "deleted");
}

#[test]
fn the_pinned_bytes_are_compared_whatever_head_had() {
    let s = files();
    s.sh("seq 500 549 >s");
    let _ = s.save(&["s:7"]);
    s.sh("git rm -qf s; seq 501 549 >t; git add t; git commit -qm t");
    assert_eq!(fate(&s, "s"), "renamed t", "like the pin");
    assert_eq!(s.check().position("s", 7)["nowLine"], 6);
    s.sh("git reset -q --hard HEAD~1; git mv s t; sed -i 1d t; git add t");
    assert_eq!(fate(&s, "s"), "deleted", "like HEAD, not like the pin");
}

#[test]
fn a_file_that_was_untracked_is_followed_to_where_it_was_committed() {
    let s = files();
    s.sh("seq 700 750 >new");
    let _ = s.save(&["new:7"]);
    s.sh("mv new t; sed -i 1d t; git add t; git commit -qm t");
    assert_eq!(fate(&s, "new"), "renamed t");
    let s = Sandbox::init(&[]);
    s.sh("seq 700 750 >new; seq 50 >other");
    let _ = s.save(&["new:7", "other"]);
    s.sh("mv new t; rm other; sed -i 1d t; git add t; git commit -qm t");
    assert_eq!(fate(&s, "new"), "renamed t");
    assert_eq!(fate(&s, "other"), "deleted");
}

#[test]
fn a_saved_head_that_is_lost_leaves_the_exact_ones() {
    let s = files();
    let _ = s.save(&["s:7", "d/x"]);
    s.sh(
        "git mv s t; git mv d/x d/z; sed -i 1d d/z; git commit -qa --amend -m other
          git reflog expire --expire=now --all; git gc -q --prune=now",
    );
    assert_eq!(s.check().relation(), "lost");
    assert_eq!(fate(&s, "s"), "renamed t");
    assert_eq!(fate(&s, "d/x"), "deleted");
}

#[test]
fn links_modules_and_modes_are_followed_as_what_they_are() {
    let s = files();
    s.sh("ln -s d/x link; printf d/x >text; git add .; git commit -qm l");
    let _ = s.save(&["link", "s"]);
    s.sh("git mv s t; chmod +x t; git add t; git rm -q link; git mv text other; git commit -qam m");
    assert_eq!(fate(&s, "s"), "renamed t");
    assert_eq!(fate(&s, "link"), "deleted", "a text is no link");
    s.sh("ln -s d/x link2; git add link2");
    assert_eq!(fate(&s, "link"), "renamed link2");
}

#[test]
fn settings_for_renames_change_nothing() {
    let s = files();
    let _ = s.save(&["s"]);
    s.sh(
        "git mv s t; sed -i 1d t; git commit -qam t; git config diff.renames false
          git config diff.renameLimit 1; git config status.renames false
          git config diff.external false; git config diff.orderFile none",
    );
    assert_eq!(fate(&s, "s"), "renamed t");
}

#[test]
fn a_search_that_would_be_too_long_is_given_up_and_said() {
    let s = files();
    s.sh("mkdir o; for n in $(seq 0 210); do echo $n >o/$n; done");
    let opens: Vec<String> = (0..100).map(|n| format!("o/{n}")).collect();
    let mut opens: Vec<&str> = opens.iter().map(String::as_str).collect();
    opens.push("s");
    let _ = s.save(&opens);
    s.sh("rm -r o; git rm -q s; mkdir n; for n in $(seq 210); do echo n $n >n/$n; done; git add n");
    let report = s.check().expect_code(1);
    assert_eq!(
        (report.verdict("s"), &report.file("s")["searchCut"]),
        ("deleted", &true.into())
    );
    let said = s.shipkit(&["resume", "--check"]).expect_code(1);
    let _ = said.says("or perhaps renamed: not all new files were compared");
}

#[test]
fn what_was_renamed_is_told_with_its_commits_and_edits() {
    let s = files();
    let _ = s.save(&["s"]);
    s.sh("git mv s t; git commit -qm 'Move s'; sed -i 1d t; git commit -qam 'Edit t'");
    let report = s.check().expect_code(1);
    let subjects = |report: &crate::support::Report| -> Vec<String> {
        let commits = report.file("s")["commits"]
            .as_array()
            .expect("a list")
            .clone();
        let subject = |one: serde_json::Value| one["subject"].as_str().map(str::to_owned);
        commits.into_iter().filter_map(subject).collect()
    };
    assert_eq!(subjects(&report), ["Edit t", "Move s"]);
    assert_eq!(report.file("s")["uncommitted"], false);
    s.sh("sed -i 1d t");
    assert_eq!(s.check().file("s")["uncommitted"], true);
    s.sh("git checkout -q t; git mv t u");
    assert_eq!(s.check().file("s")["uncommitted"], true);
}

#[test]
fn showing_a_renamed_file_writes_no_object() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.git(&["mv", "a", "b"]);
    let before = s.git(&["count-objects"]);
    let _ = s.shipkit(&["diff"]).expect_code(0).says("rename to b");
    assert_eq!(s.git(&["count-objects"]), before);
}

#[test]
fn two_files_of_one_content_do_not_become_one_file() {
    let s = Sandbox::new();
    s.sh("mkdir src lib; seq 9 >src/a; seq 9 >src/b; git add .; git commit -qm s");
    let _ = s.save(&["src/a", "src/b"]);
    s.sh("git rm -q src/a; git mv src/b lib/b; git commit -qm m");
    let report = s.check().expect_code(1);
    assert_eq!(report.files(), ["src/a deleted", "src/b renamed"]);
}
