//! Checkpoint names as ref names, without directory/file or case conflicts.

use crate::model::Name;
use std::fmt::Write as _;

/// Where all our refs are.
pub(crate) const ROOT: &str = "refs/shipkit/";

/// The ref of `name` in the worktree `id`.
pub(crate) fn refname(id: &str, name: &Name) -> String {
    format!("{ROOT}{id}/{}", encoded(name))
}

/// Takes a ref apart into worktree id and name; `None` for a ref that is none
/// of ours.
pub(crate) fn parse(refname: &str) -> Option<(&str, Name)> {
    let (id, encoded) = refname.strip_prefix(ROOT)?.split_once('/')?;
    Some((id, decoded(encoded)?))
}

/// `current`, or `name-` and the name with every byte but lower-case letters,
/// digits and `-` as `_` and two hex digits.
pub(crate) fn encoded(name: &Name) -> String {
    let Some(name) = name.as_deref() else {
        return "current".to_owned();
    };
    let mut out = "name-".to_owned();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => out.push(char::from(byte)),
            byte => write!(out, "_{byte:02x}").expect("a String takes every write"),
        }
    }
    out
}

fn decoded(encoded: &str) -> Option<Name> {
    if encoded == "current" {
        return Some(Name::current());
    }
    let mut bytes = Vec::new();
    let mut rest = encoded.strip_prefix("name-")?.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'_' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
        bytes.push(u8::try_from(value).ok()?);
    }
    Name::new(&String::from_utf8(bytes).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_ref_of_its_own() {
        for (name, encoded_as) in [
            (Name::current(), "current"),
            (Name::new("current").unwrap(), "name-current"),
            (Name::new("auth").unwrap(), "name-auth"),
            (Name::new("Auth").unwrap(), "name-_41uth"),
            (Name::new("a.lock").unwrap(), "name-a_2elock"),
            (Name::new("a b_c~1").unwrap(), "name-a_20b_5fc_7e1"),
            (Name::new("ü").unwrap(), "name-_c3_bc"),
        ] {
            assert_eq!(encoded(&name), encoded_as);
            let refname = refname("1f2e", &name);
            assert_eq!(parse(&refname), Some(("1f2e", name)));
        }
        assert_eq!(parse("refs/heads/main"), None);
        assert_eq!(parse("refs/shipkit/1f2e/other"), None);
        assert_eq!(parse("refs/shipkit/1f2e/name-_4"), None);
    }
}
