//! The contract with programs: what they give comes back to the letter, and
//! what they get is as the printed schema says.

mod agreed;
mod given;
mod printed;
mod random;
mod replaced;
mod returned;
mod steering;
mod told;
mod written;
