//! A cloned repository is somebody else's: what stands in it runs nothing,
//! draws nothing, leads nowhere else and holds nobody up.

mod filters;
mod paths;
mod programs;
mod refs;
mod shown;
