//! It is told to people, to programs and to a workflow.

use super::{check_with, commit, repository};
use crate::support::Sandbox;

/// A guide of which one line is near an edit and one far from it.
fn drifted() -> Sandbox {
    let s = repository("See `code:7`.\n\nAnd `other`.\n");
    commit(&s, "sed -i 's/^step 9$/& was/' code");
    s
}

#[test]
fn people_read_since_which_line_it_changed() {
    let s = drifted();
    let said = s.shipkit(&["check", "guide.md"]).expect_code(1);
    let told = "\
guide.md references files that have changed since the lines that name them were written:
- code: Modified after guide.md:1 was written (+1 -1)
  line 7 is unchanged: step 7
";
    assert!(said.stdout.starts_with(told), "{said}");
    let _ = said.says(" change (Ada, just now)\n- other: Unchanged\n");
    let quiet = s.shipkit(&["check", "-q", "guide.md"]).expect_code(1);
    assert_eq!(quiet.stdout, "");
}

#[test]
fn severity_says_from_where_on_drift_counts() {
    let s = drifted();
    for (severity, code) in [("elsewhere", 1), ("near", 1), ("at-position", 0)] {
        let _ = s
            .shipkit(&["check", "--severity", severity, "guide.md"])
            .expect_code(code)
            .says("code: Modified");
    }
    commit(&s, "sed -i 's/^See.*/See code/' guide.md; echo 2 >other");
    let _ = s
        .shipkit(&["check", "--severity=near", "guide.md"])
        .expect_code(0);
    let _ = s.shipkit(&["check", "guide.md"]).expect_code(1);
}

#[test]
fn several_documents_are_told_one_after_the_other() {
    let s = drifted();
    commit(&s, "echo 'See `other`.' >fine.md");
    let said = s.shipkit(&["check", "fine.md", "guide.md"]).expect_code(1);
    let _ = said
        .says("Nothing fine.md references has changed.\n- other: Unchanged\n\nguide.md references");
    let report = check_with(&s, &["fine.md", "guide.md"]).expect_code(1);
    let documents = report.json["documents"].as_array().expect("a list");
    let names: Vec<_> = documents.iter().map(|one| &one["document"]).collect();
    assert_eq!(names, ["fine.md", "guide.md"]);
    assert_eq!(documents[1]["drift"]["clean"], false);
    assert_eq!(documents[0]["drift"]["clean"], true);
    assert_eq!(report.json["drift"]["severity"], "near");
    assert_eq!(report.json["drift"]["changed"], 1);
    assert_eq!(documents[1].get("kind"), None);
}

#[test]
fn a_workflow_is_told_with_everything_escaped() {
    let s = repository("");
    s.write("a,b: 100%.md", "One.\n\nSee `code:7` and `other`.\n");
    commit(&s, "echo");
    s.sh("sed -i 's/^step 7$/50% done/; s/^step 8$/&/' code");
    let said = s.shipkit(&["check", "--format=github", "a,b: 100%.md"]);
    let said = said.expect_code(1);
    assert_eq!(
        said.stdout,
        "::warning file=a%2Cb%3A 100%25.md,line=3,title=Drifted reference::code: Modified after \
         this line was written (+1 -1); line 7 was edited; it read: step 7\n"
    );
    let weighed = ["check", "--format=github", "--severity=at-position"];
    let said = s.shipkit(&[&weighed[..], &["a,b: 100%.md"]].concat());
    let _ = said.expect_code(1).says("::warning ");
    s.sh("git checkout -q code; sed -i 's/^step 40$/100%/' code");
    let said = s.shipkit(&[&weighed[..], &["a,b: 100%.md"]].concat());
    let _ = said.expect_code(0).says("::notice file=");
}

#[test]
fn a_document_of_ours_goes_by_its_record() {
    let s = repository("");
    let _ = s.save(&["code:7", "other"]);
    s.sh("sed -i '1i new' code; cp .shipkit/checkpoint.md saved.md");
    for file in [".shipkit/checkpoint.md", "saved.md"] {
        let report = check_with(&s, &[file]).expect_code(1);
        assert_eq!(report.files(), ["code modified", "other unchanged"]);
        assert_eq!(report.position("code", 7)["nowLine"], 8);
        assert_eq!(report.json["freshness"]["band"], "recent");
    }
    let _ = s
        .shipkit(&["check", "saved.md"])
        .expect_code(1)
        .says("saved.md references files that have changed since it was created:\n")
        .says("- code: Modified after checkpoint (+1 -0)\n");
    let _ = s
        .shipkit(&["check", "--format=github", "saved.md"])
        .expect_code(1)
        .says("code: Modified after checkpoint (+1 -0); line 7 -> 8: step 7\n");
    s.sh("sed -i 's/code. (line 7)/code` (line 9)/' saved.md");
    let report = check_with(&s, &["saved.md"]).expect_code(1);
    assert_eq!(report.position("code", 9)["verdict"], "unpinned");
}

#[test]
fn a_damaged_record_pins_nothing_and_is_told() {
    let s = repository("");
    let _ = s.save(&["code:7"]);
    s.sh("sed 's/^version = 1/version = x/' .shipkit/checkpoint.md >hurt.md");
    let said = s.shipkit(&["check", "hurt.md"]).expect_code(0);
    let _ = said
        .complains("the record is damaged")
        .says("- code: Never pinned\n");
    s.sh("sed 's/^version = 1/version = 2/' .shipkit/checkpoint.md >later.md");
    let _ = s
        .shipkit(&["check", "later.md"])
        .refused(128, "its record has version 2");
}
