//! The injector's place on systems where it cannot be: nothing is tried, and
//! every row says so.

#[path = "trace/plan.rs"]
mod plan;

pub(crate) use plan::{Plan, Point, Whom};

use super::command::Said;
use super::scene::Scene;
use std::error::Error;
use std::ffi::{OsStr, OsString};

/// The word by which the bench would ask itself to trace.
pub(crate) const INJECT: &str = "--inject";
/// The word by which it would ask itself to be traced.
pub(crate) const TRACED: &str = "--traced";

/// No error can be injected.
pub(crate) const ERRORS: [(&str, i32); 0] = [];

/// No call is known.
#[derive(Clone, Copy)]
pub(crate) enum Class {}

impl Class {
    /// Never asked.
    pub(crate) fn may_fail_with(self, _error: &str) -> bool {
        match self {}
    }
}

/// The class of no call.
pub(crate) fn class_of(_name: &str) -> Option<Class> {
    None
}

/// What came of a run that nothing hinders.
pub(crate) struct Traced {
    /// What the program said.
    pub(crate) said: Said,
    /// Nothing.
    pub(crate) points: Vec<Point>,
}

/// Runs the program and hinders it in nothing.
pub(crate) fn traced(scene: &Scene, _plan: &Plan, words: &[&OsStr]) -> Traced {
    let (program, arguments) = words.split_first().expect("a program has a name");
    let said = scene.finish(scene.command(program).args(arguments));
    let points = Vec::new();
    Traced { said, points }
}

/// Why nothing can be traced here.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere nothing may be missing")]
pub(crate) fn missing(_scene: &Scene) -> Option<String> {
    Some("processes are traced on Linux x86_64 alone".to_owned())
}

/// Cannot be.
pub(crate) fn inject(_words: &[OsString]) -> Result<(), Box<dyn Error>> {
    Err("nothing can be traced here".into())
}

/// Cannot be.
pub(crate) fn be_traced(_words: &[OsString]) -> Box<dyn Error> {
    "nothing can be traced here".into()
}
