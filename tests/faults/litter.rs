//! What lies about: every file and directory of a scene by its kind, so that
//! what a killed command left stands out.

use super::scene::Scene;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The kinds of files and directories in the repository and the work tree:
/// objects, packs, tables and our refs are told by their kind, everything else
/// by its path. The system's temporary directory is the system's to empty.
pub(crate) fn shapes(scene: &Scene) -> BTreeSet<String> {
    let mut shapes = BTreeSet::new();
    let mut waiting = vec![scene.repo()];
    while let Some(dir) = waiting.pop() {
        for entry in fs::read_dir(&dir).into_iter().flatten().flatten() {
            let shape = shape(scene.root(), &entry.path());
            // what is left as a whole directory is one piece of litter
            let whole = shape.ends_with('*');
            shapes.insert(shape);
            if !whole && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(entry.path());
            }
        }
    }
    shapes
}

fn shape(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let text = path.to_string_lossy().into_owned();
    let parts: Vec<&str> = text.split('/').collect();
    match parts[..] {
        ["repo", ".git", "objects", fan] if is_hex(fan) => "objects/loose".to_owned(),
        ["repo", ".git", "objects", fan, object] if is_hex(fan) && is_hex(object) => {
            "objects/loose".to_owned()
        }
        ["repo", ".git", "objects", "pack", pack] => match of_pack(pack) {
            Some(end) => format!("objects/pack.{end}"),
            None => without_chance(&text),
        },
        ["repo", ".git", "refs", "shipkit", id, ref rest @ ..] if is_hex(id) => {
            format!("refs/shipkit/{}", rest.join("/"))
        }
        ["repo", ".git", "reftable", table] if is_of_table(table) => "reftable".to_owned(),
        _ => without_chance(&text),
    }
}

/// A table, or what git itself leaves of one when it is killed and never
/// removes: nothing waits for it.
fn is_of_table(name: &str) -> bool {
    name.starts_with("0x") && (name.contains(".ref") || name.contains(".temp."))
}

fn is_hex(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The ending of a pack's file that is named as git names it.
fn of_pack(name: &str) -> Option<&str> {
    let (hash, end) = name.strip_prefix("pack-")?.split_once('.')?;
    is_hex(hash).then_some(end)
}

/// The path with a `*` for the random part of its last name.
fn without_chance(path: &str) -> String {
    for prefix in ["incoming-", "packing-", "tmp-", "tmp_obj_", ".tmp", "tmp_"] {
        if let Some(at) = path.rfind(prefix) {
            return format!("{}*", &path[..at + prefix.len()]);
        }
    }
    path.to_owned()
}
