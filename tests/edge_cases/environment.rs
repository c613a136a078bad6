//! What the environment and git's own options say about the repository holds
//! for us as it holds for git.

use super::{agreed, assert_lives};
use crate::support::Sandbox;

/// The verdicts of a run with these options of git before `shipkit`.
fn check_with(s: &Sandbox, options: &[&str]) -> Vec<String> {
    let mut all = options.to_vec();
    all.extend(["shipkit", "resume", "--check", "--json"]);
    crate::support::Report::of(&s.run("git", &all, None)).files()
}

/// A repository with `a` and `s/t/q`, saved.
fn deep() -> Sandbox {
    let s = Sandbox::new();
    s.write("s/t/q", "q\n");
    s.sh("git add s; git commit -qm q");
    let _ = s.save(&["a", "s/t/q"]);
    s
}

const BOTH: [&str; 2] = ["a unchanged", "s/t/q unchanged"];

#[test]
fn git_dir_and_work_tree_may_be_relative() {
    let s = deep();
    s.cd("s/t");
    s.set("GIT_DIR", "../../.git");
    s.set("GIT_WORK_TREE", "../..");
    assert_eq!(agreed(&s).files(), BOTH);
    assert_lives(&s, "q");
    s.write("q", "edited\n");
    assert_eq!(agreed(&s).verdict("s/t/q"), "modified");
    assert!(!s.exists(".shipkit"));
}

#[test]
fn git_dir_may_be_what_leads_to_a_git_directory() {
    let s = deep();
    s.git(&["worktree", "add", "-q", "../wt", "-b", "w"]);
    s.cd("../wt");
    let _ = s.save(&["a"]);
    s.write("a", "edited\n");
    for git_dir in [".git", "../repo/.git/worktrees/wt"] {
        s.set("GIT_DIR", git_dir);
        assert_eq!(agreed(&s).files(), ["a modified"], "{git_dir}");
    }
}

#[test]
fn git_work_tree_alone_moves_the_work_tree() {
    let s = deep();
    s.write("../elsewhere/a", "elsewhere\n");
    s.set("GIT_WORK_TREE", s.root().join("elsewhere"));
    let save = ["shipkit", "checkpoint", "--task=t", "--open=../elsewhere/a"];
    let _ = s.run("git", &save, None).expect_code(0);
    assert_eq!(agreed(&s).expect_code(0).files(), ["a unchanged"]);
    assert!(
        s.read("../elsewhere/.shipkit/checkpoint.md")
            .contains(&s.blob_id("elsewhere\n"))
    );
}

#[test]
fn git_dir_alone_makes_the_current_directory_the_work_tree() {
    let s = deep();
    s.cd("s/t");
    s.set("GIT_DIR", "../../.git");
    assert_eq!(s.git(&["rev-parse", "--show-prefix"]), "");
    let save = ["shipkit", "checkpoint", "--task=t", "--open=q"];
    let _ = s.run("git", &save, None).expect_code(0);
    assert_eq!(agreed(&s).files(), ["q unchanged"]);
    assert!(s.exists(".shipkit/checkpoint.md"), "its top is here");
}

#[test]
fn options_of_git_name_the_repository() {
    let s = deep();
    let top = s.cwd().to_string_lossy().into_owned();
    let git_dir = s.path(".git").to_string_lossy().into_owned();
    s.sh("mkdir ../elsewhere");
    s.cd("../elsewhere");
    for options in [
        &["-C", "../repo"][..],
        &["-C", "../repo/s/t"],
        &["-C", &top, "-C", "s"],
        &["--git-dir", &git_dir, "--work-tree", &top],
        &["--git-dir", "../repo/.git", "--work-tree", "../repo"],
        &["-C", "../repo/s", "--git-dir=../.git", "--work-tree=.."],
        &["-C", "../repo", "--git-dir=.git"],
    ] {
        assert_eq!(check_with(&s, options), BOTH, "{options:?}");
    }
    assert!(!s.exists(".shipkit"));
}

#[test]
fn another_index_is_looked_at_where_it_is_named() {
    let s = deep();
    s.sh("cp .git/index .git/other; rm a");
    s.sh("GIT_INDEX_FILE=.git/other git update-index --skip-worktree a");
    assert_eq!(s.check().verdict("a"), "deleted");
    let absolute = s.path(".git/other").to_string_lossy().into_owned();
    for (place, index) in [(".", ".git/other"), (".", &absolute), ("s/t", ".git/other")] {
        s.cd(place);
        s.set("GIT_INDEX_FILE", index);
        assert_eq!(s.check().verdict("a"), "sparse", "{index} from {place}");
    }
    s.set("GIT_INDEX_FILE", "/nonexistent/index");
    assert_eq!(s.check().verdict("a"), "deleted");
}

