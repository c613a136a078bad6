//! The lines of code blocks: listings, what programs print, file trees.

use super::Kind;
use super::bare::in_text;
use super::candidate::{Seen, entire};
use super::read::Reader;
use super::words::words;
use std::ops::Range;

/// What starts a comment, in one language or another.
const COMMENTS: [&str; 8] = ["//", "#", "--", "/*", "*", ";", "%", "<!--"];

impl Reader<'_> {
    /// A line of a code block, `plain` where that is of no language; whether
    /// it is said rather than run. Lines in words are told where something
    /// is said: they start it, or stand beside a file.
    pub(super) fn fenced(&mut self, range: &Range<usize>, plain: bool) -> bool {
        let rest = self.entry().unwrap_or(range.start);
        let text = &self.prose[range.clone()];
        self.shell(text);
        let mut found = in_text(self.prose, &(rest..range.end), false);
        for seen in &mut found {
            undiffed(text, seen);
        }
        let body = text.trim_start_matches([' ', '\t']);
        let comment = COMMENTS.iter().any(|mark| body.starts_with(mark));
        if comment || plain {
            let said = body.trim_start_matches(['/', '#', '*', '-', ';', '%', '<', '!', ' ']);
            let start = range.start + text.len() - said.len();
            let file = found.iter().map(|seen| seen.span.end).min();
            for told in words(said, false) {
                let beside = file.is_some_and(|end| end <= start + told.start);
                if told.start == 0 || beside || told.of_next {
                    self.tell_words(told, start);
                }
            }
        }
        self.name(found, Kind::Fenced);
        comment || plain
    }

    /// Reads on in the code block `scope`.
    pub(super) fn enter(&mut self, scope: usize) {
        if self.shell.0 != scope {
            self.shell = (scope, None);
        }
    }

    /// A line that changes the directory lends it to those below it.
    fn shell(&mut self, line: &str) {
        for command in line.split(['&', ';', '|']) {
            let command = command.trim_start_matches([' ', '\t', '$', '>']);
            let Some(to) = command.strip_prefix("cd ") else {
                continue;
            };
            let to = to.trim().trim_matches(['"', '\'']).trim_end_matches('/');
            let plain = to.contains(char::is_alphanumeric) && !to.contains(['$', '.', ' ']);
            self.shell.1 = plain.then(|| to.to_owned());
        }
        self.within.extend(self.shell.1.clone());
    }

    /// The name of an entry of a file tree, and where it ends.
    fn entry(&mut self) -> Option<usize> {
        let (name, within, only) = self.nested.take()?;
        let text = &self.prose[name.clone()];
        let mut found = in_text(self.prose, &name, false);
        let whole = found.iter().any(|seen| seen.span == name);
        if !whole && (!within.is_empty() || text.contains('.')) {
            found.extend(entire(text, name.start, true));
        }
        let around = std::mem::replace(&mut self.within, within);
        self.named(found, Kind::Fenced, only);
        self.within = around;
        Some(name.end)
    }
}

/// Takes git's `a/` and `b/` from the paths of a diff.
fn undiffed(line: &str, seen: &mut Seen) {
    let side = seen.path.starts_with("a/") || seen.path.starts_with("b/");
    let heads = ["--- a/", "+++ b/", "diff --git "];
    if side && heads.iter().any(|head| line.starts_with(head)) {
        seen.path.drain(..2);
        seen.span.start += 2;
    }
}
