//! The paths of a file's patch, out of the lines above its hunks.

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
    match unquoted(text) {
        Some((path, b"")) => Cow::Owned(path),
        _ => Cow::Borrowed(text),
    }
}

/// The two paths behind `diff --git`. Unquoted they may hold spaces; but where
/// nothing else names them they are the same but for their prefix, so that
/// they are equally long.
fn pair(text: &[u8]) -> (Name<'_>, Name<'_>) {
    if let Some((then, rest)) = unquoted(text) {
        let now = rest.strip_prefix(b" ").map(whole);
        return (Some(Cow::Owned(then)), now);
    }
    if let Some(at) = text.windows(2).position(|two| two == b" \"")
        && let Some((now, b"")) = unquoted(&text[at + 1..])
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

/// The bytes of what stands in double quotes at the start of `text`, as git
/// writes them (quote.c), and what follows.
fn unquoted(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut rest = text.strip_prefix(b"\"")?;
    let mut out = Vec::new();
    loop {
        let (byte, after) = rest.split_first()?;
        rest = after;
        match byte {
            b'"' => return Some((out, rest)),
            b'\\' => {
                let (byte, taken) = escaped(rest)?;
                out.push(byte);
                rest = &rest[taken..];
            }
            byte => out.push(*byte),
        }
    }
}

/// The byte that an escape behind its backslash stands for, and its length.
fn escaped(text: &[u8]) -> Option<(u8, usize)> {
    let byte = match text.first()? {
        b'a' => 0x07,
        b'b' => 0x08,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 0x0b,
        b'f' => 0x0c,
        b'r' => b'\r',
        byte @ (b'"' | b'\\') => *byte,
        b'0'..=b'3' => {
            let digits = std::str::from_utf8(text.get(..3)?).ok()?;
            return Some((u8::from_str_radix(digits, 8).ok()?, 3));
        }
        _ => return None,
    };
    Some((byte, 1))
}
