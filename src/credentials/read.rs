//! Whether a credential stands at an anchor, and from where to where.

use super::shapes::{Alphabet, Form, Part, Shape};
use std::ops::Range;

/// The most bytes that a private key in armour has.
const LONGEST_KEY: usize = 64 * 1024;

/// The bytes of the credential whose anchor is at `anchor` in `text`; `None`
/// where there is none, or one that only stands for one.
pub(super) fn read(shape: &Shape, text: &[u8], anchor: Range<usize>) -> Option<Range<usize>> {
    let exactly = text[anchor.clone()] == *shape.anchor.as_bytes();
    match shape.form {
        Form::Token(parts) if exactly => token(text, anchor, parts),
        Form::Labelled(alphabet, len) => labelled(text, anchor.end, alphabet, len),
        Form::Authorization => authorization(text, anchor.end),
        Form::Url => password(text, &anchor),
        Form::Bot if exactly => bot(text, &anchor),
        Form::Pem if exactly => private_key(text, anchor.end),
        Form::Token(_) | Form::Bot | Form::Pem => None,
    }
}

fn token(text: &[u8], anchor: Range<usize>, parts: &[Part]) -> Option<Range<usize>> {
    if goes_on_from(&text[..anchor.start]) {
        return None;
    }
    let mut end = anchor.end;
    for part in parts {
        end += match *part {
            Part::Run(alphabet, least, most) => {
                let len = run(&text[end..], alphabet);
                (least..=most).contains(&len).then_some(len)?
            }
            Part::Text(part) => text[end..]
                .starts_with(part.as_bytes())
                .then_some(part.len())?,
        };
    }
    let goes_on = text.get(end).is_some_and(u8::is_ascii_alphanumeric);
    let body = &text[anchor.end..end];
    (!goes_on && is_mixed(body) && !stands_for(body)).then_some(anchor.start..end)
}

/// Whether what follows is in the middle of a word. `\n` in a text of JSON or
/// in code ends a line, not in an `n`.
fn goes_on_from(before: &[u8]) -> bool {
    let escapes: [&[u8]; 3] = [b"\\n", b"\\r", b"\\t"];
    let is_break = escapes.iter().any(|escape| before.ends_with(escape));
    before.last().is_some_and(u8::is_ascii_alphanumeric) && !is_break
}

/// How many characters of an alphabet are there in a row.
fn run(text: &[u8], alphabet: Alphabet) -> usize {
    let is_other = |byte: &u8| !alphabet.has(*byte);
    text.iter().position(is_other).unwrap_or(text.len())
}

/// Whether it is neither a word nor a number.
fn is_mixed(body: &[u8]) -> bool {
    let no_word = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    body.iter().any(no_word) && body.iter().any(u8::is_ascii_alphabetic)
}

/// Whether it says itself that it only stands for a credential, as those in
/// manuals do: `AKIAIOSFODNN7EXAMPLE`, `ghp_xxxx…`.
fn stands_for(body: &[u8]) -> bool {
    let lower = body.to_ascii_lowercase();
    let says = |word: &str| {
        lower
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    let mut seen: Vec<u8> = lower.clone();
    seen.sort_unstable();
    seen.dedup();
    seen.len() <= 3
        || ["example", "placeholder", "redacted", "your", "xxxx"]
            .iter()
            .any(|word| says(word))
}

/// What stands behind a label: `KEY=…`, `"key": "…"`, `| key | … |`.
fn labelled(text: &[u8], label: usize, alphabet: Alphabet, len: usize) -> Option<Range<usize>> {
    let between = |byte: &&u8| b" \t\"'`:=|>*".contains(byte);
    let gap = text[label..].iter().take_while(between).count();
    let start = label + gap;
    let end = start + run(&text[start..], alphabet);
    let body = &text[start..end];
    let is_id = body.len() == 40 && body.iter().all(|byte| Alphabet::Hex.has(*byte));
    let fits = (1..=8).contains(&gap) && body.len() == len && !is_id;
    (fits && is_mixed(body) && !stands_for(body)).then_some(start..end)
}

fn authorization(text: &[u8], label: usize) -> Option<Range<usize>> {
    let skip =
        |at: usize, set: &[u8]| at + text[at..].iter().take_while(|b| set.contains(b)).count();
    let scheme = skip(label, b" \t\"'`:=,");
    let word = run(&text[scheme..], Alphabet::Alnum);
    let start = skip(scheme + word, b" ");
    if scheme == label || start == scheme + word {
        return None;
    }
    let of_token68 = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte);
    let body = text[start..].iter().take_while(of_token68).count();
    let body = &text[start..start + body];
    let is_one = match text[scheme..scheme + word].to_ascii_lowercase().as_slice() {
        b"basic" => names_a_password(body),
        b"bearer" | b"token" | b"apikey" => {
            body.len() >= 16 && is_mixed(body) && body.iter().any(u8::is_ascii_digit)
        }
        _ => false,
    };
    (is_one && !stands_for(body)).then_some(start..start + body.len())
}

