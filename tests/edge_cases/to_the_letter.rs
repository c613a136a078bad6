//! What is said in situations people meet, to the letter, and what can be had
//! back afterwards by plain git.

use super::agreed;
use crate::support::{Output, Sandbox};

fn check(s: &Sandbox) -> Output {
    s.shipkit(&["resume", "--check"])
}

const NOTHING: &str = "Nothing the checkpoint references has changed.\n";
const DRIFT: &str = "The checkpoint references files that have changed since it was created:\n";

#[test]
fn the_first_commit_is_told_as_one() {
    let s = Sandbox::init(&[]);
    s.write("n", "x\n");
    let _ = s.save(&["n"]);
    assert_eq!(
        check(&s).expect_code(0).stdout,
        format!("{NOTHING}- n: Unchanged\n")
    );
    s.sh("git add n; git commit -qm first");
    let head = s.git(&["rev-parse", "--short", "HEAD"]);
    let told = format!("HEAD: unborn -> {head}\n\n{NOTHING}- n: Unchanged\n");
    assert_eq!(check(&s).expect_code(0).stdout, told);
}

#[test]
fn a_rewritten_and_a_lost_head_are_told() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let was = s.git(&["rev-parse", "--short", "HEAD"]);
    s.git(&["commit", "-q", "--amend", "-m", "other"]);
    let is = s.git(&["rev-parse", "--short", "HEAD"]);
    for (then, relation) in [
        ("true", "rewritten"),
        (
            "git reflog expire --expire=now --all; git gc -q --prune=now",
            "saved HEAD no longer available",
        ),
    ] {
        s.sh(then);
        let told = format!("HEAD: {was} -> {is}, {relation}\n\n{NOTHING}- a: Unchanged\n");
        assert_eq!(check(&s).expect_code(0).stdout, told);
    }
}

#[test]
fn a_branch_taken_up_again_is_told_by_name() {
    let s = Sandbox::new();
    s.git(&["checkout", "-q", "--detach"]);
    let _ = s.save(&["a"]);
    s.git(&["checkout", "-q", "main"]);
    let told = format!("Branch: (detached) -> main\n\n{NOTHING}- a: Unchanged\n");
    assert_eq!(check(&s).expect_code(0).stdout, told);
}

#[test]
fn a_change_of_mode_or_type_is_told_as_that() {
    let s = Sandbox::new();
    s.sh("ln -s nowhere l");
    let _ = s.save(&["a", "l"]);
    s.sh("chmod +x a; rm l; echo f >l");
    assert_eq!(agreed(&s).files(), ["a mode-changed", "l type-changed"]);
    let told = format!(
        "{DRIFT}- a: Mode changed after checkpoint (100644 -> 100755)\n  uncommitted edits\n\
         - l: Type changed after checkpoint\n  uncommitted edits\n"
    );
    assert_eq!(check(&s).expect_code(1).stdout, told);
}

#[test]
fn a_failed_filter_is_told_and_its_file_goes_by_its_bytes() {
    let s = Sandbox::new();
    s.write(".gitattributes", "*.f filter=lfs\n");
    s.sh("git config --global filter.lfs.clean 'no-such-lfs %f'; git config --global filter.lfs.required true");
    s.write("x.f", "hi\n");
    let said = s.save(&["x.f", "a"]);
    let _ = said.complains("warning: 'x.f' is not pinned: filter 'lfs' failed\n");
    let raw = s.git(&["hash-object", "--no-filters", "x.f"]);
    let pin = format!("\"x.f\" = {{ why = \"filter 'lfs' failed\", raw = \"{raw}\" }}");
    assert!(s.document().contains(&pin), "{}", s.document());
    assert_eq!(
        s.check().expect_code(0).files(),
        ["a unchanged", "x.f unchanged"]
    );
    s.write("x.f", "ho\n");
    assert_eq!(s.check().expect_code(1).verdict("x.f"), "modified");
}

#[test]
fn what_is_no_file_is_told_one_a_line() {
    let s = Sandbox::new();
    s.sh("git init -q emb; mkfifo ff; mkdir dd");
    let said = s.save(&["emb", "ff", "dd", "a"]);
    assert_eq!(
        said.stderr,
        "warning: 'dd' is not pinned: it is a directory\n\
         warning: 'emb' is not pinned: it is a directory whose repository has no commit yet\n\
         warning: 'ff' is not pinned: it is not a regular file\n"
    );
    assert_eq!(
        check(&s).expect_code(2).stdout,
        "Nothing is known to have changed, but this cannot be told:\n\
         - dd: Cannot tell: it is a directory\n\
         - emb: Cannot tell: it is a directory whose repository has no commit yet\n\
         - ff: Cannot tell: it is not a regular file\n"
    );
}

