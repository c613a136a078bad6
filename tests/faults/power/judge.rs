//! What must be there when the power is back.

use super::setting::{Setting, Variant};
use crate::judge::{BLOCKED, LOST, TORN, UNSOUND, Wrong};
use crate::scene::Scene;
use crate::state::FILE;
use std::fs;
use std::path::Path;

/// What is counted, by name.
const KINDS: [&str; 8] = [
    TORN,
    LOST,
    BLOCKED,
    UNSOUND,
    "git blocked",
    "refused",
    "empty object",
    "untried",
];

/// The name that is counted.
pub(super) fn known(kind: &str) -> &'static str {
    let mut kinds = KINDS.into_iter();
    kinds.find(|known| *known == kind).unwrap_or("gave up")
}

/// Looks at everything. git itself may lose what the user added in the moment
/// of the cut, so that then only what is ours is looked at.
pub(super) fn judge(setting: &Setting, scene: &Scene, acknowledged: &[String]) -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = history(scene, acknowledged).into_iter().collect();
    if setting.variant == Variant::Adds {
        let index = scene.path(".git/index");
        if !scene.git(&["ls-files"]).is_ok() {
            let _ = fs::remove_file(index); // torn by git, mended by the user
            scene.git(&["reset", "-q"]);
        }
    } else {
        wrong.extend(empty(&scene.path(".git/objects")));
        wrong.extend(git(scene, UNSOUND, &["fsck", "--strict", "--no-dangling"]));
    }
    wrong.extend(next(scene));
    if setting.variant == Variant::Adds {
        return wrong;
    }
    for arguments in [
        &["fetch", "-q", ".", "main"][..],
        &["commit", "-q", "--allow-empty", "-m", "after"],
        &["gc", "-q", "--prune=now"],
        &["fsck", "--strict", "--no-dangling"],
    ] {
        wrong.extend(git(scene, "git blocked", arguments));
    }
    wrong
}

/// The newest acknowledged saves are in the history, all that the history
/// names can be read, and the file is one of the saves, to the byte.
fn history(scene: &Scene, acknowledged: &[String]) -> Option<Wrong> {
    let file = scene.git(&["hash-object", "--no-filters", FILE]);
    let refs = scene.git(&["for-each-ref", "--format=%(refname)", "refs/shipkit/"]);
    let Some(name) = refs
        .stdout
        .lines()
        .next()
        .filter(|_| refs.stderr.is_empty())
    else {
        return Some((LOST, format!("there is no ref: {}", refs.why())));
    };
    let all = scene.git(&["bundle", "create", "-q", "../bundle", name]);
    if !all.is_ok() {
        return Some((LOST, format!("the history cannot be read: {}", all.why())));
    }
    let entries = scene.git(&["ls-tree", "-r", name]);
    let is_one = |line: &str| line.contains(file.stdout.trim()) && line.ends_with("checkpoint.md");
    if !file.is_ok() || !entries.stdout.lines().any(is_one) {
        return Some((TORN, format!("the file is no save: {}", file.why())));
    }
    let marks = [
        "grep",
        "-h",
        "-F",
        "-e",
        "**Next step:**",
        name,
        "--",
        "*/checkpoint.md",
    ];
    let marks = scene.git(&marks).stdout;
    let lost = acknowledged
        .iter()
        .find(|mark| !marks.contains(mark.as_str()))?;
    Some((LOST, lost.clone()))
}

fn git(scene: &Scene, kind: &'static str, arguments: &[&str]) -> Option<Wrong> {
    let said = scene.git(arguments);
    let quiet = said.stderr.lines().all(|line| line.starts_with("notice:"));
    (!said.is_ok() || !quiet).then(|| (kind, format!("git {}: {}", arguments[0], said.why())))
}

/// The next save works, and what it saved can be shown.
fn next(scene: &Scene) -> Option<Wrong> {
    let said = scene.shipkit(&["checkpoint", "--last-action", "looked", "-y"]);
    if !said.is_ok() {
        return Some((BLOCKED, said.why()));
    }
    let shown = scene.shipkit(&["show"]);
    (!shown.stdout.contains("looked")).then(|| (LOST, format!("the next save: {}", shown.why())))
}

/// An object or a pack of no bytes under its right name.
fn empty(objects: &Path) -> Option<Wrong> {
    let directories = fs::read_dir(objects).into_iter().flatten().flatten();
    let named = directories.filter(|entry| {
        let name = entry.file_name();
        name.len() == 2 || name == "pack"
    });
    let files = named.flat_map(|directory| fs::read_dir(directory.path()).into_iter().flatten());
    for file in files.flatten() {
        if file
            .metadata()
            .is_ok_and(|meta| meta.is_file() && meta.len() == 0)
        {
            return Some(("empty object", file.path().display().to_string()));
        }
    }
    None
}
