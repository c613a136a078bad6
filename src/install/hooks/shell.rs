//! What a hook says to the shell. Whatever fails, git goes on: the program is
//! gone, cannot be started, does not know the event, is killed. Only exit code
//! 1 before a commit is an answer, and stops it.
//!
//! It works in every shell that hooks are written for, under `set -e` and
//! `set -u`, leaves variables and arguments alone, and the standard input to
//! who comes after it.

use crate::suggest::Event;

/// The lines of a block, for `program` where PATH does not have it.
pub(super) fn lines(event: Event, program: Option<&str>) -> String {
    let calls = calls(event, program).into_iter();
    let cases = calls.map(|(test, call)| format!("if {test}; then\n    {call}\n"));
    let cases: Vec<String> = cases.collect();
    format!("{}fi{}\n", cases.join("el"), end(event))
}

/// The same as one line. git runs it with ` "$@"` behind it where the event
/// has arguments; the last command takes them and does nothing.
pub(super) fn command(event: Event, program: Option<&str>) -> String {
    let calls = calls(event, program).into_iter();
    let cases = calls.map(|(test, call)| format!("if {test}; then {call}; "));
    let cases: Vec<String> = cases.collect();
    format!("{}fi{}; :", cases.join("el"), end(event))
}

/// One line for files that a team shares: nothing of this machine is in it,
/// and neither a single quote nor a backslash. `arguments` is how the event's
/// arguments are written there.
pub(super) fn shared(event: Event, arguments: &str) -> String {
    let name = event.name();
    let space = if arguments.is_empty() { "" } else { " " };
    format!(
        "! command -v git-shipkit >/dev/null 2>&1 || \
         git-shipkit hook {name}{space}{arguments} </dev/null{}",
        end(event)
    )
}

/// What is tried one after the other: whether it is there, and the call.
fn calls(event: Event, program: Option<&str>) -> Vec<(String, String)> {
    let call = |program: &str| format!("{program} hook {} \"$@\" </dev/null", event.name());
    let along_path = "command -v git-shipkit >/dev/null 2>&1".to_owned();
    let mut calls = vec![(along_path, call("git-shipkit"))];
    calls.extend(program.map(|path| {
        let path = quoted(path);
        (format!("[ -x {path} ]"), call(&path))
    }));
    calls
}

/// What becomes of the exit code.
fn end(event: Event) -> &'static str {
    if event.may_stop() {
        " || [ $? -ne 1 ] || exit 1"
    } else {
        " || true"
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
