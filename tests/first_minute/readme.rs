//! The lines themselves, and what a stranger must see at their end: for whoever
//! plays two of them, and for whoever plays all three (`tests/packages`).

/// The lines of the README's first block for a shell.
pub(crate) fn lines() -> Vec<&'static str> {
    let readme = include_str!("../../README.md");
    let block = readme.split_once("\n```sh\n").expect("there is a block").1;
    let block = block.split_once("\n```").expect("it ends").0;
    let lines: Vec<&str> = block.lines().collect();
    assert_eq!(lines.len(), 3, "three lines, no more: {lines:?}");
    assert!(lines[0].starts_with("cargo install --locked --path . "));
    lines
}

/// What the last of them prints, besides; its exit code is 1.
pub(crate) const TOLD: [&str; 5] = [
    "Checkpoint saved.",
    "The checkpoint references files that have changed since it was created:",
    "line 20 was edited",
    "line 34 -> 33: step 34",
    "1. Show the diff and update",
];
