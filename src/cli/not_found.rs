//! The answer for a checkpoint that is not there: what can be had instead.

use crate::cli::desk::Desk;
use crate::error::Error;
use crate::store::Address;

impl Desk<'_> {
    /// What to say where `address` holds no checkpoint.
    pub(crate) fn not_found(&self, address: &Address) -> Error {
        let message = match &address.worktree {
            None => format!("No checkpoint found at {}.", address.name.document()),
            Some(_) => "No checkpoint found there.".to_owned(),
        };
        Error::NoCheckpoint {
            message,
            hint: Some(self.instead(address).join("\n")).filter(|hint| !hint.is_empty()),
        }
    }

    /// What can be had, a line each; what cannot be read is left out.
    fn instead(&self, address: &Address) -> Vec<String> {
        let mut lines = Vec::new();
        let listed = self.store().list(true).unwrap_or_default();
        for found in &listed {
            let spelled = spelled(&found.address);
            if found.address == *address && found.saves > 0 {
                let why = if found.cleared { "cleared" } else { "its file is gone" };
                let name = spelled.map(|name| format!(" {name}")).unwrap_or_default();
                lines.push(format!("{why}: git shipkit restore{name} brings the last save back"));
            } else if found.has_file {
                let name = spelled.unwrap_or_default();
                lines.push(format!("there is another one: git shipkit resume {name}").trim_end().to_owned());
            } else if found.saves > 0 && !found.cleared {
                let name = spelled.unwrap_or_default();
                lines.push(format!("of another worktree, or without its file: git shipkit restore {name}"));
            }
        }
        for file in ["project-status.md", "progress.md"] {
            let path = format!(".shipkit/{file}");
            if self.repo.work_dir().join(&path).is_file() {
                lines.push(format!("look into {path} for recent work"));
            }
        }
        for commit in self.repo.recent_commits(3).unwrap_or_default() {
            lines.push(format!("recent commit: {} {}", commit.id.short(), commit.subject));
        }
        lines.push("start one: git shipkit checkpoint --task 'TEXT'".to_owned());
        lines
    }
}

/// The name to type; `None` for the current checkpoint.
fn spelled(address: &Address) -> Option<String> {
    let name = address.name.as_deref();
    match &address.worktree {
        Some(id) => Some(format!("{id}:{}", name.unwrap_or_default())),
        None => name.map(str::to_owned),
    }
}
