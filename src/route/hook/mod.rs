//! The ways of a hook: what an event of git's means for the checkpoints that
//! are there. Looks at no more than that takes, and remembers what it said.

pub mod agent;
mod known;
mod post_checkout;
mod post_commit;
mod post_merge;
mod pre_commit;
mod touched;

use crate::error::Error;
use crate::model::Name;
use crate::repo::Repo;
use crate::store::{PreCommit, Said, Settings, Store};
use crate::suggest::{Event, Remark, Reminder};
use chrono::{DateTime, FixedOffset};
use known::Known;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What a hook was called with.
pub struct Call<'a> {
    /// What happened.
    pub event: Event,
    /// What git gave the hook.
    pub args: &'a [OsString],
    /// Where it runs, absolute.
    pub cwd: &'a Path,
    /// The time.
    pub now: DateTime<FixedOffset>,
    /// The environment.
    pub env: &'a dyn Fn(&str) -> Option<OsString>,
}

/// Everything there is to look at.
struct Scene<'a> {
    call: &'a Call<'a>,
    repo: &'a Repo,
    store: Store<'a>,
    /// What was said before.
    said: Said,
    /// The checkpoints that may be meant, the current one first.
    known: Vec<Known>,
}

/// Whether a checkpoint lies at the top of the work tree that `cwd` is in, as
/// far as that can be told without opening the repository.
pub fn has_checkpoint(cwd: &Path, env: &dyn Fn(&str) -> Option<OsString>) -> bool {
    let top = top(cwd, env).join(".shipkit");
    let entries = std::fs::read_dir(top).into_iter().flatten().flatten();
    let mut names = entries.map(|entry| entry.file_name());
    names.any(|name| name.to_str().and_then(Name::of_document).is_some())
}

/// The top of the work tree: hooks are started there, and those who start them
/// in git's place may start them below it.
fn top(cwd: &Path, env: &dyn Fn(&str) -> Option<OsString>) -> PathBuf {
    if let Some(top) = env("GIT_WORK_TREE") {
        return cwd.join(top);
    }
    if env("GIT_DIR").is_some() {
        return cwd.to_owned();
    }
    let is_top = |dir: &&Path| dir.join(".git").symlink_metadata().is_ok();
    cwd.ancestors().find(is_top).unwrap_or(cwd).to_owned()
}

/// What there is to say, if anything. `may_stop` is called as soon as it is
/// clear that a commit is to be stopped by it; `may_tell` is asked when
/// there is something to say. What is given here is remembered as said.
///
/// # Errors
/// Whatever keeps a hook from telling; nobody is to be bothered with it.
pub fn remark(
    call: &Call<'_>,
    may_stop: &dyn Fn(),
    may_tell: &dyn Fn() -> bool,
) -> Result<Option<Remark>, Error> {
    let repo = Repo::open(call.cwd, call.env)?;
    let settings = Settings::read(&repo)?;
    let blocks = call.event == Event::PreCommit && settings.pre_commit == PreCommit::Block;
    if blocks {
        may_stop();
    }
    let store = Store::new(&repo, &settings);
    let is_off = call.event == Event::PreCommit && settings.pre_commit == PreCommit::Off;
    if is_off || repo.is_under_way() {
        let _ = store.remember(|said| said.saw(call.now)); // it may be busy
        return Ok(None);
    }
    let scene = Scene {
        known: known::all(call, &store)?,
        said: store.said(),
        store,
        call,
        repo: &repo,
    };
    let found = scene.reminders()?;
    let is_concerned = !found.is_empty();
    let chosen = scene.unsaid(found, blocks);
    if chosen.is_some() && !may_tell() {
        return Ok(None);
    }
    scene.remember(chosen.as_ref(), is_concerned);
    Ok(chosen.map(|(known, reminder)| Remark {
        name: known.name.clone(),
        task: known.task(),
        reminder,
        stops: blocks,
    }))
}

impl Scene<'_> {
    /// What there is to say of each checkpoint, what matters most first.
    fn reminders(&self) -> Result<Vec<(&Known, Reminder)>, Error> {
        match self.call.event {
            Event::PreCommit => self.before_commit(),
            Event::PostCommit => self.after_commit(),
            Event::PostCheckout => self.after_checkout(),
            Event::PostMerge => self.after_merge(),
            Event::PostRewrite => self.after_rewrite(),
        }
    }

    /// The first that was not said before. What stops a commit is said each
    /// time.
    fn unsaid<'k>(
        &self,
        found: Vec<(&'k Known, Reminder)>,
        blocks: bool,
    ) -> Option<(&'k Known, Reminder)> {
        let mut new = found.into_iter().filter_map(|(known, reminder)| {
            if blocks {
                return Some((known, reminder));
            }
            let said = |reason: &str| self.said.has(known.save(self.repo), reason);
            let reminder = reminder.unsaid(&said)?;
            Some((known, reminder))
        });
        new.next()
    }

    /// Notes that somebody is at work, and what is said now. What was said of a
    /// commit holds as long as it is tried again, not for one that concerns no
    /// checkpoint.
    fn remember(&self, chosen: Option<&(&Known, Reminder)>, is_concerned: bool) {
        let minute = self.call.now.timestamp().div_euclid(60) * 60;
        let is_commit = self.call.event == Event::PreCommit;
        let is_over = is_commit && !is_concerned && self.said.has_spoken();
        if chosen.is_none() && !is_over && self.said.activity().any(|at| at == minute) {
            return;
        }
        let head = self.repo.head().ok().and_then(|head| head.id);
        let _ = self.store.remember(|said| {
            said.saw(self.call.now);
            if is_over {
                said.was_silent();
            }
            let Some((known, reminder)) = chosen else {
                return;
            };
            for reason in reminder.reasons() {
                said.say(known.save(self.repo), &reason);
            }
            if is_commit {
                said.spoke(head.as_ref());
            }
        });
    }
}
