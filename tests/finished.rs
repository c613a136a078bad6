//! What a killed save began, the next command finishes; what somebody did to
//! the file since is theirs.

use crate::support::Sandbox;

/// As if a save had been killed between moving its ref and the file: two saves
/// in the history, the first one's file, and the second one's marker.
fn killed() -> (Sandbox, String, String) {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let first = s.document();
    let _ = s.shipkit(&["checkpoint", "--todo", "x"]).expect_code(0);
    let second = s.document();
    s.write(".shipkit/checkpoint.md", &first);
    s.sh(
        "tip=$(git for-each-ref --format='%(objectname)' refs/shipkit)
          before=$(git hash-object --no-filters .shipkit/checkpoint.md)
          printf 'tip = \"%s\"\\nreplaces = \"%s\"\\n' $tip $before >.git/shipkit/pending/current",
    );
    (s, first, second)
}

#[test]
fn the_next_command_finishes_a_killed_save() {
    for next in [&["show"][..], &["resume", "--check"], &["list"], &["log"]] {
        let (s, _, second) = killed();
        let _ = s.shipkit(next).expect_code(0);
        if next == ["log"] {
            let _ = s.shipkit(&["show"]).expect_code(0);
        }
        assert_eq!(s.document(), second, "after {next:?}");
        assert_eq!(s.sh("ls -A .git/shipkit/pending"), "");
    }
}

#[test]
fn a_file_changed_or_deleted_since_is_not_written_over() {
    let (s, first, _) = killed();
    let edited = format!("Mine.\n{first}");
    s.write(".shipkit/checkpoint.md", &edited);
    let _ = s.shipkit(&["show"]).expect_code(0);
    assert_eq!(s.document(), edited);

    let (s, ..) = killed();
    s.sh("rm .shipkit/checkpoint.md");
    let _ = s.shipkit(&["resume"]).expect_code(3);
    assert!(!s.exists(".shipkit/checkpoint.md"));
}

#[test]
fn a_marker_of_a_save_that_never_was_is_dropped() {
    let (s, first, _) = killed();
    s.sh("sed -i 's/^tip = .*/tip = \"0000000000000000000000000000000000000000\"/' .git/shipkit/pending/current");
    let _ = s.shipkit(&["show"]).expect_code(0);
    assert_eq!(s.document(), first);
    assert_eq!(s.sh("ls -A .git/shipkit/pending"), "");
}
