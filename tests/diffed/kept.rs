//! The drawing taken away gives back the patch: every line, its numbers, its
//! side.

use crate::support::{Random, Sandbox};
use git_shipkit::report::patch::{Drawing, drawn};
use git_shipkit::report::{Style, harmless};
use std::collections::BTreeMap;

/// A line of a patch: its number then and now, its sign, its text as shown.
type Row = (String, String, char, String);

/// The rows of each file of a patch, read as simply as can be: by what each
/// line starts with.
fn of_the_patch(patch: &[u8]) -> Vec<Vec<Row>> {
    let mut files: Vec<Vec<Row>> = Vec::new();
    let (mut then, mut now, mut gone, mut new) = (0, 0, 0, 0);
    for line in patch.split(|byte| *byte == b'\n') {
        if gone + new == 0 {
            if line.starts_with(b"diff --git ") {
                files.push(Vec::new());
            }
            let Some(place) = line.strip_prefix(b"@@ -") else {
                continue;
            };
            let place = String::from_utf8_lossy(place);
            let numbers: Vec<u32> = place
                .split(" @@")
                .next()
                .expect("the end of its numbers")
                .split(" +")
                .flat_map(|side| match side.split_once(',') {
                    Some((first, count)) => [first.parse(), count.parse()],
                    None => [side.parse(), Ok(1)],
                })
                .map(|number| number.expect("a number"))
                .collect();
            [then, gone, now, new] = numbers[..].try_into().expect("two sides");
            continue;
        }
        let sign = match line.first() {
            Some(b'\\') => continue,
            Some(sign) => char::from(*sign),
            None => ' ',
        };
        let number = |is_there: bool, number: &mut u32, left: &mut u32| {
            let shown = if is_there {
                number.to_string()
            } else {
                String::new()
            };
            *number += u32::from(is_there);
            *left -= u32::from(is_there);
            shown
        };
        let old = number(sign != '+', &mut then, &mut gone);
        let came = number(sign != '-', &mut now, &mut new);
        let row = (old, came, sign, text(line.get(1..).unwrap_or_default()));
        files.last_mut().expect("a file first").push(row);
    }
    files
}

fn text(bytes: &[u8]) -> String {
    let chunks = bytes.utf8_chunks().map(|chunk| {
        let invalid = chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}"));
        format!("{}{}", harmless(chunk.valid()), invalid.collect::<String>())
    });
    chunks.collect()
}

/// The rows of a file as it is drawn, those of one line put together again.
fn of_the_drawing(file: &[&str], digits: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for row in file {
        let at = |from: usize, to: usize| row.get(from..to).unwrap_or_default().trim();
        let (old, new) = (at(1, 1 + digits), at(2 + digits, 2 + 2 * digits));
        let rest = row.get(2 + 2 * digits..).unwrap_or_default();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        if rest.starts_with("@@") || rest.starts_with("\\ ") || row.starts_with("  Binary") {
            continue;
        }
        let mut rest = rest.chars();
        let sign = rest.next().unwrap_or(' ');
        let text = rest.as_str();
        let text = text.strip_prefix(' ').unwrap_or(text);
        match rows.last_mut() {
            Some(last) if old.is_empty() && new.is_empty() => last.3.push_str(text),
            _ => rows.push((old.to_owned(), new.to_owned(), sign, text.to_owned())),
        }
    }
    rows
}

/// The lines beneath each heading, which alone begins at the margin.
fn files(drawing: &str) -> Vec<Vec<&str>> {
    let mut files: Vec<Vec<&str>> = Vec::new();
    for line in drawing.lines() {
        match line.chars().next() {
            None => {}
            Some(' ' | '>') => files.last_mut().expect("a heading first").push(line),
            Some(_) => files.push(Vec::new()),
        }
    }
    files
}

/// How wide the numbers of a file are: as the widest is.
fn digits(rows: &[Row]) -> usize {
    let numbers = rows
        .iter()
        .flat_map(|(old, new, ..)| [old.len(), new.len()]);
    numbers.max().unwrap_or(0).max(2)
}

/// Without what tabs, line endings and marks of white space become.
fn without_space(rows: Vec<Row>) -> Vec<Row> {
    // of a line that fills screens only a part is shown
    let text = |text: String| {
        if text.len() > 2000 {
            String::new()
        } else {
            text
        }
        .replace([' ', '\t', '·', '→'], "")
        .replace("\\x0d", "")
    };
    rows.into_iter()
        .map(|(old, new, sign, line)| (old, new, sign, text(line)))
        .collect()
}

