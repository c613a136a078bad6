//! The process that serves neither outlives the program nor holds it back,
//! and a Ctrl-C that the program takes for a last save does not end it.

use super::{LANGUAGES, Lab, Way};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A program that runs in a process group of its own.
struct Running(Child);

impl Running {
    fn start(lab: &Lab, program: &str, arguments: &[&str]) -> Running {
        let mut command = lab.s.command(lab.way.runs());
        command.arg(program).args(arguments).process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        Running(command.spawn().expect("it can be run"))
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already cannot be ended again.
        let _ = kill_process(self.pid(), Signal::KILL);
        let _ = self.0.wait();
    }
}

/// Waits until something is so; a machine that is busy takes its time.
#[track_caller]
fn until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < end, "{what} never came to be");
        sleep(Duration::from_millis(20));
    }
}

/// Notes when the process that serves begins and when it has ended.
const NOTES: &str = "\"$REAL\" \"$@\"; echo ended >>\"$SANDBOX/calls\"; exit";

#[test]
fn a_program_killed_from_outside_goes_on_and_leaves_no_process() {
    for way in LANGUAGES {
        let lab = Lab::where_serving(way, NOTES);
        let work = lab.work();
        let running = Running::start(&lab, &work, &["pages", "wait@8"]);
        until("the eighth page", || lab.s.exists("waiting"));
        kill_process(running.pid(), Signal::KILL).expect("it runs");
        drop(running);
        until("the end of what serves", || {
            lab.calls().last().is_some_and(|last| last == "ended")
        });
        let resumed = lab.run(&work, &["pages"]).expect_code(0);
        assert_eq!(resumed.stdout, "pages from 8\ndone: 60\n", "{way:?}");
    }
}

#[test]
fn a_program_ends_when_its_work_is_done() {
    for way in LANGUAGES {
        let lab = Lab::where_serving(way, NOTES);
        let begun = Instant::now();
        let _ = lab.says(
            "for (const n of [1, 2, 3]) await manager.saveCheckpoint({ taskName: 't', context: { n } });",
            "for n in 1, 2, 3:
    manager.save_checkpoint({'taskName': 't', 'context': {'n': n}})",
        );
        // Lying idle it would last three seconds.
        let took = begun.elapsed();
        assert!(took < Duration::from_millis(2900), "{way:?}: {took:?}");
        until("the end of what serves", || {
            lab.calls().last().is_some_and(|last| last == "ended")
        });
    }
}

#[test]
fn what_serves_ends_when_it_lies_idle_and_comes_back() {
    for way in LANGUAGES {
        let lab = Lab::where_serving(way, NOTES);
        let said = lab.says(
            "const save = async (n) => say((await manager.saveCheckpoint({ taskName: 't', context: { n } })).id);
             for (const n of [1, 2, 3]) await save(n);
             await new Promise((resolve) => setTimeout(resolve, 4500));
             for (const n of [4, 5, 6]) await save(n);",
            "save = lambda n: say(manager.save_checkpoint({'taskName': 't', 'context': {'n': n}})['id'])
for n in 1, 2, 3: save(n)
time.sleep(4.5)
for n in 4, 5, 6: save(n)",
        );
        assert_eq!(said, [1, 2, 3, 4, 5, 6], "{way:?}");
        let calls = ["checkpoint", "serve", "ended", "checkpoint", "serve"];
        assert_eq!(lab.calls()[..5], calls, "{way:?}");
    }
}

#[test]
fn a_last_save_is_made_on_control_c() {
    for way in LANGUAGES {
        let lab = Lab::where_serving(way, "");
        let program = lab.lines(
            "const save = (n) => manager.saveCheckpoint({ taskName: 't', context: { n } });
             let goes = true;
             process.on('SIGINT', async () => { goes = false; await save('last'); process.exit(0); });
             for (const n of [1, 2, 3]) await save(n);
             require('fs').writeFileSync('waiting', '');
             while (goes) await save(Math.random());",
            "save = lambda n: manager.save_checkpoint({'taskName': 't', 'context': {'n': n}})
def last(*_):
    save('last')
    os._exit(0)
signal.signal(signal.SIGINT, last)
for n in 1, 2, 3: save(n)
open('waiting', 'w').close()
while True: save(time.time())",
        );
        let mut running = Running::start(&lab, &program, &[]);
        until("the third save", || lab.s.exists("waiting"));
        // As a terminal does: to the whole group.
        kill_process_group(running.pid(), Signal::INT).expect("it runs");
        let status = running.0.wait().expect("the child is ours");
        assert_eq!(status.code(), Some(0), "{way:?}");
        assert_eq!(lab.contexts()[0]["n"], "last", "{way:?}");
        assert_eq!(lab.calls(), ["checkpoint", "serve"], "{way:?}");
    }
}

#[test]
fn control_c_between_a_question_and_its_answer_mixes_nothing_up() {
    let lab = Lab::new(super::Way::Python);
    let said = lab.says(
        "",
        "def beat(*_): raise KeyboardInterrupt
signal.signal(signal.SIGALRM, beat)
wrong = 0
for n in range(1, 81):
    signal.setitimer(signal.ITIMER_REAL, 0.0005 * (n % 17) + 0.0001)
    try:
        saved = manager.save_checkpoint({'taskName': 't', 'context': {'n': n}})
        wrong += saved['context']['n'] != n
    except KeyboardInterrupt:
        pass
    signal.setitimer(signal.ITIMER_REAL, 0)
say(wrong)
manager.save_checkpoint({'taskName': 't', 'context': {'n': 'end'}})
say(manager.load_checkpoint()['context']['n'])",
    );
    assert_eq!(said, [serde_json::json!(0), serde_json::json!("end")]);
}

/// What Python calls as it ends can save, whether something was saved before
/// or not, and also where no thread can be started any more, as since 3.12. At
/// the very end, where no process can be started either, that is told.
#[test]
fn last_saves_are_made_as_python_ends() {
    for (before, threads) in [(0, "True"), (3, "True"), (1, "False"), (3, "False")] {
        let lab = Lab::new(Way::Python);
        let program = format!(
            "import atexit, os, threading
atexit.register(lambda: [save(5), save(6), save(7)])
import checkpoint_manager as manager
def save(n):
    manager.save_checkpoint({{'taskName': 't', 'context': n}})
    os.write(1, b'%d ' % n)
def refuse(thread):
    raise RuntimeError('no new thread')
def end():
    if not {threads}:
        threading.Thread.start = refuse
    save(4)
class Last:
    def __del__(self):
        try:
            save(8)
        except BaseException:
            os.write(1, b'too late')
last = Last()
for n in range({before}):
    save(n)
atexit.register(end)
"
        );
        lab.s.write("app/last.py", program);
        let words = ["20", "python3", "-W", "error", "app/last.py"];
        let said = lab.s.run("timeout", &words, None).expect_code(0);
        // Whether the very end is reached with a global still alive is Python's.
        let saved = said.stdout.trim_end_matches("too late");
        assert!(saved.ends_with("4 5 6 7 "), "{saved}");
        assert_eq!(said.stderr, "");
    }
}
