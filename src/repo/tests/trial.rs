//! A throwaway repository has the settings and runs the hooks, and nothing
//! else of the one it stands for.

use super::Sandbox;
use crate::repo::Trial;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

fn env(pairs: &[(&str, &str)]) -> BTreeMap<OsString, OsString> {
    let basic = [
        ("PATH", "/usr/local/bin:/usr/bin:/bin"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
    ];
    let all = basic.iter().chain(pairs);
    all.map(|(name, value)| (name.into(), value.into()))
        .collect()
}

fn trial(s: &Sandbox, pairs: &[(&str, &str)]) -> Trial {
    let trial = Trial::new(&env(pairs), Duration::from_secs(2)).unwrap();
    trial.take_settings(&s.repo()).unwrap();
    trial
}

fn hook(trial: &Trial, event: &str, script: &str) {
    let dir = trial.git_dir().join("hooks");
    fs::create_dir_all(&dir).unwrap();
    let path = dir.join(event);
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn setting(trial: &Trial, key: &str) -> Option<String> {
    let ran = trial.git(&["config", "--get", key], &[]).unwrap();
    ran.went_well().then(|| ran.said.trim_end().to_owned())
}

#[test]
fn settings_come_along_but_for_what_reaches_out() {
    let s = Sandbox::new();
    s.write("more", "[Odd \"Sub.One \\\"x\"]\n\tKey = \"two\\nlines\"\n");
    s.git(&["config", "include.path", "../more"]);
    s.git(&["config", "hooks.flag", "1"]);
    s.git(&["config", "remote.origin.url", "https://u:p@example.com/x"]);
    s.git(&["config", "http.extraHeader", "Authorization: x"]);
    s.git(&["config", "jira.apiToken", "x"]);
    s.git(&["config", "commit.gpgSign", "true"]);
    s.git(&["config", "core.worktree", "/"]);
    let trial = trial(&s, &[]);
    assert_eq!(setting(&trial, "hooks.flag").as_deref(), Some("1"));
    let odd = setting(&trial, "odd.Sub.One \"x.key");
    assert_eq!(odd.as_deref(), Some("two\nlines"));
    for gone in [
        "remote.origin.url",
        "http.extraHeader",
        "jira.apiToken",
        "core.worktree",
        "user.name",
    ] {
        assert_eq!(setting(&trial, gone), None, "{gone}");
    }
    assert_eq!(setting(&trial, "commit.gpgSign").as_deref(), Some("false"));
}

#[test]
fn a_hooks_path_within_the_repository_is_one_within_the_trial() {
    for (set, found) in [
        (".husky/_", ".husky/_"),
        ("TOP/.husky/_", "TRIAL/.husky/_"),
        ("TOP/.git/more", "TRIAL/.git/more"),
        ("/usr/share/hooks", "/usr/share/hooks"),
    ] {
        let s = Sandbox::new();
        let top = s.top.to_str().unwrap();
        s.git(&["config", "core.hooksPath", &set.replace("TOP", top)]);
        let trial = trial(&s, &[]);
        let wanted = found.replace("TRIAL", trial.top().to_str().unwrap());
        assert_eq!(setting(&trial, "core.hooksPath"), Some(wanted));
    }
}

#[test]
fn git_says_which_hooks_it_ran_and_how_they_ended() {
    let s = Sandbox::new();
    let trial = trial(&s, &[]);
    hook(
        &trial,
        "pre-commit",
        "#!/bin/sh\ngit commit --dry-run; echo no; exit 3\n",
    );
    let commit = ["commit", "-q", "--allow-empty", "-m", "x"];
    let ran = trial.git(&commit, &[]).unwrap();
    assert_eq!((ran.code, ran.timed_out), (Some(1), false));
    assert!(ran.said.contains("no\n"), "{}", ran.said);
    let seen: Vec<_> = ran
        .hooks
        .iter()
        .map(|run| (&*run.event, run.code))
        .collect();
    assert_eq!(seen, [("pre-commit", Some(3))]);
}

#[test]
fn what_takes_too_long_is_ended_with_all_it_started() {
    let s = Sandbox::new();
    let trial = Trial::new(&env(&[]), Duration::from_millis(300)).unwrap();
    trial.take_settings(&s.repo()).unwrap();
    let marker = trial.beside("marker");
    let script = format!("#!/bin/sh\nsleep 2; echo late >'{}'\n", marker.display());
    hook(&trial, "pre-commit", &script);
    let start = Instant::now();
    let commit = ["commit", "-q", "--allow-empty", "-m", "x"];
    let ran = trial.git(&commit, &[]).unwrap();
    assert!(ran.timed_out && start.elapsed() < Duration::from_millis(1800));
    assert_eq!(ran.hooks[0].code, None);
    std::thread::sleep(Duration::from_millis(2200));
    assert!(!marker.exists(), "the hook went on");
}

#[test]
fn the_environment_names_no_other_repository() {
    let s = Sandbox::new();
    let pairs = [
        ("GIT_DIR", "/nowhere"),
        ("GIT_INDEX_FILE", "/nowhere"),
        ("SHIPKIT", "0"),
        ("MINE", "1"),
    ];
    let trial = trial(&s, &pairs);
    let script = "#!/bin/sh\necho \"$GIT_DIR,$SHIPKIT,$MINE,$MORE\"\n";
    hook(&trial, "pre-commit", script);
    let commit = ["commit", "-q", "--allow-empty", "-m", "x"];
    let ran = trial.git(&commit, &[("MORE", OsStr::new("2"))]).unwrap();
    assert!(ran.went_well(), "{}", ran.said);
    assert_eq!(ran.said, ",,1,2\n");
}
