//! Filters whose programs the repository's own configuration names: whoever
//! wrote that may be a stranger, so they run only where a person asks.

use crate::model::RepoPath;
use crate::repo::Repo;
use std::collections::BTreeSet;

/// A setting of a filter's program.
pub(in crate::repo) struct FilterSetting {
    /// Whether it stands in the repository's own configuration, or in what
    /// that includes; else the user, the system or the command line says so.
    pub(in crate::repo) own: bool,
    /// The key below `filter.`, its name in lower case: `lfs.clean`.
    pub(in crate::repo) key: String,
    /// The program.
    pub(in crate::repo) value: String,
}

/// The filters that run, for `git add`, a program only the repository names.
/// What the user has set to the very same program is the user's.
fn foreign(settings: &[FilterSetting]) -> BTreeSet<String> {
    let trusted = |one: &FilterSetting| {
        let mut known = settings.iter().filter(|known| !known.own);
        known.any(|known| known.key == one.key && known.value == one.value)
    };
    let own = settings
        .iter()
        .filter(|one| one.own && !one.value.is_empty() && !trusted(one));
    let names = own.filter_map(|one| {
        let (name, program) = one.key.rsplit_once('.')?;
        ["clean", "process"].contains(&program).then_some(name)
    });
    names.map(str::to_owned).collect()
}

impl Repo {
    /// Has the programs that the repository's own configuration names run for
    /// what follows: a person asked for it.
    pub fn run_its_programs(&self) {
        self.runs_its_programs.set(true);
    }

    /// Why the filter `name` is not to be run, if so. One line, for a pin.
    pub(in crate::repo) fn refused_filter(&self, name: &str) -> Option<String> {
        let refused = !self.runs_its_programs.get() && self.foreign_filters().contains(name);
        refused.then(|| {
            format!("filter '{name}' is of the repository's own configuration, and not run unasked")
        })
    }

    /// Why the filter that the attributes of `path` name is not to be run, by
    /// git's own word.
    pub(in crate::repo) fn refused_by_git(&self, path: &RepoPath) -> Option<String> {
        if self.runs_its_programs.get() || self.foreign_filters().is_empty() {
            return None;
        }
        self.refused_filter(&self.git.filter_at(path)?)
    }

    /// The filters that run such programs.
    pub(in crate::repo) fn foreign_filters(&self) -> &BTreeSet<String> {
        self.foreign_filters
            .get_or_init(|| foreign(&self.hand().filter_settings()))
    }
}

#[cfg(test)]
mod tests {
    use super::{FilterSetting, foreign};

    fn told(settings: &[(bool, &str, &str)]) -> Vec<String> {
        let settings = settings.iter().map(|(own, key, value)| FilterSetting {
            own: *own,
            key: (*key).to_owned(),
            value: (*value).to_owned(),
        });
        let settings: Vec<FilterSetting> = settings.collect();
        foreign(&settings).into_iter().collect()
    }

    #[test]
    fn only_programs_that_nobody_else_named_are_foreign() {
        let (user, own) = (false, true);
        assert_eq!(told(&[(own, "a.b.clean", "x")]), ["a.b"]);
        assert_eq!(told(&[(own, "p.process", "x")]), ["p"]);
        let lfs = (user, "lfs.clean", "git-lfs clean -- %f");
        assert!(told(&[lfs]).is_empty());
        assert!(told(&[lfs, (own, "lfs.clean", "git-lfs clean -- %f")]).is_empty());
        assert_eq!(told(&[lfs, (own, "lfs.clean", "evil")]), ["lfs"]);
        assert_eq!(
            told(&[lfs, (own, "lfs.process", "git-lfs clean -- %f")]),
            ["lfs"]
        );
        let nothing = [
            (own, "s.smudge", "x"),
            (own, "r.required", "true"),
            (own, "e.clean", ""),
        ];
        assert!(told(&nothing).is_empty());
    }
}
