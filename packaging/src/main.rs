//! Makes what a release of git-shipkit holds beside the program. `cargo run -p
//! packaging -- help` lists what; `packaging/README.md` tells how a release is
//! made.

mod error;
mod formula;
mod notes;
mod npm;
mod targets;
mod tree;

use clap::{Parser, Subcommand};
use error::{Error, Result};
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use tree::Tree;

/// Makes what a release of git-shipkit holds beside the program.
#[derive(Parser)]
#[command(name = "packaging", bin_name = "cargo run -p packaging --")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print the release notes: the changelog's section, and how to install
    Notes {
        /// The version; Cargo.toml's is the only one that can be released
        version: Option<String>,
        /// Take what is not yet released for it
        #[arg(long)]
        draft: bool,
    },
    /// Write npm's packages: the launcher's, and one for each program
    Npm {
        /// The directory they go into
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// A program, and what it was built for
        #[arg(value_name = "TARGET=PROGRAM", required = true)]
        built: Vec<npm::Built>,
    },
    /// Print Homebrew's formula
    Formula {
        /// The directory that holds the release's archives
        #[arg(long, value_name = "DIR")]
        archives: PathBuf,
    },
    /// Print what a release is built for: target, archive, npm's package
    Targets,
}

fn main() -> ExitCode {
    match run(Arguments::parse().what).and_then(|text| print(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::from(128)
        }
    }
}

/// Prints it, whole; who closed the pipe has read enough.
fn print(text: &str) -> Result<()> {
    let mut stdout = std::io::stdout();
    let printed = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match printed {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => Err(Error::new(
            format!("could not print all of it: {why}"),
            "make room where it goes, and try again",
        )),
        _ => Ok(()),
    }
}

/// Makes it; what is to be printed.
fn run(what: What) -> Result<String> {
    let tree = Tree::here();
    let package = tree.package()?;
    match what {
        What::Notes { version, draft } => {
            let version = version.unwrap_or_else(|| package.version.clone());
            of_this(&version, &package.version)?;
            notes::notes(&tree.read("CHANGELOG.md")?, &version, draft)
        }
        What::Npm { out, built } => npm::npm(&tree, &package, &out, &built),
        What::Formula { archives } => formula::formula(&package, &archives),
        What::Targets => Ok(targets::TARGETS.iter().map(targets::Target::told).collect()),
    }
}

/// Whether that is the version of this tree.
fn of_this(version: &str, own: &str) -> Result<()> {
    if version == own {
        return Ok(());
    }
    Err(Error::new(
        format!("this tree is version {own}, not {version}"),
        format!("check out the tag v{version}, or set the version in Cargo.toml"),
    ))
}
