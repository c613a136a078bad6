//! A damaged repository: a sentence that says what is wrong, or the file that
//! cannot be told; what does not need the damaged part works on.

use crate::support::{Output, Report, Sandbox, host};

/// A repository with `a`, `c` (CRLF) and `d/q`, saved; then damaged by the
/// shell. It is not watched from then on, since git can look at it no more.
struct Damaged(Sandbox);

impl Damaged {
    fn by(damage: &str) -> Damaged {
        let s = Sandbox::new();
        s.sh("printf 'x\\r\\n' >c; mkdir d; echo q >d/q; git add .; git commit -qm more");
        let _ = s.save(&["a", "c", "d/q"]);
        s.sh(&format!("cp -R . ../whole; {damage}"));
        Damaged(s)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut all = vec!["shipkit"];
        all.extend(arguments);
        let said = self.0.run("git", &all, None);
        assert!(!said.stderr.contains("panicked"), "{arguments:?}: {said}");
        assert!(
            [0, 1, 2, 3, 128].contains(&said.code),
            "{arguments:?}: {said}"
        );
        said
    }

    fn files(&self, code: i32) -> Vec<String> {
        let report = Report::of(&self.run(&["resume", "--check", "--json"]));
        report.expect_code(code).files()
    }

    fn refuses(&self, arguments: &[&str], sentence: &str) {
        let _ = self.run(arguments).refused(128, sentence);
    }
}

impl Drop for Damaged {
    /// The sandbox wants every repository sound.
    fn drop(&mut self) {
        self.0.cd(self.0.root());
        let _ = self
            .0
            .run("sh", &["-c", "rm -rf repo; mv whole repo"], None);
    }
}

/// Puts garbage in the place of an object.
const SPOIL: &str = "spoil(){ f=.git/objects/$(git rev-parse $1 | sed 's,^..,&/,');
    chmod +w $f; echo garbage >$f; };";

const CHECK: [&str; 2] = ["resume", "--check"];

#[test]
fn a_damaged_head_is_told() {
    for damage in ["echo garbage >.git/HEAD", ": >.git/HEAD"] {
        let s = Damaged::by(damage);
        if host("SHIPKIT_HAND").is_some_and(|hand| hand == "git") {
            s.refuses(&CHECK, "fatal: not a git repository"); // git looks for no reason
            continue;
        }
        s.refuses(&CHECK, "HEAD");
        s.refuses(&["checkpoint"], "HEAD");
        let _ = s.run(&["show"]).expect_code(0).says("**Task:** t");
    }
    let s = Damaged::by("rm .git/HEAD");
    s.refuses(&CHECK, "fatal: not a git repository");
}

#[test]
fn a_damaged_branch_is_told() {
    for damage in ["echo garbage", ":"] {
        let s = Damaged::by(&format!("{damage} >.git/refs/heads/main"));
        s.refuses(&CHECK, "refs/heads/main");
        s.refuses(&["checkpoint"], "refs/heads/main");
    }
}

#[test]
fn a_head_that_names_no_commit_does_not_hide_the_files() {
    for place in ["HEAD", "refs/heads/main"] {
        let s = Damaged::by(&format!(
            "id=$(git rev-parse HEAD | rev); echo $id >.git/{place}; echo x >>a"
        ));
        let report = Report::of(&s.run(&["resume", "--check", "--json"]));
        let verdicts = ["a modified", "c unchanged", "d/q unchanged"];
        assert_eq!(report.files(), verdicts, "{place}");
        assert_eq!(report.relation(), "unknown", "{place}");
    }
}

#[test]
fn a_damaged_index_leaves_what_it_decides_untold() {
    for damage in [
        "echo garbage >.git/index",
        ": >.git/index",
        "head -c 60 .git/index >x; mv x .git/index",
        "printf '\\011' | dd of=.git/index bs=1 seek=7 conv=notrunc status=none",
    ] {
        let s = Damaged::by(damage);
        if host("SHIPKIT_HAND").is_some_and(|hand| hand == "git") {
            let none = ["a unreadable", "c unreadable", "d/q unreadable"];
            assert_eq!(s.files(2), none, "{damage}"); // git needs it for every file
            continue;
        }
        let all = ["a unchanged", "c unchanged", "d/q unchanged"];
        assert_eq!(s.files(0), all, "{damage}");
        s.0.sh("rm a");
        let told = ["a unreadable", "c unchanged", "d/q unchanged"];
        assert_eq!(s.files(2), told, "{damage}");
        s.0.git(&["config", "core.autocrlf", "true"]);
        let told = ["a unreadable", "c unreadable", "d/q unchanged"];
        assert_eq!(s.files(2), told, "{damage}");
        let said = s.run(&["checkpoint"]).expect_code(0);
        let _ = said.mentions(&["'a' is not pinned", "the index cannot be read"]);
        let told = ["a unreadable", "c unchanged", "d/q unchanged"];
        assert_eq!(s.files(2), told, "{damage}, saved: the bytes are the same");
    }
}

