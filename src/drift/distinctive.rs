//! Which texts say enough to be recognised at another place.

/// Words that stand in so many lines that they tell nothing.
const COMMON: [&str; 24] = [
    "begin", "break", "case", "catch", "continue", "default", "done", "elif", "else", "elsif",
    "endif", "esac", "false", "finally", "none", "null", "pass", "private", "public", "return",
    "self", "then", "true", "void",
];

/// Whether the lines hold a word of at least four letters or digits that is
/// none of the words every file is full of.
pub(super) fn is_distinctive(lines: &[&[u8]]) -> bool {
    lines.iter().any(|line| has_word(line))
}

fn has_word(line: &[u8]) -> bool {
    String::from_utf8_lossy(line)
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| weight(word) >= 4 && !COMMON.contains(&word.to_lowercase().as_str()))
}

/// Letters outside ASCII count twice: two ideographs are a word already.
fn weight(word: &str) -> usize {
    word.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_names_from_punctuation_and_keywords() {
        for line in [
            "let token = 1;",
            "    sign(user)",
            "x2024",
            "支払い",
            "} else { retry() }",
        ] {
            assert!(is_distinctive(&[line.as_bytes()]), "{line}");
        }
        for line in [
            "",
            "}",
            "    });",
            "if a {",
            "a b c d e",
            "return null;",
            "} else {",
            "────",
        ] {
            assert!(!is_distinctive(&[line.as_bytes()]), "{line}");
        }
        assert!(is_distinctive(&[b"}", b"token"]));
    }
}
