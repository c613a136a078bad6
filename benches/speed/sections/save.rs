//! A save, beside `git stash create`: both store a change that nobody has
//! stored yet, as safely as each other.

use crate::Bench;
use crate::command::{Result, plain};
use crate::floor;
use crate::repository::{HUNDRED_THOUSAND, Scene, Shape, THOUSAND};
use crate::rounds::Runner;
use crate::table::{Goal, Target};

pub(super) fn save(bench: &mut Bench) -> Result<()> {
    let cases = [
        (THOUSAND, 10),
        (HUNDRED_THOUSAND, 10),
        (THOUSAND, 1_000),
        (HUNDRED_THOUSAND, 1_000),
        (HUNDRED_THOUSAND, 10_000),
    ];
    for (shape, count) in cases {
        one(bench, shape, count)?;
    }
    Ok(())
}

fn one(bench: &mut Bench, shape: Shape, count: usize) -> Result<()> {
    let scene = Scene::new(&bench.program, shape)?;
    let name = scene.checkpoint(count)?;
    let file = shape.spread(count)[count / 2].clone();
    let edited = |who: &'static str, runner: Runner<'static>| -> Runner {
        let (scene, file) = (&scene, &file);
        runner.before(move |round| scene.edit(file, &format!("round {round}, {who}")))
    };
    let ours = ["checkpoint", &name, "-y", "-q"];
    let runners = vec![
        edited("full", scene.ours(&ours).named("`checkpoint`")),
        edited("git", durability_of_git(&scene, &ours)),
        edited(
            "all",
            scene.gits(&["-c", "core.fsync=all", "stash", "create"]),
        ),
        edited("plain", scene.gits(&["stash", "create"])),
        durable_file(&scene)?,
        scene.head(),
    ];
    let goals = [
        Goal::new(0, 2, Target::AtMost(1.0)),
        Goal::new(0, 4, Target::Open),
        Goal::new(1, 3, Target::AtMost(1.0)),
    ];
    let title = format!("{} files, {count} references", shape.name);
    bench.table(&title, runners, &goals)?;
    scene.restore()
}

/// The same save, made as durable as git makes a commit (`shipkit.durability`).
fn durability_of_git<'a>(scene: &Scene, arguments: &[&str]) -> Runner<'a> {
    let mut command = scene.shipkit();
    command.args(arguments).env("GIT_CONFIG_COUNT", "1");
    command.env("GIT_CONFIG_KEY_0", "shipkit.durability");
    command.env("GIT_CONFIG_VALUE_0", "git");
    Runner::new("`checkpoint`, `shipkit.durability=git`", command)
}

/// A kilobyte that survives the power cut, and nothing else.
fn durable_file<'a>(scene: &Scene) -> Result<Runner<'a>> {
    let mut command = plain(floor::program("write")?, &scene.repository);
    command.arg(scene.place("durable"));
    Ok(Runner::new(
        "the floor: write, fsync, rename, fsync the directory",
        command,
    ))
}
