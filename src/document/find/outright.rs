//! Which of many paths a document names outright.

use crate::model::quoted;
use std::collections::{HashMap, HashSet};

/// The paths that a document names outright, quoted where they must be, in any
/// place and form: each as a word of its own, not as a part of a longer one.
/// The document is gone through once, however many paths there are.
pub fn named<'p>(prose: &str, paths: impl Iterator<Item = &'p str>) -> HashSet<&'p str> {
    let mut by_word: HashMap<String, Vec<(usize, String, &'p str)>> = HashMap::new();
    let mut found = HashSet::new();
    for path in paths {
        let text = quoted(path).into_owned();
        let lead = text.find(joins).unwrap_or(text.len());
        let word = &text[lead..];
        let word = &word[..word.find(|c| !joins(c)).unwrap_or(word.len())];
        if word.is_empty() {
            let mut places = prose.char_indices();
            let there = places.any(|(at, _)| stands(prose, Some(at), &text));
            found.extend(there.then_some(path));
        } else {
            let known = by_word.entry(word.to_owned()).or_default();
            known.push((lead, text, path));
        }
    }
    let mut at = 0;
    for word in prose.split(|c| !joins(c)) {
        let start = at;
        at += word.len();
        at += prose[at..].chars().next().map_or(0, char::len_utf8);
        // A full stop may end the sentence rather than go on with the name.
        for word in [Some(word), word.strip_suffix('.')].into_iter().flatten() {
            let known = by_word.get(word).into_iter().flatten();
            let here =
                known.filter(|(lead, text, _)| stands(prose, start.checked_sub(*lead), text));
            found.extend(here.map(|(.., path)| *path));
        }
    }
    found
}

/// Whether `text` stands at `start` as a word of its own.
fn stands(prose: &str, start: Option<usize>, text: &str) -> bool {
    let Some(rest) = start.and_then(|start| prose.get(start..)) else {
        return false;
    };
    let before = prose[..prose.len() - rest.len()].chars().next_back();
    let Some(after) = rest.strip_prefix(text) else {
        return false;
    };
    let mut after = after.chars();
    let next = after.next().filter(|c| *c != '.').or_else(|| after.next());
    !before.is_some_and(joins) && !next.is_some_and(joins)
}

fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of one path, looked for in every place.
    fn plainly(prose: &str, path: &str) -> bool {
        let text = quoted(path);
        let mut places = prose.char_indices();
        places.any(|(at, _)| stands(prose, Some(at), &text))
    }

    #[test]
    fn a_path_is_a_word_of_its_own() {
        for (prose, path, expected) in [
            ("see a.rs", "a.rs", true),
            ("(src/a.rs:34)", "src/a.rs", true),
            ("ba.rs a.rst a.rs/b", "a.rs", false),
            ("a.rs and more", "a", false),
            ("`\"a\\nb\"`", "a\nb", true),
            ("see a.rs.", "a.rs", true),
            ("a.rs. And", "a.rs", true),
            ("a.rs..", "a.rs", false),
            ("a.rs.bak", "a.rs", false),
            ("ba.rs", "a.rs", false),
            ("d/a.rs", "a.rs", false),
            ("`a.rs`:3", "a.rs", true),
            ("文a.rs", "a.rs", false),
            ("(my file.rs)", "my file.rs", true),
            ("my file.rsx", "my file.rs", false),
            ("my my file.rs", "my file.rs", true),
            ("x \"a\\tb\" y", "a\tb", true),
            ("x \"a\\tb\"y", "a\tb", false),
            ("@a@", "@a", true),
            ("b@a", "@a", false),
            ("é @ é", "@", true),
            ("", "a", false),
        ] {
            let told = named(prose, std::iter::once(path));
            assert_eq!(told.contains(path), expected, "{path:?} in {prose:?}");
            assert_eq!(plainly(prose, path), expected, "{path:?} in {prose:?}");
        }
    }

    #[test]
    fn many_paths_at_once_are_told_as_one_by_one() {
        let parts = [
            "a", "b.", " ", "/", " ", "a b", "@", "\"", "é", " ", "\\", "a",
        ];
        let mut seed = 7_u64;
        let mut text = |most: usize| {
            let mut out = String::new();
            for _ in 0..=most {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                out.push_str(parts[usize::try_from(seed >> 33).unwrap() % parts.len()]);
            }
            out
        };
        let mut hits = 0;
        for _ in 0..3000 {
            let prose = text(12);
            let paths = [text(0), text(1), text(2), text(3)];
            let told = named(&prose, paths.iter().map(String::as_str));
            for path in &paths {
                let one = plainly(&prose, path);
                assert_eq!(told.contains(&**path), one, "{path:?} in {prose:?}");
                hits += usize::from(one);
            }
        }
        assert!(hits > 500, "{hits}");
    }
}