#[test]
fn a_damaged_configuration_is_told_in_gits_words() {
    let s = Damaged::by("echo '[core' >>.git/config");
    for verb in [&CHECK[..], &["checkpoint"], &["list"], &["clear", "-y"]] {
        s.refuses(verb, "fatal: bad config line");
    }
    let s =
        Damaged::by("git config extensions.worktreeConfig true; echo '[x' >.git/config.worktree");
    s.refuses(&CHECK, "fatal: bad config line 1 in file");
    let s = Damaged::by("rm .git/config");
    let _ = s.run(&CHECK).expect_code(0);
    let s = Damaged::by("git config core.repositoryFormatVersion 99");
    let said = s.run(&CHECK).expect_code(128);
    let _ = said.complains("fatal: Expected git repo version <= 1, found 99");
}

#[test]
fn a_damaged_link_to_the_repository_is_told_in_gits_words() {
    for (damage, sentence) in [
        ("echo garbage >.git", "fatal: invalid gitfile format: "),
        (
            "echo 'gitdir: nowhere' >.git",
            "fatal: not a git repository: ",
        ),
        (": >.git", "fatal: invalid gitfile format: "),
        ("ln -s nowhere .git", "fatal: not a git repository"),
        ("mkdir .git", "fatal: not a git repository"),
    ] {
        let s = Damaged::by(&format!("rm -rf .git; {damage}"));
        s.refuses(&CHECK, sentence);
        s.refuses(&["checkpoint", "--task=t"], sentence);
    }
}

#[test]
fn missing_parts_make_it_no_repository() {
    for part in ["objects", "refs"] {
        let s = Damaged::by(&format!("rm -rf .git/{part}"));
        s.refuses(&CHECK, "fatal: not a git repository");
        s.refuses(&["checkpoint"], "fatal: not a git repository");
    }
}

#[test]
fn a_damaged_snapshot_takes_lines_not_verdicts() {
    let s = Damaged::by(&format!("{SPOIL} spoil :a; echo edited >a"));
    let all = ["a modified", "c unchanged", "d/q unchanged"];
    assert_eq!(s.files(1), all);
    let _ = s.run(&["diff"]).expect_code(128);
    s.0.write("a", "one\n");
    let _ = s.run(&["checkpoint"]).expect_code(0);
    assert!(
        s.0.has_object(&s.0.blob_id("one\n")),
        "a save mends what it has"
    );
    assert_eq!(s.0.git(&["cat-file", "-p", ":a"]), "one");
}

#[test]
fn a_damaged_history_takes_the_history_alone() {
    for object in ["HEAD", "HEAD^{tree}"] {
        let s = Damaged::by(&format!("{SPOIL} spoil '{object}'; echo edited >a"));
        let all = ["a modified", "c unchanged", "d/q unchanged"];
        assert_eq!(s.files(1), all, "{object}");
        let _ = s.run(&["checkpoint"]).expect_code(0);
        assert_eq!(s.files(0)[0], "a unchanged", "{object}");
    }
}

#[test]
fn damaged_packs_take_what_they_hold() {
    for damage in [
        "printf XXXXXXXX | dd of=$p.pack bs=1 seek=20 conv=notrunc status=none",
        "head -c 100 $p.idx >x; cat x >$p.idx; rm x",
        "rm $p.idx",
    ] {
        let find = "p=$(ls .git/objects/pack/*.pack | sed 's/.pack$//'); chmod +w $p.*";
        let s = Damaged::by(&format!(
            "git repack -qad; {find}; {damage}; echo edited >a"
        ));
        let all = ["a modified", "c unchanged", "d/q unchanged"];
        assert_eq!(s.files(1), all, "{damage}");
    }
}

#[test]
fn a_damaged_history_of_ours_is_told_and_nothing_dropped() {
    let s = Damaged::by(&format!(
        "{SPOIL} spoil $(git for-each-ref --format='%(refname)' refs/shipkit)"
    ));
    assert_eq!(s.files(0)[0], "a unchanged", "the document has its record");
    let before = s.0.document();
    for verb in ["checkpoint", "log", "restore"] {
        s.refuses(&[verb], "reading object");
    }
    assert_eq!(s.0.document(), before);
}
