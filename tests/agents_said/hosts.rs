//! Copilot and Cursor also run the hooks that a project has for Claude Code.

use super::recorded::{recorded, the};
use super::{answer, context, saved, say, unsaved};
use crate::support::Sandbox;

/// Copilot takes no answer in the shape of Claude Code's (1.0.102), and its
/// own hooks save.
#[test]
fn copilot_that_runs_the_hooks_of_claude_hears_nothing() {
    let s = saved();
    s.set("COPILOT_PROJECT_DIR", s.cwd());
    s.sh("echo more >>notes.md; git commit -qam more");
    let before = s.sh("git for-each-ref refs/shipkit");
    for mut said in recorded("copilot") {
        said.agent = "claude".to_owned();
        assert_eq!(say(&s, &said).stdout, "", "{said}");
    }
    assert_eq!(s.sh("git for-each-ref refs/shipkit"), before);
}

/// Cursor says there what it says to its own hooks, and is answered so; where
/// it has our own, those answer.
#[test]
fn cursor_that_runs_the_hooks_of_claude_is_answered_as_itself_and_once() {
    let as_claudes = |s: &Sandbox| {
        let mut said = the("cursor", "sessionStart", None);
        said.agent = "claude".to_owned();
        let output = say(s, &said);
        said.agent = "cursor".to_owned();
        answer(&said, &output).as_ref().and_then(context).is_some()
    };
    let s = saved();
    assert!(as_claudes(&s));
    s.write(
        ".cursor/hooks.json",
        r#"{"version":1,"hooks":{"sessionStart":[{"command":"git-shipkit hook cursor"}]}}"#,
    );
    assert!(!as_claudes(&s));
}

/// Copilot 1.0.102 leaves out the arguments of a hook of Claude Code's.
#[test]
fn a_hook_that_lost_its_arguments_fails_nothing() {
    let s = unsaved();
    let input = the("copilot", "Stop", None).text;
    let bare = |s: &Sandbox| s.run("git-shipkit", &[] as &[&str], Some(input.as_bytes()));
    assert_eq!(bare(&s).code, 129);
    s.set("COPILOT_PROJECT_DIR", s.cwd());
    let output = bare(&s);
    let told = (output.code, output.stdout.as_str(), output.stderr.as_str());
    assert_eq!(told, (0, "", ""));
}
