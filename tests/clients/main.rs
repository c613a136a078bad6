//! `git shipkit mcp` driven by the clients that others have written, as their
//! registries give them: a story each (`fixtures/mcp/clients`), in every
//! revision of the protocol they speak, with and without a person to ask.
//! Prints a Markdown table; fails where a story does not end well.
//!
//! Without `SHIPKIT_MCP_CLIENTS` it says so and passes: no registry is asked in
//! CI. That names a directory made so (a client that is not there is left out):
//!
//! ```sh
//! python3 -m venv DIR/py && DIR/py/bin/pip install mcp
//! mkdir -p DIR/npm && cd DIR/npm && npm init -y
//! npm install @modelcontextprotocol/sdk @modelcontextprotocol/client
//! npm install node@22 @modelcontextprotocol/inspector
//! ```

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use tempfile::TempDir;

const PYTHON: &str = "py/bin/python";
const PACKAGES: &str = "npm/node_modules";

/// How a client is begun, and what it is asked.
struct Story {
    /// As the table names it.
    name: &'static str,
    /// What must be there, from the clients' directory.
    needs: &'static str,
    /// The revision it is to speak, and what the person chooses.
    ways: &'static [(&'static str, &'static str)],
    command: fn(&Path, &str, &str) -> Command,
}

const HANDSHAKE: &[(&str, &str)] = &[("legacy", "-"), ("legacy", "update")];

const ALL: &[(&str, &str)] = &[
    ("legacy", "-"),
    ("legacy", "update"),
    ("auto", "-"),
    ("auto", "proceed"),
    ("2026-07-28", "-"),
    ("2026-07-28", "discard"),
];

const STORIES: [Story; 3] = [
    Story {
        name: "Python",
        needs: PYTHON,
        ways: ALL,
        command: |clients, mode, answer| {
            let mut command = Command::new(clients.join(PYTHON));
            command.arg(script("story.py")).arg(program());
            command.args([mode, answer]);
            command
        },
    },
    Story {
        name: "TypeScript 1",
        needs: "npm/node_modules/@modelcontextprotocol/sdk",
        ways: HANDSHAKE,
        command: |clients, mode, answer| script_of_node(clients, "sdk", mode, answer),
    },
    Story {
        name: "TypeScript 2",
        needs: "npm/node_modules/@modelcontextprotocol/client",
        ways: ALL,
        command: |clients, mode, answer| script_of_node(clients, "client", mode, answer),
    },
];

/// What the inspector asks, and what its answer holds.
const INSPECTED: [(&[&str], &str); 6] = [
    (&["tools/list", "--strict"], "\"outputSchema\""),
    (
        &[
            "tools/call",
            "--tool-name",
            "checkpoint",
            "--tool-arg",
            "taskName=Login",
            "progress=60",
            r#"inProgress=[{"text":"Endpoint","files":["f:20"]}]"#,
        ],
        "Checkpoint saved.",
    ),
    (
        &["tools/call", "--tool-name", "resume"],
        "\"kind\": \"brief\"",
    ),
    (&["resources/list"], "shipkit://checkpoint"),
    (
        &["resources/read", "--uri", "shipkit://checkpoint"],
        "# Session Checkpoint",
    ),
    (
        &["tools/call", "--tool-name", "clear"],
        "Checkpoint cleared.",
    ),
];

fn main() -> ExitCode {
    if std::env::args().any(|word| word == "--list") {
        return ExitCode::SUCCESS;
    }
    let Some(clients) = variable("SHIPKIT_MCP_CLIENTS").map(PathBuf::from) else {
        say("clients: not tried here: SHIPKIT_MCP_CLIENTS names no directory of them");
        return ExitCode::SUCCESS;
    };
    say("| client | asked to speak | the person | ended | package, version, protocol |");
    say("| --- | --- | --- | --- | --- |");
    let mut failed = 0;
    for story in &STORIES {
        if !clients.join(story.needs).exists() {
            say(&format!(
                "{}: not tried here: it is not installed",
                story.name
            ));
            continue;
        }
        for (mode, answer) in story.ways {
            let scene = scene();
            let mut command = (story.command)(&clients, mode, answer);
            let output = command.current_dir(scene.path()).output();
            let (well, said) = told(&output.expect("it can be run"));
            failed += usize::from(!well);
            let ended = if well { "well" } else { "BADLY" };
            let name = story.name;
            say(&format!(
                "| {name} | {mode} | {answer} | {ended} | {said} |"
            ));
        }
    }
    failed += inspected(&clients);
    say(&format!("{failed} did not end well"));
    ExitCode::from(u8::from(failed > 0))
}

