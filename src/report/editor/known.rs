//! The editors whose spelling of a line is known.

/// How an editor is told to show a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// What is put behind its command; `$1` is the file, `$2` the line, `$3`
    /// the last line, `$4` the column.
    pub(super) tail: &'static str,
    /// Whether it draws in the terminal it was started from.
    pub in_terminal: bool,
    /// Options that make it wait until the file is closed.
    pub(super) waits: &'static [&'static str],
}

const WAIT: &[&str] = &["-w", "--wait"];

const PLUS: Manner = Manner {
    tail: r#""+$2" "$1""#,
    in_terminal: true,
    waits: &[],
};

const fn terminal(tail: &'static str) -> Manner {
    Manner { tail, ..PLUS }
}

const fn window(tail: &'static str, waits: &'static [&'static str]) -> Manner {
    Manner {
        tail,
        in_terminal: false,
        waits,
    }
}

/// The names of programs and their manner.
const KNOWN: &[(&[&str], Manner)] = &[
    (&["vi", "vim", "nvim", "view", "rvim", "nano"], PLUS),
    (&["emacs", "emacsclient"], terminal(r#""+$2:$4" "$1""#)),
    (
        &["code", "code-insiders", "codium", "cursor", "windsurf"],
        window(r#"--goto "$1:$2""#, WAIT),
    ),
];

/// The manner of the program `name`, a base name.
pub fn manner(name: &str) -> Option<Manner> {
    let known = KNOWN.iter().find(|(names, _)| names.contains(&name));
    known.map(|(_, manner)| *manner)
}
