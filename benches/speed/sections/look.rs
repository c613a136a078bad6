//! Ten references: what a prompt and an agent's every turn pay.

use crate::Bench;
use crate::command::Result;
use crate::repository::{HALF_A_MILLION, HUNDRED_THOUSAND, Scene, Shape, THOUSAND, Tree};
use crate::rounds::Runner;
use crate::table::{Goal, Target};

const REFERENCES: usize = 10;

/// Starting, and what nobody can go below.
pub(super) fn start(bench: &mut Bench) -> Result<()> {
    let scene = Scene::new(&bench.program, THOUSAND)?;
    let runners = vec![
        scene.ours(&["--version"]),
        scene.gits(&["--version"]),
        scene.head(),
        scene.nothing()?,
    ];
    let goals = [
        Goal::new(0, 2, Target::Open),
        Goal::new(1, 2, Target::Open),
        Goal::new(3, 2, Target::Open),
    ];
    bench.table("Nothing to do", runners, &goals)
}

pub(super) fn resume(bench: &mut Bench) -> Result<()> {
    let mut shapes = vec![
        (THOUSAND, Target::Open),
        (HUNDRED_THOUSAND, Target::Faster(60.0)),
    ];
    if !bench.is_quick {
        shapes.push((HALF_A_MILLION, Target::Faster(300.0)));
    }
    for (shape, beside_status) in shapes {
        let scene = Scene::new(&bench.program, shape)?;
        let name = scene.checkpoint(REFERENCES)?;
        let ours = || {
            let check = scene.ours(&["resume", "--check", &name]);
            [check, scene.ours(&["status", &name]), scene.head()]
        };
        let title = format!("{} files", shape.name);
        bench.table(&title, ours().into(), &beside_head())?;
        let paths = shape.spread(REFERENCES);
        let mut diff = vec!["diff", "--quiet", "--"];
        diff.extend(paths.iter().map(String::as_str));
        let mut runners = Vec::from(ours());
        runners.extend([
            scene.gits(&["status", "--porcelain"]),
            scene.best(REFERENCES)?,
            scene.gits(&diff).named("`git diff --quiet --` the paths"),
            scene.hash_object(REFERENCES)?,
            scene.lstat(REFERENCES)?,
            scene.hash(REFERENCES, 1)?,
            scene.nothing()?,
        ]);
        let mut goals = vec![Goal::new(0, 3, beside_status)];
        goals.extend([(0, 2), (1, 2), (0, 4)].map(|(own, of)| Goal::new(own, of, Target::Open)));
        let title = format!("{title}, among all rivals");
        bench.table(&title, runners, &goals)?;
    }
    Ok(())
}

/// The first two runners beside the third, `git rev-parse HEAD`.
fn beside_head() -> Vec<Goal> {
    let goal = |own, most| Goal::new(own, 2, Target::AtMost(most));
    let each = [0, 1].map(|own| [1.5, 1.2].map(|most| goal(own, most)));
    each.into_iter().flatten().collect()
}

/// The same in repositories of another shape: it should make no difference.
pub(super) fn shapes(bench: &mut Bench) -> Result<()> {
    let loose = Shape {
        name: "1000-loose",
        is_loose: true,
        ..THOUSAND
    };
    let deep = Shape {
        name: "100000-deep",
        tree: Tree::Deep,
        ..HUNDRED_THOUSAND
    };
    let attributes = Shape {
        name: "100000-attributes",
        has_attributes: true,
        ..HUNDRED_THOUSAND
    };
    let about = [
        (loose, "1,000 files, each object loose"),
        (deep, "100,000 files, eight levels deep"),
        (attributes, "100,000 files, attributes"),
    ];
    for (shape, title) in about {
        let scene = Scene::new(&bench.program, shape)?;
        let name = scene.checkpoint(REFERENCES)?;
        let runners: Vec<Runner> = vec![
            scene.ours(&["resume", "--check", &name]),
            scene.ours(&["status", &name]),
            scene.head(),
            scene.best(REFERENCES)?,
        ];
        bench.table(title, runners, &beside_head())?;
    }
    Ok(())
}
