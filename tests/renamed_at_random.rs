//! Where git's rename detection says a file went, we say so too: on random
//! moves, edits, copies and removals, one seed each, printed when one fails.

use crate::support::{Random, Report, Sandbox};
use std::collections::BTreeMap;

impl Random {
    fn text(&mut self) -> String {
        let lines = (0..10 + self.below(20)).map(|_| self.line());
        lines.collect::<Vec<_>>().concat()
    }

    fn line(&mut self) -> String {
        format!("line {} of {}\n", self.below(60), self.below(3))
    }

    fn path(&mut self) -> String {
        let dirs = ["", "src/", "lib/", "src/core/"];
        let names = ["a", "b", "c", "mod", "index", "x", "y", "z"];
        let dir = dirs[self.below(dirs.len())];
        format!("{dir}{}", names[self.below(names.len())])
    }

    /// The text with some lines replaced, from few to nearly all.
    fn edited(&mut self, text: &str) -> String {
        let share = 1 + self.below(9);
        let lines = text.split_inclusive('\n').map(|line| {
            if self.below(10) < share {
                self.line()
            } else {
                line.to_owned()
            }
        });
        lines.collect::<Vec<_>>().concat()
    }
}

/// How many histories are tried.
const SEEDS: u64 = 60;

type Files = BTreeMap<String, String>;

fn changed(random: &mut Random, files: &mut Files) {
    for _ in 0..3 + random.below(8) {
        let at = random.below(files.len().max(1));
        let Some((path, text)) = files.iter().nth(at).map(|(a, b)| (a.clone(), b.clone())) else {
            return;
        };
        let to = random.path();
        let text = match random.below(3) {
            0 => random.edited(&text),
            _ => text,
        };
        match random.below(6) {
            0 => drop(files.remove(&path)),
            1 => drop(files.insert(to, text)),
            2 => drop(files.insert(to, random.text())),
            3 => drop(files.insert(path, text)),
            _ => {
                files.remove(&path);
                files.insert(to, text);
            }
        }
    }
}

/// What git says became of each path that is gone: what a commit moved as it
/// was is there, whatever was done to it since; the rest by the index.
fn of_git(s: &Sandbox, saved: &str, now: &Files) -> BTreeMap<String, String> {
    let exact = ["diff-tree", "-r", "-M100%", saved, "HEAD"];
    let similar = ["diff-index", "--cached", "-M", "-l0", saved];
    let mut fates = BTreeMap::new();
    for command in [&similar[..], &exact[..]] {
        let told = [command, &["--name-status", "--diff-filter=RD"]].concat();
        for line in s.git(&told).lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let to = fields.get(2).copied().unwrap_or_default();
            if command == similar || now.contains_key(to) {
                fates.insert(fields[1].to_owned(), to.to_owned());
            }
        }
    }
    fates
}

fn check(s: &Sandbox) -> Report {
    Report::of(&s.run("git", &["shipkit", "resume", "--check", "--json"], None))
}

/// Makes the work tree and the index hold these files and no others.
fn put(s: &Sandbox, files: &Files) {
    s.sh("git ls-files -z | xargs -0 rm -f --");
    for (path, text) in files {
        s.write(path, text);
    }
    s.git(&["add", "-A"]);
}

/// How many renames and deletions were compared.
fn history(seed: u64) -> (usize, usize) {
    let mut random = Random(seed);
    let mut files = Files::new();
    for _ in 0..12 {
        files.insert(random.path(), random.text());
    }
    let s = Sandbox::init(&[]);
    put(&s, &files);
    s.git(&["commit", "-qm", "saved"]);
    let saved = s.git(&["rev-parse", "HEAD"]);
    let mut referenced: Vec<&String> = files.keys().collect();
    referenced.retain(|_| random.below(3) > 0);
    let opens: Vec<String> = referenced
        .iter()
        .map(|path| format!("--open={path}"))
        .collect();
    let mut all = vec!["shipkit", "checkpoint", "--task", "t", "-y"];
    all.extend(opens.iter().map(String::as_str));
    let _ = s.run("git", &all, None).expect_code(0);
    let mut now = files.clone();
    let mut committed = files.clone();
    let (mut renamed, mut deleted) = (0, 0);
    for step in 0..3 {
        changed(&mut random, &mut now);
        put(&s, &now);
        if step < 2 {
            s.git(&["commit", "-q", "--allow-empty", "-m", "step"]);
            committed = now.clone();
        }
        let report = check(&s);
        let expected = of_git(&s, &saved, &now);
        for path in referenced.iter().filter(|path| !now.contains_key(**path)) {
            let what = format!("seed {seed}, step {step}, {path}");
            let to = report.file(path)["newPath"].as_str().unwrap_or_default();
            let of_git = expected
                .get(*path)
                .unwrap_or_else(|| panic!("{what}: {expected:?}"));
            let text = &files[*path];
            let is_twin = |text: &String| {
                let times = |files: &Files| files.values().filter(|other| *other == text).count();
                [&files, &committed, &now]
                    .into_iter()
                    .any(|files| times(files) > 1)
            };
            if is_twin(text) {
                let is_there = |files: &Files| files.get(to) == Some(text);
                let there = to.is_empty() || to == of_git || is_there(&now) || is_there(&committed);
                assert!(there, "{what}: {to}");
            } else {
                assert_eq!(to, of_git, "{what}");
            }
            let count = if to.is_empty() {
                &mut deleted
            } else {
                &mut renamed
            };
            *count += 1;
        }
    }
    (renamed, deleted)
}

#[test]
fn a_file_went_where_git_says() {
    let (mut renamed, mut deleted) = (0, 0);
    for seed in 0..SEEDS {
        let (went, gone) = history(seed);
        renamed += went;
        deleted += gone;
    }
    assert!(
        renamed > 100 && deleted > 100,
        "{renamed} renamed, {deleted} deleted"
    );
}
