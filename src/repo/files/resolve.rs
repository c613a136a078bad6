//! The repository's files, for whoever asks which of them a name means.

use crate::document::Files;
use crate::model::RepoPath;
use crate::platform::Found;
use crate::repo::Repo;

impl Files for Repo {
    /// Whether it lies in the work tree. What is in `.shipkit/`, directories,
    /// and what only a symbolic link leads to are no files.
    fn lies_there(&self, path: &RepoPath) -> bool {
        let lies = |found| matches!(found, Found::File { .. } | Found::Link(_));
        let root = self.root();
        !is_ours(path.as_str()) && root.is_ok_and(|root| lies(root.find(path)))
    }

    /// The paths of the index, which is loaded for it; none where it cannot
    /// be read.
    fn listed(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self.index() {
            Ok(index) => {
                let paths = index.files().map(|(path, _)| path);
                Box::new(paths.filter(|path| !is_ours(path)))
            }
            Err(_) => Box::new(std::iter::empty()),
        }
    }
}

fn is_ours(path: &str) -> bool {
    path == ".shipkit" || path.starts_with(".shipkit/")
}
