//! A client that speaks the protocol by hand, so that every byte is seen.

use crate::support::{Conversation, Sandbox};
use serde_json::{Value, json};
use std::time::Duration;

/// A conversation with `git shipkit mcp`.
pub(crate) struct Client {
    pub(crate) wire: Conversation,
    next: u64,
    /// What every request carries, for a revision without a handshake.
    meta: Option<Value>,
}

/// What a tool answered.
#[derive(Debug)]
pub(crate) struct Told {
    /// The whole result.
    pub(crate) result: Value,
    /// Its text.
    pub(crate) text: String,
    /// Its structured content.
    pub(crate) object: Value,
    pub(crate) failed: bool,
}

impl Client {
    /// One that shakes hands, with these capabilities.
    #[track_caller]
    pub(crate) fn legacy(s: &Sandbox, can: &Value) -> Client {
        let mut client = Client::silent(s);
        let hello = json!({
            "protocolVersion": "2025-11-25",
            "capabilities": can,
            "clientInfo": {"name": "by hand", "version": "1"},
        });
        let answer = client.ask("initialize", &hello);
        assert_eq!(answer["result"]["protocolVersion"], "2025-11-25");
        let line = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
        client.wire.send(&[line.to_owned()]);
        client
    }

    /// One that says with each request who it is and what it can.
    pub(crate) fn modern(s: &Sandbox, can: &Value) -> Client {
        let mut client = Client::silent(s);
        client.meta = Some(json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": can,
            "io.modelcontextprotocol/clientInfo": {"name": "by hand", "version": "1"},
        }));
        client
    }

    /// One that has said nothing yet.
    pub(crate) fn silent(s: &Sandbox) -> Client {
        Client {
            wire: Conversation::with(s, &["mcp"]),
            next: 1,
            meta: None,
        }
    }

    /// Sends a request; its id.
    pub(crate) fn begin(&mut self, method: &str, params: &Value) -> u64 {
        let id = self.next;
        self.next += 1;
        let mut params = params.clone();
        if let Some(meta) = &self.meta {
            params["_meta"] = meta.clone();
        }
        let request = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        self.wire.send(&[request.to_string()]);
        id
    }

    /// Sends a request and hears its answer, which is the next that comes.
    #[track_caller]
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.begin(method, params);
        let answer = self.wire.hear();
        assert_eq!(answer["id"], id, "{answer:#}");
        answer
    }

    /// Begins to call a tool.
    pub(crate) fn begin_call(&mut self, tool: &str, arguments: &Value) -> u64 {
        self.begin("tools/call", &json!({"name": tool, "arguments": arguments}))
    }

    /// Calls a tool.
    #[track_caller]
    pub(crate) fn call(&mut self, tool: &str, arguments: &Value) -> Told {
        self.begin_call(tool, arguments);
        Told::of(&self.wire.hear())
    }

    /// Whether nothing is said for a while.
    pub(crate) fn is_silent(&self) -> bool {
        let said = self.wire.hear_within(Duration::from_millis(300));
        said.is_none()
    }
}

impl Told {
    /// Takes an answer apart.
    #[track_caller]
    pub(crate) fn of(answer: &Value) -> Told {
        let result = &answer["result"];
        let text = result["content"][0]["text"].as_str();
        Told {
            text: text.unwrap_or_else(|| panic!("{answer:#}")).to_owned(),
            object: result["structuredContent"].clone(),
            failed: result["isError"] == true,
            result: result.clone(),
        }
    }

    /// Fails unless the tool did what it was asked.
    #[track_caller]
    pub(crate) fn done(self) -> Told {
        assert!(!self.failed, "{}", self.text);
        self
    }
}
