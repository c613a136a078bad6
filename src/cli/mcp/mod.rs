//! `mcp`: the verbs for coding agents, over the Model Context Protocol on
//! standard input and output.

use crate::cli::stop::Stop;
use crate::cli::world::World;
use crate::error::Error;

/// Serves until the input ends.
pub(crate) fn run(_world: &World) -> Result<u8, Stop> {
    Err(Stop::from(Error::Content {
        message: "this git-shipkit was built without the Model Context Protocol".to_owned(),
        hint: Some("build it with the feature: cargo install git-shipkit --features mcp".to_owned()),
    }))
}
