//! What the events of a coding agent cost, each with its input on a pipe.

use crate::Bench;
use crate::command::Result;
use crate::repository::{HUNDRED_THOUSAND, Scene, THOUSAND};
use crate::rounds::{Input, Runner};
use crate::table::{Goal, Target};
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

/// An event, what comes before each time and is not measured, and what it is.
struct Case {
    what: &'static str,
    event: &'static str,
    before: fn(&Scene, usize) -> Result<()>,
}

const CASES: [Case; 8] = [
    Case {
        what: "after a tool, as usual",
        event: "PostToolUse",
        before: |_, _| Ok(()),
    },
    Case {
        what: "after a tool, the first of a minute",
        event: "PostToolUse",
        before: |scene, _| remember(scene, &format!("looked {}", now()?)),
    },
    Case {
        what: "after a tool, with a look at the work tree (every two minutes)",
        event: "PostToolUse",
        before: |scene, _| remember(scene, ""),
    },
    Case {
        what: "a prompt, as usual",
        event: "UserPromptSubmit",
        before: |_, _| Ok(()),
    },
    Case {
        what: "a prompt, with a look at the work tree (every two minutes)",
        event: "UserPromptSubmit",
        before: |scene, _| remember(scene, ""),
    },
    Case {
        what: "a session starts, with its brief",
        event: "SessionStart",
        before: |_, _| Ok(()),
    },
    Case {
        what: "before a compaction, nothing new",
        event: "PreCompact",
        before: |_, _| Ok(()),
    },
    Case {
        what: "before a compaction, with a save",
        event: "PreCompact",
        before: |scene, round| scene.edit(&scene.shape.file(0), &format!("round {round}")),
    },
];

/// Measures every case, in a repository of 1,000 files and in one of 100,000.
pub(super) fn agents(bench: &mut Bench) -> Result<()> {
    for shape in [THOUSAND, HUNDRED_THOUSAND] {
        let scene = Scene::new(&bench.program, shape)?;
        scene.current(10)?;
        let (mut runners, mut goals) = (Vec::new(), Vec::new());
        for case in &CASES {
            let scene = &scene;
            let own = event(scene, case.what, case.event);
            let own = own.before(move |round| (case.before)(scene, round));
            goals.push(Goal::new(runners.len(), runners.len() + 1, Target::Open));
            runners.extend(bench.pair(own, scene.head())?);
        }
        scene.restore()?;
        scene.without_checkpoints(|| {
            for name in ["PostToolUse", "SessionStart"] {
                let own = event(&scene, &format!("no checkpoint: {name}"), name);
                goals.push(Goal::new(runners.len(), runners.len() + 1, Target::Open));
                runners.extend(bench.pair(own, scene.head())?);
            }
            Ok(())
        })?;
        bench.print(&format!("{} files", shape.name), &runners, &goals)?;
    }
    Ok(())
}

fn event<'a>(scene: &Scene, what: &str, event: &str) -> Runner<'a> {
    let input = format!(
        r#"{{"session_id":"0197-a","transcript_path":"/tmp/a.jsonl","cwd":"{}","hook_event_name":"{event}","source":"startup","trigger":"auto","tool_name":"Bash","tool_input":{{"command":"ls"}}}}"#,
        scene.repository.display()
    );
    let own = scene.ours(&["hook", "claude"]).named(what);
    own.reads(Input::Text(input))
}

/// Has the hooks remember this alone.
fn remember(scene: &Scene, line: &str) -> Result<()> {
    let text = format!("what git-shipkit's hooks said, and when; version 1\n{line}\n");
    let place = scene.repository.join(".git/shipkit/said");
    Ok(fs::write(place, text.trim_end().to_owned() + "\n")?)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark has no World")]
fn now() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}
