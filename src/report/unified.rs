//! A document before and after it was brought up to date, as a unified diff.

use crate::model::quoted;
use crate::report::patch::{Differing, Effort, pair};
use crate::report::{Style, harmless};
use similar::{DiffOp, group_diff_ops};
use std::borrow::Cow;
use std::cell::RefCell;

/// How many lines a diff shows around a change, as git does.
const CONTEXT: usize = 3;

/// The diff for people: in colour, with the words that differ, and with what
/// would steer a terminal shown.
pub fn shown_diff(document: &str, before: &str, after: &str, style: Style) -> String {
    let effort = RefCell::new(Effort::new());
    let differing = |old: &str, new: &str| pair(old, new, &mut effort.borrow_mut());
    let paint = |kind, line: &str, other: Option<&str>| {
        let line = shown(line);
        let other = other.filter(|_| style.is_on()).map(shown);
        match (kind, other) {
            (Kind::File, _) => style.heading(&line),
            (Kind::Place, _) => style.path(&line),
            (Kind::Gone, None) => style.removed(&line),
            (Kind::New, None) => style.added(&line),
            (Kind::Gone, Some(new)) => {
                let (parts, _) = differing(&line[1..], &new);
                let part = |text: &str| style.removed_part(text);
                painted(&line, &parts, &part, &|text| style.removed(text))
            }
            (Kind::New, Some(old)) => {
                let (_, parts) = differing(&old, &line[1..]);
                let part = |text: &str| style.added_part(text);
                painted(&line, &parts, &part, &|text| style.added(text))
            }
            (Kind::Same, _) => line.into_owned(),
        }
    };
    unified(document, before, after, &paint)
}

/// A line as it can be shown; its own ending stays, so it is no change to show.
fn shown(line: &str) -> Cow<'_, str> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    harmless(line.strip_suffix('\r').unwrap_or(line))
}

/// A line with some parts of what follows its sign painted otherwise.
fn painted(
    line: &str,
    parts: &Differing,
    part: &dyn Fn(&str) -> String,
    rest: &dyn Fn(&str) -> String,
) -> String {
    let mut out = String::new();
    let mut at = 0;
    for range in &parts.ranges {
        let (start, end) = (range.start + 1, range.end + 1);
        out.push_str(&rest(&line[at..start]));
        out.push_str(&part(&line[start..end]));
        at = end;
    }
    out + &rest(&line[at..])
}

/// The diff for programs, as `git apply` takes it.
pub fn plain_diff(document: &str, before: &str, after: &str) -> String {
    unified(document, before, after, &|_, line, _| line.to_owned())
}

/// Shows a line of a kind, with its sign and without its line feed; beside it,
/// without sign, the line that stands in its place on the other side.
type Paint<'a> = &'a dyn Fn(Kind, &str, Option<&str>) -> String;

/// What a line of a diff is.
#[derive(Clone, Copy)]
enum Kind {
    File,
    Place,
    Same,
    Gone,
    New,
}

/// Empty where nothing differs. Bringing up to date never adds a line or takes
/// one, so that lines are compared by their place, in linear time.
fn unified(document: &str, before: &str, after: &str, paint: Paint<'_>) -> String {
    if before == after {
        return String::new();
    }
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut page = Page {
        paint,
        out: String::new(),
    };
    page.line(Kind::File, &format!("--- {}\n", side("a", document)), None);
    page.line(Kind::File, &format!("+++ {}\n", side("b", document)), None);
    for hunk in group_diff_ops(operations(&old, &new), CONTEXT) {
        page.hunk(&hunk, &old, &new);
    }
    page.out
}

