//! What a shell is told when it asks what can be typed next, and what is
//! installed for it to ask. The shells themselves are in `tests/screens`.

use crate::support::{Output, Sandbox};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What is offered for these words, the last of which is being typed.
fn offered(s: &Sandbox, words: &[&str]) -> Vec<String> {
    told(s, "zsh", words).1
}

fn told(s: &Sandbox, shell: &str, words: &[&str]) -> (String, Vec<String>) {
    let piece = if shell == "bash" {
        *words.last().expect("one is being typed")
    } else {
        ""
    };
    let mut all = vec!["__complete", shell, piece];
    all.extend(words);
    let said = s.directly(&all).expect_code(0);
    assert_eq!(said.stderr, "", "{words:?}");
    let mut lines = said.stdout.lines();
    let kind = lines.next().unwrap_or_default().to_owned();
    let text = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    (kind, lines.map(text).collect())
}

/// Runs `git shipkit …`, which may write into the home.
fn at_home(s: &Sandbox, words: &[&str]) -> Output {
    let words = [&["shipkit"][..], words].concat();
    s.run("git", &words, None)
}

fn busy() -> Sandbox {
    let s = Sandbox::new();
    s.sh("mkdir d; echo q >d/q; git add d; git commit -qm q
        git shipkit checkpoint -q -y --task 'Log in' --doing 'The form' --todo 'The \"key\"' \
            --open a --open d/q
        git shipkit checkpoint auth -q -y --task Tokens --open a
        git shipkit checkpoint gone -q -y --task Old --open a; git shipkit clear gone -q -y");
    s
}

#[test]
fn the_repository_fills_in_names_entries_items_and_paths() {
    let s = busy();
    let offered = |words: &[&str]| offered(&s, words);
    assert_eq!(offered(&["git-shipkit", "resume", ""]), ["auth"]);
    assert_eq!(offered(&["git", "shipkit", "show", ""]), ["auth"]);
    assert_eq!(
        offered(&["git", "shipkit", "restore", ""]),
        ["auth", "gone", "1"]
    );
    assert_eq!(offered(&["git", "shipkit", "restore", "gone", ""]), ["1"]);
    assert_eq!(offered(&["git", "shipkit", "diff", "--", ""]), ["a", "d/q"]);
    assert_eq!(
        offered(&["git", "shipkit", "diff", "auth", "--", ""]),
        ["a"]
    );
    let items = offered(&["git", "shipkit", "checkpoint", "--done", ""]);
    assert_eq!(items, ["The form", "The \"key\""]);
    let pending = offered(&["git", "shipkit", "checkpoint", "--doing", ""]);
    assert_eq!(pending, ["The \"key\""]);
    s.cd("d");
    assert_eq!(
        offered(&["git", "shipkit", "diff", "--", ""]),
        ["../a", "q"]
    );
    s.set("SHIPKIT_NAME", "auth");
    assert_eq!(offered(&["git", "shipkit", "diff", "--", ""]), ["../a"]);
}

#[test]
fn gits_own_options_say_where() {
    let s = busy();
    s.cd("..");
    for words in [
        &["git", "-C", "repo", "shipkit", "resume", ""][..],
        &["git", "-C", "repo", "-C", "d", "shipkit", "resume", ""],
        &[
            "git",
            "--git-dir=repo/.git",
            "--work-tree",
            "repo",
            "shipkit",
            "resume",
            "",
        ],
        &[
            "git",
            "-c",
            "a.b=c",
            "--no-pager",
            "-C",
            "repo",
            "an-alias",
            "resume",
            "",
        ],
        &["/usr/bin/git", "-C", "repo", "shipkit", "-q", "resume", ""],
    ] {
        assert_eq!(offered(&s, words), ["auth"], "{words:?}");
    }
    assert_eq!(offered(&s, &["git-shipkit", "log", "x"]), [""; 0]);
    let home = offered(&s, &["git", "-C", "~", "shipkit", "log", "x"]);
    assert_eq!(home, [""; 0]);
}

#[test]
fn options_are_offered_as_long_as_they_fit() {
    let s = busy();
    let has = |words: &[&str], option: &str| offered(&s, words).contains(&option.to_owned());
    assert!(has(&["git-shipkit", "resume", "-"], "--check"));
    assert!(has(&["git-shipkit", "resume", "-"], "--color="));
    assert!(!has(&["git-shipkit", "resume", "--check", "-"], "--check"));
    assert!(!has(&["git-shipkit", "resume", "--check", "-"], "--update"));
    assert!(!has(
        &["git-shipkit", "resume", "--proceed", "-"],
        "--update"
    ));
    assert!(has(
        &["git-shipkit", "checkpoint", "--todo", "x", "-"],
        "--todo"
    ));
    assert!(!has(
        &["git-shipkit", "checkpoint", "--todo", "x", "-"],
        "--auto"
    ));
    assert!(!has(&["git-shipkit", "diff", "--", "-"], "--json"));
    assert!(!has(&["git-shipkit", "hook", "-"], "--json"));
    let colours = ["--color=always", "--color=never", "--color=auto"];
    assert_eq!(offered(&s, &["git-shipkit", "--color="]), colours);
    assert_eq!(offered(&s, &["git-shipkit", "resume", "--color="]), colours);
}

#[test]
fn a_path_is_left_to_the_shell() {
    let s = busy();
    let kind = |words: &[&str]| told(&s, "fish", words).0;
    for words in [
        &["git-shipkit", "check", "x"][..],
        &["git-shipkit", "check", "a", ""],
        &["git-shipkit", "checkpoint", "--from", ""],
        &["git-shipkit", "checkpoint", "--file=s"],
    ] {
        assert_eq!(kind(words), "files", "{words:?}");
    }
    assert_eq!(kind(&["git-shipkit", "install", "node", ""]), "folders");
    assert_eq!(kind(&["git-shipkit", "install", "claude", ""]), "words");
    assert_eq!(kind(&["git-shipkit", "resume", ""]), "words");
}

#[test]
fn what_cannot_be_told_is_silence() {
    let s = busy();
    s.set("SHIPKIT_NAME", "../no/name");
    assert_eq!(offered(&s, &["git-shipkit", "diff", "--", ""]), [""; 0]);
    s.set("SHIPKIT_NAME", "");
    s.write(".shipkit/checkpoint.md", b"\xff\xfe no text\n");
    assert_eq!(offered(&s, &["git-shipkit", "diff", "--", ""]), [""; 0]);
    s.sh("printf '[core]\\n repositoryformatversion = 99\\n' >.git/config");
    assert!(!offered(&s, &["git-shipkit", "resume", ""]).contains(&"auth".to_owned()));
    s.sh("printf '[core]\\n repositoryformatversion = 0\\n' >.git/config");
    for words in [
        &["__complete"][..],
        &["__complete", "csh", "", "git"],
        &["__complete", "zsh"],
    ] {
        let said = s.directly(words).expect_code(0);
        assert_eq!(
            (said.stdout.as_str(), said.stderr.as_str()),
            ("", ""),
            "{words:?}"
        );
    }
    for words in [
        &["git"][..],
        &["git", "-C"],
        &["git", ""],
        &["git", "shipkit", "nonsense", ""],
    ] {
        assert_eq!(offered(&s, words), [""; 0], "{words:?}");
    }
}

#[test]
fn no_program_of_the_repository_runs() {
    let s = busy();
    s.sh("git config core.fsmonitor 'touch PWNED; false #'
        git config diff.external 'touch PWNED'; git config core.pager 'touch PWNED'
        echo '* filter=x' >.gitattributes; git config filter.x.clean 'touch PWNED'
        git config alias.shipkit '!touch PWNED'");
    for verb in ["resume", "restore", "diff"] {
        let _ = offered(&s, &["git", "shipkit", verb, ""]);
    }
    let _ = offered(&s, &["git", "shipkit", "diff", "--", ""]);
    assert!(!s.exists("PWNED"));
}

#[test]
fn bash_gets_what_it_can_put_on_a_line() {
    let s = Sandbox::new();
    s.sh(
        r#"printf x >"$(printf 'a b\nc')"; printf x >'$(touch x)'; printf x >"it's"; git add .
        git commit -qm x; set -- "$(printf 'a b\nc')" '$(touch x)' "it's"
        git shipkit checkpoint -q -y --task t "--open=$1" "--open=$2" "--open=$3""#,
    );
    let words = ["git", "shipkit", "diff", "--", ""];
    let bash = told(&s, "bash", &words).1;
    assert_eq!(bash, [r"\$\(touch\ x\)", r"$'a b\012c'", r"it\'s"]);
    for word in &bash {
        let script = format!("printf %s {word}");
        let said = s.run("bash", &["-c", &script], None).expect_code(0);
        assert!(s.exists(&said.stdout), "{word} is {}", said.stdout);
    }
    assert_eq!(told(&s, "fish", &words).1, ["$(touch x)", "it's"]);
}

/// Every file below a directory and every directory, with what it holds.
fn contents(directory: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            all.insert(name, None);
            all.extend(contents(&path));
        } else {
            all.insert(name, fs::read(&path).ok());
        }
    }
    all
}

