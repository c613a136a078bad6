//! Patterns at random: which files a line of attributes is about.

use super::Matrix;
use crate::support::Sandbox;
use std::io::Write as _;

/// What patterns are put together from.
const PARTS: [&str; 26] = [
    "a",
    "b",
    "ab",
    "c",
    "*",
    "**",
    "?",
    "/",
    "/",
    "/**/",
    "**/",
    "/**",
    "[ab]",
    "[!a]",
    "[^b]",
    "[a-c]",
    "[]a]",
    "[[:alpha:]]",
    "[",
    "]",
    "\\",
    "\\*",
    ".",
    "A",
    "-",
    "#",
];

const NAMES: [&str; 12] = [
    "a", "b", "ab", "abc", "c.a", "CA", "a-b", "a/b", "a/c", "a/ab/b", "b/a/c", "[a]",
];

#[test]
fn random_patterns_are_about_the_same_files() {
    let seed = 0x5eed_0001;
    writeln!(std::io::stderr(), "seed {seed:#x}").expect("stderr is open");
    let s = Sandbox::new();
    let mut random = Random(seed);
    let mut matrix = Matrix::new(&s);
    for at in 0..400 {
        let dir = format!("p{at}");
        let mut lines = String::new();
        for _ in 0..=random.below(2) {
            let state = random.one_of(&["text", "-text", "!text"]);
            lines.extend([random.pattern(), format!(" {state}\n")]);
        }
        lines.extend([random.pattern(), " text\n".to_owned()]);
        s.write(&format!("{dir}/.gitattributes"), lines);
        for name in NAMES {
            // A directory stands in a file's way where both are names.
            if !["a", "b"].contains(&name) || random.below(2) == 0 {
                let path = format!("{dir}/{name}");
                if !s.path(&path).is_dir() && !blocked(&s, &path) {
                    matrix.write(path, "one\r\n");
                }
            }
        }
    }
    matrix.compare("");
    s.git(&["config", "core.ignoreCase", "true"]);
    matrix.compare("core.ignoreCase=true");
    matrix.assert_equal(6000);
}

/// Whether a file lies where a directory would have to be.
fn blocked(s: &Sandbox, path: &str) -> bool {
    let parents = path.match_indices('/').map(|(at, _)| &path[..at]);
    parents.clone().any(|parent| s.path(parent).is_file())
}

/// Numbers that are the same for the same seed (Vigna's splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n as u64).expect("it is below a usize")
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn pattern(&mut self) -> String {
        (0..=self.below(5)).map(|_| self.one_of(&PARTS)).collect()
    }
}
