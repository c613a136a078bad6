//! Which pager git would use.

use crate::repo::git::{answer, quiet};
use gix::bstr::ByteSlice as _;
use std::path::Path;
use std::process::Command;

/// The command for the shell with which git would page `git shipkit` in
/// `cwd`; `None` where it would not. `GIT_PAGER` goes before `pager.shipkit`,
/// which may be a switch or a command (pager.c). git itself has heeded that
/// where it called us; called by our own name, nobody has.
pub fn pager_near(cwd: &Path) -> Option<String> {
    let ask = |what: &[&str]| {
        let mut git = quiet(Command::new("git"));
        git.current_dir(cwd).args(what);
        let said = answer(git, "asking git for the pager").ok().flatten()?;
        let said = said.to_str_lossy();
        Some(said.trim_end_matches(['\n', '\0']).to_owned())
    };
    let own = ask(&[
        "config",
        "-z",
        "--type=bool-or-str",
        "--get",
        "pager.shipkit",
    ]);
    let command = match own.as_deref() {
        Some("false") => None,
        None | Some("true") => ask(&["var", "GIT_PAGER"]),
        Some(own) => ask(&["-c", &format!("core.pager={own}"), "var", "GIT_PAGER"]),
    };
    command.filter(|command| !command.is_empty() && command != "cat")
}
