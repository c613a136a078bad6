//! Saves that come fast share a process that serves them, and where that
//! fails each gets one of its own, without a word and without a loss.

use super::{LANGUAGES, Lab, Way};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// What is called, a line each, by a program that is not the real one.
impl Lab {
    /// Puts a program before the real one that writes down how it is called,
    /// and does this when it shall serve; `$REAL` is the real one.
    pub(super) fn where_serving(way: Way, does: &str) -> Lab {
        let lab = Lab::new(way);
        lab.s.write(
            "../bin/git-shipkit",
            format!(
                "#!/bin/sh\nREAL='{}'\necho \"$*\" >>\"$SANDBOX/calls\"\n\
                 case $1 in serve) {does}\n;; esac\nexec \"$REAL\" \"$@\"\n",
                env!("CARGO_BIN_EXE_git-shipkit")
            ),
        );
        lab.s.sh("chmod +x ../bin/git-shipkit");
        let mut path = lab.s.path("../bin").into_os_string();
        path.push(":");
        path.push(crate::support::host("PATH").expect("git is found along PATH"));
        lab.s.set("PATH", path);
        lab
    }

    pub(super) fn calls(&self) -> Vec<String> {
        let calls = self.s.read("../calls");
        let verbs = calls.lines().filter_map(|line| line.split(' ').next());
        // The tests themselves ask for the log.
        let verbs = verbs.filter(|verb| *verb != "log");
        verbs.map(str::to_owned).collect()
    }
}

/// Saves `n` times and says each entry's number.
fn saves(n: usize) -> (String, String) {
    (
        format!(
            "for (let n = 1; n <= {n}; n++)
               say((await manager.saveCheckpoint({{ taskName: 't', context: {{ n }} }})).id);"
        ),
        format!(
            "for n in range(1, {n} + 1):
    say(manager.save_checkpoint({{'taskName': 't', 'context': {{'n': n}}}})['id'])"
        ),
    )
}

/// Saves 6 times and looks at what became of it, whatever serving does.
#[track_caller]
fn six_saves(lab: &Lab) {
    let (javascript, python) = saves(6);
    let said = lab.says(&javascript, &python);
    let expected: Vec<Value> = (1..=6).map(Value::from).collect();
    assert_eq!(said, expected, "{:?}: none lost, none doubled", lab.way);
    let kept: Vec<Value> = (1..=6).rev().map(|n| json!({ "n": n })).collect();
    assert_eq!(lab.contexts(), kept, "{:?}", lab.way);
}

#[test]
fn the_second_save_in_a_second_starts_a_process_for_all() {
    for way in LANGUAGES {
        let lab = Lab::where_serving(way, "");
        six_saves(&lab);
        assert_eq!(lab.calls(), ["checkpoint", "serve"], "{way:?}");
    }
}

#[test]
fn saves_now_and_then_need_no_such_process() {
    for way in LANGUAGES {
        let lab = Lab::where_serving(way, "");
        let _ = lab.says(
            "await manager.saveCheckpoint({ taskName: 't' });
             await new Promise((resolve) => setTimeout(resolve, 1200));
             await manager.saveCheckpoint({ taskName: 't', progress: 1 });
             await manager.loadCheckpoint();",
            "manager.save_checkpoint({'taskName': 't'})
time.sleep(1.2)
manager.save_checkpoint({'taskName': 't', 'progress': 1})
manager.load_checkpoint()",
        );
        assert_eq!(lab.calls(), ["checkpoint", "checkpoint", "show"], "{way:?}");
    }
}

#[test]
fn where_serving_fails_nothing_is_lost_or_doubled() {
    let greeting = r#"{"version":1,"kind":"serve","program":"git-shipkit 0.1.0"}"#;
    for (what, does) in [
        ("is no verb", "exit 129".to_owned()),
        ("says something else", "echo hello; exec cat".to_owned()),
        (
            "is of another version",
            format!("echo '{greeting}' | sed s/1/2/; exec cat"),
        ),
        ("greets and goes", format!("echo '{greeting}'; exit")),
        (
            "goes when asked",
            format!("echo '{greeting}'; read line; exit"),
        ),
        (
            "answers something else",
            format!("echo '{greeting}'; read line; echo '{{\"id\":\"x\"}}'; exec cat >/dev/null"),
        ),
        (
            "answers half",
            format!("echo '{greeting}'; read line; printf '{{\"id\":1,\"exit\":0'; exit"),
        ),
        (
            "dies after two answers",
            "\"$REAL\" \"$@\" | sed -u 3q; exit".to_owned(),
        ),
        (
            "saves and does not answer",
            "\"$REAL\" \"$@\" | sed -u 1q; exit".to_owned(),
        ),
    ] {
        for way in LANGUAGES {
            let lab = Lab::where_serving(way, &does);
            six_saves(&lab);
            let calls = lab.calls();
            let served = calls.iter().filter(|call| *call == "serve").count();
            assert_eq!(served, 1, "{way:?} {what}: {calls:?}");
            assert!(calls.len() > 2, "{way:?} {what}: {calls:?}");
        }
    }
}

