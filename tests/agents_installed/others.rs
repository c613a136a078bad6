//! Where something of ours is there already: an older entry, one in somebody's
//! own words, a plugin, the same for the user.

use super::{answer, shipkit, state, steps, why};
use crate::support::Sandbox;

#[test]
fn an_older_spelling_becomes_todays_and_never_a_second_one() {
    for older in [
        r#"{"type": "command", "command": "git-shipkit hook claude"}"#,
        r#"{"type": "command", "command": "git-shipkit hook claude-code SessionStart", "timeout": 9}"#,
        r#"{"type": "command", "command": "git shipkit hook claude"}"#,
        r#"{"command": "git", "args": ["shipkit", "hook", "claude"]}"#,
    ] {
        let s = Sandbox::new();
        let with = |entry: &str| {
            format!(
                "{{\n  \"hooks\": {{\n    \"SessionStart\": [\n      {{\"hooks\": [{{\"command\": \"bd prime\"}}{entry}]}}\n    ]\n  }}\n}}\n"
            )
        };
        s.write(".claude/settings.json", with(&format!(", {older}")));
        let plan = answer(&s, "install claude");
        assert_eq!(
            why(&plan, ".claude/settings.json"),
            "has older entries of ours",
            "{older}"
        );
        let text = s.read(".claude/settings.json");
        assert_eq!(text.matches("git-shipkit").count(), 7, "{text}");
        assert_eq!(text.matches("\"SessionStart\"").count(), 1, "{text}");
        assert_eq!(answer(&s, "install claude")["written"], false);
        let _ = shipkit(&s, "uninstall claude -q").expect_code(0);
        assert_eq!(s.read(".claude/settings.json"), with(""), "{older}");
    }
}

#[test]
fn a_path_that_somebody_has_written_is_theirs() {
    for own in [
        r#"{"type": "command", "command": "'/opt/my tools/git-shipkit' hook claude", "timeout": 9}"#,
        r#"{"type": "command", "command": "\"C:\\tools\\git-shipkit.exe\" hook claude"}"#,
        r#"{"type": "command", "command": "/usr/bin/git-shipkit", "args": ["hook", "claude"]}"#,
    ] {
        let s = Sandbox::new();
        let group = format!(r#"{{"matcher": "startup", "hooks": [{own}]}}"#);
        let before = format!("{{\"hooks\": {{\"SessionStart\": [{group}]}}}}\n");
        s.write(".claude/settings.json", &before);
        let _ = shipkit(&s, "install claude -q").expect_code(0);
        let text = s.read(".claude/settings.json");
        assert!(text.contains(&group), "{text}");
        assert_eq!(text.matches("git-shipkit").count(), 7, "{text}");
        let _ = shipkit(&s, "uninstall claude -q").expect_code(0);
        assert_eq!(s.read(".claude/settings.json"), before);
    }
}

#[test]
fn what_somebody_has_written_themselves_counts_and_stays() {
    let s = Sandbox::new();
    let own = "{\n  \"hooks\": {\n    \"Stop\": [{\"matcher\": \"\", \"hooks\": [{\"type\": \"command\", \"command\": \"timeout 1 git-shipkit hook claude 2>>~/log\"}]}]\n  }\n}\n";
    s.write(".claude/settings.json", own);
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    let text = s.read(".claude/settings.json");
    assert_eq!(text.matches("\"Stop\"").count(), 1);
    assert_eq!(text.matches("\"git-shipkit\"").count(), 6);
    let _ = shipkit(&s, "uninstall claude -q").expect_code(0);
    assert_eq!(s.read(".claude/settings.json"), own);
    let plan = answer(&s, "uninstall claude");
    assert_eq!(steps(&plan), ["leave .claude/settings.json"]);
    assert_eq!(
        why(&plan, ".claude/settings.json"),
        "calls git-shipkit in words of your own"
    );
}

#[test]
fn a_matcher_or_a_time_that_somebody_has_set_is_theirs() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    s.sh("sed -i '/SessionStart/s/{ \"hooks\"/{ \"matcher\": \"startup\", \"hooks\"/; /\"Stop\"/s/5 }/1 }/' .claude/settings.json");
    let before = s.read(".claude/settings.json");
    assert!(before.contains("startup") && before.contains("\"timeout\": 1 }"));
    assert_eq!(answer(&s, "install claude")["written"], false);
    assert_eq!(s.read(".claude/settings.json"), before);
    // An entry that is missing comes again, and alone.
    s.sh("sed -i '/PreCompact/d' .claude/settings.json");
    let plan = answer(&s, "install claude");
    let lines = plan["files"][0]["lines"].as_array().expect("lines");
    assert_eq!(lines.len(), 1, "{plan:#}");
    let _ = shipkit(&s, "uninstall claude -q").expect_code(0);
    assert!(!s.read(".claude/settings.json").contains("git-shipkit"));
}

