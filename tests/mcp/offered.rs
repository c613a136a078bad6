//! What is offered is small, plain, and the same for every revision.

use super::Client;
use crate::support::Sandbox;
use serde_json::{Value, json};
use tiktoken_rs::{cl100k_base, o200k_base};

fn tools(client: &mut Client) -> Value {
    client.ask("tools/list", &json!({}))["result"]["tools"].clone()
}

#[test]
fn the_tools_are_offered_to_every_client_alike() {
    let s = Sandbox::new();
    let offered = tools(&mut Client::legacy(&s, &json!({})));
    assert_eq!(tools(&mut Client::modern(&s, &json!({}))), offered);
    let named = |hint: &str| {
        let tools = offered.as_array().expect("a list");
        let tools = tools
            .iter()
            .filter(|tool| tool["annotations"][hint] == true);
        tools.map(|tool| tool["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(named("readOnlyHint"), ["check", "diff"]);
    assert_eq!(named("destructiveHint"), ["clear"]);
    assert!(named("openWorldHint").is_empty());
    assert_eq!(offered.as_array().map(Vec::len), Some(5));
}

#[test]
fn they_cost_an_agent_few_tokens() {
    let s = Sandbox::new();
    let offered = tools(&mut Client::legacy(&s, &json!({})));
    let mut given = offered.clone(); // what models are given of it
    for tool in given.as_array_mut().expect("a list") {
        let tool = tool.as_object_mut().expect("an object");
        for key in ["title", "outputSchema", "annotations"] {
            assert!(tool.remove(key).is_some(), "{key}");
        }
    }
    for count in [o200k_base(), cl100k_base()] {
        let count = count.expect("its words come with it");
        let tokens = |value: &Value| count.encode_ordinary(&value.to_string()).len();
        let (all, given) = (tokens(&offered), tokens(&given));
        assert!(all <= 1_500, "{all} tokens");
        assert!(given <= 950, "{given} tokens");
    }
}

#[test]
fn every_argument_that_is_offered_is_taken_and_no_other() {
    let s = Sandbox::new();
    let mut client = Client::legacy(&s, &json!({}));
    let offered = tools(&mut client);
    for tool in offered.as_array().expect("a list") {
        let name = tool["name"].as_str().expect("a name");
        let told = client.call(name, &json!({"unheard-of": 1}));
        let hint = told.object["hint"]
            .as_str()
            .expect("it lists the known ones");
        let known = hint.strip_prefix("it may be one of: ").expect("so");
        let known: Vec<&str> = known.split(", ").collect();
        let properties = tool["inputSchema"]["properties"].as_object();
        let properties = properties.expect("an object");
        for key in properties.keys() {
            assert!(known.contains(&key.as_str()), "{name}: {key}");
        }
        // A status and an id are for programs: taken, and not advertised.
        let quiet = known.iter().filter(|key| !properties.contains_key(**key));
        let quiet: Vec<&&str> = quiet.collect();
        let expected: &[&str] = if name == "checkpoint" {
            &["taskId", "status"]
        } else {
            &[]
        };
        assert!(
            quiet.iter().all(|key| expected.contains(*key)),
            "{name}: {quiet:?}"
        );
    }
}
