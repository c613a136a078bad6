//! Hooks in the configuration: whole or not at all, and gone without a trace.

use super::{EVENTS, answer, bytes, say_version, shipkit, state, steps, why};
use crate::support::Sandbox;

fn new() -> Sandbox {
    let s = Sandbox::new();
    say_version(&s, "2.54.0");
    s
}

#[test]
fn a_git_that_has_hooks_in_its_configuration_gets_them_there() {
    for (version, way) in [
        ("2.54.0", "config write"),
        ("2.54.0-rc1", "config write"),
        ("2.54.0.windows.1", "config write"),
        ("2.55.GIT", "config write"),
        ("3.0.1", "config write"),
        ("2.53.9", "file write"),
        ("2.50.1 (Apple Git-155)", "file write"),
    ] {
        let s = Sandbox::new();
        say_version(&s, version);
        let plan = answer(&s, "install git -n");
        assert_eq!(steps(&plan, "post-rewrite"), way, "{version}");
        let legacy = answer(&s, "install git -n --legacy");
        assert_eq!(steps(&legacy, "post-rewrite"), "file write", "{version}");
    }
}

#[test]
fn each_event_has_its_command_and_nothing_else_changes() {
    let s = new();
    let before = s.read(".git/config");
    let hooks = s.sh("ls .git/hooks");
    let _ = shipkit(&s, "install git").expect_code(0);
    assert_eq!(s.sh("ls .git/hooks"), hooks);
    assert!(s.read(".git/config").starts_with(&before));
    for event in EVENTS {
        let get = |key: &str| s.git(&["config", &format!("hook.shipkit-{event}.{key}")]);
        assert_eq!(get("event"), event);
        assert!(get("command").contains(&format!("git-shipkit hook {event} \"$@\"")));
        let mark = get("writtenBy");
        assert!(mark.starts_with(concat!("git-shipkit ", env!("CARGO_PKG_VERSION"))));
    }
    let installed = state(&s);
    let _ = shipkit(&s, "install git")
        .expect_code(0)
        .says("is there already");
    assert_eq!(state(&s), installed);
}

/// Configurations as people have them, after what `git init` wrote.
const TAILS: [&str; 9] = [
    "",
    "[user]\n\tname = x",
    "[user]\r\n\tname = x\r\n",
    "[user]\n\tname = x\n# the end\n",
    "# the end",
    "\n\n\n",
    "[include]\n\tpath = more\n",
    "[hook \"mine\"]\n\tevent = pre-commit\n\tcommand = true\n",
    "[a \"b\"] c = d ; e\n[a]",
];

#[test]
fn the_file_is_as_it_was_to_the_byte() {
    for tail in TAILS {
        let s = new();
        s.write(".git/more", "[more]\n\tx = y\n");
        let start = s.read(".git/config");
        s.write(".git/config", format!("{start}{tail}"));
        s.sh("chmod 640 .git/config");
        let (before, listed) = (bytes(&s), s.git(&["config", "--list"]));
        let _ = shipkit(&s, "install git -q").expect_code(0);
        let without: Vec<String> = s
            .git(&["config", "--list"])
            .lines()
            .filter(|line| !line.starts_with("hook.shipkit-"))
            .map(str::to_owned)
            .collect();
        assert_eq!(without.join("\n"), listed, "{tail:?}");
        assert_eq!(
            steps(&answer(&s, "install git"), "pre-commit"),
            "config keep"
        );
        let _ = shipkit(&s, "uninstall git -q").expect_code(0);
        assert_eq!(bytes(&s), before, "{tail:?}");
    }
}

#[test]
fn a_link_is_written_through_as_git_does() {
    let s = new();
    s.sh("mv .git/config ../elsewhere; ln -s ../../elsewhere .git/config");
    let before = s.read("../elsewhere");
    let _ = shipkit(&s, "install git -q").expect_code(0);
    assert_eq!(
        s.git(&["config", "hook.shipkit-pre-commit.event"]),
        "pre-commit"
    );
    let _ = shipkit(&s, "uninstall git -q").expect_code(0);
    assert_eq!(s.read("../elsewhere"), before);
    assert_eq!(s.sh("readlink .git/config"), "../../elsewhere\n");
}

