//! Clean filters: every way to succeed and to fail, alone and with what else
//! is asked for.

use super::{Matrix, contents};
use crate::support::Sandbox;

/// A driver's settings, with `required` and without.
const DRIVERS: [(&str, &[(&str, &str)]); 18] = [
    ("up", &[("clean", "tr a-z A-Z")]),
    ("names", &[("clean", "echo %f; cat")]),
    ("percent", &[("clean", "printf '%%s %f'; cat")]),
    ("script", &[("clean", "./up.sh %f")]),
    ("shell", &[("clean", "sed -e s/one/1/ | tr o 0 # note")]),
    ("fails", &[("clean", "false")]),
    ("says-and-fails", &[("clean", "cat; exit 3")]),
    ("killed", &[("clean", "kill -9 $$")]),
    ("gone", &[("clean", "no-such-program-here %f")]),
    ("empties", &[("clean", "cat >/dev/null")]),
    ("reads-nothing", &[("clean", "echo constant")]),
    ("reads-some", &[("clean", "head -c 3")]),
    ("complains", &[("clean", "cat; echo warning >&2")]),
    ("blank", &[("clean", "")]),
    ("smudges", &[("smudge", "cat")]),
    ("blank-process", &[("clean", "tr a-z A-Z"), ("process", "")]),
    (
        "gone-process",
        &[("clean", "tr a-z A-Z"), ("process", "no-such-program-here")],
    ),
    ("wrong-process", &[("process", "cat")]),
];

fn configure(s: &Sandbox) {
    s.write("up.sh", "#!/bin/sh\necho \"$1\"\ntr a-z A-Z\n");
    s.sh("chmod +x up.sh");
    for (name, settings) in DRIVERS {
        for (key, value) in settings {
            s.git(&["config", "--global", &format!("filter.{name}.{key}"), value]);
            s.git(&[
                "config",
                "--global",
                &format!("filter.{name}-required.{key}"),
                value,
            ]);
        }
        s.git(&[
            "config",
            "--global",
            &format!("filter.{name}-required.required"),
            "true",
        ]);
    }
}

#[test]
fn every_filter_required_and_not() {
    let s = Sandbox::new();
    configure(&s);
    let mut matrix = Matrix::new(&s);
    let mut rules = String::new();
    let plain = DRIVERS.map(|(name, _)| name.to_owned());
    let required = DRIVERS.map(|(name, _)| format!("{name}-required"));
    let named = [
        "unconfigured".to_owned(),
        "UP".to_owned(),
        "\"up\"".to_owned(),
    ];
    for name in plain.iter().chain(&required).chain(&named) {
        let at = matrix.len();
        rules.extend([format!("/{at}/** filter={name}\n")]);
        matrix.write(format!("{at}/lf"), "one\ntwo\n");
        matrix.write(format!("{at}/crlf it's $odd \"%f"), "one\r\ntwo\r\n");
        matrix.write(format!("{at}/empty"), "");
        matrix.write(format!("{at}/large"), "one two\n".repeat(40_000));
    }
    for valueless in ["filter", "-filter", "!filter", "filter="] {
        let at = matrix.len();
        rules.extend([format!("/{at}/** {valueless}\n")]);
        matrix.write(format!("{at}/lf"), "one\ntwo\n");
    }
    s.write(".gitattributes", rules);
    matrix.compare("");
    matrix.assert_equal(150);
}

#[test]
fn filters_with_line_endings_ident_and_encodings() {
    let s = Sandbox::new();
    configure(&s);
    let mut matrix = Matrix::new(&s);
    let mut rules = String::new();
    for filter in [
        "",
        "filter=up",
        "filter=fails",
        "filter=fails-required",
        "filter=gone",
    ] {
        for other in [
            "ident",
            "ident text",
            "ident text=auto",
            "ident text=auto eol=crlf",
            "ident -text",
            "text",
            "text=auto",
            "working-tree-encoding=latin1 ident text=auto",
        ] {
            let at = matrix.len();
            rules.extend([format!("/{at}/** {filter} {other}\n")]);
            for (name, bytes) in contents::idents() {
                let few = !filter.is_empty() || other.contains("encoding");
                if !few || ["upper", "crlf", "dollars"].contains(&name) {
                    matrix.write(format!("{at}/{name}"), bytes);
                }
            }
        }
    }
    s.write(".gitattributes", rules);
    for autocrlf in ["false", "true"] {
        s.git(&["config", "core.autocrlf", autocrlf]);
        matrix.compare(&format!("core.autocrlf={autocrlf}"));
    }
    matrix.assert_equal(400);
}

#[test]
fn the_last_word_of_the_configuration_counts() {
    let s = Sandbox::new();
    s.sh(r#"cat >>"$HOME/.gitconfig" <<'X'
[filter "twice"]
    clean = false
    required
[filter "twice"]
    clean = tr a-z A-Z
[filter "freed"]
    clean = false
    required = true
[filter "freed"]
    required = false
[filter "taken"]
    clean = tr a-z A-Z
[filter "taken"]
    clean = ""
[FILTER "Case"]
    CLEAN = tr a-z A-Z
[filter.dotted]
    clean = tr a-z A-Z
X
git config --file ../included filter.included.clean 'tr a-z A-Z'
git config --global include.path ../included"#);
    let mut matrix = Matrix::new(&s);
    let mut rules = String::new();
    for name in [
        "twice", "freed", "taken", "Case", "case", "dotted", "included", "given",
    ] {
        rules.extend([format!("{name} filter={name}\n")]);
        matrix.write(name, "one\n");
    }
    s.write(".gitattributes", rules);
    matrix.compare("");
    s.set("GIT_CONFIG_COUNT", "1");
    s.set("GIT_CONFIG_KEY_0", "filter.given.clean");
    s.set("GIT_CONFIG_VALUE_0", "tr a-z A-Z");
    matrix.compare("GIT_CONFIG_COUNT");
    matrix.assert_equal(16);
}

#[test]
fn a_filter_runs_at_the_top_wherever_the_command_does() {
    let s = Sandbox::new();
    configure(&s);
    s.write(".gitattributes", "*.x filter=script-required\n");
    s.write("deep/er/f.x", "one\n");
    let id = s.blob_id("deep/er/f.x\nONE\n");
    s.cd("deep/er");
    let _ = s.save(&["f.x"]);
    assert_eq!(s.check().expect_code(0).verdict("deep/er/f.x"), "unchanged");
    s.cd("../..");
    assert!(s.document().contains(&id), "{}", s.document());
}

#[test]
fn a_filter_sees_text_as_the_user_does() {
    let s = Sandbox::new();
    s.set("LC_ALL", "C.UTF-8");
    s.git(&["config", "--global", "filter.count.clean", "sed 's/./x/g'"]);
    s.write(".gitattributes", "*.x filter=count\n");
    s.write("a.x", "hé\n");
    s.git(&["add", "a.x"]);
    for hand in ["gix", "git"] {
        s.set("SHIPKIT_HAND", hand);
        let _ = s.save(&["a.x"]);
        assert!(s.document().contains(&s.index_id("a.x")), "{hand}");
    }
}
