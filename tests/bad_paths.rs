//! What no file of the repository is, is never read, never followed, never
//! waited for, and does not cost the rest.

use crate::support::{Sandbox, is_root, skipped};
use std::os::unix::net::UnixListener;

#[test]
fn what_is_no_file_is_reported_and_the_rest_saved() {
    let s = Sandbox::new();
    s.sh("git init -q emb; mkfifo ff; mkdir dd");
    let _listening = UnixListener::bind(s.path("sock")).expect("a socket can be made");
    let said = s.try_save(&["emb", "ff", "dd", "sock", "a"]).expect_code(0);
    let _ = said
        .mentions(&["emb", "is a directory"])
        .mentions(&["ff", "not a regular file"])
        .mentions(&["dd", "is a directory"])
        .mentions(&["sock", "not a regular file"]);
    assert_eq!(s.check().verdict("a"), "unchanged");
}

#[test]
fn a_fifo_in_place_of_a_pinned_file_is_not_waited_for() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("rm a; mkfifo a");
    assert_ne!(s.check().verdict("a"), "unchanged");
}

#[test]
fn a_device_is_no_file() {
    let s = Sandbox::new();
    if !s
        .run("mknod", &["zero", "c", "1", "5"], None)
        .stderr
        .is_empty()
    {
        return skipped("no device can be made here");
    }
    let _ = s
        .try_save(&["zero", "a"])
        .expect_code(0)
        .mentions(&["zero", "not a regular file"]);
    assert_eq!(s.check().verdict("a"), "unchanged");
}

#[test]
fn an_unreadable_file_is_told_and_the_rest_saved() {
    let s = Sandbox::new();
    if is_root() {
        return skipped("root can read every file");
    }
    s.sh("echo x >u; chmod 000 u");
    let _ = s
        .try_save(&["u", "a"])
        .expect_code(0)
        .mentions(&["u", "ermission"]);
    let report = s.check().expect_code(2);
    assert_eq!(report.files(), ["a unchanged", "u unreadable"]);
}

#[test]
fn nothing_outside_is_pinned_or_read() {
    let s = Sandbox::new();
    s.sh("echo secret >../outside; mkdir d");
    let outside = s.root().join("outside");
    for path in [
        "../outside",
        &outside.to_string_lossy(),
        "/dev/null",
        "d/../../outside",
        ".git/config",
        ".GIT/config",
        "d/.git/x",
    ] {
        let said = s.try_save(&[path]).expect_code(0);
        let _ = said.complains("warning: ").complains("not pinned");
        let files = s.check().expect_code(0).files();
        assert!(files.is_empty(), "{path} is pinned: {files:?}");
        s.sh("rm -r .shipkit");
    }
    assert!(!s.has_object(&s.blob_id("secret\n")));
}

#[test]
fn nothing_beyond_a_link_is_pinned_or_read() {
    let s = Sandbox::new();
    s.sh("echo secret >../outside; mkdir d; echo in >d/f; ln -s d link; ln -s .. up");
    let said = s.try_save(&["link/f", "up/outside", "a"]).expect_code(0);
    let _ = said
        .mentions(&["link/f", "beyond a symbolic link"])
        .mentions(&["up/outside", "beyond a symbolic link"]);
    for secret in ["secret\n", "in\n"] {
        let id = s.blob_id(secret);
        assert!(!s.has_object(&id) && !s.document().contains(&id));
    }
    let report = s.check().expect_code(2);
    let verdicts = ["a unchanged", "link/f unreadable", "up/outside unreadable"];
    assert_eq!(report.files(), verdicts);
}

#[test]
fn a_secret_in_an_ignored_file_is_pinned_by_hash_only() {
    let s = Sandbox::new();
    s.write(".gitignore", ".env\n");
    s.write(".env", "TOKEN=1\n");
    let id = s.blob_id("TOKEN=1\n");
    let _ = s.try_save(&[".env"]).expect_code(0);
    assert!(!s.has_object(&id), "the secret is in the object store");
    assert_eq!(s.check().expect_code(0).verdict(".env"), "unchanged");
    s.write(".env", "TOKEN=2\n");
    assert_eq!(s.check().expect_code(1).verdict(".env"), "modified");
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    assert!(
        !s.has_object(&s.blob_id("TOKEN=2\n")),
        "nor by a later save"
    );
}

#[test]
fn an_ignored_file_that_is_tracked_is_a_file_like_any() {
    let s = Sandbox::new();
    s.sh(
        "echo .env >.gitignore; echo T=1 >.env; git add -f .env; git commit -qm e; echo T=2 >.env",
    );
    let _ = s.save(&[".env"]);
    assert!(s.has_object(&s.blob_id("T=2\n")));
}

#[test]
fn a_huge_file_costs_neither_memory_nor_objects() {
    let s = Sandbox::new();
    s.sh("truncate -s 1G big");
    let before = s.git(&["count-objects", "-v"]);
    // Less memory than the file has bytes.
    let script = "ulimit -v 700000; exec git shipkit checkpoint --task t -y --open=big --open=a";
    let said = s
        .watching(|| s.run("sh", &["-c", script], None))
        .expect_code(0);
    let _ = said.mentions(&["big", "larger than 5 MiB"]);
    let size = |text: &str| -> u64 {
        let sizes = text.lines().filter_map(|line| line.strip_prefix("size: "));
        sizes.map(|kib| kib.parse::<u64>().expect("a number")).sum()
    };
    let grown = size(&s.git(&["count-objects", "-v"])) - size(&before);
    assert!(grown < 100, "{grown} KiB of objects");
    assert_eq!(
        s.check().expect_code(0).files(),
        ["a unchanged", "big unchanged"]
    );
    s.sh("printf x | dd of=big bs=1 seek=1000 conv=notrunc status=none");
    assert_eq!(s.check().expect_code(1).verdict("big"), "modified");
}

#[test]
fn a_shipkit_directory_that_is_a_link_is_not_followed() {
    let s = Sandbox::new();
    s.sh("mkdir ../elsewhere; ln -s ../elsewhere .shipkit");
    let _ = s.try_save(&["a"]).refused(128, ".shipkit");
    assert_eq!(s.refs(), "");
}

#[test]
fn a_document_that_is_a_link_is_not_written_through() {
    let s = Sandbox::new();
    s.write("../victim", "precious\n");
    s.sh("mkdir .shipkit; ln -s ../../victim .shipkit/checkpoint.md");
    let _ = s.try_save(&["a"]).refused(128, "not a regular file");
    assert_eq!(s.read("../victim"), "precious\n");
}

#[test]
fn a_repository_of_somebody_else_is_refused_as_git_does() {
    let s = Sandbox::new();
    if !is_root() {
        return skipped("only root can give a repository to somebody else");
    }
    s.sh("chown -R 65534:65534 .");
    let _ = s.try_save(&["a"]).refused(128, "dubious ownership");
    let _ = s.shipkit(&["resume"]).refused(128, "dubious ownership");
    assert!(!s.exists(".shipkit"));
    let trusted = [
        "-c",
        "safe.directory=*",
        "shipkit",
        "checkpoint",
        "--task",
        "t",
        "-y",
        "--open=a",
    ];
    let _ = s
        .run("git", &trusted, None)
        .expect_code(0)
        .says("Checkpoint saved.");
}
