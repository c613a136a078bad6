//! The files of a repository, to tell which of them a document means.

use super::find::looks_like_file;
use crate::model::RepoPath;
use std::collections::HashMap;

/// The files a name may mean.
pub struct Catalog {
    files: Vec<RepoPath>,
    exact: HashMap<String, usize>,
    /// The files of each base name.
    named: HashMap<String, Vec<usize>>,
}

impl Catalog {
    /// Takes the files of the repository.
    pub fn new(files: impl Iterator<Item = RepoPath>) -> Catalog {
        let mut files: Vec<RepoPath> = files.collect();
        files.sort_unstable();
        files.dedup();
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, file) in files.iter().enumerate() {
            named
                .entry(file.base_name().to_owned())
                .or_default()
                .push(index);
        }
        let paths = files.iter().map(|file| file.as_str().to_owned());
        let exact = paths
            .enumerate()
            .map(|(index, path)| (path, index))
            .collect();
        Catalog {
            files,
            exact,
            named,
        }
    }

    /// The one file a name means: exactly that path, else the only one that
    /// ends in it (whole parts), base names included where the name has a
    /// file's look. Nothing ambiguous is guessed.
    pub fn resolve(&self, named: &str) -> Option<&RepoPath> {
        if let Some(index) = self.exact.get(named) {
            return Some(&self.files[*index]);
        }
        let mut name = named.trim_start_matches('/');
        while let Some(rest) = name.strip_prefix("./").or_else(|| name.strip_prefix("../")) {
            name = rest;
        }
        if !looks_like_file(named) {
            return None;
        }
        if named.starts_with(['/', '~']) {
            return self.below(name);
        }
        let base = name.rsplit('/').next()?;
        let mut matching = self.named.get(base)?.iter().filter(|index| {
            let rest = self.files[**index].as_str().strip_suffix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        });
        let only = matching.next()?;
        matching.next().is_none().then(|| &self.files[*only])
    }

    /// An absolute path on its author's machine: the longest end of it that is
    /// a path of the repository from its top.
    fn below(&self, name: &str) -> Option<&RepoPath> {
        let ends = name.match_indices('/').map(|(at, _)| &name[at + 1..]);
        let found = std::iter::once(name)
            .chain(ends)
            .find_map(|end| self.exact.get(end));
        found.map(|index| &self.files[*index])
    }
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
        let resolve = |named| catalog.resolve(named).map(RepoPath::as_str);
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
            ("mod.rs", None),
            ("b/mod.rs", Some("b/mod.rs")),
            ("run", None),
            ("x/run", Some("x/run")),
            ("", None),
        ] {
            assert_eq!(resolve(named), file, "{named}");
        }
    }
}
