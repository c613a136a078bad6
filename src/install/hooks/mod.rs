//! How git comes to call us: at best by hooks in its configuration, else by a
//! few lines in the hook files, else by lines that whoever owns the hooks adds.
//! What would be done is a plan, a value that can be shown before anything
//! happens. What somebody else wrote or edited is never touched.

mod apply;
mod block;
mod configured;
mod decide;
mod lines;
mod managers;
mod plan;
mod program;
mod scene;
mod script;
mod shell;

pub use lines::Advice;
pub use managers::Manager;
pub use plan::{HookPlan, HookStep, Way};

use crate::repo::GitVersion;
use std::ffi::OsStr;
use std::path::Path;

/// What is wished for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Whether hooks are to be files even where git could have them in its
    /// configuration.
    pub legacy: bool,
    /// The git to plan for; `None` for the one that is here.
    pub git: Option<GitVersion>,
}

/// The program that hooks are to call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Program<'a> {
    /// The file that runs now.
    pub file: Option<&'a Path>,
    /// The directories of PATH, as it is set.
    pub along: Option<&'a OsStr>,
}
