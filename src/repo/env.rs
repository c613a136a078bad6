//! The environment as the program was given it.

use crate::platform::bytes;
use gix::bstr::ByteSlice as _;
use std::ffi::OsString;

/// A variable of the environment, by name.
pub(super) type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// What a variable says that is a switch to git (parse.c, `git_env_bool`);
/// `None` where it is not set, or says neither.
pub(super) fn switch(env: Env<'_>, name: &str) -> Option<bool> {
    let value = env(name)?;
    let value = gix::config::Boolean::try_from(bytes(&value).as_bstr());
    value.ok().map(|value| value.0)
}

#[cfg(test)]
mod tests {
    use super::switch;

    #[test]
    fn a_switch_is_read_as_git_reads_it() {
        for (value, on) in [
            (Some("1"), Some(true)),
            (Some("Yes"), Some(true)),
            (Some("0"), Some(false)),
            (Some("OFF"), Some(false)),
            (Some(""), Some(false)),
            (Some("maybe"), None),
            (None, None),
        ] {
            assert_eq!(switch(&|_| value.map(Into::into), "X"), on, "{value:?}");
        }
    }
}
