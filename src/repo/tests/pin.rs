//! A pin has the id and mode that `git add` gives, whatever attributes say.

use super::{Sandbox, path, told};
use crate::model::Pin;
use crate::repo::Repo;

/// The repository, its own filters run as git runs them.
fn trusted(sandbox: &Sandbox) -> Repo {
    let repo = sandbox.repo();
    repo.run_its_programs();
    repo
}

/// Pins, then lets git add, and expects the same of both.
fn as_git_adds(sandbox: &Sandbox, file: &str) {
    let pinned = told(&trusted(sandbox).pin(&path(file)).pin).unwrap();
    let added = sandbox.added(file).unwrap();
    let attributes =
        std::fs::read_to_string(sandbox.top.join(".gitattributes")).unwrap_or_default();
    assert_eq!(pinned, added, "{file} with {attributes:?}");
}

const TEXTS: [(&str, &[u8]); 6] = [
    ("lf", b"one\ntwo\n"),
    ("crlf", b"one\r\ntwo\r\n"),
    ("mixed", b"one\r\ntwo\nthree\r"),
    ("binary", b"\0one\r\ntwo\r\n"),
    ("empty", b""),
    ("ident", b"$Id: 12345 $\r\nx\n"),
];

#[test]
fn with_every_line_ending_rule() {
    let rules = [
        "",
        "* text",
        "* text=auto",
        "* -text",
        "* text eol=crlf",
        "* text=auto eol=crlf",
        "* eol=lf",
        "* crlf",
        "* -crlf",
        "* crlf=input",
        "* binary",
        "* ident",
        "* text=auto ident",
        "* text -crlf",
        "* -text crlf",
        "* text=other -crlf",
        "* binary eol=lf",
    ];
    for format in ["sha1", "sha256"] {
        let sandbox = Sandbox::with(&["--object-format", format]);
        for autocrlf in ["false", "input", "true"] {
            sandbox.git(&["config", "core.autocrlf", autocrlf]);
            for rule in rules {
                sandbox.write(".gitattributes", rule);
                for (name, bytes) in TEXTS {
                    sandbox.git(&["rm", "-q", "-f", "--cached", "--ignore-unmatch", name]);
                    sandbox.write(name, bytes);
                    as_git_adds(&sandbox, name);
                }
            }
        }
    }
}

#[test]
fn with_core_eol_and_safecrlf() {
    let sandbox = Sandbox::new();
    sandbox.write(".gitattributes", "* text");
    sandbox.git(&["config", "core.eol", "crlf"]);
    sandbox.git(&["config", "core.safecrlf", "true"]);
    sandbox.write("f", "one\r\ntwo\n");
    let pinned = told(&trusted(&sandbox).pin(&path("f")).pin).unwrap();
    sandbox.git(&["config", "core.safecrlf", "false"]);
    assert_eq!(pinned, sandbox.added("f").unwrap());
}

#[test]
fn a_file_committed_with_crlf_stays_so() {
    let sandbox = Sandbox::new();
    sandbox.write("f", "one\r\ntwo\r\n");
    sandbox.write("g", "one\n");
    sandbox.commit("crlf");
    for (autocrlf, rule) in [
        ("true", ""),
        ("input", ""),
        ("false", "* text=auto"),
        ("false", "* text"),
    ] {
        sandbox.git(&["config", "core.autocrlf", autocrlf]);
        sandbox.write(".gitattributes", rule);
        sandbox.git(&["reset", "-q"]);
        sandbox.write("f", "one\r\ntwo\r\nthree\r\n");
        sandbox.write("g", "one\r\nthree\r\n");
        as_git_adds(&sandbox, "f");
        as_git_adds(&sandbox, "g");
    }
}

#[test]
fn a_merge_in_progress_takes_our_line_endings() {
    let sandbox = Sandbox::new();
    sandbox.write("f", "base\r\n");
    sandbox.commit("base");
    sandbox.git(&["checkout", "-q", "-b", "other"]);
    sandbox.write("f", "theirs\r\n");
    sandbox.commit("theirs");
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write("f", "ours\r\n");
    sandbox.commit("ours");
    sandbox.try_git(&["merge", "-q", "other"]).unwrap_err();
    sandbox.git(&["config", "core.autocrlf", "true"]);
    sandbox.write("f", "both\r\n");
    as_git_adds(&sandbox, "f");
}

