//! Where `man` looks for pages: man-db and macOS map `X/bin` of PATH to
//! `X/share/man` (manpath(5), "search path"), unless MANPATH says otherwise.

use super::Home;
use super::places::{Form, Piece};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The page's file.
const PAGE: &str = "man1/git-shipkit.1";

fn piece(root: &Path, page: &str) -> Piece {
    let file = Path::new(PAGE);
    let below = if root.ends_with("man1") {
        file.strip_prefix("man1").unwrap_or(file)
    } else {
        file
    };
    Piece {
        path: root.join(below),
        form: Form::Whole {
            comment: ".\\\"",
            body: page.to_owned(),
        },
    }
}

/// Where the page goes, and more to know.
pub(super) fn to_install(home: &Home, dir: Option<&Path>, page: &str) -> (Vec<Piece>, Vec<String>) {
    if let Some(dir) = dir {
        return (vec![piece(dir, page)], Vec::new());
    }
    let roots = roots(home);
    if let Some(root) = roots.iter().find(|root| is_looked_at(home, root)) {
        return (vec![piece(root, page)], Vec::new());
    }
    let root = &roots[0];
    let bin = root.ancestors().nth(2).map(|above| above.join("bin"));
    // No directory of PATH leads to a page that lies elsewhere.
    let bin = bin.filter(|bin| beside(bin).as_ref() == Some(root));
    let bin = bin.map(|bin| format!("put {} on PATH, or ", home.shown(&bin)));
    let (bin, shown) = (bin.unwrap_or_default(), home.shown(root));
    let note = format!("man does not look there: {bin}set MANPATH={shown}:");
    (vec![piece(root, page)], vec![note])
}

/// Everywhere the page may have been put.
pub(super) fn to_uninstall(home: &Home, dir: Option<&Path>, page: &str) -> Vec<Piece> {
    match dir {
        Some(dir) => vec![piece(dir, page)],
        None => roots(home).iter().map(|root| piece(root, page)).collect(),
    }
}

/// Directories of manuals in the home: the usual one, then that beside the
/// program.
fn roots(home: &Home) -> Vec<PathBuf> {
    let data = home.env("XDG_DATA_HOME");
    let data = data.unwrap_or_else(|| home.root.join(".local/share"));
    let usual = data.join("man");
    let bin = home.program.as_deref().and_then(Path::parent);
    let beside = bin.and_then(beside);
    let beside = beside.filter(|root| root.starts_with(&home.root) && *root != usual);
    [usual].into_iter().chain(beside).collect()
}

/// `X/share/man` of `X/bin`.
fn beside(bin: &Path) -> Option<PathBuf> {
    let is_bin = bin.file_name() == Some(OsStr::new("bin"));
    Some(bin.parent().filter(|_| is_bin)?.join("share/man"))
}

fn is_looked_at(home: &Home, root: &Path) -> bool {
    let set = home.env.get(OsStr::new("MANPATH"));
    let mut named = set.into_iter().flat_map(std::env::split_paths);
    // An empty part stands for what would be looked at without it.
    let by_path =
        set.is_none_or(|set| std::env::split_paths(set).any(|part| part.as_os_str().is_empty()));
    named.any(|dir| dir == root)
        || (by_path
            && home
                .along()
                .filter_map(|bin| beside(&bin))
                .any(|dir| dir == root))
}
