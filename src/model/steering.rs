//! Characters that no reader sees and a terminal obeys.

/// Whether a character moves a cursor, ends a line or turns the writing
/// direction of what follows it: control characters (line feed and tab
/// too), U+2028 and U+2029, and the directional embeddings, overrides and
/// isolates (CVE-2021-42574).
pub fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text is of visible ASCII and spaces alone, as nearly all are: then
/// nothing in it steers or hides. Asked byte by byte without a way out, which
/// the compiler makes a few wide steps of.
pub fn is_plain(text: &str) -> bool {
    text.bytes()
        .fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

/// Whether a character shows nothing by itself (Unicode's default ignorable
/// ones), turns the direction, or breaks lines out of sight.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
