//! Every line-ending attribute x every setting x every content x what the
//! index holds.

use super::{Content, Matrix, contents};
use crate::support::Sandbox;

const ATTRIBUTES: [&str; 36] = [
    "",
    "text",
    "-text",
    "!text",
    "text=auto",
    "text=input",
    "text=other",
    "text eol=lf",
    "text eol=crlf",
    "text eol=other",
    "text eol",
    "text -eol",
    "text=auto eol=lf",
    "text=auto eol=crlf",
    "text=auto eol=other",
    "-text eol=lf",
    "-text eol=crlf",
    "eol=lf",
    "eol=crlf",
    "eol",
    "crlf",
    "-crlf",
    "crlf=input",
    "crlf=auto",
    "crlf=other",
    "crlf eol=lf",
    "text -crlf",
    "-text crlf",
    "text=other -crlf",
    "text=auto crlf=input",
    "binary",
    "binary text",
    "text=auto ident",
    "-text ident",
    "loud",
    "-loud",
];

/// What the index holds at each file.
const STAGED: [(&str, &str); 4] = [
    ("none", ""),
    ("lf", "x\ny\n"),
    ("crlf", "x\r\ny\r\n"),
    ("mixed", "x\r\ny\n\x01"),
];

#[test]
fn every_line_ending_rule_in_every_setting() {
    let s = Sandbox::new();
    s.write("home/empty", "");
    let contents = contents::lines();
    let mut matrix = Matrix::new(&s);
    write_all(&s, &contents, &mut matrix);
    for settings in settings() {
        let set = |(key, value): &(&str, &str)| match *value {
            "unset" => format!("git config --unset {key} || :"),
            value => format!("git config {key} {value}"),
        };
        s.sh(&settings.iter().map(set).collect::<Vec<_>>().join("\n"));
        let told = settings.map(|(key, value)| format!("{key}={value}"));
        matrix.compare(&told.join(" "));
    }
    matrix.assert_equal(10_000);
}

/// Each attribute a directory, each content in it once for each state of the
/// index.
fn write_all(s: &Sandbox, contents: &[Content], matrix: &mut Matrix<'_>) {
    let mut rules = "[attr]loud text=auto eol=crlf\n".to_owned();
    let mut staged = String::new();
    let blobs = STAGED.map(|(_, bytes)| {
        let said = s.run("git", &["hash-object", "-w", "--stdin"], Some(bytes.as_bytes()));
        said.expect_code(0).stdout.trim_end().to_owned()
    });
    for (at, attributes) in ATTRIBUTES.iter().enumerate() {
        rules.push_str(&format!("/a{at}/** {attributes}\n"));
        for (name, bytes) in contents {
            for ((state, _), blob) in STAGED.iter().zip(&blobs) {
                let path = format!("a{at}/{name}-{state}");
                if *state != "none" {
                    staged.push_str(&format!("100644 {blob} 0\t{path}\n"));
                }
                matrix.write(path, bytes);
            }
        }
    }
    s.write(".gitattributes", rules);
    let said = s.run("git", &["update-index", "--index-info"], Some(staged.as_bytes()));
    let _ = said.expect_code(0);
}

/// Each value of each setting at least with each of autocrlf.
fn settings() -> Vec<[(&'static str, &'static str); 3]> {
    let mut all = Vec::new();
    for (at, autocrlf) in ["unset", "false", "true", "input"].into_iter().enumerate() {
        for (eol, safe) in [
            ("unset", "unset"),
            ("lf", "true"),
            ("crlf", "warn"),
            ("native", "false"),
        ] {
            // Without autocrlf the others are known to matter little.
            if at > 0 || eol == "unset" || eol == "crlf" {
                all.push([
                    ("core.autocrlf", autocrlf),
                    ("core.eol", eol),
                    ("core.safecrlf", safe),
                ]);
            }
        }
    }
    all
}
