//! The only mouth and ear: nobody else prints or prompts. A broken pipe is
//! not an error: whoever read has read enough.

mod ask;
mod colour;
mod links;
mod pager;
mod progress;

pub(crate) use ask::{Answer, INTERRUPTED, Left};
pub(crate) use links::links;

use crate::cli::{Common, When, World};
use crate::error::Error;
use crate::repo::{Colours, Watcher};
use crate::report::text::wrapped;
use crate::report::{Style, json};
use clap::builder::StyledStr;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::rc::Rc;

/// Where a command's words go.
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub(crate) struct Ui {
    /// Whether text is coloured, and how.
    pub(crate) style: Style,
    /// The same for what is said on standard error.
    aside: Style,
    /// Columns to fill there.
    aside_width: Option<usize>,
    /// Whether the answer is one JSON object.
    pub(crate) json: bool,
    yes: bool,
    /// What the command line said of colour, for git's own output.
    pub(crate) colour_said: Option<bool>,
    /// Columns to fill, as of the last key pressed.
    width: Cell<Option<usize>>,
    quiet: bool,
    can_ask: bool,
    /// Whether the terminal knows text alone, and no sequences.
    is_dumb: bool,
    /// The warnings so far: each is said once.
    warned: RefCell<BTreeSet<String>>,
    /// Why an answer could not be written.
    unwritten: RefCell<Option<io::Error>>,
    /// The answers so far, where they are kept and not printed.
    kept: Option<RefCell<String>>,
    /// How far long work is, where somebody waits for it.
    progress: Option<Rc<progress::Progress>>,
    /// Where long answers are read, if a terminal shows them.
    pager: Option<pager::Pager>,
}

impl Ui {
    /// Words as `common` wants them; `colours` are what git's settings say,
    /// where they are read already.
    pub(crate) fn new(world: &World, common: &Common, colours: Option<&Colours>) -> Ui {
        let colours = colours.cloned().unwrap_or_default();
        let (style, aside) = colour::styles(world, common, &colours);
        Ui {
            style,
            aside,
            json: common.json,
            yes: common.yes,
            colour_said: match common.color {
                Some(When::Always) => Some(true),
                Some(When::Never) => Some(false),
                _ => None,
            },
            width: Cell::new(world.columns()),
            aside_width: world.columns().filter(|_| world.terminal.stderr),
            quiet: common.quiet,
            can_ask: world.can_ask() && !common.json,
            is_dumb: world.env_text("TERM").is_none_or(|term| term == "dumb"),
            warned: RefCell::default(),
            unwritten: RefCell::default(),
            kept: None,
            progress: progress::Progress::of(world, common).map(Rc::new),
            pager: pager::Pager::of(world, common),
        }
    }

    /// Who is to be told how far work is, if anybody waits.
    pub(crate) fn watcher(&self) -> Option<Watcher> {
        let progress = Rc::clone(self.progress.as_ref()?);
        Some(Box::new(move |toil, done, of| {
            progress.step(toil, done, of);
        }))
    }

    /// Takes away what was said of long work: something else follows.
    fn make_room(&self) {
        if let Some(progress) = &self.progress {
            progress.clear();
        }
    }

    /// Columns to fill; `None` where no terminal cuts lines.
    pub(crate) fn width(&self) -> Option<usize> {
        self.width.get()
    }

    /// Prints what was asked for.
    pub(crate) fn answer(&self, text: &str) {
        self.make_room();
        if let Some(kept) = &self.kept {
            kept.borrow_mut().push_str(text);
        } else if let Err(cause) = write_all(&mut io::stdout().lock(), text) {
            self.unwritten.replace(Some(cause));
        }
    }

    /// Help as this terminal shows it.
    pub(crate) fn styled(&self, help: &StyledStr) -> String {
        if self.style.is_on() {
            help.ansi().to_string()
        } else {
            help.to_string()
        }
    }

