//! Who answered: which hand serves the repository, and for what git was asked
//! beside.

use crate::repo::Repo;
use std::cell::RefCell;

/// One of the two hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandName {
    /// The library, in this process.
    Gix,
    /// The git executable.
    Git,
}

/// Who answered so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The hand that serves the repository.
    pub hand: HandName,
    /// Why it is the git executable: `the reftable ref format`.
    pub why: Option<String>,
    /// For what git was asked although gix serves, in order, each once.
    pub asked: Vec<Asked>,
}

/// One thing that git was asked instead of gix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What for: a path of the repository, the id of an object, `the index`,
    /// or `line maps`.
    pub what: String,
    /// Why: `working-tree-encoding`.
    pub why: String,
}

/// What is noted while the repository is asked.
#[derive(Default)]
pub(super) struct Log {
    /// Why the git executable serves, where it does.
    pub(super) why: Option<String>,
    asked: RefCell<Vec<Asked>>,
}

impl Log {
    /// A log of a repository that the git executable serves, for this reason.
    pub(super) fn by_git(why: String) -> Log {
        Log {
            why: Some(why),
            asked: RefCell::default(),
        }
    }
}

impl Repo {
    /// Who answered so far.
    pub fn served(&self) -> Served {
        Served {
            hand: if self.gix.is_some() {
                HandName::Gix
            } else {
                HandName::Git
            },
            why: self.served.why.clone(),
            asked: self.served.asked.borrow().clone(),
        }
    }

    /// Notes that git is asked for `what` although gix serves.
    pub(super) fn note_asked(&self, what: &str, why: &str) {
        let asked = Asked {
            what: what.to_owned(),
            why: why.to_owned(),
        };
        let mut all = self.served.asked.borrow_mut();
        if self.gix.is_some() && !all.contains(&asked) {
            all.push(asked);
        }
    }
}
