//! Words as they stand on a command line: what they mean without their quotes,
//! and how a candidate is to be put in the place of one.

use crate::install::Shell;

/// What a word means, and the quote that is still open at its end. What a
/// shell would have to run something for stays as it is.
pub(super) fn meant(shell: Shell, word: &str) -> (String, Option<char>) {
    if shell == Shell::Zsh {
        return (word.to_owned(), None); // its own rules have been applied there
    }
    let mut out = String::new();
    let mut quote = None;
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), _) if c == open => quote = None,
            (None, '\\') => out.extend(rest.next()),
            (Some('"'), '\\') if matches!(next, Some('"' | '\\' | '$' | '`')) => {
                out.extend(rest.next());
            }
            (Some('\''), '\\') if shell == Shell::Fish && matches!(next, Some('\'' | '\\')) => {
                out.extend(rest.next());
            }
            _ => out.push(c),
        }
    }
    (out, quote)
}

/// What the shell is to put in the place of `piece`, the end of `word`, so
/// that the whole means `candidate`; `None` where it does not fit, or cannot
/// be said on a line. zsh and fish look for themselves what fits, and quote.
pub(super) fn fitting(shell: Shell, candidate: &str, word: &str, piece: &str) -> Option<String> {
    if shell != Shell::Bash {
        let is_plain = !candidate.chars().any(char::is_control);
        return is_plain.then(|| candidate.to_owned());
    }
    let before = word.strip_suffix(piece)?;
    let (typed, _) = meant(shell, word);
    let (kept, _) = meant(shell, before);
    if !candidate.starts_with(&typed) {
        return None;
    }
    let rest = candidate.strip_prefix(&kept)?;
    match (meant(shell, piece).1, piece.chars().next()) {
        (Some(quote), Some(first)) if quote == first => within(quote, rest),
        (Some(_), _) => None, // a quote that was opened within the word
        (None, _) => Some(outside(rest)),
    }
}

/// Behind an opening quote that bash closes by itself.
fn within(quote: char, text: &str) -> Option<String> {
    // Between double quotes nothing keeps bash from looking for `!` in its history.
    if text.chars().any(char::is_control) || (quote == '"' && text.contains('!')) {
        return None;
    }
    if quote == '\'' {
        return (!text.contains('\'')).then(|| text.to_owned());
    }
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    Some(out)
}

/// As a word of bash's without quotes around it.
fn outside(text: &str) -> String {
    if text.chars().any(char::is_control) {
        return ansi(text);
    }
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=,@%+^".contains(c) || !c.is_ascii();
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        if !is_plain(c) || (c == '~' && at == 0) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// `$'a\nb'`, for what no other form can hold on one line.
fn ansi(text: &str) -> String {
    let mut out = "$'".to_owned();
    for c in text.chars() {
        match c {
            '\\' | '\'' => out.extend(['\\', c]),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                let bytes = c.encode_utf8(&mut bytes).bytes();
                out.extend(bytes.map(|byte| format!("\\{byte:03o}")));
            }
            c => out.push(c),
        }
    }
    out + "'"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_what_the_shell_takes_it_for() {
        let bash = |word| meant(Shell::Bash, word);
        assert_eq!(bash(r"a\ b"), ("a b".to_owned(), None));
        assert_eq!(bash(r#""a b"#), ("a b".to_owned(), Some('"')));
        assert_eq!(bash(r#"'a"\b'c"#), (r#"a"\bc"#.to_owned(), None));
        assert_eq!(bash(r#""\$x\y\""#), (r#"$x\y""#.to_owned(), Some('"')));
        assert_eq!(bash("a\\"), ("a".to_owned(), None));
        let fish = meant(Shell::Fish, r"'it\'s");
        assert_eq!(fish, ("it's".to_owned(), Some('\'')));
        assert_eq!(meant(Shell::Zsh, "it's").0, "it's");
    }

    #[test]
    fn bash_gets_what_stands_in_the_place_of_what_was_typed() {
        let bash = |candidate, word, piece| fitting(Shell::Bash, candidate, word, piece);
        assert_eq!(bash("my $x", "", "").unwrap(), r"my\ \$x");
        assert_eq!(bash("my $x", r"my\ ", r"my\ ").unwrap(), r"my\ \$x");
        assert_eq!(bash("my $x", "\"my", "\"my").unwrap(), r"my \$x");
        assert_eq!(bash("my $x", "'m", "'m").unwrap(), "my $x");
        assert_eq!(bash("it's", "'i", "'i"), None);
        assert_eq!(bash("a!b", "'a", "'a").unwrap(), "a!b");
        assert_eq!(bash("a!b", "\"a", "\"a"), None);
        assert_eq!(bash("--to=a b", "--to=a", "a").unwrap(), r"a\ b");
        assert_eq!(bash("--to=a b", "--to=", "").unwrap(), r"a\ b");
        assert_eq!(bash("1f:auth", "1f:a", "a").unwrap(), "auth");
        assert_eq!(bash("other", "a", "a"), None);
        assert_eq!(bash("a\n'é\u{1b}", "", "").unwrap(), r"$'a\012\'é\033'");
    }

    #[test]
    fn the_others_get_the_text_itself_where_a_line_holds_it() {
        assert_eq!(fitting(Shell::Zsh, "my $x", "o", "o").unwrap(), "my $x");
        assert_eq!(fitting(Shell::Fish, "a\nb", "", ""), None);
    }
}
