//! A file in which nothing but white space changed, as after a formatter, is
//! still told as changed, and that it is no more than that.

use crate::support::{Random, Report, Sandbox};

/// The text that every case starts from.
const THEN: &str = "fn f() {\n    g(a, b);\n}\n\nlast\n";

/// A repository with `a` as it was then, saved with its second line, and then
/// with this text.
fn changed_to(now: &str) -> Sandbox {
    let s = Sandbox::new();
    s.write("a", THEN);
    s.git(&["commit", "-qam", "then"]);
    let _ = s.save(&["a:2"]);
    s.write("a", now);
    s
}

fn is_told(report: &Report, path: &str) -> bool {
    let told = &report.file(path)["whitespaceOnly"];
    assert!(told.is_null() || *told == true, "there only when true");
    *told == true
}

#[test]
fn what_a_formatter_did_is_told_as_such() {
    for (now, numbers) in [
        ("fn f() {\n\tg(a, b);\n}\n\nlast\n", "+1 -1"),
        (
            "fn f()\n{\n    g(\n        a,\n        b\n    );\n}\n\nlast\n",
            "+6 -2",
        ),
        ("fn f() {\n    g(a,b);\n}\n\n\n\nlast\n", "+3 -1"),
        ("fn f() {\r\n    g(a, b);\r\n}\r\n\r\nlast\r\n", "+5 -5"),
        ("fn f() {\n    g(a, b);\n}\n\nlast", "+1 -1"),
        ("fn f() {    \n    g(a, b);\n}\nlast\n", "+1 -2"),
    ] {
        let s = changed_to(now);
        let report = s.check().expect_code(1);
        assert_eq!(report.verdict("a"), "modified", "{now:?}");
        assert!(is_told(&report, "a"), "{now:?}");
        let line = format!("- a: Modified after checkpoint ({numbers}, white space only)\n");
        let _ = s.shipkit(&["resume", "--check"]).says(&line).expect_code(1);
    }
}

#[test]
fn anything_more_is_not() {
    for now in [
        "fn f() {\n    g(\n        a,\n        b,\n    );\n}\n\nlast\n",
        "fn f() {\n    g(b, a);\n}\n\nlast\n",
        "fn f() {\n    g(a, b);\u{c}\n}\n\nlast\n",
        "fn f() {\n    g(a,\u{a0}b);\n}\n\nlast\n",
        "fn f() {\n    g(a, b);\0\n}\n\nlast\n",
        "",
    ] {
        let s = changed_to(now);
        let report = s.check().expect_code(1);
        assert!(!is_told(&report, "a"), "{now:?}");
        let said = s.shipkit(&["resume", "--check"]).expect_code(1);
        assert!(!said.stdout.contains("white space"), "{said}");
    }
}

#[test]
fn what_is_no_text_or_has_another_mode_too_is_not() {
    let s = Sandbox::new();
    s.sh(
        "printf 'a\\0b c' >bin; ln -s 'x y' link; echo 'a b' >mode; echo 'a b' >same
          git add .; git commit -qm s",
    );
    let _ = s.save(&["bin", "link", "mode", "same"]);
    s.sh("printf 'a\\0bc' >bin; ln -sf xy link; echo ab >mode; chmod +x mode; echo ab >same");
    let report = s.check().expect_code(1);
    let told: Vec<bool> = ["bin", "link", "mode", "same"]
        .map(|path| is_told(&report, path))
        .to_vec();
    assert_eq!(told, [false, false, false, true]);
}

#[test]
fn a_renamed_file_can_be_so_too() {
    let s = Sandbox::new();
    s.sh("seq -f 'line %g' 20 >a; git commit -qam s");
    let _ = s.save(&["a"]);
    s.sh("git mv a b; sed -i 's/line 7/  line  7/' b; git commit -qam moved");
    let line = "- a: Renamed to b after checkpoint (+1 -1, white space only)\n";
    let _ = s.shipkit(&["resume", "--check"]).says(line).expect_code(1);
    assert!(is_told(&s.check(), "a"));
    s.sh("git reset -q --hard HEAD~1; git mv a b");
    let report = s.check().expect_code(1);
    assert_eq!(report.file("a")["newPath"], "b");
    assert!(!is_told(&report, "a"), "it did not change at all");
}

#[test]
fn where_the_old_bytes_are_gone_it_is_not_claimed() {
    let s = changed_to("fn f() {\n\tg(a, b);\n}\n\nlast\n");
    s.sh(
        "git init -q ../other; cp -r .shipkit a ../other; cd ../other; git add a
          git commit -qm other",
    );
    s.cd("../other");
    assert!(!is_told(&s.check().expect_code(1), "a"));
}

impl Random {
    /// A few words, and white space of every kind between them.
    fn spaced(&mut self) -> String {
        let pieces = (0..4 + self.below(12)).map(|_| {
            let space = ["", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\n  \n"];
            let space = space[self.below(space.len())];
            format!("w{}{space}", self.below(4))
        });
        pieces.collect::<Vec<_>>().concat()
    }

    /// The text with other white space in places, seldom with another word.
    fn respaced(&mut self, text: &str) -> String {
        let odd = self.below(4) == 0;
        let mut out = String::new();
        for c in text.chars() {
            match (c, self.below(6)) {
                (' ' | '\t', 0) => {}
                (' ', 1) => out.push('\t'),
                ('\n', 0) => out.push_str("\n\n"),
                ('\n', 1) => out.push_str(" \n"),
                ('\n', 2) if self.below(4) == 0 => {}
                ('w', 0) if odd => out.push('v'),
                ('w', 1) if self.below(4) == 0 => out.push_str("\nw"),
                (c, _) => out.push(c),
            }
        }
        out
    }
}

/// How many texts are changed at random.
const TEXTS: usize = 300;

#[test]
fn what_git_calls_white_space_is_told_as_such() {
    let mut random = Random(7);
    let s = Sandbox::new();
    let then: Vec<String> = (0..TEXTS).map(|_| random.spaced()).collect();
    for (n, text) in then.iter().enumerate() {
        s.write(&format!("f{n}"), text);
    }
    s.git(&["add", "-A"]);
    s.git(&["commit", "-qm", "then"]);
    let names: Vec<String> = (0..TEXTS).map(|n| format!("f{n}")).collect();
    let _ = s.save(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let now: Vec<String> = then.iter().map(|text| random.respaced(text)).collect();
    for (name, text) in names.iter().zip(&now) {
        s.write(name, text);
    }
    let report = s.check().expect_code(1);
    let bare = |text: &str| text.replace([' ', '\t', '\r', '\n'], "");
    let (mut of_git, mut of_us) = (0, 0);
    for (n, name) in names.iter().enumerate() {
        let told = is_told(&report, name);
        let truth = then[n] != now[n] && bare(&then[n]) == bare(&now[n]);
        assert_eq!(told, truth, "{:?} {:?}", then[n], now[n]);
        let asked = ["diff", "-w", "--ignore-blank-lines", "--quiet", "--", name];
        let clean = then[n] != now[n] && s.git_can(&asked);
        assert!(told || !clean, "{:?} {:?}", then[n], now[n]);
        of_us += usize::from(told);
        of_git += usize::from(clean);
    }
    assert!(of_git > TEXTS / 10, "only {of_git} tried anything");
    assert!(of_us > of_git && of_us < TEXTS, "{of_us}");
}
