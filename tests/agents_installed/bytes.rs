//! Many people's settings: installed into, once more, and taken out again.

use super::{answer, fixtures, is_toml, place, shipkit, steps};
use crate::support::Sandbox;
use jsonc_parser::{CollectOptions, ParseOptions};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// What the tree of a file is, whatever its form.
fn tree(name: &str, bytes: &[u8]) -> Value {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if is_toml(name) {
        return toml::from_str(text).expect("it is TOML");
    }
    let tree =
        jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    let tree = tree.expect("it is JSON").value;
    tree.map(Value::from).unwrap_or_default()
}

/// The tree without what calls us, and how often each event calls us.
fn without_ours(mut tree: Value) -> (Value, BTreeMap<String, usize>) {
    let mut calls = BTreeMap::new();
    let hooks = tree.get_mut("hooks").and_then(Value::as_object_mut);
    let Some(hooks) = hooks else {
        return (tree, calls);
    };
    for (event, list) in hooks.iter_mut() {
        let Some(list) = list.as_array_mut() else {
            continue;
        };
        let before = list.len();
        list.retain(|entry| {
            let text = entry.to_string();
            !(text.contains("git-shipkit hook ") || text.contains(r#""args":["hook","#))
        });
        if before != list.len() {
            calls.insert(event.clone(), before - list.len());
        }
    }
    (tree, calls)
}

/// Whether `after` has every byte of `before`, in their order.
fn holds(before: &[u8], after: &[u8]) -> bool {
    let mut left = after.iter();
    before.iter().all(|byte| left.any(|other| other == byte))
}

/// Events that hold nothing count as none, and so do hooks without events.
fn folded(mut tree: Value) -> Value {
    let hooks = tree.get_mut("hooks").map(|hooks| match hooks {
        Value::Object(hooks) => {
            hooks.retain(|_, list| !list.is_null() && *list != Value::Array(Vec::new()));
            hooks.is_empty()
        }
        other => other.is_null(),
    });
    if let (Some(true), Some(root)) = (hooks, tree.as_object_mut()) {
        root.shift_remove("hooks");
    }
    match tree {
        Value::Null => Value::Object(serde_json::Map::new()),
        tree => tree,
    }
}

#[test]
fn only_our_entries_come_and_they_go_without_a_trace() {
    let all = fixtures("fixtures/settings");
    assert!(all.len() >= 30, "{}", all.len());
    for (name, before) in all {
        let s = Sandbox::new();
        let (agent, path) = place(&name);
        s.write(path, &before);
        let first = answer(&s, &format!("install {agent}"));
        assert_eq!(first["files"][0]["does"], "edit", "{name}");
        let after = fs::read(s.path(path)).expect("it is there");
        // Nothing of theirs is gone: not a byte of it, and nothing it says.
        let nulls = String::from_utf8_lossy(&before).replace("null", "");
        let had_nulls = name.contains("-null-");
        let kept = if had_nulls { nulls.as_bytes() } else { &before };
        assert!(holds(kept, &after), "{name}");
        let (theirs, calls) = without_ours(tree(&name, &after));
        let mut was = folded(tree(&name, &before));
        if path.contains("cursor") || path.contains("github") {
            was["version"] = 1.into();
        }
        assert_eq!(folded(theirs), was, "{name}");
        let count = match agent {
            "claude" => 7,
            "codex" | "gemini" => 6,
            _ => 4,
        };
        assert_eq!(calls.len(), count, "{name}: {calls:?}");
        assert!(calls.values().all(|times| *times == 1), "{name}: {calls:?}");
        // Once more is once.
        let again = answer(&s, &format!("install {agent}"));
        assert_eq!(again["written"], false, "{name}");
        assert_eq!(fs::read(s.path(path)).ok().as_ref(), Some(&after), "{name}");
        // And back.
        let _ = shipkit(&s, &format!("uninstall {agent} -q")).expect_code(0);
        assert_eq!(fs::read(s.path(path)).ok(), Some(before), "{name}");
        assert!(!s.exists(".git/shipkit/agents.json"), "{name}");
    }
}

/// Those in which something of no meaning stays behind where nobody remembers
/// how they were: white space, and lists and objects that held nothing.
const NEARLY: [&str; 14] = [
    "claude-01-empty.json",
    "claude-03-braces-apart.json",
    "claude-04-blank.json",
    "claude-12-minified.json",
    "claude-13-odd-spacing.json",
    "claude-15-null-hooks.json",
    "claude-16-null-event.json",
    "claude-17-empty-hooks.json",
    "claude-19-duplicate-keys-elsewhere.json",
    "claude-22-only-comments.json",
    "claude-23-big-numbers.json",
    "claude-24-groups-of-every-kind.json",
    "codex-31-config-crlf.toml",
    "cursor-28-no-version.json",
];

#[test]
fn in_another_clone_it_goes_as_well() {
    let mut nearly = Vec::new();
    for (name, before) in fixtures("fixtures/settings") {
        let s = Sandbox::new();
        let (agent, path) = place(&name);
        s.write(path, &before);
        let _ = shipkit(&s, &format!("install {agent} -q")).expect_code(0);
        s.sh("rm .git/shipkit/agents.json");
        let plan = answer(&s, &format!("uninstall {agent}"));
        assert_eq!(plan["written"], true, "{name}");
        if !s.exists(path) {
            // Every byte of it was as we would have written it.
            assert!(
                ["claude-01", "claude-03", "claude-17"].contains(&&name[..9]),
                "{name}"
            );
            nearly.push(name);
            continue;
        }
        let after = fs::read(s.path(path)).expect("it is there");
        let (theirs, calls) = without_ours(tree(&name, &after));
        assert!(calls.is_empty(), "{name}");
        let mut was = folded(tree(&name, &before));
        if name.contains("no-version") {
            was["version"] = 1.into();
        }
        assert_eq!(folded(theirs), was, "{name}");
        if after != before {
            nearly.push(name);
        }
    }
    assert_eq!(nearly, NEARLY);
}

#[test]
fn what_others_add_meanwhile_stays() {
    for (name, before) in fixtures("fixtures/settings") {
        let Some(start) = before.iter().position(|byte| *byte == b'{') else {
            continue;
        };
        if is_toml(&name) || name.contains("braces") {
            continue;
        }
        let s = Sandbox::new();
        let (agent, path) = place(&name);
        s.write(path, &before);
        let _ = shipkit(&s, &format!("install {agent} -q")).expect_code(0);
        let add = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let at = start + 1;
            bytes.splice(at..at, *b" \"new\": [1, 2],");
            bytes
        };
        s.write(path, add(&fs::read(s.path(path)).expect("it is there")));
        let _ = shipkit(&s, &format!("uninstall {agent} -q")).expect_code(0);
        let after = fs::read(s.path(path)).expect("it is there");
        let (theirs, calls) = without_ours(tree(&name, &after));
        assert!(calls.is_empty(), "{name}");
        let mut was = folded(tree(&name, &add(&before)));
        if name.contains("no-version") {
            was["version"] = 1.into();
        }
        assert_eq!(folded(theirs), was, "{name}");
    }
}

#[test]
fn a_file_that_was_not_there_goes_again() {
    for agent in super::AGENTS {
        let s = Sandbox::new();
        let before = super::state(&s);
        let plan = answer(&s, &format!("install {agent}"));
        assert!(steps(&plan).iter().all(|step| step.starts_with("write ")));
        assert_ne!(super::state(&s), before);
        let _ = shipkit(&s, &format!("uninstall {agent} -q")).expect_code(0);
        assert_eq!(super::state(&s), before, "{agent}");
        // In another clone, folders may have been somebody's; files were not.
        let _ = shipkit(&s, &format!("install {agent} -q")).expect_code(0);
        s.sh("rm .git/shipkit/agents.json");
        let _ = shipkit(&s, &format!("uninstall {agent} -q")).expect_code(0);
        assert_eq!(s.sh("git status --porcelain -uall"), "", "{agent}");
    }
}

/// Agents write their settings anew: other spacing, other order.
#[test]
fn what_an_agent_has_written_anew_is_left_as_it_wrote_it() {
    let anew = |text: &str| {
        let mut tree: Value = serde_json::from_str(text).expect("it is JSON");
        tree.sort_all_objects();
        format!("{}\n", serde_json::to_string_pretty(&tree).expect("it is"))
    };
    for agent in ["claude", "codex", "gemini", "copilot", "cursor"] {
        let s = Sandbox::new();
        let (path, none) = (super::settings(agent), super::state(&s));
        let _ = shipkit(&s, &format!("install {agent} -q")).expect_code(0);
        s.write(path, anew(&s.read(path)));
        assert_eq!(answer(&s, &format!("install {agent}"))["written"], false);
        let _ = shipkit(&s, &format!("uninstall {agent} -q")).expect_code(0);
        // Nobody had such a file.
        assert_eq!(super::state(&s), none, "{agent}");
        assert!(!s.exists(".git/shipkit/agents.json"), "{agent}");
        // Somebody has written something into it.
        let _ = shipkit(&s, &format!("install {agent} -q")).expect_code(0);
        let theirs = anew(&s.read(path)).replacen('{', "{\n  \"theirs\": {},", 1);
        s.write(path, theirs);
        let _ = shipkit(&s, &format!("uninstall {agent} -q")).expect_code(0);
        let left: Value = serde_json::from_str(&s.read(path)).expect("it is JSON");
        assert_eq!(left["theirs"], serde_json::json!({}), "{agent}");
        assert!(!s.read(path).contains("shipkit"), "{agent}");
        // With others' hooks it stays, as the agent has it.
        let before = "{\n  \"z\": 1,\n  \"hooks\": {\"Stop\": [{\"hooks\": [{\"command\": \"say\"}]}]},\n  \"version\": 1\n}\n";
        s.write(path, before);
        let _ = shipkit(&s, &format!("install {agent} -q")).expect_code(0);
        s.write(path, anew(&s.read(path)));
        let _ = shipkit(&s, &format!("uninstall {agent} -q")).expect_code(0);
        assert_eq!(s.read(path), anew(before), "{agent}");
    }
}

#[test]
fn a_file_somebody_has_made_stays_even_if_it_holds_nothing() {
    let s = Sandbox::new();
    s.write(".claude/settings.json", "{}");
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    s.sh("printf ' ' >>.claude/settings.json");
    let _ = shipkit(&s, "uninstall claude -q").expect_code(0);
    assert_eq!(s.read(".claude/settings.json"), "{} ");
}
