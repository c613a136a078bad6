//! Plays a session.

use crate::paint::painted;
use crate::screen::{Key, Screen, Step};
use crate::support::Sandbox;
use crate::terminal::Terminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// How long a capture may differ from what is told before it is wrong.
pub(crate) const PATIENCE: Duration = Duration::from_secs(12);

/// What came of a session.
#[derive(Default)]
pub(crate) struct Played {
    /// The captures, in order.
    pub(crate) captures: Vec<String>,
    /// What did not happen.
    pub(crate) troubles: Vec<String>,
}

/// Plays it at this width. What is told is waited for with `patience`; without,
/// every screen is right that stays as it is.
pub(crate) fn play(screen: &Screen, width: u16, patience: Option<Duration>) -> Played {
    let mut played = Played::default();
    let tried = catch_unwind(AssertUnwindSafe(|| {
        let sandbox = Sandbox::empty();
        let above = sandbox.root().parent().expect("it lies in a directory");
        sandbox.set("GIT_CEILING_DIRECTORIES", above);
        for (name, value) in &screen.env {
            let root = sandbox.root().to_string_lossy();
            sandbox.set(name, value.replace("$SANDBOX", &root));
        }
        perform(screen, width, patience, &sandbox, &mut played);
    }));
    if let Err(why) = tried {
        let why = why.downcast_ref::<String>().cloned();
        played
            .troubles
            .push(why.unwrap_or_else(|| "it panicked".to_owned()));
    }
    played
}

fn perform(
    screen: &Screen,
    width: u16,
    patience: Option<Duration>,
    sandbox: &Sandbox,
    played: &mut Played,
) {
    let mut terminal = None;
    for line in &screen.lines {
        match &line.step {
            None => {}
            Some(Step::Setup(script) | Step::Meanwhile(script)) => {
                sandbox.sh(script);
            }
            Some(Step::At(time)) => sandbox.at(time),
            Some(step) => {
                let open = || Terminal::open(sandbox, width, screen.rows);
                let terminal = terminal.get_or_insert_with(open);
                act(terminal, step);
                if let Step::Capture { colour, history } = step {
                    let told = line.captured.iter().find(|(known, _)| *known == width);
                    let told = told.map_or("", |(_, text)| text.as_str());
                    let look = |t: &Terminal| capture(t, sandbox, *colour, *history);
                    let is_first = played.troubles.is_empty();
                    let patience = patience.map(|time| if is_first { time } else { time / 6 });
                    let seen = terminal.settle(patience.map(|time| (time, told)), look);
                    if patience.is_some() && seen != told {
                        let what = line.written();
                        played
                            .troubles
                            .push(format!("'{what}' shows something else"));
                    }
                    played.captures.push(seen);
                }
            }
        }
    }
}

/// Does one thing to the terminal, or waits for one.
fn act(terminal: &mut Terminal<'_>, step: &Step) {
    match step {
        Step::Type(line) => terminal.line(line),
        Step::Keys(keys) => {
            for key in keys {
                match key {
                    Key::Named(name) => terminal.key(name),
                    Key::Text(text) => terminal.text(text),
                }
            }
        }
        Step::Bytes(bytes) => terminal.bytes(bytes),
        Step::Paste(text) => terminal.paste(text),
        Step::Resize(columns) => terminal.resize(*columns),
        Step::Clear => terminal.clear(),
        Step::Wait { text, times } => {
            let wanted = folded(text);
            terminal.until(&format!("{text:?} is shown"), |t| {
                folded(&t.shown(&["-J"])).matches(&wanted).count() >= *times
            });
        }
        Step::Line(text) => {
            terminal.until(&format!("a line is {text:?}"), |t| {
                t.shown(&[]).lines().any(|line| line.trim() == text)
            });
        }
        Step::Gone(text) => {
            let wanted = folded(text);
            terminal.until(&format!("{text:?} is gone"), |t| {
                !folded(&t.shown(&["-J"])).contains(&wanted)
            });
        }
        Step::Done(code) => {
            terminal.until("the command has ended", |t| t.ended().is_some());
            let ended = terminal.ended().expect("it has ended");
            let shown = || terminal.shown(&[]);
            assert!(
                ended == *code,
                "exit code {ended}, not {code}:\n{}",
                shown()
            );
        }
        Step::At(_) | Step::Setup(_) | Step::Meanwhile(_) | Step::Capture { .. } => {}
    }
}

/// The screen as a fixture holds it: no blanks at the ends, nothing of where
/// the sandbox lies.
fn capture(terminal: &Terminal, sandbox: &Sandbox, colour: bool, history: bool) -> String {
    let mut how = Vec::new();
    if colour {
        how.push("-e");
    }
    if history {
        how.extend(["-S", "-"]);
    }
    let shown = terminal.shown(&how);
    let shown = if colour { painted(&shown) } else { shown };
    let lines: Vec<&str> = shown.lines().map(str::trim_end).collect();
    let text = lines.join("\n");
    let root = sandbox.root().to_string_lossy();
    text.trim_end().replace(&*root, "$SANDBOX") + "\n"
}

/// A text with every run of white space as one blank: lines break elsewhere
/// at every width.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_screen_that_differs_is_seen() {
    if !crate::has_tmux() {
        return;
    }
    let text = "widths: 60\nsetup:\n    git init -q\ntype: (exit 3)\ndone: 3\ntype: echo $'a\\e[31mb'\n\
        wait: ab $\ncapture in colour: it\ncolumns 60:\n|$ (exit 3)\n|$ echo $'a\\e[31mb'\n|a⟨red⟩b\n|⟨red⟩$\ndone: 0\n";
    let patience = Some(Duration::from_secs(1));
    let right = Screen::read(text).expect("it can be read");
    let shown = play(&right, 60, Some(PATIENCE));
    assert!(shown.troubles.is_empty(), "{:?}", shown.troubles);
    for (told, wrong, trouble) in [
        (
            "a⟨red⟩b",
            "ab",
            "'capture in colour: it' shows something else",
        ),
        ("done: 3", "done: 4", "exit code 3, not 4"),
    ] {
        let screen = Screen::read(&text.replace(told, wrong)).expect("it can be read");
        let shown = play(&screen, 60, patience);
        assert!(shown.troubles[0].contains(trouble), "{:?}", shown.troubles);
    }
}
