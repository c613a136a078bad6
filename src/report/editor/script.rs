//! The text that the shell is given to open a place.

use super::command::{Program, program};
use super::known::{Manner, manner};

/// What the shell is given to open a place. `$1` is the file, absolute; `$2`
/// the line, `$3` the last line, `$4` the column: nothing of them stands in
/// the text itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The text for `sh -c`.
    pub text: String,
    /// Whether the editor is told the line.
    pub tells_line: bool,
    /// Whether the editor is known to draw in the terminal.
    pub in_terminal: bool,
}

/// What is to be opened, as far as it changes the spelling.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The file.
    pub file: &'a str,
    /// Whether there is a line to tell.
    pub has_line: bool,
    /// Whether what is made of it is waited for: whoever only goes to a place
    /// stays there.
    pub is_waited_for: bool,
    /// Whether programs are those of macOS.
    pub is_macos: bool,
}

/// What opens `target` with the editor `command`: a command for the shell, or a
/// template with `{file}`, `{line}`, `{lastLine}` and `{column}`. `real` is the
/// base name of the program itself, where the command names a link to it.
pub fn script(command: &str, real: Option<&str>, target: Target<'_>) -> Script {
    if let Some((text, tells_line)) = filled(command) {
        return Script {
            text,
            tells_line: tells_line && target.has_line,
            in_terminal: false,
        };
    }
    let program = program(command);
    let known = program
        .as_ref()
        .and_then(|program| of(program, real, target.is_macos));
    let Some((manner, program)) = known.zip(program) else {
        return Script {
            text: format!("{command} \"$1\""),
            tells_line: false,
            in_terminal: false,
        };
    };
    let waits = if target.is_waited_for {
        &[]
    } else {
        manner.waits
    };
    let command = without(command, &program, waits);
    let tells_line = target.has_line && !(manner.joins() && target.file.contains(':'));
    let tail = if tells_line { manner.tail } else { "\"$1\"" };
    Script {
        text: format!("{command} {tail}"),
        tells_line,
        in_terminal: manner.in_terminal,
    }
}

fn of(program: &Program, real: Option<&str>, is_macos: bool) -> Option<Manner> {
    manner(program.base_name(), is_macos).or_else(|| manner(real?, is_macos))
}

/// The command without those of its program's options.
fn without(command: &str, program: &Program, options: &[&str]) -> String {
    let mut kept = command.to_owned();
    for word in program.rest.iter().rev() {
        if options.contains(&word.text.as_str()) {
            kept.replace_range(word.span.clone(), "");
        }
    }
    kept.trim_end().to_owned()
}

/// The places of a template and the shell's names for them.
const PLACES: [(&str, &str); 4] = [
    ("{file}", "${1}"),
    ("{line}", "${2}"),
    ("{lastLine}", "${3}"),
    ("{column}", "${4}"),
];

/// A template with the shell's variables in its places, each quoted as it
/// stands there, and whether it tells the line; `None` where it has no place.
fn filled(template: &str) -> Option<(String, bool)> {
    let mut text = String::with_capacity(template.len());
    let mut seen = [false; PLACES.len()];
    let mut quote = None;
    let mut rest = template;
    while let Some(c) = rest.chars().next() {
        let place = PLACES.iter().position(|(name, _)| rest.starts_with(name));
        if let Some(place) = place.filter(|_| !text.ends_with('$')) {
            let (name, variable) = PLACES[place];
            seen[place] = true;
            text.push_str(&quoted(variable, quote));
            rest = &rest[name.len()..];
            continue;
        }
        let mut taken = c.len_utf8();
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None | Some('"'), '\\') => {
                taken += rest[1..].chars().next().map_or(0, char::len_utf8);
            }
            _ => {}
        }
        text.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    if !seen.contains(&true) {
        return None;
    }
    if !seen[0] {
        text.push_str(" \"${1}\"");
    }
    Some((text, seen[1]))
}

/// A variable as one word's part, inside of the quote that is open.
fn quoted(variable: &str, quote: Option<char>) -> String {
    match quote {
        None => format!("\"{variable}\""),
        Some('\'') => format!("'\"{variable}\"'"),
        Some(_) => variable.to_owned(),
    }
}
