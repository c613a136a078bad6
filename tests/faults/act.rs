//! What is done while the faults strike: a repository before it, a command,
//! and what is to be there before and after it.

use super::litter::shapes;
use super::scale::Scale;
use super::scene::{Format, Hand, Scene, program};
use super::state::State;
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};

/// A command to be tried, in words.
#[derive(Clone, Copy)]
pub(crate) struct Sketch {
    /// As the table names it.
    pub(crate) name: &'static str,
    /// What is run before it, by a shell.
    pub(crate) before: &'static str,
    /// Its arguments.
    pub(crate) arguments: &'static [&'static str],
}

const SAVED: &str = "git shipkit checkpoint --task t --open a:3 -y; printf 'one more\\n' >>a";
const TWICE: &str = "git shipkit checkpoint --task t --open a:3 -y
    git shipkit checkpoint --done first -y";

/// The commands that change a checkpoint.
const SKETCHES: [Sketch; 9] = [
    Sketch {
        name: "first save",
        before: ":",
        arguments: &["checkpoint", "--task", "t", "--open", "a:3", "-y"],
    },
    Sketch {
        name: "later save",
        before: SAVED,
        arguments: &["checkpoint", "--task", "t", "--done", "x", "-y"],
    },
    Sketch {
        name: "update",
        before: "git shipkit checkpoint --task t --open a:3 -y
            { echo zero; cat a; } >b; mv b a",
        arguments: &["resume", "--update"],
    },
    Sketch {
        name: "clear",
        before: TWICE,
        arguments: &["clear", "-y", "--no-progress"],
    },
    Sketch {
        name: "clear of an edited one",
        before: "git shipkit checkpoint --task t --open a:3 -y
            sed -i '/^## To Resume/i Edited by hand.' .shipkit/checkpoint.md",
        arguments: &["clear", "-y", "--no-progress"],
    },
    Sketch {
        name: "restore",
        before: TWICE,
        arguments: &["restore", "1"],
    },
    Sketch {
        name: "restore over an edited one",
        before: "git shipkit checkpoint --task t --open a:3 -y
            git shipkit checkpoint --done first -y
            sed -i '/^## To Resume/i Edited by hand.' .shipkit/checkpoint.md",
        arguments: &["restore", "1"],
    },
    Sketch {
        name: "purge",
        before: TWICE,
        arguments: &["clear", "--purge", "-y"],
    },
    Sketch {
        name: "save that packs",
        before: "git shipkit checkpoint --task t --open a:3 -y
            while test \"$(wc -l <.git/shipkit/loose)\" -lt 252
            do echo line >>a; git shipkit checkpoint -y; done",
        arguments: &["checkpoint", "--task", "t", "--done", "x", "-y"],
    },
];

/// The commands that are tried in a repository of that format. A bounded run
/// tries most of them in the usual one alone.
pub(crate) fn sketches(format: Format, scale: &Scale) -> Vec<Sketch> {
    let usual = scale.long || format == Format::Files;
    let all = SKETCHES.into_iter();
    let elsewhere = ["later save", "restore over an edited one", "purge"];
    all.filter(|sketch| usual || elsewhere.contains(&sketch.name))
        .collect()
}

/// The save that has to work after each fault. What it adds is looked for.
const NEXT: [&str; 6] = ["checkpoint", "--task", "t", "--done", MARK, "-y"];

/// What the next save adds.
pub(crate) const MARK: &str = "after the fault";

/// A command ready to be tried many times.
pub(crate) struct Act {
    base: Scene,
    /// The program and its arguments.
    pub(crate) words: Vec<OsString>,
    /// The next save.
    pub(crate) next: Vec<OsString>,
    /// How it is before.
    pub(crate) old: State,
    /// How it is after the command, if nothing goes wrong.
    pub(crate) new: State,
    /// What lies in the repository after the next save, if nothing goes wrong.
    pub(crate) shapes: BTreeSet<String>,
}

impl Act {
    /// The sketch in a repository of that kind; the reason where there can be
    /// none.
    pub(crate) fn new(sketch: &Sketch, format: Format, hand: Hand) -> Result<Act, String> {
        let command = words(program().as_ref(), sketch.arguments);
        let next = words(program().as_ref(), &NEXT);
        Act::of(sketch.before, command, next, format, hand)
    }

    /// Any other program in the place of ours.
    pub(crate) fn of(
        before: &str,
        words: Vec<OsString>,
        next: Vec<OsString>,
        format: Format,
        hand: Hand,
    ) -> Result<Act, String> {
        let base = Scene::new(format, hand)?;
        base.must("sh", &["-ec", before]);
        let (done, undone) = (base.copy(), base.copy());
        let old = State::of(&undone);
        run(&done, &words);
        let new = State::of(&done);
        assert!(old != new, "{words:?} changes nothing");
        run(&done, &next);
        run(&undone, &next);
        let mut all = shapes(&done);
        all.extend(shapes(&undone));
        Ok(Act {
            base,
            words,
            next,
            old,
            new,
            shapes: all,
        })
    }

    /// A fresh place to try it in.
    pub(crate) fn scene(&self) -> Scene {
        self.base.copy()
    }

    /// Whether git does the program's work.
    pub(crate) fn is_by_git(&self) -> bool {
        self.base.hand == Hand::Git
    }

    /// The program and its arguments.
    pub(crate) fn command(&self) -> Vec<&OsStr> {
        self.words.iter().map(OsString::as_os_str).collect()
    }
}

fn run(scene: &Scene, words: &[OsString]) {
    let (program, arguments) = words.split_first().expect("a program has a name");
    let said = scene.finish(scene.command(program).args(arguments));
    assert!(said.is_ok(), "unhindered, {words:?} fails: {}", said.why());
}

/// A program and its arguments.
pub(crate) fn words(program: &OsStr, arguments: &[&str]) -> Vec<OsString> {
    let arguments = arguments.iter().map(OsString::from);
    std::iter::once(program.to_owned())
        .chain(arguments)
        .collect()
}
