//! The house keeps its own order: a room uses only the rooms above it, thought
//! touches nothing, git stays in one room, files and functions stay small.

mod reader;
mod tried;

use reader::{code_only, functions, paths, without_tests};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms that take values in and give values out.
const THOUGHT: [&str; 7] = [
    "model",
    "error",
    "credentials",
    "document",
    "drift",
    "suggest",
    "report",
];

const MAX_FILE: usize = 300;
const MAX_FUNCTION: usize = 40;

/// One source file, as the rules see it.
struct Source<'a> {
    /// From the crate's root: `src/drift/files.rs`.
    path: &'a str,
    text: &'a str,
}

impl Source<'_> {
    /// The room it belongs to; none for `main.rs`, `lib.rs` and what is no source.
    fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let room = inside.split('/').next()?;
        let room = room.strip_suffix(".rs").unwrap_or(room);
        (room != "main" && room != "lib").then_some(room)
    }

    /// How many `super` lead from it to the crate's root.
    fn depth(&self) -> usize {
        let below = self.path.matches('/').count();
        below - usize::from(self.path.ends_with("/mod.rs"))
    }

    fn is_tests(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }
}

/// The rooms in the order `lib.rs` names them.
fn rooms(lib: &str) -> Vec<String> {
    let code = code_only(lib);
    let names = code.lines().filter_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    names.map(str::to_owned).collect()
}

/// What `source` does against the order of the rooms.
fn disorder(rooms: &[String], source: &Source) -> Vec<String> {
    let Some(room) = source.room() else {
        return Vec::new();
    };
    let place = |name: &str| rooms.iter().position(|room| room == name);
    let Some(own) = place(room) else {
        return vec![format!("{}: lib.rs has no room {room}", source.path)];
    };
    let used = paths(&code_only(source.text)).into_iter();
    let below = used.filter_map(|path| {
        let supers = path.iter().take_while(|part| *part == "super").count();
        let target = match path.first().map(String::as_str) {
            Some("crate" | "git_shipkit") => path.get(1),
            Some("super") if supers >= source.depth() => path.get(supers),
            _ => None,
        }?;
        (place(target)? > own).then(|| format!("{}: {}", source.path, path.join("::")))
    });
    below.collect()
}

/// What `source` touches that its room must not touch.
fn overreach(source: &Source) -> Vec<String> {
    let room = source.room();
    let is_thought = room.is_some_and(|room| THOUGHT.contains(&room));
    let used = paths(&code_only(source.text)).into_iter();
    let wrong = used.filter(|path| {
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let git = parts
            .iter()
            .any(|part| *part == "gix" || part.starts_with("gix_"));
        let world = matches!(
            parts[..],
            ["std", "fs" | "process" | "env" | "net" | "thread", ..]
        ) || matches!(parts[..], ["fs" | "process" | "env", _, ..])
            || matches!(
                parts[..],
                [.., "SystemTime" | "Instant" | "Utc" | "Local", "now"]
            );
        (git && room != Some("repo")) || (world && is_thought)
    });
    wrong
        .map(|path| format!("{}: {}", source.path, path.join("::")))
        .collect()
}

/// Where `source` asks which system it runs on, or speaks to one: only one room
/// knows. What tests need is their own.
fn parochial(source: &Source) -> Vec<String> {
    let elsewhere = |room| !matches!(room, None | Some("platform"));
    let enters = source.path == "src/main.rs" || source.path == "src/lib.rs";
    if source.is_tests() || !(enters || elsewhere(source.room())) {
        return Vec::new();
    }
    let code = without_tests(&code_only(source.text));
    let asks = |line: &&str| {
        let names = ["unix", "windows", "target_", "miri"];
        line.contains("cfg") && names.iter().any(|name| line.contains(name))
    };
    let asking = code.lines().filter(asks).map(|line| line.trim().to_owned());
    let used = paths(&code).into_iter().filter(|path| {
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let crates = ["rustix", "signal_hook", "libc", "nix", "winapi_util"];
        matches!(parts[..], ["std", "os", ..] | ["os", _, ..])
            || crates.iter().any(|known| parts[0] == *known)
    });
    asking
        .chain(used.map(|path| path.join("::")))
        .map(|what| format!("{}: {what}", source.path))
        .collect()
}

