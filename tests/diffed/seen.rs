//! What a person sees.

use super::{drawn_at, seen};
use crate::support::Sandbox;

/// A checkpoint with a position, `code:7`, and code that has changed since.
fn edited() -> Sandbox {
    let s = Sandbox::init(&[]);
    s.sh("seq 40 | sed 's/.*/let x& = step(&);/' >code; git add code; git commit -qm code");
    let _ = s.save(&["code:7", "code:30-31"]);
    s.sh("sed -i -e '1i use std;' -e 's/step(7)/leap(7)/' -e '30s/$/ \\/\\/ !/' code");
    s
}

#[test]
fn each_line_has_its_numbers_its_side_and_its_mark() {
    assert_eq!(
        seen(&edited(), &["diff"]),
        "code: Modified (+3 -2)
     1 + use std;
  1  2   let x1 = step(1);
  2  3   let x2 = step(2);
  3  4   let x3 = step(3);
  4  5   let x4 = step(4);
  5  6   let x5 = step(5);
  6  7   let x6 = step(6);
> 7    - let x7 = step(7);
>    8 + let x7 = leap(7);
  8  9   let x8 = step(8);
  9 10   let x9 = step(9);
 10 11   let x10 = step(10);
       @@ let x26 = step(26);
 27 28   let x27 = step(27);
 28 29   let x28 = step(28);
 29 30   let x29 = step(29);
>30    - let x30 = step(30);
>   31 + let x30 = step(30); // !
>31 32   let x31 = step(31);
 32 33   let x32 = step(32);
 33 34   let x33 = step(33);
"
    );
}

#[test]
fn a_heading_tells_the_moves_that_no_hunk_shows() {
    let s = Sandbox::init(&[]);
    s.sh("seq 90 >code; cp code long; git add .; git commit -qm code");
    let files = ["code:2", "code:13", "code:40-42", "code:50", "code:89"];
    let long = ["long:20", "long:30", "long:40", "long:50"];
    let _ = s.save(&[files.as_slice(), long.as_slice()].concat());
    s.sh("sed -i -e '5i new' -e '12,13s/$/ /' -e '47i new' -e '90s/$/!/' code; sed -i 1d long");
    let shown = seen(&s, &["diff"]);
    let heading = |name: &str| {
        let found = shown.lines().find(|line| line.starts_with(name));
        found.expect("it has a heading").to_owned()
    };
    assert_eq!(
        heading("code"),
        "code: Modified (+5 -3, lines 40-42 -> 41-43, line 50 -> 52)"
    );
    assert_eq!(
        heading("long"),
        "long: Modified (+0 -1, line 20 -> 19, line 30 -> 29, 2 more positions moved)"
    );
}

