//! The one table of what a release is built for. `dist-workspace.toml`,
//! `[package.metadata.binstall]`, the npm package and the formula agree with
//! it; a test in `tests/packages` holds that.

/// Where the release's files lie, `{version}` put in.
pub(crate) const DOWNLOADS: &str =
    "https://github.com/git-shipkit/git-shipkit/releases/download/v{version}";

/// A platform that a release holds a program for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// As Rust names it.
    pub(crate) triple: &'static str,
    /// As node names it: `process.platform` and `process.arch`.
    pub(crate) node: (&'static str, &'static str),
    /// How its programs begin, and what stands in there.
    magic: &'static [(usize, &'static [u8])],
    /// As Homebrew names it: the blocks of a formula. None where it is not.
    pub(crate) brew: Option<(&'static str, &'static str)>,
}

/// The musl ones are static: one program for every Linux.
pub(crate) const TARGETS: [Target; 5] = [
    Target {
        triple: "aarch64-apple-darwin",
        node: ("darwin", "arm64"),
        magic: &[(0, b"\xcf\xfa\xed\xfe\x0c")],
        brew: Some(("on_macos", "on_arm")),
    },
    Target {
        triple: "x86_64-apple-darwin",
        node: ("darwin", "x64"),
        magic: &[(0, b"\xcf\xfa\xed\xfe\x07")],
        brew: Some(("on_macos", "on_intel")),
    },
    Target {
        triple: "aarch64-unknown-linux-musl",
        node: ("linux", "arm64"),
        magic: &[(0, b"\x7fELF"), (18, b"\xb7\0")],
        brew: Some(("on_linux", "on_arm")),
    },
    Target {
        triple: "x86_64-unknown-linux-musl",
        node: ("linux", "x64"),
        magic: &[(0, b"\x7fELF"), (18, b"\x3e\0")],
        brew: Some(("on_linux", "on_intel")),
    },
    Target {
        triple: "x86_64-pc-windows-msvc",
        node: ("win32", "x64"),
        magic: &[(0, b"MZ")],
        brew: None,
    },
];

impl Target {
    fn is_windows(&self) -> bool {
        self.node.0 == "win32"
    }

    /// Whether a file with these bytes is a program of this system and processor.
    pub(crate) fn runs(&self, program: &[u8]) -> bool {
        let has = |(at, wanted): &(usize, &[u8])| {
            program
                .get(*at..)
                .is_some_and(|rest| rest.starts_with(wanted))
        };
        self.magic.iter().all(has)
    }

    /// The program's file.
    pub(crate) fn program(&self) -> &'static str {
        if self.is_windows() {
            "git-shipkit.exe"
        } else {
            "git-shipkit"
        }
    }

    /// The release's file for it; the program lies in a directory in it, named
    /// as the file without its ending, but in a zip at its top.
    pub(crate) fn archive(&self) -> String {
        let ending = if self.is_windows() { "zip" } else { "tar.xz" };
        format!("git-shipkit-{}.{ending}", self.triple)
    }

    /// npm's package that holds the program.
    pub(crate) fn npm(&self) -> String {
        let (platform, arch) = self.node;
        format!("@git-shipkit/{platform}-{arch}")
    }

    /// A line for a person, or for `cut`: target, archive, npm's package.
    pub(crate) fn told(&self) -> String {
        let (archive, npm) = (self.archive(), self.npm());
        format!("{}\t{archive}\t{npm}\n", self.triple)
    }
}
