//! What is installed for the shells: shown first, and gone again to the byte.

use crate::support::{Output, Sandbox};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Runs `git shipkit …`, which may write into the home.
fn at_home(s: &Sandbox, words: &[&str]) -> Output {
    let words = [&["shipkit"][..], words].concat();
    s.run("git", &words, None)
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
