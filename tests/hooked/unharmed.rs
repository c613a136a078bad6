//! Whatever a hook meets: nothing of anybody's is changed, nothing is run, and
//! git goes on as if nobody had looked.

use super::*;

const NOTES: &str = "shipkit: this commit changes notes.md, pinned by 'User authentication': git shipkit checkpoint\n";

/// With something to say before the next commit.
fn about_to_commit() -> Sandbox {
    let s = saved();
    s.sh("echo x >>notes.md; git add notes.md");
    s
}

#[test]
fn a_hook_touches_nothing_of_the_users() {
    let s = about_to_commit();
    let head = s.git(&["rev-parse", "HEAD"]);
    for event in EVENTS {
        // the sandbox watches work tree, index, refs and all
        let _ = s
            .directly(&["hook", event, &head, &head, "1"])
            .expect_code(0);
    }
    s.sh("rm .git/shipkit/said");
    let said = s.directly(&["hook", "pre-commit"]).expect_code(0);
    assert_eq!((said.stdout.as_str(), said.stderr.as_str()), ("", NOTES));
}

#[test]
fn nothing_that_the_repository_names_is_run() {
    let s = saved();
    s.sh(r"
        git config core.fsmonitor 'touch PWNED-fsm; false #'
        git config diff.external 'touch PWNED-ext'
        git config core.pager 'touch PWNED-pager; cat'
        git config core.editor 'touch PWNED-editor'
        git config filter.own.clean 'touch PWNED-clean; cat'
        git config filter.own.process 'touch PWNED-process; false'
        git config diff.own.textconv 'touch PWNED-textconv; cat'
        git config alias.diff-index '!touch PWNED-alias'
        git config gpg.program 'touch PWNED-gpg'
        mkdir -p hooks; printf '#!/bin/sh\ntouch PWNED-hook\n' | tee hooks/post-index-change >hooks/reference-transaction
        chmod +x hooks/*; blob=$(git hash-object -w --no-filters other)
        git config core.hooksPath hooks
        git -c core.fsmonitor= update-index --cacheinfo 100644,$blob,notes.md
        echo '* filter=own diff=own' >.git/info/attributes; rm -f PWNED-*");
    let head = s.git(&["rev-parse", "HEAD"]);
    s.sh("rm -f PWNED-*");
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    for version in ["2", "4"] {
        s.sh(&format!("rm .git/info/attributes; git -c core.fsmonitor= -c core.hooksPath= update-index --index-version {version}
            echo '* filter=own diff=own' >.git/info/attributes; rm -f PWNED-* .git/shipkit/said"));
        for event in EVENTS {
            let said = s.run(program, &["hook", event, &head, &head, "1"], None);
            assert_eq!(said.code, 0, "{said}");
            assert_eq!(s.sh("ls -d PWNED-* 2>/dev/null || :"), "", "{event}");
        }
    }
}

#[test]
fn a_document_of_any_kind_is_borne() {
    let s = about_to_commit();
    let whole = s.read(".shipkit/checkpoint.md");
    let half = &whole[..whole.len() - 40];
    let prose = whole
        .split("<!-- git-shipkit")
        .next()
        .expect("the prose is first");
    let huge = "x".repeat(9 << 20);
    for (document, said) in [
        (whole.as_bytes(), NOTES),
        (prose.as_bytes(), NOTES), // the last save stands in for its record
        (half.as_bytes(), NOTES),
        (b"\xff\xfe", ""),
        (huge.as_bytes(), ""),
        (
            b"",
            "shipkit: this commit changes notes.md, pinned by the checkpoint: git shipkit checkpoint\n",
        ),
    ] {
        s.sh("rm -f .git/shipkit/said");
        s.write(".shipkit/checkpoint.md", document);
        let told = s.directly(&["hook", "pre-commit"]).expect_code(0);
        assert_eq!(told.stderr, said, "{} bytes", document.len());
    }
    s.write(
        ".shipkit/checkpoint.md",
        whole.replace("version = 1", "version = 9"),
    );
    assert_eq!(
        s.directly(&["hook", "pre-commit"]).expect_code(0).stderr,
        ""
    );
    s.sh("rm .shipkit/checkpoint.md; mkfifo .shipkit/checkpoint.md");
    assert_eq!(
        s.directly(&["hook", "pre-commit"]).expect_code(0).stderr,
        ""
    );
    s.sh("rm .shipkit/checkpoint.md; ln -s /etc/passwd .shipkit/checkpoint.md");
    assert_eq!(
        s.directly(&["hook", "pre-commit"]).expect_code(0).stderr,
        ""
    );
}

#[test]
fn a_memory_that_is_lost_is_no_memory() {
    let s = about_to_commit();
    let said = |s: &Sandbox| s.directly(&["hook", "pre-commit"]).expect_code(0).stderr;
    assert_eq!((said(&s).as_str(), said(&s).as_str()), (NOTES, ""));
    for lost in [
        "rm .git/shipkit/said",
        "echo x >.git/shipkit/said",
        "printf '\\377' >>.git/shipkit/said",
        "head -c 9000000 /dev/zero >.git/shipkit/said",
        "rm .git/shipkit/said; ln -s ../config .git/shipkit/said",
        "rm .git/shipkit/said; mkfifo .git/shipkit/said",
    ] {
        s.sh(lost);
        assert_eq!(
            (said(&s).as_str(), said(&s).as_str()),
            (NOTES, ""),
            "{lost}"
        );
    }
    // where it cannot be kept it is not, and nobody hears of it
    s.sh("rm .git/shipkit/said; mkdir .git/shipkit/said");
    assert_eq!((said(&s).as_str(), said(&s).as_str()), (NOTES, NOTES));
    s.sh("rmdir .git/shipkit/said; touch .git/shipkit/said.lock");
    assert_eq!((said(&s).as_str(), said(&s).as_str()), (NOTES, NOTES));
    s.sh("touch -d '1 hour ago' .git/shipkit/said.lock");
    assert_eq!((said(&s).as_str(), said(&s).as_str()), (NOTES, ""));
}

#[test]
fn what_goes_wrong_is_told_to_nobody_who_did_not_ask() {
    let s = about_to_commit();
    s.sh("cp .git/index ../index; echo damaged >.git/index");
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    let run = |arguments: &[&str]| s.run(program, arguments, None).expect_code(0).stderr;
    assert!(run(&["hook", "pre-commit"]).starts_with("shipkit: "));
    s.set("SHIPKIT_TRACE", "");
    assert_eq!(run(&["hook", "pre-commit"]), "");
    s.sh("cp ../index .git/index");
    assert_eq!(run(&["hook", "pre-commit"]), NOTES);
    assert_eq!(run(&["hook", "post-nothing", "--new", "-x"]), "");
    assert_eq!(run(&["hook", "post-checkout", "--odd"]), "");
    s.set("SHIPKIT_NOW", "never");
    assert_eq!(run(&["hook", "pre-commit"]), "");
    s.sh("rm -rf .git/shipkit/said");
    s.set("SHIPKIT_NOW", "2025-01-27T15:00:00Z");
    s.set("SHIPKIT", "0");
    assert_eq!(run(&["hook", "pre-commit"]), "");
    s.set("SHIPKIT", "");
    assert_eq!(run(&["hook", "pre-commit"]), NOTES);
    s.cd("..");
    assert_eq!(run(&["hook", "pre-commit"]), "");
    s.cd("repo/.git");
    assert_eq!(run(&["hook", "pre-commit"]), "");
}

#[test]
fn a_doctor_hears_what_fires_and_how_long_it_takes() {
    let s = about_to_commit();
    s.sh("git shipkit hook pre-commit 2>/dev/null; : >../heard");
    s.set("SHIPKIT_DOCTOR", "../heard");
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    let run = |event| s.run(program, &["hook", event], None).expect_code(0);
    for event in EVENTS {
        let _ = run(event);
    }
    s.sh("rm -r .shipkit");
    let _ = run("pre-commit");
    let heard = s.read("../heard");
    let words: Vec<(&str, &str)> = heard
        .lines()
        .filter_map(|line| line.split_once(' '))
        .collect();
    let events: Vec<&str> = words.iter().map(|(event, _)| *event).collect();
    assert_eq!(events, [&EVENTS[..], &["pre-commit"]].concat());
    assert!(
        words.iter().all(|(_, took)| took.parse::<u64>().is_ok()),
        "{heard}"
    );
    s.set("SHIPKIT_DOCTOR", "../nobody");
    let _ = run("pre-commit");
    assert!(!s.exists("../nobody"));
}

#[test]
fn what_steers_a_terminal_is_shown_and_not_obeyed() {
    let s = saved();
    s.sh("printf 'x' >\"$(printf 'a\\033[31mb')\"; git add .; git commit -qm odd
        git shipkit checkpoint -q -y --new --task \"$(printf 'T\\342\\200\\256x')\" --open \"$(printf 'a\\033[31mb')\"
        git rm -q a*");
    let said = s.directly(&["hook", "pre-commit"]).expect_code(0).stderr;
    assert_eq!(
        said,
        "shipkit: this commit removes \"a\\033[31mb\", pinned by 'T<U+202E>x': git shipkit checkpoint\n"
    );
}
