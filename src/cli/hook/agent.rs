//! An event of a coding agent's: one JSON object on standard output where that
//! agent takes one and there is something to say, else nothing at all.

use super::caller::{caller, directory};
use super::race::Race;
use super::{GRACE, input, is_traced, limit, report_to_doctor};
use crate::cli::ui::{complain, hand_over};
use crate::cli::world::World;
use crate::document::{AgentCall, AgentEvent};
use crate::error::Error;
use crate::model::Agent;
use crate::report::agent::{Word, answer, listens, tells_again};
use crate::report::one_line;
use crate::route::hook::agent::{self, Place, Seat};
use crate::route::hook::has_checkpoint;
use crate::store::is_changing;
use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How long an answer may take, where nobody says otherwise.
const LIMIT: Duration = Duration::from_millis(190);

/// How long a save may take: Claude Code gives a session's end 1,500 ms.
const SAVE_LIMIT: Duration = Duration::from_millis(1200);

/// How long a save is waited for that moves its ref and its file just then.
const LAST_STEPS: Duration = Duration::from_secs(3);

/// How long a reader may take that does not read.
const UNREAD: Duration = Duration::from_secs(1);

/// An agent's event, and all that is needed to answer it.
struct Heard<'w> {
    world: &'w World,
    agent: Agent,
    event: AgentEvent,
    call: AgentCall,
    race: Arc<Race>,
    /// Until when a look at the work tree may take: there is something to do
    /// after it.
    until: Instant,
    /// What is said where time runs out.
    last: Arc<Mutex<Option<String>>>,
}

/// Hears the event and answers it. `typed` is the event where the agent does
/// not say it itself.
pub(super) fn run(world: &World, agent: Agent, typed: Option<&OsString>, start: Instant) {
    let traced = is_traced(world);
    if !traced {
        panic::set_hook(Box::new(|_| ())); // not even that is told
    }
    let typed = typed.and_then(|typed| typed.to_str());
    let way = AssertUnwindSafe(|| match heard(world, agent, typed, start) {
        Some(heard) => heard.answer(),
        None => Ok(()),
    });
    if let Ok(Err(why)) = panic::catch_unwind(way)
        && traced
    {
        complain(&format!("shipkit: {}\n", one_line(&why.to_string())));
    }
    report_to_doctor(world, agent.name(), start);
}

/// What the agent says, while the clock is watched; `None` for what is passed
/// over: an event that concerns nobody here, a subagent's, an agent that goes
/// on only because a hook told it to.
fn heard<'w>(
    world: &'w World,
    agent: Agent,
    typed: Option<&str>,
    start: Instant,
) -> Option<Heard<'w>> {
    let short = limit(world, LIMIT);
    let call = AgentCall::read(&input::read(world, start + short * 3 / 4));
    let agent = caller(world, agent, &call)?;
    let said = call.event.as_deref().and_then(AgentEvent::parse);
    let event = match (said, &call.event) {
        (None, None) => typed.and_then(AgentEvent::parse),
        (said, _) => said,
    }?;
    if call.subagent.is_some() || event == AgentEvent::Stop && call.continued {
        return None;
    }
    let (end, until) = if matches!(event, AgentEvent::BeforeCompaction | AgentEvent::SessionEnd) {
        let long = limit(world, SAVE_LIMIT);
        (start + long, start + long / 2)
    } else {
        (start + short, start + short * 7 / 8)
    };
    let heard = Heard {
        world,
        agent,
        event,
        call,
        race: Arc::default(),
        until,
        last: Arc::default(),
    };
    (Instant::now() < end && heard.watch(start, end)).then_some(heard)
}

/// Tells it, for as long as a reader may take.
fn hand_over_soon(line: String) {
    let (told, ended) = mpsc::channel();
    let work = move || {
        hand_over(&line);
        told.send(())
    };
    if thread::Builder::new().spawn(work).is_ok() {
        let _ = ended.recv_timeout(UNREAD); // nobody may read it
    }
}

