//! Who changed a file is told of the oddest commits as `git log` tells it.

use crate::support::Sandbox;
use serde_json::Value;

/// A file saved, then changed by a commit with exactly this author line,
/// further headers and message.
fn changed_by(s: &Sandbox, author: &[u8], headers: &str, message: &[u8]) {
    s.sh("echo one >a; git add a; git commit -qm i");
    let _ = s.save(&["a"]);
    s.sh("echo two >a; git add a");
    let tree = s.git(&["write-tree"]);
    let head = s.git(&["rev-parse", "HEAD"]);
    let mut commit = format!("tree {tree}\nparent {head}\nauthor ").into_bytes();
    commit.extend_from_slice(author);
    commit.extend_from_slice(b"\ncommitter Ada <ada@example.com> 1700000000 +0000\n");
    commit.extend_from_slice(headers.as_bytes());
    commit.push(b'\n');
    commit.extend_from_slice(message);
    let args = [
        "hash-object",
        "-t",
        "commit",
        "-w",
        "--stdin",
        "--literally",
    ];
    let said = s.run("git", &args, Some(&commit)).expect_code(0);
    s.git(&["update-ref", "HEAD", said.stdout.trim_end()]);
}

/// The one commit that is told of `a`.
fn told(s: &Sandbox) -> Value {
    let report = s.run("git", &["shipkit", "resume", "--check", "--json"], None);
    let json = report.expect_code(1).json();
    assert_eq!(json["head"]["relation"], "ahead");
    let commits = json["files"][0]["commits"].as_array().expect("a list");
    assert_eq!(commits.len(), 1, "{json:#}");
    commits[0].clone()
}

/// Fails unless the commit is told as `git log` has it.
#[track_caller]
fn as_git_log(author: &[u8], headers: &str, message: &[u8]) {
    let s = Sandbox::init(&[]);
    changed_by(&s, author, headers, message);
    let of_git = |what: &str| {
        let format = format!("--format={what}");
        let args = ["log", "-1", "--encoding=UTF-8", &format];
        let output = s.command("git").args(args).output().expect("git runs");
        String::from_utf8_lossy(&output.stdout)
            .trim_end_matches('\n')
            .to_owned()
    };
    let commit = told(&s);
    let what = String::from_utf8_lossy(author).into_owned();
    assert_eq!(commit["id"], of_git("%H").as_str(), "{what}");
    assert_eq!(commit["subject"], of_git("%s").as_str(), "{what}");
    assert_eq!(commit["author"], of_git("%an").as_str(), "{what}");
    let time = commit["time"].as_str().expect("a text");
    let time = chrono::DateTime::parse_from_rfc3339(time).expect("a time");
    if let Ok(seconds) = of_git("%at").parse::<i64>() {
        assert_eq!(time.timestamp(), seconds, "{what}");
    }
    // fsck would complain of the commit, and rightly
    s.sh("git update-ref HEAD HEAD~1; rm -r .git/logs; git prune --expire=now");
}

#[test]
fn odd_authors_and_dates() {
    for author in [
        "Ada <ada@example.com> 1700000000 +0530",
        "Ada <ada@example.com> 1700000000 -1200",
        "Ada <ada@example.com> 1700000000 +9999",
        "Ada <ada@example.com> 1700000000 +051800",
        "Ada <ada@example.com> 1700000000",
        "Ada <ada@example.com> 0 +0000",
        "Ada <ada@example.com> -86400 +0000",
        "Ada <ada@example.com> 99999999999999999999 +0000",
        "Ada <ada@example.com>",
        "Ada <ada@example.com> soon +0000",
        "<ada@example.com> 1700000000 +0000",
        "Ada <> 1700000000 +0000",
        "Ada <a <b> 1700000000 +0000",
        "Ada <a> b> 1700000000 +0000",
        "  Ada  Byron  <ada@example.com> 1700000000 +0000",
    ] {
        as_git_log(author.as_bytes(), "", b"subject\n");
    }
}

#[test]
fn odd_bytes_and_encodings() {
    as_git_log(
        b"J\xfcrgen <j@example.com> 1700000000 +0000",
        "encoding ISO-8859-1\n",
        b"Gr\xfc\xdfe\n",
    );
    as_git_log(
        "Jürgen <j@example.com> 1700000000 +0000".as_bytes(),
        "",
        "Grüße 支払い\n".as_bytes(),
    );
    as_git_log(
        b"J\xfcrgen <j@example.com> 1700000000 +0000",
        "",
        b"Gr\xfc\xdfe\n",
    );
}

#[test]
fn odd_messages() {
    let author = b"Ada <ada@example.com> 1700000000 +0000";
    for message in [
        "",
        "\n\n",
        "\n\n  late and indented\n\nbody\n",
        "over\ntwo lines \n \nbody",
        "no end",
        "with\r\nreturns\r\n\r\nbody\r\n",
        "tab\there\n",
    ] {
        as_git_log(author, "", message.as_bytes());
    }
    let signed = "gpgsig -----BEGIN PGP SIGNATURE-----\n author X <x> 1 +0000\n -----END PGP SIGNATURE-----\n";
    as_git_log(author, signed, b"signed\n");
}

#[test]
fn what_an_odd_commit_holds_is_committed() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("echo two >a; git add a");
    s.sh(
        r"id=$(printf 'tree %s\nparent %s\nodd\n\nmsg\n' $(git write-tree) $(git rev-parse HEAD) |
            git hash-object -t commit -w --stdin --literally)
          git update-ref HEAD $id",
    );
    let check = || {
        let report = s.run("git", &["shipkit", "resume", "--check", "--json"], None);
        report.expect_code(1).json()["files"][0].clone()
    };
    assert_eq!(s.git(&["diff", "--name-only", "HEAD"]), "");
    assert_eq!(check()["uncommitted"], false);
    s.write("a", "three\n");
    assert_eq!(check()["uncommitted"], true);
    s.sh("git reset -q HEAD~; git reflog expire --all --expire=now; git prune"); // for fsck at the end
}
