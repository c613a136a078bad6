//! The arguments of `mcp`.

use clap::Args;

/// Serve coding agents over the Model Context Protocol
///
/// Speaks MCP on standard input and output, every revision up to 2026-07-28:
/// the tools checkpoint, resume, check, diff and clear, and the checkpoints as
/// resources (shipkit://checkpoint). Each does what the verb of its name does,
/// in the repository the server was started in, else in CLAUDE_PROJECT_DIR.
/// 'git shipkit schema' describes what the tools give and get.
///
/// Where files have drifted, resume asks the person through the client to
/// proceed, update or discard, if the client can ask; else the agent gives the
/// argument choice. The server ends when its input does, or on SIGTERM; what
/// is being saved is saved first.
#[derive(Args, Debug)]
#[command(after_long_help = MCP_EXAMPLES)]
pub(crate) struct McpArgs {}

const MCP_EXAMPLES: &str = r#"Examples:
  claude mcp add shipkit -- git-shipkit mcp
  codex mcp add shipkit -- git-shipkit mcp
  {"mcpServers": {"shipkit": {"command": "git-shipkit", "args": ["mcp"]}}}
  {"command": "git", "args": ["-C", "/path/to/repo", "shipkit", "mcp"]}"#;
