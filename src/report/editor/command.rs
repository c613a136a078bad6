//! Which program an editor's command starts, as far as the shell's words tell.

use std::ops::Range;

/// A word of a command, as the shell takes it apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Without its quotes; what would be expanded stands as it is.
    pub(super) text: String,
    /// Where it stands, as UTF-8 byte offsets.
    pub(super) span: Range<usize>,
}

/// The program of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// What the shell would look up: `vim`, `/usr/bin/vim`.
    pub word: String,
    /// Its options and what else stands behind it.
    pub(super) rest: Vec<Word>,
}

impl Program {
    /// The last part of its path.
    pub fn base_name(&self) -> &str {
        self.word.rsplit('/').next().unwrap_or(&self.word)
    }
}

/// Programs that start the one behind them.
const STARTERS: [&str; 6] = ["env", "exec", "command", "nohup", "setsid", "winpty"];

/// The program that `command` starts with what is put behind it; `None` where
/// that is more than one command, or takes a shell to find out.
pub fn program(command: &str) -> Option<Program> {
    let mut words = words(command)?.into_iter().peekable();
    loop {
        let word = words.next()?;
        if is_assignment(&word.text) {
            continue;
        }
        let program = Program {
            word: word.text,
            rest: Vec::new(),
        };
        let name = program.base_name();
        if STARTERS.contains(&name) {
            while words.next_if(|word| word.text.starts_with('-')).is_some() {}
            continue;
        }
        return (!name.is_empty() && !name.contains(['$', '`', '*', '?', '['])).then(|| Program {
            rest: words.collect(),
            ..program
        });
    }
}

fn is_assignment(word: &str) -> bool {
    let Some((name, _)) = word.split_once('=') else {
        return false;
    };
    let is_letter = |c: char| c == '_' || c.is_ascii_alphabetic();
    name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c.is_ascii_digit())
}

/// The words of one simple command; `None` where there are several commands,
/// or a quote is not closed.
fn words(command: &str) -> Option<Vec<Word>> {
    let mut words: Vec<Word> = Vec::new();
    let mut chars = command.char_indices().peekable();
    while let Some((start, first)) = chars.peek().copied() {
        if first == ' ' || first == '\t' {
            chars.next();
            continue;
        }
        let mut text = String::new();
        let mut end = command.len();
        let mut quote = None;
        while let Some((at, c)) = chars.peek().copied() {
            match (quote, c) {
                (None, ' ' | '\t') => {
                    end = at;
                    break;
                }
                (None, ';' | '|' | '&' | '(' | ')' | '\n') => return None,
                (None, '\'' | '"') => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                (None | Some('"'), '\\') => {
                    chars.next();
                    text.push(chars.peek()?.1);
                }
                (_, c) => text.push(c),
            }
            chars.next();
        }
        if quote.is_some() {
            return None;
        }
        words.push(Word {
            text,
            span: start..end,
        });
    }
    Some(words)
}
