//! For the project or for the user, wherever that is.

use super::{AGENTS, answer, settings, shipkit, state, steps};
use crate::support::Sandbox;

#[test]
fn for_the_user_everything_lies_at_home() {
    let s = Sandbox::empty();
    let before = state(&s);
    // No repository is needed.
    let all = AGENTS.join(" ");
    let _ = shipkit(&s, &format!("install {all} --user -q")).expect_code(0);
    let files = s.sh("cd ../home; find . -type f | sort");
    assert_eq!(
        files,
        "./.agents/skills/shipkit-checkpoint/SKILL.md
./.agents/skills/shipkit-resume/SKILL.md
./.claude/settings.json
./.claude/skills/checkpoint/SKILL.md
./.claude/skills/shipkit-checkpoint/SKILL.md
./.claude/skills/shipkit-resume/SKILL.md
./.codex/hooks.json
./.config/opencode/commands/checkpoint.md
./.config/opencode/plugins/shipkit.ts
./.copilot/hooks/shipkit.json
./.cursor/commands/checkpoint.md
./.cursor/hooks.json
./.gemini/commands/checkpoint.toml
./.gemini/settings.json
./.local/state/git-shipkit/agents.json
"
    );
    assert_eq!(s.sh("ls -A"), "");
    assert_eq!(
        answer(&s, &format!("install {all} --user"))["written"],
        false
    );
    let _ = shipkit(&s, &format!("uninstall {all} --user -q")).expect_code(0);
    assert_eq!(state(&s), before);
}

#[test]
fn the_environment_says_where_an_agent_has_its_home() {
    let s = Sandbox::empty();
    for (key, name) in [
        ("CLAUDE_CONFIG_DIR", "c"),
        ("CODEX_HOME", "x"),
        ("COPILOT_HOME", "p"),
        ("XDG_CONFIG_HOME", "g"),
        ("GEMINI_CLI_HOME", "e"),
        ("XDG_STATE_HOME", "t"),
    ] {
        s.set(key, s.root().join("set").join(name));
    }
    let all = AGENTS.join(" ");
    let _ = shipkit(&s, &format!("install {all} --user -q")).expect_code(0);
    let files = s.sh("cd ../set; find . -type f -not -name SKILL.md | sort");
    assert_eq!(
        files,
        "./c/settings.json
./e/.gemini/commands/checkpoint.toml
./e/.gemini/settings.json
./g/opencode/commands/checkpoint.md
./g/opencode/plugins/shipkit.ts
./p/hooks/shipkit.json
./t/git-shipkit/agents.json
./x/hooks.json
"
    );
    assert!(!s.exists("../home/.claude"));
    let _ = shipkit(&s, &format!("uninstall {all} --user -q")).expect_code(0);
    assert_eq!(s.sh("cd ..; ls -A home; ls"), "home\nrepo\n");
}

#[test]
fn without_a_home_nothing_is_guessed() {
    let s = Sandbox::new();
    s.set("HOME", "");
    let before = state(&s);
    let _ = shipkit(&s, "install claude --user")
        .refused(
            128,
            "HOME is not set: where Claude Code looks cannot be told",
        )
        .complains("hint: set HOME, or install for the project: leave --user out");
    let _ = shipkit(&s, "uninstall codex --user").refused(128, "HOME is not set");
    assert_eq!(state(&s), before);
    // The project is enough for itself.
    let _ = shipkit(&s, "install claude codex -q").expect_code(0);
    assert!(s.exists(".claude/settings.json"));
    s.set("CLAUDE_CONFIG_DIR", s.root().join("set"));
    let _ = shipkit(&s, "install claude --user -q").expect_code(0);
    assert!(s.exists("../set/settings.json"));
}

#[test]
fn from_below_it_is_the_whole_project() {
    let s = Sandbox::new();
    s.sh("mkdir -p deep/er; git worktree add -q ../other -b other");
    s.cd("deep/er");
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    s.cd("../..");
    assert!(s.exists(".claude/settings.json"));
    s.cd("../other");
    assert!(!s.exists(".claude"));
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    let _ = shipkit(&s, "uninstall claude -q").expect_code(0);
    assert!(!s.exists(".claude"));
    s.cd("../home");
    let _ = shipkit(&s, "install claude").refused(128, "not a git repository");
}

#[test]
fn shared_skills_stay_as_long_as_anybody_needs_them() {
    let s = Sandbox::new();
    let skill = ".agents/skills/shipkit-checkpoint/SKILL.md";
    let _ = shipkit(&s, "install codex -q").expect_code(0);
    let plan = answer(&s, "install skills gemini");
    assert!(steps(&plan).contains(&format!("renew {skill}")), "{plan:#}");
    assert!(
        s.read(skill)
            .ends_with("'git shipkit uninstall codex gemini skills' removes it. -->\n")
    );
    assert_eq!(answer(&s, "install codex skills")["written"], false);
    let _ = shipkit(&s, "uninstall codex gemini -q").expect_code(0);
    assert!(s.exists(skill));
    assert!(!s.exists(settings("codex")));
    let _ = shipkit(&s, "uninstall skills -q").expect_code(0);
    assert!(!s.exists(".agents"));
}

