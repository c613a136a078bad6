//! What cannot be understood, or is not to be written to, is left alone, and
//! nothing at all is written then.

use super::{answer, fixtures, place, shipkit, state, why};
use crate::support::Sandbox;

/// The sentence for each.
const SAID: [(&str, &str); 12] = [
    (
        "claude-broken.json",
        "is not valid JSON: unterminated object on line 3 column 12",
    ),
    (
        "claude-event-is-an-object.json",
        "has 'hooks.Stop' that is no list",
    ),
    (
        "claude-event-twice.json",
        "has 'Stop' twice: which one counts cannot be told",
    ),
    (
        "claude-hooks-are-a-list.json",
        "has 'hooks' that are no object",
    ),
    (
        "claude-hooks-are-a-text.json",
        "has 'hooks' that are no object",
    ),
    (
        "claude-hooks-twice.json",
        "has 'hooks' twice: which one counts cannot be told",
    ),
    ("claude-list.json", "does not hold a JSON object"),
    (
        "claude-merge-conflict.json",
        "is not valid JSON: unexpected token on line 2 column 1",
    ),
    ("claude-not-utf8.json", "is not UTF-8"),
    (
        "claude-single-quotes.json",
        "is not valid JSON: single-quoted strings are not allowed on line 1 column 2",
    ),
    (
        "claude-two-values.json",
        "is not valid JSON: text cannot contain more than one JSON value on line 2 column 1",
    ),
    (
        "codex-inline-event.toml",
        "has 'hooks.Stop' in a form that takes no more",
    ),
];

#[test]
fn settings_that_cannot_be_understood() {
    let all = fixtures("fixtures/settings/refused");
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, SAID.map(|(name, _)| name));
    for ((name, bytes), (_, said)) in all.iter().zip(SAID) {
        let s = Sandbox::new();
        let (agent, path) = place(name);
        s.write(path, bytes);
        let before = state(&s);
        let _ = shipkit(&s, &format!("install {agent}"))
            .refused(
                128,
                &format!("fatal: '{path}' {said}; nothing was written\n"),
            )
            .complains("hint: put it right, then again");
        // One that is refused stops all.
        let _ = shipkit(&s, &format!("install gemini cursor skills {agent} -y")).refused(128, said);
        let plan = answer(&s, &format!("install {agent} -n"));
        assert_eq!(why(&plan, path), said);
        assert_eq!(plan["written"], false);
        assert_eq!(state(&s), before, "{name}");
    }
}

#[test]
fn settings_that_are_read_only() {
    let s = Sandbox::new();
    s.write(".claude/settings.json", "{}\n");
    s.sh("chmod 444 .claude/settings.json");
    let before = state(&s);
    let _ = shipkit(&s, "install claude")
        .refused(
            128,
            "'.claude/settings.json' is read-only; nothing was written",
        )
        .complains("hint: make it writable");
    assert_eq!(state(&s), before);
    s.sh("chmod 640 .claude/settings.json");
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    assert_eq!(s.sh("stat -c %a .claude/settings.json"), "640\n");
    s.sh("chmod 440 .claude/settings.json");
    let before = state(&s);
    // There is nothing left to write.
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    let _ = shipkit(&s, "uninstall claude").refused(128, "is read-only");
    assert_eq!(state(&s), before);
}

#[test]
fn a_link_is_followed_within_the_scope_alone() {
    let s = Sandbox::new();
    s.write("dotfiles/settings.json", "{}\n");
    s.sh("mkdir .claude; ln -s ../dotfiles/settings.json .claude/settings.json");
    let before = state(&s);
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    assert!(s.read("dotfiles/settings.json").contains("git-shipkit"));
    assert_eq!(
        s.sh("readlink .claude/settings.json"),
        "../dotfiles/settings.json\n"
    );
    let _ = shipkit(&s, "uninstall claude -q").expect_code(0);
    assert_eq!(state(&s), before);
    s.write("../away/settings.json", "{}\n");
    for link in [
        "ln -sf ../../away/settings.json .claude/settings.json",
        "rm -r .claude; ln -s ../away .claude",
        "rm .claude; ln -s .git .claude",
    ] {
        s.sh(link);
        let before = (state(&s), s.read("../away/settings.json"));
        let _ = shipkit(&s, "install claude")
            .refused(128, "is a link that leads out of the project, to '");
        assert_eq!((state(&s), s.read("../away/settings.json")), before);
    }
    s.sh("rm .claude; mkdir .claude; ln -s nowhere .claude/settings.json");
    let _ = shipkit(&s, "install claude").refused(128, "is a symbolic link that leads nowhere");
}

#[test]
fn a_skill_that_is_somebody_elses_or_was_edited() {
    let s = Sandbox::new();
    let path = ".agents/skills/shipkit-checkpoint/SKILL.md";
    s.write(path, "mine\n");
    let before = state(&s);
    let _ = shipkit(&s, "install codex -y")
        .refused(
            128,
            &format!("'{path}' was not written by git-shipkit; nothing was written"),
        )
        .complains("hint: move it away");
    let _ = shipkit(&s, "uninstall codex").says("Nothing of git-shipkit's for Codex is there.");
    assert_eq!(state(&s), before);
    s.sh("rm -r .agents");
    let _ = shipkit(&s, "install codex -q").expect_code(0);
    s.sh(&format!("sed -i 's/save game/saved game/' {path}"));
    let _ = shipkit(&s, "install codex").refused(128, "was edited since git-shipkit wrote it");
    let _ = shipkit(&s, "uninstall codex")
        .expect_code(0)
        .says(&format!(
            "leave   {path} (was edited since\n          git-shipkit wrote it)\n"
        ))
        .says("Uninstalled, but for what is left.\n");
    assert_eq!(
        s.sh("find .agents .codex -type f 2>/dev/null || true"),
        format!("{path}\n")
    );
}

#[test]
fn words_that_name_nobody() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install claude tools").refused(129, "'tools' is no agent");
    let _ = shipkit(&s, "install vim").refused(129, "invalid value 'vim'");
    let _ = shipkit(&s, "install git --user").refused(129, "--user is for agents only");
    let _ = shipkit(&s, "install node --user").refused(129, "--user is for agents only");
    let _ = shipkit(&s, "install node a b").refused(129, "'b' is too much");
    let _ = shipkit(&s, "install claude --legacy").refused(129, "--legacy is for git only");
    let _ = shipkit(&s, "install git claude").refused(129, "is for node and python only");
}