#[test]
fn settings_hold_wherever_git_takes_them_from() {
    let s = Sandbox::new();
    s.sh("printf 'x\\n' >t; git add t; git commit -qm t");
    let _ = s.save(&["t"]);
    s.write("t", "x\r\n");
    s.write("../crlf", "[core]\n\tautocrlf = true\n");
    let file = s.path("../crlf").to_string_lossy().into_owned();
    assert_eq!(agreed(&s).verdict("t"), "modified");
    let include = format!("include.path={file}");
    for options in [
        &["-c", "core.autocrlf=true"][..],
        &["-c", "core.autocrlf"],
        &["-c", "CORE.AutoCRLF=input"],
        &["-c", "core.autocrlf=false", "-c", "core.autocrlf=true"],
        &["--config-env=core.autocrlf=YES"],
        &["-c", &include],
    ] {
        s.set("YES", "true");
        assert_eq!(check_with(&s, options), ["t unchanged"], "{options:?}");
    }
    let condition = format!("includeIf.gitdir:{}/.path", s.cwd().display());
    for setting in [&condition, "includeIf.onbranch:main.path", "include.path"] {
        s.git(&["config", setting, &file]);
        assert_eq!(agreed(&s).verdict("t"), "unchanged", "{setting}");
        s.git(&["config", "--unset", setting]);
    }
    assert_eq!(agreed(&s).verdict("t"), "modified");
    s.set("GIT_CONFIG_GLOBAL", &file);
    assert_eq!(agreed(&s).verdict("t"), "unchanged");
    s.set("GIT_CONFIG_GLOBAL", "/dev/null");
    for (name, value) in [
        ("COUNT", "1"),
        ("KEY_0", "core.autocrlf"),
        ("VALUE_0", "true"),
    ] {
        s.set(&format!("GIT_CONFIG_{name}"), value);
    }
    assert_eq!(agreed(&s).verdict("t"), "unchanged");
    assert_eq!(check_with(&s, &["-c", "core.autocrlf=0"]), ["t modified"]);
}

#[test]
fn how_git_is_to_read_paths_is_not_said_of_ours() {
    for option in [
        "--glob-pathspecs",
        "--noglob-pathspecs",
        "--icase-pathspecs",
        "--literal-pathspecs",
    ] {
        let s = deep();
        s.write("new", "new\n");
        let save = [option, "shipkit", "checkpoint", "--open=new", "-y"];
        let saved = s.run("git", &save, None).expect_code(0);
        assert!(!saved.stdout.contains("ignored"), "{}", saved.stdout);
        s.git(&["mv", "a", "moved"]);
        let files = check_with(&s, &[option]);
        assert_eq!(files[0], "a renamed", "{option}");
        let diff = s.run("git", &[option, "shipkit", "diff"], None);
        let _ = diff.expect_code(0).says("rename to moved");
    }
}

#[test]
fn a_file_of_settings_for_git_config_alone_is_none_for_us() {
    let s = Sandbox::new();
    s.git(&["config", "core.fileMode", "false"]);
    let _ = s.save(&["a"]);
    s.sh("chmod +x a");
    s.set("GIT_CONFIG", "/dev/null");
    assert_eq!(s.git(&["status", "--porcelain"]), "");
    assert_eq!(agreed(&s).verdict("a"), "unchanged");
}

#[test]
fn nobody_goes_up_to_a_ceiling() {
    let s = deep();
    let top = s.cwd();
    let above = s.root().to_owned();
    s.cd("s/t");
    for (ceiling, found) in [
        (top.clone(), false),
        (top.join("s"), false),
        (top.join("s/t"), true),
        (above, true),
        (top.join("x"), true),
    ] {
        s.set("GIT_CEILING_DIRECTORIES", &ceiling);
        let place = ceiling.display();
        assert_eq!(s.git_can(&["rev-parse", "--git-dir"]), found, "{place}");
        let said = s.run("git", &["shipkit", "resume", "--check"], None);
        if found {
            let _ = said.expect_code(0);
        } else {
            let _ = said.refused(128, "fatal: not a git repository");
        }
    }
    s.set("GIT_CEILING_DIRECTORIES", &top);
    s.cd("../..");
    assert_eq!(agreed(&s).files(), BOTH);
}

#[test]
fn the_work_tree_lies_where_the_configuration_says() {
    let s = Sandbox::new();
    s.write("../elsewhere/a", "one\n");
    s.write("../elsewhere/s/b", "b\n");
    s.git(&["config", "core.worktree", "../../elsewhere"]);
    s.set("GIT_DIR", s.path(".git"));
    s.cd("../elsewhere/s");
    assert_eq!(s.git(&["rev-parse", "--show-prefix"]), "s/");
    let save = [
        "shipkit",
        "checkpoint",
        "--task=t",
        "--open=b",
        "--open=../a",
    ];
    let _ = s.run("git", &save, None).expect_code(0);
    assert_eq!(agreed(&s).files(), ["a unchanged", "s/b unchanged"]);
    s.write("../a", "edited\n");
    assert_eq!(agreed(&s).files(), ["a modified", "s/b unchanged"]);
    assert!(s.exists("../.shipkit") && !s.exists("../../repo/.shipkit"));
}

#[test]
fn settings_git_cannot_read_are_refused_in_its_words() {
    for (key, value) in [
        ("core.fileMode", "maybe"),
        ("core.autocrlf", "maybe"),
        ("core.symlinks", "maybe"),
        ("core.bare", "maybe"),
    ] {
        let s = Sandbox::new();
        let _ = s.save(&["a"]);
        s.git(&["config", key, value]);
        let said = s.run("git", &["shipkit", "resume", "--check"], None);
        let _ = said.refused(128, "bad boolean config value 'maybe'");
        s.sh("sed -i /maybe/d .git/config");
    }
    let s = Sandbox::new();
    for (count, complaint) in [("x", "bogus count"), ("2", "missing config key")] {
        let variable = format!("GIT_CONFIG_COUNT={count}");
        let asked = [&*variable, "git", "shipkit", "resume"];
        let said = s.run("env", &asked, None);
        let _ = said.expect_code(128).complains(complaint);
    }
    s.write("../broken", "[core\n");
    s.set("GIT_CONFIG_GLOBAL", s.path("../broken"));
    let said = s.run("git", &["shipkit", "resume"], None);
    let _ = said.refused(128, "fatal: bad config line 1 in file");
    s.set("GIT_CONFIG_GLOBAL", "/dev/null");
}
