//! Bytes of a terminal's input read as keys. A sequence of several bytes (an
//! arrow, a function key, a report of the terminal, pasted text) is one thing
//! that nobody is asked for, and never taken for Escape or for letters.

use crate::platform::key::Key;

/// The bytes that this terminal is set to send for what ends, interrupts and
/// suspends a program. 0 is none (POSIX's `_POSIX_VDISABLE` on Linux).
#[derive(Clone, Copy, Debug)]
pub(super) struct Special {
    pub(super) end: u8,
    pub(super) interrupt: [u8; 2],
    pub(super) suspend: u8,
}

/// Reads bytes as keys, over any number of reads.
pub(super) struct Keys {
    special: Special,
    inside: Inside,
}

/// Where in a sequence the next byte stands (ECMA-48, 5.4 and 5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Nothing,
    /// After Escape.
    Escape,
    /// After `ESC [`; the numbers so far, as they are pasted text's marks.
    Control(Option<u16>),
    /// After `ESC O` and the like, with this many bytes to come.
    Single(u8),
    /// In a string that BEL or `ESC \` ends; whether Escape was the last byte.
    Text(bool),
    /// In pasted text; how much of its end was read.
    Pasted(usize),
    /// In a sign of several bytes: those read so far, and how many it takes.
    Sign([u8; 4], u8, u8),
}

/// What ends pasted text (xterm, "Bracketed Paste Mode").
const PASTED_TO_THE_END: &[u8] = b"\x1b[201~";

impl Keys {
    pub(super) fn new(special: Special) -> Keys {
        Keys {
            special,
            inside: Inside::Nothing,
        }
    }

    /// Whether a sequence has begun and not ended.
    pub(super) fn is_inside(&self) -> bool {
        self.inside != Inside::Nothing
    }

    /// Nothing more came for a while: a sequence that goes on later is none,
    /// and an Escape that nothing follows is the key.
    pub(super) fn silence(&mut self) -> Option<Key> {
        let was = std::mem::replace(&mut self.inside, Inside::Nothing);
        (was == Inside::Escape).then_some(Key::Escape)
    }

    /// Reads the next byte; the key that ends with it, if one does.
    pub(super) fn read(&mut self, byte: u8) -> Option<Key> {
        let (inside, key) = match self.inside {
            Inside::Nothing => self.first(byte),
            Inside::Escape => (after_escape(byte), None),
            Inside::Control(number) => (in_control(number, byte), None),
            // A modifier may stand before the letter: ESC O 2 P.
            Inside::Single(left) if byte.is_ascii_digit() => (Inside::Single(left), None),
            Inside::Single(left) => (single(left), None),
            Inside::Text(escaped) => (in_text(escaped, byte), None),
            Inside::Pasted(read) => (in_pasted(read, byte), None),
            Inside::Sign(bytes, read, all) => in_sign(bytes, read, all, byte),
        };
        self.inside = inside;
        key
    }

    fn first(&self, byte: u8) -> (Inside, Option<Key>) {
        let special = self.special;
        let is = |set: u8, usual: u8| byte == usual || byte == set && set != 0;
        let key = match byte {
            0x1b => return (Inside::Escape, None),
            b'\r' | b'\n' => Key::Return,
            _ if is(special.interrupt[0], 0x03) || is(special.interrupt[1], 0x1c) => Key::Interrupt,
            _ if is(special.end, 0x04) => Key::End,
            _ if is(special.suspend, 0x1a) => Key::Suspend,
            0x80..=0xff => {
                let all = match byte {
                    0xc2..=0xdf => 2,
                    0xe0..=0xef => 3,
                    0xf0..=0xf4 => 4,
                    _ => return (Inside::Nothing, None),
                };
                return (Inside::Sign([byte, 0, 0, 0], 1, all), None);
            }
            0x20..=0x7e => Key::Sign(char::from(byte.to_ascii_lowercase())),
            _ => return (Inside::Nothing, None),
        };
        (Inside::Nothing, Some(key))
    }
}

fn after_escape(byte: u8) -> Inside {
    match byte {
        0x1b => Inside::Escape, // Alt with a key that sends a sequence itself
        b'[' => Inside::Control(Some(0)),
        b']' | b'P' | b'X' | b'^' | b'_' => Inside::Text(false),
        // Function keys, and Alt with a sign: the rest of it follows.
        b'O' | b'N' | 0xc2..=0xdf => Inside::Single(1),
        0xe0..=0xef => Inside::Single(2),
        0xf0..=0xf4 => Inside::Single(3),
        _ => Inside::Nothing,
    }
}

fn in_control(number: Option<u16>, byte: u8) -> Inside {
    match byte {
        b'0'..=b'9' => Inside::Control(
            number.and_then(|number| number.checked_mul(10)?.checked_add(u16::from(byte - b'0'))),
        ),
        b'~' if number == Some(200) => Inside::Pasted(0),
        b'[' => Inside::Single(1), // the Linux console's F1 to F5
        b'M' if number == Some(0) => Inside::Single(3), // a mouse's, in its first form
        0x20..=0x3f => Inside::Control(None),
        _ => Inside::Nothing, // its last byte, or one that cannot be in it
    }
}

fn single(left: u8) -> Inside {
    match left {
        0 | 1 => Inside::Nothing,
        _ => Inside::Single(left - 1),
    }
}

fn in_text(escaped: bool, byte: u8) -> Inside {
    match byte {
        0x07 => Inside::Nothing,
        b'\\' if escaped => Inside::Nothing,
        _ => Inside::Text(byte == 0x1b),
    }
}

fn in_pasted(read: usize, byte: u8) -> Inside {
    if byte != PASTED_TO_THE_END[read] {
        return Inside::Pasted(usize::from(byte == PASTED_TO_THE_END[0]));
    }
    if read + 1 == PASTED_TO_THE_END.len() {
        return Inside::Nothing;
    }
    Inside::Pasted(read + 1)
}

fn in_sign(mut bytes: [u8; 4], read: u8, all: u8, byte: u8) -> (Inside, Option<Key>) {
    if !(0x80..0xc0).contains(&byte) {
        return (Inside::Nothing, None); // no UTF-8: no key
    }
    bytes[usize::from(read)] = byte;
    if read + 1 < all {
        return (Inside::Sign(bytes, read + 1, all), None);
    }
    let sign = std::str::from_utf8(&bytes[..usize::from(all)]).ok();
    let sign = sign.and_then(|text| text.chars().next());
    (Inside::Nothing, sign.map(Key::Sign))
}

/// The key that was meant by what came in one go. Nobody presses several keys
/// in no time: that was pasted, and answers nothing. A key held down is one
/// key, and a Return right after a letter is a habit.
pub(super) fn meant(keys: &[Key]) -> Option<Key> {
    if keys.contains(&Key::Interrupt) {
        return Some(Key::Interrupt);
    }
    let (first, rest) = keys.split_first()?;
    let repeats = rest.iter().take_while(|key| *key == first).count();
    let is_one = rest[repeats..].iter().all(|key| *key == Key::Return);
    is_one.then_some(*first)
}

#[cfg(test)]
mod tests;
