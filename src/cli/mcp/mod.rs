//! `mcp`: the verbs for coding agents, over the Model Context Protocol on
//! standard input and output.

#[cfg(feature = "mcp")]
mod answer;
#[cfg(feature = "mcp")]
mod arguments;
#[cfg(feature = "mcp")]
mod ending;
#[cfg(feature = "mcp")]
mod fields;
#[cfg(feature = "mcp")]
mod look;
#[cfg(feature = "mcp")]
mod question;
#[cfg(feature = "mcp")]
mod resources;
#[cfg(feature = "mcp")]
mod resume;
#[cfg(feature = "mcp")]
mod save;
#[cfg(feature = "mcp")]
mod serve;
#[cfg(feature = "mcp")]
mod server;
#[cfg(feature = "mcp")]
mod tools;
#[cfg(feature = "mcp")]
mod wire;

#[cfg(feature = "mcp")]
pub(crate) use serve::run;

/// Says that it cannot serve.
#[cfg(not(feature = "mcp"))]
pub(crate) fn run(_: &crate::cli::World) -> Result<u8, crate::cli::stop::Stop> {
    Err(crate::error::Error::Content {
        message: "this git-shipkit was built without the Model Context Protocol".to_owned(),
        hint: Some("it is there with its feature 'mcp', which is on by default".to_owned()),
    })?
}
