//! Names of code in code spans: `hashPassword()`, `UserService.create`,
//! `MAX_RETRIES`, `Foo::bar`. What is found only has the look of one; the
//! files decide whether it is.

use super::candidate::inside;
use super::leaf::{Block, Leaves, Piece, Role};
use super::leaves::leaves;
use super::look::says_file;
use std::collections::BTreeMap;
use std::ops::Range;

/// A part of a document that names code: an item with all its details, a row
/// of a table, a paragraph, a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands, as UTF-8 byte offsets.
    pub span: Range<usize>,
    /// What it names, in source order, one at least.
    pub symbols: Vec<Symbol>,
}

/// A name of code as a document gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The name with its qualifiers, and `()` where it is called.
    pub name: String,
    /// The name's own word, the last of it.
    pub word: String,
    /// The types it is qualified with, words that begin with a capital.
    pub types: Vec<String>,
    /// Where the name stands, as UTF-8 byte offsets.
    pub span: Range<usize>,
}

/// Words of code that have a name's look and tell nothing.
const COMMON: [&str; 20] = [
    "None", "True", "False", "Some", "Self", "NULL", "NaN", "String", "Option", "Result", "HEAD",
    "GET", "PUT", "POST", "PATCH", "DELETE", "HTTP", "HTTPS", "JSON", "YAML",
];

/// What stands between the words of a qualified name.
const JOINTS: [&str; 5] = ["::", "?.", "->", ".", "#"];

/// The longest name, in bytes.
const MAX_NAME: usize = 200;

/// The passages of `prose` that name code, in source order.
pub fn passages(prose: &str) -> Vec<Passage> {
    let leaves = leaves(prose);
    let mut found: BTreeMap<usize, Passage> = BTreeMap::new();
    // Of each outermost item or row, where it starts.
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for leaf in &leaves.leaves {
        let (Some(start), Some(end)) = (leaf.start(), leaf.end()) else {
            continue;
        };
        let key = match outermost(&leaves, leaf.scope) {
            Some(scope) => *starts.entry(scope).or_insert(start),
            None if leaf.role == Role::Fenced => continue,
            None => start,
        };
        let passage = found.entry(key).or_insert_with(|| Passage {
            span: start..end,
            symbols: Vec::new(),
        });
        passage.span.end = passage.span.end.max(end);
        if leaf.role != Role::Fenced {
            let spans = leaf.pieces.iter().filter_map(|piece| match piece {
                Piece::Code(range) => symbol(prose, inside(prose, range)),
                _ => None,
            });
            passage.symbols.extend(spans);
        }
    }
    let mut found: Vec<Passage> = found.into_values().collect();
    found.retain(|passage| !passage.symbols.is_empty());
    found
}

fn outermost(leaves: &Leaves, scope: usize) -> Option<usize> {
    let is_whole = |at: &usize| matches!(leaves.scopes[*at].block, Block::Item | Block::Row);
    leaves.around(scope).filter(is_whole).last()
}

/// The code span's text as a name, if it is one and nothing else.
fn symbol(prose: &str, inner: Range<usize>) -> Option<Symbol> {
    let text = &prose[inner.clone()];
    if text.len() > MAX_NAME {
        return None;
    }
    let (head, called) = uncalled(text)?;
    let from = qualified_by_file(head).unwrap_or(0);
    let marked = head[from..].starts_with('@') || called && head[from..].starts_with('.');
    let start = from + usize::from(marked);
    let head = &head[start..];
    if !called && from == 0 && says_file(head) {
        return None;
    }
    let words = split(head);
    let (word, qualifiers) = words.split_last()?;
    let own = word.trim_matches('$');
    let long = own.chars().count() >= if own.is_ascii() { 3 } else { 2 };
    let is_name = words.iter().all(|word| is_word(word)) && long;
    let shaped = called || from > 0 || !qualifiers.is_empty() || has_shape(head);
    if !is_name || !shaped || COMMON.contains(&head) {
        return None;
    }
    let types = qualifiers
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase));
    let start = inner.start + start;
    Some(Symbol {
        name: format!("{head}{}", if called { "()" } else { "" }),
        word: own.to_owned(),
        types: types.map(|word| (*word).to_owned()).collect(),
        span: start..start + head.len(),
    })
}

