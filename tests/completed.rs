//! What a shell is told when it asks what can be typed next, and what is
//! installed for it to ask. The shells themselves are in `tests/screens`.

mod installed;

use crate::support::Sandbox;

/// What is offered for these words, the last of which is being typed.
fn offered(s: &Sandbox, words: &[&str]) -> Vec<String> {
    told(s, "zsh", words).1
}

fn told(s: &Sandbox, shell: &str, words: &[&str]) -> (String, Vec<String>) {
    let piece = if shell == "bash" {
        *words.last().expect("one is being typed")
    } else {
        ""
    };
    let mut all = vec!["__complete", shell, piece];
    all.extend(words);
    let said = s.directly(&all).expect_code(0);
    assert_eq!(said.stderr, "", "{words:?}");
    let mut lines = said.stdout.lines();
    let kind = lines.next().unwrap_or_default().to_owned();
    let text = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    (kind, lines.map(text).collect())
}

fn busy() -> Sandbox {
    let s = Sandbox::new();
    s.sh("mkdir d; echo q >d/q; git add d; git commit -qm q
        git shipkit checkpoint -q -y --task 'Log in' --doing 'The form' --todo 'The \"key\"' \
            --open a --open d/q
        git shipkit checkpoint auth -q -y --task Tokens --open a
        git shipkit checkpoint gone -q -y --task Old --open a; git shipkit clear gone -q -y");
    s
}

#[test]
fn the_repository_fills_in_names_entries_items_and_paths() {
    let s = busy();
    let offered = |words: &[&str]| offered(&s, words);
    assert_eq!(offered(&["git-shipkit", "resume", ""]), ["auth"]);
    assert_eq!(offered(&["git", "shipkit", "show", ""]), ["auth"]);
    assert_eq!(
        offered(&["git", "shipkit", "restore", ""]),
        ["auth", "gone", "1"]
    );
    assert_eq!(offered(&["git", "shipkit", "restore", "gone", ""]), ["1"]);
    assert_eq!(offered(&["git", "shipkit", "diff", "--", ""]), ["a", "d/q"]);
    assert_eq!(
        offered(&["git", "shipkit", "diff", "auth", "--", ""]),
        ["a"]
    );
    let items = offered(&["git", "shipkit", "checkpoint", "--done", ""]);
    assert_eq!(items, ["The form", "The \"key\""]);
    let pending = offered(&["git", "shipkit", "checkpoint", "--doing", ""]);
    assert_eq!(pending, ["The \"key\""]);
    s.cd("d");
    assert_eq!(
        offered(&["git", "shipkit", "diff", "--", ""]),
        ["../a", "q"]
    );
    s.set("SHIPKIT_NAME", "auth");
    assert_eq!(offered(&["git", "shipkit", "diff", "--", ""]), ["../a"]);
}

#[test]
fn gits_own_options_say_where() {
    let s = busy();
    s.cd("..");
    for words in [
        &["git", "-C", "repo", "shipkit", "resume", ""][..],
        &["git", "-C", "repo", "-C", "d", "shipkit", "resume", ""],
        &[
            "git",
            "--git-dir=repo/.git",
            "--work-tree",
            "repo",
            "shipkit",
            "resume",
            "",
        ],
        &[
            "git",
            "-c",
            "a.b=c",
            "--no-pager",
            "-C",
            "repo",
            "an-alias",
            "resume",
            "",
        ],
        &["/usr/bin/git", "-C", "repo", "shipkit", "-q", "resume", ""],
    ] {
        assert_eq!(offered(&s, words), ["auth"], "{words:?}");
    }
    assert_eq!(offered(&s, &["git-shipkit", "log", "x"]), [""; 0]);
    let home = offered(&s, &["git", "-C", "~", "shipkit", "log", "x"]);
    assert_eq!(home, [""; 0]);
}

#[test]
fn options_are_offered_as_long_as_they_fit() {
    let s = busy();
    let has = |words: &[&str], option: &str| offered(&s, words).contains(&option.to_owned());
    assert!(has(&["git-shipkit", "resume", "-"], "--check"));
    assert!(has(&["git-shipkit", "resume", "-"], "--color="));
    assert!(!has(&["git-shipkit", "resume", "--check", "-"], "--check"));
    assert!(!has(&["git-shipkit", "resume", "--check", "-"], "--update"));
    assert!(!has(
        &["git-shipkit", "resume", "--proceed", "-"],
        "--update"
    ));
    assert!(has(
        &["git-shipkit", "checkpoint", "--todo", "x", "-"],
        "--todo"
    ));
    assert!(!has(
        &["git-shipkit", "checkpoint", "--todo", "x", "-"],
        "--auto"
    ));
    assert!(!has(&["git-shipkit", "diff", "--", "-"], "--json"));
    assert!(!has(&["git-shipkit", "hook", "-"], "--json"));
    let colours = ["--color=always", "--color=never", "--color=auto"];
    assert_eq!(offered(&s, &["git-shipkit", "--color="]), colours);
    assert_eq!(offered(&s, &["git-shipkit", "resume", "--color="]), colours);
}

#[test]
fn a_path_is_left_to_the_shell() {
    let s = busy();
    let kind = |words: &[&str]| told(&s, "fish", words).0;
    for words in [
        &["git-shipkit", "check", "x"][..],
        &["git-shipkit", "check", "a", ""],
        &["git-shipkit", "checkpoint", "--from", ""],
        &["git-shipkit", "checkpoint", "--file=s"],
    ] {
        assert_eq!(kind(words), "files", "{words:?}");
    }
    assert_eq!(kind(&["git-shipkit", "install", "node", ""]), "folders");
    assert_eq!(kind(&["git-shipkit", "install", "claude", ""]), "words");
    assert_eq!(kind(&["git-shipkit", "resume", ""]), "words");
}

#[test]
fn what_cannot_be_told_is_silence() {
    let s = busy();
    s.set("SHIPKIT_NAME", "../no/name");
    assert_eq!(offered(&s, &["git-shipkit", "diff", "--", ""]), [""; 0]);
    s.set("SHIPKIT_NAME", "");
    s.write(".shipkit/checkpoint.md", b"\xff\xfe no text\n");
    assert_eq!(offered(&s, &["git-shipkit", "diff", "--", ""]), [""; 0]);
    s.sh("printf '[core]\\n repositoryformatversion = 99\\n' >.git/config");
    assert!(!offered(&s, &["git-shipkit", "resume", ""]).contains(&"auth".to_owned()));
    s.sh("printf '[core]\\n repositoryformatversion = 0\\n' >.git/config");
    for words in [
        &["__complete"][..],
        &["__complete", "csh", "", "git"],
        &["__complete", "zsh"],
    ] {
        let said = s.directly(words).expect_code(0);
        assert_eq!(
            (said.stdout.as_str(), said.stderr.as_str()),
            ("", ""),
            "{words:?}"
        );
    }
    for words in [
        &["git"][..],
        &["git", "-C"],
        &["git", ""],
        &["git", "shipkit", "nonsense", ""],
    ] {
        assert_eq!(offered(&s, words), [""; 0], "{words:?}");
    }
}

#[test]
fn no_program_of_the_repository_runs() {
    let s = busy();
    s.sh("git config core.fsmonitor 'touch PWNED; false #'
        git config diff.external 'touch PWNED'; git config core.pager 'touch PWNED'
        echo '* filter=x' >.gitattributes; git config filter.x.clean 'touch PWNED'
        git config alias.shipkit '!touch PWNED'");
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    for words in [&["resume", ""][..], &["restore", ""], &["diff", "--", ""]] {
        let all = [&["__complete", "zsh", "", "git", "shipkit"], words].concat();
        let said = s.run(program, &all, None).expect_code(0);
        assert!(said.stdout.lines().count() > 1, "{words:?}: {said}");
    }
    assert!(!s.exists("PWNED"));
}

#[test]
fn bash_gets_what_it_can_put_on_a_line() {
    let s = Sandbox::new();
    s.sh(
        r#"printf x >"$(printf 'a b\nc')"; printf x >'$(touch x)'; printf x >"it's"; git add .
        git commit -qm x; set -- "$(printf 'a b\nc')" '$(touch x)' "it's"
        git shipkit checkpoint -q -y --task t "--open=$1" "--open=$2" "--open=$3""#,
    );
    let words = ["git", "shipkit", "diff", "--", ""];
    let bash = told(&s, "bash", &words).1;
    assert_eq!(bash, [r"\$\(touch\ x\)", r"$'a b\012c'", r"it\'s"]);
    for word in &bash {
        let script = format!("printf %s {word}");
        let said = s.run("bash", &["-c", &script], None).expect_code(0);
        assert!(s.exists(&said.stdout), "{word} is {}", said.stdout);
    }
    assert_eq!(told(&s, "fish", &words).1, ["$(touch x)", "it's"]);
}

#[test]
fn whoever_presses_tab_waits_for_no_large_document() {
    let s = busy();
    let text = s.read(".shipkit/checkpoint-auth.md");
    let (prose, record) = text.split_once("<!-- git-shipkit").expect("a record");
    let many = "- [ ] something with `a` (line 1)\n".repeat(100_000);
    s.write(
        ".shipkit/checkpoint-auth.md",
        format!("{prose}{many}\n<!-- git-shipkit{record}"),
    );
    let said = s.directly(&["__complete", "zsh", "", "git-shipkit", "resume", "a"]);
    assert_eq!(said.expect_code(0).stdout, "words\nauth\t\n");
    s.set("SHIPKIT_NAME", "auth");
    assert_eq!(offered(&s, &["git-shipkit", "diff", "--", ""]), ["a"]);
    assert_eq!(
        offered(&s, &["git-shipkit", "checkpoint", "--done", ""]),
        [""; 0]
    );
    assert!(offered(&s, &["git-shipkit", "diff", "-"]).contains(&"-z".to_owned()));
}
