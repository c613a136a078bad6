//! Pages of an API, fetched into a file: the save tells how much of the file
//! belongs to the pages that are done, so a torn page is cut off and fetched
//! again, and no line is there twice.
//!
//! In any git repository: `cargo run --example pages -- --crash-on 7` dies
//! when page 7 is half written to `pages.txt`; run it again to go on.
//! `--fail-on 7` is an API that does not answer. It saves under the name
//! `pages`, so that another task's checkpoint may lie beside.

use git_shipkit::{Blockers, Manager, State};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::fs::OpenOptions;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::{env, io};

const TASK: &str = "pages";
const PAGES: usize = 20;

#[derive(Serialize, Deserialize)]
struct Cursor {
    /// The page to fetch next, from 1.
    page: usize,
    /// How many bytes of the file the pages before it take.
    bytes: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let manager = Manager::here()?.named(TASK)?;
    let mut cursor = Cursor { page: 1, bytes: 0 };
    if let Some(saved) = manager.load()?
        && saved.task_id() == Some(TASK)
    {
        cursor = saved.context_as()?;
        writeln!(out, "Going on with page {}", cursor.page)?;
    }
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open("pages.txt")?;
    file.set_len(cursor.bytes)?;
    file.seek(SeekFrom::End(0))?;
    while cursor.page <= PAGES {
        let page = match fetch(cursor.page) {
            Ok(page) => page,
            Err(why) => {
                manager.save(&state(&cursor, Some(&why))?)?;
                return Err(why.into());
            }
        };
        if number("--crash-on") == Some(cursor.page) {
            file.write_all(&page.as_bytes()[..page.len() / 2])?;
            std::process::abort();
        }
        file.write_all(page.as_bytes())?;
        file.sync_data()?; // the save must not know of bytes the disk has not
        cursor = Cursor {
            page: cursor.page + 1,
            bytes: cursor.bytes + page.len() as u64,
        };
        manager.save(&state(&cursor, None)?)?;
    }
    manager.clear()?;
    writeln!(out, "All {PAGES} pages are in pages.txt")?;
    Ok(())
}

/// What the API answers.
fn fetch(page: usize) -> Result<String, String> {
    if number("--fail-on") == Some(page) {
        return Err(format!("page {page} timed out"));
    }
    let rows = (1..=3).map(|row| format!("page {page}, row {row}\n"));
    Ok(rows.collect())
}

fn state(cursor: &Cursor, blocker: Option<&str>) -> Result<State, serde_json::Error> {
    let done = cursor.page - 1;
    Ok(State {
        task_id: Some(TASK.to_owned()),
        task_name: "Fetch the pages".to_owned(),
        progress: State::percent(done, PAGES),
        last_action: (done > 0).then(|| format!("Fetched page {done}")),
        next_step: Some(format!("Fetch page {}", cursor.page)),
        blockers: blocker.map(|why| Blockers::One(why.to_owned())),
        context: serde_json::to_value(cursor)?,
        ..State::default()
    })
}

fn number(name: &str) -> Option<usize> {
    let mut words = env::args().skip_while(|word| word != name).skip(1);
    words.next()?.parse().ok()
}
