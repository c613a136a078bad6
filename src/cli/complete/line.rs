//! The command line that is being typed: where it would run, and what of it is
//! ours.

use super::typed::meant;
use crate::cli::world::World;
use crate::install::Shell;
use std::path::{Path, PathBuf};

/// A command line of ours, up to the cursor.
pub(super) struct Line {
    /// The world it would run in.
    pub(super) world: World,
    /// The words behind `git shipkit`, up to the one that is being typed.
    pub(super) words: Vec<String>,
    /// The one that is being typed.
    pub(super) current: String,
    /// The same with its quotes.
    pub(super) raw: String,
    /// What git would put into our environment for its own options.
    pub(super) given: Vec<(&'static str, PathBuf)>,
    /// The words behind `git shipkit` as they are typed.
    pub(super) rest: Vec<String>,
}

/// git's options that take the next word (git(1), OPTIONS).
const TAKING: [&str; 5] = [
    "-c",
    "--config-env",
    "--exec-path",
    "--namespace",
    "--attr-source",
];

impl Line {
    /// Reads the words from the program's name on; `None` where nothing of
    /// ours is being typed.
    pub(super) fn read(world: &World, shell: Shell, words: &[String]) -> Option<Line> {
        let (raw, before) = words.split_last()?;
        let (program, before) = before.split_first()?;
        let (mut world, mut given) = (world.clone(), Vec::new());
        let mut words = before.iter().map(|word| meant(shell, word).0);
        let program = meant(shell, program).0;
        let program = Path::new(&program).file_name()?.to_str()?;
        if !program.starts_with("git-shipkit") {
            given = pass_git(&mut world, &mut words)?;
        }
        let words: Vec<String> = words.collect();
        let typed = &before[before.len() - words.len()..];
        let rest = typed.iter().chain([raw]).cloned().collect();
        Some(Line {
            world,
            words,
            rest,
            current: meant(shell, raw).0,
            raw: raw.clone(),
            given,
        })
    }
}

/// Takes git's own options as git would, and the name it calls us by: an alias
/// has another. What it would put into our environment; `None` where that name
/// is still being typed.
fn pass_git(
    world: &mut World,
    words: &mut impl Iterator<Item = String>,
) -> Option<Vec<(&'static str, PathBuf)>> {
    let mut given = Vec::new();
    loop {
        let next = words.next()?;
        let (option, value) = match next.split_once('=') {
            Some((option, value)) => (option, Some(value.to_owned())),
            None => (next.as_str(), None),
        };
        match option {
            "-C" => {
                let there = at_home(world, &words.next()?);
                world.cwd = world.cwd.join(there);
            }
            "--git-dir" | "--work-tree" => {
                let value = match value {
                    Some(value) => value,
                    None => words.next()?,
                };
                let key = if option == "--git-dir" {
                    "GIT_DIR"
                } else {
                    "GIT_WORK_TREE"
                };
                given.push((key, at_home(world, &value)));
            }
            option if TAKING.contains(&option) && value.is_none() => {
                let _ = words.next()?;
            }
            option if option.starts_with('-') => {}
            _ => return Some(given),
        }
    }
}

/// The path with `~` as the user's home, as the shell would have it.
fn at_home(world: &World, path: &str) -> PathBuf {
    match (path.strip_prefix('~'), world.env("HOME")) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
            Path::new(home).join(rest.trim_start_matches('/'))
        }
        _ => PathBuf::from(path),
    }
}
