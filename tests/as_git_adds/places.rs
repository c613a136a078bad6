//! The same wherever the command runs, however the repository is found and
//! however a setting is written.

use super::Matrix;
use crate::support::Sandbox;

#[test]
fn every_spelling_of_a_setting_counts() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    s.write(".gitattributes", "*.auto text=auto\n*.up filter=up\n");
    s.git(&["config", "--global", "filter.up.clean", "false"]);
    for name in ["f", "f.auto", "f.up"] {
        matrix.write(name, "one\r\n");
    }
    for autocrlf in [
        "yes", "on", "1", "2", "-1", "no", "off", "0", "00", "True", "FALSE", "input", "Input",
        "INPUT", "",
    ] {
        s.git(&["config", "core.autocrlf", autocrlf]);
        matrix.compare(&format!("core.autocrlf={autocrlf}"));
    }
    for required in ["yes", "on", "1", "no", "off", "0", "", "TRUE"] {
        s.git(&["config", "--global", "filter.up.required", required]);
        matrix.compare(&format!("required={required}"));
    }
    matrix.assert_equal(60);
}

#[test]
fn settings_of_the_moment_count() {
    let s = Sandbox::new();
    s.sh("printf 'one\\r\\n' | tee f g >/dev/null; echo 'g filter=up' >.gitattributes");
    let lf = s.blob_id("one\n");
    let up = s.blob_id("ONE\r\n");
    let said = s.run(
        "git",
        &[
            "-c",
            "core.autocrlf=input",
            "-c",
            "filter.up.clean=tr a-z A-Z",
            "shipkit",
            "checkpoint",
            "--task=t",
            "--open=f",
            "--open=g",
        ],
        None,
    );
    let _ = said.expect_code(0);
    let document = s.document();
    assert!(document.contains(&lf), "core.autocrlf: {document}");
    assert!(
        !document.contains(&up),
        "git folds the lines as well: {document}"
    );
    assert!(
        document.contains(&s.blob_id("ONE\n")),
        "filter.up: {document}"
    );
}

#[test]
fn a_linked_worktree_has_the_repository_s_attributes() {
    let s = Sandbox::new();
    s.sh(
        "mkdir d; echo 'd/x text' >.gitattributes; echo 'y text' >d/.gitattributes; echo x >d/x
        git add .; git commit -qm d; git worktree add -q ../linked
        echo 'd/z text' >.git/info/attributes; echo 'w text' >../mine
        git config core.attributesFile ../mine",
    );
    for top in ["../linked", "../repo"] {
        s.cd(top);
        let mut matrix = Matrix::new(&s);
        for path in ["d/x", "d/y", "d/z", "d/w", "d/v"] {
            matrix.write(path, "one\r\n");
        }
        matrix.compare(top);
        s.sh("rm d/.gitattributes");
        matrix.compare("in the index alone");
        matrix.assert_equal(10);
    }
}

#[test]
fn a_subdirectory_sees_the_same_attributes() {
    let s = Sandbox::new();
    s.sh(
        "mkdir d; echo '* text' >../mine; git config core.attributesFile ../mine
        printf 'one\\r\\n' >d/f",
    );
    s.cd("d");
    let _ = s.save(&["f"]);
    s.cd("..");
    assert!(
        s.document().contains(&s.blob_id("one\n")),
        "{}",
        s.document()
    );
    assert_eq!(s.check().expect_code(0).verdict("d/f"), "unchanged");
}

#[test]
fn an_index_elsewhere_is_the_one_that_counts() {
    let s = Sandbox::new();
    s.sh(
        "printf 'x\\r\\n' >f; cp .git/index ../other; GIT_INDEX_FILE=../other git add f
        git config core.autocrlf true",
    );
    let (lf, crlf) = (s.blob_id("x\n"), s.blob_id("x\r\n"));
    let _ = s.save(&["f"]);
    assert!(s.document().contains(&lf), "{}", s.document());
    s.set("GIT_INDEX_FILE", s.root().join("other"));
    let _ = s.save(&["f"]);
    assert!(s.document().contains(&crlf), "{}", s.document());
}