impl Heard<'_> {
    /// Has a thread end the process at `end`, with the last word where nothing
    /// was told by then. Whether there is such a thread.
    fn watch(&self, start: Instant, end: Instant) -> bool {
        let (world, agent) = (self.world.clone(), self.agent);
        let (race, last) = (Arc::clone(&self.race), Arc::clone(&self.last));
        let work = move || {
            thread::sleep(end.saturating_duration_since(Instant::now()));
            if race.is_won() {
                let last = last.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(word) = last {
                    hand_over_soon(word);
                }
            } else {
                thread::sleep(GRACE); // it is noting what it has to tell
            }
            if race.is_telling() {
                thread::sleep(UNREAD);
            }
            let patience = Instant::now() + LAST_STEPS;
            while is_changing() && Instant::now() < patience {
                thread::sleep(Duration::from_millis(1));
            }
            report_to_doctor(&world, agent.name(), start);
            (world.end)(0);
        };
        thread::Builder::new().spawn(work).is_ok()
    }

    fn answer(&self) -> Result<(), Error> {
        let Some(cwd) = directory(self.world, &self.call) else {
            return Ok(());
        };
        let seat = Seat {
            cwd: &cwd,
            now: self.world.now,
            env: &|key| self.world.env(key).cloned(),
            session: self.call.session.as_deref(),
            until: self.until,
        };
        match self.event {
            AgentEvent::SessionStart => self.brief(&seat),
            AgentEvent::BeforeCompaction | AgentEvent::SessionEnd => self.keep(&seat),
            AgentEvent::DirectoryChanged => self.entered(&seat),
            _ if tells_again(self.agent, self.event) && agent::is_to_be_told_again(&seat) => {
                self.brief(&seat)
            }
            AgentEvent::AfterTool | AgentEvent::AtWork | AgentEvent::Prompt | AgentEvent::Stop => {
                self.advise(&seat)
            }
        }
    }

    /// Tells what the agent needs to go on.
    fn brief(&self, seat: &Seat<'_>) -> Result<(), Error> {
        if !has_checkpoint(seat.cwd, seat.env) {
            return Ok(());
        }
        let pointer = answer(self.agent, self.event, Word::Pointer);
        self.last_word(pointer.clone());
        let place = Place::open(seat).inspect_err(|_| self.last_word(None))?;
        let (told, failed) = match place.brief() {
            Ok(None) => return Ok(()),
            Ok(Some(brief)) => {
                let word = Word::Brief(&brief.text);
                (answer(self.agent, self.event, word), Ok(()))
            }
            Err(why) => (pointer, Err(why)), // there is one, and the command says why
        };
        if self.race.is_won() {
            self.race.tells();
            let why = self.call.trigger.as_deref().unwrap_or_default();
            if place.tells(&format!("{} {why}", self.agent.name())) {
                self.tell(told.as_deref());
            }
        }
        failed
    }

    /// Saves what is there before it is lost. Gemini announces a compression at
    /// every turn (seen in 0.61.0): a save each quarter of an hour will do then.
    fn keep(&self, seat: &Seat<'_>) -> Result<(), Error> {
        let place = Place::open(seat)?;
        let is_compaction = self.event == AgentEvent::BeforeCompaction;
        if is_compaction {
            place.sums_up();
        }
        let is_asked = self.call.trigger.as_deref() == Some("manual");
        let is_often = self.agent == Agent::Gemini && is_compaction && !is_asked;
        if is_often && place.is_fresh() {
            return Ok(());
        }
        place.keep(self.world.local_now()).map(|_| ())
    }

    /// Gives a word of advice, if there is one.
    fn advise(&self, seat: &Seat<'_>) -> Result<(), Error> {
        let is_often = matches!(self.event, AgentEvent::AfterTool | AgentEvent::AtWork);
        let may_answer = listens(self.agent, self.event);
        if (is_often || !may_answer) && !has_checkpoint(seat.cwd, seat.env) || agent::is_quiet(seat)
        {
            return Ok(());
        }
        let place = Place::open(seat)?;
        if !may_answer {
            place.saw();
            return Ok(());
        }
        if let Some(advice) = place.advice(&|| self.race.is_won())? {
            let told = answer(self.agent, self.event, Word::Advice(&advice));
            self.tell(told.as_deref());
        }
        Ok(())
    }

    /// Tells of a checkpoint in the directory that was entered.
    fn entered(&self, seat: &Seat<'_>) -> Result<(), Error> {
        if !listens(self.agent, self.event) || !has_checkpoint(seat.cwd, seat.env) {
            return Ok(());
        }
        let from = self.call.old_cwd.as_deref().map(Path::new);
        let place = Place::open(seat)?;
        if let Some(advice) = place.entered(from, &|| self.race.is_won())? {
            let told = answer(self.agent, self.event, Word::Advice(&advice));
            self.tell(told.as_deref());
        }
        Ok(())
    }

    fn last_word(&self, word: Option<String>) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = word;
    }

    /// Tells it, in one go.
    fn tell(&self, told: Option<&str>) {
        self.race.tells();
        if let Some(line) = told {
            hand_over(line);
        }
    }
}
