//! What git's hooks cost beside git's cheapest question, and a commit with them
//! beside one without.

use crate::Bench;
use crate::command::{Result, plain, run};
use crate::repository::{HALF_A_MILLION, HUNDRED_THOUSAND, Scene, Shape};
use crate::rounds::Runner;
use crate::table::{Goal, Target};
use std::cell::Cell;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const REFERENCES: usize = 10;

/// A referenced file does not differ from HEAD.
const UNDISTURBED: Target = Target::AtMost(1.5);
/// One does.
const DISTURBED: Target = Target::Within(50.0);

const PRE_COMMIT: [&str; 2] = ["hook", "pre-commit"];

pub(super) fn hook(bench: &mut Bench) -> Result<()> {
    let mut shapes = vec![HUNDRED_THOUSAND];
    if !bench.is_quick {
        shapes.push(HALF_A_MILLION);
    }
    for shape in shapes {
        let scene = Scene::new(&bench.program, shape)?;
        scene.current(REFERENCES)?;
        let mut rows = Rows::default();
        staged(bench, &scene, &mut rows)?;
        scene.restore()?;
        scene.without_checkpoints(|| {
            rows.add(
                bench,
                &scene,
                "`hook pre-commit`, no checkpoint",
                &PRE_COMMIT,
                UNDISTURBED,
            )
        })?;
        bench.print(&format!("{} files", shape.name), &rows.runners, &rows.goals)?;
    }
    commits(bench)
}

/// The rows of a table, each measured beside git's question.
#[derive(Default)]
struct Rows {
    runners: Vec<Runner<'static>>,
    goals: Vec<Goal>,
}

impl Rows {
    fn add(
        &mut self,
        bench: &Bench,
        scene: &Scene,
        what: &str,
        arguments: &[&str],
        target: Target,
    ) -> Result<()> {
        let own = scene.ours(arguments).named(what);
        let pair = bench.pair(own, scene.head())?;
        let place = self.runners.len();
        self.goals.push(Goal::new(place, place + 1, target));
        if let Target::Within(_) = target {
            self.goals.push(Goal::new(place, place + 1, Target::Open));
        }
        self.runners.extend(pair);
        Ok(())
    }
}

fn staged(bench: &Bench, scene: &Scene, rows: &mut Rows) -> Result<()> {
    let mut row = |what: &str, arguments: &[&str], target: Target| {
        rows.add(bench, scene, what, arguments, target)
    };
    row(
        "`hook pre-commit`, nothing staged",
        &PRE_COMMIT,
        UNDISTURBED,
    )?;
    let staged = [
        (150, "in directories without a reference", UNDISTURBED),
        (7, "beside a referenced file", UNDISTURBED),
        (0, "a referenced file", DISTURBED),
    ];
    for (number, which, target) in staged {
        scene.stage(&scene.shape.file(number))?;
        let added = format!("`hook pre-commit`, staged {which}");
        row(&added, &PRE_COMMIT, target)?;
        // `git commit` notes its trees in the index before it asks the hook.
        run(scene.git().arg("write-tree").stdout(Stdio::null()))?;
        row(&format!("{added}, by `git commit`"), &PRE_COMMIT, target)?;
    }
    row(
        "`status`, a referenced file staged",
        &["status"],
        Target::Open,
    )?;
    row("`hook post-commit`", &["hook", "post-commit"], Target::Open)?;
    let switched = ["hook", "post-checkout", "HEAD", "HEAD", "1"];
    row("`hook post-checkout`", &switched, Target::Open)
}

/// Commits one file after another, now with the hooks and now without.
fn commits(bench: &mut Bench) -> Result<()> {
    let shape: Shape = HUNDRED_THOUSAND;
    let scene = Scene::new(&bench.program, shape)?;
    scene.current(REFERENCES)?;
    let (next, hooks) = (Cell::new(11), hooks(&scene, &bench.program)?);
    let committed = |name: &str, hooks: &Path| -> Runner {
        let mut git = scene.git();
        git.arg("-c")
            .arg(format!("core.hooksPath={}", hooks.display()));
        git.args(["commit", "-q", "-m", "measured"]);
        let (scene, next) = (&scene, &next);
        Runner::new(name, git).before(move |_| {
            next.set(next.get() + 1);
            scene.stage(&shape.file(next.get()))
        })
    };
    let runners = vec![
        committed("`git commit` of one file, with the hooks", &hooks),
        committed("`git commit` of one file, without", Path::new("/dev/null")),
    ];
    let goals = [Goal::new(0, 1, Target::Open)];
    let measured = bench.table("A commit, 100000 files", runners, &goals);
    let files: Vec<String> = (11..=next.get()).map(|number| shape.file(number)).collect();
    run(plain("git", &scene.repository).args(["reset", "-q", "--hard", "start"]))?;
    scene.settle(&files)?;
    measured
}

/// A directory with hooks that call us, as somebody would write them.
fn hooks(scene: &Scene, program: &Path) -> Result<PathBuf> {
    let directory = scene.place("hooks");
    fs::create_dir_all(&directory)?;
    for event in ["pre-commit", "post-commit"] {
        let hook = directory.join(event);
        let text = format!("#!/bin/sh\n{} hook {event} </dev/null\n", program.display());
        fs::write(&hook, text)?;
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755))?;
    }
    Ok(directory)
}
