//! What the environment says about the repository, where gix does not listen
//! to it as git does.

use crate::platform::HAS_USER_DATABASE;
use crate::repo::env::Env;
use crate::repo::git;
use std::path::Path;

/// Variables that move parts of the repository elsewhere, which gix does not
/// follow: half of what git sees would be missing.
const NOT_FOLLOWED: [&str; 4] = [
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_ATTR_SOURCE",
];

/// What gix would silently get wrong: a variable it ignores, and, where it is
/// to look `at_home`, that nobody says where that is.
///
/// Git has no home then. For gix the standard library would ask the system's
/// user database, and settings would count that git does not read (path.c,
/// `interpolate_path`). What answers that question is loaded at run time, by a
/// static program too, and need not fit it.
pub(super) fn unfollowed(env: Env<'_>, at_home: bool) -> Option<String> {
    if let Some(name) = NOT_FOLLOWED.into_iter().find(|name| env(name).is_some()) {
        return Some(format!("the environment variable {name}"));
    }
    let is_homeless = at_home && HAS_USER_DATABASE && env("HOME").is_none();
    is_homeless.then(|| "an environment without HOME".to_owned())
}

/// The settings of `git -c`, as `key=value` or `key`, in order; `None` where
/// one of them cannot be handed on to gix. Files they include are read by git,
/// run in `cwd`: gix would not.
pub(super) fn config_parameters(cwd: &Path, env: Env<'_>) -> Option<Vec<String>> {
    let Some(text) = env("GIT_CONFIG_PARAMETERS") else {
        return Some(Vec::new());
    };
    let given = text.to_str().and_then(parse)?;
    let includes = |setting: &String| setting.to_ascii_lowercase().starts_with("include");
    if given.iter().any(includes) {
        return git::command_settings(cwd).ok();
    }
    Some(given)
}

/// Reads what `git -c` passes on: `'key=value'` of old, `'key'='value'` since
/// git 2.31 (config.c, parse_config_env_list).
fn parse(text: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (key, after) = dequote(rest)?;
        rest = after;
        if let Some(after) = rest.strip_prefix('=') {
            if key.contains('=') {
                return None; // gix cannot take such a key apart again
            }
            if after.is_empty() || after.starts_with(char::is_whitespace) {
                out.push(key);
                rest = after;
            } else {
                let (value, after) = dequote(after)?;
                out.push(format!("{key}={value}"));
                rest = after;
            }
        } else {
            out.push(key);
        }
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            return None;
        }
        rest = rest.trim_start();
    }
    Some(out)
}

/// Takes one text in shell quotes off the front, as git's sq_dequote_step.
fn dequote(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('\'')?;
    let mut out = String::new();
    loop {
        let (inside, after) = rest.split_once('\'')?;
        out.push_str(inside);
        let mut chars = after.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some('\\'), Some(escaped @ ('\'' | '!')), Some('\'')) => {
                out.push(escaped);
                rest = chars.as_str();
            }
            (Some('\\'), ..) => return None,
            _ => return Some((out, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_both_forms_of_git_c() {
        for (text, settings) in [
            ("", vec![]),
            ("'a.b=c'", vec!["a.b=c"]),
            ("'a.b'='c'", vec!["a.b=c"]),
            ("'a.b'='c' 'd.e=f'", vec!["a.b=c", "d.e=f"]),
            ("'a.b'=", vec!["a.b"]),
            ("'a.b'=''", vec!["a.b="]),
            ("'a.b'", vec!["a.b"]),
            ("'a.b'='it'\\''s'\\!''", vec!["a.b=it's!"]),
        ] {
            assert_eq!(parse(text).unwrap(), settings, "{text}");
        }
        for bogus in [
            "a.b=c",
            "'a.b",
            "'a.b'x",
            "'a.b'='c'x",
            "'a'\\x'b'",
            "'a=b'='c'",
        ] {
            assert_eq!(parse(bogus), None, "{bogus}");
        }
    }
}
