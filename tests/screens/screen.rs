//! How a session is written down:
//!
//! ```text
//! # What it shows. Comments stand anywhere but within a setup.
//! rows: 30                     24 where it is not said
//! widths: 80                   60 80 120 where it is not said
//! env: NAME=VALUE              for the setup and the terminal; repeatable
//! setup:
//!     commands, run by sh in a Sandbox, indented by four spaces
//! at: 2025-01-29T09:00:00Z     the clock of the terminal
//! type: git shipkit resume     types the line and Enter
//! keys: q Escape C-c Up 'as it is'   keys by tmux's names, text in quotes
//! bytes: 1b 5b 41              what a terminal would send, in hexadecimal
//! paste: text                  as a terminal pastes it
//! wait: Your choice            until that is on the screen; white space is folded
//! wait 2: Your choice          until it is there twice
//! line: :                      until a line of the screen is just that
//! gone: Your choice            until it is not there any more
//! done: 1                      until the shell prompts again; its exit code
//! resize: 60                   the terminal's new width
//! meanwhile: echo two >a       run by sh in the Sandbox beside the terminal
//! clear:                       empties screen and history
//! capture: what it shows       the screen as it is by now
//! capture in colour: …         with ⟨marks⟩ of what is coloured
//! capture with history: …      and what has scrolled away
//! columns 60 80:
//! |the captured lines, at these widths
//! ```

use std::fmt::Write as _;

/// One session, and what is captured in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Screen {
    pub(crate) rows: u16,
    pub(crate) widths: Vec<u16>,
    pub(crate) env: Vec<(String, String)>,
    pub(crate) lines: Vec<Line>,
}

/// A line of the session, as it is written, with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    written: String,
    pub(crate) step: Option<Step>,
    /// What was captured here, by width.
    pub(crate) captured: Vec<(u16, String)>,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    At(String),
    Setup(String),
    Type(String),
    Keys(Vec<Key>),
    Bytes(Vec<String>),
    Paste(String),
    Wait { text: String, times: usize },
    Line(String),
    Gone(String),
    Done(i32),
    Resize(u16),
    Meanwhile(String),
    Clear,
    Capture { colour: bool, history: bool },
}

/// Keys as they are typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// By tmux's name.
    Named(String),
    /// The text itself.
    Text(String),
}

impl Line {
    /// The line as it is written.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }
}

