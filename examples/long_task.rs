//! A task of many sittings: a manual is written chapter by chapter, and each
//! sitting takes up where the last one stopped.
//!
//! In any git repository: `cargo run --example long_task -- --chapters 2`
//! writes two chapters below `manual/` and stops; run it again to go on, and
//! `git shipkit resume` in between to see what people see. `--crash` ends it
//! like a power cut, with one more chapter half written.

use git_shipkit::{Item, Manager, OpenFile, State};
use std::error::Error;
use std::io::Write as _;
use std::{env, fs, io};

const TASK: &str = "manual";
const CHAPTERS: [&str; 5] = ["install", "save", "resume", "names", "history"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let chapters = arguments.iter().position(|word| word == "--chapters");
    let chapters = chapters.and_then(|at| arguments.get(at + 1)?.parse().ok());
    let crash = arguments.iter().any(|word| word == "--crash");
    let mut out = io::stdout().lock();
    let manager = Manager::here()?;

    let mut done = 0;
    if let Some(saved) = manager.load()?
        && saved.task_id() == Some(TASK)
    {
        done = saved.state()?.completed.len();
        let next = saved.next_step().unwrap_or("look it over");
        writeln!(out, "{done} chapters are there. Next: {next}")?;
    }
    fs::create_dir_all("manual")?;
    for _ in 0..chapters.unwrap_or(CHAPTERS.len()) {
        let Some(chapter) = CHAPTERS.get(done) else {
            break;
        };
        fs::write(path(chapter), format!("# How to {chapter}\n"))?;
        done += 1;
        manager.save(&state(done))?;
        writeln!(out, "Wrote {}", path(chapter))?;
    }
    if crash {
        let next = CHAPTERS.get(done).copied().unwrap_or("end");
        fs::write(path(next), "# How t")?;
        std::process::abort();
    }
    if done == CHAPTERS.len() {
        manager.clear()?;
        writeln!(out, "The manual is written.")?;
    }
    Ok(())
}

fn path(chapter: &str) -> String {
    format!("manual/{chapter}.md")
}

/// What is done names its file, so that a resume tells who changed it since.
fn state(done: usize) -> State {
    let (written, left) = CHAPTERS.split_at(done);
    State {
        task_id: Some(TASK.to_owned()),
        task_name: "Write the manual".to_owned(),
        progress: State::percent(done, CHAPTERS.len()),
        last_action: written.last().map(|last| format!("Wrote {last}")),
        next_step: left.first().map(|next| format!("Write {next}")),
        completed: written
            .iter()
            .map(|chapter| Item {
                files: vec![path(chapter)],
                ..Item::new(*chapter)
            })
            .collect(),
        pending: left.iter().map(|chapter| Item::new(*chapter)).collect(),
        files_to_open: written
            .last()
            .map(|last| OpenFile {
                path: path(last),
                note: Some("the tone to keep".to_owned()),
                ..OpenFile::default()
            })
            .into_iter()
            .collect(),
        ..State::default()
    }
}
