//! Many tools at once, and two agents in one repository.

use super::*;
use std::thread;

#[test]
fn of_many_at_once_one_speaks() {
    let s = saved();
    s.sh("echo x >>src/api/login.ts; git commit -qam x");
    let answers: Vec<String> = thread::scope(|scope| {
        let commands = (0..24).map(|n| {
            let agent = if n % 2 == 0 { "claude" } else { "codex" };
            let mut command = s.command("sh");
            let script = format!(
                r#"printf '{{"hook_event_name":"PostToolUse"}}' | git-shipkit hook {agent}"#
            );
            command.args(["-c", &script]);
            command
        });
        let running: Vec<_> = commands
            .map(|mut command| {
                scope.spawn(move || {
                    let said = command.output().expect("it can be run");
                    assert!(said.status.success() && said.stderr.is_empty(), "{said:?}");
                    String::from_utf8(said.stdout).expect("text")
                })
            })
            .collect();
        let ended = running.into_iter();
        ended.map(|one| one.join().expect("it ends")).collect()
    });
    let spoke: Vec<_> = answers.iter().filter(|said| !said.is_empty()).collect();
    assert_eq!(spoke.len(), 1, "{answers:?}");
    assert!(!s.exists(".git/shipkit/said.lock"));
}

#[test]
fn after_the_first_of_a_minute_nothing_is_opened() {
    let s = saved();
    assert_eq!(event(&s, "claude", "PostToolUse", json!({})), None);
    let noted = s.read(".git/shipkit/said");
    s.sh("echo x >>src/api/login.ts; git commit -qam x; mv .git/config ../config; echo '[broken' >.git/config");
    s.set("SHIPKIT_TRACE", "1");
    s.set("SHIPKIT_NOW", "2025-01-27T14:30:30+00:00");
    assert_eq!(event(&s, "claude", "PostToolUse", json!({})), None);
    assert_eq!(s.read(".git/shipkit/said"), noted);
    s.set("SHIPKIT_NOW", "2025-01-27T14:31:30+00:00");
    let said = s.run(PROGRAM, &["hook", "claude", "PostToolUse"], None);
    assert!(
        said.stderr.starts_with("shipkit: "),
        "the next minute it is: {said}"
    );
    s.sh("mv ../config .git/config");
}
