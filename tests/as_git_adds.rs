//! A pin is what `git add` would store, id and mode, whatever attributes and
//! settings say; what git would refuse to add is told with the reason and the
//! id of its bytes, and costs no other file.

mod contents;
mod encodings;
mod filters;
mod lfs;
mod line_endings;
mod oracle;
mod patterns;
mod places;
mod processes;
mod resumed;
mod sources;
mod states;

use contents::Content;
use oracle::Matrix;
