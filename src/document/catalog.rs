//! Which file of a repository a document means by a name.

use super::find::{Name, looks_like_file};
use crate::model::RepoPath;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What a repository tells of its files.
pub trait Files {
    /// Whether a file lies at that path.
    fn lies_there(&self, path: &RepoPath) -> bool;

    /// Every path that it lists. This may cost: it is asked for once at most,
    /// and only where a name is no path as it stands.
    fn listed(&self) -> Box<dyn Iterator<Item = &str> + '_>;
}

/// The files that a list names.
pub struct Catalog(BTreeSet<RepoPath>);

impl Catalog {
    /// Takes the files.
    pub fn new(files: impl Iterator<Item = RepoPath>) -> Catalog {
        Catalog(files.collect())
    }
}

impl Files for Catalog {
    fn lies_there(&self, path: &RepoPath) -> bool {
        self.0.contains(path)
    }

    fn listed(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.0.iter().map(RepoPath::as_str))
    }
}

/// The file that each name means: the first of its [`candidates`] that is
/// there, else as [`by_suffix`] tells. `base` is the directory the document
/// came from.
pub fn resolve(names: &[&Name], base: Option<&str>, files: &dyn Files) -> Vec<Option<RepoPath>> {
    let mut found: Vec<Option<RepoPath>> = names
        .iter()
        .map(|name| {
            candidates(name, base)
                .into_iter()
                .find(|path| files.lies_there(path))
        })
        .collect();
    let left: Vec<usize> = (0..names.len()).filter(|at| found[*at].is_none()).collect();
    let wanted: Vec<&Name> = left.iter().map(|at| names[*at]).collect();
    for (at, path) in left.into_iter().zip(by_suffix(&wanted, files)) {
        found[at] = path;
    }
    found
}

/// The paths that a name may stand for as it is written, likeliest first:
/// from the directories its place lends it, from the top, from where the
/// document came from; of a path on its author's machine, each end.
pub fn candidates(name: &Name, base: Option<&str>) -> Vec<RepoPath> {
    let mut found = Vec::new();
    for path in [Some(name.path.clone()), name.slashed()]
        .into_iter()
        .flatten()
    {
        if is_absolute(&path) {
            found.extend(ends(&path));
            continue;
        }
        if let Some(rest) = below_root(&path) {
            found.extend(below("", rest));
            continue;
        }
        let base = base
            .and_then(|base| below(base, &path))
            .filter(|_| !name.only_within);
        let top = below("", &path).filter(|_| !name.only_within);
        let long = path.contains('/') && !name.only_within;
        found.extend(base.clone().filter(|_| name.is_link));
        found.extend(top.clone().filter(|_| long));
        for dir in &name.within {
            if is_absolute(dir) {
                found.extend(ends(&format!("{dir}/{path}")));
            } else {
                found.extend(below(dir, &path));
            }
        }
        found.extend(top.filter(|_| !long));
        found.extend(of_custom(&path));
        found.extend(base.filter(|_| !name.is_link));
    }
    found
}

/// The files at the top that go by their name alone: README is `README.md`.
fn of_custom(name: &str) -> impl Iterator<Item = RepoPath> + '_ {
    let custom = ["README", "CHANGELOG", "CONTRIBUTING", "LICENSE"].contains(&name);
    let ends = ["md", "rst", "txt", "adoc"]
        .into_iter()
        .filter(move |_| custom);
    ends.filter_map(move |end| RepoPath::new(format!("{name}.{end}")).ok())
}

/// For each name the only path that ends in it (whole parts), first together
/// with the directories its place lends it. Nothing ambiguous is guessed.
pub fn by_suffix(names: &[&Name], files: &dyn Files) -> Vec<Option<RepoPath>> {
    let all: Vec<Vec<String>> = names.iter().map(|name| suffixes(name)).collect();
    let bases: HashSet<&str> = all
        .iter()
        .flatten()
        .map(|suffix| last_part(suffix))
        .collect();
    if bases.is_empty() {
        return vec![None; names.len()];
    }
    let mut ending: HashMap<&str, Option<&str>> = HashMap::new();
    for path in files
        .listed()
        .filter(|path| bases.contains(last_part(path)))
    {
        let starts = path.match_indices('/').map(|(at, _)| at + 1);
        for start in std::iter::once(0).chain(starts) {
            let known = ending.entry(&path[start..]).or_insert(Some(path));
            *known = known.filter(|known| *known == path);
        }
    }
    let one = |suffixes: &Vec<String>| {
        let known = suffixes
            .iter()
            .find_map(|suffix| ending.get(suffix.as_str()));
        RepoPath::new((*known?)?).ok()
    };
    all.iter().map(one).collect()
}

