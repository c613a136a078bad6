//! Everything that coding agents are known to say at their events, said to the
//! real program: it answers as that agent takes it, or not at all, and always
//! in peace.

mod again;
mod answered;
mod complete;
mod hosts;
mod recorded;
mod silent;
mod story;
mod tolerated;

use crate::support::{Output, Sandbox};
use recorded::{Said, agents, recorded};
use serde_json::Value;

/// Where somebody has begun to work on a login, and has not saved it.
const WORK: &str = r"
mkdir -p src/auth
seq 1 60 | sed 's/^/line /' >src/auth/login.ts
echo notes >notes.md
git add .; git commit -qm 'Begin the login'
";

/// What is said of the work in a checkpoint.
const SAVE: &str = r"
git shipkit checkpoint -q -y --task 'User authentication' --progress 60 \
    --doing 'Check the token' --file src/auth/login.ts:34 \
    --stopped-at 'validateToken() in `src/auth/login.ts` (line 34)' \
    --next 'Refuse a token that is too old' \
    --decision 'Tokens live an hour: nobody works longer on one form' --gotcha 'The clock of the test is UTC'
";

/// A repository with work that nobody has saved.
fn unsaved() -> Sandbox {
    let s = Sandbox::init(&[]);
    // as if no machine was ever busy
    s.set("SHIPKIT_HOOK_LIMIT", "60000");
    s.sh(WORK);
    s
}

/// A repository with a checkpoint of the work in it.
fn saved() -> Sandbox {
    let s = unsaved();
    s.sh(SAVE);
    s
}

/// Lets the moment pass in which the same hook may speak twice.
fn later(s: &Sandbox) {
    (0..3).for_each(|_| drop(s.sh(":")));
}

/// Says it to the program, as the agent would where `s` is.
#[track_caller]
fn say(s: &Sandbox, said: &Said) -> Output {
    let there = s.cwd().display().to_string();
    let input = said.text.replace(recorded::SHOP, &there);
    s.watching(|| hear(s, said, input.as_bytes()))
}

/// Says `input` to the program in the place of what the agent says.
#[track_caller]
fn hear(s: &Sandbox, said: &Said, input: &[u8]) -> Output {
    let mut arguments = vec!["hook", &said.agent];
    arguments.extend(said.argument.as_deref());
    let output = s.run("git-shipkit", &arguments, Some(input));
    assert_eq!(output.code, 0, "{said}:\n{output}");
    assert_eq!(output.stderr, "", "{said}");
    output
}

/// The answer, if there is one: it must be one that the agent takes.
#[track_caller]
fn answer(said: &Said, output: &Output) -> Option<Value> {
    if output.stdout.is_empty() {
        return None;
    }
    let answer = output.json();
    said.takes(&answer);
    Some(answer)
}

/// What the agent's model is told by an answer, wherever that agent looks.
fn context(answer: &Value) -> Option<&str> {
    let places = [
        "/hookSpecificOutput/additionalContext",
        "/additionalContext",
        "/additional_context",
    ];
    let mut told = places.iter().filter_map(|place| answer.pointer(place));
    told.next()?.as_str()
}