#[test]
fn what_came_between_stays() {
    for (edit, left) in [
        // Another section behind ours, and a comment that belongs to it.
        (
            "printf '# about x\\n[x]\\n\\ty = z\\n' >>.git/config",
            "# about x\n[x]\n\ty = z\n",
        ),
        ("git config x.y z", "[x]\n\ty = z\n"),
    ] {
        let s = new();
        let before = s.read(".git/config");
        let _ = shipkit(&s, "install git -q").expect_code(0);
        s.sh(edit);
        let _ = shipkit(&s, "uninstall git -q").expect_code(0);
        assert_eq!(s.read(".git/config"), format!("{before}{left}"), "{edit}");
    }
    // A switch and a comment among ours: they are the user's.
    let s = new();
    let _ = shipkit(&s, "install git -q").expect_code(0);
    s.sh("git config hook.shipkit-post-commit.parallel true
          git config hook.shipkit-post-merge.enabled false
          sed -i '/shipkit-pre-commit\"/a # mine' .git/config");
    let plan = answer(&s, "install git");
    assert_eq!(steps(&plan, "post-merge"), "config keep");
    assert_eq!(why(&plan, "post-merge"), "is turned off by its 'enabled'");
    let _ = shipkit(&s, "uninstall git -q").expect_code(0);
    let config = s.read(".git/config");
    assert!(
        config.contains("# mine\n") && config.contains("enabled = false\n"),
        "{config}"
    );
    let left = s.git(&["config", "--get-regexp", "^hook\\."]);
    assert_eq!(
        left,
        "hook.shipkit-post-commit.parallel true\nhook.shipkit-post-merge.enabled false"
    );
}

#[test]
fn a_hook_of_that_name_by_somebody_else_is_left() {
    let ours = "git config hook.shipkit-pre-commit";
    for (setup, reason) in [
        (format!("{ours}.command true; {ours}.event pre-commit"), "the repository's own configuration"),
        (format!("{ours}.event pre-commit --global; {ours}.command true --global").replace(" --global", "").replace("git config", "git config --global"), "the global configuration"),
        ("git config include.path more; git config -f .git/more hook.shipkit-pre-commit.command true".to_owned(), "the repository's own configuration"),
        ("git config extensions.worktreeConfig true; git config --worktree hook.shipkit-pre-commit.command true".to_owned(), "the worktree configuration"),
    ] {
        let s = new();
        s.sh(&setup);
        let before = s.sh("cat .git/config* ~/.gitconfig 2>/dev/null || true");
        let plan = answer(&s, "install git");
        assert_eq!(steps(&plan, "pre-commit"), "config refuse", "{setup}");
        assert_eq!(why(&plan, "pre-commit"), format!("is set in {reason}, not by git-shipkit"));
        assert_eq!(steps(&plan, "post-merge"), "config write", "{setup}");
        let plan = answer(&s, "uninstall git");
        assert_eq!(steps(&plan, "pre-commit"), "config leave", "{setup}");
        assert_eq!(s.sh("cat .git/config* ~/.gitconfig 2>/dev/null || true"), before);
    }
}

#[test]
fn ours_in_another_configuration_is_not_ours_to_change() {
    let s = new();
    let _ = shipkit(&s, "install git -q").expect_code(0);
    s.sh("cp .git/config ../kept; git-shipkit uninstall git -q
          sed -n '/hook/,$p' ../kept >~/.gitconfig");
    let before = s.sh("cat .git/config ~/.gitconfig");
    for (verb, does) in [("install", "config refuse"), ("uninstall", "config leave")] {
        let plan = answer(&s, &format!("{verb} git"));
        assert_eq!(steps(&plan, "pre-commit"), does);
        assert_eq!(
            why(&plan, "pre-commit"),
            "is set in the global configuration, not by git-shipkit"
        );
    }
    assert_eq!(s.sh("cat .git/config ~/.gitconfig"), before);
}

#[test]
fn an_edited_hook_is_told_and_left() {
    for edit in [
        "git config hook.shipkit-pre-commit.command true",
        "git config --add hook.shipkit-pre-commit.event pre-push",
        "git config --unset hook.shipkit-pre-commit.command",
    ] {
        let s = new();
        let _ = shipkit(&s, "install git -q").expect_code(0);
        s.sh(edit);
        let section = s.git(&["config", "--get-regexp", "^hook.shipkit-pre-commit"]);
        let before = state(&s);
        let plan = answer(&s, "install git");
        assert_eq!(steps(&plan, "pre-commit"), "config leave", "{edit}");
        assert_eq!(
            why(&plan, "pre-commit"),
            "was edited since git-shipkit wrote it"
        );
        assert_eq!(state(&s), before, "{edit}");
        let plan = answer(&s, "uninstall git");
        assert_eq!(steps(&plan, "pre-commit"), "config leave", "{edit}");
        let left = s.git(&["config", "--get-regexp", "^hook\\."]);
        assert_eq!(left, section, "{edit}");
    }
}

#[test]
fn a_lock_of_gits_is_heeded_and_nothing_is_written() {
    let s = new();
    let before = bytes(&s);
    s.write(".git/config.lock", "");
    let _ = shipkit(&s, "install git")
        .expect_code(128)
        .complains("config.lock' is there; nothing was written");
    s.sh("rm .git/config.lock");
    assert_eq!(bytes(&s), before);
    // What git cannot read is not written over.
    s.sh("printf '[broken' >>.git/config");
    let _ = shipkit(&s, "install git").expect_code(128);
    assert!(s.read(".git/config").ends_with("[broken"));
    s.write(".git/config", "[core]\n\tbare = false\n");
}

#[test]
fn a_switch_is_read_as_git_reads_it() {
    for word in ["False", "NO", "off", "0"] {
        let s = new();
        let _ = shipkit(&s, "install git -q").expect_code(0);
        s.git(&["config", "hook.shipkit-post-merge.enabled", word]);
        let plan = answer(&s, "install git -n");
        assert_eq!(why(&plan, "post-merge"), "is turned off by its 'enabled'");
    }
}

#[test]
fn settings_that_are_there_twice_are_an_edit() {
    let s = new();
    let _ = shipkit(&s, "install git -q").expect_code(0);
    let all = s.read(".git/config");
    s.write(".git/config", format!("{all}{all}"));
    let plan = answer(&s, "install git -n");
    assert_eq!(steps(&plan, "post-merge"), "config leave");
    let said = why(&plan, "post-merge");
    assert_eq!(said, "was edited since git-shipkit wrote it");
}

#[test]
fn what_the_configuration_holds_is_never_for_all_to_read() {
    let s = new();
    s.sh("cp ../versions/git ../versions/git.next
          printf '#!/bin/sh\\n[ \"$2\" != --file ] || ls -ld \"${3%%/*}\" >>\"$SANDBOX/modes\"\\nexec \"$SANDBOX/versions/git.next\" \"$@\"\\n' >../versions/git");
    let _ = shipkit(&s, "install git -q").expect_code(0);
    let modes = s.read("../modes");
    assert!(
        modes.lines().all(|line| line.starts_with("drwx------")),
        "{modes}"
    );
}
