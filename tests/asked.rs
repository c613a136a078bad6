//! What is asked on a terminal, and what an answer, or none, leads to.
//! `script` (util-linux) is the terminal.

use crate::support::{Output, Sandbox, can_type, skipped};

/// Runs `git shipkit WORDS` on a terminal on which `keys` (as `printf` takes
/// them) are pressed after a moment, a `|` being a moment more. `None` where
/// there is no `script`.
fn typed(s: &Sandbox, words: &str, keys: &str) -> Option<Output> {
    if !can_type() {
        skipped("there is no script (util-linux)");
        return None;
    }
    let keys = keys.replace('|', "'; sleep 1; printf '");
    let typing = format!(
        "(sleep 1; printf '{keys}'; sleep 1) | script -qec 'GIT_EDITOR=true git shipkit {words}' /dev/null"
    );
    let said = s.run("sh", &["-c", &typing], None);
    Some(Output {
        stdout: said.stdout.replace('\r', ""),
        ..said
    })
}

/// A save with a file that has changed since.
fn drifted() -> Sandbox {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.write("a", "two\n");
    s
}

#[test]
fn the_choices_are_offered_once() {
    let Some(said) = typed(&drifted(), "resume", "q") else {
        return;
    };
    let said = said
        .expect_code(1)
        .says("  u  update")
        .says("Your choice: q\n");
    assert!(
        !said.stdout.contains("git shipkit resume --update"),
        "{}",
        said.stdout
    );
}

#[test]
fn a_task_is_resumed_or_cleared_where_nothing_has_drifted() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    for leave in ["y", r"\n", r"\003"] {
        let Some(said) = typed(&s, "resume", leave) else {
            return;
        };
        let question = "\nResume this task? (no clears it, restore brings it back) [Y/n] ";
        let _ = said.expect_code(0).says(question);
        assert_eq!(s.check().code, 0, "it is still there after {leave}");
    }
    let Some(said) = typed(&s, "resume", "n") else {
        return;
    };
    let _ = said.expect_code(0).says("git shipkit restore");
    let _ = s.shipkit(&["resume", "--check"]).expect_code(3);
    let _ = s.shipkit(&["restore"]).expect_code(0);
    assert_eq!(s.check().code, 0);
}

#[test]
fn control_c_is_no_choice() {
    let s = drifted();
    let Some(said) = typed(&s, "resume", r"\003") else {
        return;
    };
    let _ = said.expect_code(1);
    assert_eq!(s.check().code, 1);
}

#[test]
fn whoever_leaves_another_question_leaves_all_as_it_is() {
    for (words, says, interrupted) in [
        ("checkpoint", "Nothing was saved.\n", 130),
        ("resume --update", "Nothing was saved.\n", 130),
        ("clear --purge", "Nothing was dropped.\n", 130),
        ("check --fix d.md", "Nothing was written to d.md.\n", 130),
        ("install node .", "Nothing was written.\n", 130),
        ("install git", "Nothing was written.\n", 130),
        ("install claude", "Nothing was written.\n", 130),
        ("install plugin p", "Nothing was written.\n", 130),
    ] {
        for (keys, quietly) in [("n", true), ("q", true), (r"\033", true), (r"\003", false)] {
            let s = Sandbox::new();
            s.sh("seq -f 'step %g' 40 >code; git add code; git commit -qm code");
            s.sh("echo '`code:7`' >d.md; git add d.md; git commit -qm d");
            let _ = s.save(&["code:7"]);
            s.sh("sed -i '1i new' code");
            let before = (
                s.document(),
                s.sh("git status --porcelain; ls -A . .git/hooks"),
            );
            let Some(said) = typed(&s, words, keys) else {
                return;
            };
            let said = said.says(says);
            assert_eq!(said.code == interrupted, !quietly, "{words} {keys}: {said}");
            let after = (
                s.document(),
                s.sh("git status --porcelain; ls -A . .git/hooks"),
            );
            assert_eq!(before, after, "{words} {keys}");
        }
    }
}

#[test]
fn nobody_is_asked_who_cannot_answer() {
    for (before, words) in [
        ("CLAUDECODE=1 ", "resume"),
        ("GIT_PAGER_IN_USE=true ", "resume"),
        ("", "resume --json"),
        ("", "resume -y"),
        ("", "resume --check"),
        ("", "resume </dev/null"),
        ("", "resume | cat"),
        ("", "-c pager.shipkit=nl shipkit resume"),
    ] {
        let s = drifted();
        if !can_type() {
            return skipped("there is no script (util-linux)");
        }
        let command = match words.strip_prefix("-c") {
            Some(_) => format!("{before}git {words}"),
            None => format!("{before}git shipkit {words}"),
        };
        let typing = format!("(sleep 1; printf x) | script -qec '{command}' /dev/null");
        let said = s.run("sh", &["-c", &typing], None);
        assert!(!said.stdout.contains("Your choice"), "{command}: {said}");
        assert_eq!(s.check().code, 1, "{command}");
    }
}

