//! What git-shipkit promises, one module a promise, tried from the outside:
//! the real program, real git, an empty environment, a clock that only ticks
//! when something is run.

mod support;

mod house;