/// What in `source` is longer than a reader's breath.
fn length(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let mut wrong = Vec::new();
    if lines > MAX_FILE {
        wrong.push(format!("{}: {lines} lines", source.path));
    }
    let is_built = source.room().is_some() || source.path.starts_with("packaging/");
    if !is_built || source.is_tests() {
        return wrong;
    }
    let code = without_tests(&code_only(source.text));
    let long = functions(&code)
        .into_iter()
        .filter(|(_, lines)| *lines > MAX_FUNCTION);
    wrong.extend(long.map(|(name, lines)| format!("{}: fn {name}: {lines} lines", source.path)));
    wrong
}

/// Words nothing that is finished holds.
fn unfinished(source: &Source) -> Vec<String> {
    let code = code_only(source.text);
    let in_code = [
        "todo!",
        "unimplemented!",
        "dbg!",
        "#[ignore",
        "allow(dead_code",
    ];
    // Spelled in two halves: this file is held to the rule too.
    let in_text = [
        concat!("FIX", "ME"),
        concat!("TO", "DO:"),
        concat!("XX", "X:"),
    ];
    let found = in_code.into_iter().filter(|word| code.contains(word));
    let found = found.chain(
        in_text
            .into_iter()
            .filter(|word| source.text.contains(word)),
    );
    found
        .map(|word| format!("{}: {word}", source.path))
        .collect()
}

/// Who prints, or unwraps without saying why, where it is not theirs to do.
fn manners(source: &Source) -> Vec<String> {
    if source.room().is_none() || source.is_tests() || source.path.starts_with("src/cli/ui") {
        return Vec::new();
    }
    let code = without_tests(&code_only(source.text));
    let words = [
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        ".unwrap()",
        "unsafe ",
    ];
    let found = words.into_iter().filter(|word| code.contains(word));
    found
        .map(|word| format!("{}: {word}", source.path))
        .collect()
}

/// Every Rust file of the repository, path and text.
fn all_sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = [
        "src",
        "tests",
        "benches",
        "examples",
        "packaging/src",
        "fuzz/targets",
        "fuzz/fuzz_targets",
    ]
    .map(|dir| root.join(dir))
    .into();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a directory of ours");
            waiting.extend(entries.map(|entry| entry.expect("an entry of ours").path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).expect("it lies in the root");
            let text = fs::read_to_string(&path).expect("a source is UTF-8");
            found.push((name.to_string_lossy().into_owned(), text));
        }
    }
    found.sort();
    found
}

#[track_caller]
fn hold(rule: impl Fn(&Source) -> Vec<String>) {
    let sources = all_sources();
    assert!(sources.len() > 10, "the sources were not found");
    let broken: Vec<String> = sources
        .iter()
        .flat_map(|(path, text)| rule(&Source { path, text }))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_room_uses_only_the_rooms_above_it() {
    let lib = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let rooms = rooms(&fs::read_to_string(lib).expect("lib.rs is there"));
    assert!(rooms.len() > 3, "lib.rs names its rooms: {rooms:?}");
    hold(|source| disorder(&rooms, source));
}

#[test]
fn thought_touches_nothing_and_git_stays_in_one_room() {
    hold(overreach);
}

#[test]
fn one_room_knows_the_system() {
    hold(parochial);
}

#[test]
fn files_and_functions_stay_small() {
    hold(length);
}

#[test]
fn nothing_unfinished_is_left() {
    hold(unfinished);
}

#[test]
fn nobody_prints_or_unwraps_unasked() {
    hold(manners);
}
