//! What a command said and how it ended.

use serde_json::Value;
use std::fmt;

/// The whole answer of one command, to the byte.
#[must_use = "look at what the command said, or at least at its exit code"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    /// Standard output; invalid UTF-8 fails the test that asked.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
    /// The exit code; -1 when a signal ended it.
    pub(crate) code: i32,
}

impl Output {
    /// Fails unless the command ended with this code; shows all it said.
    #[track_caller]
    pub(crate) fn expect_code(self, code: i32) -> Output {
        assert_eq!(self.code, code, "exit code of a command that said:\n{self}");
        self
    }

    /// Standard output as the one JSON value it must be.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("no JSON on stdout ({error}):\n{self}"))
    }

    /// Fails unless standard output holds this.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Output {
        assert!(self.stdout.contains(text), "stdout lacks {text:?}:\n{self}");
        self
    }

    /// Fails unless standard error holds this.
    #[track_caller]
    pub(crate) fn complains(self, text: &str) -> Output {
        assert!(self.stderr.contains(text), "stderr lacks {text:?}:\n{self}");
        self
    }

    /// Fails unless either stream has a line with all of these.
    #[track_caller]
    pub(crate) fn mentions(self, words: &[&str]) -> Output {
        let mut lines = self.stdout.lines().chain(self.stderr.lines());
        let told = lines.any(|line| words.iter().all(|word| line.contains(word)));
        assert!(told, "no line with {words:?}:\n{self}");
        self
    }

    /// A refusal as git makes it: `fatal: ` on stderr, nothing on stdout.
    #[track_caller]
    pub(crate) fn refused(self, code: i32, text: &str) -> Output {
        assert!(
            self.stderr.starts_with("fatal: ") && self.stdout.is_empty(),
            "no refusal as git makes it:\n{self}"
        );
        self.expect_code(code).complains(text)
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "--- stderr ---\n{}", self.stderr)?;
        }
        if self.code != 0 {
            write!(f, "[exit {}]", self.code)?;
        }
        Ok(())
    }
}
