//! What can be typed next: the shells ask this program itself when Tab is
//! pressed, so that an answer is never older than the program. Says nothing
//! but the answer, runs nothing and writes nothing.

mod known;
mod line;
mod offer;
mod typed;
mod values;

use crate::cli::ui;
use crate::cli::world::World;
use crate::install::Shell;
use crate::report::one_line;
use line::Line;
use std::ffi::OsString;
use std::process::{Command, Stdio};

/// What the shells call it by; no verb, and not in the help.
const ENTRY: &str = "__complete";

/// How the candidates are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// They are all there is.
    Words,
    /// Files of the shell's own finding, beside them.
    Files,
    /// Directories of the shell's own finding, beside them.
    Folders,
}

/// Something that can be typed, in full, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    text: String,
    about: String,
}

impl Candidate {
    fn new(text: impl Into<String>, about: impl Into<String>) -> Candidate {
        Candidate {
            text: text.into(),
            about: about.into(),
        }
    }
}

/// Whether this command line is a shell that asks.
pub(crate) fn is_asked(args: &[OsString]) -> bool {
    args.get(1).is_some_and(|word| word == ENTRY)
}

/// Answers `__complete SHELL PIECE WORD…`: the words up to the cursor, the
/// last of which is being typed, and as PIECE what of that the shell puts the
/// answer in the place of. First a line that says `words`, `files` or
/// `folders`, then a line a candidate: its text, a tab, and what it is.
pub(crate) fn answer(world: &World, args: &[OsString]) {
    let texts: Vec<String> = args
        .iter()
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    let [_, _, shell, piece, words @ ..] = &texts[..] else {
        return;
    };
    let Some(shell) = Shell::parse(shell) else {
        return;
    };
    let Some(line) = Line::read(world, shell, words) else {
        return;
    };
    if !line.given.is_empty() {
        return ask_again(&line, &args[2..4]);
    }
    let (kind, candidates) = offer::offers(&line);
    let kind = match kind {
        Kind::Words => "words",
        Kind::Files => "files",
        Kind::Folders => "folders",
    };
    tell(&line, (shell, piece), kind, &candidates);
}

/// Has the program answer in the environment that git's options make: only a
/// process that is begun can be given one.
fn ask_again(line: &Line, asked: &[OsString]) {
    let Some(program) = &line.world.program else {
        return;
    };
    let mut command = Command::new(program);
    command.arg(ENTRY).args(asked).arg("git-shipkit");
    command.args(&line.rest).current_dir(&line.world.cwd);
    command.envs(line.given.iter().map(|(key, path)| (key, path)));
    // Where it cannot be begun nothing is offered.
    let _ = command.stdin(Stdio::null()).stderr(Stdio::null()).status();
}

/// Says what fits.
fn tell(line: &Line, (shell, piece): (Shell, &str), kind: &str, candidates: &[Candidate]) {
    let mut text = format!("{kind}\n");
    for candidate in candidates {
        let fitting = typed::fitting(shell, &candidate.text, &line.raw, piece);
        if let Some(fitting) = fitting {
            let about = one_line(&candidate.about);
            text.extend([&fitting, "\t", &about, "\n"]);
        }
    }
    ui::hand_over(&text);
}
