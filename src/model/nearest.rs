//! What somebody may have meant who typed something else.

/// Beyond that a word is no slip of the hand.
const LONGEST: usize = 256;

/// The one of `known` that `word` was meant to be, if one is near: a slip for
/// every three characters (Damerau and Levenshtein's, so that two letters
/// changed about are one), case aside; else the only one that begins so.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let typed = word.to_lowercase();
    let most = (typed.chars().count() / 3).max(1);
    let known: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|known| known.len() <= LONGEST && *known != word)
        .map(|known| (strsim::osa_distance(&typed, &known.to_lowercase()), known))
        .collect();
    let near = known.iter().filter(|(slips, _)| *slips <= most);
    if let Some((_, near)) = near.min() {
        return Some(near);
    }
    let is_begun = |known: &&(usize, &str)| known.1.to_lowercase().starts_with(&typed);
    let mut begun = known.iter().filter(is_begun).map(|(_, known)| *known);
    let first = begun.next().filter(|_| typed.chars().count() > 1);
    first.filter(|_| begun.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_known_and_another_word_is_not() {
        let known = ["resume", "restore", "auth", "auth-login", "payments"];
        let nearest = |word| nearest(word, known);
        assert_eq!(nearest("reusme"), Some("resume"));
        assert_eq!(nearest("AUHT"), Some("auth"));
        assert_eq!(nearest("payment"), Some("payments"));
        assert_eq!(nearest("pay"), Some("payments"));
        assert_eq!(nearest("auth-"), Some("auth"));
        assert_eq!(nearest("zebra"), None);
        assert_eq!(nearest("p"), None);
        assert_eq!(nearest(&"x".repeat(5000)), None);
    }
}
