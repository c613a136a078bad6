//! When it is time to save, and why. Pure: what was seen comes in as a
//! situation, the reasons leave as values that carry their numbers.

mod remind;
mod rules;
mod situation;
#[cfg(test)]
mod tests;

pub use remind::{Act, Event, Remark, Reminder, Touch, Touched, nearest_first};
pub use rules::{Reason, reasons};
pub use situation::{PAUSE_SECONDS, Since, Situation, Thresholds, active_seconds};
