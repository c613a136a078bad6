//! `hook`: one of the ways of a save or a resume, with a budget and hardly a
//! voice. It never fails its caller.

use crate::cli::args::HookArgs;
use crate::cli::ui::{Ui, complain};
use crate::cli::world::World;
use crate::report::{one_line, text};
use crate::route::hook::{self, Call};
use crate::suggest::Event;
use std::fs::File;
use std::io::Write as _;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a hook may take, where nobody says otherwise. What came before the
/// command line was read costs a few milliseconds at most.
const LIMIT: Duration = Duration::from_millis(190);

/// How long it may take to remember what is said.
const GRACE: Duration = Duration::from_millis(8);

/// The hook against the end of its time: whoever settles it first decides
/// whether something is told. What is not told must not be remembered as said.
#[derive(Default)]
struct Race {
    /// Whether one of them has come first.
    over: AtomicBool,
    /// Whether a commit would be stopped if there was something to say.
    may_stop: AtomicBool,
    /// Whether it is remembered and about to be told.
    told: AtomicBool,
}

impl Race {
    /// Whether the caller is the first.
    fn is_won(&self) -> bool {
        !self.over.swap(true, Ordering::SeqCst)
    }
}

/// Runs the hook and gives its exit code.
pub(crate) fn run(world: &World, ui: &Ui, args: &HookArgs) -> u8 {
    let start = Instant::now();
    let event = args.event.to_str().and_then(Event::parse);
    let is_off = world.env("SHIPKIT").is_some_and(|value| value == "0");
    let Some(event) = event.filter(|_| !is_off) else {
        return 0;
    };
    let code = if hook::has_checkpoint(&world.cwd, &|key| world.env(key).cloned()) {
        answer(world, ui, event, args, start + limit(world))
    } else {
        0
    };
    report_to_doctor(world, event, start);
    code
}

/// How long it may take: `SHIPKIT_HOOK_LIMIT`, in milliseconds, is for slow
/// disks.
fn limit(world: &World) -> Duration {
    let told = world.env_text("SHIPKIT_HOOK_LIMIT");
    let told = told.and_then(|told| told.parse().ok());
    told.map_or(LIMIT, |told: u32| Duration::from_millis(told.into()))
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
    let race = Arc::new(Race::default());
    if !watch(world, event, end, Arc::clone(&race)) {
        return 0;
    }
    let call = Call {
        event,
        args: &args.args,
        cwd: &world.cwd,
        now: world.now,
        env: &|key| world.env(key).cloned(),
    };
    let may_stop = || race.may_stop.store(true, Ordering::SeqCst);
    let may_tell = || race.is_won();
    let look = AssertUnwindSafe(|| hook::remark(&call, &may_stop, &may_tell));
    match panic::catch_unwind(look) {
        Ok(Ok(Some(remark))) => {
            race.told.store(true, Ordering::SeqCst);
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
fn watch(world: &World, event: Event, end: Instant, race: Arc<Race>) -> bool {
    let world = world.clone();
    let start = Instant::now();
    let work = move || {
        thread::sleep(end.saturating_duration_since(start));
        if !race.is_won() {
            thread::sleep(GRACE); // it is noting what it has to tell
        }
        if race.told.load(Ordering::SeqCst) {
            return;
        }
        if race.may_stop.load(Ordering::SeqCst) {
            complain(text::out_of_time());
        } else if is_traced(&world) {
            complain("shipkit: out of time\n");
        }
        report_to_doctor(&world, event, start);
        (world.end)(0);
    };
    thread::Builder::new().spawn(work).is_ok()
}

fn is_traced(world: &World) -> bool {
    world.env("SHIPKIT_TRACE").is_some_and(|value| value == "1")
}

/// Appends `EVENT MICROSECONDS` to the file that `doctor` looks into; one that
/// is not there already is nobody's.
fn report_to_doctor(world: &World, event: Event, start: Instant) {
    let Some(path) = world.env("SHIPKIT_DOCTOR") else {
        return;
    };
    let path = world.cwd.join(Path::new(path));
    if !path.metadata().is_ok_and(|meta| meta.is_file()) {
        return;
    }
    let took = start.elapsed().as_micros();
    if let Ok(mut file) = File::options().append(true).open(path) {
        let _ = file.write_all(format!("{} {took}\n", event.name()).as_bytes());
    }
}
