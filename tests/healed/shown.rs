//! What is shown before a document is written, and what is left to a person.

use super::commit;
use crate::support::{Output, Sandbox};

/// A checkpoint on four lines of `code`: one that moves, one that is edited
/// where it stands, one that went elsewhere edited, one that is gone.
fn saved() -> Sandbox {
    let s = Sandbox::init(&[]);
    s.sh("seq -f 'step %g' 40 >code; echo plan >.gitignore");
    let plan = "# t\n\nSee `code:3`.\nSee `code:10`, `code:20` and `code:30`.\n";
    s.write("plan", plan);
    commit(&s, "true");
    let _ = s.shipkit(&["checkpoint", "--from", "plan"]).expect_code(0);
    s.sh("sed -i -e 's/^step 3$/& was/' -e 5,7d -e '30s/$/ was/' -e '12i a' -e '12i b' -e '12i c' -e 20d code");
    s
}

/// The document without its record.
fn prose(s: &Sandbox) -> String {
    let document = s.read(".shipkit/checkpoint.md");
    let prose = document.split("\n<!-- git-shipkit").next();
    prose.expect("a first part").to_owned()
}

const DIFF: &str = "\
--- a/.shipkit/checkpoint.md
+++ b/.shipkit/checkpoint.md
@@ -1,4 +1,4 @@
 # t
 
 See `code:3`.
-See `code:10`, `code:20` and `code:30`.
+See `code:7`, `code:20` and `code:30`.
";

fn update(s: &Sandbox, more: &[&str]) -> Output {
    let mut all = vec!["resume", "--update"];
    all.extend(more);
    s.shipkit(&all).expect_code(0)
}

#[test]
fn an_update_shows_its_diff_first() {
    let said = update(&saved(), &[]);
    let shown = said.stdout.find(DIFF).expect("the diff");
    let saved = said.stdout.find("Checkpoint saved.").expect("the answer");
    assert!(shown < saved, "{said}");
    let coloured = update(&self::saved(), &["--color"]);
    assert!(coloured.stdout.contains("\u{1b}["), "{coloured}");
    let quiet = update(&self::saved(), &["-q"]);
    assert_eq!(quiet.stdout, "");
}

#[test]
fn programs_get_a_diff_that_git_applies() {
    let s = saved();
    let before = prose(&s);
    let said = update(&s, &["--json"]).json();
    assert_eq!(said["diff"], DIFF);
    let after = prose(&s);
    s.write(".shipkit/checkpoint.md", before);
    s.write("diff", said["diff"].as_str().expect("a text"));
    s.git(&["apply", "diff"]);
    assert_eq!(prose(&s), after);
    let again = update(&s, &["--json"]).json();
    assert_eq!(again["diff"], "", "there is nothing left to heal");
}

#[test]
fn what_is_edited_or_gone_is_left_to_a_person() {
    let s = saved();
    let said = update(&s, &[]);
    let _ = said
        .says("Left to a person, and told until rewritten in the document:\n- code: line 20 is gone")
        .says("Edited where they stand; whether the document still holds is for a person to see:\n- code: line 3 was edited");
    let report = s.check().expect_code(1);
    assert_eq!(report.position("code", 3)["verdict"], "same");
    assert_eq!(report.position("code", 7)["verdict"], "same");
    assert_eq!(report.position("code", 20)["verdict"], "deleted");
}
