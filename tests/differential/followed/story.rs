//! Files of lines that know who they are.

use super::super::measure::{Git, Random};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// A line, and who it is: no other ever has its number.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) id: usize,
    pub(super) text: String,
    /// The line it was copied from since the save.
    pub(super) copy_of: Option<usize>,
}

/// All files as they are, and what was put in and taken out of each.
#[derive(Clone)]
pub(super) struct Story {
    pub(super) files: BTreeMap<String, Vec<Line>>,
    /// Texts that came into a file and that left it, by path: what left it and
    /// comes again is nobody knows who.
    pub(super) came: BTreeMap<String, BTreeSet<String>>,
    pub(super) went: BTreeMap<String, BTreeSet<String>>,
    lines: usize,
}

/// Lines of which every program is full.
const COMMON: [&str; 9] = [
    "}",
    "",
    "    }",
    "    return;",
    "} else {",
    "  });",
    "// ---",
    "    x += 1;",
    "    check(user);",
];

impl Story {
    /// Five files that are saved and one that is not.
    pub(super) fn new(random: &mut Random) -> Story {
        let mut story = Story {
            files: BTreeMap::new(),
            came: BTreeMap::new(),
            went: BTreeMap::new(),
            lines: 0,
        };
        for name in [
            "a.rs",
            "src/b.rs",
            "src/c.py",
            "d.txt",
            "src/deep/e.c",
            "spare.rs",
        ] {
            let lines = story.file(random);
            story.files.insert(name.to_owned(), lines);
        }
        if random.percent(40) {
            story.share(random); // a copy that was always there
        }
        story
    }

    /// Whether positions of it are saved.
    pub(super) fn is_saved(path: &str) -> bool {
        path != "spare.rs"
    }

    /// A line nobody else is.
    pub(super) fn line(&mut self, text: String) -> Line {
        self.lines += 1;
        Line {
            id: self.lines,
            text,
            copy_of: None,
        }
    }

    /// A text that no other line has.
    pub(super) fn fresh(&mut self, random: &mut Random) -> String {
        self.lines += 1;
        let word = random.pick(&["token", "retry", "session", "parser", "支払い"]);
        format!(
            "    let {word}_{} = {word}({});",
            self.lines * 7919 % 100_003,
            random.below(9)
        )
    }

    /// A text as code is full of.
    pub(super) fn common(random: &mut Random) -> String {
        random.pick(&COMMON).to_owned()
    }

    fn file(&mut self, random: &mut Random) -> Vec<Line> {
        let mut texts = Vec::new();
        for _ in 0..=random.below(6) {
            if random.percent(60) {
                self.function(&mut texts, random);
            } else {
                for _ in 0..=random.below(6) {
                    texts.push(if random.percent(50) {
                        Story::common(random)
                    } else {
                        self.fresh(random)
                    });
                }
            }
        }
        texts.into_iter().map(|text| self.line(text)).collect()
    }

    /// Functions are alike: some differ in their names alone.
    fn function(&mut self, texts: &mut Vec<String>, random: &mut Random) {
        let name = self.lines * 31 % 9973;
        self.lines += 1;
        texts.push(format!("fn handle_{name}(user) {{"));
        for _ in 0..random.below(3) {
            texts.push(self.fresh(random));
        }
        for _ in 0..random.below(4) {
            texts.push(Story::common(random));
        }
        if random.percent(50) {
            texts.push("    let result = compute(user);".to_owned());
        }
        texts.push("    return result;".to_owned());
        texts.push("}".to_owned());
        if random.percent(70) {
            texts.push(String::new());
        }
    }

    /// Some lines of one file stand in another one too, from the beginning.
    fn share(&mut self, random: &mut Random) {
        let names: Vec<String> = self.files.keys().cloned().collect();
        let (from, to) = (
            &names[random.below(names.len())],
            &names[random.below(names.len())],
        );
        let lines = &self.files[from];
        let start = random.below(lines.len());
        let end = (start + 2 + random.below(6)).min(lines.len());
        let texts: Vec<String> = lines[start..end]
            .iter()
            .map(|line| line.text.clone())
            .collect();
        let copies: Vec<Line> = texts.into_iter().map(|text| self.line(text)).collect();
        let at = random.below(self.files[to].len() + 1);
        self.files
            .get_mut(to)
            .expect("it is there")
            .splice(at..at, copies);
    }

    /// Makes the work tree what the story is.
    pub(super) fn write(&self, git: &Git) {
        let listed = git.run(&["ls-files", "-z"]).out;
        for name in String::from_utf8_lossy(&listed).split('\0') {
            if !name.is_empty() && !self.files.contains_key(name) {
                fs::remove_file(git.dir().join(name)).ok();
            }
        }
        for (name, lines) in &self.files {
            let path = git.dir().join(name);
            fs::create_dir_all(path.parent().expect("below the top")).expect("a directory");
            let text: String = lines
                .iter()
                .flat_map(|line| [line.text.as_str(), "\n"])
                .collect();
            fs::write(path, text).expect("a file");
        }
    }
}
