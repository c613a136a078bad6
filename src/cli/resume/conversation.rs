//! `resume` with somebody at the terminal: one key after the other, until a
//! choice is made or somebody leaves.

use super::{choose, discard};
use crate::cli::desk::Desk;
use crate::cli::open::{self, Place};
use crate::cli::stop::Stop;
use crate::cli::ui::{INTERRUPTED, Left};
use crate::cli::{diff, tell};
use crate::error::Error;
use crate::model::Choice;
use crate::platform::lent;
use crate::report::text::{self, Question};
use crate::route::{self, Comparison, Site};
use crate::store::{Address, Loaded};

/// What came of a question.
enum Next {
    /// It is answered, or left: the exit code.
    Done(u8),
    /// Somebody was in the editor: things may be otherwise now.
    LookAgain,
}

/// What is talked about.
struct Subject<'a, 'w> {
    desk: &'a Desk<'w>,
    address: &'a Address,
    loaded: Loaded,
    compared: Comparison,
}

/// A question as it is shown.
struct Said {
    asked: String,
    again: String,
    explained: String,
    keys: Vec<char>,
}

/// Asks after the report of `loaded`, for as long as somebody looks around.
/// `opened` tells that somebody was in the editor since the report.
pub(super) fn hold(
    desk: &Desk<'_>,
    address: &Address,
    (loaded, compared): (Loaded, Comparison),
    opened: bool,
) -> Result<u8, Stop> {
    let mut subject = Subject {
        desk,
        address,
        loaded,
        compared,
    };
    if opened {
        subject.look_again()?;
    }
    loop {
        let next = match subject.compared.drift.exit_code() {
            0 => subject.resume_or_clear()?,
            left => subject.choice(left)?,
        };
        match next {
            Next::Done(code) => return Ok(code),
            Next::LookAgain => subject.look_again()?,
        }
    }
}

impl Subject<'_, '_> {
    /// Asks whether to go on where nothing has drifted. Only a plain no
    /// clears; whoever leaves without an answer leaves everything as it is.
    fn resume_or_clear(&self) -> Result<Next, Stop> {
        let desk = self.desk;
        let place = open::place(desk, &self.loaded, &self.compared);
        if let Some(place) = &place {
            desk.ui.answer(&self.place_to_go_on(place));
        }
        let question = desk.ui.yes_or_no(text::resume_question(), true);
        loop {
            return match (desk.ui.key(&question, &['y', 'n', 'q', 'o'], 'y'), &place) {
                (Ok('n'), _) => discard(desk, self.address).map(Next::Done),
                (Ok('o'), Some(place)) => Ok(self.open(place)),
                (Ok('o'), None) => continue,
                (Ok(_), _) => Ok(Next::Done(0)),
                (Err(left), _) => Ok(Next::Done(code(left, 0))),
            };
        }
    }

    fn place_to_go_on(&self, place: &Place) -> String {
        let now = &place.start.now;
        let at = now.lines.map(|lines| (&now.path, lines));
        let code: text::Excerpt<'_> = &|path, lines| route::code(&self.desk.repo, path, lines);
        self.desk
            .with_view(|view| text::place_to_go_on(&place.shown, at, code, view))
    }

    /// Asks for one key until it is a choice, or somebody leaves without one.
    fn choice(&self, left: u8) -> Result<Next, Stop> {
        let desk = self.desk;
        let place = open::place(desk, &self.loaded, &self.compared);
        let made = self.updated().ok();
        let usual = key_of(self.compared.drift.recommended);
        let mut knows_keys = false;
        loop {
            let said = self.said(place.as_ref(), made.as_ref(), left);
            let prompt = if knows_keys { &said.again } else { &said.asked };
            let key = match desk.ui.key(prompt, &said.keys, usual) {
                Ok(key) => key,
                Err(how) => return Ok(Next::Done(code(how, left))),
            };
            knows_keys = key == '?';
            let choice = match (key, &place) {
                ('d', _) => {
                    desk.ui.answer("\n");
                    lent(|| diff::report(desk, &self.compared))?;
                    continue;
                }
                ('?', _) => {
                    // The terminal may be of another width than it was.
                    let said = self.said(place.as_ref(), made.as_ref(), left);
                    desk.ui.answer(&said.explained);
                    continue;
                }
                ('o', Some(place)) => return Ok(self.open(place)),
                ('u', _) => Choice::Update,
                ('p', _) => Choice::Proceed,
                ('x', _) => Choice::Discard,
                _ => return Ok(Next::Done(left)),
            };
            let code = choose(desk, self.address, &self.loaded, &self.compared, choice)?;
            return Ok(Next::Done(code));
        }
    }

    /// The question in its forms.
    fn said(&self, place: Option<&Place>, made: Option<&route::Made>, left: u8) -> Said {
        self.desk.with_view(|view| {
            let question = Question {
                recommended: self.compared.drift.recommended,
                diff: self.diff(),
                healed: made.map_or(&[], |made| &made.healed),
                held: made.map_or(0, |made| made.held.len()),
                place: place.map(|place| place.shown.as_str()),
                left,
                view: *view,
            };
            Said {
                asked: question.asked(),
                again: question.again(),
                explained: question.explained(),
                keys: question.keys(),
            }
        })
    }

    /// What an update would write; nobody hears what it says beside that.
    fn updated(&self) -> Result<route::Made, Error> {
        let desk = self.desk;
        let site = Site {
            repo: &desk.repo,
            settings: &desk.settings,
            name: &self.address.name,
            now: desk.world.local_now(),
            cwd: &desk.world.cwd,
            hear: &|_| {},
        };
        route::updated(&site, &self.loaded)
    }

    /// How many files the diff shows, and its lines added and removed.
    fn diff(&self) -> Option<(usize, u32, u32)> {
        let files = diff::files(&self.compared, &[]);
        let changes = self.compared.drift.files.iter();
        let changes = changes.filter_map(|file| file.changes);
        let sums = changes.fold((0, 0), |(added, removed): (u32, u32), changes| {
            (
                added.saturating_add(changes.added),
                removed.saturating_add(changes.removed),
            )
        });
        (!files.is_empty()).then_some((files.len(), sums.0, sums.1))
    }

    /// Opens the editor. That it could not be opened ends no conversation.
    fn open(&self, place: &Place) -> Next {
        if let Err(error) = open::open(self.desk, place) {
            self.desk.ui.fail(&error);
        }
        Next::LookAgain
    }

    /// Compares again, and tells what is otherwise now.
    fn look_again(&mut self) -> Result<(), Stop> {
        let desk = self.desk;
        let loaded = desk.load(self.address)?;
        let mut compared = route::compare(&desk.repo, &loaded, desk.world.now)?;
        route::seek(&desk.repo, &mut compared, &|key| {
            desk.world.env(key).cloned()
        });
        let is_other = compared.drift != self.compared.drift || loaded.prose != self.loaded.prose;
        (self.loaded, self.compared) = (loaded, compared);
        if is_other {
            desk.ui.answer("\n");
            tell::resume(desk, &self.loaded, &self.compared, true);
        }
        Ok(())
    }
}

fn key_of(choice: Choice) -> char {
    match choice {
        Choice::Update => 'u',
        Choice::Proceed => 'p',
        Choice::Discard => 'x',
    }
}

/// The exit code of who leaves: Ctrl-C here is no more than leaving.
fn code(how: Left, left: u8) -> u8 {
    match how {
        Left::Quietly | Left::Interrupted(INTERRUPTED) => left,
        Left::Interrupted(code) => code,
    }
}
