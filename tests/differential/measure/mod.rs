//! What git itself says of a save and of the work tree now, and whether the
//! program said the same. The random histories and the walk through real ones
//! are both measured with it.

mod entries;
mod git;
mod judge;
mod moves;
mod oracle;
mod positions;
mod random;
mod tally;
mod text;

use entries::Stored;
pub(crate) use git::Git;
pub(crate) use judge::{Saved, judge};
pub(crate) use oracle::saved;
pub(crate) use random::Random;
pub(crate) use tally::Tally;
