//! Coding agents are served over the Model Context Protocol: the tools do what
//! the verbs do, whatever revision the client speaks, and nothing a client
//! sends or does ends the conversation but its end.

mod asked;
mod beside;
mod client;
mod ended;
mod offered;

mod said;
mod told;
mod transcripts;

use client::Client;
