//! Then against now, as people see it: git's own patch, drawn, with every line
//! of it; and git itself for who has a program of their own for diffs.

mod kept;
mod odd;
mod seen;
mod whose;
