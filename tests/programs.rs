//! Programs in Rust: the library saves, loads and clears as the verbs do, and
//! the examples go on where they crashed.

mod crashed;
mod library;
