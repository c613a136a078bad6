//! A plugin's folder, from the same texts and entries.

use super::{answer, shipkit};
use crate::support::Sandbox;
use serde_json::Value;

#[test]
fn a_plugin_has_what_installing_has() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install plugin ../p -q").expect_code(0);
    let _ = shipkit(&s, "install claude codex -q").expect_code(0);
    let json = |path: &str| -> Value { serde_json::from_str(&s.read(path)).expect("it is JSON") };
    let hooks = json("../p/hooks/hooks.json");
    assert_eq!(hooks["hooks"], json(".claude/settings.json")["hooks"]);
    let plugin = json("../p/plugin.json");
    assert_eq!(
        plugin["extensions"]["com.openai"]["hooks"],
        json(".codex/hooks.json")["hooks"]
    );
    for name in ["shipkit-checkpoint", "shipkit-resume"] {
        let text = s.read(&format!("../p/skills/{name}/SKILL.md"));
        let installed = s.read(&format!(".claude/skills/{name}/SKILL.md"));
        assert!(installed.starts_with(&text), "{name}");
    }
    for path in [".claude-plugin/plugin.json", "plugin.json"] {
        let manifest = json(&format!("../p/{path}"));
        assert_eq!(manifest["name"], "shipkit");
        assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    }
    let market = json("../p/.claude-plugin/marketplace.json");
    assert_eq!(market["plugins"][0]["name"], "shipkit");
    assert_eq!(market["plugins"][0]["source"], "./");
}

#[test]
fn it_is_written_where_nothing_else_is() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install plugin").refused(129, "for a plugin a directory is needed");
    let _ = shipkit(&s, "install plugin .")
        .refused(128, "'.' holds files that are no part of a plugin");
    let plan = answer(&s, "install plugin ../p -n");
    assert_eq!(plan["written"], false);
    assert!(!s.exists("../p"));
    assert_eq!(answer(&s, "install plugin ../p")["written"], true);
    assert_eq!(answer(&s, "install plugin ../p")["written"], false);
    s.sh("echo {} >../p/plugin.json");
    assert_eq!(answer(&s, "install plugin ../p")["written"], true);
    let _ = shipkit(&s, "uninstall plugin").refused(129, "a plugin's folder is yours");
}

#[test]
fn the_repository_has_the_plugin_as_it_is_generated() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install plugin ../p -q").expect_code(0);
    let kept = format!("{}/plugin", env!("CARGO_MANIFEST_DIR"));
    s.set("KEPT", kept);
    assert_eq!(
        s.sh("diff -r \"$KEPT\" ../p || true"),
        "",
        "git shipkit install plugin plugin"
    );
}
