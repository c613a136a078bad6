//! What an agent writes to a hook's standard input: read until the object is
//! whole, whether or not the pipe is closed then, and no longer than there is
//! time. Of a large one the beginning is kept.

use crate::cli::world::World;
use crate::document::MAX_HOOK_INPUT;
use crate::platform::Input;
use std::time::Instant;

/// How much is read at a time, in bytes.
const PIECE: usize = 64 << 10;

/// Reads standard input until `end`; nothing from a terminal.
pub(super) fn read(world: &World, end: Instant) -> Vec<u8> {
    let mut kept = Vec::new();
    if world.terminal.stdin {
        return kept;
    }
    let mut input = Input::new();
    let mut piece = vec![0; PIECE];
    let mut object = Object::default();
    while let Some(read) = input.read(&mut piece, end).filter(|read| *read > 0) {
        let read = &piece[..read];
        let room = MAX_HOOK_INPUT - kept.len();
        kept.extend_from_slice(&read[..read.len().min(room)]);
        // What never ends always has more: what was heard by then will do.
        if object.is_whole_with(read) || Instant::now() >= end {
            break;
        }
    }
    kept
}

/// How far an object has come, by its brackets alone.
#[derive(Default)]
struct Object {
    depth: u64,
    in_text: bool,
    after_backslash: bool,
}

impl Object {
    /// Takes what follows, and says whether the object ends in it. What is no
    /// object never ends.
    fn is_whole_with(&mut self, more: &[u8]) -> bool {
        for byte in more {
            if self.in_text {
                let is_literal = std::mem::take(&mut self.after_backslash);
                self.after_backslash = !is_literal && *byte == b'\\';
                self.in_text = is_literal || *byte != b'"';
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth <= 1 => return true,
                b'}' | b']' => self.depth -= 1,
                _ => {}
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Object;

    /// After how many bytes the object is whole, taken one by one.
    fn end(text: &str) -> Option<usize> {
        let mut object = Object::default();
        let whole = |byte: &u8| object.is_whole_with(std::slice::from_ref(byte));
        text.as_bytes().iter().position(whole).map(|at| at + 1)
    }

    #[test]
    fn an_object_is_whole_where_its_brackets_are() {
        for whole in [
            "{}",
            r#"{"a":{"b":[1,{}]}}"#,
            r#"{"}":"\"}","\\":"\\"}"#,
            "\u{feff} {\"a\": \"]\"}",
        ] {
            assert_eq!(end(&format!("{whole}\n{{}}")), Some(whole.len()), "{whole}");
        }
        for open in [
            "",
            " ",
            "{",
            r#"{"a":"}"#,
            r#"{"a":"\"}"#,
            "7",
            "\"{}\"",
            "[{}",
        ] {
            assert_eq!(end(open), None, "{open}");
        }
    }
}
