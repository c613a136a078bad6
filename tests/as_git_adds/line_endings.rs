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
    let contents = contents::lines();
    let mut matrix = Matrix::new(&s);
    write_all(&s, &contents, &mut matrix);
    for settings in SETTINGS {
        let keys = ["core.autocrlf", "core.eol", "core.safecrlf"];
        let set = keys.iter().zip(settings).map(|(key, value)| match value {
            "unset" => format!("git config --unset {key} || :\n"),
            value => format!("git config {key} {value}\n"),
        });
        s.sh(&set.collect::<String>());
        matrix.compare(&settings.join(", "));
    }
    matrix.assert_equal(10_000);
}

/// Each attribute a directory, each content in it once for each state of the
/// index.
fn write_all(s: &Sandbox, contents: &[Content], matrix: &mut Matrix<'_>) {
    let mut rules = "[attr]loud text=auto eol=crlf\n".to_owned();
    let mut staged = String::new();
    let blobs = STAGED.map(|(_, bytes)| {
        let said = s.run(
            "git",
            &["hash-object", "-w", "--stdin"],
            Some(bytes.as_bytes()),
        );
        said.expect_code(0).stdout.trim_end().to_owned()
    });
    for (at, attributes) in ATTRIBUTES.iter().enumerate() {
        rules.extend([format!("/a{at}/** {attributes}\n")]);
        for (name, bytes) in contents {
            for ((state, _), blob) in STAGED.iter().zip(&blobs) {
                let path = format!("a{at}/{name}-{state}");
                if *state != "none" {
                    staged.extend([format!("100644 {blob} 0\t{path}\n")]);
                }
                matrix.write(path, bytes);
            }
        }
    }
    s.write(".gitattributes", rules);
    let said = s.run(
        "git",
        &["update-index", "--index-info"],
        Some(staged.as_bytes()),
    );
    let _ = said.expect_code(0);
}

/// Each value of each setting, and each of `core.autocrlf` with some of the
/// others.
const SETTINGS: [[&str; 3]; 8] = [
    ["unset", "unset", "unset"],
    ["false", "crlf", "true"],
    ["true", "unset", "unset"],
    ["true", "lf", "true"],
    ["true", "crlf", "warn"],
    ["input", "native", "false"],
    ["input", "unset", "true"],
    ["input", "crlf", "warn"],
];
