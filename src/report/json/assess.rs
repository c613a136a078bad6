//! The answer of `resume` where there is no checkpoint: how things stand.

use crate::document::ResumePoint;
use crate::model::RepoPath;
use crate::report::json::answers::told_none;
use crate::report::json::object::Object;
use crate::report::text::{Assessment, Telling, Told, ways};
use chrono::SecondsFormat;
use serde_json::Value;

/// What [`super::none`] answers, and `pages[]` (`{path, written?, line?,
/// resumePoint?, why?}`), `uncommitted` (how many files of each kind, some
/// `names[]`, `unseen`), `stashes` (`{count, newest?, time?}`) and `ways[]`
/// (`{what, command}`). `display` is a path as it is typed.
pub fn assessed(stands: &Assessment, display: &dyn Fn(&RepoPath) -> String) -> Value {
    let mut uncommitted = Object::new();
    for (count, what) in &stands.uncommitted {
        uncommitted = uncommitted.put(what, *count);
    }
    let uncommitted = uncommitted
        .put("names", stands.names.clone())
        .put_some("unseen", stands.unseen.as_deref());
    let time = stands
        .stashed_at
        .map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, false));
    let stashes = Object::new()
        .put("count", stands.stashes)
        .put_some("newest", stands.newest_stash.as_deref())
        .put_some("time", time);
    let ways = ways(stands, display).into_iter().map(|way| {
        let told = Object::new().put("what", way.what);
        told.put("command", way.command).build()
    });
    told_none(&stands.absent)
        .put("pages", stands.pages.iter().map(page).collect::<Vec<_>>())
        .put("uncommitted", uncommitted.build())
        .put("stashes", stashes.build())
        .put("ways", ways.collect::<Vec<_>>())
        .build()
}

fn page(page: &Telling) -> Value {
    let written = page
        .written
        .map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, false));
    let told = Object::new()
        .put("path", page.path)
        .put_some("written", written);
    match &page.told {
        Told::Line(line) => told.put_some("line", line.as_deref()),
        Told::Point(found) => told.put("resumePoint", point(found)),
        Told::Unread(why) => told.put("why", why.as_str()),
    }
    .build()
}

fn point(point: &ResumePoint) -> Value {
    Object::new()
        .put_some("task", point.task.as_deref())
        .put_some("status", point.status.as_deref())
        .put_some("file", point.file.as_deref())
        .put_some("next", point.next.as_deref())
        .put_some("updated", point.updated.as_deref())
        .build()
}
