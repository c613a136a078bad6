//! Lines that left their place: `git blame -M` says where they came from.

use super::text::{Texts, trees};
use super::{Git, Stored};
use std::collections::HashMap;
use std::ops::Range;

/// Two commits of the texts then and now, made when first asked for.
pub(super) struct Moves<'a> {
    git: &'a Git,
    pairs: &'a [(Stored, Stored)],
    commits: Option<(String, String)>,
    blamed: HashMap<usize, Vec<Option<usize>>>,
}

impl<'a> Moves<'a> {
    pub(super) fn new(git: &'a Git, pairs: &'a [(Stored, Stored)]) -> Moves<'a> {
        Moves {
            git,
            pairs,
            commits: None,
            blamed: HashMap::new(),
        }
    }

    /// Whether the lines `place` of the file then are those from `start` on
    /// now, 0-based, though git's diff does not keep them.
    pub(super) fn confirm(
        &mut self,
        file: usize,
        texts: &Texts,
        place: &Range<usize>,
        start: usize,
    ) -> Result<(), String> {
        if texts.old == texts.new {
            return Err("the bytes are the same".to_owned());
        }
        let origins = self.blame(file);
        let there = (start..start + place.len()).map(|line| origins.get(line).copied().flatten());
        let there: Vec<Option<usize>> = there.collect();
        // Blame leaves blank lines and much else to whoever wrote them last.
        let followed: Vec<bool> = there
            .iter()
            .zip(place.clone())
            .filter_map(|(origin, line)| Some((*origin)? == line))
            .collect();
        let followed_here = !followed.is_empty() && followed.iter().all(|right| *right);
        if followed_here || is_unique(&texts.old_lines(), &texts.new_lines(), place, start) {
            return Ok(());
        }
        Err(format!(
            "git blame -M has it from {there:?} (0-based), and its likes are many"
        ))
    }

    /// The old line of each line now, where blame knows one.
    fn blame(&mut self, file: usize) -> &[Option<usize>] {
        if !self.blamed.contains_key(&file) {
            let (then, now) = self.commits();
            let name = file.to_string();
            let said = self.git.ask(
                "",
                &["blame", "-s", "--porcelain", "-M1", &now, "--", &name],
                &[],
            );
            self.blamed.insert(file, origins(&said, &then));
        }
        &self.blamed[&file]
    }

    fn commits(&mut self) -> (String, String) {
        let (git, pairs) = (self.git, self.pairs);
        let made = self.commits.get_or_insert_with(|| {
            let (then, now) = trees(git, pairs);
            let commit = |arguments: &[&str]| {
                let said = git.ask("", arguments, &[]);
                String::from_utf8_lossy(&said).trim().to_owned()
            };
            let then = commit(&["commit-tree", &then, "-m", "then"]);
            let now = commit(&["commit-tree", &now, "-p", &then, "-m", "now"]);
            (then, now)
        });
        made.clone()
    }
}

/// Reads `--porcelain`: `<commit> <line then> <line now> …`, then a line that
/// begins with a tab.
fn origins(said: &[u8], then: &str) -> Vec<Option<usize>> {
    let mut out = Vec::new();
    for line in said.split(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(line);
        let words: Vec<&str> = line.split(' ').collect();
        let [commit, origin, now, ..] = words[..] else {
            continue;
        };
        let is_id = commit.len() == then.len() && commit.bytes().all(|b| b.is_ascii_hexdigit());
        let (true, Ok(origin), Ok(now)) = (is_id, origin.parse::<usize>(), now.parse::<usize>())
        else {
            continue;
        };
        out.resize(out.len().max(now), None);
        out[now - 1] = (commit == then).then(|| origin - 1);
    }
    out
}

/// How many lines above and below may tell a text from its likes.
const CONTEXT: usize = 8;

/// Whether the lines, white space at their ends aside, with as many around them as were kept with them, stand
/// once in the old text and once in the new.
fn is_unique<'t>(old: &[&'t [u8]], new: &[&'t [u8]], place: &Range<usize>, start: usize) -> bool {
    let trimmed = |lines: &[&'t [u8]]| -> Vec<&'t [u8]> {
        lines.iter().map(|line| line.trim_ascii()).collect()
    };
    let (old, new) = (&trimmed(old)[..], &trimmed(new)[..]);
    let times = |lines: &[&[u8]], block: &[&[u8]]| {
        lines
            .windows(block.len())
            .filter(|window| *window == block)
            .count()
    };
    let end = start + place.len();
    (0..=CONTEXT.min(place.start).min(start)).any(|above| {
        (0..=CONTEXT).any(|below| {
            let block = old.get(place.start - above..place.end + below);
            block.is_some_and(|block| {
                new.get(start - above..end + below) == Some(block)
                    && times(old, block) == 1
                    && times(new, block) == 1
            })
        })
    })
}
