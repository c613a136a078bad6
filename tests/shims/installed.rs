//! What `install` writes, what it refuses, and that nothing is left of it.

use crate::support::{Output, Sandbox, can_type, schemas, skipped};
use serde_json::{Value, json};

/// Like `Sandbox::shipkit`, for a verb that is meant to write files.
#[track_caller]
fn shipkit(s: &Sandbox, words: &str) -> Output {
    let words: Vec<&str> = ["shipkit"].into_iter().chain(words.split(' ')).collect();
    s.run("git", &words, None)
}

/// Its answer as JSON, which is as the printed schema says.
#[track_caller]
fn told(s: &Sandbox, words: &str) -> Value {
    let answer = shipkit(s, &format!("{words} --json")).expect_code(0).json();
    let kind = answer["kind"].as_str().expect("a kind is a word");
    schemas::assert_is(kind, &answer);
    answer
}

/// Every file, and what it holds.
fn tree(s: &Sandbox) -> String {
    s.sh("find . -path ./.git -prune -o -print | sort; find . -path ./.git -prune -o -type f -print0 | sort -z | xargs -0 cat")
}

#[test]
fn what_there_is_to_install_is_listed_anywhere() {
    let s = Sandbox::empty();
    let listed = s.shipkit(&["install"]).expect_code(0);
    let _ = listed
        .says("What can be installed:\n  git         reminders by git's hooks\n  claude      Claude Code\n")
        .says("\n  node        checkpoint-manager.js\n  python      checkpoint_manager.py\n")
        .says("\nTo install it: git shipkit install TARGET (for a program: TARGET [DIR])\n");
    let listed = told(&s, "install");
    assert_eq!(listed["targets"][2]["target"], "python");
    let _ = s
        .shipkit(&["install", "perl"])
        .refused(129, "possible values: git, node, python");
}

#[test]
fn the_plan_is_shown_and_carried_out() {
    let s = Sandbox::new();
    s.sh("mkdir lib");
    let said = shipkit(&s, "install node lib").expect_code(0);
    assert_eq!(
        said.stdout,
        "To install for node:\n  write   lib/checkpoint-manager.js\n  write   lib/checkpoint-manager.d.ts\n  \
         write   lib/checkpoint-manager.mjs\n  write   lib/checkpoint-manager.d.mts\n\
         Installed. In a program: const manager = require('./checkpoint-manager.js');\n"
    );
    let again = shipkit(&s, "install node lib").expect_code(0);
    let first = again.stdout.lines().next();
    assert_eq!(first, Some("All that node needs is there already:"));
    s.cd("lib");
    let again = told(&s, "install node");
    assert_eq!(again["written"], false);
    assert_eq!(
        again["files"][0],
        json!({"path": "lib/checkpoint-manager.js", "does": "keep"})
    );
}

