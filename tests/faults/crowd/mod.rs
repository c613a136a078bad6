//! Many at once: savers of one name, savers in linked worktrees, readers, and
//! git collecting and packing beside them. Every acknowledged save must be in
//! the history, and nobody may ever see half a document.

mod beside;
mod blind;
mod editor;
mod found;

pub(crate) use blind::{BLIND, save as save_blindly};

use super::act::words;
use super::grounds::grounds;
use super::judge::{BLOCKED, LOST, UNSOUND};
use super::row::{Control, Row, Trial};
use super::scale::Scale;
use super::scene::{Format, Hand, Scene, program};
use beside::Beside;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;

/// How many linked worktrees there are beside the first.
const WORKTREES: usize = 4;

/// How many processes save how often.
#[derive(Clone, Copy)]
struct Size {
    savers: usize,
    saves: usize,
}

/// One trial a size, a format and a hand; and one with a person who edits.
pub(crate) fn trials(scale: &Scale) -> Vec<Trial> {
    let size = |savers, saves| Size { savers, saves };
    let sizes = scale.either(
        vec![size(8, 25)],
        vec![size(8, 25), size(32, 50), size(64, 100)],
    );
    let mut trials = Vec::new();
    for (format, hand) in grounds(scale) {
        let ground = format!("{}, {}", format.name(), hand.name());
        for size in &sizes {
            // a bounded run tries tables and SHA-256 with few saves
            let few = scale.either(format != Format::Files, false);
            let saves = if few { 4 } else { size.saves };
            let size = Size { saves, ..*size };
            let name = format!("crowd: {} savers x {}, {ground}", size.savers, size.saves);
            trials.push(Trial::new(name, move |scale| {
                row(size, format, hand, scale)
            }));
        }
        if format == Format::Files {
            let name = format!("crowd: a person edits beside savers, {ground}");
            trials.push(Trial::new(name, move |scale| {
                editor::row(format, hand, scale)
            }));
        }
    }
    trials
}

/// A repository with one save, whose history forgets nothing.
fn begun(format: Format, hand: Hand) -> Result<Scene, String> {
    let scene = Scene::new(format, hand)?;
    scene.must("git", &["config", "shipkit.history", "10000"]);
    scene.must(
        program(),
        &["checkpoint", "--task", "t", "--open", "a:3", "-y"],
    );
    Ok(scene)
}

fn row(size: Size, format: Format, hand: Hand, scale: &Scale) -> Row {
    let scene = match begun(format, hand) {
        Ok(scene) => scene,
        Err(why) => return Row::untried(why),
    };
    let mut row = Row::default();
    let saver = words(
        program().as_ref(),
        &["checkpoint", "-y", "--task", "t", "--next"],
    );
    crowd(&scene, size, &saver, &mut row);
    row.control = Some(control(scale));
    row
}

/// Lets the crowd in, and looks for every acknowledged save.
fn crowd(scene: &Scene, size: Size, saver: &[OsString], row: &mut Row) {
    let trees = worktrees(scene);
    let acknowledged = Mutex::new(Vec::new());
    let wrong = Mutex::new(Vec::new());
    let beside = Beside::default();
    let work = |tree: &Path, name: String, saves| {
        for save in 0..saves {
            let mark = format!("saver {name} save {save}.");
            match save_once(scene, tree, saver, &mark) {
                Ok(()) => acknowledged
                    .lock()
                    .expect("nobody panics holding it")
                    .push(mark),
                Err(why) => wrong
                    .lock()
                    .expect("nobody panics holding it")
                    .push((BLOCKED, why)),
            }
        }
    };
    let work = &work;
    std::thread::scope(|scope| {
        let mut savers = Vec::new();
        for number in 0..size.savers {
            let tree = scene.repo();
            savers.push(scope.spawn(move || work(&tree, format!("main-{number}"), size.saves)));
        }
        for (number, tree) in trees.iter().enumerate() {
            savers.push(scope.spawn(move || work(tree, format!("tree-{number}"), size.saves / 2)));
        }
        beside.start(scope, scene);
        for one in savers {
            one.join().expect("a saver of the bench does not panic");
        }
        beside.stop();
    });
    let acknowledged = acknowledged.into_inner().expect("nobody panics holding it");
    row.tried = acknowledged.len();
    for (kind, story) in wrong.into_inner().expect("nobody panics holding it") {
        row.count(kind, story);
    }
    beside.tell(row);
    put_back(scene);
    judge(scene, &trees, &acknowledged, row);
}

