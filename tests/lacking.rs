//! Where a clone lacks what was saved, the command that fetches it is told.

use crate::support::Sandbox;

/// A clone that lacks what the saves pinned, and `.shipkit` from there.
fn lacking(options: &str) -> Sandbox {
    let s = Sandbox::new();
    s.sh(
        "git config uploadpack.allowFilter true; git config uploadpack.allowAnySHA1InWant true
          CP a:1; echo two >a; git commit -qam two",
    );
    s.sh(&format!(
        "git clone -q {options} \"file://$D\" ../clone; cp -r .shipkit ../clone
         cd ../clone; git config core.hooksPath /dev/null"
    ));
    s.cd("../clone");
    s
}

#[test]
fn the_command_that_fetches_what_is_lacking_is_told() {
    for (options, command) in [
        ("--depth=1", "git fetch --unshallow"),
        ("--filter=blob:none", "git shipkit diff"),
    ] {
        let s = lacking(options);
        let report = s.check().expect_code(1);
        assert_eq!(report.position("a", 1)["verdict"], "unknown", "{command}");
        let expected = serde_json::json!({"files": ["a"], "command": command});
        assert_eq!(report.json["lacking"], expected);
        let told =
            format!("Saved content of 1 file is not in this clone. To fetch it:\n  {command}\n");
        let _ = s.shipkit(&["resume", "--check"]).says(&told);
        s.sh(&format!("{command} 2>&1"));
        let report = s.check().expect_code(1);
        assert_eq!(report.position("a", 1)["verdict"], "edited", "{command}");
        assert!(report.json["lacking"].is_null());
    }
}

#[test]
fn a_commit_that_was_never_fetched_is_fetched_by_its_id() {
    let s = lacking("");
    s.sh(
        "cd ../repo; git switch -qc side; echo 3 >a; git commit -qam 3; CP a:1
          git switch -q main; cp .shipkit/checkpoint.md ../clone/.shipkit",
    );
    let head = s.git(&["-C", "../repo", "rev-parse", "side"]);
    let command = format!("git fetch origin {head}");
    let report = s.check().expect_code(1);
    assert_eq!(report.json["lacking"]["command"], command.as_str());
    s.sh(&format!("{command} -q"));
    assert!(s.check().json["lacking"].is_null());
}

#[test]
fn what_no_fetch_would_bring_has_no_command() {
    let s = lacking("");
    s.sh("cd ../repo; echo wip >a; CP a:1; cp .shipkit/checkpoint.md ../clone/.shipkit");
    let report = s.check().expect_code(1);
    assert_eq!(
        report.json["lacking"],
        serde_json::json!({"files": ["a"], "command": null})
    );
    let told = "Saved content of 1 file is not in this clone.\n";
    let _ = s.shipkit(&["resume", "--check"]).says(told);
}
