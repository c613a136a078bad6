//! How others come to call us: the shims that programs call. What would be
//! written or removed is a plan, a value that can be shown before anything
//! happens; a file that somebody else wrote or edited is never touched.

pub mod agents;
mod doctor;
mod home;
pub mod hooks;
mod look;
mod mark;
mod plan;
mod settings;
mod shims;
#[cfg(test)]
mod tests;
mod write;

pub use doctor::{Wish, examine};
pub use home::{Home, HomePlan, Shell, Wanted};
pub use plan::{Does, Place, Plan, Step};
pub use shims::Target;
