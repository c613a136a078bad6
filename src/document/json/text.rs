//! The texts of JSON: their escapes, and what is no text.

use super::read::{Reader, Trouble};

impl Reader<'_> {
    /// Reads a text, from its opening quote to its closing one.
    pub(super) fn string(&mut self) -> Result<String, Trouble> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let special = |c: char| matches!(c, '"' | '\\' | '\0'..='\x1f');
            let Some(plain) = rest.find(special) else {
                return Err(self.wrong_at(start, "a text has no end; it begins"));
            };
            text.push_str(&rest[..plain]);
            self.at += plain;
            match rest.as_bytes()[plain] {
                b'"' => {
                    self.at += 1;
                    return Ok(text);
                }
                b'\\' => text.push(self.escape()?),
                control => {
                    return Err(self.wrong(format!(
                        "a text has a raw control character, to be written as '\\u{control:04x}',"
                    )));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Trouble> {
        let start = self.at;
        self.at += 1;
        let Some(c) = self.peek() else {
            return Err(self.wrong("it ends within a text"));
        };
        self.at += c.len_utf8();
        Ok(match c {
            '"' | '\\' | '/' => c,
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.code_point(start),
            _ => return Err(self.wrong_at(start, format!("'\\{c}' is no escape"))),
        })
    }

    fn code_point(&mut self, start: usize) -> Result<char, Trouble> {
        let first = self.four_digits(start)?;
        let mut units = vec![first];
        if matches!(first, 0xd800..=0xdbff) && self.rest().starts_with("\\u") {
            self.at += 2;
            units.push(self.four_digits(start)?);
        }
        match char::decode_utf16(units).next() {
            Some(Ok(c)) => Ok(c),
            _ => {
                let why = format!("'\\u{first:04x}' is half a character (a lone surrogate)");
                Err(self.wrong_at(start, why))
            }
        }
    }

    fn four_digits(&mut self, start: usize) -> Result<u16, Trouble> {
        let digits = self.rest().get(..4).unwrap_or_default();
        let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unit = u16::from_str_radix(digits, 16).ok().filter(|_| hex);
        self.at += digits.len();
        unit.ok_or_else(|| self.wrong_at(start, "'\\u' needs four hexadecimal digits"))
    }
}
