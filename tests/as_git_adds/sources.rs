//! Where attributes come from, and how their lines are read.

use super::Matrix;
use crate::support::Sandbox;

/// A line that folds CRLF where git understands it, each with the names of
/// files it may match.
const LINES: [(&str, &[&str]); 46] = [
    ("*.c text", &["f.c", "d/f.c"]),
    ("*.c\ttext\r", &["f.c"]),
    ("  *.c text", &["f.c"]),
    ("\u{feff}*.c text", &["f.c"]),
    ("#*.c text", &["f.c", "#f.c"]),
    ("\\#f.c text", &["#f.c"]),
    ("!*.c text", &["f.c", "!f.c"]),
    ("\\!f.c text", &["!f.c"]),
    ("\"f g.c\" text", &["f g.c"]),
    ("\"f\\040g.c\" text", &["f g.c"]),
    ("\"f.c\"text", &["f.c"]),
    ("\"f.c text", &["f.c", "\"f.c"]),
    ("f\\ g.c text", &["f g.c"]),
    ("f.c -text=x", &["f.c"]),
    ("f.c te/xt text", &["f.c"]),
    ("f.c text te/xt", &["f.c"]),
    ("f.c builtin_x text", &["f.c"]),
    ("f.c text -text", &["f.c"]),
    ("f.c text !text", &["f.c"]),
    ("f.c text\nf.c !text", &["f.c"]),
    ("f.c text\nf.c -text", &["f.c"]),
    ("f.c -text\n*.c text", &["f.c"]),
    ("/f.c text", &["f.c", "d/f.c"]),
    ("d/f.c text", &["d/f.c", "e/d/f.c"]),
    ("d/ text", &["d/f.c"]),
    ("d/** text", &["d/f.c", "d/e/f.c", "e/d/f.c"]),
    ("d/* text", &["d/f.c", "d/e/f.c"]),
    ("**/f.c text", &["f.c", "d/e/f.c"]),
    ("d/**/f.c text", &["d/f.c", "d/e/f.c"]),
    ("**.c text", &["f.c", "d/f.c"]),
    ("[fg].c text", &["f.c", "h.c"]),
    ("[!f].c text", &["f.c", "g.c"]),
    ("[[:alpha:]].c text", &["f.c", "1.c"]),
    ("f[.]c text", &["f.c"]),
    ("f?c text", &["f.c", "f/c"]),
    ("F.C text", &["f.c", "F.C"]),
    ("f.c crlf=auto text=auto", &["f.c"]),
    ("f.c text=AUTO", &["f.c"]),
    ("f.c TEXT", &["f.c"]),
    ("[attr]mine text\nf.c mine", &["f.c"]),
    ("[attr]mine text", &["mine", "[attr]mine"]),
    ("f.c nine", &["f.c"]),
    ("f.c -nine", &["f.c"]),
    ("f.c !nine", &["f.c"]),
    ("f.c text=", &["f.c"]),
    ("f.c =text text", &["f.c"]),
];

#[test]
fn every_line_is_read_as_git_reads_it() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    s.write(".gitattributes", "[attr]nine text\n[attr]ten nine -text\n");
    for (at, (line, names)) in LINES.iter().enumerate() {
        s.write(&format!("l{at}/.gitattributes"), format!("{line}\n"));
        for name in *names {
            matrix.write(format!("l{at}/{name}"), "one\r\n\x01");
        }
    }
    matrix.compare("");
    s.git(&["config", "core.ignoreCase", "true"]);
    matrix.compare("core.ignoreCase=true");
    matrix.assert_equal(100);
}

#[test]
fn lines_and_files_too_long_for_git_are_ignored() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    for length in [2046, 2047, 2048, 2049, 5000] {
        let filler = "x".repeat(length - "f text  ".len());
        s.write(
            &format!("n{length}/.gitattributes"),
            format!("f text {filler} \ng text\n"),
        );
        s.write(
            &format!("c{length}/.gitattributes"),
            format!("f text\n#{filler}\n"),
        );
        for name in ["n", "c"] {
            matrix.write(format!("{name}{length}/f"), "one\r\n");
            matrix.write(format!("{name}{length}/g"), "one\r\n");
        }
    }
    // Sparse files: they take no room.
    for (name, size) in [("at", 100 << 20), ("over", (100 << 20) + 1)] {
        s.write(&format!("{name}/.gitattributes"), "f text\n");
        s.sh(&format!("truncate -s {size} {name}/.gitattributes"));
        matrix.write(format!("{name}/f"), "one\r\n");
    }
    matrix.compare("");
    s.sh("printf 'f text %5000s\\n' >.git/info/attributes");
    matrix.compare("info/attributes");
    matrix.assert_equal(40);
}

