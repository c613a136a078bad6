//! Files of many shapes, and random edits of their lines.

use super::measure::Random;

/// Names git and shells find hard, beside plain ones. The content goes by the
/// ending.
pub(super) const NAMES: [&str; 22] = [
    "main.rs",
    "src/lib.rs",
    "src/deep/er/walk.c",
    "a.txt",
    "b.txt",
    "docs/notes.md",
    "with space.txt",
    "ünï cødé.txt",
    "日本語.md",
    "\"q\".txt",
    "-rf",
    "*.txt",
    "a\nb.txt",
    ":(top)x",
    "tab\there.rs",
    "crlf.txt",
    "run.sh",
    "link",
    "picture.bin",
    "empty",
    "src/repeated.c",
    "long.rs",
];

const COMMON: [&str; 10] = [
    "}",
    "",
    "    }",
    "    return;",
    "else {",
    "  });",
    "// ---",
    "\t}",
    "end",
    "    x += 1;",
];
const WORDS: [&str; 8] = [
    "token",
    "retry",
    "socket",
    "支払い",
    "größe",
    "session",
    "parser",
    "index",
];

/// The content of a new file of that name.
pub(super) fn content(name: &str, random: &mut Random) -> Vec<u8> {
    match name {
        "picture.bin" => return (0..random.below(300)).map(|_| byte(random)).collect(),
        "empty" => return Vec::new(),
        _ => {}
    }
    let shape = match name {
        "src/repeated.c" => 1,
        "long.rs" => 2,
        _ => random.below(12),
    };
    let lines: Vec<String> = match shape {
        0 => (0..random.below(4)).map(|_| unique(random)).collect(),
        1 => (0..4 + random.below(40)).map(|_| common(random)).collect(),
        2 => (0..200 + random.below(500))
            .map(|_| mixed(random))
            .collect(),
        3 => (0..random.below(9)).map(|_| String::new()).collect(),
        4 | 5 => (0..5 + random.below(60)).map(|_| unique(random)).collect(),
        _ => (0..5 + random.below(60)).map(|_| mixed(random)).collect(),
    };
    let crlf = name == "crlf.txt" || random.percent(12);
    let mut text: Vec<u8> = Vec::new();
    for line in &lines {
        text.extend_from_slice(line.as_bytes());
        let ends_odd = crlf && !random.percent(3) || random.percent(1);
        text.extend_from_slice(if ends_odd { b"\r\n" } else { b"\n" });
    }
    if random.percent(15) {
        text.pop();
    }
    text
}

fn byte(random: &mut Random) -> u8 {
    random.pick(&[0, 1, 10, 13, 65, 200, 255])
}

fn common(random: &mut Random) -> String {
    random.pick(&COMMON).to_owned()
}

fn unique(random: &mut Random) -> String {
    let (word, number) = (random.pick(&WORDS), random.below(1_000_000));
    match random.below(12) {
        0 => format!("// {word} $Id$ {number}"),
        1 => format!("{word}{number}{}", "-".repeat(random.below(300))),
        _ => format!("    let {word}_{number} = {word}({});", number % 7),
    }
}

/// As code is: names among brackets, some lines more than once.
fn mixed(random: &mut Random) -> String {
    match random.below(10) {
        0..=3 => common(random),
        4 => format!("    {}();", random.pick(&WORDS)),
        _ => unique(random),
    }
}

/// The lines of a text with their endings.
fn lines(text: &[u8]) -> Vec<Vec<u8>> {
    text.split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect()
}

/// How many lines git counts in it.
pub(super) fn count(text: &[u8]) -> usize {
    lines(text).len()
}

/// The text after one to three random edits.
pub(super) fn edited(text: &[u8], random: &mut Random) -> Vec<u8> {
    let mut all = lines(text);
    for _ in 0..=random.below(3) {
        edit(&mut all, random);
    }
    all.concat()
}

/// The text with the other line endings.
pub(super) fn flipped(text: &[u8]) -> Vec<u8> {
    let has_crlf = text.windows(2).any(|pair| pair == b"\r\n");
    let flip = |line: Vec<u8>| match (has_crlf, line.strip_suffix(b"\n")) {
        (true, Some(line)) => [line.strip_suffix(b"\r").unwrap_or(line), b"\n"].concat(),
        (false, Some(line)) => [line, b"\r\n"].concat(),
        (_, None) => line,
    };
    lines(text).into_iter().flat_map(flip).collect()
}

fn edit(lines: &mut Vec<Vec<u8>>, random: &mut Random) {
    let at = random.below(lines.len() + 1);
    let run = at..(at + 1 + random.below(4)).min(lines.len()).max(at);
    match random.below(15) {
        0 | 1 => insert(lines, at, &unique(random)),
        2 => insert(lines, at, &common(random)),
        3 if !lines.is_empty() => {
            let copy = lines[random.below(lines.len())].clone();
            lines.insert(at, copy);
        }
        4 | 5 => drop(lines.drain(run)),
        6 | 7 => {
            lines.drain(run);
            insert(lines, at, &mixed(random));
        }
        8 => {
            let block: Vec<_> = lines.drain(run).collect();
            let to = random.below(lines.len() + 1);
            lines.splice(to..to, block);
        }
        9 => {
            let block = lines[run].to_vec();
            let to = random.below(lines.len() + 1);
            lines.splice(to..to, block);
        }
        10 => lines[run].iter_mut().for_each(|line| line.insert(0, b' ')),
        11 if at + 1 < lines.len() => lines.swap(at, at + 1),
        12 => {
            for _ in 0..2 + random.below(12) {
                insert(lines, at, &mixed(random));
            }
        }
        13 if random.percent(30) => lines.clear(),
        14 => newline_at_end(lines),
        _ => lines[run].iter_mut().for_each(replace_word),
    }
}

fn insert(lines: &mut Vec<Vec<u8>>, at: usize, line: &str) {
    let crlf = lines.first().is_some_and(|line| line.ends_with(b"\r\n"));
    let ending: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    lines.insert(at, [line.as_bytes(), ending].concat());
}

fn newline_at_end(lines: &mut [Vec<u8>]) {
    if let Some(last) = lines.last_mut()
        && last.pop_if(|byte| *byte == b'\n').is_none()
    {
        last.push(b'\n');
    }
}

fn replace_word(line: &mut Vec<u8>) {
    let changed = String::from_utf8_lossy(line).replace("let ", "const ");
    *line = changed.into_bytes();
    line.insert(0, b'\t');
}
