//! The room against the real git.