#[test]
fn one_folder_of_skills_by_two_names_is_one() {
    let s = Sandbox::new();
    s.sh("mkdir -p .claude .agents/skills; ln -s ../.agents/skills .claude/skills");
    let plan = answer(&s, "install claude codex");
    let skills: Vec<String> = steps(&plan)
        .into_iter()
        .filter(|step| step.contains("shipkit-checkpoint"))
        .collect();
    assert_eq!(skills, ["write .claude/skills/shipkit-checkpoint/SKILL.md"]);
    assert!(
        s.read(".agents/skills/shipkit-checkpoint/SKILL.md")
            .contains("for claude, codex (check ")
    );
    assert_eq!(answer(&s, "install codex claude")["written"], false);
    let _ = shipkit(&s, "uninstall claude codex -q").expect_code(0);
    assert_eq!(s.sh("find .claude .agents -type f"), "");
}

#[test]
fn what_is_installed_is_the_same_everywhere() {
    let texts = |s: &Sandbox, words: &str, path: &str| {
        let _ = shipkit(s, words).expect_code(0);
        s.read(path)
    };
    let one = Sandbox::new();
    let other = Sandbox::new();
    other.set("PATH", format!("/usr/bin:/bin:{}", one.root().display()));
    for agent in ["claude", "codex", "gemini", "copilot", "cursor"] {
        let words = format!("install {agent} -q");
        let text = texts(&one, &words, settings(agent));
        assert_eq!(text, texts(&other, &words, settings(agent)));
        // A path or a version would make the agent ask again.
        assert!(
            !text.contains('/') && !text.contains(env!("CARGO_PKG_VERSION")),
            "{text}"
        );
    }
    let skill = one.read(".claude/skills/shipkit-checkpoint/SKILL.md");
    assert!(!skill.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_checkout_that_turned_the_line_ends_is_no_edit() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install claude opencode -q").expect_code(0);
    s.sh("find .claude/skills .opencode -type f | xargs sed -i 's/$/\\r/'");
    assert_eq!(answer(&s, "install claude opencode")["written"], false);
    let _ = shipkit(&s, "uninstall claude opencode -q").expect_code(0);
    assert_eq!(
        s.sh("find .claude .opencode -type f 2>/dev/null || true"),
        ""
    );
}

#[test]
fn a_project_that_was_moved_gets_its_bytes_back() {
    let s = Sandbox::new();
    s.write(".claude/settings.json", "{ }\n\n");
    let _ = shipkit(&s, "install claude codex -q").expect_code(0);
    s.sh("mv ../repo ../moved; mkdir ../repo");
    s.cd("../moved");
    assert_eq!(answer(&s, "install claude codex")["written"], false);
    let _ = shipkit(&s, "uninstall claude codex -q").expect_code(0);
    assert_eq!(s.read(".claude/settings.json"), "{ }\n\n");
    assert_eq!(s.sh("ls -A .claude"), "settings.json\n");
    assert!(!s.exists(".codex") && !s.exists(".agents"));
    assert!(!s.exists(".git/shipkit/agents.json"));
}

#[test]
fn what_was_removed_by_hand_is_not_remembered() {
    let s = Sandbox::new();
    let before = state(&s);
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    s.sh("rm .claude/settings.json");
    let _ = shipkit(&s, "uninstall claude -q").expect_code(0);
    assert_eq!(state(&s), before);
    assert!(!s.exists(".git/shipkit/agents.json"));
}

#[test]
fn a_home_that_is_a_repository_has_everything_once() {
    let s = Sandbox::new();
    s.set("HOME", s.root().join("repo"));
    let _ = shipkit(&s, "install claude cursor copilot codex -q").expect_code(0);
    let plan = answer(&s, "install claude cursor codex");
    assert!(
        steps(&plan).iter().all(|step| step.starts_with("keep ")),
        "{plan:#}"
    );
    let seen = shipkit(&s, "doctor --no-run --json").json();
    let twice = seen["findings"].to_string();
    assert!(!twice.contains("agent-twice"), "{seen:#}");
    let cursor = seen["agents"].as_array().into_iter().flatten();
    assert_eq!(cursor.filter(|one| one["agent"] == "cursor").count(), 1);
    // Taken out as the user's, it leaves nothing either.
    let _ = shipkit(&s, "uninstall claude cursor codex --user -q").expect_code(0);
    let left = s.sh("git status --porcelain -uall");
    assert!(
        !left.contains("claude") && !left.contains("cursor"),
        "{left}"
    );
}
