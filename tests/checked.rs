//! Any document can be asked what of it is out of date, and a commit that
//! merely touches the document makes nothing in it true again.

mod by_line;
mod fixed;
mod moved;
mod recorded;
mod refused;
mod shallow;
mod split;
mod symbols;
mod told;

use crate::support::{Report, Sandbox};

/// What `check --json` answers for the document `guide.md`.
#[track_caller]
fn check(s: &Sandbox) -> Report {
    check_with(s, &["guide.md"])
}

/// What `check --json` answers with these arguments.
#[track_caller]
fn check_with(s: &Sandbox, arguments: &[&str]) -> Report {
    let mut all = vec!["check", "--json"];
    all.extend(arguments);
    Report::of_kind("check", &s.shipkit(&all))
}

/// A repository with `code`, forty lines `step 1` and on, `other`, and these
/// lines as `guide.md`, committed together.
fn repository(guide: &str) -> Sandbox {
    let s = Sandbox::init(&[]);
    s.write("guide.md", guide);
    s.sh("seq -f 'step %g' 40 >code; echo one >other; git add .; git commit -qm start");
    s
}

/// Commits everything.
fn commit(s: &Sandbox, change: &str) {
    s.sh(&format!("{change}; git add -A; git commit -qm change"));
}
