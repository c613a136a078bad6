//! Whether a drift report says what git says.

use super::entries::{Found, Stored, found, users_index};
use super::moves::Moves;
use super::oracle::{pinned, raw_diff, renames};
use super::positions::{Position, judge_positions};
use super::text::{text, texts};
use super::{Git, Tally};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a checkpoint must hold.
pub(crate) struct Saved {
    /// What lay at each path.
    pub(crate) pins: BTreeMap<String, Found>,
    /// The positions of each path: 1-based first and last lines.
    pub(crate) positions: BTreeMap<String, Vec<(usize, usize)>>,
    /// The commit that HEAD was.
    pub(crate) head: Option<String>,
}

/// What the program said of one file.
struct Told<'a> {
    path: &'a str,
    verdict: &'a str,
    new_path: Option<&'a str>,
    json: &'a Value,
}

/// What git says beside the files themselves.
struct Evidence {
    now: BTreeMap<String, Found>,
    raw: BTreeMap<String, char>,
    similar: BTreeMap<String, BTreeSet<String>>,
    staged: BTreeMap<String, Stored>,
}

/// Compares what `resume --check --json` said with what git says now.
pub(crate) fn judge(git: &Git, saved: &Saved, report: &Value) -> Tally {
    let mut tally = Tally {
        checks: 1,
        ..Tally::default()
    };
    let files = told(report);
    let named: BTreeSet<&str> = files.iter().map(|file| file.path).collect();
    for path in saved.pins.keys().filter(|path| !named.contains(&***path)) {
        tally
            .wrong_files
            .push(format!("{path:?} is not in the report"));
    }
    let evidence = gather(git, saved, &files);
    let mut pairs = Vec::new();
    let mut followed = Vec::new();
    for file in &files {
        tally.file(file.verdict);
        let Some(pin) = saved.pins.get(file.path) else {
            tally
                .wrong_files
                .push(format!("{:?} was not saved", file.path));
            continue;
        };
        if let Err(why) = verdict(file, pin, &evidence, &mut tally) {
            let line = format!("{:?} is told {}: {why}", file.path, file.verdict);
            tally.wrong_files.push(line);
        }
        let here = file.new_path.unwrap_or(file.path);
        if let (Found::Stored(then), Some(Found::Stored(now))) = (pin, evidence.now.get(here))
            && then.is_regular() == now.is_regular()
        {
            pairs.push((then.clone(), now.clone()));
            followed.push(file);
        } else {
            without_text(git, file, pin, &mut tally);
        }
    }
    let texts = texts(git, &pairs);
    let mut moves = Moves::new(git, &pairs);
    for (number, (file, texts)) in followed.iter().zip(&texts).enumerate() {
        let asked = saved.positions.get(file.path).map_or(0, Vec::len);
        let positions = positions(file);
        if positions.len() != asked {
            let line = format!("{:?}: {} of {asked} positions", file.path, positions.len());
            tally.wrong_positions.push(line);
        }
        let changes = (file.json["added"].as_u64(), file.json["removed"].as_u64());
        judge_positions(&positions, changes, texts, number, &mut moves, &mut tally);
    }
    tally
}

fn told(report: &Value) -> Vec<Told<'_>> {
    let files = report["files"].as_array().expect("files is a list");
    let files = files.iter().map(|file| Told {
        path: file["path"].as_str().expect("a path is a string"),
        verdict: file["verdict"].as_str().expect("a verdict is a word"),
        new_path: file["newPath"].as_str(),
        json: file,
    });
    files.collect()
}

fn positions<'a>(file: &Told<'a>) -> Vec<Position<'a>> {
    let all = file.json["positions"].as_array().into_iter().flatten();
    all.map(|json| Position::of(file.path, json)).collect()
}

fn gather(git: &Git, saved: &Saved, files: &[Told]) -> Evidence {
    let mut paths: BTreeSet<String> = saved.pins.keys().cloned().collect();
    paths.extend(
        files
            .iter()
            .filter_map(|file| file.new_path.map(str::to_owned)),
    );
    let raw = raw_diff(git, &pinned(saved));
    let mut now = found(git, &paths);
    if hides_attributes(git) {
        // Attributes in the index alone, there since the save, need not be looked
        // for over bytes that stay: the raw diff does not know them either.
        let told = files.iter().filter(|file| file.verdict == "unchanged");
        let stay = told.filter(|file| !raw.contains_key(file.path));
        let pins = stay.filter_map(|file| saved.pins.get_key_value(file.path));
        now.extend(pins.map(|(path, pin)| (path.clone(), pin.clone())));
    }
    let gone = files
        .iter()
        .any(|file| ["renamed", "deleted"].contains(&file.verdict));
    let (similar, staged) = if gone {
        let similar = renames(git, saved);
        (similar, users_index(git).entries)
    } else {
        (BTreeMap::new(), BTreeMap::new())
    };
    Evidence {
        now,
        raw,
        similar,
        staged,
    }
}

