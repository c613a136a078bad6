//! Lines that went into another file are found there without a record too.

use super::{check, commit, repository};

const CUT: &str = "sed -n 5,12p code >block; sed -i 5,12d code";

#[test]
fn lines_that_went_into_another_file_are_told_there() {
    for how in ["mv block new.c", "cat other block >o; mv o other; rm block"] {
        let s = repository("See `code:7`, `code:20` and `other`.\n");
        commit(&s, &format!("{CUT}; {how}"));
        let report = check(&s).expect_code(1);
        let position = report.position("code", 7);
        let (path, line) = match how {
            "mv block new.c" => ("new.c", 3),
            _ => ("other", 4),
        };
        assert_eq!(position["verdict"], "moved", "{how}: {position:#}");
        assert_eq!(position["nowPath"], path, "{how}");
        assert_eq!(position["nowLine"], line, "{how}");
        assert_eq!(report.position("code", 20)["nowLine"], 12);
    }
}

#[test]
fn lines_that_went_before_it_is_committed_are_told_too() {
    let s = repository("See `code:7` and `other`.\n");
    s.sh(&format!("{CUT}; cat block >>other; rm block"));
    assert_eq!(
        check(&s).expect_code(1).position("code", 7)["nowPath"],
        "other"
    );
    s.sh("git rm -qf code");
    let report = check(&s).expect_code(1);
    assert_eq!(report.verdict("code"), "deleted");
    assert_eq!(report.position("code", 7)["nowPath"], "other");
}

#[test]
fn each_position_is_as_old_as_its_line() {
    let s = repository("See `code:7`.\n\nAnd `code:30`.\n");
    commit(&s, &format!("{CUT}; mv block new.c"));
    commit(&s, "sed -i 's/And `code:30`/And `code:22`/' guide.md");
    commit(&s, "sed -n 20,25p code >later.c; sed -i 20,25d code");
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["nowPath"], "new.c");
    assert_eq!(report.position("code", 22)["nowPath"], "later.c");
    assert_eq!(report.position("code", 22)["nowLine"], 3);
}

#[test]
fn what_may_be_in_several_is_told_with_all() {
    let s = repository("See `code:7`.\n");
    commit(&s, &format!("{CUT}; cp block a.c; mv block b.c"));
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["verdict"], "ambiguous");
    let candidates = report.position("code", 7)["candidates"].as_array().cloned();
    let paths = candidates.expect("a list").into_iter();
    let paths: Vec<_> = paths.map(|one| one["path"].clone()).collect();
    assert_eq!(paths, ["a.c", "b.c"]);
}

#[test]
fn what_only_the_document_quotes_is_gone() {
    let s = repository("See `code:7`.\n");
    commit(
        &s,
        &format!("{CUT}; {{ echo; echo '```'; cat block; echo '```'; }} >>guide.md; rm block"),
    );
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["verdict"], "deleted");
    assert_eq!(
        report.position("code", 7)["nowPath"],
        serde_json::Value::Null
    );
}

#[test]
fn of_too_many_changes_it_is_told_that_none_was_looked_into() {
    let s = repository("See `code:7`.\n");
    commit(
        &s,
        &format!("{CUT}; mv block new.c; for i in $(seq 301); do echo $i >n$i; done"),
    );
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["verdict"], "deleted");
    let _ = s
        .shipkit(&["check", "guide.md"])
        .expect_code(1)
        .says("or perhaps in another file: too many have changed to look into");
}

#[test]
fn a_line_that_names_what_went_elsewhere_is_left_to_a_person() {
    let guide = "See `code:7`.\n";
    let s = repository(guide);
    commit(&s, &format!("{CUT}; mv block new.c"));
    let fix = ["shipkit", "check", "--fix", "-y", "guide.md"];
    let said = s.run("git", &fix, None).expect_code(1);
    assert_eq!(s.read("guide.md"), guide);
    let _ = said.mentions(&["guide.md:1: ", "new.c:3"]);
}
