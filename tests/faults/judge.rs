//! What must hold after every fault, as the real program and real git see it.

use super::act::{Act, MARK};
use super::command::Said;
use super::litter::shapes;
use super::scene::Scene;
use super::state::{FILE, State};
use std::time::Duration;

/// A save that nothing hinders is done in a hundredth of it.
const SOON: Duration = Duration::from_secs(10);

/// After so long a lock that a killed command left is nobody's.
const STALE: Duration = Duration::from_millis(1200);

/// What is wrong: its kind, and what was seen.
pub(crate) type Wrong = (&'static str, String);

/// The document is neither the old nor the new one.
pub(crate) const TORN: &str = "torn";
/// What was acknowledged is not there, or something older is gone.
pub(crate) const LOST: &str = "lost";
/// The next save does not work.
pub(crate) const BLOCKED: &str = "blocked";
/// git finds the repository damaged.
pub(crate) const UNSOUND: &str = "unsound";

/// Looks at everything there is after a fault, and tries what comes next.
/// `said` is what the struck program said, if it lived to.
pub(crate) fn judge(act: &Act, scene: &Scene, said: &Said) -> Vec<Wrong> {
    let mut wrong = judge_checkpoint(act, scene, said);
    wrong.extend(git_works(scene));
    wrong
}

/// As [`judge`], without trying what else git does: for faults that end the
/// program as it wants to end.
pub(crate) fn judge_checkpoint(act: &Act, scene: &Scene, said: &Said) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let file = scene.read(FILE);
    let looked_at_below = said.is_ok(); // with the history
    if file != act.old.file && file != act.new.file && !looked_at_below {
        let length = file.unwrap_or_default().len();
        wrong.push((TORN, format!("{length} bytes in {FILE}")));
    }
    wrong.extend(manners(said));
    let state = State::of(scene);
    wrong.extend(settled(act, scene, &state, said));
    wrong.extend(sound(scene));
    wrong.extend(next(act, scene));
    let left = || -> Vec<String> { shapes(scene).difference(&act.shapes).cloned().collect() };
    let mut litter = left();
    if !litter.is_empty() {
        // the note that belongs to a lock too young to be cured
        std::thread::sleep(STALE);
        let _ = scene.shipkit(&["show"]);
        litter = left();
    }
    if !litter.is_empty() {
        wrong.push(("litter", litter.join(" ")));
    }
    wrong
}

fn manners(said: &Said) -> Option<Wrong> {
    if said.hung {
        return Some(("hung", said.why()));
    }
    let panicked = said.stderr.contains("panicked at");
    panicked.then(|| ("panicked", said.why()))
}

/// The state is the old or the new one as a whole, and the new one where the
/// program said so, and the old one where it said that it failed.
fn settled(act: &Act, scene: &Scene, state: &State, said: &Said) -> Option<Wrong> {
    let told = || {
        let entries: Vec<&str> = state.history.keys().map(String::as_str).collect();
        let which = |file: &Option<Vec<u8>>| match file {
            file if *file == act.old.file => "old",
            file if *file == act.new.file => "new",
            None => "none",
            Some(_) => "other",
        };
        format!("file {}, history {}", which(&state.file), entries.join(" "))
    };
    if let Some(trouble) = &state.trouble {
        return Some((UNSOUND, trouble.clone()));
    }
    if *state == act.new {
        let denied = said.code.is_some_and(|code| code != 0);
        return denied.then(|| ("denied", format!("done, but {}", said.why())));
    }
    if said.is_ok() {
        let there = state.is_as_good_as(&act.new, scene);
        return (!there).then(|| (LOST, format!("acknowledged; {}", told())));
    }
    if *state == act.old || state.is_kept(&act.old, scene) {
        return None;
    }
    if state.file != act.old.file && state.file != act.new.file {
        return Some((TORN, told()));
    }
    Some(("half done", told()))
}

fn sound(scene: &Scene) -> Option<Wrong> {
    let said = scene.git(&["fsck", "--strict", "--no-dangling"]);
    let clean = said.is_ok() && said.stderr.lines().all(|line| line.starts_with("notice:"));
    (!clean).then(|| {
        (
            UNSOUND,
            format!("fsck: {} {}", said.why(), said.stdout.trim_end()),
        )
    })
}

/// The next save works, soon, and is there.
fn next(act: &Act, scene: &Scene) -> Option<Wrong> {
    let (program, arguments) = act.next.split_first().expect("a program has a name");
    let said = scene.finish(scene.command(program).args(arguments));
    if !said.is_ok() || said.took > SOON {
        return Some((BLOCKED, format!("after {:?}: {}", said.took, said.why())));
    }
    let shown = scene.shipkit(&["show"]);
    let there = shown.is_ok() && shown.stdout.contains(MARK);
    (!there).then(|| (LOST, format!("the next save; show: {}", shown.why())))
}

/// git itself goes on working, and takes nothing of ours away.
fn git_works(scene: &Scene) -> Option<Wrong> {
    let before = scene.shipkit(&["show"]).stdout;
    for arguments in [
        &["fetch", "-q", ".", "main"][..],
        &["commit", "-q", "--allow-empty", "-m", "after"],
        &["update-ref", "refs/heads/other", "HEAD"],
        &["gc", "-q", "--prune=now"],
        &["fsck", "--strict", "--no-dangling"],
    ] {
        let mut said = scene.git(arguments);
        if said.stderr.contains("locked") {
            // a lock younger than a second may be somebody's; then it is cured
            std::thread::sleep(STALE);
            let _ = scene.shipkit(&["show"]);
            said = scene.git(arguments);
        }
        if !said.is_ok() {
            return Some(("git blocked", format!("git {arguments:?}: {}", said.why())));
        }
    }
    let after = scene.shipkit(&["show"]).stdout;
    (before != after).then(|| (LOST, "gc took it".to_owned()))
}
