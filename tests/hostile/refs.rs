//! Names and refs that somebody chose to be misread: as an option, as a
//! revision, as a path; and refs under ours that are not what we write.

use crate::support::{Output, Sandbox};
use std::time::{Duration, Instant};

const NAMES: [&str; 22] = [
    "-",
    "--",
    "-x",
    "--upload-pack=x",
    "..",
    "../x",
    "a/b",
    "a..b",
    "@",
    "@{",
    "a@{1}",
    "HEAD^{/x}",
    ":x",
    "x:",
    "abc:../x",
    "000000000000:-x",
    "000000000000:@{",
    "refs/heads/main",
    "a\nb",
    "a\u{202e}b",
    "a b",
    ".lock",
];

const VERBS: [&str; 8] = [
    "checkpoint",
    "resume",
    "show",
    "log",
    "diff",
    "status",
    "restore",
    "clear",
];

#[track_caller]
fn answered(s: &Sandbox, arguments: &[&str]) -> Output {
    let began = Instant::now();
    let all: Vec<&str> = ["shipkit"].iter().chain(arguments).copied().collect();
    let said = s.run("git", &all, None);
    assert!(began.elapsed() < Duration::from_secs(60), "{arguments:?}");
    assert!(
        [0, 1, 2, 3, 128, 129].contains(&said.code),
        "{arguments:?}: {said}"
    );
    let both = [&*said.stdout, &*said.stderr].concat();
    assert!(
        !both.contains("panicked") && !both.contains("a fault of"),
        "{said}"
    );
    said
}

#[test]
fn a_name_is_a_name_or_refused() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    for name in NAMES {
        for verb in VERBS {
            let said = answered(&s, &[verb, "--", name]);
            assert!(
                said.code >= 3 || name == "HEAD^{/x}",
                "{verb} {name:?}: {said}"
            );
            let _ = answered(&s, &[verb, name]);
        }
    }
    s.git(&["fsck", "--strict"]);
    assert_eq!(s.refs().lines().count(), 1, "{}", s.refs());
}

#[test]
fn a_head_that_reads_as_an_option_is_a_branch_like_any() {
    for branch in [
        "--evil",
        "-x",
        "--upload-pack=touch PWNED",
        "@{-1}",
        "a\u{202e}b",
        "HEAD",
    ] {
        let s = Sandbox::new();
        let _ = s.save(&["a"]);
        s.git(&["config", "core.protectNTFS", "false"]);
        s.write(".git/HEAD", format!("ref: refs/heads/{branch}\n"));
        let id = s.git(&["rev-parse", "refs/heads/main"]);
        s.write(&format!(".git/refs/heads/{branch}"), format!("{id}\n"));
        for look in [
            &["resume", "--check"][..],
            &["resume", "--json"],
            &["status"],
            &["checkpoint", "--done", "x"],
            &["resume", "--update"],
            &["list", "--all"],
            &["log"],
            &["diff"],
        ] {
            let said = answered(&s, look);
            assert!(
                said.code < 3 || branch.contains([' ', '{']),
                "{branch} {look:?}: {said}"
            );
        }
        assert!(!s.exists("PWNED"));
        s.write(".git/HEAD", "ref: refs/heads/main\n");
        let odd = s.path(format!(".git/refs/heads/{branch}"));
        std::fs::remove_file(odd).expect("it is ours");
    }
}

/// Refs under ours: what they point at, as a script that prints an object id.
const OBJECTS: [&str; 9] = [
    "git rev-parse HEAD:a",
    "git rev-parse 'HEAD^{tree}'",
    "git rev-parse HEAD",
    "git tag -am t t >/dev/null; git rev-parse t",
    "git commit-tree -m x -p HEAD 'HEAD^{tree}'",
    "b=$(echo x | git hash-object -w --stdin); printf '100644 blob %s\\tcheckpoint.md\\n' $b | git mktree | xargs git commit-tree -m x",
    "b=$(echo x | git hash-object -w --stdin); t=$(printf '120000 blob %s\\tcheckpoint.md\\n100644 blob %s\\tfiles\\n' $b $b | git mktree)
     printf '040000 tree %s\\t1\\n040000 tree %s\\t99999999999999999999\\n040000 tree %s\\t-1\\n100644 blob %s\\t2\\n' $t $t $t $b | git mktree | xargs git commit-tree -m x",
    "b=$(head -c 20000000 /dev/zero | git hash-object -w --stdin); t=$(printf '100644 blob %s\\tcheckpoint.md\\n' $b | git mktree)
     printf '040000 tree %s\\t1\\n' $t | git mktree | xargs git commit-tree -m x",
    "b=$(printf '# T\\n' | git hash-object -w --stdin); t=$(printf '100644 blob %s\\tcheckpoint.md\\n' $b | git mktree)
     seq 1000 | sed \"s/.*/040000 tree $t\\t&/\" | git mktree | xargs git commit-tree -m x",
];

#[test]
fn a_ref_of_ours_that_somebody_else_wrote_is_told() {
    for object in OBJECTS {
        let s = Sandbox::new();
        let _ = s.save(&["a"]);
        let own = s
            .refs()
            .split(' ')
            .next_back()
            .expect("one ref")
            .trim()
            .to_owned();
        let own = if own.starts_with("refs/") {
            own
        } else {
            s.git(&["for-each-ref", "--format=%(refname)", "refs/shipkit"])
        };
        let other = "refs/shipkit/0123456789ab/current";
        let id = s.sh(object);
        for name in [own.as_str(), other] {
            s.git(&["update-ref", name, id.trim()]);
        }
        s.sh("rm .shipkit/checkpoint.md");
        for look in [
            &["list", "--all"][..],
            &["list", "--all", "--json"],
            &["show"],
            &["log"],
            &["resume"],
            &["restore"],
            &["show", "0123456789ab:"],
            &["resume", "0123456789ab:", "--check"],
            &["restore", "0123456789ab:"],
            &["status"],
            &["diff"],
            &["checkpoint", "--task", "t", "-y", "--open=a"],
            &["clear", "--no-progress"],
        ] {
            let _ = answered(&s, look);
        }
        assert_eq!(s.git(&["status", "--porcelain"]), "", "{object}");
    }
}
