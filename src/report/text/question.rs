//! What is asked after a report on a terminal: one key a choice, with what it
//! leads to.

use crate::drift::Healed;
use crate::model::{Choice, Lines, RepoPath};
use crate::report::text::View;
use crate::report::text::excerpt::{Excerpt, excerpt};
use crate::report::text::page::Page;
use crate::report::words::counted_len;

/// What the keys would do, and how it is shown.
pub struct Question<'a> {
    /// What Return means.
    pub recommended: Choice,
    /// The diff that can be shown: of how many files, with how many lines
    /// added and removed. `None` where there is none.
    pub diff: Option<(usize, u32, u32)>,
    /// The positions to which an update gives their new numbers or paths.
    pub healed: &'a [Healed],
    /// How many positions an update leaves pinned as they are, since nothing
    /// tells where they are now.
    pub held: usize,
    /// The place that the editor would open, as people read it; `None` where
    /// no file is there.
    pub place: Option<&'a str>,
    /// The exit code where nothing is chosen.
    pub left: u8,
    /// How it is shown.
    pub view: View<'a>,
}

impl Question<'_> {
    /// The keys that mean something, in the order they are told.
    pub fn keys(&self) -> Vec<char> {
        let mut keys: Vec<char> = self.lines().iter().map(|line| line.key).collect();
        keys.push('?');
        keys
    }

    /// Every key with its consequence, and the question.
    pub fn asked(&self) -> String {
        let mut page = Page::default();
        page.line(format_args!(""));
        for line in self.lines() {
            page.line(format_args!("{}", self.row(line.key, &line.told)));
        }
        page.line(format_args!("{}", self.row('?', "what each of these does")));
        page.done() + &self.again()
    }

    /// The question alone.
    pub fn again(&self) -> String {
        self.view.style.heading("Your choice:") + " "
    }

    /// The keys at more length.
    pub fn explained(&self) -> String {
        let mut page = Page::default();
        page.line(format_args!(""));
        for line in self.lines() {
            page.line(format_args!("{}", self.row(line.key, &line.more)));
        }
        let word = self.recommended.as_str();
        let leave = format!(
            "Return takes what is recommended: {word}. Escape, Ctrl-C and Ctrl-D leave as q does; \
             Ctrl-Z suspends."
        );
        page.line(format_args!("\n{}\n", self.view.wrapped(&leave, 0, 0)));
        page.done()
    }

    fn row(&self, key: char, told: &str) -> String {
        let key = self.view.style.heading(&key.to_string());
        format!("  {key}  {}", self.view.wrapped(told, 5, 5))
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        lines.extend(self.diff.map(|(files, added, removed)| {
            let files = counted_len(files, "file");
            Line::new(
                'd',
                format!("show the diff: {files}, +{added} -{removed}"),
                "Shows what was pinned against what is there now, and asks again.",
            )
        }));
        lines.push(self.update());
        lines.push(Line::new(
            'p',
            "proceed (may be outdated)".to_owned() + self.mark(Choice::Proceed),
            "Goes on with the checkpoint as it is, exit code 0. The next resume tells the same \
             again.",
        ));
        let discard = "discard and assess current state (restore brings it back)";
        lines.push(Line::new(
            'x',
            discard.to_owned() + self.mark(Choice::Discard),
            "Takes the checkpoint away and keeps it in its history: git shipkit restore brings \
             it back.",
        ));
        lines.extend(self.place.map(|place| {
            let more = format!("Opens {place} in your editor, and asks again.");
            Line::new('o', format!("open {place} in your editor"), &more)
        }));
        let quit = format!("Leaves everything as it is, exit code {}.", self.left);
        lines.push(Line::new('q', "quit without a choice".to_owned(), &quit));
        lines
    }

    /// What tells that Return means this choice.
    fn mark(&self, choice: Choice) -> &'static str {
        if choice == self.recommended {
            " (Return)"
        } else {
            ""
        }
    }

    fn update(&self) -> Line {
        let mark = self.mark(Choice::Update);
        let is_in_place = |healed: &Healed| healed.path == healed.new_path;
        let what = if self.healed.iter().all(is_in_place) {
            "line number"
        } else {
            "place"
        };
        let follow = match self.healed.len() {
            0 => String::new(),
            1 => format!("; 1 {what} follows"),
            n => format!("; {n} {what}s follow"),
        };
        let held = match self.held {
            0 => String::new(),
            1 => "; 1 goes on being told".to_owned(),
            n => format!("; {n} go on being told"),
        };
        Line::new(
            'u',
            format!("update: pin what is there now{follow}{held}{mark}"),
            "Saves the checkpoint again: files are pinned as they are now, and places that moved \
             get their new numbers in the document, which is shown first. Places whose lines are \
             gone go on being told. The save before stays in the history.",
        )
    }
}

/// A key and what it leads to.
struct Line {
    key: char,
    /// In a few words.
    told: String,
    /// In a sentence or two.
    more: String,
}

impl Line {
    fn new(key: char, told: String, more: &str) -> Line {
        let more = more.to_owned();
        Line { key, told, more }
    }
}

/// The question where nothing has drifted.
pub fn resume_question() -> &'static str {
    "\nResume this task? (no clears it, restore brings it back)"
}

/// Where the work goes on, before the question where nothing has drifted: the
/// place as people read it, the key that opens it, its lines.
pub fn place_to_go_on(
    shown: &str,
    place: Option<(&RepoPath, Lines)>,
    code: Excerpt<'_>,
    view: &View,
) -> String {
    let mut page = Page::default();
    let path = view.style.path(shown);
    page.line(format_args!("\n{path} (o opens it in your editor)"));
    let lines = place.map(|place| excerpt(Some(code), place, None, view));
    for line in lines.into_iter().flatten() {
        page.line(format_args!("{line}"));
    }
    page.done()
}
