//! The comment below a document that somebody edits: what its parts are for,
//! what has changed, why it could not be saved. It is taken out again, and
//! nothing that anybody typed goes with it.

#[cfg(test)]
mod tests;

use super::file::line_ending;

/// The first line, by which it is known again.
const OPENER: &str = "<!-- shipkit:guide: this comment is left out when you save";

/// The last line.
const CLOSER: &str = "-->";

/// How wide its lines are, in characters.
const WIDE: usize = 74;

/// What the parts of a document are for.
const PARTS: [&str; 12] = [
    "Write it for whoever goes on: you after the weekend, or somebody else.",
    "",
    "  Task         what this is about, in a line; it is needed",
    "  Stopped at   where you are; `path` (line 34) pins that very line",
    "  Next step    what you would do first",
    "  Completed, In Progress, Pending",
    "               '- [x] text', below it '  - File: `path`'",
    "  Key Decisions Made, Gotchas Discovered, Files to Open First, Test State",
    "               what cost you time, so that it costs nobody more",
    "",
    "Leave out what you do not need; other headings of yours stay as they are.",
    "To save nothing, empty the document.",
];

/// A guide, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    lines: Vec<String>,
}

/// An edited text without its guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The document.
    pub prose: String,
    /// What somebody typed into the guide, line by line.
    pub typed: Vec<String>,
}

impl Guide {
    /// A guide that begins with why the document could not be saved, and ends
    /// with `news`, a line each; either may be missing.
    pub fn new(reason: Option<&str>, news: &[String]) -> Guide {
        let mut lines = vec![OPENER.to_owned(), String::new()];
        if let Some(reason) = reason {
            lines.extend(wrapped(&format!("NOT SAVED: {reason}")));
            lines.push(String::new());
        }
        lines.extend(PARTS.map(str::to_owned));
        if !news.is_empty() {
            lines.push(String::new());
            lines.extend_from_slice(news);
        }
        for line in &mut lines[1..] {
            *line = line.replace("-->", "--\\x3e"); // it would end the comment
        }
        lines.push(CLOSER.to_owned());
        Guide { lines }
    }

    /// The guide at the end of a text that was given to somebody; one without
    /// lines where there is none.
    pub fn of(given: &str) -> Guide {
        let lines: Vec<&str> = given.lines().collect();
        let start = lines.iter().rposition(|line| line.trim_end() == OPENER);
        let lines = &lines[start.unwrap_or(lines.len())..];
        Guide {
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        }
    }

    /// `prose` with the guide below it, after a blank line.
    pub fn below(&self, prose: &str) -> String {
        let eol = line_ending(prose);
        let mut text = format!("{prose}{}", separator(prose, eol));
        for line in &self.lines {
            text.push_str(line);
            text.push_str(eol);
        }
        text
    }

    /// The document above the guide, which was `from`, and what somebody wrote
    /// below it. A guide of which the beginning is gone is known by its end.
    pub fn taken_out(&self, text: &str, from: &str) -> Taken {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let bare = |line: &str| line.trim_end().to_owned();
        let opener = lines.iter().rposition(|line| bare(line) == OPENER);
        let Some(start) = opener.or_else(|| self.rest_of_it(&lines)) else {
            return Taken {
                prose: text.to_owned(),
                typed: Vec::new(),
            };
        };
        let closer = lines[start..].iter().position(|line| bare(line) == CLOSER);
        let end = closer.map_or(lines.len(), |at| start + at + 1);
        let is_ours = |line: &&str| {
            self.lines
                .iter()
                .any(|own| own.trim_end() == line.trim_end())
        };
        let typed = lines[start..end].iter().filter(|line| !is_ours(line));
        let above = lines[..start].concat();
        Taken {
            prose: unseparated(&above, from).to_owned() + &lines[end..].concat(),
            typed: typed.map(|line| bare(line)).collect(),
        }
    }

    /// Where the lines begin that end the text and the guide alike.
    fn rest_of_it(&self, lines: &[&str]) -> Option<usize> {
        let blank = |line: &&&str| line.trim().is_empty();
        let end = lines.len() - lines.iter().rev().take_while(blank).count();
        let pairs = lines[..end].iter().rev().zip(self.lines.iter().rev());
        let same = pairs.take_while(|(line, own)| line.trim_end() == own.trim_end());
        let count = same.count();
        (count > 1).then(|| end - count)
    }
}

/// A sentence in lines of the guide's width.
fn wrapped(sentence: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < WIDE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// What parts the guide from the document: a blank line.
fn separator(prose: &str, eol: &str) -> String {
    match prose {
        "" => String::new(),
        prose if prose.ends_with('\n') => eol.to_owned(),
        _ => eol.repeat(2),
    }
}

/// The document without what parted it from the guide; `from` is what was put
/// there, which may have had no line ending at its end.
fn unseparated<'a>(above: &'a str, from: &str) -> &'a str {
    if let Some(rest) = above.strip_prefix(from)
        && rest == separator(from, line_ending(from))
    {
        return &above[..from.len()];
    }
    let short = above.strip_suffix('\n');
    let short = short.map(|text| text.strip_suffix('\r').unwrap_or(text));
    match short {
        Some(short) if short.is_empty() || short.ends_with('\n') => short,
        _ => above,
    }
}
