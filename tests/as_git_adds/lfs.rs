//! Git LFS: git has a pointer, so a pin is the pointer's; the content is not
//! kept, and that is said.

use crate::support::Sandbox;

/// What `git lfs clean` does: a pointer passes, content becomes its pointer.
const CLEAN: &str = r#"#!/bin/sh
in=$(cat; printf .); in=${in%.}
case $in in version\ *) printf %s "$in"; exit ;; esac
echo version https://git-lfs.github.com/spec/v1
echo "oid sha256:$(printf %s "$in" | sha256sum | cut -d' ' -f1)"
echo "size ${#in}"
"#;

fn with_lfs() -> Sandbox {
    let s = Sandbox::new();
    s.write("../lfs", CLEAN);
    s.sh(
        "chmod +x ../lfs; git config --global filter.lfs.clean ../lfs; git config --global filter.lfs.required true
        echo '*.bin filter=lfs diff=lfs merge=lfs -text' >.gitattributes
        echo 'the large content' >x.bin; git add .; git commit -qm lfs",
    );
    s
}

const TOLD: &str = "x.bin: its content is with Git LFS; only its pointer is kept";

#[test]
fn the_pin_is_the_pointer_s_and_what_is_not_kept_is_told() {
    let s = with_lfs();
    let _ = s.save(&["x.bin", "a"]).says(TOLD);
    assert!(s.document().contains(&s.index_id("x.bin")));
    let json = s.shipkit(&["checkpoint", "--open=x.bin", "--json"]).json();
    assert_eq!(
        json["notKept"],
        serde_json::json!([{"path": "x.bin", "why": &TOLD["x.bin: ".len()..]}])
    );
    s.write("x.bin", "other content\n");
    let _ = s.save(&["x.bin"]).says(TOLD);
    let content = s.blob_id("other content\n");
    assert!(!s.has_object(&content), "a snapshot holds no LFS content");
}

#[test]
fn a_pointer_and_its_content_are_the_same_file() {
    let s = with_lfs();
    let pointer = s.git(&["cat-file", "blob", ":x.bin"]) + "\n";
    let _ = s.save(&["x.bin"]);
    assert_eq!(s.check().expect_code(0).verdict("x.bin"), "unchanged");
    s.write("x.bin", &pointer);
    assert_eq!(s.check().expect_code(0).verdict("x.bin"), "unchanged");
    let _ = s.save(&["x.bin"]).says(TOLD);
    s.write("x.bin", "the large content\n");
    assert_eq!(s.check().expect_code(0).verdict("x.bin"), "unchanged");
    s.write("x.bin", "other content\n");
    assert_eq!(s.check().expect_code(1).verdict("x.bin"), "modified");
}

#[test]
fn a_bare_pointer_is_one_where_lfs_is_not_installed_too() {
    let s = with_lfs();
    s.sh("git cat-file blob :x.bin >x.bin; git config --global --remove-section filter.lfs");
    let _ = s.save(&["x.bin"]).says(TOLD);
    assert_eq!(s.check().expect_code(0).verdict("x.bin"), "unchanged");
    s.write("y.bin", "content as git adds it without LFS\n");
    let said = s.save(&["y.bin"]);
    assert!(!said.stdout.contains("y.bin: its content"), "{said}");
    assert!(
        s.document()
            .contains(&s.blob_id("content as git adds it without LFS\n"))
    );
}

#[test]
fn a_text_about_pointers_is_no_pointer() {
    let s = with_lfs();
    s.sh("git cat-file blob :x.bin >example.txt");
    let said = s.save(&["example.txt"]);
    assert!(!said.stdout.contains("LFS"), "{said}");
}

#[test]
fn a_diff_shows_pointers_and_says_so() {
    let s = with_lfs();
    let _ = s.save(&["x.bin"]);
    s.write("x.bin", "other content\n");
    let _ = s
        .shipkit(&["diff"])
        .expect_code(0)
        .says("\n-size 18\n")
        .says("\n+size 14\nx.bin: its content is with Git LFS; what differs is its pointer\n");
    let json = s.shipkit(&["diff", "--json"]).json();
    assert_eq!(json["pointers"], serde_json::json!(["x.bin"]));
}

#[test]
fn where_lfs_fails_the_other_files_are_saved() {
    let s = with_lfs();
    s.git(&[
        "config",
        "--global",
        "filter.lfs.clean",
        "no-such-lfs clean -- %f",
    ]);
    let said = s.save(&["x.bin", "a"]);
    let _ = said.complains("'x.bin' is not pinned: filter 'lfs' failed");
    let report = s.check().expect_code(0);
    assert_eq!(report.verdict("x.bin"), "unchanged", "its bytes are");
    assert_eq!(report.verdict("a"), "unchanged");
    s.git(&["config", "--global", "filter.lfs.clean", "../lfs"]);
    let report = s.check().expect_code(0);
    assert_eq!(report.verdict("x.bin"), "unchanged", "its bytes still are");
    s.write("x.bin", "other content\n");
    let report = s.check().expect_code(2);
    assert_eq!(
        report.verdict("x.bin"),
        "unreadable",
        "what git had is not known"
    );
}
