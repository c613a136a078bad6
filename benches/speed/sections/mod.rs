//! What is measured, section by section.

mod agents;
mod check;
mod cold;
mod counts;
mod history;
mod hook;
mod lines;
mod look;
mod many;
mod save;
mod size;
mod sustained;
mod worst;

use crate::Bench;
use crate::command::Result;

pub(crate) struct Section {
    pub(crate) name: &'static str,
    /// What it is about, for its heading and the list of sections.
    pub(crate) about: &'static str,
    pub(crate) run: fn(&mut Bench) -> Result<()>,
}

const fn section(
    name: &'static str,
    about: &'static str,
    run: fn(&mut Bench) -> Result<()>,
) -> Section {
    Section { name, about, run }
}

pub(crate) const ALL: &[Section] = &[
    section("start", "starting, and doing nothing", look::start),
    section("resume", "ten references, nothing changed", look::resume),
    section(
        "shapes",
        "ten references in other repositories",
        look::shapes,
    ),
    section(
        "many",
        "1,000 and 10,000 references, nothing changed",
        many::unchanged,
    ),
    section(
        "touched",
        "each file has a new time and its old content",
        many::touched,
    ),
    section("changed", "some files have changed", many::changed),
    section("cold", "nothing is in the kernel's caches", cold::cold),
    section("check", "a document is checked", check::check),
    section("save", "a save after an edit", save::save),
    section(
        "sustained",
        "the tenth save and the ten-thousandth",
        sustained::sustained,
    ),
    section("hook", "git's hooks", hook::hook),
    section("agents", "the hooks of a coding agent", agents::agents),
    section(
        "lines",
        "1,000 positions in a file of 100,000 lines",
        lines::lines,
    ),
    section(
        "history",
        "who changed it, in 10,000 commits",
        history::history,
    ),
    section("worst", "the worst files to compare", worst::worst),
    section(
        "instructions",
        "counts that no noise changes",
        counts::counts,
    ),
    section(
        "size",
        "what is shipped, and what it is made of",
        size::size,
    ),
];
