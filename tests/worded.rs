//! A checkpoint worded in the editor: what the editor is given, and what
//! becomes of what it leaves. `script` (util-linux) is the terminal.

use crate::support::{Output, Sandbox, can_type, skipped};

mod drafts;
mod odd;

/// Runs `git shipkit checkpoint WORDS` on a terminal, with `editor` (shell; the
/// file is `$1`) and `keys` (as `printf` takes them) for the questions, a `|`
/// being a moment before the next. What it was given is left in `../shown`.
/// `None` where there is no `script`.
fn worded(s: &Sandbox, words: &str, editor: &str, keys: &str) -> Option<Output> {
    if !can_type() {
        skipped("there is no script (util-linux)");
        return None;
    }
    let script = format!(
        "#!/bin/sh\nset -e\ncat \"$1\" >'{}/shown'\n{editor}\n",
        s.root().display()
    );
    s.write("../ed", &script);
    s.sh("chmod +x ../ed");
    s.set("GIT_EDITOR", s.root().join("ed").into_os_string());
    s.set("TMPDIR", s.root().join("home").into_os_string());
    let keys = keys.replace('|', "'; sleep 1; printf '");
    let typing = format!(
        "(sleep 1; printf '{keys}'; sleep 1) | script -qec 'git shipkit checkpoint {words}' /dev/null"
    );
    let said = s.run("sh", &["-c", &typing], None);
    Some(Output {
        stdout: said.stdout.replace('\r', ""),
        ..said
    })
}

fn shown(s: &Sandbox) -> String {
    s.read("../shown")
}

/// The document without its record.
fn prose(s: &Sandbox) -> String {
    let document = s.document();
    let end = document.find("\n<!-- git-shipkit\n").expect("a record");
    let prose = &document[..end];
    prose.strip_suffix('\r').unwrap_or(prose).to_owned()
}

#[test]
fn what_is_theirs_stays_to_the_byte() {
    for (theirs, eol) in [
        (
            "# Notes\n\n**Task:** t\n\n<!-- mine -->\n\ntext `a` (line 1)",
            "\n",
        ),
        (
            "# Notes\n\n**Task:** t\n\n- x\n\n<!-- shipkit:mine\n-->\n\n\n",
            "\n",
        ),
        ("# Notes\n\n**Task:** t\n\ntext\n", "\r\n"),
    ] {
        let s = Sandbox::new();
        let theirs = theirs.replace('\n', eol);
        s.write("d.md", &theirs);
        let _ = s.shipkit(&["checkpoint", "-q", "-y", "--from=d.md"]);
        assert_eq!(prose(&s), theirs);
        let Some(said) = worded(&s, "", "true", "y") else {
            return;
        };
        let _ = said.expect_code(0).says("Checkpoint saved.");
        assert!(shown(&s).starts_with(&theirs), "{}", shown(&s));
        assert!(shown(&s).contains("shipkit:guide"), "{}", shown(&s));
        assert_eq!(prose(&s), theirs);
    }
}

#[test]
fn what_cannot_be_read_is_told_and_kept() {
    for (editor, why) in [
        (
            r#"printf 'hours of \377work' >"$1""#,
            "error: line 1: it is not UTF-8 text",
        ),
        (
            r#"printf '**Task:** t\n<<<<<<< o\nhours of work\n=======\n>>>>>>> t\n' >"$1""#,
            "error: line 2: a merge marker stands there\n",
        ),
        (r#"echo 'hours of work' >"$1""#, "error: no task is told"),
        (
            r#"{ echo 'hours of work'; head -c 9000000 /dev/zero | tr '\0' x; } >"$1""#,
            "error: it is larger than 8 MiB\n",
        ),
    ] {
        let s = Sandbox::new();
        let Some(said) = worded(&s, "", editor, "n") else {
            return;
        };
        let said = said.expect_code(0).says(why);
        let said = said.says("Edit it again? [Y/n] n\nNothing was saved.\n");
        let _ = said.says("what you typed is kept");
        let kept = s.sh("tr -d '\\377' <\"$(ls ../home/checkpoint-*.md)\" | head -c 99");
        assert!(kept.contains("hours of work"), "{kept}");
        assert!(!s.exists(".shipkit"), "nothing was saved");
    }
}

#[test]
fn it_comes_again_as_often_as_it_takes() {
    let s = Sandbox::new();
    let editor = r#"grep -q 'NOT SAVED: no task is told' "$1" && echo '**Task:** Login' >>"$1" || echo mine >"$1""#;
    let Some(said) = worded(&s, "", editor, "y|y") else {
        return;
    };
    let _ = said.expect_code(0).says("Checkpoint saved.");
    assert_eq!(prose(&s), "mine\n**Task:** Login\n");
    assert_eq!(s.sh("ls ../home"), "", "no file is left behind");
}

#[test]
fn who_says_yes_or_says_something_is_not_asked() {
    let s = Sandbox::new();
    for words in ["-y --task t", "--task t", "-y", "--json"] {
        let Some(said) = worded(&s, words, "exit 7", "") else {
            return;
        };
        let _ = said.expect_code(0);
    }
}

#[test]
fn starting_over_begins_with_a_draft() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let editor = r#"sed -i 's/^\*\*Task:\*\* $/**Task:** Another/' "$1""#;
    let Some(said) = worded(&s, "--new", editor, "y") else {
        return;
    };
    let _ = said.expect_code(0).says("Checkpoint saved.");
    assert!(prose(&s).contains("**Task:** Another\n"), "{}", prose(&s));
    let log = s.shipkit(&["log", "--json"]).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(2));
}