#[test]
fn what_is_installed_goes_to_the_byte() {
    let setups = [
        "",
        "printf 'alias ll=ls' >.bashrc; printf 'setopt x\n' >.zshrc; : >.profile",
        "mkdir -p .local/share/zsh .config/fish/conf.d; echo x >.config/fish/conf.d/a.fish",
        "mkdir dots; echo x >dots/zshrc; ln -s dots/zshrc .zshrc",
        ": >.bashrc; : >.zshrc",
    ];
    for setup in setups {
        let s = Sandbox::new();
        s.sh(&format!("cd ../home; {setup}"));
        let home = s.root().join("home");
        let before = contents(&home);
        let all = ["install", "completion", "bash", "zsh", "fish", "-y"];
        let plan = at_home(&s, &["install", "completion", "bash", "zsh", "fish", "-n"]);
        let _ = plan.expect_code(0).says("To install completion:");
        assert_eq!(contents(&home), before, "{setup}: a plan writes nothing");
        let _ = at_home(&s, &all).expect_code(0).says("Installed.");
        let installed = contents(&home);
        let _ = at_home(&s, &all).expect_code(0).says("is there already");
        assert_eq!(contents(&home), installed, "{setup}: again");
        let _ = at_home(&s, &["uninstall", "completion", "-y"])
            .expect_code(0)
            .says("Uninstalled.\n");
        assert_eq!(contents(&home), before, "{setup}");
    }
}

