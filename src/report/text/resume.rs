//! The report of `resume` and of `check`.

use crate::drift::{Drift, Words};
use crate::model::{Content, RepoPath};
use crate::report::text::View;
use crate::report::text::choices::{choices, command};
use crate::report::text::claims::{claims, verdict};
use crate::report::text::excerpt::Excerpt;
use crate::report::text::files::{How, Subject, files};
use crate::report::text::head::head;
use crate::report::text::page::Page;
use crate::report::text::spans::Span;
use crate::report::text::summary::summary;
use crate::report::text::words::before_automatic;
use crate::report::text::world::{lacking, world};
use crate::report::{automatic_sentence, freshness_sentence, minute};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

const CHECKPOINT: Subject = Subject {
    name: "The checkpoint",
    since: None,
    is_automatic: false,
};

/// Everything `resume` tells.
pub struct Resume<'a> {
    /// What to type for the checkpoint: `auth`, `ID:auth`, `None` for the
    /// current one.
    pub name: Option<&'a str>,
    /// When it was saved, in the offset of the clock that saved; `None` for a
    /// document that never was.
    pub saved_at: Option<DateTime<FixedOffset>>,
    /// What it says.
    pub content: &'a Content,
    /// Whether somebody edited the document since the save.
    pub edited: bool,
    /// Whether a key will be asked for: then the choices come with the
    /// question, not here, and what is unchanged is told in a line.
    pub asks: bool,
    /// Whether there is nothing to choose here.
    pub elsewhere: bool,
    /// Where lines of code come from, if some are shown.
    pub excerpt: Option<Excerpt<'a>>,
    /// What has changed around it.
    pub drift: &'a Drift,
    /// Of when its words are, where its last save was automatic.
    pub words: Option<&'a Words>,
    /// How it is shown.
    pub view: View<'a>,
}

/// What `resume --check` and `check FILE` tell: drift alone.
pub struct Check<'a> {
    /// The document, as it was named on the command line; `None` for the
    /// checkpoint.
    pub document: Option<&'a str>,
    /// For a document that no save has pinned: the line of it, 1-based, since
    /// which each file is told.
    pub since: Option<&'a BTreeMap<RepoPath, u32>>,
    /// What has changed.
    pub drift: &'a Drift,
    /// Of when its words are, where its last save was automatic.
    pub words: Option<&'a Words>,
    /// How it is shown.
    pub view: View<'a>,
}

impl<'a> Check<'a> {
    /// The drift of a checkpoint.
    pub fn of_checkpoint(drift: &'a Drift, words: Option<&'a Words>, view: View<'a>) -> Check<'a> {
        Check {
            document: None,
            since: None,
            drift,
            words,
            view,
        }
    }
}

/// Freshness, summary, drift, and the choices where there is one to make.
pub fn resume(resume: &Resume) -> String {
    let Resume { view, drift, .. } = resume;
    let subject = Subject {
        is_automatic: resume.words.is_some(),
        ..CHECKPOINT
    };
    let how = How {
        every: false,
        folds: resume.asks,
        excerpt: resume.excerpt,
    };
    let mut parts = vec![
        opening(resume),
        summary(resume.content, view),
        head(&drift.head, view),
        files(subject, drift, how, view),
        before_automatic(resume.words, view),
        claims(drift, view),
        lacking(drift.lacking.as_ref(), view),
        world(drift.world.as_ref(), view),
        verdict(drift, view),
    ];
    if drift.exit_code() != 0 && !resume.asks && !resume.elsewhere {
        parts.push(choices(resume.name, drift.recommended, view));
    }
    joined(&parts)
}

/// Where HEAD went and what became of every file, no prose and no choices.
pub fn check(check: &Check) -> String {
    let subject = Subject {
        name: check.document.unwrap_or(CHECKPOINT.name),
        since: check.since,
        is_automatic: check.words.is_some(),
    };
    let how = How {
        every: true,
        ..How::default()
    };
    joined(&[
        head(&check.drift.head, &check.view),
        files(subject, check.drift, how, &check.view),
        before_automatic(check.words, &check.view),
        claims(check.drift, &check.view),
        lacking(check.drift.lacking.as_ref(), &check.view),
        world(check.drift.world.as_ref(), &check.view),
    ])
}

fn opening(resume: &Resume) -> String {
    let view = &resume.view;
    let mut page = Page::default();
    if let Some(saved_at) = resume.saved_at {
        page.line(format_args!("{}", freshness_sentence(saved_at, view.now)));
    }
    if let Some(words) = resume.words {
        page.line(format_args!("{}", automatic_sentence(words, view.now)));
    }
    let time = resume
        .saved_at
        .map_or_else(|| "never saved".to_owned(), minute);
    let heading = format!("Resuming from checkpoint ({time}):");
    page.line(format_args!("{}", view.style.heading(&heading)));
    if resume.edited {
        let save = command("checkpoint", resume.name, "");
        let plain = |text: &str| text.to_owned();
        let hint = |text: &str| view.style.hint(text);
        let what = "Edited since the last save. To pin what it names now: ";
        let spans = [Span::new(&plain).prose(what), Span::new(&hint).whole(&save)];
        page.line(format_args!("{}", view.spans(&spans, (0, 2))));
    }
    page.done()
}

/// The parts that are there, a blank line between them.
fn joined(parts: &[String]) -> String {
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n")
}