/// What the path that is meant may end in, likeliest first.
fn suffixes(name: &Name) -> Vec<String> {
    let mut found = Vec::new();
    for path in [Some(name.path.clone()), name.slashed()]
        .into_iter()
        .flatten()
    {
        let mut path = &*path;
        while let Some(rest) = path.strip_prefix("./").or_else(|| path.strip_prefix("../")) {
            path = rest;
        }
        if is_absolute(path) || !path.contains(char::is_alphanumeric) {
            continue;
        }
        let relative = name.within.iter().filter(|dir| !is_absolute(dir));
        let looks = looks_like_file(path);
        if looks || name.only_within {
            found.extend(relative.map(|dir| format!("{dir}/{path}")));
        }
        if looks && !name.only_within {
            found.push(path.to_owned());
        }
    }
    found
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_absolute(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    path.starts_with(['/', '~']) || drive && path.as_bytes()[0].is_ascii_alphabetic()
}

/// What follows a variable that holds the repository's top, `$ROOT/`,
/// `${PROJECT_DIR}/`.
fn below_root(path: &str) -> Option<&str> {
    let (variable, rest) = path.strip_prefix('$')?.split_once('/')?;
    let inner = variable
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'));
    let upper = inner.unwrap_or(variable).to_uppercase();
    let tops = ["ROOT", "REPO", "PROJECT", "WORKSPACE", "PWD"];
    tops.iter().any(|top| upper.contains(top)).then_some(rest)
}

/// The path that `name` is from the directory `dir`, or from the top where
/// that is empty; `None` where it leads out of the repository.
pub fn below(dir: &str, name: &str) -> Option<RepoPath> {
    if dir.is_empty()
        && let Ok(path) = RepoPath::new(name)
    {
        return Some(path); // as nearly all are written
    }
    let mut parts: Vec<&str> = dir.split('/').filter(|part| !part.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    RepoPath::new(parts.join("/")).ok()
}

/// Where people keep their work, by the first part of an absolute path.
const HOMES: [&str; 16] = [
    "home",
    "Users",
    "root",
    "mnt",
    "media",
    "Volumes",
    "workspace",
    "workspaces",
    "work",
    "srv",
    "data",
    "app",
    "repo",
    "repos",
    "projects",
    "code",
];

/// Where systems keep their own.
const SYSTEM: [&str; 8] = ["etc", "usr", "bin", "sbin", "dev", "proc", "sys", "lib"];

/// The ends of an absolute path, longest first. A last part alone counts only
/// where the path leads to where people keep their work: else it is a route.
fn ends(path: &str) -> Vec<RepoPath> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let first = parts.first().copied().unwrap_or_default();
    let own = first.starts_with('~') || first.ends_with(':') || HOMES.contains(&first);
    let deepest = match () {
        () if path.starts_with('/') && SYSTEM.contains(&first) => 1,
        () if own => parts.len(),
        () => parts.len().saturating_sub(1).max(1),
    };
    let ends = (0..deepest.min(64)).map(|at| parts[at..].join("/"));
    ends.filter_map(|end| RepoPath::new(end).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_what_is_unique_and_guesses_nothing() {
        let files = [
            "Makefile",
            "a",
            "b/mod.rs",
            "c/mod.rs",
            "README.md",
            "docs/README.md",
            "src/api/login.ts",
            "x/run",
        ];
        let catalog = Catalog::new(files.into_iter().map(|path| RepoPath::new(path).unwrap()));
        let meant = |named| resolve(&[&Name::bare(named)], None, &catalog).remove(0);
        for (named, file) in [
            ("a", Some("a")),
            ("Makefile", Some("Makefile")),
            ("README.md", Some("README.md")),
            ("docs/README.md", Some("docs/README.md")),
            ("login.ts", Some("src/api/login.ts")),
            ("api/login.ts", Some("src/api/login.ts")),
            ("pi/login.ts", None),
            ("../api/login.ts", Some("src/api/login.ts")),
            ("/src/api/login.ts", Some("src/api/login.ts")),
            ("/home/me/work/src/api/login.ts", Some("src/api/login.ts")),
            ("/home/me/work/login.ts", None),
            ("$ROOT/src/api/login.ts", Some("src/api/login.ts")),
            ("${PROJECT_DIR}/src/api/login.ts", Some("src/api/login.ts")),
            ("$ROOT/api/login.ts", None),
            ("$HOME/src/api/login.ts", None),
            ("mod.rs", None),
            ("b/mod.rs", Some("b/mod.rs")),
            ("run", None),
            ("x/run", Some("x/run")),
            ("", None),
        ] {
            let path = meant(named);
            assert_eq!(path.as_ref().map(RepoPath::as_str), file, "{named}");
        }
    }
}
