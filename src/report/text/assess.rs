//! There is no checkpoint: how things stand all the same, and what to do.

use crate::document::ResumePoint;
use crate::model::RepoPath;
use crate::report::text::absent::{Absent, absent_or_meant};
use crate::report::text::choices::command;
use crate::report::text::page::Page;
use crate::report::text::who::commit;
use crate::report::text::{View, cut};
use crate::report::words::{age, counted_len};
use crate::report::{as_argument, one_line};
use chrono::{DateTime, FixedOffset};

/// How things stand.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    /// What there is instead of the checkpoint.
    pub absent: Absent,
    /// The documents that tell of the work, those of `absent` among them.
    pub pages: Vec<Telling>,
    /// How many files differ from HEAD, and in which way: `(2, "modified")`.
    pub uncommitted: Vec<(usize, &'static str)>,
    /// Some of those files, from the top of the work tree.
    pub names: Vec<String>,
    /// Why not all files were looked at, one line.
    pub unseen: Option<String>,
    /// How many stashes there are.
    pub stashes: usize,
    /// What the newest says.
    pub newest_stash: Option<String>,
    /// When it was made.
    pub stashed_at: Option<DateTime<FixedOffset>>,
}

/// A document, and what it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Its path from the top of the work tree.
    pub path: &'static str,
    /// When it was written last, where that is known.
    pub written: Option<DateTime<FixedOffset>>,
    /// What it tells.
    pub told: Told,
}

/// What a document tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A line of text; none where it is empty.
    Line(Option<String>),
    /// Where work stopped.
    Point(ResumePoint),
    /// It cannot be read, and why, one line.
    Unread(String),
}

/// A way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What it is.
    pub what: String,
    /// What to type.
    pub command: String,
}

/// The ways to go on where there is no checkpoint, as far as there is
/// something at their ends.
pub fn ways(stands: &Assessment, display: &dyn Fn(&RepoPath) -> String) -> Vec<Way> {
    let page = stands.pages.iter().find_map(|page| {
        let readable = matches!(page.told, Told::Line(Some(_)));
        let path = RepoPath::new(page.path).ok().filter(|_| readable)?;
        let what = format!("Check {} for recent work", path.base_name());
        let command = format!("cat {}", as_argument(&display(&path)));
        Some(Way { what, command })
    });
    let commits = (!stands.absent.commits.is_empty()).then(|| Way {
        what: "Scan recent commits to understand the state".to_owned(),
        command: "git log --stat -5".to_owned(),
    });
    let name = stands.absent.name.as_deref();
    let fresh = Way {
        what: "Start fresh".to_owned(),
        command: format!("{} --task 'TEXT'", command("checkpoint", name, "")),
    };
    page.into_iter().chain(commits).chain(Some(fresh)).collect()
}

/// The sentence, how things stand, what can be had instead, and the ways to go
/// on: as many commits as a terminal of 24 lines has room for, at least one.
pub fn assessment(stands: &Assessment, view: &View) -> String {
    let heading = |text| view.style.heading(text);
    let told = |page| telling(page, view);
    let pages: Vec<String> = stands.pages.iter().map(told).collect();
    let loose = loose(stands, view);
    let others = others(&stands.absent, view);
    let ways = ways(stands, view.display);
    let beside = height(&pages) + height(&loose) + height(&others);
    let first = absent_or_meant(&stands.absent);
    let around = first.lines().count() + beside + 2 + ways.len();
    let left = LINES.saturating_sub(around + 2);
    let commits = stands.absent.commits.iter().take(left.max(1));
    let mut page = Page::default();
    page.line(format_args!("{first}"));
    page.part(&heading("What the project says, in .shipkit/:"), pages);
    page.part(
        &heading("Recent commits:"),
        commits.map(|seen| commit(seen, view)),
    );
    page.part(&heading("Not committed:"), loose);
    page.part(&heading(others_heading(&stands.absent)), others);
    page.line(format_args!("\n{}", heading("What now?")));
    for (at, way) in ways.iter().enumerate() {
        let command = view.style.hint(&one_line(&way.command));
        page.line(format_args!("{}. {}: {command}", at + 1, way.what));
    }
    page.done()
}

/// How many lines a terminal has at least, but for the one that is typed on.
const LINES: usize = 23;

/// How many other checkpoints are named.
const OTHERS: usize = 3;

/// How many lines a part takes.
fn height(lines: &[String]) -> usize {
    match lines.iter().map(|line| line.split('\n').count()).sum() {
        0 => 0,
        lines => lines + 2,
    }
}

/// Said where all of them were cleared.
const SAVED_BEFORE: &str = "Saved before, and to be had back:";

fn others_heading(absent: &Absent) -> &'static str {
    if absent.others.is_empty() && absent.elsewhere.is_empty() {
        SAVED_BEFORE
    } else {
        "Other checkpoints:"
    }
}

