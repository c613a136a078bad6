//! Many references: what is looked at costs, and not what is told.

use crate::Bench;
use crate::command::Result;
use crate::repository::{HUNDRED_THOUSAND, Scene};
use crate::rounds::Runner;
use crate::table::{Goal, Target};

const COUNTS: [usize; 2] = [1_000, 10_000];

fn cores() -> Result<usize> {
    Ok(std::thread::available_parallelism()?.get())
}

pub(super) fn unchanged(bench: &mut Bench) -> Result<()> {
    for count in COUNTS {
        let scene = Scene::new(&bench.program, HUNDRED_THOUSAND)?;
        let name = scene.checkpoint(count)?;
        let runners = vec![
            scene.ours(&["resume", "--check", &name]),
            scene.ours(&["status", &name]),
            scene.best(count)?,
            scene.lstat(count)?,
            scene.hash_object(count)?,
            scene.hash(count, 1)?,
            scene.hash(count, cores()?)?,
            scene.gits(&["status", "--porcelain"]),
            scene.head(),
        ];
        let goals = [
            Goal::new(0, 2, Target::AtMost(1.0)),
            Goal::new(0, 3, Target::AtMost(2.0)),
            Goal::new(0, 4, Target::Open),
            Goal::new(1, 2, Target::AtMost(1.0)),
            Goal::new(1, 3, Target::AtMost(2.0)),
        ];
        bench.table(&format!("{count} references"), runners, &goals)?;
    }
    Ok(())
}

pub(super) fn touched(bench: &mut Bench) -> Result<()> {
    for count in COUNTS {
        let scene = Scene::new(&bench.program, HUNDRED_THOUSAND)?;
        let name = scene.checkpoint(count)?;
        let files = scene.shape.spread(count);
        let touch = |runner: Runner<'static>| -> Runner {
            let (scene, files) = (&scene, &files);
            runner.before(move |_| scene.touch(files))
        };
        let runners = vec![
            touch(scene.ours(&["resume", "--check", &name])),
            touch(scene.ours(&["status", &name])),
            touch(scene.hash_object(count)?),
            touch(scene.best(count)?),
            touch(scene.hash(count, 1)?),
            touch(scene.hash(count, cores()?)?),
        ];
        let goals = [
            Goal::new(0, 2, Target::AtMost(1.0)),
            Goal::new(0, 3, Target::Open),
            Goal::new(1, 2, Target::AtMost(1.0)),
        ];
        bench.table(&format!("{count} references, all touched"), runners, &goals)?;
        scene.settle(&files)?;
    }
    Ok(())
}

pub(super) fn changed(bench: &mut Bench) -> Result<()> {
    for (count, changed) in [
        (10, 1),
        (1_000, 1),
        (1_000, 100),
        (10_000, 1),
        (10_000, 100),
    ] {
        let scene = Scene::new(&bench.program, HUNDRED_THOUSAND)?;
        let name = scene.checkpoint(count)?;
        let files = scene.shape.spread(count);
        for file in files.iter().step_by(count / changed) {
            scene.edit(file, "changed")?;
        }
        let runners = vec![
            scene.ours(&["resume", "--check", &name]).may_end_with(1),
            scene.ours(&["status", &name]),
            scene.best(count)?,
            scene.hash_object(count)?,
            scene.head(),
        ];
        let goals = [2, 3, 4].map(|other| Goal::new(0, other, Target::Open));
        bench.table(&format!("{changed} of {count} changed"), runners, &goals)?;
        scene.restore()?;
    }
    Ok(())
}
