//! Files of the work tree: what lies at a path, and what `git add` would make
//! of it.

pub(in crate::repo) mod attribute_paths;
pub(in crate::repo) mod foreign;
pub(in crate::repo) mod hash;
pub(in crate::repo) mod ignore;
pub(in crate::repo) mod index;
pub(in crate::repo) mod lfs;
pub(in crate::repo) mod paper;
pub(in crate::repo) mod pin;
pub(in crate::repo) mod resolve;
pub(in crate::repo) mod submodule;
