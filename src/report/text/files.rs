//! The files a checkpoint references, and what became of each.

use crate::drift::{Drift, FileDrift, FileVerdict, PositionDrift, PositionVerdict};
use crate::model::{Lines, RepoPath};
use crate::report::text::View;
use crate::report::text::edited::then_and_now;
use crate::report::text::excerpt::{Excerpt, excerpt};
use crate::report::text::order::{by_severity, fits_anyway, has_news, tells_positions};
use crate::report::text::page::Page;
use crate::report::text::positions::{bare, position};
use crate::report::text::spans::Span;
use crate::report::text::who::who;
use crate::report::text::words::inner;
use crate::report::words::counted_len;
use crate::report::{Style, one_line};
use std::collections::BTreeMap;

/// Who references files, and since when they are told.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    /// `The checkpoint`, or a document as it was named.
    pub(super) name: &'a str,
    /// For a document that no save has pinned: the line of it, 1-based, since
    /// which each file is told.
    pub(super) since: Option<&'a BTreeMap<RepoPath, u32>>,
    /// Whether its last save was automatic.
    pub(super) is_automatic: bool,
}

impl Subject<'_> {
    /// After what a file changed.
    fn after(&self, path: &RepoPath) -> String {
        match self.since.and_then(|since| since.get(path)) {
            Some(line) => format!("{}:{line} was written", one_line(self.name)),
            None => CHECKPOINT.to_owned(),
        }
    }
}

/// After what the files of a checkpoint change.
const CHECKPOINT: &str = "checkpoint";

/// How many positions of a report are shown with a few lines of code.
const WITH_CODE: usize = 3;

/// How many unchanged files are named where the report is folded.
const UNCHANGED: usize = 5;

/// How the files are told.
#[derive(Clone, Copy, Default)]
pub(super) struct How<'a> {
    /// Whether those without news are named where nothing drifted.
    pub(super) every: bool,
    /// Whether many unchanged files are one line.
    pub(super) folds: bool,
    /// Where the lines of code come from, if some are shown.
    pub(super) excerpt: Option<Excerpt<'a>>,
}

/// The sentence on the whole, then one line a file with its positions and
/// commits beneath, what matters most first. Where nothing drifted, and not
/// every file is asked for, only those with something to tell are named.
pub(super) fn files(of: Subject, drift: &Drift, how: How<'_>, view: &View) -> String {
    let subject = one_line(of.name);
    let code = drift.exit_code();
    let when = match of.since {
        Some(_) => "the lines that name them were written",
        None => "it was created",
    };
    let sentence = match code {
        1 => format!("{subject} references files that have changed since {when}:"),
        2 => "Nothing is known to have changed, but this cannot be told:".to_owned(),
        _ if drift.files.is_empty() => format!("{subject} references no files."),
        _ => nothing(of, drift),
    };
    let mut page = Page::default();
    let sentence = view.wrapped_in(&sentence, (0, 0), |line| warned(line, code == 1, view));
    page.line(format_args!("{sentence}"));
    let all = by_severity(drift);
    let quiet = all.iter().filter(|file| !has_news(file)).count();
    let folds = how.folds && quiet > UNCHANGED;
    let named =
        |file: &&FileDrift| has_news(file) || !folds && (code == 1 || how.every && code == 0);
    let mut shown = Shown { how, with_code: 0 };
    for file in all.into_iter().filter(named) {
        entry(file, of, (&mut shown, &mut page), view);
    }
    if folds && code == 1 {
        let more = counted_len(quiet, "more file");
        page.line(format_args!("- and {more}: Unchanged"));
    }
    page.done()
}

/// That nothing is known to have changed.
fn nothing(of: Subject, drift: &Drift) -> String {
    let is = if drift.files.iter().all(is_proven) {
        "has"
    } else {
        "is known to have"
    };
    let since = if of.is_automatic {
        " since the automatic save"
    } else {
        ""
    };
    let subject = one_line(of.name);
    format!(
        "Nothing {} references {is} changed{since}.",
        inner(&subject)
    )
}

/// Whether it is known that the file is what it was.
fn is_proven(file: &FileDrift) -> bool {
    !matches!(file.verdict, FileVerdict::Unpinned | FileVerdict::Sparse)
}

fn warned(text: &str, warn: bool, view: &View) -> String {
    if warn {
        view.style.warning(text)
    } else {
        text.to_owned()
    }
}

/// What of a report is shown so far.
struct Shown<'a> {
    how: How<'a>,
    /// How many positions have code beneath.
    with_code: usize,
}

impl Shown<'_> {
    /// The code beneath a position: as it was and is, or as it is.
    fn code(&mut self, file: &FileDrift, told: &PositionDrift, view: &View) -> Vec<String> {
        if self.with_code == WITH_CODE {
            return Vec::new();
        }
        let mut code = then_and_now(told, view);
        if let Some(now) = now(file, told).filter(|_| code.is_empty()) {
            code = excerpt(self.how.excerpt, now, told.text.as_deref(), view);
        }
        self.with_code += usize::from(!code.is_empty());
        code
    }
}

/// Where a position is now, if that is known for certain.
fn now<'a>(file: &'a FileDrift, told: &'a PositionDrift) -> Option<(&'a RepoPath, Lines)> {
    let here = match &file.verdict {
        FileVerdict::Renamed { to } => to,
        _ => &file.path,
    };
    match told.verdict {
        PositionVerdict::Same => Some((here, told.lines)),
        PositionVerdict::Moved { to } => Some((told.path.as_ref().unwrap_or(here), to)),
        _ => None,
    }
}

