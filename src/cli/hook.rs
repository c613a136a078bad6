//! `hook`: one of the ways of a save or a resume, with a budget and hardly a
//! voice. It never fails its caller.

use crate::cli::args::HookArgs;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::report::{one_line, text};
use crate::route::hook::{self, Call};
use crate::suggest::{Event, Remark};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long a hook may take, where nobody says otherwise. What came before the
/// command line was read costs a few milliseconds at most.
const LIMIT: Duration = Duration::from_millis(190);

/// The worker's stack: documents nest deeper than a thread's usual one bears.
const STACK: usize = 8 << 20;

/// What the worker tells while it works.
enum Heard {
    /// A commit would be stopped if there was something to say.
    MayStop,
    /// What there is to say, if anything.
    Done(Option<Remark>),
    /// Why it cannot be told; nobody is bothered with it.
    Failed(String),
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

/// Has a thread look, and waits for it no longer than until `end`. The process
/// ends then, and the thread with it.
fn answer(world: &World, ui: &Ui, event: Event, args: &HookArgs, end: Instant) -> u8 {
    let traced = world.env("SHIPKIT_TRACE").is_some_and(|value| value == "1");
    if !traced {
        std::panic::set_hook(Box::new(|_| ())); // not even that is told
    }
    let Some(heard) = start(world, event, args) else {
        return 0;
    };
    match wait(&heard, end) {
        (Some(Heard::Done(Some(remark))), _) => {
            ui.complain(&text::remark(&remark));
            return u8::from(remark.stops);
        }
        (Some(Heard::Failed(why)), _) if traced => {
            ui.complain(&format!("shipkit: {}\n", one_line(&why)));
        }
        (None, true) => ui.complain(text::out_of_time()),
        (None, false) if traced => ui.complain("shipkit: out of time\n"),
        _ => {}
    }
    0
}

/// Sets the worker off.
fn start(world: &World, event: Event, args: &HookArgs) -> Option<Receiver<Heard>> {
    let (tell, heard) = channel();
    let (far, given) = (world.clone(), args.args.clone());
    let work = move || {
        let call = Call {
            event,
            args: &given,
            cwd: &far.cwd,
            now: far.now,
            env: &|key| far.env(key).cloned(),
        };
        look(&call, &tell);
    };
    let started = thread::Builder::new().stack_size(STACK).spawn(work);
    started.is_ok().then_some(heard)
}

fn look(call: &Call<'_>, tell: &Sender<Heard>) {
    let may_stop = || drop(tell.send(Heard::MayStop));
    let said = match hook::remark(call, &may_stop) {
        Ok(remark) => Heard::Done(remark),
        Err(error) => Heard::Failed(error.to_string()),
    };
    drop(tell.send(said)); // nobody listens any more once the time is over
}

/// The worker's last word, if it came in time, and whether a commit would have
/// been stopped.
fn wait(heard: &Receiver<Heard>, end: Instant) -> (Option<Heard>, bool) {
    let mut may_stop = false;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match heard.recv_timeout(left) {
            Ok(Heard::MayStop) => may_stop = true,
            Ok(last) => return (Some(last), may_stop),
            Err(_) => return (None, may_stop),
        }
    }
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
