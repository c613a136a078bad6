//! How editors are started.

use super::{fake, given, open, with_editor};
use crate::support::Sandbox;

fn saved(editor: &str) -> Sandbox {
    let s = with_editor(editor);
    s.sh("git shipkit checkpoint -q -y --task t --doing x --file code:20-22");
    s
}

#[test]
fn a_known_editor_gets_its_own_spelling() {
    for (editor, wanted) in [
        ("codium", "[--goto][@code:20]"),
        ("zed", "[@code:20]"),
        ("subl", "[@code:20]"),
        ("emacsclient", "[+20:1][@code]"),
        ("gvim", "[+20][@code]"),
        ("idea64.sh", "[--line][20][@code]"),
        ("kate", "[--line][20][@code]"),
        ("neovide", "[@code][--][+20]"),
        ("notepad++.exe", "[-n20][@code]"),
    ] {
        let s = saved(editor);
        let said = open(&s).expect_code(0).says("Opening code:20.\n");
        assert_eq!(given(&s, &said), wanted, "{editor}");
    }
}

#[test]
fn an_unknown_editor_gets_the_file_and_people_the_line() {
    let s = saved("myed");
    let told = "Opening code:20; this editor is not told the line, which is 20.\n";
    let said = open(&s).expect_code(0).says(told);
    assert_eq!(given(&s, &said), "[@code]");
}

#[test]
fn an_editor_in_the_terminal_is_not_started_without_one() {
    let s = saved("vim");
    let said = open(&s)
        .expect_code(0)
        .complains("needs a terminal, and there is none here; the place is code:20");
    assert_eq!(given(&s, &said), "");
}

#[test]
fn a_setting_serves_any_editor() {
    let s = saved("code");
    fake(&s, "my ed");
    let ed = format!("'{}/my ed'", s.root().display());
    for (template, wanted) in [
        ("-at {line}-{lastLine} {file}", "[-at][20-22][@code]"),
        ("\"{file}:{line}:{column}\" --x", "[@code:20:1][--x]"),
        ("'{file}' {line}", "[@code][20]"),
        ("--plain", "[--plain][@code]"),
    ] {
        s.git(&["config", "shipkit.editor", &format!("{ed} {template}")]);
        let said = open(&s).expect_code(0);
        assert_eq!(given(&s, &said), wanted, "{template}");
    }
}

#[test]
fn only_a_persons_own_configuration_names_a_program() {
    let s = saved("code");
    s.write(
        ".shipkit/config.toml",
        "editor = \"touch ../pwned; true\"\n",
    );
    let said = open(&s)
        .expect_code(0)
        .complains("'editor' is left out: it is run, so only git config can say it");
    assert_eq!(given(&s, &said), "[--goto][@code:20]");
    assert!(!s.exists("../pwned"));
}

#[test]
fn a_path_is_never_anything_else() {
    for name in [
        "-x",
        "+5",
        "$(touch ../pwned)",
        "a;touch ..",
        "a b",
        "`id`",
        "it's",
        "a\"b",
    ] {
        let s = with_editor("code");
        s.write(name, "one\ntwo\n");
        let open_it = format!("--open={name}:2");
        let _ = s.shipkit(&["checkpoint", "-q", "-y", "--task=t", &open_it]);
        let said = open(&s).expect_code(0);
        assert_eq!(given(&s, &said), format!("[--goto][@{name}:2]"));
        assert!(!s.exists("../pwned"), "{name}");
    }
}

#[test]
fn a_colon_in_a_name_gets_the_file_alone() {
    let s = with_editor("code");
    s.write("a:b", "one\ntwo\n");
    let _ = s.shipkit(&["checkpoint", "-q", "-y", "--task=t", "--open=a:b:2"]);
    let said = open(&s).expect_code(0).says("Opening a:b:2; ");
    assert_eq!(given(&s, &said), "[@a:b]");
}

#[test]
fn an_editor_that_cannot_be_started_is_an_error() {
    let s = saved("code");
    s.set("GIT_EDITOR", "no-such-editor-here");
    let said = open(&s).expect_code(128);
    let _ = said
        .complains("fatal: the editor 'no-such-editor-here' cannot be started\n")
        .complains("hint: set another one: git config shipkit.editor EDITOR\n");
    s.set("GIT_EDITOR", "false");
    let _ = open(&s).expect_code(0);
}

#[test]
fn a_link_is_known_by_what_it_leads_to() {
    let s = saved("codium");
    s.sh("ln -s ../codium ../home/editor");
    s.set("GIT_EDITOR", format!("{}/home/editor", s.root().display()));
    let said = open(&s).expect_code(0);
    assert_eq!(given(&s, &said), "[--goto][@code:20]");
}
