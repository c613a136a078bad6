//! What would be written or removed, as a value.

use super::look::{Found, look};
use super::mark::{folded, marked};
use super::shims::{Shim, Target};
use super::write;
use crate::error::Error;
use crate::model::{RepoPath, quoted};
use crate::platform;
use std::io;
use std::path::{Path, PathBuf};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// It is written; nothing is there yet.
    Write,
    /// It is ours, of another version, and replaced.
    Renew,
    /// It is somebody else's, and entries of ours come or go in it.
    Edit,
    /// It is there as it should be.
    Keep,
    /// It is ours and goes.
    Remove,
    /// It is somebody else's and in the way: nothing at all is written.
    Refuse,
    /// It is somebody else's and stays.
    Leave,
}

impl Does {
    /// As it is told.
    pub fn word(self) -> &'static str {
        match self {
            Does::Write => "write",
            Does::Renew => "renew",
            Does::Edit => "edit",
            Does::Keep => "keep",
            Does::Remove => "remove",
            Does::Refuse => "refuse",
            Does::Leave => "leave",
        }
    }
}

/// One file of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which file.
    pub path: RepoPath,
    /// What happens to it.
    pub does: Does,
    /// Why, as in "'path' {why}", where that is not plain.
    pub why: Option<String>,
    /// What it will hold, where it is written.
    pub(super) bytes: String,
}

/// A directory of a work tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    work_dir: PathBuf,
    /// From the top of the work tree; empty at the top, else with `/` at its end.
    below: String,
}

/// What installing or uninstalling would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// For whom.
    pub target: Target,
    /// Each file that is touched or in the way.
    pub steps: Vec<Step>,
    place: Place,
    installs: bool,
}

impl Place {
    /// The directory `dir` (absolute) of the work tree at `work_dir` (without
    /// symbolic links); `given` is how the user knows it.
    ///
    /// # Errors
    /// Where it is no directory, or not of this work tree.
    pub fn new(work_dir: &Path, dir: &Path, given: &str) -> Result<Place, Error> {
        let refused = |why: &str, hint: Option<String>| Error::Content {
            message: format!("'{}' {why}", quoted(given)),
            hint,
        };
        let real = platform::real(dir).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => refused(
                "does not exist",
                Some("make the directory first, or name another one".to_owned()),
            ),
            _ => Error::io("open", given, &cause),
        })?;
        if !real.is_dir() {
            return Err(refused("is not a directory", None));
        }
        let below = real.strip_prefix(work_dir).map_err(|_| {
            let top = quoted(&work_dir.to_string_lossy()).into_owned();
            let hint = format!("name a directory in '{top}'");
            refused("is outside the work tree", Some(hint))
        })?;
        let below = platform::slashed(below);
        let below = below.ok_or_else(|| refused("is a path that is not UTF-8", None))?;
        if below.is_empty() {
            return Ok(Place {
                work_dir: work_dir.to_owned(),
                below: String::new(),
            });
        }
        let below = RepoPath::new(&*below).map_err(|why| refused(&why.to_string(), None))?;
        Ok(Place {
            work_dir: work_dir.to_owned(),
            below: format!("{}/", below.as_str()),
        })
    }

    fn dir(&self) -> PathBuf {
        self.work_dir.join(&self.below)
    }

    fn path(&self, name: &str) -> RepoPath {
        RepoPath::new(format!("{}{name}", self.below)).expect("a file name below a checked path")
    }
}

impl Plan {
    /// What installing would do.
    ///
    /// # Errors
    /// Where the nearest `package.json` cannot be read.
    pub fn install(place: &Place, target: Target) -> Result<Plan, Error> {
        let shims = target.shims(&place.dir())?;
        let mut steps: Vec<Step> = shims
            .iter()
            .map(|shim| written(place, target, shim))
            .collect();
        // What belongs to the other kind of package only.
        let names = target.names().iter();
        let stale = names.filter(|name| !shims.iter().any(|shim| shim.name == **name));
        steps.extend(
            stale
                .filter_map(|name| removed(place, target, name))
                .filter(|step| step.does == Does::Remove),
        );
        Ok(Plan {
            target,
            steps,
            place: place.clone(),
            installs: true,
        })
    }

    /// What uninstalling would do.
    pub fn uninstall(place: &Place, target: Target) -> Plan {
        let names = target.names().iter();
        Plan {
            target,
            steps: names
                .filter_map(|name| removed(place, target, name))
                .collect(),
            place: place.clone(),
            installs: false,
        }
    }

    /// Whether carrying it out changes anything.
    pub fn changes(&self) -> bool {
        let does = |step: &Step| matches!(step.does, Does::Write | Does::Renew | Does::Remove);
        self.steps.iter().any(does)
    }

    /// What a program beside the files writes to use them.
    pub fn used_by(&self) -> &'static str {
        let is_node = self.target == Target::Node;
        let common_js = |step: &Step| step.path.base_name() == "checkpoint-manager.cjs";
        if !is_node {
            "import checkpoint_manager"
        } else if self
            .steps
            .iter()
            .any(|step| step.does != Does::Remove && common_js(step))
        {
            "import manager from './checkpoint-manager.js';"
        } else {
            "const manager = require('./checkpoint-manager.js');"
        }
    }

    /// The first file that is in the way.
    pub fn obstacle(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.does == Does::Refuse)
    }

    /// Carries it out, if all is still as it was when it was made, or nearer
    /// to the end of it: somebody else may do the same. The caller has seen to
    /// it that nothing is in the way.
    ///
    /// # Errors
    /// Where something else changed meanwhile (nothing was written then), or
    /// the system refuses.
    pub fn carry_out(&self) -> Result<(), Error> {
        let now = if self.installs {
            Plan::install(&self.place, self.target)?
        } else {
            Plan::uninstall(&self.place, self.target)
        };
        let was_shown = |step: &Step| step.does == Does::Keep || self.steps.contains(step);
        if !now.steps.iter().all(was_shown) {
            return Err(Error::Content {
                message: "the files changed meanwhile; nothing was written".to_owned(),
                hint: Some("look at the plan again".to_owned()),
            });
        }
        write::all(&self.place.work_dir, &now.steps)
    }
}

fn written(place: &Place, target: Target, shim: &Shim) -> Step {
    let path = place.path(shim.name);
    let bytes = marked(target, VERSION, &shim.body);
    let (does, why) = match look(target, &place.work_dir.join(path.as_str())) {
        Found::Nothing => (Does::Write, None),
        Found::Ours { bytes: there, .. } if folded(&there) == bytes.as_bytes() => {
            (Does::Keep, None)
        }
        Found::Ours { version, .. } => (
            Does::Renew,
            Some(format!("was written by git-shipkit {version}")),
        ),
        Found::Foreign(why) => (Does::Refuse, Some(why.to_owned())),
    };
    Step {
        path,
        does,
        why,
        bytes,
    }
}

fn removed(place: &Place, target: Target, name: &str) -> Option<Step> {
    let path = place.path(name);
    let (does, why) = match look(target, &place.work_dir.join(path.as_str())) {
        Found::Nothing => return None,
        Found::Ours { .. } => (Does::Remove, None),
        Found::Foreign(why) => (Does::Leave, Some(why.to_owned())),
    };
    Some(Step {
        path,
        does,
        why,
        bytes: String::new(),
    })
}