#[track_caller]
pub(super) fn assert_kept(patch: &[u8], width: Option<usize>) -> usize {
    let none = BTreeMap::new();
    let drawing = Drawing {
        style: Style::plain(),
        width,
        display: &|path| path.as_str().to_owned(),
        links: None,
        then: &none,
        now: &none,
        moved: &BTreeMap::new(),
    };
    let drawing = drawn(patch, &drawing);
    let (wanted, files) = (of_the_patch(patch), files(&drawing));
    assert_eq!(wanted.len(), files.len(), "{drawing}");
    let mut compared = 0;
    for (wanted, file) in wanted.into_iter().zip(files) {
        compared += wanted.len();
        let got = without_space(of_the_drawing(&file, digits(&wanted)));
        let wanted = without_space(wanted);
        let differs = wanted.iter().zip(&got).find(|(wanted, got)| wanted != got);
        assert_eq!((differs, wanted.len()), (None, got.len()), "at {width:?}");
    }
    compared
}

/// What lines are put together from.
const PIECES: [&[u8]; 24] = [
    b"if (x)",
    b"return",
    b" ",
    b"  ",
    b"\t",
    b"foo_bar",
    b"42",
    b";",
    b"\xff\xfe",
    b"\x1b[31m",
    "\u{202e}".as_bytes(),
    "支払い".as_bytes(),
    "👩\u{200d}👩\u{200d}👧".as_bytes(),
    "e\u{301}".as_bytes(),
    b"@@ -1 +1 @@",
    b"diff --git a/a b/a",
    b"--- a",
    b"+++ b",
    b"\\ No",
    b"-",
    b"+",
    b"\\",
    b"\0",
    b"> ",
];

fn some_lines(random: &mut Random, ending: &[u8]) -> Vec<Vec<u8>> {
    let count = random.below(40);
    let lines = (0..count).map(|_| {
        let mut line = Vec::new();
        for _ in 0..random.below(12) {
            // a NUL makes it binary, which has no lines
            let piece = PIECES[random.below(PIECES.len())];
            line.extend_from_slice(if piece == b"\0" { b"nul" } else { piece });
        }
        line.extend_from_slice(ending);
        line
    });
    lines.collect()
}

fn edited(random: &mut Random, lines: &[Vec<u8>], ending: &[u8]) -> Vec<Vec<u8>> {
    let mut now = Vec::new();
    for line in lines {
        match random.below(10) {
            0 => {}
            1 => now.extend(some_lines(random, ending).into_iter().take(3)),
            2 | 3 => {
                let mut line = line.clone();
                let at = random
                    .below(line.len().max(1))
                    .min(line.len() - ending.len());
                let piece = PIECES[random.below(8)];
                line.splice(at..at, piece.iter().copied());
                now.push(line);
            }
            _ => now.push(line.clone()),
        }
    }
    now
}

#[test]
fn every_line_of_a_patch_is_in_its_drawing() {
    let s = Sandbox::init(&[]);
    let mut random = Random(9);
    let mut compared = 0;
    let settings: [&[&str]; 6] = [
        &[],
        &["-c", "diff.suppressBlankEmpty=true", "-c", "diff.context=0"],
        &["-c", "diff.algorithm=histogram", "-c", "diff.context=10"],
        &[
            "-c",
            "diff.algorithm=patience",
            "-c",
            "diff.interHunkContext=5",
        ],
        &["-c", "diff.indentHeuristic=false", "-c", "diff.context=1"],
        &[
            "-c",
            "core.whitespace=cr-at-eol",
            "-c",
            "diff.wsErrorHighlight=all",
        ],
    ];
    for round in 0..60 {
        let endings: [&[u8]; 2] = [b"\r\n", b"\n"];
        let ending = endings[random.below(2)];
        for name in ["old/a", "old/b"] {
            let then = some_lines(&mut random, ending);
            let other = if random.below(5) == 0 { b"\n" } else { ending };
            let now = edited(&mut random, &then, other);
            let cut = |lines: Vec<Vec<u8>>, ends: bool| {
                let mut text = lines.concat();
                if !ends {
                    text.truncate(text.len().saturating_sub(ending.len()));
                }
                text
            };
            let ends = random.below(4);
            s.write(name, cut(then, ends != 0));
            s.write(&name.replace("old", "new"), cut(now, ends > 1));
        }
        let mut words = settings[round % settings.len()].to_vec();
        words.extend([
            "diff",
            "--no-index",
            "--no-color",
            "--no-prefix",
            "old",
            "new",
        ]);
        let git = s.command("git").args(&words).output().expect("git runs");
        assert!(git.status.code() < Some(2), "{git:?}");
        for width in [None, Some(40), Some(60), Some(80), Some(120)] {
            compared += assert_kept(&git.stdout, width);
        }
    }
    assert!(compared > 10_000, "{compared} lines are too few");
}
