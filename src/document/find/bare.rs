//! What may be a path among the words of a text.

use super::candidate::{MAX_PATH, Seen, decoded, is_plausible, mentioned, seen, undotted};
use super::look::{anchored, boundary, has_extension, is_well_known, looks_like_file};
use super::position::{Named, split, split_call};
use super::target::{is_url, local};
use std::ops::Range;

/// The candidates among the words of a text; `escapes` says that a backslash
/// may be Markdown's.
pub(super) fn in_text(prose: &str, range: &Range<usize>, escapes: bool) -> Vec<Seen> {
    let text = &prose[range.clone()];
    let mut found = Vec::new();
    let mut at = 0;
    let mut listed = 0;
    for token in text.split(separates) {
        let (start, rest) = (range.start + at, &text[at..]);
        let inside = at < listed;
        at += token.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        let whole = with_more(rest, token);
        if inside || token.len() > MAX_PATH || !may_name(whole) {
            continue;
        }
        if let Some((seen, len)) = braced(rest, token, start) {
            found.extend(seen);
            listed = start - range.start + len;
            continue;
        }
        found.extend(word(whole, start, escapes));
        if let Some(call) = split_call(token) {
            let is_file = |name: &&str| looks_like_file(name);
            let name = Some(&token[call.path.clone()]).filter(is_file);
            found.extend(
                name.map(|name| seen(name.to_owned(), call.positions, start, &call.path, false)),
            );
        }
        if !token.is_ascii() {
            for (offset, run) in parts(token) {
                found.extend(word(run, start + offset, escapes));
            }
        }
    }
    found
}

/// Whether a word is worth a closer look: a file has a directory, an extension
/// or a name of custom ([`looks_like_file`]). Nearly all words have none of
/// them. Measured: without this they take a third of all reading.
fn may_name(token: &str) -> bool {
    if !token.is_ascii() {
        return token.contains(char::is_alphanumeric);
    }
    let mut runs = token.split(|c: char| !c.is_ascii_alphanumeric());
    if token.contains(['/', '\\', '.']) {
        runs.any(|run| !run.is_empty())
    } else {
        runs.any(is_well_known)
    }
}

/// The longest list that is read behind a word, in bytes.
const LIST: usize = 400;

/// The names that braces list, `src/{a.rs,b.rs}`, and where the list ends;
/// `rest` is the text from the word `token` on.
fn braced(rest: &str, token: &str, start: usize) -> Option<(Vec<Seen>, usize)> {
    let open = token.find("/{")?;
    let list = &rest[open + 2..boundary(rest, open + 2 + LIST)];
    let len = list.find(['}', '{', ' ', '\n'])?;
    let closed = list[len..].starts_with('}') && list[..len].contains(',');
    let end = open + 2 + len + 1;
    // What goes on behind the list is a part of each name.
    let alone = rest.get(end..).is_none_or(|rest| {
        !rest.starts_with(|c: char| c.is_alphanumeric() || "._-/{".contains(c))
            || rest.starts_with(". ")
            || rest == "."
    });
    if !closed {
        return None;
    }
    let dir = undotted(token[..open].trim_start_matches(['(', '[', '*']));
    let mut found = Vec::new();
    let mut at = start + open + 2;
    for name in list[..len].split(',').filter(|_| alone) {
        let mut one = seen(name.to_owned(), Vec::new(), at, &(0..name.len()), false);
        one.dir = Some(dir.to_owned());
        found.extend(Some(one).filter(|_| is_plausible(name)));
        at += name.len() + 1;
    }
    Some((found, end))
}

/// A word with the further lines that commas cut off: `a.rs:3,7`.
fn with_more<'a>(rest: &'a str, token: &'a str) -> &'a str {
    if !token.ends_with(|c: char| c.is_ascii_digit()) || !token.contains([':', '#']) {
        return token;
    }
    let mut end = token.len();
    while let Some(more) = rest[end..].strip_prefix(',')
        && more.starts_with(|c: char| c.is_ascii_digit())
        && end < token.len() + LIST
    {
        end += 1 + more.find(separates).unwrap_or(more.len());
    }
    let long = &rest[..end];
    let told = |text: &str| split(&text[trimmed(text)]).positions.len();
    if told(long) > told(token) {
        long
    } else {
        token
    }
}

/// Whether a character stands between words.
pub(super) fn separates(c: char) -> bool {
    if c.is_ascii() {
        return matches!(
            c,
            ' ' | '\t'..='\r' | ',' | ';' | '|' | '"' | '\'' | '`' | '<' | '>' | '='
        );
    }
    c.is_whitespace() || "→←↔“”‘’«»、。，；：！？（）「」『』【】《》│├└─".contains(c)
}

