//! What somebody else's file needs to call us: exact lines for each manager of
//! hooks and each language, to be added by hand.

use super::managers::Manager;
use super::script::Language;
use super::shell::shared;
use crate::suggest::Event;
use std::ffi::OsStr;
use std::path::Path;

/// Lines for a file, and where they go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Into which file, as it is shown: `.husky/pre-commit`.
    pub into: String,
    /// Where in it: `after its first line`.
    pub place: &'static str,
    /// The lines.
    pub lines: Vec<String>,
    /// What to run then, if anything.
    pub then: Option<&'static str>,
}

/// For a script of the shell.
pub(super) fn of_shell(event: Event, into: &Path, is_there: bool) -> Advice {
    let line = shared(event, "\"$@\"");
    let (place, lines) = if is_there {
        ("directly after its first line", vec![line])
    } else {
        ("a new executable file", vec!["#!/bin/sh".to_owned(), line])
    };
    Advice {
        into: into.to_string_lossy().into_owned(),
        place,
        lines,
        then: None,
    }
}

/// For a script in another language.
pub(super) fn of_language(language: Language, event: Event, into: &Path) -> Advice {
    let shell = shared(event, "\"$@\"");
    let line = match language {
        Language::Python => format!(
            "import subprocess, sys; subprocess.call(['sh', '-c', '{shell}', 'sh'] \
             + sys.argv[1:]) == 1 and sys.exit(1)"
        ),
        Language::Node => format!(
            "if (require('child_process').spawnSync('sh', ['-c', '{shell}', 'sh', \
             ...process.argv.slice(2)], {{ stdio: 'inherit' }}).status === 1) process.exit(1);"
        ),
        Language::Perl => {
            format!("exit 1 if system('sh', '-c', '{shell}', 'sh', @ARGV) == 256;")
        }
        Language::Ruby => {
            format!("system('sh', '-c', '{shell}', 'sh', *ARGV); exit 1 if $?.exitstatus == 1")
        }
        Language::Fish => {
            format!("sh -c '{shell}' sh $argv; test $status -eq 1; and exit 1")
        }
    };
    Advice {
        into: into.to_string_lossy().into_owned(),
        place: "before all that may end it",
        lines: vec![line],
        then: None,
    }
}

/// For the configuration of a manager, in the file it is kept in.
pub(super) fn of_manager(manager: Manager, event: Event, into: &str) -> Vec<Advice> {
    let format = Path::new(into).extension().and_then(OsStr::to_str);
    let (toml, json) = (format == Some("toml"), format == Some("json"));
    let (place, lines) = match manager {
        Manager::Husky => (
            "at its start, below a '#!' line",
            vec![shared(event, "\"$@\"")],
        ),
        Manager::Lefthook if toml => lefthook_toml(event),
        Manager::Lefthook if json => lefthook_json(event),
        Manager::Lefthook => lefthook(event),
        Manager::Prek if toml => prek(event),
        Manager::PreCommit | Manager::Prek => pre_commit(event),
        Manager::Hk => hk(event),
        Manager::Overcommit => overcommit(event),
        Manager::SimpleGitHooks => simple_git_hooks(event),
        Manager::GitLfs => (
            "directly after its first line",
            vec![shared(event, "\"$@\"")],
        ),
    };
    let into = match manager {
        Manager::Husky => format!("{into}/{}", event.name()),
        _ => into.to_owned(),
    };
    let advice = Advice {
        into,
        place,
        lines,
        then: manager.then(),
    };
    let script = (manager == Manager::Overcommit).then(script_of_overcommit);
    [advice].into_iter().chain(script).collect()
}

/// Whether a manager's file calls us for an event already.
pub(super) fn calls_us(text: &str, event: Event) -> bool {
    let name = event.name();
    let by_overcommit = format!("git-shipkit', '{name}'");
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let call = format!("git-shipkit hook {name}");
    let mut calls = text.match_indices(&call);
    calls.any(|(at, found)| {
        let line = text[..at].rfind('\n').map_or(0, |start| start + 1);
        let is_comment = text[line..at].trim_start().starts_with(['#', '/']);
        !is_comment && ends(&text[at + found.len()..])
    }) || text.contains(&by_overcommit)
}

const UNDER_KEYS: &str = "under the keys that are there already";

fn lefthook(event: Event) -> (&'static str, Vec<String>) {
    let line = shared(event, has_arguments(event, "{0}"));
    let lines = vec![
        format!("{}:", event.name()),
        "  jobs:".to_owned(),
        "    - name: git-shipkit".to_owned(),
        format!("      run: '{line}'"),
    ];
    (UNDER_KEYS, lines)
}

