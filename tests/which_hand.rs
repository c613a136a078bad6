//! Two hands serve a repository, gix and the git executable; `--verbose` says
//! which, and the answers are the same.

use crate::support::{Sandbox, host, skipped};

/// A sandbox that chooses the hand by itself, whatever the tests are run over.
fn undecided(s: Sandbox) -> Sandbox {
    s.set("SHIPKIT_HAND", "auto");
    s
}

fn hands(s: &Sandbox, arguments: &[&str]) -> Vec<String> {
    let said = s.shipkit(&[arguments, &["--verbose"]].concat());
    let lines = said
        .stderr
        .lines()
        .filter(|line| line.starts_with("hand: "));
    lines.map(str::to_owned).collect()
}

#[test]
fn gix_serves_what_it_can() {
    let s = undecided(Sandbox::new());
    let _ = s.save(&["a"]);
    assert_eq!(hands(&s, &["resume", "--check"]), ["hand: gix"]);
    assert_eq!(hands(&s, &["status"]), ["hand: gix"]);
    let quiet = s.shipkit(&["resume", "--check"]);
    assert_eq!(quiet.stderr, "", "nothing is said unasked");
}

#[test]
fn a_hand_can_be_chosen() {
    let s = undecided(Sandbox::new());
    let _ = s.save(&["a"]);
    let by_gix = s.check().json["files"].clone();
    s.set("SHIPKIT_HAND", "git");
    let told = ["hand: git (SHIPKIT_HAND=git)"];
    assert_eq!(hands(&s, &["resume", "--check"]), told);
    assert_eq!(s.check().json["files"], by_gix);
    s.set("SHIPKIT_HAND", "left");
    let _ = s
        .shipkit(&["status"])
        .refused(128, "fatal: SHIPKIT_HAND is 'left'")
        .refused(128, "hint: it may be 'gix', 'git' or 'auto'");
}

#[test]
fn git_serves_refs_that_are_no_files() {
    let s = Sandbox::empty();
    if !s.git_can(&["init", "-q", "--ref-format=reftable"]) {
        return skipped("this git knows no reftable");
    }
    let s = undecided(s);
    s.sh("echo one >a; git add a; git commit -qm i");
    let _ = s.save(&["a"]);
    let told = ["hand: git (the reftable ref format)"];
    assert_eq!(hands(&s, &["resume", "--check"]), told);
    s.set("SHIPKIT_HAND", "gix");
    let _ = s.shipkit(&["status"]).refused(
        128,
        "fatal: the repository uses the reftable ref format, which git-shipkit cannot read",
    );
    let hint = "hint: nothing was written; without SHIPKIT_HAND=gix the git executable serves it";
    let _ = s.shipkit(&["status"]).refused(128, hint);
}

#[test]
fn a_git_that_is_needed_and_missing_is_told() {
    let s = Sandbox::new();
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    for (hand, setting, why) in [
        ("git", "core.fileMode=true", "SHIPKIT_HAND=git"),
        ("auto", "extensions.odd=1", "the extension 'odd'"),
    ] {
        s.git(&["config", "core.repositoryFormatVersion", "1"]);
        let (key, value) = setting.split_once('=').expect("it is a setting");
        s.git(&["config", key, value]);
        let hand = format!("SHIPKIT_HAND={hand}");
        let said = s.run(
            "env",
            &["PATH=/nonexistent", &hand, program, "status"],
            None,
        );
        let told = format!("fatal: opening the repository ({why}): the git executable cannot");
        let _ = said.refused(128, &told);
    }
    s.sh("sed -i /odd/d .git/config"); // for fsck at the end
}

#[test]
fn in_reftables_too_eight_savers_make_eight_entries_and_all_comes_back() {
    let s = Sandbox::empty();
    if !s.git_can(&["init", "-q", "-b", "main", "--ref-format=reftable"]) {
        return skipped("this git knows no reftable");
    }
    let s = undecided(s);
    s.sh("echo one >a; git add a; git commit -qm i");
    s.sh("for n in 1 2 3 4 5 6 7 8; do git shipkit checkpoint --task t --todo n$n -y -q & done; wait");
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(8));
    let _ = s.shipkit(&["clear", "--no-progress", "-y"]).expect_code(0);
    let _ = s.shipkit(&["resume"]).expect_code(3);
    let _ = s.shipkit(&["restore"]).expect_code(0);
    assert_eq!(s.check().expect_code(0).files(), Vec::<String>::new());
    let _ = s.shipkit(&["clear", "--purge", "-y"]).expect_code(0);
    assert_eq!(s.refs(), "");
}

#[test]
fn objects_that_lie_elsewhere_are_for_git() {
    let s = undecided(Sandbox::new());
    s.write("a", "two\n");
    s.sh("mv .git/objects ../elsewhere; mkdir .git/objects");
    let there = "export GIT_OBJECT_DIRECTORY=$SANDBOX/elsewhere";
    s.sh(&format!(
        "{there}; CP a; git cat-file -e $(git hash-object a)"
    ));
    let told = s.sh(&format!("{there}; RS -v 2>&1; git status -s"));
    let hand = "hand: git (the environment variable GIT_OBJECT_DIRECTORY)\n";
    assert!(told.ends_with(&format!("{hand} M a\n")), "{told}");
    assert!(told.contains("- a: Unchanged"), "{told}");
    s.sh("rmdir .git/objects; mv ../elsewhere .git/objects"); // for fsck at the end
}

