//! A prompt gets a few words, quickly, and not one where there is nothing to
//! say.

use crate::support::Sandbox;

fn prompt(s: &Sandbox) -> (String, String, i32) {
    let said = s.directly(&["status", "--prompt"]);
    (said.stdout, said.stderr, said.code)
}

fn words(text: &str) -> (String, String, i32) {
    (format!("{text}\n"), String::new(), 0)
}

#[test]
fn a_prompt_gets_a_few_words() {
    let s = Sandbox::new();
    s.sh("mkdir d; echo q >d/q; git add d; git commit -qm q
        git shipkit checkpoint -q -y --task 'Log in' --progress 60 --open a --open d/q");
    assert_eq!(prompt(&s), words("Log in 60%"));
    s.sh("echo two >a");
    assert_eq!(prompt(&s), words("Log in 60% *1"));
    s.at("2025-01-30T15:00:00+00:00");
    s.cd("d");
    assert_eq!(prompt(&s), words("Log in 60% 3d *1"));
    s.sh("git shipkit checkpoint -q -y --new --task 'Rewrite the whole of the shop by Friday' --open ../a");
    assert_eq!(prompt(&s), words("Rewrite the whole of th…"));
    s.sh("git shipkit checkpoint pay -q -y --task 'Pay by card' --open q");
    s.set("SHIPKIT_NAME", "pay");
    assert_eq!(prompt(&s), words("pay"));
}

#[test]
fn a_task_cannot_steer_the_prompt() {
    let s = Sandbox::new();
    s.sh("git shipkit checkpoint -q -y --task \"$(printf 'a\\033[31m\\342\\200\\256b')\" --open a");
    assert_eq!(prompt(&s), words(r"a\x1b[31m<U+202E>b"));
}

#[test]
fn a_prompt_hears_nothing_where_no_checkpoint_is() {
    let silence = (String::new(), String::new(), 3);
    let s = Sandbox::new();
    assert_eq!(prompt(&s), silence);
    s.sh("git shipkit checkpoint other -q -y --task t --open a");
    assert_eq!(prompt(&s), silence, "there is only a named one");
    s.sh("rm -r .shipkit");
    assert_eq!(prompt(&s), silence);
    s.cd("..");
    assert_eq!(prompt(&s), silence, "and no repository either");
    s.cd("repo/.git");
    assert_eq!(prompt(&s), silence);
}

#[test]
fn a_prompt_hears_nothing_among_gits_own_files() {
    let s = Sandbox::new();
    s.sh("git shipkit checkpoint -q -y --task t --open a; git worktree add -q ../w");
    assert_eq!(prompt(&s), words("t"));
    for place in [".git", "objects", "../worktrees/w"] {
        s.cd(place);
        assert_eq!(prompt(&s), (String::new(), String::new(), 3), "{place}");
    }
}
