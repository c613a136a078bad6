//! `status`: one line for prompts and bars, and its stable form.

use crate::drift::{
    Drift, FileDrift, FileVerdict, HeadDrift, PositionDrift, PositionVerdict, Words,
};
use crate::model::{Content, Freshness, Lines};
use crate::report::text::page::Page;
use crate::report::text::{View, cut};
use crate::report::words::{counted_len, seconds, span};
use crate::report::{file_word, one_line, position_word, relation_word};
use chrono::{DateTime, FixedOffset};
use console::measure_text_width;
use unicode_width::UnicodeWidthStr as _;

/// What `status` tells.
pub struct Status<'a> {
    /// What to type for the checkpoint, `None` for the current one.
    pub name: Option<&'a str>,
    /// What its head says.
    pub content: &'a Content,
    /// When it was saved, if it was.
    pub saved_at: Option<DateTime<FixedOffset>>,
    /// What has changed.
    pub drift: &'a Drift,
    /// Of when its words are, where its last save was automatic.
    pub words: Option<&'a Words>,
    /// How it is shown.
    pub view: View<'a>,
}

/// How many columns of a task a prompt has room for.
const PROMPT: usize = 24;

/// `Login endpoint 60% 3d *2`: a few words for a prompt, the last for files
/// that changed, or `?` for some that cannot be told.
pub fn prompt(status: &Status) -> String {
    let content = status.content;
    let task = match (status.name, &content.task) {
        (Some(name), _) => one_line(name.trim_end_matches(':')),
        (None, Some(task)) => one_line(task),
        (None, None) => "checkpoint".into(),
    };
    let mut parts = vec![cut(&task, PROMPT)];
    let progress = content.progress.as_ref();
    parts.extend(progress.map(|progress| format!("{}%", progress.number())));
    let age = status.saved_at.map(|then| seconds(then, status.view.now));
    let days = age.map(|age| age / (24 * 60 * 60)).filter(|days| *days > 0);
    parts.extend(days.map(|days| format!("{days}d")));
    let changed = status.drift.changed();
    let is_untold = status.drift.files.iter().any(FileDrift::is_untold);
    let mark = match changed {
        0 => is_untold.then(|| "?".to_owned()),
        changed => Some(format!("*{changed}")),
    };
    parts.extend(mark.map(|mark| status.view.style.warning(&mark)));
    format!("{}\n", parts.join(" "))
}

/// `auth: Login endpoint, 60%, 2 days old, 1 of 4 files changed`.
pub fn status(status: &Status) -> String {
    let content = status.content;
    let view = &status.view;
    let mut facts = String::new();
    let mut tell = |fact: &str| facts.extend([", ", fact]);
    if let Some(progress) = &content.progress {
        tell(&format!("{}%", progress.number()));
    }
    tell(&age(status));
    let files = files(status.drift, view);
    let since = if status.words.is_some() { " since" } else { "" };
    tell(&format!("{files}{since}"));
    if let Some(words) = status.words {
        tell(&automatic(words, view));
    }
    let name = status
        .name
        .map(|name| format!("{}: ", one_line(name.trim_end_matches(':'))));
    let name = name.unwrap_or_default();
    let task = one_line(content.task.as_deref().unwrap_or("(no task)"));
    // The facts are what the line is for: a terminal shows them to the end.
    let task = view.cut(&task, name.width() + measure_text_width(&facts));
    format!("{name}{task}{facts}\n")
}

fn age(status: &Status) -> String {
    match status.saved_at.map(|then| seconds(then, status.view.now)) {
        Some(0..60) => "just saved".to_owned(),
        Some(age @ 60..) => format!("{} old", span(age)),
        Some(_) => "dated in the future".to_owned(),
        None => "never saved".to_owned(),
    }
}

/// `saved automatically, 2 of its files changed since its words, 3 days old`.
fn automatic(words: &Words, view: &View) -> String {
    let count = words.changed.len() + words.untold.len();
    let old = words.at.map(|at| span(seconds(at, view.now).max(0)));
    match (old, count) {
        (None, 0) => "saved automatically".to_owned(),
        (None, _) => view.style.warning("saved automatically after its words"),
        (Some(old), 0) => format!("saved automatically after its words ({old} old)"),
        (Some(old), count) => {
            let files = counted_len(count, "file");
            let what = if words.untold.is_empty() {
                "changed"
            } else {
                "perhaps changed"
            };
            view.style.warning(&format!(
                "{files} {what} between its words ({old} old) and an automatic save"
            ))
        }
    }
}

fn files(drift: &Drift, view: &View) -> String {
    let untold = drift.files.iter().filter(|file| file.is_untold()).count();
    let all = counted_len(drift.files.len(), "file");
    match (drift.changed(), untold) {
        _ if drift.files.is_empty() => "no files".to_owned(),
        (0, 0) => "nothing changed".to_owned(),
        (0, untold) => view
            .style
            .warning(&format!("cannot tell for {untold} of {all}")),
        (changed, _) => view.style.warning(&format!("{changed} of {all} changed")),
    }
}