#[test]
fn with_clean_filters() {
    let sandbox = Sandbox::new();
    sandbox.write(
        ".gitattributes",
        "*.up filter=up\n*.crlf filter=up text\n*.fail filter=fail\n*.none filter=none\n*.id filter=up ident\n",
    );
    sandbox.git(&["config", "filter.up.clean", "tr a-z A-Z"]);
    sandbox.git(&["config", "filter.fail.clean", "false"]);
    for name in ["f.up", "f.crlf", "f.fail", "f.none", "f.id", "sub/dir/f.up"] {
        sandbox.write(name, "one\r\n$Id: x $\n");
        as_git_adds(&sandbox, name);
    }
}

#[test]
fn a_required_filter_that_fails_is_told_with_the_raw_id() {
    let sandbox = Sandbox::new();
    sandbox.write(
        ".gitattributes",
        "*.a filter=gone\n*.b filter=fails\n*.c filter=unset\n",
    );
    sandbox.git(&[
        "config",
        "filter.gone.clean",
        "no-such-program-here %f 2>/dev/null",
    ]);
    sandbox.git(&["config", "filter.fails.clean", "false"]);
    for name in ["gone", "fails", "unset"] {
        sandbox.git(&["config", &format!("filter.{name}.required"), "true"]);
    }
    for (file, filter) in [("f.a", "gone"), ("f.b", "fails"), ("f.c", "unset")] {
        sandbox.write(file, "one\n");
        sandbox.added(file).unwrap_err();
        let repo = trusted(&sandbox);
        let why = format!("filter '{filter}' failed");
        let raw = Some(repo.id_of(b"one\n"));
        assert_eq!(
            repo.pin(&path(file)).pin,
            Pin::Unhashed { why, raw },
            "{file}"
        );
    }
}

#[test]
fn with_working_tree_encodings() {
    let sandbox = Sandbox::new();
    let utf16 = |little: bool, bom: bool, text: &str| {
        let mark = bom.then_some(0xfeff);
        let units = mark.into_iter().chain(text.encode_utf16());
        units
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect::<Vec<u8>>()
    };
    for (encoding, bytes) in [
        ("UTF-16", utf16(true, true, "größe\n")),
        ("UTF-16", utf16(false, true, "größe\n")),
        ("UTF-16LE", utf16(true, false, "größe\n")),
        ("UTF-16BE", utf16(false, false, "größe\n")),
        ("UTF-16LE-BOM", utf16(true, true, "größe\n")),
        ("ISO-8859-1", b"gr\xf6\xdfe \x80\n".to_vec()),
        ("SHIFT-JIS", b"\x83\x65\x83\x58\n".to_vec()),
        ("UTF-8", "größe\n".as_bytes().to_vec()),
    ] {
        sandbox.write(
            ".gitattributes",
            format!("f working-tree-encoding={encoding}\n"),
        );
        sandbox.git(&["rm", "-q", "-f", "--cached", "--ignore-unmatch", "f"]);
        sandbox.write("f", &bytes);
        as_git_adds(&sandbox, "f");
    }
}

#[test]
fn attributes_come_from_every_place_git_reads() {
    let sandbox = Sandbox::new();
    sandbox.git(&["config", "filter.up.clean", "tr a-z A-Z"]);
    sandbox.write("sub/.gitattributes", "*.x filter=up\n");
    sandbox.write("attributes", "*.y filter=up\n");
    sandbox.git(&[
        "config",
        "core.attributesFile",
        sandbox.top.join("attributes").to_str().unwrap(),
    ]);
    sandbox.write(
        ".git/info/attributes",
        "*.z filter=up\n[attr]loud filter=up\n*.m loud\n",
    );
    for name in ["sub/a.x", "a.x", "a.y", "a.z", "sub/a.m"] {
        sandbox.write(name, "one\n");
        as_git_adds(&sandbox, name);
    }
}

#[test]
fn a_file_is_pinned_as_it_is_by_then() {
    let sandbox = Sandbox::new();
    sandbox.write(".gitattributes", "w working-tree-encoding=UTF-16LE\n");
    let repo = trusted(&sandbox);
    for file in ["w", "plain"] {
        sandbox.write(file, b"1\0\n\0");
        repo.seen(&path(file));
        sandbox.write(file, b"2\0\n\0"); // as while somebody is being asked
        assert_eq!(told(&repo.pin(&path(file)).pin), sandbox.added(file));
    }
}