impl Screen {
    /// Reads a fixture; the error says which line is none.
    pub(crate) fn read(text: &str) -> Result<Screen, String> {
        let mut screen = Screen {
            rows: 24,
            widths: vec![60, 80, 120],
            env: Vec::new(),
            lines: Vec::new(),
        };
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if let Some(widths) = columns(line) {
                let mut captured = String::new();
                while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                    captured.push_str(&line[1..]);
                    captured.push('\n');
                }
                let last = screen.lines.last_mut();
                let last = last.ok_or("a capture belongs to a step")?;
                for width in widths {
                    last.captured.push((width, captured.clone()));
                }
                continue;
            }
            let mut written = line.to_owned();
            if line == "setup:" {
                while let Some(line) = lines.next_if(|l| l.starts_with("    ") || l.is_empty()) {
                    written.push('\n');
                    written.push_str(line);
                }
            }
            let step = screen.step(&written)?;
            screen.lines.push(Line {
                written,
                step,
                captured: Vec::new(),
            });
        }
        Ok(screen)
    }

    /// What a line means; `None` for what is no step.
    fn step(&mut self, line: &str) -> Result<Option<Step>, String> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(None);
        }
        let wrong = || format!("{line:?} is no step");
        let (verb, value) = line.split_once(':').ok_or_else(wrong)?;
        let value = value.strip_prefix(' ').unwrap_or(value);
        let number = |text: &str| text.parse::<u16>().map_err(|_| wrong());
        Ok(Some(match verb {
            "rows" => {
                self.rows = number(value)?;
                return Ok(None);
            }
            "widths" => {
                self.widths = value.split(' ').map(number).collect::<Result<_, _>>()?;
                return Ok(None);
            }
            "env" => {
                let (name, value) = value.split_once('=').ok_or_else(wrong)?;
                self.env.push((name.to_owned(), value.to_owned()));
                return Ok(None);
            }
            "setup" => Step::Setup(value.to_owned()),
            "at" => Step::At(value.to_owned()),
            "type" => Step::Type(value.to_owned()),
            "keys" => Step::Keys(keys(value)?),
            "bytes" => Step::Bytes(value.split(' ').map(str::to_owned).collect()),
            "paste" => Step::Paste(value.to_owned()),
            "line" => Step::Line(value.to_owned()),
            "gone" => Step::Gone(value.to_owned()),
            "done" => Step::Done(value.parse().map_err(|_| wrong())?),
            "resize" => Step::Resize(number(value)?),
            "meanwhile" => Step::Meanwhile(value.to_owned()),
            "clear" => Step::Clear,
            _ => match verb.split_once(' ').unwrap_or((verb, "")) {
                ("wait", times) => Step::Wait {
                    text: value.to_owned(),
                    times: times.parse().unwrap_or(1),
                },
                ("capture", how @ ("" | "in colour" | "with history")) => Step::Capture {
                    colour: how == "in colour",
                    history: how == "with history",
                },
                _ => return Err(wrong()),
            },
        }))
    }

    /// Takes what was captured at a width, in the order of the captures.
    pub(crate) fn take(&mut self, width: u16, captures: &[String]) {
        let steps = self.lines.iter_mut();
        let places = steps.filter(|line| matches!(line.step, Some(Step::Capture { .. })));
        for (line, captured) in places.zip(captures) {
            line.captured.retain(|(known, _)| *known != width);
            line.captured.push((width, captured.clone()));
            line.captured.sort();
        }
    }

    /// Writes the fixture; widths that show the same are put together.
    pub(crate) fn write(&self) -> String {
        let mut out = String::new();
        for line in &self.lines {
            writeln!(out, "{}", line.written).expect("a string takes all");
            let mut left = line.captured.clone();
            left.retain(|(width, _)| self.widths.contains(width));
            while let Some((_, first)) = left.first().cloned() {
                out.push_str("columns");
                for (width, _) in left.iter().filter(|(_, text)| *text == first) {
                    write!(out, " {width}").expect("a string takes all");
                }
                out.push_str(":\n");
                for line in first.lines() {
                    writeln!(out, "|{line}").expect("a string takes all");
                }
                left.retain(|(_, text)| *text != first);
            }
        }
        out
    }
}

/// The widths of a line that heads a capture.
fn columns(line: &str) -> Option<Vec<u16>> {
    let widths = line.strip_prefix("columns ")?.strip_suffix(':')?;
    widths.split(' ').map(|width| width.parse().ok()).collect()
}

/// Keys apart: names between blanks, text in single quotes.
fn keys(written: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = written.trim();
    while !rest.is_empty() {
        let (key, after) = if let Some(text) = rest.strip_prefix('\'') {
            let (text, after) = text.split_once('\'').ok_or("a quote that does not end")?;
            (Key::Text(text.to_owned()), after)
        } else {
            let (name, after) = rest.split_once(' ').unwrap_or((rest, ""));
            (Key::Named(name.to_owned()), after)
        };
        keys.push(key);
        rest = after.trim_start();
    }
    Ok(keys)
}

#[test]
fn a_session_comes_apart_and_together_again() {
    let text = "# A title.\nrows: 30\nenv: A=b=c\nsetup:\n    one\n\n    two\n\n\
        type: git: x\nkeys: q 'a b' C-c\nwait 2: Your choice\ncapture in colour: it\n\
        columns 60 80:\n|a\n|\n|b\ncolumns 120:\n|c\ndone: 1\n";
    let screen = Screen::read(text).expect("it can be read");
    assert_eq!(screen.rows, 30);
    assert_eq!(screen.env, [("A".to_owned(), "b=c".to_owned())]);
    assert_eq!(screen.write(), text);
    let steps: Vec<&Step> = screen
        .lines
        .iter()
        .filter_map(|l| l.step.as_ref())
        .collect();
    assert_eq!(
        *steps[2],
        Step::Keys(vec![
            Key::Named("q".to_owned()),
            Key::Text("a b".to_owned()),
            Key::Named("C-c".to_owned()),
        ])
    );
    assert_eq!(steps.last(), Some(&&Step::Done(1)));
    let mut again = screen.clone();
    for width in [60, 80, 120] {
        again.take(width, &["same\n".to_owned()]);
    }
    let said = again.write();
    assert!(said.contains("columns 60 80 120:\n|same\ndone"), "{said}");
    assert_eq!(
        Screen::read("tpye: x\n"),
        Err("\"tpye: x\" is no step".to_owned())
    );
}
