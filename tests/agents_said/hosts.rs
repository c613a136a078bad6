//! Copilot and Cursor also run the hooks that a project has for Claude Code.
//! What is installed for them speaks to them already.

use super::recorded::{recorded, the};
use super::{answer, context, saved, say, unsaved};

#[test]
fn another_agent_that_runs_the_hooks_of_claude_hears_nothing() {
    for (key, agent) in [("COPILOT_CLI", "copilot"), ("CURSOR_VERSION", "cursor")] {
        let s = saved();
        s.set(key, "1");
        s.sh("echo more >>notes.md; git commit -qam more");
        let before = s.sh("git for-each-ref refs/shipkit");
        for mut said in recorded(agent) {
            said.agent = "claude".to_owned();
            assert_eq!(say(&s, &said).stdout, "", "{said}");
        }
        assert_eq!(s.sh("git for-each-ref refs/shipkit"), before, "{agent}");
    }
}

#[test]
fn claude_itself_is_heard_wherever_it_was_started() {
    let s = saved();
    s.set("COPILOT_CLI", "1");
    s.set("CLAUDECODE", "1");
    let said = the("claude", "SessionStart", None);
    let answer = answer(&said, &say(&s, &said));
    assert!(answer.as_ref().and_then(context).is_some());
}

/// Copilot 1.0.102 leaves out the arguments of a hook of Claude Code's.
#[test]
fn a_hook_that_lost_its_arguments_fails_nothing() {
    let s = unsaved();
    let input = the("copilot", "Stop", None).text;
    let bare =
        |s: &crate::support::Sandbox| s.run("git-shipkit", &[] as &[&str], Some(input.as_bytes()));
    assert_eq!(bare(&s).code, 129);
    s.set("CLAUDE_PROJECT_DIR", s.cwd());
    let output = bare(&s);
    assert_eq!(
        (output.code, output.stdout.as_str(), output.stderr.as_str()),
        (0, "", "")
    );
}
