//! Pins of what is no plain file, and what a snapshot keeps of each.

use super::{Sandbox, path, record, told};
use crate::document::{Name, resolve};
use crate::drift::Seen;
use crate::model::{Mode, Pin};
use crate::repo::{Durability, Keep};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

fn why(sandbox: &Sandbox, file: &str) -> String {
    told(&sandbox.repo().pin(&path(file)).pin).unwrap_err()
}

#[test]
fn links_are_their_text_and_are_never_passed() {
    let sandbox = Sandbox::new();
    sandbox.write("dir/file", "one\n");
    symlink("nowhere", sandbox.top.join("dangling")).unwrap();
    symlink("/etc/passwd", sandbox.top.join("outside")).unwrap();
    symlink("dir", sandbox.top.join("link")).unwrap();
    for name in ["dangling", "outside", "link"] {
        assert_eq!(
            told(&sandbox.repo().pin(&path(name)).pin),
            sandbox.added(name),
            "{name}"
        );
    }
    assert_eq!(why(&sandbox, "link/file"), "it is beyond a symbolic link");
    assert_eq!(
        why(&sandbox, "link/missing"),
        "it is beyond a symbolic link"
    );
    assert_eq!(why(&sandbox, "dir/file/below"), "missing");
}

#[test]
fn the_execute_bit_counts_where_the_file_system_has_one() {
    let sandbox = Sandbox::new();
    sandbox.write("f", "one\n");
    sandbox.write("g", "one\n");
    sandbox.git(&["add", "f"]);
    let executable = fs::Permissions::from_mode(0o755);
    for name in ["f", "g"] {
        fs::set_permissions(sandbox.top.join(name), executable.clone()).unwrap();
    }
    sandbox.git(&["config", "core.fileMode", "false"]);
    for name in ["f", "g"] {
        let pin = told(&sandbox.repo().pin(&path(name)).pin);
        assert!(pin.as_ref().unwrap().starts_with("100644"));
        assert_eq!(pin, sandbox.added(name));
    }
    sandbox.git(&["config", "core.fileMode", "true"]);
    let pin = told(&sandbox.repo().pin(&path("f")).pin);
    assert!(pin.as_ref().unwrap().starts_with("100755"));
    assert_eq!(pin, sandbox.added("f"));
}

#[test]
fn what_is_no_file_is_told_and_never_waited_for() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.top.join("dir")).unwrap();
    sandbox.git(&["init", "-q", "empty"]);
    let fifo = std::process::Command::new("mkfifo")
        .arg(sandbox.top.join("fifo"))
        .status();
    assert!(fifo.unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(sandbox.top.join("socket")).unwrap();
    assert_eq!(why(&sandbox, "dir"), "it is a directory");
    assert_eq!(
        why(&sandbox, "empty"),
        "it is a directory whose repository has no commit yet"
    );
    assert_eq!(why(&sandbox, "fifo"), "it is not a regular file");
    assert_eq!(why(&sandbox, "socket"), "it is not a regular file");
    assert_eq!(why(&sandbox, "gone"), "missing");
}

#[test]
fn a_submodule_is_its_commit() {
    let inner = Sandbox::new();
    inner.write("f", "one\n");
    let commit = inner.commit("inner");
    let sandbox = Sandbox::new();
    let url = inner.top.to_str().unwrap();
    sandbox.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        url,
        "sub",
    ]);
    let pin = Pin::Blob {
        mode: Mode::Gitlink,
        blob: commit,
    };
    assert_eq!(sandbox.repo().pin(&path("sub")).pin, pin);
    sandbox.commit("sub");
    sandbox.git(&["submodule", "deinit", "-q", "-f", "sub"]);
    assert_eq!(sandbox.repo().pin(&path("sub")).pin, pin, "not checked out");
}

#[test]
fn a_sparse_file_is_what_the_index_says() {
    let sandbox = Sandbox::new();
    sandbox.write("in/f", "one\n");
    sandbox.write("out/g", "two\n");
    sandbox.commit("both");
    sandbox.git(&["sparse-checkout", "set", "in"]);
    let repo = sandbox.repo();
    assert_eq!(repo.seen(&path("out/g")), Seen::Sparse);
    let pinning = repo.pin(&path("out/g"));
    assert_eq!(
        told(&pinning.pin).unwrap(),
        format!("100644 {}", repo.id_of(b"two\n"))
    );
    assert_eq!(pinning.keep, Keep::Present);
    assert_eq!(repo.seen(&path("out/h")), Seen::Absent);
    sandbox.git(&["sparse-checkout", "set", "--cone", "--sparse-index", "in"]);
    assert_eq!(
        sandbox.repo().pin(&path("out/g")),
        pinning,
        "folded into its directory"
    );
    assert_eq!(sandbox.repo().seen(&path("out/h")), Seen::Absent);
}

