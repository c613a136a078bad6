//! An event of git's: a line on standard error where there is something to
//! say, and a commit stopped where somebody asked for that.

use super::race::Race;
use super::{GRACE, is_traced, limit, report_to_doctor};
use crate::cli::args::HookArgs;
use crate::cli::ui::{Ui, complain};
use crate::cli::world::World;
use crate::report::{one_line, text};
use crate::route::hook::{self, Call};
use crate::suggest::Event;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long it may take, where nobody says otherwise. What came before the
/// command line was read costs a few milliseconds at most.
const LIMIT: Duration = Duration::from_millis(190);

/// The hook and the clock.
#[derive(Default)]
struct Course {
    race: Race,
    /// Whether a commit would be stopped if there was something to say.
    may_stop: AtomicBool,
}

/// Runs the hook and gives its exit code.
pub(super) fn run(world: &World, ui: &Ui, event: Event, args: &HookArgs, start: Instant) -> u8 {
    let code = if hook::has_checkpoint(&world.cwd, &|key| world.env(key).cloned()) {
        answer(world, ui, event, args, start + limit(world, LIMIT))
    } else {
        0
    };
    report_to_doctor(world, event.name(), start);
    code
}

/// Looks, while a thread watches the clock and ends the process at `end`.
fn answer(world: &World, ui: &Ui, event: Event, args: &HookArgs, end: Instant) -> u8 {
    let traced = is_traced(world);
    if !traced {
        panic::set_hook(Box::new(|_| ())); // not even that is told
    }
    if Instant::now() >= end {
        return 0;
    }
    let course = Arc::new(Course::default());
    if !watch(world, event, end, Arc::clone(&course)) {
        return 0;
    }
    let call = Call {
        event,
        args: &args.args,
        cwd: &world.cwd,
        now: world.now,
        env: &|key| world.env(key).cloned(),
    };
    let may_stop = || course.may_stop.store(true, Ordering::SeqCst);
    let may_tell = || course.race.is_won();
    let look = AssertUnwindSafe(|| hook::remark(&call, &may_stop, &may_tell));
    match panic::catch_unwind(look) {
        Ok(Ok(Some(remark))) => {
            course.race.tells();
            ui.complain(&text::remark(&remark));
            return u8::from(remark.stops);
        }
        Ok(Err(why)) if traced => {
            ui.complain(&format!("shipkit: {}\n", one_line(&why.to_string())));
        }
        _ => {}
    }
    0
}

/// Has a thread end the process at `end`, if the hook has not won by then.
/// Whether there is such a thread.
fn watch(world: &World, event: Event, end: Instant, course: Arc<Course>) -> bool {
    let world = world.clone();
    let start = Instant::now();
    let work = move || {
        thread::sleep(end.saturating_duration_since(start));
        if !course.race.is_won() {
            thread::sleep(GRACE); // it is noting what it has to tell
        }
        if course.race.is_telling() {
            return;
        }
        if course.may_stop.load(Ordering::SeqCst) {
            complain(text::out_of_time());
        } else if is_traced(&world) {
            complain("shipkit: out of time\n");
        }
        report_to_doctor(&world, event.name(), start);
        (world.end)(0);
    };
    thread::Builder::new().spawn(work).is_ok()
}
