//! Who is at work beside the savers: readers, and git's own housekeeping.

use crate::judge::TORN;
use crate::row::Row;
use crate::scene::{Scene, program};
use crate::state::FILE;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Scope;
use std::time::Duration;

/// What is wrong, by its kind; none where all is well.
type Looked = Result<(), (&'static str, String)>;

/// They go on until they are stopped.
#[derive(Default)]
pub(super) struct Beside {
    over: AtomicBool,
    wrong: Mutex<Vec<(&'static str, String)>>,
}

impl Beside {
    /// Starts them all.
    pub(super) fn start<'scope>(
        &'scope self,
        scope: &'scope Scope<'scope, '_>,
        scene: &'scope Scene,
    ) {
        let looks: [fn(&Scene) -> Looked; 6] = [cat, show, log, collect, pack_refs, worktree];
        for look in looks {
            scope.spawn(move || {
                while !self.over.load(Ordering::SeqCst) {
                    if let Err(wrong) = look(scene) {
                        self.wrong
                            .lock()
                            .expect("nobody panics holding it")
                            .push(wrong);
                    }
                    std::thread::sleep(Duration::from_millis(2));
                }
            });
        }
    }

    /// Lets them end what they are at.
    pub(super) fn stop(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    /// Puts what they saw into the row.
    pub(super) fn tell(&self, row: &mut Row) {
        for (kind, story) in self
            .wrong
            .lock()
            .expect("nobody panics holding it")
            .drain(..)
        {
            row.count(kind, story);
        }
    }
}

/// Runs a program there, out of whose way everything is.
fn run(scene: &Scene, program: &str, arguments: &[&str]) -> (bool, String, String) {
    let mut command = scene.command(program);
    let output = command.args(arguments).stdin(Stdio::null()).output();
    let output = output.expect("the program is there");
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.success(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// Somebody reads the file itself.
fn cat(scene: &Scene) -> Looked {
    let Some(bytes) = scene.read(FILE) else {
        return Ok(()); // the control has none
    };
    let text = String::from_utf8_lossy(&bytes);
    let whole = text.starts_with("# ")
        && text.contains("**Task:**")
        && text.contains("## To Resume")
        && text.ends_with("-->\n");
    whole
        .then_some(())
        .ok_or_else(|| (TORN, format!("the file: {} bytes", bytes.len())))
}

fn show(scene: &Scene) -> Looked {
    if scene.read(FILE).is_none() {
        return Ok(());
    }
    let (done, text, why) = run(scene, program(), &["show"]);
    let whole = done && text.starts_with("# ") && text.contains("## To Resume");
    whole
        .then_some(())
        .ok_or_else(|| (TORN, format!("show: {} bytes, {why}", text.len())))
}

fn log(scene: &Scene) -> Looked {
    if scene.read(FILE).is_none() {
        return Ok(());
    }
    let (done, text, why) = run(scene, program(), &["log", "--json"]);
    let value: Result<serde_json::Value, _> = serde_json::from_str(&text);
    let whole = value.is_ok_and(|value| {
        let entries = value["entries"].as_array();
        entries.is_some_and(|all| !all.is_empty() && all.iter().all(|one| one["taskName"] == "t"))
    });
    (done && whole)
        .then_some(())
        .ok_or_else(|| (TORN, format!("log: {why}")))
}

/// git collects whatever nobody names.
fn collect(scene: &Scene) -> Looked {
    let (done, _, why) = run(scene, "git", &["gc", "-q", "--prune=now"]);
    settled("gc", done, &why)
}

fn pack_refs(scene: &Scene) -> Looked {
    let (done, _, why) = run(scene, "git", &["pack-refs", "--all"]);
    settled("pack-refs", done, &why)
}

fn worktree(scene: &Scene) -> Looked {
    let path = scene.root().join("passing");
    let path = path.to_str().expect("a temporary path is UTF-8");
    let (done, _, why) = run(scene, "git", &["worktree", "add", "-q", "--detach", path]);
    settled("worktree add", done, &why)?;
    let (done, _, why) = run(scene, "git", &["worktree", "remove", "--force", path]);
    settled("worktree remove", done, &why)
}

/// git gives way to git, and fails as it does without anybody of ours; only
/// what speaks of damage counts.
fn settled(what: &str, done: bool, why: &str) -> Looked {
    const DAMAGE: [&str; 7] = [
        "bad object",
        "bad tree",
        "missing blob",
        "missing tree",
        "corrupt",
        "is empty",
        "broken",
    ];
    if done || !DAMAGE.iter().any(|words| why.contains(words)) {
        return Ok(());
    }
    Err(("git blocked", format!("{what}: {why}")))
}
