//! `check` of a document, with a record and without.

use crate::Bench;
use crate::command::Result;
use crate::repository::{HUNDRED_THOUSAND, Scene};
use crate::table::{Goal, Target};

pub(super) fn check(bench: &mut Bench) -> Result<()> {
    for count in [10, 1_000, 10_000] {
        let scene = Scene::new(&bench.program, HUNDRED_THOUSAND)?;
        let name = scene.checkpoint(count)?;
        let (saved, committed) = (
            format!(".shipkit/checkpoint-{name}.md"),
            format!("docs/{count}.md"),
        );
        let runners = vec![
            scene.ours(&["check", &saved]),
            scene.ours(&["check", &committed]),
            scene.hash_object(count)?,
            scene.gits(&["status", "--porcelain"]),
            scene.gits(&["blame", "--porcelain", &committed]),
            scene.head(),
        ];
        let goals = [
            Goal::new(0, 2, Target::Open),
            Goal::new(0, 3, Target::Open),
            Goal::new(1, 2, Target::Open),
            Goal::new(1, 3, Target::Open),
            Goal::new(1, 4, Target::Open),
        ];
        bench.table(&format!("{count} references"), runners, &goals)?;
    }
    Ok(())
}