fn lefthook_toml(event: Event) -> (&'static str, Vec<String>) {
    let line = shared(event, has_arguments(event, "{0}"));
    let lines = vec![
        format!("[[{}.jobs]]", event.name()),
        "name = \"git-shipkit\"".to_owned(),
        format!("run = '{line}'"),
    ];
    ("at its end", lines)
}

fn lefthook_json(event: Event) -> (&'static str, Vec<String>) {
    let line = shared(event, has_arguments(event, "{0}"));
    let job = serde_json::json!({"jobs": [{"name": "git-shipkit", "run": line}]});
    (UNDER_KEYS, vec![format!("\"{}\": {job}", event.name())])
}

fn pre_commit(event: Event) -> (&'static str, Vec<String>) {
    let name = event.name();
    let line = shared(event, of_pre_commit(event));
    let lines = [
        "  - repo: local",
        "    hooks:",
        &format!("      - id: git-shipkit-{name}"),
        "        name: git-shipkit",
        &format!("        entry: sh -c '{line}'"),
        "        language: system",
        &format!("        stages: [{name}]"),
        "        always_run: true",
        "        pass_filenames: false",
        "        verbose: true",
    ];
    ("under 'repos:'", lines.map(str::to_owned).to_vec())
}

fn prek(event: Event) -> (&'static str, Vec<String>) {
    let name = event.name();
    let line = shared(event, of_pre_commit(event));
    let lines = vec![
        "[[repos]]".to_owned(),
        "repo = \"local\"".to_owned(),
        "[[repos.hooks]]".to_owned(),
        format!("id = \"git-shipkit-{name}\""),
        "name = \"git-shipkit\"".to_owned(),
        format!("entry = '''sh -c '{line}' '''"),
        "language = \"system\"".to_owned(),
        format!("stages = [\"{name}\"]"),
        "always_run = true".to_owned(),
        "pass_filenames = false".to_owned(),
        "verbose = true".to_owned(),
    ];
    ("at its end", lines)
}

fn hk(event: Event) -> (&'static str, Vec<String>) {
    let line = shared(event, has_arguments(event, "{{hook_args}}"));
    let lines = vec![
        format!("[\"{}\"] {{", event.name()),
        "  steps {".to_owned(),
        format!("    [\"git-shipkit\"] {{ check = #\"{line}\"# }}"),
        "  }".to_owned(),
        "}".to_owned(),
    ];
    ("in its 'hooks { }'", lines)
}

/// Overcommit runs, unless its signatures are turned off, only what lies in
/// the repository and is tracked.
fn script_of_overcommit() -> Advice {
    let lines = [
        "#!/bin/sh",
        "command -v git-shipkit >/dev/null 2>&1 || exit 0",
        "git-shipkit hook \"$@\" </dev/null || [ $? -ne 1 ]",
    ];
    Advice {
        into: ".git-hooks/git-shipkit".to_owned(),
        place: "a new executable file that git tracks",
        lines: lines.map(str::to_owned).to_vec(),
        then: Manager::Overcommit.then(),
    }
}

fn overcommit(event: Event) -> (&'static str, Vec<String>) {
    let title: String = event.name().split('-').map(capital).collect();
    let lines = vec![
        format!("{title}:"),
        "  GitShipkit:".to_owned(),
        "    enabled: true".to_owned(),
        format!(
            "    command: ['./.git-hooks/git-shipkit', '{}']",
            event.name()
        ),
    ];
    (UNDER_KEYS, lines)
}

fn simple_git_hooks(event: Event) -> (&'static str, Vec<String>) {
    let line = serde_json::Value::from(shared(event, "\"$@\""));
    let lines = vec![format!("\"{}\": {line}", event.name())];
    ("in \"simple-git-hooks\"", lines)
}

/// `template` where git gives the event arguments, else nothing.
fn has_arguments(event: Event, template: &'static str) -> &'static str {
    match event {
        Event::PreCommit | Event::PostCommit => "",
        Event::PostCheckout | Event::PostMerge | Event::PostRewrite => template,
    }
}

/// The arguments as pre-commit and prek hand them on.
fn of_pre_commit(event: Event) -> &'static str {
    match event {
        Event::PreCommit | Event::PostCommit => "",
        Event::PostCheckout => {
            "\"$PRE_COMMIT_FROM_REF\" \"$PRE_COMMIT_TO_REF\" \"$PRE_COMMIT_CHECKOUT_TYPE\""
        }
        Event::PostMerge => "\"$PRE_COMMIT_IS_SQUASH_MERGE\"",
        Event::PostRewrite => "\"$PRE_COMMIT_REWRITE_COMMAND\"",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
