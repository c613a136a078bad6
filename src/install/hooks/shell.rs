//! What a hook says to the shell. Whatever fails, git goes on: the program is
//! gone, cannot be started, does not know the event, is killed. Only exit code
//! 1 before a commit is an answer, and stops it.
//!
//! It works in every shell that hooks are written for, under `set -e` and
//! `set -u`, leaves variables and arguments alone, and the standard input to
//! who comes after it.

use super::event::Event;

/// The lines of a block, for `program` where PATH does not have it.
pub(super) fn lines(event: Event, program: Option<&str>) -> String {
    let parts = parts(event, program);
    let mut text = format!("if {}; then\n    {}\n", parts.test, parts.call);
    if let Some((test, call)) = parts.else_call {
        text.push_str(&format!("elif {test}; then\n    {call}\n"));
    }
    text + "fi" + parts.end + "\n"
}

/// The same as one line. git runs it with ` "$@"` behind it where the event
/// has arguments; the last command takes them and does nothing.
pub(super) fn command(event: Event, program: Option<&str>) -> String {
    let parts = parts(event, program);
    let mut text = format!("if {}; then {};", parts.test, parts.call);
    if let Some((test, call)) = parts.else_call {
        text.push_str(&format!(" elif {test}; then {call};"));
    }
    text + " fi" + parts.end + "; :"
}

/// One line for files that a team shares: nothing of this machine is in it,
/// and neither a single quote nor a backslash. `arguments` is how the event's
/// arguments are written there.
pub(super) fn shared(event: Event, arguments: &str) -> String {
    let name = event.name();
    let space = if arguments.is_empty() { "" } else { " " };
    let end = if event.may_stop() {
        "[ $? -ne 1 ] || exit 1"
    } else {
        "true"
    };
    format!(
        "! command -v git-shipkit >/dev/null 2>&1 || \
         git-shipkit hook {name}{space}{arguments} </dev/null || {end}"
    )
}

struct Parts {
    test: &'static str,
    call: String,
    else_call: Option<(String, String)>,
    end: &'static str,
}

fn parts(event: Event, program: Option<&str>) -> Parts {
    let call = |program: &str| format!("{program} hook {} \"$@\" </dev/null", event.name());
    let program = program.map(quoted);
    Parts {
        test: "command -v git-shipkit >/dev/null 2>&1",
        call: call("git-shipkit"),
        else_call: program.map(|path| (format!("[ -x {path} ]"), call(&path))),
        end: if event.may_stop() {
            " || [ $? -ne 1 ] || exit 1"
        } else {
            " || true"
        },
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
