//! What `doctor` found, for programs.

use crate::report::json::object::Object;
use crate::report::{AgentSeen, EventSeen, Examined, Finding, Fires};
use serde_json::Value;

/// The answer of `doctor`.
pub fn examined(examined: &Examined) -> Value {
    let git = Object::new()
        .put("version", examined.git.version.as_str())
        .put("path", examined.git.path.as_str());
    let events: Vec<Value> = examined.events.iter().map(event).collect();
    let agents: Vec<Value> = examined.agents.iter().map(agent).collect();
    let findings: Vec<Value> = examined.findings.iter().map(finding).collect();
    Object::answer("doctor")
        .put("well", examined.to_mend().is_empty())
        .put("git", git.build())
        .put("program", examined.program.as_deref())
        .put("ran", examined.ran)
        .put("events", events)
        .put("agents", agents)
        .put("findings", findings)
        .build()
}

fn event(seen: &EventSeen) -> Value {
    let (fires, took, is_there) = match seen.fires {
        Fires::Yes { microseconds } => (Some(true), Some(microseconds), None),
        Fires::No => (Some(false), None, None),
        Fires::Unknown => (None, None, None),
        Fires::NotTried { is_there } => (None, None, Some(is_there)),
    };
    let own = seen.own.iter().map(|own| {
        let entry = Object::new().put("command", own.command.as_str());
        entry.put("exit", own.code).build()
    });
    Object::new()
        .put("event", seen.event)
        .put("fires", fires)
        .put_some("microseconds", took)
        .put_some("setUp", is_there)
        .put("own", own.collect::<Vec<_>>())
        .build()
}

fn agent(seen: &AgentSeen) -> Value {
    Object::new()
        .put("agent", seen.agent)
        .put("path", seen.path.as_str())
        .put("by", seen.scope)
        .put("whole", seen.is_whole)
        .build()
}

fn finding(finding: &Finding) -> Value {
    Object::new()
        .put("finding", finding.word)
        .put_some("event", finding.event)
        .put("message", finding.what.as_str())
        .put_some("mend", finding.mend.as_deref())
        .build()
}
