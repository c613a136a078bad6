//! Which file of the repository a name in a document means.

use super::Repo;
use super::look::is_file_or_link;
use crate::model::RepoPath;
use std::collections::HashMap;

impl Repo {
    /// For each name, with the directory it may be relative to (from the top
    /// of the work tree): the file it means, or `None`. A file that lies
    /// there wins; else the only path of the index that ends with it. What is
    /// in `.shipkit/`, directories, and what only a symbolic link leads to
    /// are never meant.
    pub fn resolve(&self, named: &[(String, Option<String>)]) -> Vec<Option<RepoPath>> {
        let mut found: Vec<Option<RepoPath>> = named
            .iter()
            .map(|(name, base)| self.lies_there(name, base.as_deref()))
            .collect();
        let left: Vec<usize> = (0..named.len())
            .filter(|at| found[*at].is_none() && looks_like_a_file(&named[*at].0))
            .collect();
        if left.is_empty() {
            return found;
        }
        let wanted: Vec<&str> = left.iter().map(|at| named[*at].0.as_str()).collect();
        let Ok(index) = self.index() else {
            return found;
        };
        let meant = by_suffix(&wanted, index.files().map(|(path, _)| path));
        for (at, path) in left.into_iter().zip(meant) {
            found[at] = path;
        }
        found
    }

    fn lies_there(&self, name: &str, base: Option<&str>) -> Option<RepoPath> {
        let from_top = candidate(name);
        let from_base = base.and_then(|base| candidate(&format!("{base}/{name}")));
        from_top.into_iter().chain(from_base).find(|path| {
            self.root()
                .is_ok_and(|root| is_file_or_link(&root.find(path)))
        })
    }
}

/// The path on names alone: `./` and `../` are walked, never above the top.
fn candidate(name: &str) -> Option<RepoPath> {
    let mut parts: Vec<&str> = Vec::new();
    for part in name.split('/') {
        match part {
            "." => {}
            "" if parts.is_empty() && !name.starts_with('/') => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let path = RepoPath::new(parts.join("/")).ok()?;
    (!is_ours(path.as_str())).then_some(path)
}

fn is_ours(path: &str) -> bool {
    path == ".shipkit" || path.starts_with(".shipkit/")
}

/// Worth loading the index for: it has a directory or an extension, and no
/// space.
fn looks_like_a_file(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let has_extension = base.rfind('.').is_some_and(|dot| dot + 1 < base.len());
    !base.is_empty()
        && !name.contains(char::is_whitespace)
        && !name.starts_with("../")
        && (has_extension || name.contains('/'))
}

/// For each name the only path that is it, or ends with `/` and it.
fn by_suffix<'a>(names: &[&str], paths: impl Iterator<Item = &'a str>) -> Vec<Option<RepoPath>> {
    let trimmed: Vec<&str> = names
        .iter()
        .map(|name| name.trim_start_matches("./"))
        .collect();
    let mut by_base: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, name) in trimmed.iter().enumerate() {
        let base = name.rsplit('/').next().unwrap_or(name);
        by_base.entry(base).or_default().push(at);
    }
    let mut hits: Vec<Vec<&str>> = vec![Vec::new(); names.len()];
    for path in paths {
        let base = path.rsplit('/').next().unwrap_or(path);
        for at in by_base.get(base).map(Vec::as_slice).unwrap_or_default() {
            if ends_with_path(path, trimmed[*at]) && hits[*at].len() < 2 && !is_ours(path) {
                hits[*at].push(path);
            }
        }
    }
    hits.into_iter()
        .map(|hits| match hits.as_slice() {
            [one] => RepoPath::new(*one).ok(),
            _ => None,
        })
        .collect()
}

fn ends_with_path(path: &str, name: &str) -> bool {
    path.strip_suffix(name)
        .is_some_and(|before| before.is_empty() || before.ends_with('/'))
}