struct Page<'a> {
    paint: Paint<'a>,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, kind: Kind, line: &str, other: Option<&str>) {
        let (line, end) = match line.strip_suffix('\n') {
            Some(line) => (line, "\n"),
            None => (line, "\n\\ No newline at end of file\n"),
        };
        self.out.push_str(&(self.paint)(kind, line, other));
        self.out.push_str(end);
    }

    fn hunk(&mut self, hunk: &[DiffOp], old: &[&str], new: &[&str]) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
            return;
        };
        let was = count(first.old_range().start, last.old_range().end);
        let is = count(first.new_range().start, last.new_range().end);
        self.line(Kind::Place, &format!("@@ -{was} +{is} @@\n"), None);
        for operation in hunk {
            let same = matches!(operation, DiffOp::Equal { .. });
            let (sign, kind) = if same {
                (" ", Kind::Same)
            } else {
                ("-", Kind::Gone)
            };
            let (gone, new) = (&old[operation.old_range()], &new[operation.new_range()]);
            for (at, line) in gone.iter().enumerate() {
                let other = new.get(at).filter(|_| !same).copied();
                self.line(kind, &format!("{sign}{line}"), other);
            }
            for (at, line) in new.iter().enumerate().filter(|_| !same) {
                self.line(Kind::New, &format!("+{line}"), gone.get(at).copied());
            }
        }
    }
}

fn side(side: &str, document: &str) -> String {
    let path = format!("{side}/{document}");
    match quoted(&path) {
        Cow::Borrowed(_) => path,
        Cow::Owned(quoted) => quoted,
    }
}

/// `3,7`; the number of a single line is left out, as git does.
fn count(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => (start + 1).to_string(),
        len => format!("{},{len}", start + 1),
    }
}

/// Runs of lines that are the same and that differ.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let common = old.len().min(new.len());
    let differs = |at: usize| at >= common || old[at] != new[at];
    let all = old.len().max(new.len());
    let mut found = Vec::new();
    let mut start = 0;
    while start < all {
        let kind = differs(start);
        let len = (start..all).take_while(|at| differs(*at) == kind).count();
        let end = start + len;
        found.push(if kind {
            DiffOp::Replace {
                old_index: start.min(old.len()),
                old_len: end.min(old.len()).saturating_sub(start),
                new_index: start.min(new.len()),
                new_len: end.min(new.len()).saturating_sub(start),
            }
        } else {
            DiffOp::Equal {
                old_index: start,
                new_index: start,
                len,
            }
        });
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_git_writes_it() {
        let before = "1\n2\n3\n4\nf:7\n6\n7\n8\n9\n10\n11\n12\n13\nf:9";
        let after = before.replace("f:7", "f:8").replace("f:9", "f:10");
        let wanted = "--- a/x y\n+++ b/x y\n\
                      @@ -2,7 +2,7 @@\n 2\n 3\n 4\n-f:7\n+f:8\n 6\n 7\n 8\n\
                      @@ -11,4 +11,4 @@\n 11\n 12\n 13\n\
                      -f:9\n\\ No newline at end of file\n\
                      +f:10\n\\ No newline at end of file\n";
        assert_eq!(plain_diff("x y", before, &after), wanted);
        assert_eq!(plain_diff("x", before, before), "");
    }

    #[test]
    fn lines_that_come_or_go_are_told_too() {
        for (before, after, wanted) in [
            ("a\n", "a\nb\n", "@@ -1 +1,2 @@\n a\n+b\n"),
            ("a\nb\n", "a\n", "@@ -1,2 +1 @@\n a\n-b\n"),
            ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
        ] {
            let diff = plain_diff("x", before, after);
            assert_eq!(diff.strip_prefix("--- a/x\n+++ b/x\n"), Some(wanted));
        }
    }

    #[test]
    fn the_words_that_differ_are_emphasised() {
        let diff = shown_diff("x", "`f:7` a\n", "`f:8` a\n", Style::new(true));
        let wanted = "^[31m-`f:^[0m^[31;1;4m7^[0m^[31m` a^[0m\n\
                      ^[32m+`f:^[0m^[32;1;4m8^[0m^[32m` a^[0m\n";
        assert!(diff.replace('\u{1b}', "^").ends_with(wanted), "{diff:?}");
    }

    #[test]
    fn what_would_steer_a_terminal_is_shown() {
        let diff = shown_diff("x", "\x1b[2Jf:7\r\n", "\x1b[2Jf:8\r\n", Style::new(false));
        assert!(diff.contains("-\\x1b[2Jf:7\n+\\x1b[2Jf:8\n"), "{diff}");
    }
}
