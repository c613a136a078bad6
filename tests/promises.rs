//! What git-shipkit promises, one module a promise, tried from the outside:
//! the real program, real git, an empty environment, a clock that only ticks
//! when something is run.

mod support;

mod agent_hooks;
mod agents_installed;
mod agents_said;
mod as_git_adds;
mod as_git_says;
mod asked;
mod assessed;
mod auto;
mod bad_content;
mod bad_paths;
mod bounded;
mod brief;
mod checked;
mod claims;
mod completed;
mod contract;
mod credentials;
mod diffed;
mod differential;
mod edge_cases;
mod examined;
mod finished;
mod followed;
mod forms;
mod fuzzed;
mod healed;
mod help;
mod hooked;
mod hostile;
mod house;
mod installed;
mod kept_longer;
mod lacking;
mod left_locks;
mod left_objects;
mod manual;
#[cfg(feature = "mcp")]
mod mcp;
mod meant;
mod meanwhile;
mod moved_history;
mod not_overwritten;
mod nothing_lost;
mod odd_commits;
mod opened;
mod partial_history;
mod positions;
mod programs;
mod prompted;
mod references;
mod renamed;
mod renamed_at_random;
mod rewritten;
mod runs_out;
mod served_lines;
mod settings;
mod shims;
mod suggested;
mod sustained;
mod symbols;
mod told;
mod transcripts;
mod typed;
mod undone;
mod walked;
mod where_it_runs;
mod which_hand;
mod white_space;
#[cfg(not(feature = "mcp"))]
mod without_mcp;
mod worded;
mod world;