#[test]
fn the_package_says_which_kind_of_module_a_js_file_is() {
    for (package, names) in [
        (None, "d.mts d.ts js mjs"),
        (Some(r#"{"type":"commonjs"}"#), "d.mts d.ts js mjs"),
        (Some(r#"{"type":"module"}"#), "cjs d.cts d.ts js"),
    ] {
        let s = Sandbox::new();
        s.sh("mkdir -p app/deep");
        if let Some(package) = package {
            s.write("app/package.json", package);
        }
        let _ = shipkit(&s, "install node app/deep -q").expect_code(0);
        let found = s.sh("ls app/deep | cut -d. -f2- | LC_ALL=C sort | paste -sd' '");
        assert_eq!(found.trim_end(), names, "{package:?}");
    }
    let s = Sandbox::new();
    s.write("package.json", "{");
    let _ = shipkit(&s, "install node").refused(128, "package.json' is not valid JSON");
    // Node reads one with a mark, and looks no higher than `node_modules`.
    s.write("package.json", "\u{feff}{\"type\":\"module\"}");
    s.sh("mkdir -p node_modules/ours");
    for (words, name) in [
        ("install node -n", "checkpoint-manager.cjs"),
        (
            "install node node_modules/ours -n",
            "checkpoint-manager.mjs",
        ),
    ] {
        let _ = s
            .shipkit(&words.split(' ').collect::<Vec<_>>())
            .expect_code(0)
            .says(name);
    }
}

#[test]
fn a_package_that_changed_its_kind_is_followed() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install node -q").expect_code(0);
    s.write("package.json", r#"{"type":"module"}"#);
    let plan = told(&s, "install node");
    let does = |path: &str| {
        let files = plan["files"].as_array().expect("a list").iter();
        let mut found = files.filter(|file| file["path"] == path);
        found
            .next()
            .map_or("", |file| file["does"].as_str().unwrap_or_default())
    };
    assert_eq!(does("checkpoint-manager.js"), "renew");
    assert_eq!(does("checkpoint-manager.cjs"), "write");
    assert_eq!(does("checkpoint-manager.mjs"), "remove");
}

#[test]
fn uninstalling_leaves_the_tree_as_it_was() {
    for target in ["node", "python"] {
        let s = Sandbox::new();
        s.write("lib/own.js", "mine\n");
        s.write("lib/package.json", "{\"type\":\"module\"}");
        let before = tree(&s);
        let _ = shipkit(&s, &format!("install {target} lib")).expect_code(0);
        assert_ne!(tree(&s), before);
        let plan = told(&s, &format!("uninstall {target} lib"));
        assert_eq!(plan["kind"], "uninstall");
        assert_eq!(plan["written"], true);
        assert_eq!(plan["files"][0]["does"], "remove");
        assert_eq!(tree(&s), before, "{target}");
        let said = shipkit(&s, &format!("uninstall {target} lib")).expect_code(0);
        let nothing = format!("Nothing of git-shipkit's for {target} is there.\n");
        assert_eq!(said.stdout, nothing);
    }
}

#[test]
fn somebody_elses_file_stops_everything() {
    for (setup, why) in [
        ("echo mine >", "was not written by git-shipkit"),
        ("ln -s /etc/passwd", "is a symbolic link"),
        ("ln -s nowhere", "is a symbolic link"),
        ("mkdir", "is not a file"),
    ] {
        let s = Sandbox::new();
        s.sh(&format!("{setup} checkpoint-manager.d.ts"));
        let before = tree(&s);
        let sentence = format!("'checkpoint-manager.d.ts' {why}; nothing was written");
        let _ = shipkit(&s, "install node").refused(128, &sentence);
        assert_eq!(tree(&s), before, "{setup}");
        let _ = s
            .shipkit(&["install", "node", "-n"])
            .expect_code(0)
            .says("Nothing is written as long as 'checkpoint-manager.d.ts' is in the way.\n");
        let plan = told(&s, "install node -n");
        assert_eq!(plan["files"][1]["does"], "refuse");
        assert_eq!(plan["files"][1]["why"], why);
        let _ = shipkit(&s, "uninstall node").expect_code(0);
        assert_eq!(tree(&s), before, "{setup}");
    }
}

#[test]
fn an_edited_file_is_somebodys() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install python -q").expect_code(0);
    s.sh("cp checkpoint_manager.py ../fresh; echo '# mine' >>checkpoint_manager.py");
    let edited = s.read("checkpoint_manager.py");
    let _ = shipkit(&s, "install python")
        .refused(
            128,
            "was edited since git-shipkit wrote it; nothing was written",
        )
        .complains("hint: undo the edit, or move it away, then: git shipkit install python\n");
    s.sh("mkdir 'my lib'; echo mine >'my lib/checkpoint_manager.py'");
    let _ = s
        .shipkit(&["install", "python", "my lib"])
        .refused(128, "was not written by git-shipkit")
        .complains("hint: move it away, then: git shipkit install python 'my lib'\n");
    let _ = shipkit(&s, "uninstall python")
        .expect_code(0)
        .says("leave   checkpoint_manager.py (was edited since git-shipkit wrote it)\nNothing was removed.\n");
    assert_eq!(s.read("checkpoint_manager.py"), edited);
    s.sh("mv ../fresh checkpoint_manager.py");
    let _ = shipkit(&s, "uninstall python -q").expect_code(0);
    assert!(!s.exists("checkpoint_manager.py"));
}

#[test]
fn turned_line_endings_are_no_edit() {
    for format in ["sha1", "sha256"] {
        let s = Sandbox::init(&[&format!("--object-format={format}")]);
        let _ = shipkit(&s, "install node -q").expect_code(0);
        s.sh("git add .; git commit -qm shims; rm checkpoint-manager.*
              git -c core.autocrlf=true checkout -q .; grep -q '\r' checkpoint-manager.js");
        let plan = told(&s, "install node");
        assert_eq!(plan["written"], false, "{plan}");
        let _ = shipkit(&s, "uninstall node -q").expect_code(0);
        assert!(!s.exists("checkpoint-manager.js"));
    }
}

/// As an older version of the program would have written it.
#[test]
fn a_file_of_another_version_is_renewed() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install python -q").expect_code(0);
    let ours = s.read("checkpoint_manager.py");
    let (first, _) = ours.split_once('\n').expect("it has a first line");
    let body = "\"\"\"As it was once.\"\"\"\n";
    let check = first.split(['(', ')']).nth(1).expect("a check");
    let old = first.replace(check, &format!("check {}", s.blob_id(body)));
    let old = old.replace(env!("CARGO_PKG_VERSION"), "0.0.1");
    s.write("checkpoint_manager.py", format!("{old}\n{body}"));
    s.sh("chmod 640 checkpoint_manager.py");
    let _ = shipkit(&s, "install python")
        .expect_code(0)
        .says("renew   checkpoint_manager.py (was written by git-shipkit 0.0.1)\n");
    assert_eq!(s.read("checkpoint_manager.py"), ours);
    assert_eq!(s.sh("stat -c %a checkpoint_manager.py"), "640\n");
}

#[test]
fn only_a_directory_of_the_work_tree_is_written_to() {
    let s = Sandbox::new();
    s.sh("mkdir -p ../out lib; ln -s ../out away; ln -s lib near");
    for (dir, why) in [
        ("not/there", "'not/there' does not exist"),
        ("../out", "'../out' is outside the work tree"),
        ("away", "'away' is outside the work tree"),
        ("a", "'a' is not a directory"),
        ("", "'' does not exist"),
        (".git", "'.git' is inside .git"),
        (".git/hooks", "'.git/hooks' is inside .git"),
    ] {
        for verb in ["install", "uninstall"] {
            let _ = s.shipkit(&[verb, "node", dir]).refused(128, why);
        }
    }
    let _ = shipkit(&s, "install python near").expect_code(0);
    assert!(s.exists("lib/checkpoint_manager.py"));
    s.cd("../out");
    let _ = shipkit(&s, "install python").refused(128, "not a git repository");
}

#[test]
fn a_dry_run_writes_nothing() {
    let s = Sandbox::new();
    let said = s.shipkit(&["install", "python", "-n"]).expect_code(0);
    assert_eq!(
        said.stdout,
        "To install for python:\n  write   checkpoint_manager.py\nNothing was written.\n"
    );
    let _ = shipkit(&s, "install python -q").expect_code(0);
    let said = s.shipkit(&["uninstall", "python", "-n"]).expect_code(0);
    assert!(said.stdout.ends_with("\nNothing was removed.\n"));
}

#[test]
fn on_a_terminal_it_is_asked_first() {
    if !can_type() {
        return skipped("there is no script (util-linux)");
    }
    for (words, keys, code, is_there) in [
        ("install python", "n", 0, false),
        ("install python", "\\003", 130, false),
        ("install python", "y", 0, true),
        ("install python -q", "y", 0, true),
        ("install python -y", "", 0, true),
    ] {
        let s = Sandbox::new();
        let typing = format!(
            "(sleep 1; printf '{keys}'; sleep 1) | script -qec 'git shipkit {words}' /dev/null"
        );
        let said = s.run("sh", &["-c", &typing], None).expect_code(code);
        assert_eq!(
            said.stdout.contains("Write these files? [Y/n]"),
            !keys.is_empty()
        );
        // Nobody is asked about what was not shown.
        assert!(said.stdout.contains("  write   checkpoint_manager.py"));
        assert_eq!(
            s.exists("checkpoint_manager.py"),
            is_there,
            "{words} {keys}"
        );
    }
}
