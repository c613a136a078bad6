//! Which repositories are opened, and what is said of the others.

use super::{Repo, Sandbox, only_local, path};
use crate::error::Error;
use crate::repo::HandName;
use std::ffi::OsString;
use std::fs;

fn said(result: Result<Repo, Error>) -> String {
    match result {
        Ok(_) => "opened".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_no_work_tree_is_refused_in_gits_words() {
    let sandbox = Sandbox::new();
    let no_work_tree = "this operation must be run in a work tree";
    assert_eq!(said(sandbox.open(&sandbox.top.join(".git"))), no_work_tree);
    assert_eq!(
        said(sandbox.open(&sandbox.top.join(".git/objects"))),
        no_work_tree
    );
    sandbox.git(&["init", "-q", "--bare", "bare.git"]);
    assert_eq!(
        said(sandbox.open(&sandbox.top.join("bare.git"))),
        no_work_tree
    );
    let elsewhere = tempfile::tempdir().unwrap();
    let sentence = said(sandbox.open(elsewhere.path()));
    assert!(sentence.starts_with("not a git repository"), "{sentence}");
}

/// What comes of opening the repository with these variables set.
fn with(sandbox: &Sandbox, variables: &[(&str, &str)]) -> Result<Repo, Error> {
    let env = |asked: &str| {
        let set = variables.iter().find(|(name, _)| *name == asked);
        set.map(|(_, value)| OsString::from(value))
    };
    Repo::open_with(&sandbox.top, &env, only_local())
}

#[test]
fn gix_is_not_given_a_format_it_may_not_know() {
    let sandbox = Sandbox::new();
    let by_gix = || said(with(&sandbox, &[("SHIPKIT_HAND", "gix")]));
    sandbox.git(&["config", "extensions.frobnicate", "true"]);
    assert_eq!(by_gix(), "opened", "version 0 has no extensions");
    sandbox.git(&["config", "core.repositoryformatversion", "1"]);
    let refused = |what: &str| format!("the repository uses {what}, which git-shipkit cannot read");
    assert_eq!(by_gix(), refused("the extension 'frobnicate'"));
    assert_eq!(
        said(with(&sandbox, &[])),
        "unknown repository extension found:\n\tfrobnicate",
        "git has the last word"
    );
    let config = sandbox.top.join(".git/config");
    let known = "[core]\nrepositoryformatversion = 1\n[extensions]\n\tnoop = 1\n\tPreciousObjects = true\n\tworktreeConfig = true\n\trefStorage = files\n";
    fs::write(&config, known).unwrap();
    assert_eq!(by_gix(), "opened");
    fs::write(&config, known.replace("files", "reftable")).unwrap();
    assert_eq!(by_gix(), refused("the reftable ref format"));
    fs::write(&config, known.replace("= 1\n[ext", "= 99\n[ext")).unwrap();
    let too_new = "Expected git repo version <= 1, found 99";
    assert_eq!(by_gix(), too_new);
    assert_eq!(said(with(&sandbox, &[])), too_new);
}

#[test]
fn which_hand_serves_is_told() {
    let sandbox = Sandbox::new();
    let served = |choice: &str| {
        let served = with(&sandbox, &[("SHIPKIT_HAND", choice)])
            .unwrap()
            .served();
        (served.hand, served.why)
    };
    assert_eq!(served(""), (HandName::Gix, None));
    let told = Some("SHIPKIT_HAND=git".to_owned());
    assert_eq!(served("git"), (HandName::Git, told));
    let other = with(&sandbox, &[("SHIPKIT_HAND", "left")]);
    assert_eq!(said(other), "SHIPKIT_HAND is 'left'");
}

#[test]
fn a_subdirectory_a_linked_and_a_sub_work_tree() {
    let sandbox = Sandbox::new();
    sandbox.write("s/t/f", "x\n");
    sandbox.commit("first");
    sandbox.git(&["worktree", "add", "-q", "../linked", "-b", "side"]);
    let repo = sandbox.open(&sandbox.top.join("s/t")).unwrap();
    assert_eq!(repo.work_dir(), sandbox.top);
    assert_eq!(
        (repo.git_dir(), repo.common_dir()),
        (
            sandbox.top.join(".git").as_path(),
            sandbox.top.join(".git").as_path()
        )
    );
    assert_eq!(repo.prefix(&sandbox.top.join("s/t")), "s/t");
    let linked = sandbox.top.with_file_name("linked");
    let repo = sandbox.open(&linked).unwrap();
    assert_eq!(repo.work_dir(), linked);
    assert_eq!(repo.git_dir(), sandbox.top.join(".git/worktrees/linked"));
    assert_eq!(repo.common_dir(), sandbox.top.join(".git"));
    assert_eq!(repo.head().unwrap().branch.as_deref(), Some("side"));
}

#[test]
fn head_is_told_even_where_its_commit_is_missing() {
    let sandbox = Sandbox::new();
    let unborn = sandbox.repo().head().unwrap();
    assert_eq!((unborn.id, unborn.branch.as_deref()), (None, Some("main")));
    let commit = sandbox.commit("first");
    sandbox.git(&["checkout", "-q", "--detach"]);
    let detached = sandbox.repo().head().unwrap();
    assert_eq!((detached.id, detached.branch), (Some(commit), None));
    sandbox.git(&["checkout", "-q", "main"]);
    let gone = "1234567812345678123456781234567812345678";
    sandbox.write(".git/refs/heads/main", format!("{gone}\n"));
    let head = sandbox.repo().head().unwrap();
    assert_eq!(head.id.unwrap().as_str(), gone);
    assert!(sandbox.repo().recent_commits(5).unwrap().is_empty());
}

#[test]
fn git_c_is_followed_and_what_gix_cannot_follow_is_for_git() {
    let sandbox = Sandbox::new();
    let parameters = |text| with(&sandbox, &[("GIT_CONFIG_PARAMETERS", text)]).unwrap();
    let repo = parameters("'shipkit.history'='7' 'shipkit.quiet'");
    assert_eq!(repo.int_setting("shipkit.history"), Some(7));
    assert_eq!(repo.bool_setting("shipkit.quiet"), Some(true));
    let why = |repo: Repo| repo.served().why.unwrap();
    assert_eq!(why(parameters("nonsense")), "a setting of 'git -c'");
    let elsewhere = with(&sandbox, &[("GIT_OBJECT_DIRECTORY", "/x")]).unwrap();
    assert_eq!(
        why(elsewhere),
        "the environment variable GIT_OBJECT_DIRECTORY"
    );
}

#[test]
fn settings_come_in_gits_order_with_keys_in_lower_case() {
    let sandbox = Sandbox::new();
    let config = "[shipkit]\n\thistory = 3\n\tmaxFileSize = 1k\n\tquiet\n[Shipkit \"Agent X\"]\n\tBudget = 9\n[shipkit]\n\thistory = 4\n";
    let file = sandbox.top.join(".git/config");
    let before = fs::read_to_string(&file).unwrap();
    fs::write(&file, before + config).unwrap();
    let repo = sandbox.repo();
    let settings = repo.settings("shipkit");
    let told: Vec<(&str, &str)> = settings
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    let expected = [
        ("history", "3"),
        ("maxfilesize", "1k"),
        ("quiet", "true"),
        ("Agent X.budget", "9"),
        ("history", "4"),
    ];
    assert_eq!(told, expected);
    assert_eq!(repo.max_file_size(), 1024);
    sandbox.write("f", "x".repeat(1025));
    assert_eq!(
        repo.pin(&path("f")).keep,
        crate::repo::Keep::Not("it is larger than 1 KiB".to_owned())
    );
}
