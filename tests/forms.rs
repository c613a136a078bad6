//! References as people write them: each form has a document in
//! `fixtures/documents/references`, with look-alikes, and beside it what is
//! to be found, one reference a line: `LINE PATH[:LINES]`.

use git_shipkit::document::{self, Catalog, Mention, Name};
use git_shipkit::model::{Lines, RepoPath};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Where the documents of these forms stand; the others are at the top.
const BELOW: [&str; 2] = ["links", "document-relative"];

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents/references")
}

/// The mentions in `prose` that mean a file, and which.
fn mentions(prose: &str, base: Option<&str>, files: &Catalog) -> Vec<(Mention, RepoPath)> {
    let found = document::find(prose);
    let names: Vec<&Name> = found.names().collect();
    let meant = document::resolve(&names, base, files);
    let meant: HashMap<_, _> = names.into_iter().zip(meant).collect();
    let path = |name: &Name| meant.get(name).cloned().flatten();
    let mentions = found.mentions(&|name| path(name).is_some()).into_iter();
    mentions
        .filter_map(|mention| path(&mention.name).map(|path| (mention, path)))
        .collect()
}

/// What is found in `prose`, as the fixtures tell it. A position stands on
/// the line of its numbers.
pub(crate) fn found(prose: &str, base: Option<&str>, files: &Catalog) -> Vec<String> {
    let told = mentions(prose, base, files)
        .into_iter()
        .map(|(mention, path)| {
            let position = mention.position.as_ref();
            let at = position.map_or(mention.span.start, |position| position.digits.start);
            let lines = mention
                .lines()
                .map_or(String::new(), |lines| format!(":{lines}"));
            let line = 1 + prose[..at].matches('\n').count();
            format!("{line} {}{lines}", path.as_str())
        });
    told.collect()
}

/// A form: its name, its document, and what is to be found in it.
pub(crate) struct Form {
    pub(crate) name: String,
    pub(crate) prose: String,
    pub(crate) wanted: Vec<String>,
}

impl Form {
    /// The directory its document came from.
    pub(crate) fn base(&self) -> Option<&'static str> {
        BELOW.contains(&&*self.name).then_some("docs")
    }
}

pub(crate) fn forms() -> Vec<Form> {
    let entries = fs::read_dir(fixtures()).expect("it is there");
    let paths = entries.map(|entry| entry.expect("an entry of ours").path());
    let read = |path: &Path| fs::read_to_string(path).expect("it is there");
    let documents = paths.filter(|path| path.extension().is_some_and(|end| end == "md"));
    let forms: Vec<Form> = documents
        .map(|path| Form {
            name: path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
            prose: read(&path),
            wanted: read(&path.with_extension("txt"))
                .lines()
                .map(str::to_owned)
                .collect(),
        })
        .collect();
    assert!(forms.len() >= 15, "{} forms", forms.len());
    forms
}

pub(crate) fn files() -> Catalog {
    let list = fs::read_to_string(fixtures().join("files.txt")).expect("it is there");
    Catalog::new(list.lines().filter_map(|path| RepoPath::new(path).ok()))
}

#[test]
fn every_form_is_found_and_no_look_alike() {
    let files = files();
    for form in forms() {
        let mut found = found(&form.prose, form.base(), &files);
        let mut wanted = form.wanted;
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{}", form.name);
    }
}

#[test]
fn every_position_can_be_told_anew_where_it_stands() {
    let files = files();
    let mut told = 0;
    for form in forms() {
        let mentions = mentions(&form.prose, form.base(), &files);
        let further = |lines: Lines| Lines::new(lines.start() + 1000, lines.end() + 1000);
        let moves = mentions.iter().filter_map(|(mention, _)| {
            let to = further(mention.lines()?).expect("a range that moved");
            mention.with_lines(to)
        });
        let anew = document::rewrite(&form.prose, &moves.collect::<Vec<_>>());
        let wanted = form.wanted.iter().map(|line| {
            let (path, lines) = line.rsplit_once(':').unwrap_or((line, ""));
            match lines.parse().ok().and_then(further) {
                Some(lines) => format!("{path}:{lines}"),
                None => line.clone(),
            }
        });
        let mut wanted: Vec<String> = wanted.collect();
        let mut found = found(&anew, form.base(), &files);
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{}:\n{anew}", form.name);
        told += wanted.iter().filter(|line| line.contains(":1")).count();
    }
    assert!(told > 50, "{told} positions");
}

#[test]
fn no_bytes_break_it() {
    let files = files();
    let parts = [
        "`",
        "\\",
        "/",
        ":",
        "#L",
        "line 3",
        "第",
        "行目",
        "(",
        ")",
        "[",
        "](",
        "|",
        "\n",
        "    ",
        "├── ",
        "- ",
        "```\n",
        "C:\\",
        "..",
        "~",
        "\u{feff}",
        "\r",
        "\0",
        "%",
        "%ff",
        "\"",
        "9999999999",
        "-",
        ",",
        " of ",
        "é",
        "🦀",
        "<",
        ">",
    ];
    let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).expect("it is below")
    };
    for form in forms() {
        for _ in 0..60 {
            let mut bytes = form.prose.clone().into_bytes();
            for _ in 0..=random(20) {
                let at = random(bytes.len());
                let part = parts[random(parts.len())].bytes();
                let until = (at + random(4)).min(bytes.len());
                drop(bytes.splice(at..until, part));
            }
            let prose = String::from_utf8_lossy(&bytes);
            let mentions = mentions(&prose, form.base(), &files);
            let all = mentions.iter().flat_map(|(mention, _)| {
                let lines = mention.lines().and_then(|lines| mention.with_lines(lines));
                lines.into_iter().chain([mention.with_path("x y")])
            });
            let anew = document::rewrite(&prose, &all.collect::<Vec<_>>());
            assert!(mentions.is_empty() || anew != prose, "{prose}");
        }
    }
}

#[test]
fn a_long_line_costs_no_more_than_its_length() {
    let files = files();
    for part in [
        "src/lib.rs line 3, ",
        "line 3 and ",
        "`lexer.rs:1,",
        "第",
        "進捗line",
        "(L3) ",
        ":1",
        "a:1",
        "(",
        "[",
        "\\",
        "src/",
        "line ",
        "1 to ",
    ] {
        let prose = format!("`src/lib.rs` {}", part.repeat(400_000 / part.len()));
        let start = Instant::now();
        drop(mentions(&prose, None, &files));
        let took = start.elapsed();
        assert!(took < Duration::from_secs(20), "{part:?}: {took:?}");
    }
    let item = |depth: usize| format!("{}- line {depth}7", "  ".repeat(depth));
    let deep: Vec<String> = (1..=1000).map(item).collect();
    let deep = deep.join("\n");
    assert_eq!(
        mentions(&format!("- `src/lib.rs`\n{deep}"), None, &files).len(),
        1000
    );
}
