//! One form at a time, always today's: a second installation changes nothing,
//! an old one is renewed, what somebody edited is theirs, two that call us are
//! made one.

use super::{EVENTS, answer, bytes, hook, say_version, shipkit, state, steps, why};
use crate::support::Sandbox;

/// A block as a version that is told would have written it.
fn of_version(s: &Sandbox, version: &str, body: &str) -> String {
    let check = s.blob_id(&format!("\n{body}"));
    format!(
        "# >>> git-shipkit {version} (check {})\n{body}# <<< git-shipkit",
        &check[..16]
    )
}

#[test]
fn a_block_of_another_version_is_renewed_where_it_stands() {
    let s = Sandbox::new();
    let old = of_version(&s, "0.0.1", "git shipkit once\n");
    hook(&s, "pre-commit", "#!/bin/sh\necho one\necho two\n");
    let _ = shipkit(&s, "install git -q").expect_code(0);
    let today = s.read(".git/hooks/pre-commit");
    let today =
        &today[today.find("# >>>").expect("it begins")..today.find("\necho one").expect("it ends")];
    // Somebody has moved it to another place, which is theirs to choose.
    hook(
        &s,
        "pre-commit",
        format!("#!/bin/sh\necho one\n{old}\necho two\n"),
    );
    let plan = answer(&s, "install git");
    assert_eq!(steps(&plan, "pre-commit"), "file renew");
    assert_eq!(why(&plan, "pre-commit"), "was written by git-shipkit 0.0.1");
    assert_eq!(
        s.read(".git/hooks/pre-commit"),
        format!("#!/bin/sh\necho one\n{today}\necho two\n")
    );
    hook(&s, "pre-commit", format!("#!/bin/sh\necho one\n{old}"));
    let _ = shipkit(&s, "uninstall git -q").expect_code(0);
    assert_eq!(s.read(".git/hooks/pre-commit"), "#!/bin/sh\necho one");
}

#[test]
fn a_program_that_moved_is_recorded_anew() {
    for version in ["2.47.3", "2.54.0"] {
        let s = Sandbox::new();
        s.sh("mkdir ../one ../two");
        let program = env!("CARGO_BIN_EXE_git-shipkit");
        for name in ["one", "two"] {
            let copy = format!("ln -s '{program}' ../{name}/git-shipkit");
            s.sh(&copy);
        }
        say_version(&s, version);
        super::put_before_path(&s, s.root().join("one"));
        let _ = shipkit(&s, "install git -q").expect_code(0);
        let before = bytes(&s);
        let link = s.root().join("one/git-shipkit");
        assert!(before.contains(link.to_str().expect("a path of ours")));
        super::put_before_path(&s, s.root().join("two"));
        let plan = answer(&s, "install git");
        for event in EVENTS {
            assert!(steps(&plan, event).ends_with(" renew"), "{plan}");
        }
        let after = bytes(&s);
        assert!(
            after.contains("/two/git-shipkit") && !after.contains("/one/"),
            "{version}"
        );
        assert_eq!(answer(&s, "install git")["written"], false);
    }
}

#[test]
fn an_edited_block_is_told_and_left() {
    for edit in [
        "s/pre-commit/pre-push/",
        "s/^# <<< git-shipkit$/# <<< git-shipkit /",
        "/^fi/d",
        "/^# <<</d",
        "/^# >>>/d",
        "s/$/\\r/",
        "$p",
        "p",
        "1a # >>> git-shipkit mine",
    ] {
        let s = Sandbox::new();
        let _ = shipkit(&s, "install git -q").expect_code(0);
        s.sh(&format!("sed -i -E '{edit}' .git/hooks/pre-commit"));
        let before = s.read(".git/hooks/pre-commit");
        let installed = state(&s);
        let plan = answer(&s, "install git");
        assert_eq!(steps(&plan, "pre-commit"), "file leave", "{edit}");
        assert_eq!(
            why(&plan, "pre-commit"),
            "has lines that were edited since git-shipkit wrote them"
        );
        assert_eq!(state(&s), installed, "{edit}");
        // Nor does the configuration call us a second time beside it.
        say_version(&s, "2.54.0");
        let plan = answer(&s, "install git -n");
        assert_eq!(steps(&plan, "pre-commit"), "file leave", "{edit}");
        let plan = answer(&s, "uninstall git");
        assert_eq!(steps(&plan, "pre-commit"), "file leave", "{edit}");
        assert_eq!(s.read(".git/hooks/pre-commit"), before, "{edit}");
        assert!(!s.exists(".git/hooks/post-merge"), "{edit}");
    }
}

#[test]
fn what_somebody_added_to_a_file_of_ours_stays() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install git -q").expect_code(0);
    s.sh("echo 'echo mine' >>.git/hooks/pre-commit");
    let plan = answer(&s, "install git");
    assert_eq!(steps(&plan, "pre-commit"), "file keep");
    let plan = answer(&s, "uninstall git");
    assert_eq!(why(&plan, "pre-commit"), "keeps what else is in it");
    assert_eq!(s.read(".git/hooks/pre-commit"), "#!/bin/sh\necho mine\n");
    assert!(!s.exists(".git/hooks/post-commit"));
}

#[test]
fn a_block_that_does_not_run_is_told() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install git -q").expect_code(0);
    s.sh("chmod -x .git/hooks/pre-commit");
    let plan = answer(&s, "install git");
    assert_eq!(steps(&plan, "pre-commit"), "file refuse");
    assert_eq!(
        why(&plan, "pre-commit"),
        "is not executable, so git does not run it"
    );
    let _ = shipkit(&s, "uninstall git").expect_code(0);
    assert!(!s.exists(".git/hooks/pre-commit"));
}

#[test]
fn a_change_of_form_leaves_one_of_two() {
    let s = Sandbox::new();
    hook(&s, "pre-commit", "#!/bin/sh\necho mine\n");
    let before = bytes(&s);
    let _ = shipkit(&s, "install git -q").expect_code(0);
    let blocks = bytes(&s);
    say_version(&s, "2.54.0");
    let plan = answer(&s, "install git");
    assert_eq!(steps(&plan, "pre-commit"), "config write, file remove");
    assert_eq!(s.read(".git/hooks/pre-commit"), "#!/bin/sh\necho mine\n");
    assert!(!s.exists(".git/hooks/post-commit"));
    let configured = bytes(&s);
    // As somebody may have put both there.
    s.sh("git -c core.hooksPath= config --list >/dev/null || true");
    let plan = answer(&s, "install git --legacy");
    assert_eq!(steps(&plan, "post-merge"), "file write, config remove");
    assert_eq!(bytes(&s), blocks);
    let _ = shipkit(&s, "install git -q").expect_code(0);
    assert_eq!(bytes(&s), configured);
    let _ = shipkit(&s, "uninstall git -q").expect_code(0);
    assert_eq!(bytes(&s), before);
}

#[test]
fn both_forms_together_are_mended() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install git -q").expect_code(0);
    s.sh("cp -R .git/hooks ../kept");
    say_version(&s, "2.54.0");
    let _ = shipkit(&s, "install git -q").expect_code(0);
    let configured = bytes(&s);
    s.sh("rm -r .git/hooks; mv ../kept .git/hooks");
    let plan = answer(&s, "install git");
    assert_eq!(steps(&plan, "pre-commit"), "config keep, file remove");
    assert_eq!(why(&plan, "pre-commit"), "");
    assert_eq!(bytes(&s), configured);
    let _ = shipkit(&s, "uninstall git").expect_code(0);
    assert!(!bytes(&s).contains("git-shipkit"));
}
