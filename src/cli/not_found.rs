//! The answer for a checkpoint that is not there: what can be had instead.

use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::model::nearest;
use crate::report::json;
use crate::report::text::{Absent, absent};
use crate::store::Address;

/// How many commits the answer shows.
const COMMITS: usize = 3;

impl Desk<'_> {
    /// Says that `address` holds no checkpoint, and what there is.
    pub(crate) fn not_found(&self, address: &Address) -> Stop {
        let instead = self.instead(address);
        if self.ui.json {
            self.ui.object(json::none(&instead));
        } else {
            self.ui
                .answer(&self.with_view(|view| absent(&instead, view)));
        }
        Stop::Told(3)
    }

    /// What can be had; what cannot be read is left out.
    pub(crate) fn instead(&self, address: &Address) -> Absent {
        let mut instead = Absent {
            name: address.name.clone(),
            commits: self.repo.recent_commits(COMMITS).unwrap_or_default(),
            ..Absent::default()
        };
        for file in ["project-status.md", "progress.md"] {
            let path = format!(".shipkit/{file}");
            if self.repo.work_dir().join(&path).is_file() {
                instead.documents.push(path);
            }
        }
        for found in self.store().list(true).unwrap_or_default() {
            let name = found.address.name.as_deref().map(str::to_owned);
            if found.address.worktree.is_some() {
                if found.saves > 0 && !found.cleared {
                    instead.elsewhere.extend(spelled(&found.address));
                }
            } else if found.has_file {
                instead.others.push(name);
            } else if found.saves > 0 {
                instead.cleared.push(name);
            }
        }
        instead.nearest = like(&instead);
        instead
    }
}

/// The one whose name is near.
fn like(instead: &Absent) -> Option<String> {
    let name = instead.name.as_deref()?;
    let known = instead.others.iter().chain(&instead.cleared).flatten();
    nearest(name, known.map(String::as_str)).map(str::to_owned)
}

/// What to type for a checkpoint; `None` for the current one.
pub(crate) fn spelled(address: &Address) -> Option<String> {
    let name = address.name.as_deref();
    match &address.worktree {
        Some(id) => Some(format!("{id}:{}", name.unwrap_or_default())),
        None => name.map(str::to_owned),
    }
}