fn entry(file: &FileDrift, of: Subject, (shown, page): (&mut Shown<'_>, &mut Page), view: &View) {
    if fits_anyway(file, view) {
        page.line(format_args!("- {}: Unchanged", path(file, view)));
    } else {
        let after = of.after(&file.path);
        page.line(format_args!("- {}", wrapped_line(file, &after, view)));
    }
    for told in &file.positions {
        let is_found = told.path.is_some() || !told.elsewhere.is_empty();
        let has_news = told.verdict != PositionVerdict::Same || file.verdict.is_drift();
        if !(is_found || tells_positions(file) && has_news) {
            continue;
        }
        let code = shown.code(file, told, view);
        if code.is_empty() {
            page.line(format_args!("  {}", position(told, 2, view)));
            continue;
        }
        page.line(format_args!("  {}", bare(told, view)));
        for line in code {
            page.line(format_args!("{line}"));
        }
    }
    for symbol in &file.symbols {
        let name = one_line(&symbol.name);
        let gone = view.style.warning(&format!("{name} is gone"));
        page.line(format_args!("  {gone} (stood on line {})", symbol.line));
    }
    who(file, page, view);
}

/// `src/login.ts: Modified after checkpoint (+12 -3)`.
pub(in crate::report) fn line(file: &FileDrift, view: &View) -> String {
    line_after(file, CHECKPOINT, view)
}

/// The path as the document has it; it leads to where the file is now, and
/// there to the first position.
fn path(file: &FileDrift, view: &View) -> String {
    let shown = view.bare_path(&file.path);
    if view.links.is_none() {
        return shown;
    }
    let now = match &file.verdict {
        FileVerdict::Deleted | FileVerdict::Missing | FileVerdict::Sparse => return shown,
        FileVerdict::Renamed { to } => to,
        _ => &file.path,
    };
    let line = file.positions.first().map(|first| match &first.verdict {
        PositionVerdict::Moved { to } => to.start(),
        _ => first.lines.start(),
    });
    view.linked(&shown, now, line)
}

/// The same of a file that changed after something else, in one line.
pub(super) fn line_after(file: &FileDrift, after: &str, view: &View) -> String {
    let view = View {
        width: None,
        ..*view
    };
    wrapped_line(file, after, &view)
}

/// The same, wrapped as an item of a list; no path in it is taken apart.
fn wrapped_line(file: &FileDrift, after: &str, view: &View) -> String {
    if fits_anyway(file, view) {
        return format!("{}: Unchanged", path(file, view));
    }
    let shown = one_line(&(view.display)(&file.path)).into_owned();
    let plain = |text: &str| text.to_owned();
    let linked = |text: &str| text.replacen(&shown, &path(file, view), 1);
    let sentence = |text: &str| warned(text, file.verdict.is_drift(), view);
    let counted = |_: &str| numbers(file, &view.style).unwrap_or_default();
    let mut spans = vec![
        Span::new(&linked).whole(&format!("{shown}: ")),
        told(Span::new(&sentence), file, after, view),
    ];
    if let FileVerdict::ModeChanged { from, to } = &file.verdict {
        let modes = format!(" ({} -> {})", from.as_str(), to.as_str());
        spans.push(Span::new(&plain).prose(&modes));
    } else if let Some(uncoloured) = numbers(file, &Style::plain()) {
        spans.push(Span::new(&plain).whole(" "));
        spans.push(Span::new(&counted).whole(&uncoloured));
    }
    view.spans(&spans, (2, 4))
}

/// What became of the file.
fn told<'a>(span: Span<'a>, file: &FileDrift, after: &str, view: &View) -> Span<'a> {
    let after = format!("after {after}");
    match &file.verdict {
        FileVerdict::Unchanged if file.is_drift() => span.prose(&format!("Unchanged, {OTHERWISE}")),
        FileVerdict::Missing if file.is_drift() => {
            span.prose(&format!("Still missing, {OTHERWISE}"))
        }
        FileVerdict::Unchanged => span.prose("Unchanged"),
        FileVerdict::Modified => span.prose(&format!("Modified {after}")),
        FileVerdict::Renamed { to } => {
            let to = one_line(&(view.display)(to)).into_owned();
            span.prose("Renamed to ").whole(&(to + " ")).prose(&after)
        }
        FileVerdict::Deleted => span.prose(&format!("Deleted {after}")),
        FileVerdict::TypeChanged => span.prose(&format!("Type changed {after}")),
        FileVerdict::ModeChanged { .. } => span.prose(&format!("Mode changed {after}")),
        FileVerdict::Appeared => span.prose(&format!("Appeared {after}")),
        FileVerdict::Missing => span.prose("Still missing"),
        FileVerdict::Unpinned => span.prose("Never pinned"),
        FileVerdict::Sparse => span.prose("Not in the sparse checkout"),
        FileVerdict::Unreadable { why } => span.prose(&format!("Cannot tell: {}", one_line(why))),
    }
}

/// Of a file that is what the last save pinned.
const OTHERWISE: &str = "but not what an earlier save pinned";

/// `(+12 -3)`.
fn numbers(file: &FileDrift, style: &Style) -> Option<String> {
    let changes = file.changes?;
    let is_told = !matches!(file.verdict, FileVerdict::Unchanged | FileVerdict::Missing);
    if changes.added == 0 && changes.removed == 0 || file.is_drift() && !is_told {
        return None;
    }
    let white_space = if file.whitespace_only {
        ", white space only"
    } else {
        ""
    };
    let added = style.added(&format!("+{}", changes.added));
    let removed = style.removed(&format!("-{}", changes.removed));
    Some(format!("({added} {removed}{white_space})"))
}
