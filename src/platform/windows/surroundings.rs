//! What the process finds around it, made what git makes of it (mingw.c,
//! `setup_windows_environment`): the program may have been started without git.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use winapi_util::console::Console;

/// The environment, each variable by the name that the program knows it by:
/// the system calls `Path` what is PATH, and knows neither HOME nor TERM.
pub fn environment(
    given: impl Iterator<Item = (OsString, OsString)>,
) -> BTreeMap<OsString, OsString> {
    let named = given.map(|(name, value)| (name.to_ascii_uppercase(), value));
    let mut env: BTreeMap<OsString, OsString> = named.collect();
    if let Some(home) = home(&env) {
        env.entry("HOME".into()).or_insert(home);
    }
    env.entry("TERM".into()).or_insert("cygwin".into());
    env
}

fn home(env: &BTreeMap<OsString, OsString>) -> Option<OsString> {
    let of = |name: &str| env.get(OsStr::new(name)).cloned();
    let joined = of("HOMEDRIVE").zip(of("HOMEPATH"));
    let joined = joined.map(|(mut drive, path)| {
        drive.push(path);
        drive
    });
    let is_there = |home: &OsString| std::path::Path::new(home).is_dir();
    joined.filter(is_there).or_else(|| of("USERPROFILE"))
}

/// Has the terminal understand the sequences that the program writes to it. One
/// that is older than Windows 10 shows them.
pub fn prepare_terminal() {
    for console in [Console::stdout(), Console::stderr()].into_iter().flatten() {
        let mut console = console;
        let _ = console.set_virtual_terminal_processing(true);
    }
}
