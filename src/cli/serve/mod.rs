//! `serve`: one process for programs that save often; a request a line, an
//! answer a line.

mod ahead;
mod answer;
mod fields;
mod queue;
mod request;

#[cfg(feature = "mcp")]
pub(crate) use answer::unbroken;

use crate::cli::args::ServeArgs;
use crate::cli::common::Common;
use crate::cli::lines::{self, Line};
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::error::Error;
use crate::report::json;
use ahead::Ahead;
use queue::Queue;
use std::cell::Cell;
use std::io;
use std::sync::Arc;
use std::thread::{self, ScopedJoinHandle};

/// Answers what standard input asks, until it ends.
pub(crate) fn run(world: &World, ui: &Ui, common: &Common, args: &ServeArgs) -> Result<u8, Stop> {
    if !args.stdio {
        return Err(Stop::from(Error::Usage {
            message: "serve needs to be told where to serve".to_owned(),
            hint: Some("on standard input and output: git shipkit serve --stdio".to_owned()),
        }));
    }
    let queue = Arc::new(Queue::default());
    let reading = Arc::clone(&queue);
    let reader = thread::spawn(move || read_all(&reading));
    if !converse(world, ui, common, &queue) {
        return Ok(0); // nobody listens any more, and perhaps nobody speaks
    }
    match reader.join() {
        Ok(Ok(())) => Ok(0),
        Ok(Err(cause)) => Err(Stop::from(Error::io("read", "standard input", &cause))),
        Err(panic) => Err(Stop::from(answer::fault(&*panic))),
    }
}

/// Answers each request in its turn. Whether somebody listened to the end;
/// where nobody does, what has come by then is still done.
fn converse(world: &World, ui: &Ui, common: &Common, queue: &Queue) -> bool {
    let common = &Common {
        json: true,
        yes: false,
        quiet: false,
        color: None,
        verbose: common.verbose,
    };
    let untidy = Cell::new(false);
    let act = |ask| {
        let answer = answer::answer(world, common, ask);
        untidy.set(untidy.get() || answer.untidy);
        answer
    };
    let mut listened = ui.line(&json::line(&json::serve(PROGRAM)));
    let mut ahead = Ahead::new(world.env_text("SHIPKIT_NAME"));
    ahead.extend(queue.take(listened));
    thread::scope(|scope| {
        let mut tidying: Option<ScopedJoinHandle<'_, ()>> = None;
        while let Some(answered) = ahead.answer(&act) {
            queue.done(answered.bytes);
            let heard = listened && ui.line(&answered.line);
            let idle = tidying.as_ref().is_none_or(ScopedJoinHandle::is_finished);
            if untidy.take() && idle {
                // beside the next requests, which need not wait for it
                tidying = Some(scope.spawn(|| answer::tidy(world, common)));
            }
            if listened {
                ahead.extend(queue.take(heard && ahead.is_empty()));
            }
            listened = heard;
        }
        listened
    })
}

/// Reads every request, and says so when there are no more.
fn read_all(queue: &Queue) -> io::Result<()> {
    let _end = End(queue);
    let mut source = io::stdin().lock();
    while let Some(line) = lines::next(&mut source)? {
        let (request, length) = match line {
            Line::Whole(line) => (answer::unbroken(|| request::read(&line)), line.len()),
            Line::TooLong => (Ok(request::too_long(lines::too_long())), 0),
        };
        queue.push(request.unwrap_or_else(request::nobodys), length);
    }
    Ok(())
}

/// Ends the queue however reading ends.
struct End<'a>(&'a Queue);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// What a line of a client is before anything is done: its id as JSON text,
/// and the answer's line where it is refused.
pub fn heard(line: &[u8]) -> (String, Option<String>) {
    let request = request::read(line);
    let refused = match &request.ask {
        Err(error) => Some(error),
        Ok(ask) => match &ask.verb {
            request::Verb::Checkpoint { state, .. } => state.as_ref().err(),
            _ => None,
        },
    };
    let answer = refused.map(|error| answer::Answer::failed(error).line(&request.id));
    (request.id, answer)
}

const PROGRAM: &str = concat!("git-shipkit ", env!("CARGO_PKG_VERSION"));
