//! The requests ahead, in their order, and which of them one save answers.

use crate::cli::serve::answer::Answer;
use crate::cli::serve::queue::Waiting;
use crate::cli::serve::request::{Ask, Verb};
use crate::error::Error;
use crate::route::Whole;
use std::collections::VecDeque;
use std::rc::Rc;

/// What was taken from the queue and is not answered yet.
pub(super) struct Ahead {
    places: VecDeque<Place>,
    /// The checkpoint of a request that names none.
    default: Option<String>,
}

struct Place {
    id: String,
    bytes: usize,
    what: What,
}

enum What {
    Ask(Ask),
    Refused(Error),
    /// A newer save has answered it.
    Answered(Rc<Answer>),
}

/// An answer and what its request weighed.
pub(super) struct Answered {
    /// The line for the client, with its line feed.
    pub(super) line: String,
    /// As [`Waiting::bytes`].
    pub(super) bytes: usize,
}

impl Ahead {
    /// Nothing yet; `default` is the checkpoint of a request that names none.
    pub(super) fn new(default: Option<&str>) -> Ahead {
        Ahead {
            places: VecDeque::new(),
            default: default.map(str::to_owned),
        }
    }

    /// Adds what came meanwhile.
    pub(super) fn extend(&mut self, fresh: VecDeque<Waiting>) {
        let places = fresh.into_iter().map(|waiting| Place {
            id: waiting.request.id,
            bytes: waiting.bytes,
            what: match waiting.request.ask {
                Ok(ask) => What::Ask(ask),
                Err(error) => What::Refused(error),
            },
        });
        self.places.extend(places);
    }

    /// Whether nothing is left to answer.
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Answers the oldest request; `act` does what an ask wants. Of saves that
    /// may be taken together the newest alone is done, and answers them all.
    /// Where it fails it fails alone, and the others are tried without it.
    pub(super) fn answer(&mut self, act: &dyn Fn(Ask) -> Answer) -> Option<Answered> {
        let Place { id, bytes, what } = self.places.pop_front()?;
        let answer = match what {
            What::Answered(answer) => answer,
            What::Refused(error) => Rc::new(Answer::failed(&error)),
            What::Ask(ask) => match self.answer_by_a_newer(&ask, act) {
                Some(answer) => answer,
                None => Rc::new(act(ask)),
            },
        };
        let line = answer.line(&id);
        Some(Answered { line, bytes })
    }

    /// Does the newest save that may stand for `oldest` and does not fail.
    fn answer_by_a_newer(
        &mut self,
        oldest: &Ask,
        act: &dyn Fn(Ask) -> Answer,
    ) -> Option<Rc<Answer>> {
        let mut group = self.newer(oldest);
        while let Some(newest) = group.pop() {
            let mut place = self.places.remove(newest)?;
            let answer = match place.what {
                What::Ask(ask) => Rc::new(act(ask)),
                What::Refused(error) => Rc::new(Answer::failed(&error)),
                What::Answered(answer) => answer,
            };
            place.what = What::Answered(Rc::clone(&answer));
            self.places.insert(newest, place);
            if answer.exit == 0 {
                for older in group {
                    self.places[older].what = What::Answered(Rc::clone(&answer));
                }
                return Some(answer);
            }
        }
        None
    }

    /// Where the saves are that may stand for `oldest`, oldest first: of the
    /// same checkpoint and task, with nothing else asked of it in between.
    fn newer(&self, oldest: &Ask) -> Vec<usize> {
        let mut found = Vec::new();
        let Some(task) = task(oldest) else {
            return found;
        };
        for (at, place) in self.places.iter().enumerate() {
            let What::Ask(ask) = &place.what else {
                continue;
            };
            let same = self.name(ask) == self.name(oldest);
            if same && self::task(ask) == Some(task) {
                found.push(at);
            } else if same || self.name(ask).is_some_and(is_elsewhere) {
                break;
            }
        }
        found
    }

    fn name<'a>(&'a self, ask: &'a Ask) -> Option<&'a str> {
        ask.name.as_deref().or(self.default.as_deref())
    }
}

/// Whether it is spelled `ID:NAME`: that may be this very checkpoint.
fn is_elsewhere(name: &str) -> bool {
    name.contains(':')
}

/// The task of a save that a newer one may replace: its id, else its title.
fn task(ask: &Ask) -> Option<(Option<&str>, Option<&str>)> {
    let Verb::Checkpoint {
        state: Ok(Whole::State(state)),
        coalesce: true,
    } = &ask.verb
    else {
        return None;
    };
    let (id, title) = (&state.content.task_id, &state.content.task);
    let title = title.as_deref().filter(|_| id.is_none());
    Some((id.as_deref(), title))
}
