//! `help agent` is the whole interface on one page, and cannot go stale: it
//! names every verb, and nothing that is not there.

use crate::support::Sandbox;

/// How many tokens the page may cost a model.
const TOKENS: usize = 1600;

fn page(s: &Sandbox) -> String {
    s.shipkit(&["help", "agent"]).expect_code(0).stdout
}

/// What stands in code spans of the page.
fn code(page: &str) -> Vec<&str> {
    page.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_verb_is_on_the_page_and_every_flag_on_it_is_there() {
    let s = Sandbox::new();
    let page = page(&s);
    let verbs = s.verbs();
    assert!(verbs.len() > 15, "{verbs:?}");
    let mut flags = 0;
    for verb in &verbs {
        let start = [format!("- `{verb} "), format!("- `{verb}`")];
        let line = page
            .lines()
            .find(|line| start.iter().any(|start| line.starts_with(start)));
        let line = line.unwrap_or_else(|| panic!("{verb} is not on the page:\n{page}"));
        let help = s.shipkit(&["help", verb]).expect_code(0).stdout;
        for flag in code(line).into_iter().filter(|code| code.starts_with('-')) {
            let name = flag.split([' ', '[', '*', '=']).next().unwrap_or_default();
            let name = name.rsplit('/').next().unwrap_or_default();
            assert!(
                help.contains(&format!("{name}\n"))
                    || help.contains(&format!("{name} "))
                    || help.contains(&format!("{name}[")),
                "{verb} {name}:\n{help}"
            );
            flags += 1;
        }
        let own = help.split("Common options:").next().unwrap_or_default();
        let told = own.lines().filter(|line| line.starts_with("  "));
        let told = told
            .map(str::trim_start)
            .filter(|line| line.starts_with('-'));
        let told = told.filter_map(|line| line.split("--").nth(1));
        for flag in told {
            let name = flag
                .split(|c: char| c != '-' && !c.is_alphanumeric())
                .next()
                .unwrap_or_default();
            let is_clap = ["help", "version"].contains(&name);
            assert!(
                is_clap || line.contains(&format!("--{name}")),
                "{verb} --{name} is not on its line: {line}"
            );
        }
    }
    assert!(flags > 40, "{flags}");
}

#[test]
fn every_command_on_the_page_can_be_read() {
    let s = Sandbox::new();
    let page = page(&s).replace('\n', " ");
    let commands = code(&page)
        .into_iter()
        .filter(|code| code.starts_with("git shipkit "));
    let mut tried = 0;
    for command in commands {
        let command = command
            .replace("...", "--task t")
            .replace("VERB", "show")
            .replace("KIND", "resume");
        let said = s.run("sh", &["-c", &command], None);
        assert!([0, 1, 3].contains(&said.code), "{command}:\n{said}");
        tried += 1;
    }
    assert!(tried > 8, "{tried}");
}

#[test]
fn the_page_is_short() {
    let s = Sandbox::new();
    let page = page(&s);
    let tokenizer = tiktoken_rs::o200k_base().expect("its vocabulary comes with it");
    let tokens = tokenizer.encode_ordinary(&page).len();
    assert!(tokens <= TOKENS, "{tokens}:\n{page}");
}

#[test]
fn help_explains_a_verb_and_refuses_what_is_none() {
    let s = Sandbox::new();
    let by_flag = s.directly(&["diff", "--help"]).expect_code(0).stdout;
    assert_eq!(s.shipkit(&["help", "diff"]).expect_code(0).stdout, by_flag);
    let whole = s.shipkit(&["-h"]).expect_code(0).stdout;
    assert_eq!(s.shipkit(&["help"]).expect_code(0).stdout, whole);
    let _ = s
        .shipkit(&["help", "reusme"])
        .refused(129, "'reusme' is no verb")
        .complains("did you mean 'resume'?");
}

#[test]
fn every_verb_has_examples() {
    let s = Sandbox::new();
    for verb in s.verbs() {
        let help = s.directly(&[verb.as_str(), "--help"]).expect_code(0).stdout;
        assert!(help.contains("Example"), "{verb}:\n{help}");
        let long = help.lines().find(|line| line.chars().count() > 80);
        assert_eq!(long, None, "{verb} is wider than a terminal mostly is");
    }
}

#[test]
fn an_option_that_changes_nothing_is_not_told() {
    let s = Sandbox::new();
    for verb in ["hook", "mcp"] {
        let help = s.directly(&[verb, "-h"]).expect_code(0).stdout;
        assert!(
            !help.contains("--json") && !help.contains("--quiet"),
            "{help}"
        );
    }
    // Who writes it all the same is not refused.
    let _ = s
        .directly(&["hook", "--json", "-q", "post-commit"])
        .expect_code(0);
}

#[test]
fn the_short_help_fits_a_screen() {
    let s = Sandbox::new();
    let help = s.shipkit(&["-h"]).expect_code(0).stdout;
    assert!(help.lines().count() <= 44, "{}", help.lines().count());
    assert!(
        help.lines().all(|line| line.chars().count() <= 80),
        "{help}"
    );
}

#[test]
fn help_is_coloured_as_is_asked_beside_it() {
    let s = Sandbox::new();
    for words in [
        &["--color=always", "-h"][..],
        &["resume", "--color", "--help"],
    ] {
        let _ = s.shipkit(words).expect_code(0).says("\x1b[");
    }
    s.set("GIT_PAGER_IN_USE", "true");
    s.set("TERM", "xterm");
    let coloured = s.shipkit(&["resume", "--help"]).expect_code(0).stdout;
    assert!(coloured.contains("\x1b["), "{coloured}");
    let plain = s.shipkit(&["resume", "--help", "--color=never"]);
    let plain = plain.expect_code(0).stdout;
    assert!(!plain.contains('\x1b'), "{plain}");
}
