//! How long it takes, beside git and beside the floor: `cargo bench` prints all
//! tables, `cargo bench --bench speed -- SECTION…` some, `-- quick` all of them
//! with fewer rounds and without what takes long. `--program FILE` measures
//! another build. It measures and asserts nothing.
//!
//! The repositories are made once and kept in `target/bench-repos`, about 4 GB.

mod command;
mod floor;
mod machine;
mod repository;
mod rounds;
mod sections;
mod table;
mod usage;

use command::Result;
use rounds::{Effort, Runner, race};
use std::io::{Stdout, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use table::{Goal, Tally};

const PROGRAM: &str = env!("CARGO_BIN_EXE_git-shipkit");

/// What a section measures with, and where it tells.
pub(crate) struct Bench {
    pub(crate) out: Stdout,
    pub(crate) program: PathBuf,
    pub(crate) is_quick: bool,
    /// Whether it was asked for by its name.
    pub(crate) is_named: bool,
    pub(crate) tally: Tally,
    effort: Effort,
}

impl Bench {
    fn new(asked: &Asked) -> Self {
        let (rounds, seconds) = if asked.is_quick { (15, 3) } else { (60, 15) };
        let time = Duration::from_secs(seconds);
        Bench {
            out: stdout(),
            program: asked.program.clone(),
            is_quick: asked.is_quick,
            is_named: !asked.sections.is_empty(),
            tally: Tally::default(),
            effort: Effort { rounds, time },
        }
    }

    /// Lets them take turns and prints the table.
    pub(crate) fn table(
        &mut self,
        title: &str,
        mut runners: Vec<Runner>,
        goals: &[Goal],
    ) -> Result<()> {
        race(&mut runners, self.effort)?;
        self.print(title, &runners, goals)
    }

    /// Lets two of them take turns; the table is printed later.
    pub(crate) fn pair<'a>(&self, own: Runner<'a>, other: Runner<'a>) -> Result<[Runner<'a>; 2]> {
        let mut pair = [own, other.hidden()];
        race(&mut pair, self.effort)?;
        Ok(pair)
    }

    pub(crate) fn print(&mut self, title: &str, runners: &[Runner], goals: &[Goal]) -> Result<()> {
        table::print(&mut self.out, &mut self.tally, title, runners, goals)
    }

    /// A paragraph among the tables.
    pub(crate) fn say(&mut self, text: &str) -> Result<()> {
        writeln!(self.out, "{text}\n")?;
        Ok(self.out.flush()?)
    }
}

/// What the command line asks for.
struct Asked {
    sections: Vec<String>,
    is_quick: bool,
    program: PathBuf,
}

impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Asked> {
        let mut asked = Asked {
            sections: Vec::new(),
            is_quick: false,
            program: PathBuf::from(PROGRAM),
        };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--bench" => {} // from cargo
                "quick" => asked.is_quick = true,
                "--program" => {
                    let file = words.next().ok_or("--program needs a file")?;
                    asked.program = std::fs::canonicalize(file)?;
                }
                name if sections::ALL.iter().any(|section| section.name == name) => {
                    asked.sections.push(word);
                }
                name => return Err(format!("no section is called {name}").into()),
            }
        }
        Ok(asked)
    }

    fn wants(&self, name: &str) -> bool {
        self.sections.is_empty() || self.sections.iter().any(|asked| asked == name)
    }
}

/// A copy of the program, as an installer makes one. The file that a linker has
/// just written lies in the system's memory in other pieces: the same bytes took
/// 1.55 times as long as `git rev-parse HEAD`, and 1.09 times when copied.
fn installed(program: &Path) -> Result<PathBuf> {
    let copy = target()?.join("bench-program");
    std::fs::create_dir_all(&copy)?;
    let copy = copy.join("git-shipkit");
    if program != copy {
        let _ = std::fs::remove_file(&copy); // it may run, and then cannot be written
        std::fs::copy(program, &copy)?;
    }
    Ok(copy)
}

fn main() -> Result<ExitCode> {
    if std::env::args().any(|word| word == "--help" || word == "help") {
        return usage("How long it takes, beside git and beside the floor.", 0);
    }
    let mut asked = match Asked::read(std::env::args().skip(1)) {
        Ok(asked) => asked,
        Err(error) => return usage(&error.to_string(), 2),
    };
    asked.program = installed(&asked.program)?;
    let mut bench = Bench::new(&asked);
    machine::tell(&mut bench.out, &bench.program, &target()?)?;
    let (start, mut failed) = (Instant::now(), false);
    for section in sections::ALL {
        if !asked.wants(section.name) {
            continue;
        }
        bench.say(&format!("## {}: {}", section.name, section.about))?;
        if let Err(error) = (section.run)(&mut bench) {
            bench.say(&format!("It could not be measured to the end: {error}"))?;
            failed = true;
        }
    }
    bench.tally.tell(&mut bench.out)?;
    let seconds = start.elapsed().as_secs();
    bench.say(&format!(
        "\nAll of it took {} min {} s.",
        seconds / 60,
        seconds % 60
    ))?;
    Ok(ExitCode::from(u8::from(failed)))
}

fn usage(first: &str, code: u8) -> Result<ExitCode> {
    let mut out = stdout();
    writeln!(out, "{first}\n")?;
    writeln!(
        out,
        "cargo bench --bench speed -- [quick] [--program FILE] [SECTION…]\n"
    )?;
    for section in sections::ALL {
        writeln!(out, "  {:<13} {}", section.name, section.about)?;
    }
    Ok(ExitCode::from(code))
}

/// Cargo's own directory for what is built.
pub(crate) fn target() -> Result<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    Ok(target.ok_or("no target directory")?.to_owned())
}
