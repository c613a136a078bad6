//! When it is time to save, and why. Pure: what was seen comes in as a
//! situation, the reasons leave as values that carry their numbers.

mod advice;
mod remind;
mod rules;
mod situation;
#[cfg(test)]
mod tests;

pub use advice::{Advice, remembered_as};
pub use remind::{Act, Event, Remark, Reminder, Touch, Touched, nearest_first};
pub use rules::{Reason, reasons};
pub use situation::{PAUSE_SECONDS, Since, Situation, Thresholds, active_seconds};
