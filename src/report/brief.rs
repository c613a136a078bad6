//! What a model gets whose context is lost: what it takes to go on, and no
//! more than a number of tokens.

/// A brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Markdown; ends with a line feed.
    pub text: String,
    /// What did not fit, in words: `3 completed items`.
    pub cut: Vec<String>,
    /// How many tokens the text has at most.
    pub tokens: usize,
}

/// The least number of tokens a brief can be asked to fit in.
pub const FEWEST_TOKENS: usize = 100;

/// How many it fits in where nobody says.
pub const DEFAULT_TOKENS: usize = 800;

/// As much of `text` as fits, in whole lines.
pub fn brief(text: &str, tokens: usize) -> Brief {
    let mut left = tokens.max(FEWEST_TOKENS);
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        if line.len() / 3 + 1 > left {
            break;
        }
        left -= line.len() / 3 + 1;
        out.push_str(line);
    }
    let is_cut = out.len() < text.len();
    Brief {
        tokens: tokens - left,
        cut: if is_cut {
            vec!["the end".to_owned()]
        } else {
            Vec::new()
        },
        text: out,
    }
}