/// Whether an attribute file is in the index and not in the work tree.
fn hides_attributes(git: &Git) -> bool {
    let gone = git.ask("", &["ls-files", "-d", "-z"], &[]);
    let mut gone = gone.split(|byte| *byte == 0);
    gone.any(|path| path.ends_with(b".gitattributes"))
}

/// Whether the verdict is git's; why not, if it is not.
fn verdict(file: &Told, pin: &Found, git: &Evidence, tally: &mut Tally) -> Result<(), String> {
    let now = git.now.get(file.path).expect("it was asked for");
    let expected = expected(pin, now);
    let raw = git.raw.get(file.path);
    if let Found::Stored(then) = pin
        && !agree(then, now, raw)
    {
        tally.two_answers += 1;
    }
    if expected != "deleted" {
        return if file.verdict == expected {
            Ok(())
        } else {
            Err(format!(
                "git says {expected} ({pin:?}, now {now:?}, raw diff {raw:?})"
            ))
        };
    }
    let similar = git.similar.get(file.path);
    match (file.verdict, file.new_path, pin) {
        ("deleted", None, _) => {
            tally.renames_not_told += usize::from(similar.is_some());
            Ok(())
        }
        ("renamed", Some(to), Found::Stored(then)) => {
            let same = git
                .staged
                .get(to)
                .is_some_and(|entry| entry.blob == then.blob);
            if same || similar.is_some_and(|similar| similar.contains(to)) {
                Ok(())
            } else {
                Err(format!("git sees no rename to {to:?}, but {similar:?}"))
            }
        }
        _ => Err("git says deleted".to_owned()),
    }
}

/// The verdict by what `git add` would store, then and now.
fn expected(pin: &Found, now: &Found) -> &'static str {
    match (pin, now) {
        (Found::Stored(then), Found::Stored(now)) => {
            if then.mode != now.mode && !(then.is_regular() && now.is_regular()) {
                "type-changed"
            } else if then.blob != now.blob {
                "modified"
            } else if then.mode != now.mode {
                "mode-changed"
            } else {
                "unchanged"
            }
        }
        (_, Found::Sparse) => "sparse",
        (Found::Stored(_), Found::Absent | Found::Directory) => "deleted",
        (_, Found::Absent) => "missing",
        (_, _) => "appeared",
    }
}

/// Whether git's raw diff of the pins says the same as the two ids do.
fn agree(then: &Stored, now: &Found, raw: Option<&char>) -> bool {
    match (now, raw) {
        (Found::Stored(now), None) => now == then,
        (Found::Stored(now), Some('M')) => now != then && now.is_regular() == then.is_regular(),
        (Found::Stored(now), Some('T')) => now.is_regular() != then.is_regular(),
        (Found::Absent | Found::Directory, Some('D')) | (Found::Sparse, _) => true,
        _ => false,
    }
}

/// Positions of a file that has no text now, or another kind of it.
fn without_text(git: &Git, file: &Told, pin: &Found, tally: &mut Tally) {
    for position in positions(file) {
        tally.position(position.verdict);
        let beyond = |then: &Stored| position.is_beyond(&text(git, then));
        let expected: &[&str] = match pin {
            Found::Stored(then) if then.is_regular() => match file.verdict {
                "deleted" if position.elsewhere.is_some() => &["moved"],
                "deleted" if beyond(then) => &["deleted", "out-of-range"],
                "deleted" => &["deleted", "ambiguous"],
                "type-changed" => &["deleted"],
                _ => &["unknown"],
            },
            Found::Stored(_) => &["deleted", "unknown"],
            _ => &["unpinned", "deleted"],
        };
        if !expected.contains(&position.verdict) {
            let line = format!(
                "{} has no text, and is told {}",
                position.name(),
                position.verdict
            );
            tally.wrong_positions.push(line);
        }
    }
}