/// The same for programs, one `key value` a line, stable: keys may be added,
/// none changes its meaning. A value is the rest of its line after the first
/// space. Times are RFC 3339, ages whole seconds, paths from the top of the
/// work tree and C-quoted as git does. A key whose value is not known is left
/// out.
///
/// ```text
/// version 1
/// name auth                          absent for the current checkpoint
/// task Login endpoint
/// progress 60
/// saved-at 2025-01-27T14:30:05+01:00
/// age 172800
/// freshness aging                    recent aging stale future
/// automatic 3                        only where the last save was automatic: how
///                                    many files are not proven to be as they
///                                    were when it was last saved in words
/// words-at 2025-01-27T12:10:05+01:00 when that was; absent if never
/// head 3f2c…                         at the save; absent if unborn
/// head-now 9e8d…
/// relation ahead                     same ahead behind diverged rewritten lost unborn unknown
/// branch feat/auth                   at the save; absent if detached
/// branch-now main
/// exit 1                             0 clean, 1 drift, 2 cannot be told,
///                                    3 no such checkpoint, and no more keys
/// severity near                      none elsewhere near at-position
/// recommended update                 update proceed discard
/// files 4
/// changed 1
/// file renamed src/a.ts              one for every file, VERDICT PATH
/// renamed-to src/b.ts                only right after `file renamed`
/// position moved 34 38               of the file above: VERDICT LINES [NOW]
/// position ambiguous 34 12,40
/// ```
pub fn porcelain(status: &Status) -> String {
    let drift = status.drift;
    let mut out = Keys(Page::default());
    out.put("version", "1");
    out.put_some("name", status.name);
    out.put_some("task", status.content.task.as_deref());
    let progress = status.content.progress.as_ref();
    out.put_some(
        "progress",
        progress
            .map(|progress| progress.number().to_string())
            .as_deref(),
    );
    if let Some(saved_at) = status.saved_at {
        let now = status.view.now;
        out.put("saved-at", &saved_at.to_rfc3339());
        out.put("age", &seconds(saved_at, now).to_string());
        out.put("freshness", Freshness::of(saved_at, now).band());
    }
    if let Some(words) = status.words {
        let files = words.changed.len() + words.untold.len();
        out.put("automatic", &files.to_string());
        out.put_some("words-at", words.at.map(|at| at.to_rfc3339()).as_deref());
    }
    out.head(&drift.head);
    out.put("exit", &drift.exit_code().to_string());
    out.put("severity", drift.severity.as_str());
    out.put("recommended", drift.recommended.as_str());
    out.put("files", &drift.files.len().to_string());
    out.put("changed", &drift.changed().to_string());
    for file in &drift.files {
        out.file(file);
    }
    out.0.done()
}

/// The same where there is no checkpoint.
pub fn porcelain_absent(name: Option<&str>) -> String {
    let mut out = Keys(Page::default());
    out.put("version", "1");
    out.put_some("name", name);
    out.put("exit", "3");
    out.0.done()
}

struct Keys(Page);

impl Keys {
    fn put(&mut self, key: &str, value: &str) {
        self.0.line(format_args!("{key} {}", one_line(value)));
    }

    fn put_some(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn head(&mut self, head: &HeadDrift) {
        self.put_some(
            "head",
            head.saved.as_ref().map(crate::model::ObjectId::as_str),
        );
        self.put_some(
            "head-now",
            head.now.as_ref().map(crate::model::ObjectId::as_str),
        );
        self.put("relation", relation_word(head.relation));
        self.put_some("branch", head.branch_saved.as_deref());
        self.put_some("branch-now", head.branch_now.as_deref());
    }

    fn file(&mut self, file: &FileDrift) {
        self.put(
            "file",
            &format!("{} {}", file_word(&file.verdict), file.path),
        );
        if let FileVerdict::Renamed { to } = &file.verdict {
            self.put("renamed-to", &to.to_string());
        }
        for position in &file.positions {
            let word = position_word(&position.verdict);
            let now = now(position).map(|now| format!(" {now}"));
            let now = now.unwrap_or_default();
            self.put("position", &format!("{word} {}{now}", position.lines));
        }
    }
}

fn now(position: &PositionDrift) -> Option<String> {
    match &position.verdict {
        PositionVerdict::Moved { to } => Some(match &position.path {
            Some(path) => format!("{to} {path}"),
            None => to.to_string(),
        }),
        PositionVerdict::Edited { near } => Some(near.to_string()),
        PositionVerdict::Deleted { near } => near.as_ref().map(Lines::to_string),
        PositionVerdict::Ambiguous { candidates } => {
            let all: Vec<String> = candidates.iter().map(Lines::to_string).collect();
            Some(all.join(",")).filter(|all| !all.is_empty())
        }
        _ => None,
    }
}
