//! A document before and after it was brought up to date, as a unified diff.

use crate::model::quoted;
use crate::report::{Style, harmless};
use similar::{DiffOp, group_diff_ops};
use std::borrow::Cow;

/// How many lines a diff shows around a change, as git does.
const CONTEXT: usize = 3;

/// The diff for people: in colour, with what would steer a terminal shown.
pub fn shown_diff(document: &str, before: &str, after: &str, style: Style) -> String {
    let paint = |kind, line: &str| {
        // a line's own ending stays, so it is no change to show
        let line = harmless(line.strip_suffix('\r').unwrap_or(line));
        match kind {
            Kind::File => style.heading(&line),
            Kind::Place => style.path(&line),
            Kind::Gone => style.removed(&line),
            Kind::New => style.added(&line),
            Kind::Same => line.into_owned(),
        }
    };
    unified(document, before, after, &paint)
}

/// The diff for programs, as `git apply` takes it.
pub fn plain_diff(document: &str, before: &str, after: &str) -> String {
    unified(document, before, after, &|_, line| line.to_owned())
}

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
fn unified(
    document: &str,
    before: &str,
    after: &str,
    paint: &dyn Fn(Kind, &str) -> String,
) -> String {
    if before == after {
        return String::new();
    }
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut page = Page {
        paint,
        out: String::new(),
    };
    page.line(Kind::File, &format!("--- {}\n", side("a", document)));
    page.line(Kind::File, &format!("+++ {}\n", side("b", document)));
    for hunk in group_diff_ops(operations(&old, &new), CONTEXT) {
        page.hunk(&hunk, &old, &new);
    }
    page.out
}

struct Page<'a> {
    paint: &'a dyn Fn(Kind, &str) -> String,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, kind: Kind, line: &str) {
        let (line, end) = match line.strip_suffix('\n') {
            Some(line) => (line, "\n"),
            None => (line, "\n\\ No newline at end of file\n"),
        };
        self.out.push_str(&(self.paint)(kind, line));
        self.out.push_str(end);
    }

    fn hunk(&mut self, hunk: &[DiffOp], old: &[&str], new: &[&str]) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
            return;
        };
        let was = count(first.old_range().start, last.old_range().end);
        let is = count(first.new_range().start, last.new_range().end);
        self.line(Kind::Place, &format!("@@ -{was} +{is} @@\n"));
        for operation in hunk {
            let same = matches!(operation, DiffOp::Equal { .. });
            let (sign, kind) = if same {
                (" ", Kind::Same)
            } else {
                ("-", Kind::Gone)
            };
            for line in &old[operation.old_range()] {
                self.line(kind, &format!("{sign}{line}"));
            }
            for line in new[operation.new_range()].iter().filter(|_| !same) {
                self.line(Kind::New, &format!("+{line}"));
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
    fn what_would_steer_a_terminal_is_shown() {
        let diff = shown_diff("x", "\x1b[2Jf:7\r\n", "\x1b[2Jf:8\r\n", Style::new(false));
        assert!(diff.contains("-\\x1b[2Jf:7\n+\\x1b[2Jf:8\n"), "{diff}");
    }
}
