//! `working-tree-encoding`: names x contents x what else is asked for.

use super::{Content, Matrix};
use crate::support::Sandbox;

const ENCODINGS: [&str; 24] = [
    "working-tree-encoding=UTF-16",
    "working-tree-encoding=utf16",
    "working-tree-encoding=UTF-16LE",
    "working-tree-encoding=UTF-16BE",
    "working-tree-encoding=UTF-16LE-BOM",
    "working-tree-encoding=UTF-16BE-BOM",
    "working-tree-encoding=UTF-32",
    "working-tree-encoding=UTF-32LE",
    "working-tree-encoding=SHIFT-JIS",
    "working-tree-encoding=ISO-8859-1",
    "working-tree-encoding=latin1",
    "working-tree-encoding=cp1252",
    "working-tree-encoding=KOI8-R",
    "working-tree-encoding=US-ASCII",
    "working-tree-encoding=UTF-7",
    "working-tree-encoding=UTF-8",
    "working-tree-encoding=utf8",
    "working-tree-encoding=UTF_8",
    "working-tree-encoding=bogus",
    "working-tree-encoding=\"UTF-16\"",
    "working-tree-encoding=",
    "working-tree-encoding",
    "-working-tree-encoding",
    "!working-tree-encoding",
];

#[test]
fn every_encoding_with_every_content() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    let mut rules = String::new();
    for (at, encoding) in ENCODINGS.iter().enumerate() {
        rules.extend([format!("/e{at}/** {encoding}\n")]);
        for (name, bytes) in contents() {
            matrix.write(format!("e{at}/{name}"), bytes);
        }
    }
    s.write(".gitattributes", rules);
    matrix.compare("");
    matrix.assert_equal(300);
}

#[test]
fn an_encoding_with_line_endings_and_ident() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    let mut rules = String::new();
    let others = [
        "text",
        "text=auto",
        "-text",
        "eol=crlf",
        "ident",
        "text=auto ident",
    ];
    for (at, other) in others.iter().enumerate() {
        rules.extend([format!(
            "/o{at}/** working-tree-encoding=UTF-16LE {other}\n"
        )]);
        for text in ["one\r\ntwo\r\n", "one\n$Id: x $\n", "ö\r\n\0"] {
            let path = format!("o{at}/{}", matrix.len());
            matrix.write(path, utf16(text, false, true));
        }
    }
    s.write(".gitattributes", rules);
    for autocrlf in ["false", "true"] {
        s.git(&["config", "core.autocrlf", autocrlf]);
        matrix.compare(&format!("core.autocrlf={autocrlf}"));
    }
    s.sh("git add o1 o5; git commit -qm staged");
    matrix.compare("staged");
    matrix.assert_equal(50);
}

/// One text in every encoding, with its mark and without, and what is none.
fn contents() -> Vec<Content> {
    let text = "größe テ\n";
    vec![
        ("empty", Vec::new()),
        ("ascii", b"plain\n".to_vec()),
        ("crlf", b"plain\r\n".to_vec()),
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8-bom", format!("\u{feff}{text}").into_bytes()),
        ("utf-16le-bom", utf16(text, true, true)),
        ("utf-16be-bom", utf16(text, true, false)),
        ("utf-16le", utf16(text, false, true)),
        ("utf-16be", utf16(text, false, false)),
        ("utf-16-odd", utf16(text, true, true)[1..].to_vec()),
        ("utf-32le-bom", utf32(text)),
        ("shift-jis", b"\x83\x65\x83\x58\\~\n".to_vec()),
        ("latin", b"gr\xf6\xdfe \x80 \x81 \xa4\n".to_vec()),
        ("surrogate", b"\xff\xfe\x00\xd8a\0".to_vec()),
    ]
}

fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    let units = mark.into_iter().chain(text.encode_utf16());
    let bytes = |unit: u16| {
        if little {
            unit.to_le_bytes()
        } else {
            unit.to_be_bytes()
        }
    };
    units.flat_map(bytes).collect()
}

fn utf32(text: &str) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect()
}
