//! What the process finds around it.

use std::collections::BTreeMap;
use std::ffi::OsString;

/// The environment, each variable by the name that the program knows it by.
pub fn environment(
    given: impl Iterator<Item = (OsString, OsString)>,
) -> BTreeMap<OsString, OsString> {
    given.collect()
}

/// Has the terminal understand what the program writes to it, which it does.
pub fn prepare_terminal() {}
