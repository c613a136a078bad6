//! A person edits the document while programs save: each version that was
//! written must be found, in the file or in the history.

use super::{Size, begun, control, found, save_once};
use crate::act::words;
use crate::judge::LOST;
use crate::row::Row;
use crate::scale::Scale;
use crate::scene::{Format, Hand, Scene, program};
use crate::state::FILE;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// One row of it.
pub(super) fn row(format: Format, hand: Hand, scale: &Scale) -> Row {
    let scene = match begun(format, hand) {
        Ok(scene) => scene,
        Err(why) => return Row::untried(why),
    };
    let size = Size {
        savers: 4,
        saves: scale.either(10, 100),
    };
    let over = AtomicBool::new(false);
    let mut row = Row::default();
    let (edits, marks) = std::thread::scope(|scope| {
        let person = scope.spawn(|| edit(&scene, &over));
        let programs = (0..size.savers).map(|number| {
            let scene = &scene;
            scope.spawn(move || save(scene, number, size.saves))
        });
        let programs: Vec<_> = programs.collect();
        let ended = programs
            .into_iter()
            .map(|one| one.join().unwrap_or_default());
        let marks: Vec<_> = ended.flatten().collect();
        over.store(true, Ordering::SeqCst);
        (person.join().unwrap_or_default(), marks)
    });
    let file = scene.read(FILE).unwrap_or_default();
    let mut all = String::from_utf8_lossy(&file).into_owned();
    all.extend(found::histories(&scene));
    row.tried = edits.len() + marks.len();
    for mark in marks {
        match mark {
            Ok(mark) if !all.contains(&mark) => row.count(LOST, mark),
            Ok(_) => {}
            Err(why) => row.count("refused", why),
        }
    }
    for mark in edits.iter().filter(|mark| !all.contains(mark.as_str())) {
        row.count(LOST, format!("of a person: {mark}"));
    }
    row.control = Some(control(scale));
    row
}

/// One program's saves: the mark of each, or why it was refused.
fn save(scene: &Scene, number: usize, saves: usize) -> Vec<Result<String, String>> {
    let words = words(
        program().as_ref(),
        &["checkpoint", "-y", "--task", "t", "--next"],
    );
    let marks = (0..saves).map(|save| format!("saver {number} save {save}."));
    marks
        .map(|mark| save_once(scene, &scene.repo(), &words, &mark).map(|()| mark))
        .collect()
}

/// Edits as an editor does that writes a new file and puts it in the place of
/// the old one. Each edit names itself; what it read may be older by then.
fn edit(scene: &Scene, over: &AtomicBool) -> Vec<String> {
    let mut edits = Vec::new();
    let aside = scene.root().join("edited");
    while !over.load(Ordering::SeqCst) {
        let text = String::from_utf8(scene.read(FILE).unwrap_or_default()).unwrap_or_default();
        let mark = format!("edit {}.", edits.len());
        let text = text.replacen(
            "## To Resume",
            &format!("Edited: {mark}\n\n## To Resume"),
            1,
        );
        std::thread::sleep(Duration::from_millis(5));
        let written = fs::write(&aside, text).and_then(|()| fs::rename(&aside, scene.path(FILE)));
        written.expect("a person can write");
        edits.push(mark);
        std::thread::sleep(Duration::from_millis(60));
    }
    edits
}