#[test]
fn what_somebody_wrote_or_edited_stays() {
    let s = Sandbox::new();
    let file = "../home/.config/fish/conf.d/git-shipkit.fish";
    s.write(file, "echo mine\n");
    let _ = at_home(&s, &["install", "completion", "fish"])
        .refused(128, "was not written by git-shipkit; nothing was written");
    let _ = at_home(&s, &["uninstall", "completion", "fish"]).expect_code(0);
    assert_eq!(s.read(file), "echo mine\n");
    s.sh(&format!(
        "rm {file}; git shipkit install completion zsh fish -q; echo '# x' >>{file}"
    ));
    let _ = at_home(&s, &["install", "completion", "fish"])
        .refused(128, "was edited since git-shipkit wrote it");
    s.sh("sed -i 's/compinit -i/compinit/' ../home/.zshrc; echo later >>../home/.zshrc");
    let said = at_home(&s, &["uninstall", "completion"]).expect_code(0);
    let _ = said
        .says("leave   ~/.zshrc")
        .says("Uninstalled, but for what is left.");
    assert!(s.read(file).ends_with("# x\n"));
    assert!(s.read("../home/.zshrc").ends_with("later\n"));
}

#[test]
fn lines_written_below_ours_stay() {
    let s = Sandbox::new();
    s.write("../home/.zshrc", "first");
    let _ = at_home(&s, &["install", "completion", "zsh"]).expect_code(0);
    s.sh("echo last >>../home/.zshrc");
    let _ = at_home(&s, &["uninstall", "completion"]).expect_code(0);
    assert_eq!(s.read("../home/.zshrc"), "first\nlast\n");
}

#[test]
fn what_is_no_shell_is_refused_with_what_is_one() {
    let s = Sandbox::new();
    let said = at_home(&s, &["install", "completion", "fsh"]);
    let _ = said
        .refused(129, "'fsh' is no shell")
        .complains("did you mean 'fish'?");
    let _ = s
        .shipkit(&["completion", "csh"])
        .refused(129, "bash, zsh, fish");
    let _ = at_home(&s, &["install", "completion", "--user"]).refused(129, "--user is for agents");
    s.set("HOME", "");
    let _ = at_home(&s, &["install", "completion", "zsh"]).refused(128, "HOME is not set");
}

#[test]
fn programs_are_told_what_is_planned() {
    let s = Sandbox::new();
    let plan = at_home(&s, &["install", "completion", "fish", "--json"])
        .expect_code(0)
        .json();
    assert_eq!(
        plan["files"][0]["path"],
        "~/.config/fish/conf.d/git-shipkit.fish"
    );
    assert_eq!(
        (&plan["files"][0]["does"], &plan["written"]),
        (&"write".into(), &true.into())
    );
    let script = s
        .shipkit(&["completion", "bash", "--json"])
        .expect_code(0)
        .json();
    assert_eq!(script["text"], s.shipkit(&["completion", "bash"]).stdout);
    s.sh("git shipkit completion bash | bash -n");
}