#[test]
fn every_place_is_read_in_git_s_order() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    for path in ["f", "d/f", "d/e/f", "g", "d/g", "h", "d/h", "m", "d/m"] {
        matrix.write(path, "one\r\n");
    }
    matrix.compare("nothing");
    s.write(
        "../home/.config/git/attributes",
        "h text\n[attr]loud text\nm loud\n",
    );
    matrix.compare("the user's own");
    s.write("../mine", "g text\nd/h -text\n");
    s.git(&["config", "core.attributesFile", "../mine"]);
    matrix.compare("core.attributesFile, relative");
    s.git(&["config", "core.attributesFile", "~/mine"]);
    s.sh("mv ../mine ../home/mine");
    matrix.compare("core.attributesFile");
    s.write(".gitattributes", "f text\ng -text\n");
    matrix.compare("the top");
    s.write(
        "d/.gitattributes",
        "f -text\ng text\n[attr]loud text\nm loud\n",
    );
    s.write("d/e/.gitattributes", "f text\n");
    matrix.compare("nested");
    s.write(
        ".git/info/attributes",
        "f !text\nd/f text\nd/e/f -text\ng text\n",
    );
    matrix.compare("info/attributes");
    matrix.assert_equal(60);
}

#[test]
fn attributes_that_are_no_plain_file_are_read_as_git_does() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    s.sh("mkdir link dangling dir outer empty; echo '* text' >rules
        ln -s ../rules link/.gitattributes; ln -s nowhere dangling/.gitattributes
        mkdir dir/.gitattributes; : >empty/.gitattributes
        ln -s ../rules .git/info/attributes");
    for dir in ["link", "dangling", "dir", "empty", "outer"] {
        matrix.write(format!("{dir}/f"), "one\r\n");
    }
    matrix.compare("info/attributes is a link");
    s.sh("rm .git/info/attributes");
    matrix.compare("links");
    s.sh("git add link empty; git commit -qm links");
    matrix.compare("the link is in the index");
    s.sh("ln -s rules ../mine; echo '* text' >../rules; git config core.attributesFile ../mine");
    matrix.compare("core.attributesFile is a link");
    matrix.assert_equal(20);
}

#[test]
fn attributes_that_are_in_the_index_alone_count() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    s.sh(
        "mkdir -p d/e; printf '* text\\nu working-tree-encoding=UTF-16\\n' >d/.gitattributes; echo 'x text' >.gitattributes
        git add .; git commit -qm rules; rm d/.gitattributes .gitattributes",
    );
    for path in ["x", "y", "d/x", "d/e/x"] {
        matrix.write(path, "one\r\n");
    }
    matrix.write("d/e/u", b"\xff\xfeu\0");
    matrix.compare("deleted");
    s.write("d/.gitattributes", "");
    matrix.compare("emptied");
    s.sh("rm d/.gitattributes; git rm -q --cached d/.gitattributes");
    matrix.compare("in HEAD alone");
    s.sh("echo 'y text' >d/.gitattributes; git add d/.gitattributes; rm d/.gitattributes");
    matrix.compare("added, never committed, deleted");
    s.sh("git update-index --index-version 4");
    matrix.compare("version 4");
    matrix.assert_equal(20);
}

#[test]
fn a_tree_can_be_the_source_of_attributes() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    s.sh(
        "mkdir d; echo '*.x text' >.gitattributes; echo '*.y text' >d/.gitattributes
        git add .; git commit -qm rules; git branch rules
        echo '*.z text' >.gitattributes; rm d/.gitattributes",
    );
    for path in ["f.x", "f.y", "f.z", "d/f.x", "d/f.y", "d/f.z"] {
        matrix.write(path, "one\r\n");
    }
    matrix.compare("");
    for source in ["rules", "HEAD", "rules^{tree}", "none-such", "HEAD:d"] {
        s.git(&["config", "attr.tree", source]);
        matrix.compare(&format!("attr.tree={source}"));
    }
    matrix.assert_equal(36);
}