#[test]
fn a_secret_is_named_as_not_kept() {
    let s = Sandbox::new();
    s.sh("echo .env >.gitignore; echo TOKEN=1 >.env");
    let said = s.save(&[".env"]);
    let _ = said.says("Pinned without keeping their bytes:\n- .env: it is ignored\n");
}

#[test]
fn a_snapshot_is_read_by_plain_git() {
    let s = Sandbox::new();
    s.write("u", "u\n");
    let _ = s.save(&["u"]);
    s.sh("rm u; git gc -q --prune=now");
    let kept = format!("{}:1/files/{}", s.refs(), s.blob_id("u\n"));
    assert_eq!(s.git(&["show", &kept]), "u");
    let _ = s
        .shipkit(&["diff"])
        .expect_code(0)
        .says("deleted file mode 100644")
        .says("-u\n");
}

#[test]
fn a_diff_without_the_saved_bytes_says_so() {
    let s = Sandbox::new();
    s.write("a", "not committed\n");
    let _ = s.save(&["a"]);
    s.sh("git add -f .shipkit/checkpoint.md; git commit -qm cp; git clone -q \"file://$D\" ../c");
    s.cd("../c");
    assert_eq!(agreed(&s).expect_code(1).verdict("a"), "modified");
    let said = s.shipkit(&["diff"]).expect_code(0);
    let _ = said.mentions(&["a: saved content not in this clone"]);
    let _ = s
        .shipkit(&["resume", "--diff"])
        .mentions(&["saved content not in this clone"]);
}

#[test]
fn every_name_is_told_to_programs_as_it_is() {
    let s = Sandbox::new();
    let names = ["\"q", "*", "-rf", ":(top)x", "a\nb", "ünï cødé"];
    for name in names {
        s.write(name, name);
    }
    let _ = s.save(&names);
    let report = agreed(&s).expect_code(0);
    assert_eq!(
        report.files(),
        names.map(|name| format!("{name} unchanged"))
    );
    assert!(!s.exists(".shipkit/checkpoint.md.lock"));
}

#[test]
fn the_file_is_whole_while_eight_save_and_others_read() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let said = s.sh("for i in 1 2 3 4 5 6 7 8; do CP a & done
         for i in 1 2 3 4 5 6; do RS || echo torn; tail -n 1 .shipkit/checkpoint.md; done 2>&1
         wait");
    assert_eq!(said.matches("Checkpoint saved.").count(), 8, "{said}");
    assert_eq!(said.matches("- a: Unchanged").count(), 6, "{said}");
    assert_eq!(said.matches("\n-->").count(), 6, "{said}");
    assert!(!said.contains("torn") && !said.contains("lock"), "{said}");
}

#[test]
fn snapshots_travel_with_what_carries_every_ref_and_with_nothing_else() {
    let s = Sandbox::new();
    s.write("u", "s\n");
    let _ = s.save(&["u"]);
    s.sh("git bundle create -q ../all.bundle --all; git bundle create -q ../main.bundle main");
    s.sh("git clone -q --mirror . ../mirror.git; git clone -q \"file://$D\" ../plain");
    s.sh("git init -q --bare ../hidden.git; git config transfer.hideRefs refs/shipkit");
    s.sh("git push -q --mirror ../hidden.git; git init -q ../f; git -C ../f fetch -q \"$D\"");
    for (place, carries) in [
        ("../all.bundle", true),
        ("../main.bundle", false),
        ("../mirror.git", true),
        ("../plain", false),
        ("../hidden.git", true),
        ("../f", false),
    ] {
        let refs = s.git(&["ls-remote", place]);
        assert_eq!(refs.contains("refs/shipkit/"), carries, "{place}: {refs}");
    }
    assert!(
        !s.git(&["ls-remote", "."]).contains("refs/shipkit/"),
        "hidden from fetches"
    );
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    for carrier in ["--mirror", "git bundle create FILE --all"] {
        assert!(
            s.read(readme).contains(carrier),
            "the README names {carrier}"
        );
    }
}
