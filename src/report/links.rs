//! Paths that a terminal can open: OSC 8 hyperlinks
//! (<https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).

use crate::model::RepoPath;
use crate::report::Painted;
use std::fmt::Write as _;

/// What is wished of hyperlinks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkWish {
    /// When there are any.
    pub when: Painted,
    /// The address, with `{host}`, `{path}`, `{line}` and `{column}` in it.
    pub format: String,
}

/// The formats that have a name: those of ripgrep's `--hyperlink-format`, so
/// that nobody needs to learn another list.
const FORMATS: [(&str, &str); 10] = [
    ("file", "file://{host}{path}"),
    ("kitty", "file://{host}{path}#{line}"),
    ("grep+", "grep+://{path}:{line}"),
    ("vscode", "vscode://file{path}:{line}:{column}"),
    (
        "vscode-insiders",
        "vscode-insiders://file{path}:{line}:{column}",
    ),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    (
        "macvim",
        "mvim://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "textmate",
        "txmt://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "idea",
        "idea://open?file={path}&line={line}&column={column}",
    ),
];

impl Default for LinkWish {
    fn default() -> LinkWish {
        LinkWish {
            when: Painted::Auto,
            format: FORMATS[0].1.to_owned(),
        }
    }
}

impl LinkWish {
    /// What a setting takes, for who wrote something else.
    pub const WANTED: &'static str =
        "'auto', 'always', 'never', a format's name (vscode) or an address with {path} in it";

    /// Reads the setting: when, a format, or both.
    pub fn parse(value: &str) -> Option<LinkWish> {
        let mut wish = LinkWish::default();
        let words: Vec<&str> = value.split_whitespace().collect();
        for word in &words {
            match word.to_ascii_lowercase().as_str() {
                "auto" | "true" | "yes" | "on" | "1" => wish.when = Painted::Auto,
                "always" => wish.when = Painted::Always,
                "never" | "none" | "false" | "no" | "off" | "0" => wish.when = Painted::Never,
                name => {
                    let named = FORMATS.iter().find(|(known, _)| *known == name);
                    let format = named.map(|(_, format)| *format);
                    let own = || word.contains("{path}").then_some(*word);
                    format.or_else(own)?.clone_into(&mut wish.format);
                }
            }
        }
        (!words.is_empty()).then_some(wish)
    }
}

/// The links of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The address, as [`LinkWish::format`].
    pub format: String,
    /// The machine's name: a terminal opens only its own machine's files.
    pub host: String,
    /// The top of the work tree: absolute, in the file system's bytes.
    pub top: Vec<u8>,
}

impl Links {
    /// `text`, which leads to a line (1-based) of a file. Its width is as
    /// before.
    pub fn link(&self, text: &str, path: &RepoPath, line: Option<u32>) -> String {
        let line = line.unwrap_or(1).to_string();
        let whole = [&self.top, b"/".as_slice(), path.as_str().as_bytes()].concat();
        let address = self
            .format
            .replace("{host}", &encoded(self.host.as_bytes()))
            .replace("{line}", &line)
            .replace("{column}", "1")
            .replace("{path}", &encoded(&whole));
        if address.chars().any(char::is_control) {
            return text.to_owned(); // a format that would steer the terminal
        }
        format!("\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\")
    }
}

/// Percent-encoded, but for what is unreserved (RFC 3986, 2.3) and slashes.
fn encoded(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a String takes every write");
        }
    }
    out
}

/// The text without its links.
pub fn unlinked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\x1b]8;") {
        out.push_str(before);
        rest = after.split_once("\x1b\\").map_or("", |(_, rest)| rest);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(wish: &str) -> Links {
        let wish = LinkWish::parse(wish).expect("it is a wish");
        Links {
            format: wish.format,
            host: "box".to_owned(),
            top: b"/home/ada \xff".to_vec(),
        }
    }

    #[test]
    fn a_path_leads_to_its_file_and_reads_as_before() {
        let path = RepoPath::new("src/ä#1.rs").unwrap();
        let linked = links("auto").link("src/ä#1.rs", &path, Some(7));
        assert_eq!(
            linked,
            "\x1b]8;;file://box/home/ada%20%FF/src/%C3%A4%231.rs\x1b\\src/ä#1.rs\x1b]8;;\x1b\\"
        );
        assert_eq!(unlinked(&format!("- {linked}: x")), "- src/ä#1.rs: x");
        let linked = links("always vscode").link("a", &RepoPath::new("a").unwrap(), Some(7));
        assert!(linked.contains("\x1b]8;;vscode://file/home/ada%20%FF/a:7:1\x1b\\"));
        let steers = Links {
            format: "x\x1b[2J{path}".to_owned(),
            ..links("auto")
        };
        assert_eq!(steers.link("a", &RepoPath::new("a").unwrap(), None), "a");
    }

    #[test]
    fn a_wish_is_when_and_where_to() {
        for (value, when, format) in [
            ("never", Painted::Never, "file://{host}{path}"),
            ("true", Painted::Auto, "file://{host}{path}"),
            ("kitty", Painted::Auto, "file://{host}{path}#{line}"),
            ("Always x://{path}", Painted::Always, "x://{path}"),
        ] {
            let format = format.to_owned();
            assert_eq!(
                LinkWish::parse(value),
                Some(LinkWish { when, format }),
                "{value}"
            );
        }
        for value in ["", "vscod", "https://example.com"] {
            assert_eq!(LinkWish::parse(value), None, "{value}");
        }
    }
}