/// Lets the inspector ask, each time another server; how often that failed.
fn inspected(clients: &Path) -> usize {
    let inspector = clients.join(PACKAGES).join(".bin/mcp-inspector");
    if !inspector.exists() {
        say("Inspector: not tried here: it is not installed");
        return 0;
    }
    let package = "@modelcontextprotocol/inspector";
    let version = version(&clients.join(PACKAGES).join(package));
    let scene = scene();
    let mut failed = 0;
    for (arguments, expected) in INSPECTED {
        let mut command = Command::new(node(clients));
        command.arg(&inspector).arg("--cli").arg(program());
        command.args(["mcp", "--method"]).args(arguments);
        let output = command.current_dir(scene.path()).output();
        let output = output.expect("it can be run");
        let said = String::from_utf8_lossy(&output.stdout);
        let well = output.status.success() && said.contains(expected);
        failed += usize::from(!well);
        let ended = if well { "well" } else { "BADLY" };
        let asked = arguments
            .iter()
            .find(|word| !word.starts_with('-') && **word != "tools/call");
        let asked = arguments.get(2).or(asked).unwrap_or(&"");
        say(&format!(
            "| Inspector | {asked} | - | {ended} | {package} {version} |"
        ));
        if !well {
            say(&format!(
                "{said}{}",
                String::from_utf8_lossy(&output.stderr)
            ));
        }
    }
    failed
}

/// Whether a story ended well, and its last line.
fn told(output: &Output) -> (bool, String) {
    let well = output.status.success();
    let stream = if well { &output.stdout } else { &output.stderr };
    let text = String::from_utf8_lossy(stream);
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let last = if well {
        lines.last().copied().unwrap_or_default().to_owned()
    } else {
        lines.join(" / ")
    };
    (well && !last.is_empty(), last)
}

/// A repository with a file of forty lines.
fn scene() -> TempDir {
    let dir = TempDir::with_prefix("shipkit-clients-").expect("a temporary directory");
    let lines = (1..=40).map(|line| format!("{line}\n"));
    fs::write(dir.path().join("f"), lines.collect::<String>()).expect("it can be written");
    let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
    for arguments in [
        &["init", "-q", "-b", "main"][..],
        &["add", "f"],
        &["commit", "-qm", "Begin"],
    ] {
        let mut git = Command::new("git");
        git.current_dir(dir.path()).args(identity).args(arguments);
        assert!(git.status().expect("git can be run").success());
    }
    dir
}

fn script_of_node(clients: &Path, package: &str, mode: &str, answer: &str) -> Command {
    let sdk = clients.join(PACKAGES).join("@modelcontextprotocol");
    let mut command = Command::new(node(clients));
    command.arg(script("story.mjs")).arg(sdk.join(package));
    command.arg(program()).args([mode, answer]);
    command
}

/// The node that was installed with the clients, else the one along PATH.
fn node(clients: &Path) -> PathBuf {
    let own = clients.join(PACKAGES).join(".bin/node");
    if own.exists() { own } else { "node".into() }
}

fn version(package: &Path) -> String {
    let text = fs::read_to_string(package.join("package.json")).unwrap_or_default();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    json["version"].as_str().unwrap_or_default().to_owned()
}

fn script(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("fixtures/mcp/clients").join(name)
}

fn program() -> &'static str {
    env!("CARGO_BIN_EXE_git-shipkit")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests have no World; this is their only look outside"
)]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("stdout is open");
}
