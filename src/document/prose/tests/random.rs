//! Random contents over odd documents: what is written reads back, and what
//! says the same already is not touched.

use super::{decision, file, item, stamp};
use crate::document::prose::{dated, dated_in, read, read_head, write};
use crate::model::{Blockers, Content, Item, OpenFile, Priority, Progress};

/// A small generator (xorshift), so that a failure repeats.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 34] = [
            "plain",
            "two words",
            "# hash",
            "## Pending",
            "- dash",
            "* star",
            "+ plus",
            "> quote",
            "1. one",
            "12) two",
            "a | b",
            "| pipe",
            "a\\|b",
            "ends \\",
            "\\# escaped",
            "`code`",
            "``` fence",
            "~~~",
            "---",
            "***",
            "===",
            "<!-- c -->",
            "<div>",
            "<b>bold</b>",
            "[a]: b",
            "[ ] box",
            "[x] done",
            "**Foo:** bar",
            "日本語 テキスト",
            "a  b",
            "1.5 x",
            "`unbalanced",
            "**bold",
            "-->",
        ];
        TEXTS[self.roll(TEXTS.len())].to_owned()
    }

    fn maybe(&mut self) -> Option<String> {
        (self.roll(2) == 0).then(|| self.text())
    }

    fn several<T>(&mut self, make: impl Fn(&mut Dice) -> T) -> Vec<T> {
        (0..self.roll(4)).map(|_| make(self)).collect()
    }

    fn path(&mut self) -> String {
        const PATHS: [&str; 6] = ["src/a.rs", "a b", "x`y", "\"q", "ünï", "c\nd"];
        PATHS[self.roll(PATHS.len())].to_owned()
    }

    fn mention(&mut self) -> crate::model::FileMention {
        let lines = [None, Some((34, 34)), Some((15, 28))][self.roll(3)];
        file(&self.path(), lines)
    }

    fn item(&mut self) -> Item {
        Item {
            details: self.several(Dice::text),
            stopped_at: self.maybe(),
            next_step: self.maybe(),
            ..item(&self.text(), &self.several(Dice::mention), &[])
        }
    }

    fn content(&mut self) -> Content {
        let blockers = match self.roll(3) {
            0 => None,
            1 => Some(Blockers::One(self.text())),
            _ => Some(Blockers::Many(vec![self.text(), self.text()])),
        };
        let tests = [self.text(), self.text()].join("\n");
        let context = ["{\"b\":1.50,\"a\":[null,{\"c\":\"```` -->\"}]}", "7", "{}"];
        Content {
            task: Some(self.text()),
            task_id: None,
            progress: Progress::new(self.roll(101).into()),
            status: Some("Blocked".to_owned()),
            last_action: self.maybe(),
            next_step: self.maybe(),
            blockers,
            priority: [None, Some(Priority::High)][self.roll(2)],
            context: (self.roll(2) == 0)
                .then(|| serde_json::from_str(context[self.roll(3)]).unwrap()),
            completed: self.several(Dice::item),
            in_progress: self.several(Dice::item),
            pending: self.several(Dice::item),
            stopped_at: self.maybe(),
            decisions: self.several(|dice| decision(&dice.text(), &dice.text())),
            files_to_open: self.several(|dice| OpenFile {
                file: dice.mention(),
                note: dice.maybe(),
            }),
            gotchas: self.several(Dice::text),
            test_state: (self.roll(2) == 0).then_some(tests),
        }
    }
}

