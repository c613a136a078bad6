//! A checkpoint is prose pinned to code; resume tells how far the pins have
//! moved.
//!
//! This file is the map of the house. The rooms stand in one order, and a room
//! uses only the rooms above it (`tests/house.rs` holds that). *Thought* comes
//! first: values in, values out, no files, no git, no process. *Hands* touch
//! the world. The *door* asks and answers.

// ── thought ──

/// What a checkpoint is: its content, its pins, where a place in a file is.
pub mod model;

/// Every way to fail: its sentence, its hint, its exit code.
pub mod error;

/// How a checkpoint is written down: Markdown, record, references in prose.
pub mod document;

/// What has changed between a record and what is there now.
pub mod drift;

/// How it is told: text for people, JSON for programs, words and style.
pub mod report;

// ── hands ──

/// What git says; the only room that knows gix and the git executable.
pub mod repo;

/// Where checkpoints lie: the file in `.shipkit/` and its ref as one thing.
pub mod store;

/// The ways of a save, of a resume and of a check, without asking or telling.
pub mod route;

/// How others come to call us: plans, and the shims that programs call.
pub mod install;

// ── door ──

/// Asks and answers: arguments, prompts, one verb a file.
pub mod cli;
