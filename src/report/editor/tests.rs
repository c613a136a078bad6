use super::{Script, Target, program, script};

fn at(file: &str) -> Target<'_> {
    Target {
        file,
        has_line: true,
        is_waited_for: false,
        is_macos: false,
    }
}

fn text(command: &str) -> String {
    script(command, None, at("/r/a.rs")).text
}

#[test]
fn each_editor_is_told_the_line_in_its_own_way() {
    for (command, wanted) in [
        ("vim", r#"vim "+$2" "$1""#),
        ("/usr/bin/nvim -n", r#"/usr/bin/nvim -n "+$2" "$1""#),
        ("vim.basic", r#"vim.basic "+$2" "$1""#),
        ("emacs-29.1 -nw", r#"emacs-29.1 -nw "+$2:$4" "$1""#),
        ("emacsclient -a ''", r#"emacsclient -a '' "+$2:$4" "$1""#),
        ("nano", r#"nano "+$2" "$1""#),
        ("hx", r#"hx "$1:$2""#),
        ("jed", r#"jed "$1" -g "$2""#),
        ("code --wait", r#"code  --goto "$1:$2""#),
        ("code -w -n", r#"code  -n --goto "$1:$2""#),
        ("zeditor", r#"zeditor "$1:$2""#),
        ("subl -n -w", r#"subl -n "$1:$2""#),
        ("idea64.sh --wait", r#"idea64.sh  --line "$2" "$1""#),
        ("kate -b", r#"kate --line "$2" "$1""#),
        ("gvim -f", r#"gvim "+$2" "$1""#),
        ("neovide", r#"neovide "$1" -- "+$2""#),
        ("notepad++", r#"notepad++ "-n$2" "$1""#),
    ] {
        let text = text(command);
        assert_eq!(
            text.replace("  ", " "),
            wanted.replace("  ", " "),
            "{command}"
        );
    }
}

#[test]
fn a_program_is_found_behind_what_starts_it() {
    for command in [
        "vim",
        "VIM_X=1 vim",
        "env -i X='a b' vim -n",
        "exec /opt/my\\ tools/vim",
        "\"/opt/my tools/vim\" -n",
        "~/bin/vim",
        "$HOME/bin/vim +star",
        "command nohup vim",
    ] {
        let found = program(command);
        let name = found.as_ref().map(super::Program::base_name);
        assert_eq!(name, Some("vim"), "{command}");
    }
}

#[test]
fn what_only_a_shell_can_tell_is_no_known_program() {
    for command in [
        "",
        "X=1",
        "vim; true",
        "f() { vim \"$@\"; }; f",
        "true && vim",
        "vim 'open",
        "$EDITOR",
        "vim\\",
    ] {
        assert_eq!(program(command), None, "{command}");
        let told = script(command, None, at("/r/a.rs"));
        assert!(!told.tells_line, "{command}");
        assert_eq!(told.text, format!("{command} \"$1\""));
    }
}

#[test]
fn an_unknown_editor_gets_the_file_alone() {
    for command in ["myed --tabs", "code-server", "vimdiff", "ed"] {
        let told = script(command, None, at("/r/a.rs"));
        let wanted = Script {
            text: format!("{command} \"$1\""),
            tells_line: false,
            in_terminal: false,
        };
        assert_eq!(told, wanted);
    }
}

#[test]
fn a_link_is_known_by_what_it_leads_to() {
    let told = script("editor", Some("vim.basic"), at("/r/a.rs"));
    assert_eq!(told.text, r#"editor "+$2" "$1""#);
    assert!(told.in_terminal && told.tells_line);
}

#[test]
fn a_name_is_another_programs_on_macos() {
    let text = |is_macos| {
        let target = Target {
            is_macos,
            ..at("/r/a.rs")
        };
        script("xed", None, target).text
    };
    assert_eq!(text(true), r#"xed --line "$2" "$1""#);
    assert_eq!(text(false), r#"xed "+$2" "$1""#);
}

#[test]
fn without_a_line_there_is_the_file_alone() {
    for command in ["vim", "code --goto", "hx"] {
        let none = Target {
            file: "/r/a.rs",
            has_line: false,
            is_waited_for: false,
            is_macos: false,
        };
        let told = script(command, None, none);
        assert_eq!(told.text, format!("{command} \"$1\""));
        assert!(!told.tells_line);
    }
}

#[test]
fn a_colon_in_a_name_is_not_taken_for_its_end() {
    let told = script("code", None, at("/r/a:12"));
    assert_eq!(
        (told.text.as_str(), told.tells_line),
        ("code \"$1\"", false)
    );
    assert!(script("vim", None, at("/r/a:12")).tells_line);
}

#[test]
fn who_waits_for_the_editor_has_it_wait() {
    let waited = Target {
        is_waited_for: true,
        ..at("/r/a.md")
    };
    let told = script("code --wait", None, waited);
    assert_eq!(told.text, r#"code --wait --goto "$1:$2""#);
}

#[test]
fn a_template_says_it_all() {
    for (template, wanted) in [
        ("my {file} {line}", r#"my "${1}" "${2}""#),
        ("my {file}:{line}:{column}", r#"my "${1}":"${2}":"${4}""#),
        ("my \"{file}:{line}\"", r#"my "${1}:${2}""#),
        ("my '{file} x'", r#"my ''"${1}"' x'"#),
        ("my \\\"{file}", r#"my \""${1}""#),
        ("my -l {line}", r#"my -l "${2}" "${1}""#),
        (
            "my {line}-{lastLine} {file} --wait",
            r#"my "${2}"-"${3}" "${1}" --wait"#,
        ),
        ("my ${file} {file}", r#"my ${file} "${1}""#),
    ] {
        assert_eq!(text(template), wanted, "{template}");
    }
    let told = script("my {file}", None, at("/r/a.rs"));
    assert!(!told.tells_line);
}