/// What to type for the first few checkpoints that can be had instead.
fn others(absent: &Absent, view: &View) -> Vec<String> {
    let typed = |verb, name: Option<&str>| view.style.hint(&command(verb, name, ""));
    let here = absent
        .others
        .iter()
        .map(|name| typed("resume", name.as_deref()));
    let cleared = absent.cleared.iter();
    let is_told = others_heading(absent) == SAVED_BEFORE;
    let note = if is_told { "" } else { " (cleared)" };
    let cleared = cleared.map(|name| typed("restore", name.as_deref()) + note);
    let elsewhere = absent.elsewhere.iter();
    let elsewhere = elsewhere.map(|name| typed("resume", Some(name)) + " (another worktree)");
    let mut all: Vec<String> = here.chain(cleared).chain(elsewhere).collect();
    if all.len() > OTHERS {
        let more = all.split_off(OTHERS - 1).len();
        let list = view.style.hint("git shipkit list --all");
        all.push(format!("and {more} more: {list}"));
    }
    all
}

/// `progress.md (2 days ago): 2025-01-27: Authentication`; of a resume point
/// what comes next on a line of its own.
fn telling(page: &Telling, view: &View) -> String {
    let name = page.path.rsplit('/').next().unwrap_or(page.path);
    let known = page
        .written
        .filter(|then| then.timestamp() <= view.now.timestamp());
    let when = known.map(|then| format!(" ({})", age(then, view.now)));
    let when = when.unwrap_or_default();
    let (said, next) = match &page.told {
        Told::Line(None) => ("empty".to_owned(), None),
        Told::Line(Some(line)) => (line.clone(), None),
        Told::Point(point) => spoken(point),
        Told::Unread(why) => (format!("cannot be read: {why}"), None),
    };
    let said = fitting(&said, 2 + name.len() + when.len() + 2, view);
    let line = format!("{}{}: {said}", view.style.path(name), view.style.dim(&when));
    match next {
        Some(next) => format!("{line}\n  {}", fitting(&next, 2, view)),
        None => line,
    }
}

/// `Auth flow (in-progress), src/auth.ts`, and `next: Add a limit`; that comes
/// first where nothing else is known.
fn spoken(point: &ResumePoint) -> (String, Option<String>) {
    let task = match (&point.task, &point.status) {
        (Some(task), Some(status)) => Some(format!("{task} ({status})")),
        (task, _) => task.clone(),
    };
    let parts: Vec<String> = task.into_iter().chain(point.file.clone()).collect();
    let next = point.next.as_ref().map(|next| format!("next: {next}"));
    match (parts.join(", "), next) {
        (said, Some(next)) if said.is_empty() => (next, None),
        told => told,
    }
}

/// What no commit of the branch has.
fn loose(stands: &Assessment, view: &View) -> Vec<String> {
    let unseen = stands.unseen.as_deref();
    let unseen = unseen.map(|why| format!("not everything was looked at: {}", one_line(why)));
    let parts = [changed(stands, view), unseen, stashed(stands, view)];
    parts.into_iter().flatten().collect()
}

/// `1 file modified, 2 files created: a, b, c`.
fn changed(stands: &Assessment, view: &View) -> Option<String> {
    let counts = stands.uncommitted.iter().filter(|(count, _)| *count > 0);
    let counts = counts.map(|(count, what)| format!("{} {what}", counted_len(*count, "file")));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let names = stands.names.iter().map(|name| {
        let path = RepoPath::new(name.as_str());
        path.map_or_else(|_| name.clone(), |path| (view.display)(&path))
    });
    let names = names.collect::<Vec<_>>().join(", ");
    let names = fitting(&names, counts.len() + 4, view);
    (!counts.is_empty()).then(|| format!("{counts}: {names}"))
}

/// `2 stashes, the newest (3 days ago): WIP on main: 9e8d7c6 Move`.
fn stashed(stands: &Assessment, view: &View) -> Option<String> {
    let count = match stands.stashes {
        0 => return None,
        1 => "1 stash".to_owned(),
        more => format!("{more} stashes, the newest"),
    };
    let when = stands.stashed_at.map(|then| age(then, view.now));
    let when = when.map(|when| format!(" ({when})")).unwrap_or_default();
    let said = stands.newest_stash.as_deref().unwrap_or_default();
    let said = fitting(said, count.len() + when.len() + 4, view);
    Some(format!("{count}{}: {said}", view.style.dim(&when)))
}

/// How long a line may become where no terminal cuts it.
const LONG: usize = 160;

/// A text on one line, harmless, as long as what `used` columns leave.
fn fitting(text: &str, used: usize, view: &View) -> String {
    cut(&view.cut(&one_line(text), used), LONG)
}