    /// Keeps the answers from here on, to be told otherwise.
    pub(crate) fn keep_answers(&mut self) {
        self.kept = Some(RefCell::default());
    }

    /// Whether they are kept: the process goes on with other commands.
    pub(crate) fn keeps_answers(&self) -> bool {
        self.kept.is_some()
    }

    /// The answers that were kept.
    pub(crate) fn kept_answers(&self) -> String {
        let kept = self.kept.as_ref();
        kept.map(RefCell::take).unwrap_or_default()
    }

    /// Prints a line of a conversation at once. Whether anybody hears it.
    pub(crate) fn line(&self, line: &str) -> bool {
        match say(line) {
            Ok(()) => true,
            Err(cause) => {
                let is_gone = cause.kind() == io::ErrorKind::BrokenPipe;
                self.unwritten.replace(Some(cause).filter(|_| !is_gone));
                false
            }
        }
    }

    /// Why an answer could not be written, if one could not.
    pub(crate) fn unwritten(&self) -> Option<io::Error> {
        self.unwritten.take()
    }

    /// Whether what was done is left out.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Prints what was done; `-q` leaves it out.
    pub(crate) fn tell(&self, text: &str) {
        if !self.quiet {
            self.answer(text);
        }
    }

    /// Prints a JSON object on one line, with what no eye would see named in it.
    pub(crate) fn object(&self, value: serde_json::Value) {
        self.answer(&json::line(&json::marked(value)));
    }

    /// Prints one sentence that somebody should read, on standard error.
    pub(crate) fn warn(&self, sentence: &str) {
        let label = self.aside.warning("warning:");
        let sentence = crate::report::one_line(sentence);
        if self.warned.borrow_mut().insert(sentence.to_string()) {
            let told = wrapped(&format!("warning: {sentence}"), self.aside_width);
            self.complain(&format!("{}\n", told.replacen("warning:", &label, 1)));
        }
    }

    /// The warnings so far.
    #[cfg(feature = "mcp")]
    pub(crate) fn warnings(&self) -> Vec<String> {
        self.warned.borrow().iter().cloned().collect()
    }

    /// Prints text on standard error as it is.
    pub(crate) fn complain(&self, text: &str) {
        self.make_room();
        complain(text);
    }

    /// Prints a failure as git does, or as JSON.
    pub(crate) fn fail(&self, error: &Error) {
        self.make_room();
        if let Err(cause) = failure(error, self.json) {
            self.unwritten.replace(Some(cause));
        }
    }
}

/// Writes a line of a conversation at once.
pub(crate) fn say(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(line.as_bytes())?;
    stdout.flush()
}

/// Prints a failure: as git does on standard error, or as JSON.
pub(crate) fn failure(error: &Error, json: bool) -> io::Result<()> {
    if json {
        let line = json::line(&json::error(error));
        return write_all(&mut io::stdout().lock(), &line);
    }
    let mut text = format!("fatal: {}\n", crate::report::one_line(&error.to_string()));
    for line in error.hint().iter().flat_map(|hint| hint.lines()) {
        text.push_str("hint: ");
        text.push_str(&crate::report::one_line(line));
        text.push('\n');
    }
    complain(&text);
    Ok(())
}

/// Says that the answer went nowhere.
pub(crate) fn mourn(cause: &io::Error) {
    let cause = crate::error::said(cause);
    complain(&format!("fatal: cannot write the answer: {cause}\n"));
}

/// Says it on standard output in one go; where that is gone nobody listens.
pub(crate) fn hand_over(text: &str) {
    let _ = write_all(&mut io::stdout().lock(), text);
}

/// Where standard error is gone there is nobody left to tell.
pub(crate) fn complain(text: &str) {
    let _ = write_all(&mut io::stderr().lock(), text);
}

/// Writes; a reader that went away has read enough.
fn write_all(stream: &mut dyn io::Write, text: &str) -> io::Result<()> {
    let written = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
    match written {
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