const DOCUMENTS: [&str; 20] = [
    "",
    super::TEMPLATE,
    "# My task\n",
    "\u{feff}**Task:** a\n**Priority:** low\n- a list at once\n",
    "---\n**Task:** no front matter\n\n- item\n",
    "- a list on top\n",
    "text\n   ```\n   an open, indented fence\n\n- x\n",
    "# My task\nText at once.\n\n```\nopen fence\n## Pending\n",
    "\u{feff}---\ntitle: x\n---\n\n# 引き継ぎ\r\n\r\n**Status**: 30%\r\n\r\n## やったこと\r\n\r\n- これ\r\n",
    "---\na: b\n---\nno heading\n\n<details>\n\n## Completed\n\n* one\n* two\n\n</details>",
    "Title\n=====\n\n**Task:** x  \n**Blockers:**\n- a\n- b\n\n## pending:\n\n1. first\n   - deep\n2. second\n",
    "# T\n\n## Completed\n- [x] a\n\n  more of a\n\n      code\n- b\nlazy\n\nA paragraph.\n\n- c\n\n## Other\n\n- z",
    "## Completed\n\n## In Progress\n\nNothing.\n\n## Key Decisions Made\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n",
    "# T\n\n---\n\n## Pending\n\n+ x\n    + File: `a` (line 3)\n    + note\n\n---\n\n## Gotchas Discovered\n\n- g\n\n---\n\nEnd.",
    "# T\n\n## Context for Next Session\n\nSome words.\n\n### Test State\n\nAll green.\n\n### Variables\n\n```json\n{broken\n```\n",
    "# T\n\n## Pending\n\n- [ ] a\n\n### Later\n\n- [ ] b\n  * **next step**: go\n\n## Completed\n\n- [X] c\n  - File: `x` (line 3)\n",
    "**Task:** only labels\n**Priority:** high",
    "# T\r\n\r\n**Task:** a\r\n**Next step:** b\r\n\r\n## In Progress\r\n\r\n- [ ] x\r\n  - File: `src/a.rs`\r\n  - **Stopped at:** y\r\n",
    "# T\n\n### Files to Open First\n\n* src/a.rs:34 - look\n* **`b.rs`** later\n* nothing\n",
    "# T\n\n## Key Decisions Made\n\nWhy:\n\nWhat | Why\n--- | ---\na \\| b | c\nd\n\n<!-- open",
];

#[test]
fn what_is_written_reads_back() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for document in DOCUMENTS {
        for _ in 0..15 {
            let first = dice.content();
            let written = write(document, &first, None);
            assert_eq!(read(&written), first, "{document:?}\n{written}");
            let second = dice.content();
            let again = write(&written, &second, Some(&stamp()));
            assert_eq!(read(&again), second, "{document:?}\n{written}\n=>\n{again}");
        }
    }
}

#[test]
fn what_says_the_same_is_not_touched() {
    for document in DOCUMENTS {
        assert_eq!(write(document, &read(document), None), document);
        if !document.is_empty() {
            assert_eq!(write(document, &read(document), Some(&stamp())), document);
        }
    }
}

/// Who asks for the head alone reads no more, and the same.
#[test]
fn the_head_is_read_alone() {
    let head_of = |prose: &str| {
        let all = read(prose);
        Content {
            task_id: None,
            completed: Vec::new(),
            in_progress: Vec::new(),
            pending: Vec::new(),
            decisions: Vec::new(),
            files_to_open: Vec::new(),
            gotchas: Vec::new(),
            test_state: None,
            context: None,
            ..all
        }
    };
    for no_heading in [
        "```\n## x\n```\n",
        "<!--\n## x\n-->\n",
        "# T\n\n~~~\n## x\n~~~\n",
    ] {
        let document = format!("{no_heading}\n**Task:** below\n\n## y\n**Priority:** low\n");
        assert_eq!(read_head(&document).task.as_deref(), Some("below"));
        assert_eq!(read_head(&document), head_of(&document));
    }
    let mut dice = Dice(11);
    for document in DOCUMENTS {
        assert_eq!(read_head(document), head_of(document), "{document:?}");
        for (at, _) in document.match_indices('\n') {
            let (above, below) = document.split_at(at + 1);
            let parted = format!("{above}## x\n{below}");
            assert_eq!(read_head(&parted), head_of(&parted), "{parted:?}");
        }
        let written = write(document, &dice.content(), Some(&stamp()));
        assert_eq!(read_head(&written), head_of(&written), "{written}");
        let turned: Vec<&str> = written.split_inclusive('\n').rev().collect();
        let turned = turned.concat();
        assert_eq!(read_head(&turned), head_of(&turned), "{turned}");
    }
}

/// The time is found in the part above the first section where it is found in
/// the whole, and there alone.
#[test]
fn the_time_is_renewed_as_if_all_had_been_parsed() {
    let line = "**Created:** 2020-01-01 10:00\n";
    let mut renewed = 0;
    for document in DOCUMENTS {
        let starts = document.match_indices('\n').map(|(at, _)| at + 1);
        for at in starts.chain([0]) {
            let last = format!("{line}## x\n");
            for line in [
                line.to_owned(),
                format!("{line}\n"),
                format!("\n{line}"),
                last,
            ] {
                let document = format!("{}{line}{}", &document[..at], &document[at..]);
                let whole = dated_in(&document, &stamp());
                renewed += usize::from(whole.is_some());
                let whole = whole.unwrap_or_else(|| document.clone());
                assert_eq!(dated(&document, &stamp()), whole, "{document:?}");
            }
        }
    }
    assert!(renewed > 100, "{renewed}");
}