#[test]
fn a_plugin_brings_all_of_it() {
    for (path, agent, text) in [
        (
            ".claude/settings.json",
            "claude",
            "{\"enabledPlugins\": {\"shipkit@git-shipkit\": true}}\n",
        ),
        (
            ".claude/settings.local.json",
            "claude",
            "{\"enabledPlugins\": {\"shipkit@git-shipkit\": true}}\n",
        ),
        (
            "../home/.claude/settings.json",
            "claude",
            "{\"enabledPlugins\": {\"shipkit@x\": true}}\n",
        ),
        (
            "../home/.codex/config.toml",
            "codex",
            "[plugins.\"shipkit@x\"]\nenabled = true\n",
        ),
        (
            "../home/.copilot/settings.json",
            "copilot",
            "{\"enabledPlugins\": {\"shipkit@x\": true}}\n",
        ),
    ] {
        let s = Sandbox::new();
        s.write(path, text);
        let before = state(&s);
        let plan = answer(&s, &format!("install {agent}"));
        assert_eq!(plan["written"], false, "{path}");
        assert_eq!(steps(&plan).len(), 1);
        let file = plan["files"][0]["path"]
            .as_str()
            .expect("a path")
            .to_owned();
        assert!(
            why(&plan, &file).starts_with("has the plugin 'shipkit@"),
            "{path}"
        );
        assert!(why(&plan, &file).ends_with("which brings all of it"));
        assert_eq!(state(&s), before);
        // One that is switched off brings nothing.
        s.write(path, text.replace("true", "false"));
        assert_eq!(
            answer(&s, &format!("install {agent}"))["written"],
            true,
            "{path}"
        );
    }
}

#[test]
fn a_plugin_that_this_project_switches_off_brings_nothing() {
    let s = Sandbox::new();
    let on = "{\"enabledPlugins\": {\"shipkit@x\": true}}\n";
    s.write("../home/.claude/settings.json", on);
    s.write(".claude/settings.json", on.replace("true", "false"));
    assert_eq!(answer(&s, "install claude")["written"], true);
    let known = answer(&s, "install")["agents"][0].clone();
    assert_eq!([&known["project"], &known["user"]], [true, true]);
    s.sh("rm -r .claude");
    let known = answer(&s, "install")["agents"][0].clone();
    assert_eq!([&known["project"], &known["user"]], [false, true]);
    s.write(".claude/settings.json", on.replace("true", "false"));
    // Another one of that name is another one.
    s.write("../home/.claude/settings.json", on.replace("@x", "@y"));
    assert_eq!(
        answer(&s, "install claude")["files"][0]["path"],
        "~/.claude/settings.json"
    );
}

#[test]
fn what_the_user_has_everywhere_is_not_run_twice() {
    for (agent, file) in [
        ("codex", "~/.codex/hooks.json"),
        ("copilot", "~/.copilot/hooks/shipkit.json"),
        ("cursor", "~/.cursor/hooks.json"),
    ] {
        let s = Sandbox::new();
        let _ = shipkit(&s, &format!("install {agent} --user -q")).expect_code(0);
        let plan = answer(&s, &format!("install {agent}"));
        let settings = super::settings(agent);
        assert!(!s.exists(settings), "{agent}");
        assert_eq!(
            why(&plan, settings),
            format!("needs none: '{file}' has them for all projects, and both would run")
        );
    }
    // These two run the same command once.
    for agent in ["claude", "gemini"] {
        let s = Sandbox::new();
        let _ = shipkit(&s, &format!("install {agent} --user -q")).expect_code(0);
        let _ = shipkit(&s, &format!("install {agent} -q")).expect_code(0);
        assert!(s.exists(super::settings(agent)), "{agent}");
    }
}

#[test]
fn codex_has_its_hooks_in_one_file() {
    let s = Sandbox::new();
    let config = "model = \"x\"\n\n[[hooks.Stop]]\n[[hooks.Stop.hooks]]\ntype = \"command\"\ncommand = \"a\"\n";
    s.write(".codex/config.toml", config);
    let plan = answer(&s, "install codex");
    assert_eq!(plan["files"][0]["path"], ".codex/config.toml");
    assert!(!s.exists(".codex/hooks.json"));
    assert!(s.read(".codex/config.toml").starts_with(config));
    // The other one would make Codex warn, and run it twice.
    s.write(".codex/hooks.json", "{\"hooks\": {}}\n");
    assert_eq!(answer(&s, "install codex")["written"], false);
    s.sh("rm .codex/hooks.json");
    let _ = shipkit(&s, "uninstall codex -q").expect_code(0);
    assert_eq!(s.read(".codex/config.toml"), config);
    s.write(".codex/hooks.json", "{\"hooks\": {}}\n");
    let plan = answer(&s, "install codex");
    assert_eq!(plan["files"][0]["path"], ".codex/hooks.json");
}
