//! The editor rounds of a save: the document with a comment that explains, as
//! often as it takes until it can be read, or somebody leaves.

use crate::cli::desk::Desk;
use crate::cli::editor::{self, Paper};
use crate::cli::stop::Stop;
use crate::document::{self, Guide};
use crate::error::Error;
use crate::report::one_line;
use crate::route;

/// What is to be edited.
pub(super) struct Given<'a> {
    /// The document that a save stands on.
    pub(super) base: &'a str,
    /// The first draft that is shown in its place, where there is one.
    pub(super) draft: Option<String>,
    /// What the comment ends with, a line each.
    pub(super) news: Vec<String>,
    /// Whether it must say what the task is.
    pub(super) needs_task: bool,
    /// Whether somebody sits there who can be asked.
    pub(super) asks: bool,
}

/// What came out of the editor, and the file it lies in.
pub(super) struct Edited {
    pub(super) text: route::Edited,
    paper: Paper,
}

impl Edited {
    /// Nothing was saved: leaves what was typed where it can be taken up.
    pub(super) fn keep(self, desk: &Desk<'_>) {
        self.paper.keep(desk, Some(&self.text.prose));
    }
}

/// What somebody made of it.
enum Read {
    Document(String),
    /// Nothing is to be saved; why, as in "the {why}".
    Nothing(&'static str),
    Flawed(Flaw),
}

/// Why a document cannot be saved as it is.
struct Flaw {
    why: Error,
    /// The document without its comment, where it can be read at all.
    prose: Option<String>,
}

/// Lets somebody edit it. `None` where nothing is to be saved, which was told.
pub(super) fn edited(desk: &Desk<'_>, given: &Given<'_>) -> Result<Option<Edited>, Stop> {
    if given.asks {
        editor::tell_left(desk);
    }
    let mut round = Round::first(given)?;
    loop {
        if let Err(error) = round.paper.edit(desk, round.line) {
            return Err(round.failed(desk, error).into());
        }
        let bytes = round.paper.read()?;
        let flaw = match given.read(desk, &round.guide, &round.shown, &bytes) {
            Read::Document(prose) => {
                let from = given.base.to_owned();
                let text = route::Edited { prose, from };
                let paper = round.paper;
                return Ok(Some(Edited { text, paper }));
            }
            Read::Nothing(why) if given.asks => {
                desk.ui.tell(&format!("The {why}; nothing was saved.\n"));
                return Ok(None);
            }
            Read::Nothing(why) => return Err(nothing(why).into()),
            Read::Flawed(flaw) => flaw,
        };
        if !given.asks {
            round.paper.keep(desk, flaw.prose.as_deref());
            return Err(flaw.why.into());
        }
        let reason = reason(&flaw.why);
        desk.ui.complain(&format!("error: {reason}\n"));
        let answer = desk.ui.ask("Edit it again?", true);
        if !answer.is_yes() {
            desk.ui.tell("Nothing was saved.\n");
            round.paper.keep(desk, flaw.prose.as_deref());
            return answer.stop().map(|()| None);
        }
        round.next(given, &reason, flaw)?;
    }
}

/// A round through the editor.
struct Round {
    paper: Paper,
    /// The document above the comment.
    shown: String,
    guide: Guide,
    /// The line to begin at, 1-based.
    line: Option<usize>,
}

impl Round {
    fn first(given: &Given<'_>) -> Result<Round, Error> {
        let mut round = Round {
            paper: Paper::new()?,
            shown: given.draft.as_deref().unwrap_or(given.base).to_owned(),
            guide: Guide::new(None, &given.news),
            line: given.draft.as_deref().and_then(task_line),
        };
        let text = given.text(&round.guide, &round.shown);
        round.paper.write(&text)?;
        Ok(round)
    }

    /// What was typed comes again, with the reason in the comment. What cannot
    /// be read at all comes as it is.
    fn next(&mut self, given: &Given<'_>, reason: &str, flaw: Flaw) -> Result<(), Error> {
        self.line = line_of(&flaw.why);
        if let Some(prose) = flaw.prose {
            self.guide = Guide::new(Some(reason), &given.news);
            self.paper.write(&given.text(&self.guide, &prose))?;
            self.shown = prose;
        }
        Ok(())
    }

