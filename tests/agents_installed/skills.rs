//! The skills as an agent takes them: every command in them is tried, every
//! flag is one there is, and their form is that of agentskills.io.

use super::{AGENTS, shipkit};
use crate::support::Sandbox;
use std::collections::BTreeSet;

/// A project as the skill's example has it, with two saves and a second task.
fn saved() -> Sandbox {
    let s = Sandbox::new();
    s.sh("mkdir -p src/api/auth src/utils
          seq 60 >src/api/auth/login.ts; echo 1 >src/utils/auth.ts; echo x >x.ts
          git add -A; git commit -qm Files");
    let example = block(include_str!("../../src/install/agents/texts/checkpoint.md"));
    let told = s.sh(&format!("{example} 2>&1"));
    assert!(!told.contains("cannot be found"), "{told}");
    s.sh("git shipkit checkpoint -q --progress 70; git shipkit checkpoint -q auth --task Login");
    s
}

/// The commands of the example, which stands alone in its fence.
fn block(text: &str) -> String {
    let (_, rest) = text.split_once("```sh\n").expect("there is an example");
    let (block, _) = rest.split_once("```").expect("it ends");
    block.trim().to_owned()
}

/// Every file of ours that an agent reads as text, by its name.
fn texts() -> Vec<(String, String)> {
    let s = Sandbox::new();
    let all = AGENTS.join(" ");
    let _ = shipkit(&s, &format!("install {all} -q")).expect_code(0);
    let _ = shipkit(&s, "install plugin plugin -q").expect_code(0);
    let names = s.sh("find . -path ./.git -prune -o -type f \\( -name '*.md' -o -name checkpoint.toml \\) -print");
    let texts = names.lines().map(|name| (name.to_owned(), s.read(name)));
    texts.collect()
}

/// The code spans of a text, each on one line.
fn spans(text: &str) -> Vec<String> {
    let text = text.replace("```", "");
    let parts = text.split('`').skip(1).step_by(2);
    let folded = parts.map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    folded.collect()
}

#[test]
fn every_command_in_them_does_what_it_should() {
    let mut all = BTreeSet::new();
    for (_, text) in texts() {
        let spans = spans(&text).into_iter();
        all.extend(spans.filter(|span| span.starts_with("git shipkit ")));
    }
    assert!(all.len() > 12, "{all:#?}");
    for command in &all {
        let s = saved();
        s.sh("seq 9 >>src/api/auth/login.ts");
        if command == "git shipkit doctor" {
            s.sh("git shipkit install git -q");
        }
        let command = command.replace("plugin DIR", "plugin ../p");
        let said = s.run("sh", &["-c", &command], None);
        // What a person is to be asked about is told without one: drift.
        let asks = matches!(
            command.as_str(),
            "git shipkit resume" | "git shipkit resume auth" | "git shipkit diff"
        );
        let is_done = said.code == 0 || (asks && said.code == 1);
        assert!(is_done, "{command}: {said}");
        assert_eq!(said.stderr, "", "{command}");
    }
}

#[test]
fn every_flag_in_them_is_one_there_is() {
    let s = Sandbox::new();
    let page = shipkit(&s, "help agent").expect_code(0).stdout;
    for (name, text) in texts() {
        let text = text.replace('`', " ");
        for word in text.split_whitespace() {
            let flag = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
            let is_flag = flag.starts_with("--") && flag.contains(char::is_alphabetic);
            let known = flag == "--marketplace" || page.contains(flag);
            assert!(!is_flag || known, "{name}: {flag}");
        }
    }
}

#[test]
fn their_form_is_the_one_that_agents_take() {
    for (name, text) in texts() {
        let Some(folder) = name.strip_suffix("/SKILL.md") else {
            continue;
        };
        let folder = folder.rsplit('/').next().expect("it has a name");
        let head = text.strip_prefix("---\n").expect("it begins so");
        let (head, body) = head.split_once("\n---\n").expect("it ends so");
        let field = |key: &str| {
            let mut lines = head.lines();
            let line = lines.find_map(|line| line.strip_prefix(&format!("{key}: ")));
            line.unwrap_or_default().to_owned()
        };
        assert_eq!(field("name"), folder);
        let about = field("description").chars().count();
        assert!((1..=1024).contains(&about), "{name}: {about}");
        assert!(field("compatibility").len() <= 500, "{name}");
        assert!(body.lines().count() < 500, "{name}");
        // In YAML a plain text ends at these.
        assert!(
            !field("description").contains(": ") && !field("description").contains(" #"),
            "{name}"
        );
    }
}
