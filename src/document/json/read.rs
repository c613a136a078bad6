//! A reader of JSON, since `serde_json` would spell `1e5` as `1e+5` and take the
//! last of two equal keys.

use super::MAX_DEPTH;
use serde_json::{Map, Number, Value};

/// What is wrong with a JSON text, and where.
#[derive(Debug)]
pub(in crate::document) struct Trouble {
    /// The value it is in, innermost first: `.a`, `[3]`.
    steps: Vec<String>,
    /// Whether it is the value that is wrong, not the text's grammar.
    pub(in crate::document) of_value: bool,
    why: String,
    /// 1-based; columns are counted in characters.
    line: usize,
    column: usize,
}

impl Trouble {
    /// What is wrong, and the place in the text.
    pub(in crate::document) fn sentence(&self) -> String {
        let Trouble {
            why, line, column, ..
        } = self;
        format!("{why} at line {line} column {column}")
    }

    /// The value it is in, as `pending[2].text`; empty for the whole.
    pub(in crate::document) fn path(&self) -> String {
        let path: String = self.steps.iter().rev().map(String::as_str).collect();
        super::short(path.strip_prefix('.').unwrap_or(&path))
    }

    fn within(mut self, step: String) -> Trouble {
        self.steps.push(step);
        self
    }
}

/// Reads one value and nothing after it.
pub(super) fn value(text: &str) -> Result<Value, Trouble> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.skip_space();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.wrong("trailing characters")),
    }
}

pub(super) struct Reader<'a> {
    text: &'a str,
    /// A byte offset, always at a character's start.
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        let text = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.at += rest.len() - text.len();
    }

    fn takes(&mut self, mark: char) -> bool {
        let there = self.rest().starts_with(mark);
        if there {
            self.at += mark.len_utf8();
        }
        there
    }

    pub(super) fn wrong(&self, why: impl Into<String>) -> Trouble {
        self.wrong_at(self.at, why)
    }

    pub(super) fn wrong_at(&self, at: usize, why: impl Into<String>) -> Trouble {
        let before = &self.text[..at];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Trouble {
            steps: Vec::new(),
            of_value: false,
            why: why.into(),
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }

    /// Something else was expected here.
    fn expected(&self, what: &str) -> Trouble {
        match self.peek() {
            None => self.wrong(format!("it ends where {what} is expected")),
            Some(c) => self.wrong(format!("{what} is expected, not '{c}'")),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Trouble> {
        self.skip_space();
        if depth > MAX_DEPTH {
            let why = format!("values lie more than {MAX_DEPTH} deep in one another");
            return Err(self.wrong(why));
        }
        match self.peek() {
            Some('{') => self.object(depth),
            Some('[') => self.array(depth),
            Some('"') => self.string().map(Value::String),
            Some('-' | '0'..='9') => self.number().map(Value::Number),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Value, Trouble> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric());
        let word = &rest[..end.unwrap_or(rest.len())];
        let value = match word {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "" => return Err(self.expected("a value")),
            word => return Err(self.wrong(format!("'{}' is no JSON", super::short(word)))),
        };
        self.at += word.len();
        Ok(value)
    }

    fn number(&mut self) -> Result<Number, Trouble> {
        let rest = self.rest();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '.');
        let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
        let number = &rest[..end];
        if !is_number(number) {
            let why = format!("'{}' is no JSON number", super::short(number));
            return Err(self.wrong(why));
        }
        self.at += end;
        // The one way to keep the digits as they are spelled; checked above.
        Ok(Number::from_string_unchecked(number.to_owned()))
    }

    fn array(&mut self, depth: usize) -> Result<Value, Trouble> {
        self.at += 1;
        let mut values = Vec::new();
        self.skip_space();
        if self.takes(']') {
            return Ok(Value::Array(values));
        }
        loop {
            let step = |trouble: Trouble| trouble.within(format!("[{}]", values.len()));
            let value = self.value(depth + 1).map_err(step)?;
            values.push(value);
            if self.ends(']')? {
                return Ok(Value::Array(values));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Trouble> {
        self.at += 1;
        let mut map = Map::new();
        self.skip_space();
        if self.takes('}') {
            return Ok(Value::Object(map));
        }
        loop {
            self.skip_space();
            let start = self.at;
            if self.peek() != Some('"') {
                return Err(self.expected("a key in double quotes"));
            }
            let key = self.string()?;
            self.skip_space();
            if !self.takes(':') {
                return Err(self.expected("':'"));
            }
            let step = |trouble: Trouble| trouble.within(format!(".{}", super::short(&key)));
            let value = self.value(depth + 1).map_err(step)?;
            if map.contains_key(&key) {
                let mut twice = self.wrong_at(start, "is there twice,");
                twice.of_value = true;
                return Err(step(twice));
            }
            map.insert(key, value);
            if self.ends('}')? {
                return Ok(Value::Object(map));
            }
        }
    }

    /// What follows an element: its container's end, or a comma and more.
    fn ends(&mut self, end: char) -> Result<bool, Trouble> {
        self.skip_space();
        if self.takes(end) {
            return Ok(true);
        }
        if !self.takes(',') {
            return Err(self.expected(&format!("',' or '{end}'")));
        }
        self.skip_space();
        if self.peek() == Some(end) {
            return Err(self.wrong("trailing comma"));
        }
        Ok(false)
    }
}

/// `-? int frac? exp?` of RFC 8259.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((text, exponent)) => (text, exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
        None => (text, "0"),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let canonical = whole == "0" || !whole.starts_with('0');
    digits(whole) && canonical && digits(fraction) && digits(exponent)
}
