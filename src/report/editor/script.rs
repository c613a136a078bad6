//! The text that the shell is given to open a place.

use super::Script;
use super::command::{Program, program};
use super::known::{Manner, manner};

/// What opens a place with the editor `command`, a command for the shell, or a
/// template with `{file}`, `{line}`, `{lastLine}` and `{column}`. `has_line`
/// says whether there is a line to tell; `real` is the base name of the program
/// itself, where the command names a link to it.
pub fn script(command: &str, real: Option<&str>, has_line: bool) -> Script {
    let program = program(command);
    let known = program.as_ref().and_then(|program| of(program, real));
    match (known, program) {
        (Some(manner), Some(program)) if has_line => Script {
            text: format!(
                "{} {}",
                without(command, &program, manner.waits),
                manner.tail
            ),
            tells_line: true,
        },
        _ => Script {
            text: format!("{command} \"$1\""),
            tells_line: false,
        },
    }
}

fn of(program: &Program, real: Option<&str>) -> Option<Manner> {
    manner(program.base_name()).or_else(|| manner(real?))
}

/// The command without the options that make its program wait.
fn without(command: &str, program: &Program, waits: &[&str]) -> String {
    let mut kept = command.to_owned();
    for word in program.rest.iter().rev() {
        if waits.contains(&word.text.as_str()) {
            kept.replace_range(word.span.clone(), "");
        }
    }
    kept
}
