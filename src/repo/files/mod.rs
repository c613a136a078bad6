//! Files of the work tree: what lies at a path, and what `git add` would make
//! of it.

pub(in crate::repo) mod attribute_paths;
pub(in crate::repo) mod foreign;
pub(in crate::repo) mod glance;
pub(in crate::repo) mod hash;
pub(in crate::repo) mod ignore;
pub(in crate::repo) mod index;
pub(in crate::repo) mod lfs;
pub(in crate::repo) mod line_ends;
pub(in crate::repo) mod look;
pub(in crate::repo) mod paper;
pub(in crate::repo) mod pin;
pub(in crate::repo) mod resolve;
mod spread;
pub(in crate::repo) mod stat_cache;
pub(in crate::repo) mod submodule;
mod taken_in;
