//! What the index and the file system say of a file: modes, flags, stages,
//! sparse checkouts.

use super::Matrix;
use crate::support::Sandbox;

#[test]
fn modes_are_what_the_file_system_can_keep() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    s.sh(
        "for f in plain run link; do echo $f >$f-new; echo $f >$f-staged; done
        chmod +x run-staged; ln -sf run-new link-staged; git add *-staged; git commit -qm kinds
        chmod +x plain-staged run-new; chmod -x run-staged; ln -sf plain-new link-new
        ln -s none dangling; ln -s /etc/passwd outside; ln -s d directory; mkdir d
        echo text >was-link; ln -s x became-link; git add was-link became-link
        rm was-link became-link; ln -s y was-link; echo y >became-link",
    );
    for path in [
        "plain-new",
        "plain-staged",
        "run-new",
        "run-staged",
        "link-new",
        "link-staged",
        "dangling",
        "outside",
        "directory",
        "was-link",
        "became-link",
    ] {
        matrix.file(path);
    }
    for file_mode in ["true", "false"] {
        for symlinks in ["true", "false"] {
            s.git(&["config", "core.fileMode", file_mode]);
            s.git(&["config", "core.symlinks", symlinks]);
            matrix.compare(&format!("fileMode={file_mode} symlinks={symlinks}"));
        }
    }
    s.sh("git config core.autocrlf true; printf 'a\\r\\n' >became-link");
    matrix.compare("a link's text with autocrlf");
    matrix.assert_equal(55);
}

#[test]
fn flags_and_stages_of_the_index_hide_nothing() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    for path in [
        "assumed", "skipped", "intended", "ours", "theirs", "both", "crlf",
    ] {
        matrix.write(path, "one\r\n");
    }
    s.sh("git add assumed skipped crlf; git commit -qm files
        git update-index --assume-unchanged assumed; git update-index --skip-worktree skipped
        git add -N intended
        lf=$(printf 'x\\n' | git hash-object -w --stdin)
        crlf=$(printf 'x\\r\\n' | git hash-object -w --stdin)
        printf '100644 %s 1\\tours\\n100755 %s 2\\tours\\n100644 %s 3\\tours\\n' $lf $crlf $lf |
            git update-index --index-info
        printf '100644 %s 1\\ttheirs\\n100755 %s 3\\ttheirs\\n' $crlf $crlf | git update-index --index-info
        printf '100644 %s 2\\tboth\\n100644 %s 3\\tboth\\n' $lf $crlf | git update-index --index-info
        printf 'two\\r\\n' >assumed; printf 'two\\r\\n' >skipped");
    for autocrlf in ["false", "true", "input"] {
        for file_mode in ["true", "false"] {
            s.git(&["config", "core.autocrlf", autocrlf]);
            s.git(&["config", "core.fileMode", file_mode]);
            matrix.compare(&format!("autocrlf={autocrlf} fileMode={file_mode}"));
        }
    }
    matrix.assert_equal(42);
}

#[test]
fn a_sparse_checkout_keeps_its_attributes_and_its_strays() {
    let s = Sandbox::new();
    s.sh(
        "mkdir -p in out/deep; echo '* text=auto' >out/.gitattributes
        printf 'one\\r\\n' | tee in/f out/f out/deep/f out/deep/g >/dev/null
        git add .; git -c core.autocrlf=false commit -qm all
        crlf=$(printf 'one\\r\\n' | git hash-object -w --stdin)
        git update-index --cacheinfo 100644,$crlf,out/deep/g; git commit -qm crlf",
    );
    for mode in [
        &["--no-cone"][..],
        &["--cone"],
        &["--cone", "--sparse-index"],
    ] {
        s.git(&[&["sparse-checkout", "set"][..], mode, &["in"]].concat());
        let mut matrix = Matrix::new(&s);
        for path in [
            "in/f",
            "in/new",
            "out/f",
            "out/deep/f",
            "out/deep/g",
            "out/deep/new",
        ] {
            matrix.write(path, "stray\r\n");
        }
        matrix.compare(&mode.join(" "));
        matrix.assert_equal(6);
        s.sh("rm -rf out in/new");
    }
}

#[test]
fn large_files_are_converted_as_git_converts_them() {
    let s = Sandbox::new();
    let mut matrix = Matrix::new(&s);
    s.sh(
        "git config core.bigFileThreshold 1k; git config shipkit.maxFileSize 2k
        git config --global filter.up.clean 'tr a-z A-Z'",
    );
    s.write(
        ".gitattributes",
        "*.text text\n*.auto text=auto\n*.up filter=up\n*.id ident\n*.u16 working-tree-encoding=UTF-16\n",
    );
    for size in [1023, 1024, 1025, 2047, 2048, 2049, 3000, 200_000] {
        for kind in ["plain", "text", "auto", "up", "id", "u16"] {
            let (line, end) = if kind == "u16" {
                (&b"o\0n\0\r\0\n\0"[..], &b""[..])
            } else {
                (&b"one\r\n"[..], &b"$Id: x $"[..])
            };
            let start = if kind == "u16" { &b"\xff\xfe"[..] } else { b"" };
            let middle = line.repeat(size / line.len() + 1);
            let bytes = [start, &middle[..size - start.len() - end.len()], end].concat();
            matrix.write(format!("{size}.{kind}"), &bytes);
            matrix.write(
                format!("{size}-nul.{kind}"),
                [&bytes[..size - 1], b"\0"].concat(),
            );
        }
    }
    for autocrlf in ["false", "true"] {
        s.git(&["config", "core.autocrlf", autocrlf]);
        matrix.compare(&format!("core.autocrlf={autocrlf}"));
    }
    matrix.assert_equal(190);
}
