//! The paths of a file's patch, out of the lines above its hunks.

use crate::model::unquoted_bytes;
use std::borrow::Cow;

/// A path, or none where the file was not there.
type Name<'a> = Option<Cow<'a, [u8]>>;

/// Its path then and now, without the prefixes `a/` and `b/`. `header` begins
/// with the line `diff --git`.
pub(super) fn of<'a>(header: &[&'a [u8]]) -> (Name<'a>, Name<'a>) {
    let after = |words: &[&str]| {
        words.iter().find_map(|word| {
            let mut rest = header.iter().skip(1);
            rest.find_map(|line| line.strip_prefix(word.as_bytes()))
        })
    };
    let both = header.first().map_or((None, None), |line| {
        pair(line.strip_prefix(b"diff --git ").unwrap_or(line))
    });
    let side = |moved: &[&str], line: &str, prefix: &[u8], without: &str, both: Name<'a>| {
        if after(&[without]).is_some() {
            return None;
        }
        if let Some(path) = after(moved) {
            return Some(whole(path)); // git writes these without a prefix
        }
        let path = after(&[line]).map(|path| whole(path.strip_suffix(b"\t").unwrap_or(path)));
        match path.or(both)? {
            path if *path == *b"/dev/null" => None,
            path => Some(without_prefix(path, prefix)),
        }
    };
    (
        side(
            &["rename from ", "copy from "],
            "--- ",
            b"a/",
            "new file mode ",
            both.0,
        ),
        side(
            &["rename to ", "copy to "],
            "+++ ",
            b"b/",
            "deleted file mode ",
            both.1,
        ),
    )
}

fn without_prefix<'a>(path: Cow<'a, [u8]>, prefix: &[u8]) -> Cow<'a, [u8]> {
    match path {
        Cow::Borrowed(path) => Cow::Borrowed(path.strip_prefix(prefix).unwrap_or(path)),
        Cow::Owned(path) => match path.strip_prefix(prefix) {
            Some(rest) => Cow::Owned(rest.to_vec()),
            None => Cow::Owned(path),
        },
    }
}

/// A path that takes the whole of a line's rest.
fn whole(text: &[u8]) -> Cow<'_, [u8]> {
    match unquoted_bytes(text) {
        Some((path, b"")) => Cow::Owned(path),
        _ => Cow::Borrowed(text),
    }
}

/// The two paths behind `diff --git`. Unquoted they may hold spaces; but where
/// nothing else names them they are the same but for their prefix, so that
/// they are equally long.
fn pair(text: &[u8]) -> (Name<'_>, Name<'_>) {
    if let Some((then, rest)) = unquoted_bytes(text) {
        let now = rest.strip_prefix(b" ").map(whole);
        return (Some(Cow::Owned(then)), now);
    }
    if let Some(at) = text.windows(2).position(|two| two == b" \"")
        && let Some((now, b"")) = unquoted_bytes(&text[at + 1..])
    {
        return (Some(Cow::Borrowed(&text[..at])), Some(Cow::Owned(now)));
    }
    let half = text.len() / 2;
    if text.get(half) != Some(&b' ') {
        return (None, None);
    }
    let (then, now) = (&text[..half], &text[half + 1..]);
    (Some(Cow::Borrowed(then)), Some(Cow::Borrowed(now)))
}
