//! Between a save and a resume attributes, filters and the index change: no
//! file is told as modified that git would add as it was, and none as
//! unchanged without proof.

use crate::support::{Report, Sandbox, host, skipped};

/// Every setup, what happens after the save of `f`, and the verdict, which
/// is git's: whether it would add another blob.
const STORIES: [(&str, &str, &str, &str); 14] = [
    (
        "attributes are deleted, and in the index alone from then on",
        "echo '* text' >.gitattributes; git add .; printf 'x\\r\\n' >f; git add f; git commit -qm f",
        "rm .gitattributes",
        "unchanged",
    ),
    (
        "attributes were in the index alone and come back",
        "echo '* text' >.gitattributes; git add .; rm .gitattributes; printf 'x\\r\\n' >f",
        "git checkout -q .gitattributes",
        "unchanged",
    ),
    (
        "attributes in the index alone, a filter, and an edit",
        "echo 'f filter=up' >.gitattributes; git add .; rm .gitattributes; echo x >f",
        "echo y >f",
        "modified",
    ),
    (
        "attributes leave the index as well",
        "echo 'f filter=up' >.gitattributes; git add .; rm .gitattributes; echo x >f",
        "git rm -q --cached .gitattributes",
        "modified",
    ),
    (
        "a folded directory's attributes",
        "mkdir in d; echo '* text' >d/.gitattributes; echo i >in/i; echo l >d/l; git add .
         git commit -qm d; git sparse-checkout set --cone --sparse-index in; mkdir d; printf 'x\\r\\n' >d/f; ln -s d/f g",
        "echo x >d/f",
        "unchanged",
    ),
    ("a filter comes", "echo x >f", "echo 'f filter=up' >.gitattributes", "modified"),
    ("a filter goes", "echo 'f filter=up' >.gitattributes; echo x >f", "rm .gitattributes", "modified"),
    (
        "a filter changes and gives the same",
        "echo 'f filter=up' >.gitattributes; echo x >f",
        "git config --global filter.up.clean 'tr xyz XYZ'",
        "unchanged",
    ),
    (
        "a filter changes and gives another blob",
        "echo 'f filter=up' >.gitattributes; echo x >f",
        "git config --global filter.up.clean 'tr x Q'",
        "modified",
    ),
    (
        "a filter begins to fail, nobody needs it",
        "echo 'f filter=up' >.gitattributes; echo X >f",
        "git config --global filter.up.clean false",
        "unchanged",
    ),
    (
        "a filter begins to fail that is needed",
        "echo 'f filter=up' >.gitattributes; echo X >f",
        "git config --global filter.up.clean false; git config --global filter.up.required true",
        "unreadable",
    ),
    (
        "line endings of the file and its attributes change together",
        "printf 'x\\r\\ny\\r\\n' >f; echo 'f text' >.gitattributes",
        "printf 'x\\ny\\n' >f; rm .gitattributes",
        "unchanged",
    ),
    (
        "CRLF comes into the index",
        "printf 'x\\r\\n' >f; echo 'f text=auto' >.gitattributes",
        "rm .gitattributes; git add f; echo 'f text=auto' >.gitattributes",
        "modified",
    ),
    (
        "an expanded ident",
        "echo 'f ident' >.gitattributes; echo '$Id$' >f; git add .; git commit -qm f",
        "rm f; git checkout -q f; grep -q 'Id: ' f",
        "unchanged",
    ),
];

#[test]
fn a_verdict_is_git_s_whatever_changed() {
    for (story, before, after, verdict) in STORIES {
        let s = Sandbox::new();
        s.sh(&format!(
            "git config --global filter.up.clean 'tr a-z A-Z'\n{before}"
        ));
        let file = if s.exists("d/f") { "d/f" } else { "f" };
        let then = added(&s, file);
        let _ = s.save(&[file]);
        s.sh(after);
        assert_eq!(s.check().verdict(file), verdict, "{story}");
        let git = match added(&s, file) {
            None => "unreadable",
            now if now == then => "unchanged",
            _ => "modified",
        };
        assert_eq!(git, verdict, "git itself: {story}");
    }
}

/// What git adds of the file as it is, in an index of its own.
fn added(s: &Sandbox, file: &str) -> Option<String> {
    let script = format!(
        "set -e; rm -f ../private
        git ls-files -s -z | GIT_INDEX_FILE=../private git update-index -z --index-info
        export GIT_INDEX_FILE=../private; git add --force --sparse {file} 2>../said
        git ls-files -s {file}"
    );
    let said = s.run("sh", &["-c", &script], None);
    (said.code == 0).then_some(said.stdout)
}

#[test]
fn no_check_of_unchanged_files_opens_the_index() {
    if host("SHIPKIT_HAND").is_some() {
        return skipped("git itself may read its index");
    }
    let s = Sandbox::new();
    s.sh(
        "git config --global filter.up.clean 'tr a-z A-Z'; mkdir d; echo x >d/x; printf 'y\\r\\n' >d/y
        echo z >z; printf '*/x filter=up\\n*/y text\\n' >.gitattributes; git add .; git commit -qm d
        printf 'new\\n' >new",
    );
    let _ = s.save(&["a", "d/x", "d/y", "z", "new"]);
    // Whoever opens a FIFO to read it waits for ever.
    s.sh("mv .git/index ../kept; mkfifo .git/index");
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    let said = s.run(program, &["resume", "--check", "--json"], None);
    s.sh("rm .git/index; mv ../kept .git/index");
    let report = Report::of(&said).expect_code(0);
    for file in ["a", "d/x", "d/y", "z", "new"] {
        assert_eq!(report.verdict(file), "unchanged", "{file}");
    }
}
