//! The editors whose spelling of a line is known: from their manuals (vi(1p),
//! vim(1), emacs(1), nano(1), kak(1), joe(1), gedit(1), kate(1), geany(1) …) and
//! from what they say of their command line (zed.dev/docs/reference/cli,
//! code.visualstudio.com/docs/configure/command-line, helix's `hx --help`,
//! sublimetext.com/docs/command_line.html, jetbrains.com/help/idea).

/// How an editor is told to show a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// What is put behind its command; `$1` is the file, `$2` the line, `$4`
    /// the column.
    pub(super) tail: &'static str,
    /// Whether it draws in the terminal that it was started from.
    pub in_terminal: bool,
    /// Options that make it wait until the file is closed.
    pub(super) waits: &'static [&'static str],
}

impl Manner {
    /// Whether file and line are one word, so that a colon in the file's name
    /// would be taken for the end of it.
    pub(super) fn joins(&self) -> bool {
        self.tail.contains("$1:")
    }
}

const WAIT: &[&str] = &["-w", "--wait"];
const PLUS: &str = r#""+$2" "$1""#;
const COLON: &str = r#""$1:$2""#;
const GOTO: &str = r#"--goto "$1:$2""#;
const LINE: &str = r#"--line "$2" "$1""#;

const fn terminal(tail: &'static str) -> Manner {
    Manner {
        tail,
        in_terminal: true,
        waits: &[],
    }
}

const fn window(tail: &'static str, waits: &'static [&'static str]) -> Manner {
    Manner {
        tail,
        in_terminal: false,
        waits,
    }
}

/// The `xed` of Xcode; elsewhere it is the one of the X-Apps.
const XED_OF_XCODE: Manner = window(LINE, WAIT);

/// The names of programs and their manner.
const KNOWN: &[(&[&str], Manner)] = &[
    (
        &[
            "vi", "vim", "nvim", "view", "vimx", "rvim", "rview", "nvi", "elvis", "vis", "nano",
            "rnano", "pico", "micro", "kak", "joe", "jmacs", "jpico", "jstar", "rjoe", "jupp",
            "mg", "ne", "zile", "le", "mcedit",
        ],
        terminal(PLUS),
    ),
    (&["hx", "helix"], terminal(COLON)),
    (&["jed"], terminal(r#""$1" -g "$2""#)),
    (&["emacs"], terminal(r#""+$2:$4" "$1""#)),
    (&["emacsclient"], window(r#""+$2:$4" "$1""#, &[])),
    (
        &["gvim", "gview", "mvim"],
        window(PLUS, &["-f", "--nofork"]),
    ),
    (&["neovide"], window(r#""$1" -- "+$2""#, &[])),
    (&["vimr"], window(LINE, &["--wait"])),
    (
        &[
            "code",
            "code-insiders",
            "code-oss",
            "codium",
            "codium-insiders",
            "vscodium",
            "cursor",
            "windsurf",
            "kiro",
            "trae",
            "positron",
        ],
        window(GOTO, WAIT),
    ),
    (
        &[
            "zed",
            "zeditor",
            "zedit",
            "zed-editor",
            "subl",
            "sublime_text",
            "atom",
            "pulsar",
            "lapce",
        ],
        window(COLON, WAIT),
    ),
    (
        &[
            "idea",
            "pycharm",
            "webstorm",
            "goland",
            "clion",
            "rider",
            "rustrover",
            "phpstorm",
            "rubymine",
            "datagrip",
            "dataspell",
            "appcode",
            "studio",
            "charm",
            "wstorm",
            "pstorm",
            "mine",
        ],
        window(LINE, &["--wait"]),
    ),
    (&["kate", "kwrite"], window(LINE, &["-b", "--block"])),
    (&["mate", "cot"], window(LINE, WAIT)),
    (&["geany", "mousepad"], window(LINE, &[])),
    (&["gedit", "pluma", "bbedit", "xed"], window(PLUS, WAIT)),
    (&["notepad++"], window(r#""-n$2" "$1""#, &[])),
];

/// What stands behind an editor's name: the build, the release, the toolkit.
const SUFFIXES: [&str; 21] = [
    ".exe",
    ".sh",
    ".cmd",
    ".bat",
    ".appimage",
    ".basic",
    ".tiny",
    ".nox",
    ".gtk",
    ".gtk3",
    ".athena",
    ".motif",
    ".emacs",
    "-nox",
    "-gtk",
    "-lucid",
    "-pgtk",
    "-snapshot",
    "-nightly",
    "-community",
    "-professional",
];

/// The manner of the program `name`, a base name: `vim.basic`, `emacs-29.1` and
/// `idea64` are vim, emacs and idea. On macOS one name is another program's.
pub fn manner(name: &str, is_macos: bool) -> Option<Manner> {
    let mut name = name.to_lowercase();
    loop {
        if is_macos && name == "xed" {
            return Some(XED_OF_XCODE);
        }
        let known = KNOWN.iter().find(|(names, _)| names.contains(&&*name));
        if let Some((_, manner)) = known {
            return Some(*manner);
        }
        let suffix = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix));
        let plain = suffix.unwrap_or_else(|| {
            let release = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
            name.trim_end_matches(release)
        });
        if plain.is_empty() || plain.len() == name.len() {
            return None;
        }
        name = plain.to_owned();
    }
}