#[test]
fn the_words_that_differ_are_emphasised() {
    let coloured = seen(&edited(), &["diff", "--color=always", "-U0"]);
    assert_eq!(
        coloured.replace('\u{1b}', "^"),
        "^[1mcode^[0m: Modified (^[32m+3^[0m ^[31m-2^[0m)
 ^[2m    1^[0m ^[32m+ use std;^[0m
       ^[36m@@ let x6 = step(6);^[0m
^[35;1m>^[0m^[2m 7   ^[0m ^[31m- let x7 = ^[0m^[31;1;4mstep^[0m^[31m(7);^[0m
^[35;1m>^[0m^[2m    8^[0m ^[32m+ let x7 = ^[0m^[32;1;4mleap^[0m^[32m(7);^[0m
       ^[36m@@ let x29 = step(29);^[0m
^[35;1m>^[0m^[2m30   ^[0m ^[31m- let x30 = step(30);^[0m
^[35;1m>^[0m^[2m   31^[0m ^[32m+ let x30 = step(30);^[0m^[32;1;4m // !^[0m
"
    );
}

#[test]
fn a_long_line_goes_on_under_itself() {
    let s = Sandbox::init(&[]);
    s.write("a", "short\n");
    let _ = s.save(&["a"]);
    s.write("a", format!("{}\n", "支払い処理 ".repeat(12)));
    let Some(drawing) = drawn_at(&s, 60, "diff") else {
        return;
    };
    assert_eq!(
        drawing,
        "a: Modified (+1 -1)\n  1    - short\n     1 + 支払い処理 支払い処理 支払い処理 支払い処理 支払い\n       \
         + 処理 支払い処理 支払い処理 支払い処理 支払い処理 支\n       + 払い処理 支払い処理 支払い処理 \n"
    );
    assert!(
        drawing
            .lines()
            .all(|line| unicode_width::UnicodeWidthStr::width(line) <= 60)
    );
}

#[test]
fn lines_of_context_are_no_wish_for_the_patch() {
    let s = edited();
    for form in ["--stat", "--name-only", "--name-status"] {
        let plain = s.shipkit(&["diff", form]).expect_code(0).stdout;
        let told = s.shipkit(&["diff", form, "-U", "1"]).expect_code(0).stdout;
        assert_eq!(told, plain, "{form}");
    }
}

#[test]
fn the_width_is_what_git_takes_for_it() {
    let s = Sandbox::init(&[]);
    s.sh("printf '%s\\n' \"$(seq -s ' ' 60)\" >a; git add a; git commit -qm a");
    let _ = s.save(&["a"]);
    s.sh("sed -i 's/^/0 /' a");
    for (told, wide) in [("", 100), ("50", 50), ("none", 100), ("0", 100)] {
        s.set("COLUMNS", told);
        let Some(shown) = drawn_at(&s, 100, "diff --color=never") else {
            return;
        };
        let widest = shown.lines().map(str::len).max();
        assert_eq!(widest, Some(wide), "{told}: {shown}");
    }
}

#[test]
fn a_resume_shows_the_same() {
    let s = edited();
    let (Some(diff), Some(resume)) = (
        drawn_at(&s, 80, "diff"),
        drawn_at(&s, 80, "resume --check --diff"),
    ) else {
        return;
    };
    assert!(diff.contains("> 7    - let x7 = step(7);\n"), "{diff}");
    assert!(resume.ends_with(&diff), "{resume}");
}

#[test]
fn only_what_is_asked_for_is_told() {
    let s = edited();
    s.write("b c", "b\n");
    let _ = s.save(&["code:7", "b c"]);
    s.sh("rm 'b c'; echo 'let more = 1;' >>code");
    let told = |words: &[&str]| {
        let mut all = vec!["diff"];
        all.extend(words);
        s.shipkit(&all).expect_code(0).stdout
    };
    assert_eq!(told(&["--name-only"]), "b c\ncode\n");
    assert_eq!(told(&["--name-only", "-z"]), "b c\0code\0");
    assert_eq!(told(&["--name-status"]), "D\tb c\nM\tcode\n");
    assert_eq!(told(&["--name-status", "-z", "--", "code"]), "M\0code\0");
    let stat = told(&["--stat"]);
    assert!(stat.starts_with(" b c  | 1 -\n code | 1 +\n"), "{stat}");
    let painted = told(&["--stat", "--color=always"]);
    assert!(
        painted.contains("b c  | 1 \u{1b}[31m-\u{1b}[0m\n"),
        "{painted}"
    );
    let around = told(&["-U1", "--", "code"]);
    assert_eq!(
        around.lines().filter(|line| line.starts_with(' ')).count(),
        1
    );
    s.sh("git show HEAD:code | sed 's/^/  /' >code");
    let _ = s.save(&["code"]);
    s.sh("sed -i 's/^  /\\t/' code");
    assert_ne!(told(&[]), "");
    assert_eq!(told(&["-w"]), "");
    let _ = s.shipkit(&["diff", "-z"]).expect_code(129);
    let _ = s.shipkit(&["diff", "--stat", "-z"]).expect_code(129);
    let _ = s
        .shipkit(&["diff", "--stat", "--name-only"])
        .expect_code(129);
}

#[test]
fn a_position_of_an_earlier_save_is_marked_where_it_is_now_alone() {
    let s = Sandbox::init(&[]);
    s.sh("seq -f 'line %g' 9 >a");
    let _ = s.save(&["a:5"]);
    s.sh("sed -i -e 5s/$/!/ -e 1,2d a");
    // pinned as it is now, but the line's number is still that of the save before
    let _ = s.shipkit(&["checkpoint", "--done", "x"]).expect_code(0);
    s.sh("sed -i -e 3s/$/!/ -e 5s/$/!/ a");
    let drawing = seen(&s, &["diff", "-U0"]);
    assert!(
        drawing.contains("  3    - line 5!\n>    3 + line 5!!\n"),
        "{drawing}"
    );
    assert!(
        drawing.contains("  5    - line 7\n     5 + line 7!\n"),
        "{drawing}"
    );
}

#[test]
fn a_heading_leads_to_the_first_line_shown() {
    let s = edited();
    s.git(&["config", "shipkit.hyperlinks", "always vscode"]);
    let drawing = seen(&s, &["diff", "-U0"]);
    let top = s.cwd();
    let link = format!(
        "\u{1b}]8;;vscode://file{}/code:1:1\u{1b}\\code\u{1b}]8;;\u{1b}\\: ",
        top.display()
    );
    assert!(drawing.starts_with(&link), "{drawing:?}");
}
