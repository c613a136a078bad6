//! What is no plain edit of a plain file.

use super::seen;
use crate::support::Sandbox;

#[test]
fn odd_names_are_told_as_git_quotes_them() {
    let s = Sandbox::init(&[]);
    let names = [
        "a b",
        "n\nl",
        "\"q",
        "日本 語",
        "t\tt",
        "b",
        "-rf",
        "a/b c/d",
    ];
    for name in names {
        s.write(name, "1\n");
    }
    s.git(&["add", "."]);
    s.git(&["commit", "-qm", "i"]);
    let _ = s.save(&names);
    for name in names {
        s.write(name, "2\n");
    }
    for settings in [
        "",
        "git config diff.noprefix true; git config core.quotePath false",
        "git config --unset diff.noprefix; git config diff.mnemonicPrefix true",
    ] {
        s.sh(settings);
        let drawing = seen(&s, &["diff"]);
        let headings = drawing.lines().filter(|line| line.contains(": "));
        assert_eq!(
            headings.collect::<Vec<_>>(),
            [
                "\"\\\"q\": Modified (+1 -1)",
                "-rf: Modified (+1 -1)",
                "a b: Modified (+1 -1)",
                "a/b c/d: Modified (+1 -1)",
                "b: Modified (+1 -1)",
                "\"n\\nl\": Modified (+1 -1)",
                "\"t\\tt\": Modified (+1 -1)",
                "日本 語: Modified (+1 -1)",
            ],
            "{settings}"
        );
        assert_eq!(drawing.matches("\n  1    - 1\n     1 + 2\n").count(), 8);
    }
}

#[test]
fn what_has_no_lines_is_told_in_its_heading() {
    let s = Sandbox::init(&[]);
    s.write("bin", b"\0a");
    s.sh("echo x >mode; echo x >both; ln -s a link; : >empty; seq 9 >old; git add .; git commit -qm i");
    let _ = s.save(&["bin", "mode", "both", "link", "empty", "old"]);
    s.write("bin", b"\0b");
    s.sh("chmod +x mode both; echo y >both; rm link; echo f >link; rm empty; git mv old 'n w'");
    assert_eq!(
        seen(&s, &["diff"]),
        "bin: Modified\n  Binary content: git shows no lines of it\n\
         \nboth: Modified (100644 -> 100755, +1 -1)\n  1    - x\n     1 + y\n\
         \nempty: Deleted\n\
         \nlink: Type changed (symbolic link -> file, +1 -1)\n  1    - a\n       \
         \\ No newline at end of file\n     1 + f\n\
         \nmode: Mode changed (100644 -> 100755)\n\
         \nold: Renamed to n w\n"
    );
}

#[test]
fn line_endings_are_shown_where_they_are_the_change() {
    let s = Sandbox::init(&[]);
    s.write("all", "a\r\nb\r\nend");
    s.write("flipped", "a\r\nb\r\n");
    s.write("some", "a\r\nb\n");
    let _ = s.save(&["all", "flipped", "some"]);
    s.write("all", "a\r\nB\r\nend");
    s.write("flipped", "a\nb\n");
    s.write("some", "a\r\nB\n");
    assert_eq!(
        seen(&s, &["diff"]),
        "all: Modified (+1 -1)\n  1  1   a\n  2    - b\n     2 + B\n  3  3   end\n       \
         \\ No newline at end of file\n\
         \nflipped: Modified (+2 -2)\n  1    - a\\x0d\n  2    - b\\x0d\n     1 + a\n     2 + b\n\
         \nsome: Modified (+1 -1)\n  1  1   a\\x0d\n  2    - b\n     2 + B\n"
    );
}

#[test]
fn what_steers_a_terminal_or_is_no_text_is_shown() {
    let s = Sandbox::init(&[]);
    s.write("a", b"caf\xe9 \x1b[2J\n\tx\n");
    let _ = s.save(&["a"]);
    s.write("a", b"caf\xe9 \x1b[3J\n        x\n");
    assert_eq!(
        seen(&s, &["diff"]),
        "a: Modified (+2 -2)\n  1    - caf\\xe9 \\x1b[2J\n  2    - →       x\n\
         \x20    1 + caf\\xe9 \\x1b[3J\n     2 + ········x\n"
    );
}

#[test]
fn a_submodule_is_told_as_the_user_has_it() {
    let s = Sandbox::init(&[]);
    let commit = "git -C sub commit -q --allow-empty -m one";
    s.sh(&format!(
        "git init -q sub; {commit}; git add sub 2>/dev/null; git commit -qm i"
    ));
    let _ = s.save(&["sub"]);
    s.sh(&commit.replace("one", "two"));
    let drawing = seen(&s, &["diff"]);
    assert!(
        drawing.starts_with("sub: Modified (+1 -1)\n  1    - Subproject commit "),
        "{drawing}"
    );
    s.sh("git config diff.submodule log");
    let drawing = seen(&s, &["diff"]);
    let (first, second) = drawing.split_once(":\n").expect("two lines");
    assert!(first.starts_with("Submodule sub "), "{drawing}");
    assert_eq!(second, "  > two\n");
}

#[test]
fn a_line_that_fills_screens_is_shown_where_it_differs() {
    let s = Sandbox::init(&[]);
    let long = |word: &str| format!("{}{word}{}\n", "x;".repeat(50_000), "y;".repeat(50_000));
    s.write("min.js", long("old"));
    let _ = s.save(&["min.js"]);
    s.write("min.js", long("new"));
    let drawing = seen(&s, &["diff"]);
    assert!(drawing.contains("- <99800 more characters>x;"), "{drawing}");
    assert!(drawing.contains("x;newy;y;"), "{drawing}");
    assert!(drawing.ends_with("y<99203 more characters>\n"), "{drawing}");
    s.write("min.js", long("oldest"));
    let drawing = seen(&s, &["diff"]);
    assert!(drawing.contains("x;oldy;y;"), "both sides: {drawing}");
    assert!(drawing.contains("x;oldesty;y;"), "both sides: {drawing}");
}

#[test]
fn what_cannot_be_read_is_shown_as_git_gave_it() {
    use git_shipkit::report::Style;
    use git_shipkit::report::patch::{Drawing, drawn};
    let none = std::collections::BTreeMap::new();
    let drawing = Drawing {
        style: Style::plain(),
        width: Some(80),
        display: &|path| path.as_str().to_owned(),
        links: None,
        then: &none,
        now: &none,
        moved: &std::collections::BTreeMap::new(),
    };
    for foreign in [
        "* Unmerged path a\n",
        "diff --cc a\nindex 1,2..3\n--- a/a\n+++ b/a\n@@@ -1,1 -1,1 +1,1 @@@\n- a\n -b\n++c\n",
        "warning: something\n\n\n",
        "no end\n",
    ] {
        assert_eq!(drawn(foreign.as_bytes(), &drawing), foreign);
    }
    // the hunk ends where its lines do, whatever its first line says
    let cut = "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,9 +1,9 @@\n a\n?what\n-b\n";
    assert_eq!(
        drawn(cut.as_bytes(), &drawing),
        "a: Modified (+0 -0)\n  1  1   a\n?what\n-b\n".replace(" (+0 -0)", "")
    );
}
