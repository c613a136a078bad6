//! Invisible characters at their proper work: joiners within emoji and within
//! words of scripts that join (RFC 5892, appendix A), selectors of a form
//! behind what has several, the flags that are spelled in tags.

/// The length in bytes of what does its proper work at the start of `rest`,
/// behind the character `before`; 0 where nothing does.
pub(super) fn at_work(before: Option<char>, rest: &str) -> usize {
    let mut chars = rest.chars();
    let Some(c) = chars.next() else {
        return 0;
    };
    if before == Some(FLAG)
        && let Some(tags) = FLAGS.iter().find(|tags| rest.starts_with(**tags))
    {
        return tags.len();
    }
    if works(before, c, chars.next()) {
        c.len_utf8()
    } else {
        0
    }
}

const FLAG: char = '🏴';

/// The flags of England, Scotland and Wales, all that there are (RGI).
const FLAGS: [&str; 3] = [
    "\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

/// One character, never a run of them: a run would be a message.
fn works(before: Option<char>, c: char, after: Option<char>) -> bool {
    let before = |is: fn(char) -> bool| before.is_some_and(is);
    let after = |is: fn(char) -> bool| after.is_some_and(is);
    match c {
        '\u{200d}' if after(is_emoji) => before(|c| is_emoji(c) || c == '\u{fe0f}'),
        '\u{200c}' | '\u{200d}' if before(is_virama) => true,
        '\u{200c}' => after(joins) && before(is_seen),
        '\u{200d}' => before(joins) && after(joins),
        '\u{200b}' => before(is_unspaced) && after(is_unspaced),
        '\u{fe0e}' | '\u{fe0f}' => before(|c| is_emoji(c) || is_keycap(c) || is_of_anchor(c)),
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => before(is_han),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => before(is_mongolian),
        '\u{180e}' => before(is_mongolian) && after(is_mongolian),
        _ => false,
    }
}

/// Letters and marks of the scripts that are written joined: Arabic and its
/// kin, Mongolian, those of India and around it.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{6ff}' | '\u{700}'..='\u{77f}' | '\u{7ca}'..='\u{7f5}'
        | '\u{840}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{fff}'
        | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{17dd}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        || is_mongolian(c)
}

/// What kills a vowel: a joiner behind it says which form is meant, at the end
/// of a word too (RFC 5892, appendix A.1 and A.2).
fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
            | '\u{f84}'
            | '\u{1039}'
            | '\u{103a}'
            | '\u{17d2}'
    )
}

/// What a Persian ending may be put to: a word, a number, the end of a link or
/// of code.
fn is_seen(c: char) -> bool {
    c.is_alphanumeric() || c.is_ascii_punctuation() || joins(c)
}

/// Thai, Lao, Burmese, Khmer: words end without a space there, and a space of
/// no width may say where.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17b3}'
        | '\u{17b6}'..='\u{17f9}')
}

/// GitHub takes an emoji out of the anchor of a heading, but not its selector:
/// `#1-\u{fe0f}-title`.
fn is_of_anchor(c: char) -> bool {
    c == '-'
}

fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{1878}' | '\u{1880}'..='\u{18aa}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3fffd}')
}

fn is_keycap(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

/// The blocks emoji come from (emoji-data.txt), a little wider than exact.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{24c2}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}
