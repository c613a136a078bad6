//! What concerns all hooks: whether they find the program, and whether
//! somebody has told them to be quiet.

use super::Wish;
use super::looked::Looked;
use super::reason::{INSTALL, unset};
use super::tried::Tried;
use crate::model::RepoPath;
use crate::repo::found_on;
use crate::report::Finding;
use std::ffi::OsStr;

/// What there is to say.
pub(super) fn around(wish: &Wish<'_>, looked: &Looked, tried: Option<&Tried>) -> Vec<Finding> {
    let found = [
        program(wish, looked, tried),
        hooks_off(wish, looked),
        silenced(wish),
        off(wish),
        document(wish),
    ];
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    findings.extend(wish.settings_told.iter().map(|told| Finding {
        word: "setting",
        event: None,
        what: told.clone(),
        mend: Some("git config --show-origin --get-regexp '^shipkit\\.'".to_owned()),
    }));
    findings
}

fn finding(word: &'static str, what: &str, mend: Option<&str>) -> Finding {
    Finding {
        word,
        event: None,
        what: what.to_owned(),
        mend: mend.map(str::to_owned),
    }
}

/// Whether hooks find the program, also those of a program that was not
/// started from a shell.
fn program(wish: &Wish<'_>, looked: &Looked, tried: Option<&Tried>) -> Option<Finding> {
    let fires = |tried: &Tried| tried.commands.iter().any(|seen| !seen.fired.is_empty());
    let Some(tried) = tried.filter(|tried| fires(tried)) else {
        let is_there = found_on(&wish.path(), "git-shipkit").is_some();
        let what = "git-shipkit is not on PATH, where hooks look first";
        return (!is_there).then(|| finding("not-on-path", what, Some(INSTALL)));
    };
    let bare = &tried.with_bare_path;
    if !bare.fired.is_empty() {
        return None;
    }
    Some(if bare.went_well {
        let what = "a program without your PATH (an editor, an app) gets no reminders";
        finding(
            "bare-path",
            what,
            looked.can_be_renewed().then_some(INSTALL),
        )
    } else {
        let what = "without your PATH (in an editor, an app) your own hook stops commits";
        finding("bare-path-own", what, None)
    })
}

fn hooks_off(wish: &Wish<'_>, looked: &Looked) -> Option<Finding> {
    let what = "core.hooksPath switches the hooks of all files off";
    let mend = || unset(wish, "core.hooksPath");
    looked
        .are_off()
        .then(|| finding("hooks-off", what, mend().as_deref()))
}

fn silenced(wish: &Wish<'_>) -> Option<Finding> {
    let is_off = wish
        .env
        .get(OsStr::new("SHIPKIT"))
        .is_some_and(|value| value == "0");
    let what = "SHIPKIT=0 is set in this shell: no hook says anything";
    is_off.then(|| finding("silenced", what, Some("unset SHIPKIT")))
}

fn off(wish: &Wish<'_>) -> Option<Finding> {
    let value = wish.repo.string_setting("shipkit.preCommit")?;
    let what = "shipkit.preCommit is off: nothing is said before a commit";
    let mend = || unset(wish, "shipkit.preCommit");
    (value.eq_ignore_ascii_case("off")).then(|| finding("pre-commit-off", what, mend().as_deref()))
}

/// Whether the checkpoint's file shows up where git lists what is new.
fn document(wish: &Wish<'_>) -> Option<Finding> {
    let path = RepoPath::new(".shipkit/checkpoint.md").ok()?;
    if wish.repo.is_tracked(&path).unwrap_or(false) {
        let what = ".shipkit/checkpoint.md is tracked: each save changes what git shows";
        return Some(finding("tracked", what, None));
    }
    let is_there = wish.repo.work_dir().join(path.as_str()).exists();
    let what = ".shipkit/checkpoint.md shows as untracked";
    let mend = "echo '/.shipkit/checkpoint*.md' >>\"$(git rev-parse --git-path info/exclude)\"";
    (is_there && !wish.repo.is_ignored(&path)).then(|| finding("not-excluded", what, Some(mend)))
}
