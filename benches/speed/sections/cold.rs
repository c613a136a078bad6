//! The first look of a day: nothing that lies on the disk is in memory.

use crate::Bench;
use crate::command::Result;
use crate::repository::{HUNDRED_THOUSAND, Scene};
use crate::rounds::{Effort, Runner, race};
use crate::table::{Goal, Target};
use std::fs;
use std::process::Command;
use std::time::Duration;

/// Emptying the caches takes longer than what is measured.
const ROUNDS: usize = 8;
const ROUNDS_OF_QUICK: usize = 2;

pub(super) fn cold(bench: &mut Bench) -> Result<()> {
    if bench.is_quick && !bench.is_named {
        return bench.say("Not in the short form.");
    }
    if let Err(error) = forget() {
        return bench.say(&format!(
            "The kernel's caches cannot be emptied here: {error}"
        ));
    }
    for count in [10, 1_000] {
        let scene = Scene::new(&bench.program, HUNDRED_THOUSAND)?;
        let name = scene.checkpoint(count)?;
        Command::new("sync").status()?;
        let cold = |runner: Runner<'static>| runner.before(|_| forget());
        let mut runners = vec![
            cold(scene.ours(&["resume", "--check", &name])),
            cold(scene.ours(&["status", &name])),
            cold(scene.head()),
            cold(scene.best(count)?),
            cold(scene.lstat(count)?),
            cold(scene.hash_object(count)?),
            cold(scene.gits(&["status", "--porcelain"])),
        ];
        let time = Duration::from_secs(60);
        let rounds = if bench.is_quick {
            ROUNDS_OF_QUICK
        } else {
            ROUNDS
        };
        race(&mut runners, Effort { rounds, time })?;
        let goals = [2, 3, 5].map(|other| Goal::new(0, other, Target::Open));
        bench.print(&format!("{count} references, cold"), &runners, &goals)?;
    }
    Ok(())
}

/// Empties the kernel's caches (proc_sys_vm(5), `drop_caches`): only root may.
/// What is not written to the disk yet stays.
fn forget() -> Result<()> {
    Ok(fs::write("/proc/sys/vm/drop_caches", "3")?)
}