#[test]
fn only_what_is_new_small_and_not_ignored_is_kept() {
    let sandbox = Sandbox::new();
    sandbox.write(".gitignore", "*.env\nbuild/\n");
    sandbox.write("tracked.env", "A=1\n");
    sandbox.write("committed", "one\n");
    sandbox.git(&["add", "-f", "tracked.env"]);
    sandbox.commit("first");
    sandbox.write("tracked.env", "A=2\n");
    sandbox.write("secret.env", "B=1\n");
    sandbox.write("build/out", "x\n");
    sandbox.write("new", "new\n");
    sandbox.write("large", vec![b'x'; 6 * 1024 * 1024]);
    let repo = sandbox.repo();
    let keep = |name: &str| repo.pin(&path(name)).keep;
    assert_eq!(keep("committed"), Keep::Present);
    assert_eq!(keep("new"), Keep::Bytes(b"new\n".to_vec()));
    assert_eq!(keep("tracked.env"), Keep::Bytes(b"A=2\n".to_vec()));
    assert_eq!(keep("secret.env"), Keep::Not("it is ignored".to_owned()));
    assert_eq!(keep("build/out"), Keep::Not("it is ignored".to_owned()));
    assert_eq!(
        keep("large"),
        Keep::Not("it is larger than 5 MiB".to_owned())
    );
    assert_eq!(told(&repo.pin(&path("large")).pin), sandbox.added("large"));
}

#[test]
fn nothing_is_written_by_looking() {
    let sandbox = Sandbox::new();
    sandbox.write(".gitattributes", "*.w working-tree-encoding=UTF-16\n");
    sandbox.write("f", "one\n");
    sandbox.write("f.w", b"\xfe\xff\0a\0\n");
    let repo = sandbox.repo();
    assert!(matches!(repo.pin(&path("f.w")).pin, Pin::Blob { .. }));
    repo.pin(&path("f"));
    assert_eq!(sandbox.git(&["count-objects"]), "0 objects, 0 kilobytes");
    assert!(!sandbox.top.join(".git/index").exists());
    let left: Vec<_> = fs::read_dir(sandbox.top.join(".git")).unwrap().collect();
    assert!(left.iter().all(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        !name.to_string_lossy().starts_with("shipkit")
    }));
}

#[test]
fn a_large_file_is_hashed_as_git_adds_it() {
    let sandbox = Sandbox::new();
    let repeated = |line: &[u8]| line.repeat(1 + 6 * 1024 * 1024 / line.len());
    let mut late = repeated(b"x\n");
    late.extend_from_slice(b"y\r\n");
    let mut binary = repeated(b"x\r\n");
    binary.push(0);
    sandbox.write("lf", repeated(b"x\n"));
    sandbox.write("late", late);
    sandbox.write("binary", binary);
    for rule in ["", "* text=auto", "* text", "* -text"] {
        sandbox.write(".gitattributes", rule);
        for name in ["lf", "late", "binary"] {
            sandbox.git(&["rm", "-q", "-f", "--cached", "--ignore-unmatch", name]);
            let pinned = told(&sandbox.repo().pin(&path(name)).pin);
            assert_eq!(pinned, sandbox.added(name), "{name} with {rule:?}");
        }
    }
}

#[test]
fn a_hostile_configuration_runs_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("a", "one\n");
    sandbox.commit("first");
    let record = record(&sandbox.repo(), &["a"]);
    sandbox.git(&["mv", "a", "b"]);
    let ran = sandbox.top.join("RAN");
    let trap = format!("touch '{}'", ran.display());
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.x.textconv",
        "diff.x.command",
        "filter.unused.clean",
        "gpg.program",
        "interactive.diffFilter",
    ] {
        sandbox.git(&["config", key, &trap]);
    }
    sandbox.write(
        ".git/hooks/post-index-change",
        format!("#!/bin/sh\n{trap}\n"),
    );
    sandbox.write(
        ".git/hooks/reference-transaction",
        format!("#!/bin/sh\n{trap}\n"),
    );
    for hook in ["post-index-change", "reference-transaction"] {
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(sandbox.top.join(".git/hooks").join(hook), executable).unwrap();
    }
    sandbox.write(
        ".gitattributes",
        "* diff=x\n*.w working-tree-encoding=UTF-16\n",
    );
    sandbox.write("f.w", b"\xfe\xff\0a\0\n");
    let repo = sandbox.repo();
    assert!(
        repo.observe(&record).unwrap().files[&path("a")]
            .renamed
            .is_some()
    );
    assert!(told(&repo.pin(&path("f.w")).pin).is_ok());
    resolve(&[&Name::bare("x/b")], None, &repo);
    repo.recent_commits(3).unwrap();
    let head = repo.head().unwrap().id.unwrap();
    repo.move_ref("refs/shipkit/x/y", None, &head, Durability::Full)
        .unwrap();
    repo.drop_ref("refs/shipkit/x/y", &head).unwrap();
    assert!(!ran.exists());
}
