//! A plugin's folder, from the same texts and entries.

use super::{answer, shipkit};
use crate::support::{Sandbox, host};
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
    let top = s.root().join("p");
    s.sh("rm -r ../p/commands");
    let _ = shipkit(&s, "install plugin ../p/").says(&format!(
        "  write   ../p/commands/resume.md\n  keep    ../p/skills/shipkit-checkpoint/SKILL.md\n  keep    ../p/skills/shipkit-resume/SKILL.md\nWritten. In Claude Code:\n  /plugin marketplace add {}\n",
        top.display()
    ));
    let _ = shipkit(&s, "uninstall plugin").refused(129, "a plugin's folder is yours");
}

#[test]
fn what_another_plugin_has_is_never_replaced() {
    for (path, text) in [
        (".claude-plugin/plugin.json", "{\"name\": \"theirs\"}"),
        ("skills/theirs/SKILL.md", "theirs"),
        ("hooks/hooks.json", "{\"hooks\": {}}"),
        ("README.md", "theirs"),
        ("plugin.json", "{\"name\": \"theirs\"}"),
    ] {
        let s = Sandbox::new();
        s.write(&format!("../p/{path}"), text);
        let _ = shipkit(&s, "install plugin ../p -y")
            .refused(128, "'../p' holds files that are no part of a plugin");
        assert_eq!(s.sh("cd ../p; find . -type f"), format!("./{path}\n"));
        assert_eq!(s.read(&format!("../p/{path}")), text);
    }
    let s = Sandbox::new();
    let _ = shipkit(&s, "install plugin ../p -q").expect_code(0);
    s.write("../p/skills/theirs/SKILL.md", "theirs");
    let _ = shipkit(&s, "install plugin ../p").refused(128, "holds files that are no part");
    let _ = s
        .run(
            env!("CARGO_BIN_EXE_git-shipkit"),
            &["install", "plugin", ""],
            None,
        )
        .refused(128, "'' does not exist");
    s.write("../file", "");
    let _ = shipkit(&s, "install plugin ../file").refused(128, "");
}

/// `/plugin marketplace add OWNER/REPO` looks at the top of a repository.
#[test]
fn the_repository_offers_the_plugin_at_its_top() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install plugin ../p -q").expect_code(0);
    let market = s.read("../p/.claude-plugin/marketplace.json");
    let top = market.replace("\"source\": \"./\"", "\"source\": \"./plugin\"");
    assert_ne!(market, top);
    let kept = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/.claude-plugin/marketplace.json"
    );
    let kept = std::fs::read_to_string(kept).expect("it is in the repository");
    assert_eq!(
        kept, top,
        "sed 's|\"./\"|\"./plugin\"|' plugin/.claude-plugin/marketplace.json"
    );
}

#[test]
fn the_repository_has_the_plugin_as_it_is_generated() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install plugin ../p -q").expect_code(0);
    let kept = format!("{}/plugin", env!("CARGO_MANIFEST_DIR"));
    s.set("KEPT", kept);
    if host("BLESS").is_some() {
        s.sh("cp -R ../p/. \"$KEPT\"");
    }
    assert_eq!(
        s.sh("diff -r \"$KEPT\" ../p || true"),
        "",
        "BLESS=1 cargo test --test promises generated"
    );
}
