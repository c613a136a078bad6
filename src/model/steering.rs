//! Characters that no reader sees and a terminal obeys.

/// Whether a character moves a cursor, ends a line or turns the writing
/// direction of what follows it: control characters (line feed and tab
/// too), U+2028 and U+2029, and the directional embeddings, overrides and
/// isolates (CVE-2021-42574).
pub fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