#[test]
fn a_process_that_never_greets_is_not_waited_for_long() {
    for way in LANGUAGES {
        // Itself, or a child that holds its streams open.
        for does in ["exec sleep 60", "sleep 60"] {
            let lab = Lab::where_serving(way, does);
            let begun = Instant::now();
            six_saves(&lab);
            assert!(begun.elapsed() < Duration::from_secs(20), "{way:?}");
        }
    }
}

#[test]
fn a_process_that_is_killed_meanwhile_costs_nothing() {
    for way in LANGUAGES {
        let lab = Lab::where_serving(way, "echo $$ >\"$SANDBOX/pid\"");
        let said = lab.says(
            "const { readFileSync } = require('fs');
             const save = async (n) => say((await manager.saveCheckpoint({ taskName: 't', context: { n } })).id);
             for (let n = 1; n <= 30; n++) {
               await save(n);
               if (n === 7) process.kill(Number(readFileSync('../pid', 'utf8')), 'SIGKILL');
               if (n === 7) await new Promise((resolve) => setTimeout(resolve, 100));
             }",
            "for n in range(1, 31):
    say(manager.save_checkpoint({'taskName': 't', 'context': {'n': n}})['id'])
    if n == 7:
        os.kill(int(open('../pid').read()), signal.SIGKILL)",
        );
        let expected: Vec<Value> = (1..=30).map(Value::from).collect();
        assert_eq!(said, expected, "{way:?}");
        assert_eq!(
            lab.calls().iter().filter(|call| *call == "serve").count(),
            1
        );
    }
}

#[test]
fn two_hundred_saves_keep_their_order() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let (javascript, python) = saves(200);
        let said = lab.says(&javascript, &python);
        let expected: Vec<Value> = (1..=200).map(Value::from).collect();
        assert_eq!(said, expected, "{way:?}");
        let kept: Vec<Value> = (151..=200).rev().map(|n| json!({ "n": n })).collect();
        assert_eq!(lab.contexts(), kept, "{way:?}: the last 50");
    }
}

#[test]
fn calls_made_at_once_are_done_in_turn() {
    let said = Lab::new(Way::Require).says(
        "const save = (n) => manager.saveCheckpoint({ taskName: 't', context: { n } });
         const calls = [];
         for (let n = 1; n <= 20; n++) calls.push(save(n), manager.loadCheckpoint());
         calls.push(manager.clearCheckpoint(), manager.loadCheckpoint());
         say((await Promise.all(calls)).map((answer) => answer && answer.context ? answer.context.n : answer));",
        "",
    );
    let turns = (1..=20).flat_map(|n| [json!(n), json!(n)]);
    let expected: Vec<Value> = turns.chain([json!(true), json!(null)]).collect();
    assert_eq!(said, [Value::from(expected)]);
}

#[test]
fn threads_save_side_by_side() {
    let lab = Lab::new(Way::Python);
    let said = lab.says(
        "",
        "ids = []
def work(n):
    for step in range(5):
        ids.append(manager.save_checkpoint({'taskName': 't', 'context': {'n': n, 'step': step}})['id'])
threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
say(sorted(ids) == list(range(1, 41)))",
    );
    assert_eq!(said, [json!(true)]);
    assert_eq!(lab.contexts().len(), 40);
}

#[test]
fn only_what_asks_for_it_is_coalesced() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let said = lab.says(
            "const save = (n, coalesce) => manager.saveCheckpoint({ taskName: 't', context: { n } }, { coalesce });
             const calls = [];
             for (let n = 1; n <= 50; n++) calls.push(save(n, n > 1));
             say(new Set((await Promise.all(calls)).map((saved) => saved.id)).size < 10);
             say((await manager.loadCheckpoint()).context.n);",
            "ids = []
def work(n):
    ids.append(manager.save_checkpoint({'taskName': 't', 'context': {'n': n}}, coalesce=True)['id'])
threads = [threading.Thread(target=work, args=(n,)) for n in range(50)]
for thread in threads: thread.start()
for thread in threads: thread.join()
say(len(ids) == 50 and len(set(ids)) < 50)
manager.save_checkpoint({'taskName': 't', 'context': {'n': 50}}, coalesce=True)
say(manager.load_checkpoint()['context']['n'])",
        );
        assert_eq!(said, [json!(true), json!(50)], "{way:?}");
    }
}

#[test]
fn a_forked_child_calls_for_itself() {
    let lab = Lab::where_serving(Way::Python, "");
    let said = lab.says(
        "",
        "save = lambda n: manager.save_checkpoint({'taskName': 't', 'context': {'n': n}})['id']
say([save(n) for n in (1, 2, 3)])
sys.stdout.flush()
child = os.fork()
if child == 0:
    say([save(n) for n in (4, 5, 6)])
    os._exit(0)
os.waitpid(child, 0)
say([save(n) for n in (7, 8, 9)])",
    );
    assert_eq!(said, [json!([1, 2, 3]), json!([4, 5, 6]), json!([7, 8, 9])]);
    let served = lab.calls().iter().filter(|call| *call == "serve").count();
    assert_eq!(served, 3);
}
