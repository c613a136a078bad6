//! Where a repository lies, whose it is and who may write there.

use super::{agreed, assert_lives};
use crate::support::{Output, Sandbox, is_root, skipped};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn a_repository_may_lie_at_any_path() {
    for name in [
        "with space",
        "new\nline",
        "ünï☃",
        "co:lon",
        "\"quo\"te",
        "$HOME",
        "-dash",
        "*",
        "b\\s ",
    ] {
        let s = Sandbox::empty();
        s.git(&["init", "-q", "-b", "main", "--", name]);
        s.cd(name);
        s.sh("echo one >a; git add a; git commit -qm i");
        assert_lives(&s, "a");
        s.sh("git worktree add -q ../linked; cd ../linked; CP a; RS");
    }
}

#[test]
fn git_is_asked_at_any_path_too() {
    for name in ["co:lon", "new\nline", "\"quo\"te"] {
        let s = Sandbox::empty();
        s.git(&["init", "-q", "-b", "main", "--", name]);
        s.cd(name);
        s.sh("echo '*.u working-tree-encoding=UTF-16' >.gitattributes");
        s.sh("git add .; git commit -qm i; printf '\\376\\377\\0a\\0\\n' >t.u");
        let _ = s.save(&["t.u"]);
        assert!(s.document().contains(&s.blob_id("a\n")), "{}", s.document());
        s.sh("printf '\\376\\377\\0b\\0\\n' >t.u");
        let _ = s.shipkit(&["resume", "--diff"]).says("-a\n+b\n");
    }
}

#[test]
fn a_link_leads_to_a_repository() {
    let s = Sandbox::new();
    s.sh("mkdir d; echo q >d/q; ln -s repo ../link; ln -s repo/d ../inside");
    s.cd("..");
    for (place, path) in [("link", "a"), ("link/d", "q"), ("inside", "q")] {
        let save = format!("cd {place}; CP {path} \"$D/a\" ../../link/a; RS; cd \"$D\"; RS");
        let said = s.sh(&save);
        assert_eq!(
            said.matches("Unchanged").count(),
            if path == "a" { 2 } else { 4 }
        );
    }
    s.cd("repo");
    s.sh("mv .git ../git; ln -s ../git .git");
    assert_lives(&s, "a");
}

#[test]
fn a_path_may_be_as_deep_as_git_takes_it() {
    let s = Sandbox::new();
    let deep = vec!["d".repeat(60); 40].join("/");
    s.write(&format!("{deep}/f"), "deep\n");
    s.cd(&deep);
    assert_lives(&s, "f");
    s.cd(s.root().join("repo"));
    s.git(&["add", "."]);
    let _ = s.save(&[&format!("{deep}/f")]);
    assert_eq!(agreed(&s).files(), [format!("{deep}/f unchanged")]);
}

#[test]
fn names_that_differ_in_case_are_two_where_the_files_are() {
    let s = Sandbox::new();
    s.git(&["config", "core.ignoreCase", "true"]);
    s.sh("echo B >B; git add B; git commit -qm B");
    let _ = s.save(&["b", "B"]);
    assert_eq!(
        s.check().expect_code(0).files(),
        ["B unchanged", "b missing"]
    );
}

#[test]
fn a_colocated_jj_repository_is_lived_in() {
    let s = Sandbox::new();
    s.git(&["checkout", "-q", "--detach"]);
    s.write(".jj/.gitignore", "/*\n");
    s.write(".jj/repo/type", "git\n");
    assert_lives(&s, "a");
    let said = s.save(&["a", ".jj/repo/type"]);
    let _ = said.mentions(&[".jj/repo/type", "it is ignored"]);
    assert!(!s.has_object(&s.blob_id("git\n")));
    s.sh("echo two >a; git commit -qam jj; git checkout -q --detach");
    let report = agreed(&s).expect_code(1);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("modified", "ahead")
    );
    assert!(report.json["head"]["branchNow"].is_null());
}

#[test]
fn locks_of_gits_own_neither_stop_us_nor_are_touched() {
    let s = Sandbox::new();
    for lock in ["index", "HEAD", "config", "packed-refs", "refs/heads/main"] {
        s.write(&format!(".git/{lock}.lock"), "");
    }
    assert_lives(&s, "a");
    assert!(s.exists(".git/index.lock") && s.exists(".git/HEAD.lock"));
}

/// A copy of the repository that belongs to nobody, and a run as nobody there.
fn as_nobody(s: &Sandbox, arguments: &[&str]) -> Output {
    let mut all = vec![
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        "git",
        "shipkit",
    ];
    all.extend(arguments);
    s.watching(|| s.run("setpriv", &all, None))
}

