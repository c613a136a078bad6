//! A checkpoint is prose pinned to code; resume tells how far the pins have
//! moved.
//!
//! Programs that save and resume use [`Manager`], and what stands beside it at
//! the top of this crate:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = tempfile::tempdir()?;
//! # let git = |args: &[&str]| std::process::Command::new("git").current_dir(&dir).args(args).status();
//! # git(&["init", "-q"])?;
//! use git_shipkit::{Item, Manager, State};
//!
//! let manager = Manager::at(&dir)?; // or Manager::here()
//! assert!(manager.load()?.is_none(), "nothing was saved");
//! manager.save(&State {
//!     task_name: "Move the shop".to_owned(),
//!     progress: Some(40.0),
//!     in_progress: vec![Item {
//!         files: vec!["src/orders.rs:34".to_owned()],
//!         next_step: Some("Copy the rows".to_owned()),
//!         ..Item::new("Copy the orders")
//!     }],
//!     context: serde_json::json!({"row": 400}),
//!     ..State::default()
//! })?;
//!
//! // Later, in another process, after a crash:
//! let saved = manager.load()?.expect("a save is durable when it returns");
//! assert_eq!(saved.state()?.context["row"], 400);
//! assert_eq!(saved.state()?.in_progress[0].next_step.as_deref(), Some("Copy the rows"));
//! manager.clear()?; // done; `git shipkit restore` brings it back
//! # Ok(())
//! # }
//! ```
//!
//! It is the same checkpoint that people see: `git shipkit resume` tells what has
//! become of `src/orders.rs` since. A state can be anything that serializes to the
//! [fields of the JSON]; what cannot be taken is an [`Error`] that names the field.
//! `examples/` has four programs that can be made to crash and go on.
//!
//! [fields of the JSON]: https://github.com/git-shipkit/git-shipkit/blob/main/docs/json.md
//!
//! All else is the program `git shipkit` itself. Its rooms are public for its
//! own binary and tests, and not promised to anybody; docs.rs leaves them out.
//!
//! This file is the map of the house. The rooms stand in one order, and a room
//! uses only the rooms above it (`tests/house.rs` holds that). *Thought* comes
//! first: values in, values out, no files, no git, no process. *Hands* touch
//! the world. The *door* asks and answers.

pub use error::Error;
pub use manager::{Blockers, Checkpoint, Decision, Item, Manager, OpenFile, State};
pub use model::Priority;

// ── thought ──

/// What a checkpoint is: its content, its pins, where a place in a file is.
#[cfg_attr(docsrs, doc(hidden))]
pub mod model;

/// Every way to fail: its sentence, its hint, its exit code.
#[cfg_attr(docsrs, doc(hidden))]
pub mod error;

/// Credentials, known by their shape, and how to mask them.
#[cfg_attr(docsrs, doc(hidden))]
pub mod credentials;

/// How a checkpoint is written down: Markdown, record, references in prose.
#[cfg_attr(docsrs, doc(hidden))]
pub mod document;

/// What has changed between a record and what is there now.
#[cfg_attr(docsrs, doc(hidden))]
pub mod drift;

/// When it is time to save, and why.
#[cfg_attr(docsrs, doc(hidden))]
pub mod suggest;

/// How it is told: text for people, JSON for programs, words and style.
#[cfg_attr(docsrs, doc(hidden))]
pub mod report;

// ── hands ──

/// What differs from system to system; nobody else asks which one it is.
#[cfg_attr(docsrs, doc(hidden))]
pub mod platform;

/// What git says; the only room that knows gix and the git executable.
#[cfg_attr(docsrs, doc(hidden))]
pub mod repo;

/// Where checkpoints lie: the file in `.shipkit/` and its ref as one thing.
#[cfg_attr(docsrs, doc(hidden))]
pub mod store;

/// The ways of a save, of a resume and of a check, without asking or telling.
#[cfg_attr(docsrs, doc(hidden))]
pub mod route;

/// What a program calls: save, load, clear, without a word on any terminal.
#[cfg_attr(docsrs, doc(hidden))]
pub mod manager;

/// How others come to call us: plans, and the shims that programs call.
#[cfg_attr(docsrs, doc(hidden))]
pub mod install;

// ── door ──

/// Asks and answers: arguments, prompts, one verb a file.
#[cfg_attr(docsrs, doc(hidden))]
pub mod cli;