/// Whether it is `user:password` in base64 (RFC 7617, section 2).
fn names_a_password(body: &[u8]) -> bool {
    let mut bits = 0_u32;
    let mut plain = Vec::new();
    for (at, byte) in body.iter().filter(|byte| **byte != b'=').enumerate() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        bits = (bits << 6) | u32::from(value);
        if at % 4 > 0 {
            let shift = 6 - 2 * (at % 4);
            plain.push(u8::try_from((bits >> shift) & 0xff).expect("it is one byte"));
        }
    }
    let password = plain
        .iter()
        .position(|byte| *byte == b':')
        .map(|at| &plain[at + 1..]);
    let is_text = !plain.iter().any(u8::is_ascii_control);
    body.len() >= 8 && is_text && password.is_some_and(|word| is_password(b"", word))
}

/// The password of `scheme://user:password@host`.
fn password(text: &[u8], anchor: &Range<usize>) -> Option<Range<usize>> {
    let has_scheme = anchor.start > 0 && text[anchor.start - 1].is_ascii_alphanumeric();
    let start = anchor.end;
    let within = &text[start..text.len().min(start + 512)];
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"/?#\"'`<>()[]{}|\\@".contains(byte);
    let at = within.iter().position(ends)?;
    let colon = within[..at].iter().position(|byte| *byte == b':')?;
    let (user, word) = (&within[..colon], &within[colon + 1..at]);
    let host = within
        .get(at + 1)
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'[');
    let fits = has_scheme && within[at] == b'@' && host && is_password(user, word);
    fits.then_some(start + colon + 1..start + at)
}

/// Whether it may be a password, and not what manuals write in its place.
fn is_password(user: &[u8], word: &[u8]) -> bool {
    const IN_ITS_PLACE: [&str; 12] = [
        "pass",
        "passwd",
        "password",
        "pword",
        "secret",
        "token",
        "changeme",
        "mypassword",
        "userpass",
        "pwd",
        "xxx",
        "...",
    ];
    let lower = word.to_ascii_lowercase();
    let variable = word.starts_with(b"$") || word.starts_with(b"%") && !is_escape(word);
    let same = lower == user.to_ascii_lowercase();
    let named = IN_ITS_PLACE.iter().any(|known| lower == known.as_bytes());
    // `NEW_PASSWORD`, `my-secret-password`: words alone, that say what they are
    let words = |byte: &u8| byte.is_ascii_alphabetic() || b"_-".contains(byte);
    let says = |what: &str| {
        lower
            .windows(what.len())
            .any(|part| part == what.as_bytes())
    };
    let told = word.iter().all(words) && ["passw", "secret"].iter().any(|what| says(what));
    word.len() >= 4 && !variable && !same && !named && !told && !stands_for(word)
}

fn is_escape(word: &[u8]) -> bool {
    word.get(1..3)
        .is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
}

/// `12345678:AA…`: the number of the bot, and 35 characters.
fn bot(text: &[u8], anchor: &Range<usize>) -> Option<Range<usize>> {
    let before = &text[..anchor.start];
    let digits = before
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let start = anchor.start - digits;
    let joined = goes_on_from(&before[..start]) && !before[..start].ends_with(b"bot");
    let len = run(&text[anchor.end..], Alphabet::Url);
    let body = &text[anchor.end..anchor.end + len];
    let fits = (8..=10).contains(&digits) && len == 33 && !joined && !stands_for(body);
    fits.then_some(start..anchor.end + len)
}

/// The body of a private key; a bare mention of its first line is none.
fn private_key(text: &[u8], label: usize) -> Option<Range<usize>> {
    let dashes = |text: &[u8]| text.windows(5).position(|five| five == b"-----");
    let name = dashes(&text[label..text.len().min(label + 64)])?;
    let says = |end: &[u8]| text[label..label + name].ends_with(end);
    if !says(b"PRIVATE KEY") && !says(b"PRIVATE KEY BLOCK") {
        return None;
    }
    let start = label + name + 5;
    let within = &text[start..text.len().min(start + LONGEST_KEY)];
    let within = match dashes(within) {
        Some(end) if within[end..].starts_with(b"-----END ") => &within[..end],
        _ => &within[..within.iter().take_while(|byte| is_of_key(**byte)).count()],
    };
    let lines = within.split(|byte| !Alphabet::Base64.has(*byte));
    let longest = lines
        .max_by_key(|line| line.len())
        .filter(|line| line.len() >= 40)?;
    let solid = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    let first = within.iter().position(solid)?;
    let last = within.iter().rposition(solid)?;
    // `\n` in a text of JSON is no part of it
    let escaped = within[..first].ends_with(b"\\") && matches!(within[first], b'n' | b'r');
    let after = within[..last].ends_with(b"\\") && matches!(within[last], b'n' | b'r');
    let (first, last) = (
        first + usize::from(escaped),
        last + 1 - 2 * usize::from(after),
    );
    (!stands_for(longest)).then_some(start + first..start + last)
}

fn is_of_key(byte: u8) -> bool {
    Alphabet::Base64.has(byte) || byte.is_ascii_whitespace() || b"=\\".contains(&byte)
}