/// Whether nobody can run the program at all.
fn nobody_can_run(s: &Sandbox) -> bool {
    s.sh("chmod -R a+rX \"$SANDBOX\"; chown -R 65534:65534 .");
    is_root() && as_nobody(s, &["--version"]).code == 0
}

#[test]
fn a_repository_that_cannot_be_written_is_read_and_nothing_torn() {
    let s = Sandbox::new();
    if !is_root() {
        return skipped("only root can become somebody else");
    }
    let _ = s.save(&["a"]);
    s.sh("echo '*.u working-tree-encoding=UTF-16' >.gitattributes; echo two >>a");
    if !nobody_can_run(&s) {
        return skipped("nobody cannot run the program here");
    }
    s.sh("chmod -R a-w .");
    for writing in [
        &["checkpoint"][..],
        &["checkpoint", "other", "--task=x"],
        &["clear", "-y", "--no-progress"],
        &["resume", "--update"],
        &["restore"],
    ] {
        let said = as_nobody(&s, writing).expect_code(128);
        let _ = said.mentions(&["fatal: cannot ", "/.git", "Permission denied"]);
    }
    let _ = as_nobody(&s, &["resume", "--check"]).expect_code(1);
    let _ = as_nobody(&s, &["resume", "--diff"]).says("+two");
    let _ = as_nobody(&s, &["diff"]).expect_code(0).says("+two");
    for reading in ["status", "show", "list", "log"] {
        let _ = as_nobody(&s, &[reading]).expect_code(0);
    }
    s.sh("chmod -R u+w .; chown -R 0:0 .");
}

#[test]
fn a_first_save_that_may_not_write_says_where() {
    let s = Sandbox::new();
    if !is_root() || !nobody_can_run(&s) {
        return skipped("only root can become somebody else");
    }
    let save = ["checkpoint", "--task=t", "--open=a"];
    s.write("a", "not committed\n");
    s.sh("chown -R 65534:65534 .; chmod -R a-w .git");
    let mut reached = "";
    for writable in [".git", ".git/objects", ".git/refs"] {
        let said = as_nobody(&s, &save).expect_code(128);
        let _ = said.mentions(&["fatal: cannot ", "/.git", "Permission denied"]);
        assert!(!s.exists(".shipkit/checkpoint.md"), "after {reached}");
        s.sh(&format!("chmod u+w {writable}"));
        reached = writable;
    }
    s.sh("chmod u+w .git/objects/*");
    let _ = as_nobody(&s, &save).expect_code(0);
    s.sh("chmod -R u+w .; chown -R 0:0 .");
    assert_eq!(agreed(&s).code, 0);
}

#[test]
fn what_is_made_is_shared_as_the_repository_is() {
    for (sharing, file, directory) in [
        ("group", 0o660, 0o770),
        ("all", 0o664, 0o775),
        ("0640", 0o640, 0o750),
        ("umask", 0o600, 0o700),
    ] {
        let s = Sandbox::new();
        s.git(&["config", "core.sharedRepository", sharing]);
        s.write("a", "two\n");
        s.sh("umask 077; CP a; git pack-refs --all; CP a");
        let rights = |path: &str| {
            let meta = fs::metadata(s.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
            meta.permissions().mode() & 0o777
        };
        let reference = s.refs();
        let directory_of = |path: &str| path.rsplit_once('/').map_or("", |(dir, _)| dir).to_owned();
        let object = s.blob_id("two\n");
        let fan = format!(".git/objects/{}", &object[..2]);
        for made in [
            &fan,
            ".git/shipkit",
            &format!(".git/{}", directory_of(&reference)),
        ] {
            assert_eq!(rights(made), directory, "{made}, shared as {sharing}");
        }
        assert_eq!(
            rights(&format!("{fan}/{}", &object[2..])),
            file & 0o444,
            "{sharing}"
        );
        for made in [
            ".git/shipkit/lock",
            ".git/shipkit/id",
            &format!(".git/{reference}"),
        ] {
            assert_eq!(rights(made), file, "{made}, shared as {sharing}");
        }
    }
}

#[test]
fn the_owner_counts_as_git_counts_him() {
    let s = Sandbox::new();
    if !is_root() {
        return skipped("only root can give a repository to somebody else");
    }
    let _ = s.save(&["a"]);
    s.sh("chown -R 65534:65534 .");
    let _ = s.shipkit(&["resume"]).refused(128, "dubious ownership");
    let trusting = format!("[safe]\n\tdirectory = {}\n", s.cwd().display());
    s.write("../trusting", trusting);
    s.set("GIT_CONFIG_GLOBAL", s.path("../trusting"));
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
    s.set("GIT_CONFIG_GLOBAL", "/dev/null");
    let explicit = ["--git-dir=.git", "shipkit", "resume", "--check"];
    let _ = s.run("git", &explicit, None).expect_code(0);
}
