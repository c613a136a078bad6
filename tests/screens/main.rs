//! What a person sees: sessions in a real terminal (tmux) at 60, 80 and 120
//! columns, typed and captured as `fixtures/screens/*.screen` tell. There a
//! person can read them; `screen.rs` says how they are written.
//!
//! `BLESS=1 cargo test --test screens` writes the captures down anew;
//! `SCREEN=WORD` plays those alone whose file name holds the word. Without tmux
//! they are skipped, and fail where `SHIPKIT_SCREENS=all`.

#[expect(dead_code, unused_imports, reason = "the promises use what is left")]
#[path = "../support/mod.rs"]
mod support;

mod paint;
mod play;
mod screen;
mod shells;
mod terminal;

use play::Played;
use screen::Screen;
use similar::TextDiff;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use support::{host, skipped};

/// Sessions at once: most of the time they wait, even on one core.
const AT_ONCE: usize = 4;

/// Whether there are terminals to be had.
fn has_tmux() -> bool {
    has("tmux")
}

/// Whether a program is found along PATH. Where everything was asked for, its
/// absence is a failure.
fn has(program: &str) -> bool {
    let found = host("PATH").is_some_and(|path| {
        let mut dirs = std::env::split_paths(&path);
        dirs.any(|dir| dir.join(program).is_file())
    });
    is_to_be(found, program)
}

/// Whether a file is there, as [`has`].
fn has_file(path: &str) -> bool {
    is_to_be(Path::new(path).is_file(), path)
}

fn is_to_be(found: bool, what: &str) -> bool {
    if !found {
        let wanted = host("SHIPKIT_SCREENS").is_some_and(|value| value == "all");
        assert!(!wanted, "there is no {what}, and SHIPKIT_SCREENS=all");
        skipped(&format!("there is no {what}"));
    }
    found
}

/// The fixtures that are asked for, in the order of their names.
fn fixtures() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/screens");
    let entries = fs::read_dir(directory).expect("the fixtures are there");
    let word = host("SCREEN").map(|word| word.to_string_lossy().into_owned());
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path.file_stem().expect("it has a name").to_string_lossy();
            word.as_ref().is_none_or(|word| name.contains(word))
        })
        .collect();
    paths.sort();
    paths
}

/// One session to be played: which screen, and how wide.
type Task = (usize, u16);

/// Plays every screen at its widths, some at once.
fn play_all(screens: &[Screen], patience: Option<Duration>) -> Vec<(Task, Played)> {
    let widths = |screen: &Screen| screen.widths.clone();
    let tasks = screens.iter().enumerate();
    let tasks = tasks.flat_map(|(at, screen)| widths(screen).into_iter().map(move |w| (at, w)));
    let tasks = Mutex::new(tasks);
    let played = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let next = tasks.lock().expect("nobody panics holding it").next();
                    let Some((at, width)) = next else { break };
                    let shown = steadily(&screens[at], width, patience);
                    let mut played = played.lock().expect("nobody panics holding it");
                    played.push(((at, width), shown));
                }
            });
        }
    });
    let mut played = played.into_inner().expect("nobody panics holding it");
    played.sort_by_key(|(task, _)| *task);
    played
}

/// Plays it, and once more where it went wrong: on a machine under load a key
/// may come before what it answers. What is wrong is so twice.
fn steadily(screen: &Screen, width: u16, patience: Option<Duration>) -> Played {
    let shown = play::play(screen, width, patience);
    if shown.troubles.is_empty() || patience.is_none() {
        return shown;
    }
    play::play(screen, width, patience)
}

#[test]
fn the_screens_show_what_is_told() {
    if !has_tmux() {
        return;
    }
    let paths = fixtures();
    let texts: Vec<String> = paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("a fixture can be read"))
        .collect();
    let screens: Vec<Screen> = std::iter::zip(&paths, &texts)
        .map(|(path, text)| {
            Screen::read(text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
        })
        .collect();
    let bless = host("BLESS").is_some();
    let played = play_all(&screens, (!bless).then_some(play::PATIENCE));
    let mut wrong = String::new();
    for (at, (path, told)) in std::iter::zip(&paths, &texts).enumerate() {
        let mut shown = screens[at].clone();
        for (task, played) in played.iter().filter(|((screen, _), _)| *screen == at) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            for trouble in &played.troubles {
                writeln!(wrong, "{name} at {} columns: {trouble}", task.1).expect("it takes all");
            }
            shown.take(task.1, &played.captures);
        }
        wrong.push_str(&settled(path, told, &shown.write(), bless));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Compares, or writes down anew; the difference.
fn settled(path: &Path, told: &str, shown: &str, bless: bool) -> String {
    if told == shown {
        return String::new();
    }
    if bless {
        fs::write(path, shown).expect("a fixture can be written");
        return String::new();
    }
    let diff = TextDiff::from_lines(told, shown);
    let diff = diff.unified_diff().context_radius(3).to_string();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}: told (-), shown (+)\n{diff}\n")
}
