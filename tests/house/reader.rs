//! As much of Rust's syntax as the rules of the house need.

/// The source with comments, strings and character literals blanked; lines
/// stay where they are.
pub(super) fn code_only(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let end = end_of_literal(&chars, at).unwrap_or(at);
        if end == at {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let blank = |c: &char| if *c == '\n' { '\n' } else { ' ' };
        out.extend(chars[at..end].iter().map(blank));
        at = end;
    }
    out
}

/// Where the comment or literal that starts at `at` ends, if one does.
fn end_of_literal(chars: &[char], at: usize) -> Option<usize> {
    let rest = &chars[at..];
    let until = |end: Option<usize>| Some(at + end.unwrap_or(rest.len()));
    match rest {
        ['/', '/', ..] => until(rest.iter().position(|c| *c == '\n')),
        ['/', '*', ..] => until(end_of_comment(rest)),
        ['r', '"' | '#', ..] if !follows_word(chars, at) => Some(at + end_of_raw(rest)?),
        ['"', ..] => until(end_of_string(rest)),
        ['\'', '\\', _, ..] => until(rest.iter().skip(3).position(|c| *c == '\'').map(|n| n + 4)),
        ['\'', _, '\'', ..] => Some(at + 3),
        _ => None,
    }
}

fn follows_word(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| chars[at]);
    before.is_some_and(|c| c != 'b' && is_word(c))
}

fn end_of_comment(rest: &[char]) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    while at + 1 < rest.len() {
        match (rest[at], rest[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn end_of_string(rest: &[char]) -> Option<usize> {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

fn end_of_raw(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return None;
    }
    let closing: Vec<char> = std::iter::once('"').chain(vec!['#'; hashes]).collect();
    let body = &rest[hashes + 2..];
    let end = body
        .windows(closing.len())
        .position(|window| window == closing);
    end.map(|end| hashes + 2 + end + closing.len())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every path of two parts or more in code, `use` groups taken apart, and the
/// single names `use` brings in.
pub(super) fn paths(code: &str) -> Vec<Vec<String>> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    for c in code.chars().chain([' ']) {
        if is_word(c) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            tokens.push(std::mem::take(&mut word));
        }
        if !c.is_whitespace() {
            tokens.push(c.to_string());
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].chars().all(is_word) {
            at = path(&tokens, at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found.retain(|path| path.len() > 1);
    found
}

/// Reads the path at `at`, with its group if it has one; where it ends.
fn path(tokens: &[String], at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let mut parts = before.to_vec();
    let mut at = at;
    loop {
        parts.push(token(at).to_owned());
        at += 1;
        if (token(at), token(at + 1)) != (":", ":") {
            break;
        }
        at += 2;
        if token(at) == "{" {
            at += 1;
            while !matches!(token(at), "}" | "") {
                let is_name = token(at).chars().all(is_word);
                at = if is_name {
                    path(tokens, at, &parts, found)
                } else {
                    at + 1
                };
            }
            return at + 1;
        }
        if !token(at).chars().all(is_word) || token(at).is_empty() {
            break;
        }
    }
    found.push(parts);
    at
}

/// The code without its `#[cfg(test)]` modules.
pub(super) fn without_tests(code: &str) -> String {
    let Some((before, after)) = code.split_once("#[cfg(test)]") else {
        return code.to_owned();
    };
    let end = match (after.find('{'), after.find(';')) {
        (Some(open), semicolon) if semicolon.is_none_or(|at| open < at) => closing(after, open),
        (_, semicolon) => semicolon,
    };
    let rest = after
        .get(end.unwrap_or(after.len()) + 1..)
        .unwrap_or_default();
    format!("{before}{}", without_tests(rest))
}

/// Every function with a body: its name and its lines, signature included.
pub(super) fn functions(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if code[..at].chars().next_back().is_some_and(is_word) {
            continue;
        }
        let after = &code[at..];
        let name: String = after[3..].chars().take_while(|c| is_word(*c)).collect();
        let Some(open) = after.find('{') else {
            continue;
        };
        let declared = array_free_semicolon(&after[..open]);
        let Some(end) = closing(after, open).filter(|_| !name.is_empty() && !declared) else {
            continue;
        };
        found.push((name, after[..end].matches('\n').count() + 1));
    }
    found
}

/// Whether a signature ends here without a body: the `;` of `[u8; 4]` is none.
fn array_free_semicolon(signature: &str) -> bool {
    let mut depth = 0;
    signature.chars().any(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        c == ';' && depth == 0
    })
}

/// Where the brace opened at `open` closes.
fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    let braces = code[open..].char_indices();
    let mut ends = braces.filter(|(_, c)| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        *c == '}' && depth == 0
    });
    ends.next().map(|(at, _)| open + at)
}