    /// The editor failed: what was typed until then is kept.
    fn failed(self, desk: &Desk<'_>, error: Error) -> Error {
        let typed = self.paper.read().ok();
        let typed = typed.and_then(|bytes| String::from_utf8(bytes).ok());
        let prose = typed.map(|text| self.guide.taken_out(&text, &self.shown).prose);
        self.paper.keep(desk, prose.as_deref());
        error
    }
}

impl Given<'_> {
    /// What the editor gets: the comment is for people, and scripts are none.
    fn text(&self, guide: &Guide, prose: &str) -> String {
        if self.asks {
            guide.below(prose)
        } else {
            prose.to_owned()
        }
    }

    /// Reads what was made of `shown`, which stood above `guide`.
    fn read(&self, desk: &Desk<'_>, guide: &Guide, shown: &str, bytes: &[u8]) -> Read {
        let text = match desk.store().prose_of(EDITED, bytes) {
            Ok(text) => text,
            Err(why) => return Read::Flawed(Flaw { why, prose: None }),
        };
        let taken = guide.taken_out(&text, shown);
        let mut prose = taken.prose;
        let flawed = |why, prose: String| {
            let prose = Some(prose);
            Read::Flawed(Flaw { why, prose })
        };
        if !taken.typed.is_empty() {
            append(&mut prose, &taken.typed);
            return flawed(in_comment(), prose);
        }
        if self.draft.as_ref() == Some(&prose) {
            return Read::Nothing("draft was left as it was");
        }
        let whole = match &self.draft {
            Some(_) => document::without_blanks(&prose),
            None => prose.clone(),
        };
        if whole.trim().is_empty() {
            return Read::Nothing("document is empty");
        }
        let marker = document::merge_marker(&whole).filter(|_| self.asks);
        if marker.is_some() {
            return flawed(merged(document::merge_marker(&prose)), prose);
        }
        let lacks_task = self.needs_task && document::read(&whole).task.is_none();
        if lacks_task && self.asks {
            return flawed(without_task(&prose), prose);
        }
        Read::Document(whole)
    }
}

/// Adds lines at the end of a document, as a paragraph of their own.
fn append(prose: &mut String, lines: &[String]) {
    if !(prose.is_empty() || prose.ends_with('\n')) {
        prose.push('\n');
    }
    prose.push('\n');
    for line in lines {
        prose.push_str(line);
        prose.push('\n');
    }
}

/// How the document is called where it cannot be read.
const EDITED: &str = "the edited document";

fn flaw(line: Option<usize>, why: &str) -> Error {
    Error::Document {
        path: EDITED.to_owned(),
        line,
        why: why.to_owned(),
        hint: None,
    }
}

fn in_comment() -> Error {
    let why = "what you wrote into the comment would be left out; it stands above it now";
    flaw(None, why)
}

fn merged(line: Option<usize>) -> Error {
    flaw(line, "a merge marker stands there")
}

fn without_task(prose: &str) -> Error {
    let why = "no task is told; write it behind '**Task:**'";
    flaw(task_line(prose), why)
}

/// The reason in a line, for who knows which document is meant.
fn reason(error: &Error) -> String {
    let reason = match error {
        Error::Document {
            line: Some(line),
            why,
            ..
        } => format!("line {line}: {why}"),
        Error::Document { why, .. } => why.clone(),
        other => other.to_string(),
    };
    one_line(&reason).into_owned()
}

fn nothing(why: &str) -> Error {
    Error::Content {
        message: format!("the {why}; nothing was saved"),
        hint: None,
    }
}

/// The line (1-based) where the task belongs.
fn task_line(prose: &str) -> Option<usize> {
    let at = prose
        .lines()
        .position(|line| line.trim_end() == "**Task:**");
    at.map(|at| at + 1)
}

fn line_of(error: &Error) -> Option<usize> {
    match error {
        Error::Document { line, .. } => *line,
        _ => None,
    }
}
