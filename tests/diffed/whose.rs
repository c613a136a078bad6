//! Who shows the diff: git itself, untouched, for whoever has a program of
//! their own for it.

use super::{drawn_at, seen};
use crate::support::{Sandbox, can_type, skipped};

fn edited() -> Sandbox {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.write("a", "two\n");
    s.write("../show", "#!/bin/sh\necho shown by me\n");
    s.write("../draw", "#!/bin/sh\nsed 's/^/DRAWN /'\n");
    s.sh("chmod +x ../show ../draw");
    s
}

const OURS: &str = "a: Modified (+1 -1)\n  1    - one\n     1 + two\n";

#[test]
fn a_program_of_the_users_own_shows_it() {
    for (setup, variable, value) in [
        ("", "GIT_EXTERNAL_DIFF", "$SANDBOX/show"),
        ("git config diff.external \"$SANDBOX/show\"", "", ""),
        (
            "git config diff.x.command \"$SANDBOX/show\"; echo 'a diff=x' >.git/info/attributes",
            "",
            "",
        ),
    ] {
        let s = edited();
        assert_eq!(seen(&s, &["diff"]), OURS, "before {setup}{variable}");
        s.sh(setup);
        if !variable.is_empty() {
            let value = value.replace("$SANDBOX", &s.root().to_string_lossy());
            s.set(variable, value);
        }
        assert_eq!(seen(&s, &["diff"]), "shown by me\n", "{setup}{variable}");
        let json = s.shipkit(&["diff", "--json"]).json();
        let text = json["text"].as_str().expect("a text");
        assert!(
            text.contains("-one\n+two\n"),
            "programs see the patch: {text}"
        );
    }
}

#[test]
fn a_driver_of_other_files_changes_nothing() {
    let s = edited();
    s.sh("git config diff.x.command \"$SANDBOX/show\"; echo 'b diff=x' >.git/info/attributes");
    assert_eq!(seen(&s, &["diff"]), OURS);
}

#[test]
fn a_text_that_a_program_makes_has_no_marks() {
    let s = Sandbox::init(&[]);
    s.sh("printf 'one\\ntwo\\n' >a");
    let _ = s.save(&["a:2"]);
    s.sh("printf 'one\\n2\\n' >a");
    assert!(seen(&s, &["diff"]).contains("> 2    - two\n"));
    s.sh("git config diff.x.textconv 'tac <'; echo 'a diff=x' >.git/info/attributes");
    let drawing = seen(&s, &["diff"]);
    assert!(
        drawing.contains("  1    - two\n") && !drawing.contains('>'),
        "{drawing}"
    );
}

#[test]
fn a_pager_that_draws_gets_gits_own_patch() {
    for (setup, is_ours) in [
        ("git config core.pager \"$SANDBOX/draw\"", false),
        ("git config pager.diff \"$SANDBOX/draw\"", false),
        ("git config core.pager 'less -FX'", true),
        ("git config core.pager 'LESS=FRX less'", true),
        ("git config core.pager 'less | cat'", false),
        ("git config pager.diff false", true),
        ("git config shipkit.diff git", false),
        ("git config shipkit.diff auto", true),
    ] {
        let s = edited();
        s.sh(setup);
        let Some(shown) = drawn_at(&s, 80, "diff") else {
            return;
        };
        assert_eq!(shown.contains(OURS), is_ours, "{setup}: {shown}");
        assert_eq!(shown.contains("-one"), !is_ours, "{setup}: {shown}");
        let pages = setup.contains("/draw");
        assert_eq!(shown.contains("DRAWN -one"), pages, "{setup}: {shown}");
    }
}

#[test]
fn a_pager_of_ours_alone_is_heeded_where_git_shows() {
    if !can_type() {
        return skipped("there is no script (util-linux)");
    }
    let (draw, twice) = ("$SANDBOX/draw", "$SANDBOX/draw | $SANDBOX/draw");
    for (core, of_diff, ours, is_ours, drawn) in [
        ("cat", "", draw, false, 1),
        (twice, "", draw, false, 1),
        (draw, twice, draw, false, 1),
        (draw, "false", draw, false, 1),
        (draw, "", "true", false, 1),
        (draw, "", "false", true, 0),
        (draw, "false", "", true, 0),
    ] {
        let s = edited();
        let keys = ["core.pager", "pager.diff", "pager.shipkit"];
        for (key, value) in keys.iter().zip([core, of_diff, ours]) {
            if !value.is_empty() {
                s.sh(&format!("git config {key} \"{value}\""));
            }
        }
        let typed = "script -qec 'git-shipkit diff' /dev/null </dev/null";
        let shown = s.run("sh", &["-c", typed], None).stdout.replace('\r', "");
        let case = format!("{core}, {of_diff}, {ours}: {shown}");
        assert_eq!(shown.contains(OURS), is_ours, "{case}");
        assert!(!shown.contains("DRAWN DRAWN"), "{case}");
        assert_eq!(shown.matches("DRAWN -one").count(), drawn, "{case}");
    }
}

#[test]
fn a_pipe_gets_a_patch_that_git_applies() {
    let s = edited();
    let patch = s.shipkit(&["diff"]).expect_code(0).stdout;
    s.write("patch", &patch);
    s.git(&["apply", "-R", "patch"]);
    assert_eq!(s.read("a"), "one\n");
}

#[test]
fn who_stops_reading_has_read_enough() {
    let s = edited();
    s.sh("seq 20000 >a");
    for (words, env) in [
        ("diff", ""),
        ("diff --color=always", ""),
        ("diff", "GIT_PAGER_IN_USE=1"),
    ] {
        let line = format!("{{ {env} git shipkit {words}; echo $? >&2; }} | head -n 1");
        let said = s.run("sh", &["-c", &line], None);
        assert_eq!(said.stderr, "0\n", "{words} {env}");
    }
}