/// A gc that outlives the last save may end with what that named: the next
/// command of any kind puts it back. Mostly a reader was that one.
fn put_back(scene: &Scene) {
    let looked = scene.command(program()).arg("show").output();
    looked.expect("the program is there");
}

/// Linked worktrees, with their own current checkpoints.
fn worktrees(scene: &Scene) -> Vec<PathBuf> {
    let path = |number| scene.root().join(format!("tree-{number}"));
    let trees: Vec<PathBuf> = (0..WORKTREES).map(path).collect();
    for tree in &trees {
        let tree = tree.to_str().expect("a temporary path is UTF-8");
        scene.must("git", &["worktree", "add", "-q", "--detach", tree]);
    }
    trees
}

fn save_once(scene: &Scene, tree: &Path, saver: &[OsString], mark: &str) -> Result<(), String> {
    let (program, arguments) = saver.split_first().expect("a program has a name");
    let mut command = scene.command(program);
    let command = command.current_dir(tree).args(arguments).arg(mark);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let mut why = format!("{mark} {}: ", output.status);
    let _ = write!(
        why,
        "{}",
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Err(why)
}

/// Each acknowledged save is an entry of the history of its own worktree and
/// of no other, and git finds everything sound.
fn judge(scene: &Scene, trees: &[PathBuf], acknowledged: &[String], row: &mut Row) {
    let histories = found::histories(scene);
    for mark in acknowledged {
        let having: Vec<&String> = histories
            .iter()
            .filter(|text| text.contains(mark))
            .collect();
        match having[..] {
            [one] => {
                let own = mark
                    .split(" save")
                    .next()
                    .and_then(|who| who.split('-').next());
                let others = ["saver main", "saver tree"];
                let other = others.into_iter().find(|other| Some(*other) != own);
                if other.is_some_and(|other| one.contains(other)) {
                    row.count("met", mark);
                }
            }
            [] => row.count(LOST, mark),
            _ => row.count("met", mark),
        }
    }
    if histories.len() > 1 + trees.len() {
        row.count("met", format!("{} histories", histories.len()));
    }
    for arguments in [
        &["fsck", "--strict", "--no-dangling"][..],
        &["worktree", "prune"],
        &["pack-refs", "--all"],
        &["gc", "-q", "--prune=now"],
        &["fsck", "--strict", "--no-dangling"],
    ] {
        let said = scene.git(arguments);
        let clean = said.stderr.lines().all(|line| line.starts_with("notice:"));
        if !said.is_ok() || !clean {
            row.count(UNSOUND, format!("git {}: {}", arguments[0], said.why()));
        }
    }
}

/// The same crowd with a saver that moves its ref whatever it holds by then.
fn control(scale: &Scale) -> Control {
    static KNOWN: Mutex<Option<Control>> = Mutex::new(None);
    let mut known = KNOWN.lock().expect("nobody panics holding it");
    let control = known.get_or_insert_with(|| {
        let scene = Scene::new(Format::Files, Hand::Own).expect("git makes its usual repository");
        let myself = std::env::current_exe().expect("the bench is a file");
        let saver = words(myself.as_os_str(), &[BLIND]);
        let mut row = Row::default();
        let size = Size {
            savers: 8,
            saves: scale.either(5, 25),
        };
        crowd(&scene, size, &saver, &mut row);
        let lost = row.counts.iter().find(|(kind, _)| *kind == LOST);
        Control {
            what: "a saver without compare-and-swap".to_owned(),
            tried: row.tried,
            broken: lost.map_or(0, |(_, count)| *count),
            least: 1,
        }
    });
    control.clone()
}
