//! What the user's configuration has of its own for showing a file's diff
//! (gitattributes(5), "Defining an external diff driver").

use crate::error::Error;
use crate::model::RepoPath;
use crate::repo::Repo;
use crate::repo::git::output;
use std::collections::BTreeSet;

/// The files that are shown in a way of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Driven {
    /// Those of which a command shows the whole diff.
    pub by_command: BTreeSet<RepoPath>,
    /// Those of which a program's text is compared, and not their lines.
    pub as_text: BTreeSet<RepoPath>,
}

impl Repo {
    /// Which of `paths` have a diff driver. git is asked only where one is
    /// configured.
    ///
    /// # Errors
    /// Where git cannot read its attributes.
    pub fn driven<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p RepoPath>,
    ) -> Result<Driven, Error> {
        let settings = self.settings("diff");
        let drivers = |key: &str| -> BTreeSet<&str> {
            let drivers = settings.iter().filter(|(_, value)| !value.is_empty());
            let drivers = drivers.filter_map(|(name, _)| name.rsplit_once('.'));
            let drivers = drivers.filter(|(_, last)| *last == key);
            drivers.map(|(driver, _)| driver).collect()
        };
        let (commands, texts) = (drivers("command"), drivers("textconv"));
        let mut driven = Driven::default();
        if commands.is_empty() && texts.is_empty() {
            return Ok(driven);
        }
        for (path, driver) in self.diff_attributes(paths)? {
            if commands.contains(&*driver) {
                driven.by_command.insert(path.clone());
            }
            if texts.contains(&*driver) {
                driven.as_text.insert(path);
            }
        }
        Ok(driven)
    }

    /// The attribute `diff` of each path.
    fn diff_attributes<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p RepoPath>,
    ) -> Result<Vec<(RepoPath, String)>, Error> {
        let mut input = Vec::new();
        for path in paths {
            input.extend_from_slice(path.as_str().as_bytes());
            input.push(0);
        }
        let mut git = self.git();
        git.args(["check-attr", "-z", "--stdin", "diff"]);
        let said = output(git, "asking for diff drivers", &input)?;
        let said = String::from_utf8_lossy(&said);
        let mut fields = said.split('\0');
        let mut found = Vec::new();
        while let (Some(path), Some(_), Some(value)) = (fields.next(), fields.next(), fields.next())
        {
            found.extend(RepoPath::new(path).map(|path| (path, value.to_owned())));
        }
        Ok(found)
    }
}
