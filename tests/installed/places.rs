//! Where it is run, and where git looks for hooks.

use super::{answer, bytes, calls, hook, listen, say_version, shipkit, steps, why};
use crate::support::Sandbox;

#[test]
fn work_trees_share_their_hooks() {
    for version in ["2.47.3", "2.54.0"] {
        let s = Sandbox::new();
        say_version(&s, version);
        let before = bytes(&s);
        s.sh("git worktree add -q ../other -b other; mkdir -p ../other/deep/er");
        s.cd("../other/deep/er");
        let _ = shipkit(&s, "install git")
            .expect_code(0)
            .says("/repo/.git/");
        let plan = answer(&s, "install git");
        assert_eq!(plan["written"], false, "{version}");
        s.cd("../../../repo");
        assert_eq!(answer(&s, "install git")["written"], false, "{version}");
        let _ = shipkit(&s, "uninstall git").expect_code(0);
        assert_eq!(bytes(&s), before, "{version}");
    }
}

#[test]
fn hooks_fire_in_every_work_tree_and_below() {
    let s = Sandbox::new();
    listen(&s);
    let _ = shipkit(&s, "install git -q").expect_code(0);
    s.sh("git worktree add -q ../other -b other");
    assert_eq!(calls(&s), "hook post-checkout ID ID 1\n");
    s.sh("cd ../other; mkdir deep; cd deep; echo 2 >b; git add b; git commit -qm b");
    assert_eq!(calls(&s), "hook pre-commit\nhook post-commit\n");
    s.sh("git merge -q other; git commit -q --amend -m again");
    assert_eq!(
        calls(&s),
        "hook post-merge 0\nhook pre-commit\nhook post-commit\nhook post-rewrite amend\n"
    );
}

#[test]
fn a_submodule_has_hooks_of_its_own() {
    let s = Sandbox::new();
    s.sh("git clone -q . ../sub; git -c protocol.file.allow=always submodule add -q ../sub sub 2>/dev/null; git commit -qm sub");
    let before = bytes(&s);
    s.cd("sub");
    let _ = shipkit(&s, "install git -q").expect_code(0);
    assert!(s.exists("../.git/modules/sub/hooks/pre-commit"));
    s.cd("..");
    assert_eq!(bytes(&s), before);
}

#[test]
fn the_environment_names_the_repository() {
    let s = Sandbox::new();
    s.sh("mkdir ../away");
    s.set("GIT_DIR", s.root().join("repo/.git"));
    s.set("GIT_WORK_TREE", s.root().join("repo"));
    s.cd("../away");
    let _ = shipkit(&s, "install git -q").expect_code(0);
    assert!(s.exists("../repo/.git/hooks/pre-commit"));
}

#[test]
fn where_there_is_no_work_tree_nothing_is_installed() {
    let s = Sandbox::new();
    s.sh("git clone -q --bare . ../bare.git");
    s.cd("../bare.git");
    let before = s.sh("ls -R");
    let _ = shipkit(&s, "install git").refused(128, "this operation must be run in a work tree");
    assert_eq!(s.sh("ls -R"), before);
}

#[test]
fn hooks_that_are_turned_off_stay_off() {
    for version in ["2.47.3", "2.54.0"] {
        for value in ["", "/dev/null"] {
            let s = Sandbox::new();
            say_version(&s, version);
            s.git(&["config", "core.hooksPath", value]);
            let before = (bytes(&s), s.sh("ls -A"));
            let plan = answer(&s, "install git");
            assert!(steps(&plan, "pre-commit").ends_with(" refuse"));
            assert_eq!(
                why(&plan, "pre-commit"),
                format!(
                    "core.hooksPath is '{value}' in the local configuration: hooks are turned off"
                )
            );
            let _ = shipkit(&s, "install git")
                .expect_code(1)
                .says("Nothing was written.\n");
            assert_eq!((bytes(&s), s.sh("ls -A")), before, "{version} {value:?}");
        }
    }
}

#[test]
fn a_directory_of_hooks_elsewhere_is_never_written_to() {
    for (set, scope) in [
        ("git config core.hooksPath .githooks", "local"),
        ("git config --global core.hooksPath '~/hooks'", "global"),
        ("git config core.hooksPath \"$SANDBOX/out\"", "local"),
        (
            "git config extensions.worktreeConfig true; git config --worktree core.hooksPath tools/hooks",
            "worktree",
        ),
    ] {
        let s = Sandbox::new();
        s.sh(set);
        let before = (bytes(&s), s.sh("find .. -not -path '*/.git/*' | sort"));
        let plan = answer(&s, "install git");
        assert_eq!(steps(&plan, "pre-commit"), "manager refuse", "{set}");
        let value = s.git(&["config", "core.hooksPath"]);
        assert_eq!(
            why(&plan, "pre-commit"),
            if scope == "global" {
                format!(
                    "core.hooksPath is '{}/home/hooks' in the global configuration",
                    s.root().display()
                )
            } else {
                format!("core.hooksPath is '{value}' in the {scope} configuration")
            }
        );
        let lines = super::by_hand(&plan, "pre-commit");
        assert!(
            lines.starts_with("#!/bin/sh\n! command -v git-shipkit "),
            "{lines}"
        );
        let _ = shipkit(&s, "install git").expect_code(1);
        assert_eq!(
            (bytes(&s), s.sh("find .. -not -path '*/.git/*' | sort")),
            before,
            "{set}"
        );
        // The configuration does not depend on it.
        say_version(&s, "2.54.0");
        assert_eq!(
            steps(&answer(&s, "install git"), "pre-commit"),
            "config write"
        );
    }
}

#[test]
fn lines_added_elsewhere_are_enough() {
    let s = Sandbox::new();
    listen(&s);
    s.git(&["config", "core.hooksPath", ".githooks"]);
    let plan = answer(&s, "install git");
    for event in super::EVENTS {
        s.write(&format!(".githooks/{event}"), super::by_hand(&plan, event));
    }
    s.sh("chmod +x .githooks/*");
    let _ = shipkit(&s, "install git")
        .expect_code(0)
        .says("is there already");
    s.sh("echo 2 >a; git commit -qam 2; git switch -qc other");
    assert_eq!(
        calls(&s),
        "hook pre-commit\nhook post-commit\nhook post-checkout ID ID 1\n"
    );
}

#[test]
fn the_repositorys_own_directory_may_be_named() {
    let s = Sandbox::new();
    let own = s.root().join("repo/.git/hooks");
    s.git(&[
        "config",
        "core.hooksPath",
        own.to_str().expect("a path of ours"),
    ]);
    assert_eq!(
        steps(&answer(&s, "install git"), "pre-commit"),
        "file write"
    );
    // A later setting holds, and is the one that is told.
    s.git(&["config", "--global", "core.hooksPath", "/nowhere"]);
    assert_eq!(steps(&answer(&s, "install git"), "pre-commit"), "file keep");
}

#[test]
fn a_template_may_bring_our_block() {
    let s = Sandbox::new();
    hook(&s, "pre-commit", "#!/bin/sh\necho mine\n");
    let _ = shipkit(&s, "install git -q").expect_code(0);
    s.sh("mkdir ../template; cp -R .git/hooks ../template; git init -q --template=../template ../new");
    s.cd("../new");
    assert_eq!(answer(&s, "install git")["written"], false);
    let _ = shipkit(&s, "uninstall git -q").expect_code(0);
    assert_eq!(s.read(".git/hooks/pre-commit"), "#!/bin/sh\necho mine\n");
}