/// What is called, of `name(…)`; the text itself where nothing is.
fn uncalled(text: &str) -> Option<(&str, bool)> {
    let Some((head, rest)) = text.split_once('(') else {
        return Some((text, false));
    };
    let rest = rest.trim_end_matches([';', '?', '!']);
    let head = head.strip_suffix('!').unwrap_or(head);
    rest.ends_with(')').then_some((head, true))
}

/// Where the name starts behind the file it is told with: `a.py::test_login`.
fn qualified_by_file(head: &str) -> Option<usize> {
    let (file, _) = head.split_once("::")?;
    (file.contains('/') || says_file(file)).then_some(file.len() + 2)
}

fn split(head: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = head;
    while let Some((at, joint)) = JOINTS
        .iter()
        .filter_map(|joint| Some((rest.find(joint)?, joint)))
        .min_by_key(|(at, joint)| (*at, usize::MAX - joint.len()))
    {
        words.push(&rest[..at]);
        rest = &rest[at + joint.len()..];
    }
    words.push(rest);
    words
}

/// Whether this is one word of code: letters of any script, digits, `_`, `$`,
/// no digit first.
fn is_word(word: &str) -> bool {
    let within = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    word.chars().all(within)
        && !word.starts_with(char::is_numeric)
        && word.contains(char::is_alphabetic)
}

/// Whether a word looks like nothing but a name: a plain one such as `name`
/// or `redis` may be a word of any language, a package, a branch.
fn has_shape(word: &str) -> bool {
    word.contains(|c: char| c.is_uppercase() || c == '_' || c == '$' || !c.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(prose: &str) -> Vec<String> {
        let passages = passages(prose).into_iter();
        let symbols = passages.flat_map(|passage| passage.symbols);
        let told = symbols.map(|symbol| {
            let there = &prose[symbol.span.clone()];
            assert!(symbol.name.starts_with(there), "{symbol:?} at {there:?}");
            let types = symbol.types.join("+");
            format!("{} = {types}:{}", symbol.name, symbol.word)
        });
        told.collect()
    }

    #[test]
    fn names_of_code_are_told_from_other_code_spans() {
        for (span, name) in [
            ("`hashPassword()`", "hashPassword() = :hashPassword"),
            ("`` sign(a, \"`\") ``", "sign() = :sign"),
            (
                "`UserService.create`",
                "UserService.create = UserService:create",
            ),
            ("`Foo::bar()?`", "Foo::bar() = Foo:bar"),
            ("`$this->hash()`", "$this->hash() = :hash"),
            ("`a?.b.total`", "a?.b.total = :total"),
            ("`MAX_RETRIES`", "MAX_RETRIES = :MAX_RETRIES"),
            ("`$user`", "$user = :user"),
            ("`@Injectable()`", "Injectable() = :Injectable"),
            ("`println!(x)`", "println() = :println"),
            ("`t/a.py::test_login`", "test_login = :test_login"),
            ("`登录`", "登录 = :登录"),
        ] {
            assert_eq!(names(&format!("In {span}.")), [name], "{span}");
        }
        for span in [
            "`name`",
            "`main`",
            "`a1b2c3d`",
            "`auth.ts`",
            "`src/a.rs`",
            "`a.py`",
            "`git commit`",
            "`v1.2.3`",
            "`None`",
            "`id`",
            "`--all`",
            "`foo-bar`",
            "`x=1`",
            "`f(`",
            "`()`",
            "`1st()`",
            "`...`",
            "`::`",
            "``",
            "` `",
            "hashPassword()",
        ] {
            assert!(names(&format!("In {span}.")).is_empty(), "{span}");
        }
    }

    #[test]
    fn a_passage_is_an_item_with_its_details_a_row_or_a_paragraph() {
        let prose = "Para `aBar`\n`bCar`.\n\n- x\n  - `cDar`\n    ```\n    z\n    ```\n- y\n\n|a|b|\n|-|-|\n|`dEar`|f|\n|`gHar`|`iJar`|\n\n> - `kLar`\n>   - `mNar`\n";
        let told: Vec<(usize, &str)> = passages(prose)
            .iter()
            .map(|passage| (passage.symbols.len(), &prose[passage.span.clone()]))
            .collect();
        assert_eq!(
            told,
            [
                (2, "Para `aBar`\n`bCar`."),
                (1, "x\n  - `cDar`\n    ```\n    z"),
                (1, "`dEar`|f"),
                (2, "`gHar`|`iJar`"),
                (2, "`kLar`\n>   - `mNar`"),
            ]
        );
    }
}