#[test]
fn a_dumb_terminal_is_asked_without_a_sequence() {
    let s = drifted();
    s.set("TERM", "dumb");
    let Some(said) = typed(&s, "resume", "p") else {
        return;
    };
    let said = said.expect_code(0).says("Your choice: p\n");
    assert!(!said.stdout.contains('\x1b'), "{said}");
    s.set("TERM", "xterm");
    s.write("a", "three\n");
    let Some(said) = typed(&s, "resume", "p") else {
        return;
    };
    assert!(
        said.stdout.contains("\x1b[?2004h"),
        "pasted text is marked: {said}"
    );
    assert!(said.stdout.contains("\x1b[?2004l"), "and no more: {said}");
}

#[test]
fn keys_that_are_none_answer_nothing() {
    // Letters nobody asked for, arrows, a function key, Alt and a letter,
    // pasted text, what a terminal reports.
    let none = r"z|\033[A|\033OP|\033u|\033[200~update\\n\033[201~|pasted text|\033[I|ü";
    let s = drifted();
    let Some(said) = typed(&s, "resume", &format!("{none}|p")) else {
        return;
    };
    let _ = said
        .expect_code(0)
        .says("Your choice: p\nProceeding with the checkpoint of ");
}

#[test]
fn what_was_typed_before_the_question_is_no_answer() {
    let s = drifted();
    if !can_type() {
        skipped("there is no script (util-linux)");
        return;
    }
    let typing = "(printf 'x\\n'; sleep 3; printf q; sleep 1) \
         | script -qec 'sleep 1; git shipkit resume' /dev/null";
    let said = s.run("sh", &["-c", typing], None);
    assert_eq!(said.code, 1, "{said}");
    assert!(said.stdout.contains("Your choice: q"), "{said}");
}

#[test]
fn a_save_is_asked_for_after_its_summary() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let saved = s.read(".shipkit/checkpoint.md");
    let Some(said) = typed(&s, "checkpoint", "n") else {
        return;
    };
    let _ = said
        .says("Current task: t\n\nSave this checkpoint to .shipkit/checkpoint.md? [Y/n] n\n")
        .says("Nothing was saved.\n");
    assert_eq!(s.read(".shipkit/checkpoint.md"), saved);
}

#[test]
fn nobody_waits_for_a_person_who_thinks() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    // The editor saves what a program would save meanwhile.
    s.write(
        "home/editor",
        "#!/bin/sh\ngit shipkit checkpoint --todo meanwhile -q\necho mine >>\"$1\"\n",
    );
    let _ = s.sh("chmod +x home/editor");
    s.set("GIT_EDITOR", s.path("home/editor").into_os_string());
    let started = std::time::Instant::now();
    let _ = s.shipkit(&["checkpoint", "--edit"]).expect_code(0);
    assert!(
        started.elapsed().as_secs() < 20,
        "the editor waited for its own caller"
    );
    let _ = s.shipkit(&["show"]).expect_code(0).says("mine\n");
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(3), "{log}");
    assert_eq!(log["entries"][1]["pending"][0]["text"], "meanwhile");
}

#[test]
fn a_summary_is_offered_once_the_checkpoint_is_cleared() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let Some(said) = typed(&s, "clear", "y") else {
        return;
    };
    let _ = said.expect_code(0).says(
        "Checkpoint cleared.\nTo bring it back: git shipkit restore\n\
         Add a summary of what was built to .shipkit/progress.md? [y/N] y\n\
         A summary was added to .shipkit/progress.md.\n",
    );
}

#[test]
fn yes_answers_every_question() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let Some(said) = typed(&s, "clear -y", "") else {
        return;
    };
    let _ = said.expect_code(0);
    assert!(s.exists(".shipkit/progress.md"));
}

#[test]
fn a_document_is_brought_up_to_date_after_a_yes_alone() {
    for (keys, expected) in [("y", "`a:2`\n"), ("n", "`a:1`\n"), (r"\003", "`a:1`\n")] {
        let s = Sandbox::new();
        s.sh("echo '`a:1`' >d.md; git add d.md; git commit -qm d; sed -i '1i new' a");
        let Some(said) = typed(&s, "check --fix d.md", keys) else {
            return;
        };
        let _ = said.says("+`a:2`\n").says("Write this to d.md? [Y/n]");
        assert_eq!(s.read("d.md"), expected, "{keys}");
    }
}

#[test]
fn an_update_shows_what_it_writes_and_asks() {
    for (words, keys, code, saves) in [
        ("resume --update", "n", 1, false),
        ("resume --update", "y", 0, true),
        ("resume --update -y", "", 0, true),
        ("resume", "u|n", 1, false),
        ("resume", "u|y", 0, true),
    ] {
        let s = Sandbox::new();
        s.sh("seq -f 'step %g' 40 >code; git add code; git commit -qm code");
        let _ = s.save(&["code:7"]);
        s.sh("sed -i '1i new' code");
        let Some(said) = typed(&s, words, keys) else {
            return;
        };
        let said = said.expect_code(code).says("+");
        let shown = said.stdout.find("(line 8)").expect("the diff");
        let asked = said
            .stdout
            .find("Save this checkpoint to .shipkit/checkpoint.md? [Y/n] ");
        assert_eq!(asked.is_some(), !words.ends_with("-y"), "{said}");
        assert!(asked.is_none_or(|asked| shown < asked), "{said}");
        assert_eq!(s.document().contains("(line 8)"), saves, "{said}");
    }
}