/// What may be a name in a word of another script that touches one: the runs
/// of ASCII, and all up to the end of an extension.
fn parts(token: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut at = 0;
    for run in token.split(|c: char| !c.is_ascii()) {
        if !run.is_empty() {
            parts.push((at, run));
            let upto = &token[..at + run.len()];
            if at > 0 && upto.len() < token.len() && has_extension(upto) {
                parts.push((0, upto));
            }
        }
        at += run.len();
        at += token[at..].chars().next().map_or(0, char::len_utf8);
    }
    parts
}

/// A word as a path, without the punctuation around it.
fn word(token: &str, start: usize, escapes: bool) -> Option<Seen> {
    let mut inside = unemphasised(token, trimmed(token));
    let scheme = local(&token[inside.clone()]);
    if scheme == 0 && is_url(token) {
        return None;
    }
    inside.start += scheme;
    let text = &token[inside.clone()];
    let Named {
        mut path,
        positions,
    } = split(text);
    if positions.is_empty() {
        let skip = drive(text);
        let colon = text[skip..path.end].find(':').map(|colon| skip + colon);
        path.end = colon.unwrap_or(path.end);
        path.end = anchored(&text[..path.end]).unwrap_or(path.end);
    }
    let mut raw = undotted(&text[path.clone()]);
    raw = mentioned(raw).unwrap_or(raw);
    path.start = path.end - raw.len();
    let name = match () {
        () if scheme > 0 => decoded(raw)?,
        () if escapes => unescaped(raw),
        () => raw.to_owned(),
    };
    let email = name.contains('@') && !name.contains(['/', '\\']);
    if !looks_like_file(&name) || !is_plausible(&name) || email || name.contains('*') {
        return None;
    }
    Some(seen(name, positions, start + inside.start, &path, false))
}

/// The length of the drive's letter and colon that a path starts with.
fn drive(text: &str) -> usize {
    let at = usize::from(text.starts_with('/'));
    let drive = text
        .get(at + 1..at + 3)
        .is_some_and(|two| two == ":\\" || two == ":/");
    if drive { at + 2 } else { 0 }
}

/// Without the underscores that emphasise: `_src/a.rs_`.
fn unemphasised(token: &str, inside: Range<usize>) -> Range<usize> {
    let text = &token[inside.clone()];
    let inner = text.trim_end_matches('_');
    let end = inside.start + inner.len();
    if inner.len() == text.len() || !inner.contains('.') {
        return inside;
    }
    let lead = text.len() - text.trim_start_matches('_').len();
    inside.start + lead.min(inside.end - end)..end
}

fn trimmed(token: &str) -> Range<usize> {
    let mut range = 0..token.len();
    loop {
        let text = &token[range.clone()];
        let end = text
            .trim_end_matches(['.', ':', '!', '?', '*', '~', '…'])
            .len();
        let lead = text.len() - text.trim_start_matches(['*', '~', ':']).len();
        let mut next = range.start + lead.min(end)..range.start + end;
        let inner = &token[next.clone()];
        for (open, close) in [('(', ')'), ('[', ']'), ('{', '}')] {
            let opens = inner.starts_with(open);
            if opens && (inner.ends_with(close) || !inner.contains(close)) {
                next.start += 1;
                break;
            }
            if inner.ends_with(close) && !inner.contains(open) {
                next.end -= 1;
                break;
            }
        }
        next.start = next.start.min(next.end);
        if next == range {
            return range;
        }
        range = next;
    }
}

/// A text without the backslashes that Markdown takes for escapes.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        if !escapes {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{may_name, word};

    #[test]
    fn what_is_passed_over_names_nothing() {
        let names = ["license", "Makefile", "a.rs", "src", "L34", "34", "e"];
        let around = [
            "", "*", "(", ":", "#L3", "_", "-", "@", "\\", "/", ".", "é", "file://",
        ];
        let ends = around
            .iter()
            .flat_map(|one| around.map(|two| format!("{one}{two}")));
        let ends: Vec<String> = ends.collect();
        let mut passed = 0;
        for (name, before, after) in names
            .iter()
            .flat_map(|name| ends.iter().map(move |end| (name, end)))
            .flat_map(|(name, before)| ends.iter().map(move |after| (name, before, after)))
        {
            let token = format!("{before}{name}{after}");
            if !may_name(&token) {
                passed += 1;
                assert!(word(&token, 0, true).is_none(), "{token}");
            }
        }
        assert!(passed > 0, "nothing is passed over");
    }
}