#[test]
fn without_a_home_git_says_what_is_set() {
    let s = undecided(Sandbox::new());
    s.sh("git config --file ../home/.gitconfig shipkit.colour red");
    let _ = s.save(&["a"]);
    let unknown = "unknown key 'colour'";
    assert!(s.shipkit(&["status"]).stderr.contains(unknown));
    let said = s.sh("unset HOME GIT_CONFIG_GLOBAL; ! git config shipkit.colour; RS -v 2>&1");
    let hand = "hand: git (an environment without HOME)";
    assert!(said.contains("- a: Unchanged"), "{said}");
    assert!(said.contains(hand) && !said.contains(unknown), "{said}");
}

#[test]
fn git_is_asked_for_one_file_where_gix_is_known_to_differ() {
    if host("SHIPKIT_HAND").is_some() {
        return skipped("another hand serves all files");
    }
    let s = undecided(Sandbox::new());
    s.write(".gitattributes", "w working-tree-encoding=UTF-16\n");
    s.write("w", b"\xfe\xff\0h\0i\0\n");
    s.sh("git add w");
    let _ = s.save(&["w", "a"]);
    let told = ["hand: gix", "hand: git for w (working-tree-encoding)"];
    assert_eq!(hands(&s, &["resume", "--check"]), told);
    assert!(s.document().contains(&s.index_id("w")));
}

#[test]
fn git_is_asked_for_line_maps_that_gix_cannot_draw() {
    if host("SHIPKIT_HAND").is_some() {
        return skipped("another hand draws all line maps");
    }
    let s = undecided(Sandbox::new());
    let _ = s.save(&["a:1"]);
    s.sh("echo more >>a; git config diff.algorithm patience");
    let told = [
        "hand: gix",
        "hand: git for line maps (diff.algorithm=patience)",
    ];
    assert_eq!(hands(&s, &["resume", "--check"]), told);
}

#[test]
fn what_a_partial_clone_was_promised_is_fetched_only_to_be_shown() {
    let s = undecided(Sandbox::new());
    s.sh("git config uploadpack.allowFilter true
          git config uploadpack.allowAnySHA1InWant true
          mkdir d; seq 30 >d/b; git add d; git commit -qm d
          git clone -q --no-local --filter=blob:none --sparse file://$D ../partial");
    s.cd("../partial");
    let _ = s.save(&["d/b:5"]);
    s.sh(
        "(cd ../repo; sed -i 1d d/b; git commit -qam e); git fetch -q
          git reset -q --hard origin/main; git sparse-checkout add d",
    );
    let then = s.sh("seq 30 | git hash-object --stdin");
    let then = then.trim_end();
    let is_here = || {
        s.sh(&format!(
            "GIT_NO_LAZY_FETCH=1 git cat-file -e {then} && echo yes || echo no"
        ))
    };
    let report = s.check().expect_code(1);
    assert_eq!(report.verdict("d/b"), "modified");
    assert_eq!(report.position("d/b", 5)["verdict"], "unknown");
    assert_eq!(is_here(), "no\n", "nothing is fetched unasked");
    s.set("GIT_NO_LAZY_FETCH", "1");
    let not_here = "d/b: saved content not in this clone; no diff to show";
    let _ = s.shipkit(&["diff"]).expect_code(0).says(not_here);
    assert_eq!(is_here(), "no\n", "nor where that is forbidden");
    s.set("GIT_NO_LAZY_FETCH", "0");
    let diff = s.shipkit(&["diff"]).expect_code(0).stdout;
    assert!(diff.contains("\n-1\n 2\n"), "{diff}");
    assert_eq!(is_here(), "yes\n");
    assert_eq!(s.check().expect_code(1).position("d/b", 5)["nowLine"], 4);
}

#[test]
fn a_filter_process_that_does_not_talk_is_blamed_by_either_hand() {
    let s = undecided(Sandbox::new());
    // one that ends at once is a race: git may not even have greeted it
    s.git(&["config", "--global", "filter.mute.process", "sleep 0.2"]);
    s.write(".gitattributes", "a filter=mute\n");
    for hand in ["gix", "git"] {
        s.set("SHIPKIT_HAND", hand);
        let said = s.try_save(&["a"]);
        assert!(
            said.stderr.contains("filter 'mute' failed"),
            "{hand}: {said}"
        );
    }
}

#[test]
fn git_stores_all_renamed_files_at_once() {
    let s = undecided(Sandbox::new());
    s.sh("mkdir d; for n in $(seq 40); do echo $n >d/$n; done; git add .; git commit -qm d");
    let paths: Vec<String> = (1..=40).map(|n| format!("d/{n}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let _ = s.save(&paths);
    s.sh("git mv d e; git commit -qm e");
    s.set("SHIPKIT_HAND", "git");
    s.set("GIT_TRACE2_EVENT", s.root().join("trace"));
    let said = s.run("git", &["shipkit", "resume", "--check"], None);
    assert!(said.stdout.contains("Renamed to e/1 "), "{said}");
    let trace = s.read("../trace");
    let started = trace.matches("\"event\":\"start\"").count();
    assert!(started < 40, "{started} processes for 40 files");
}
