//! Which place is opened: the one nearest to the work, as it is now.

use super::{given, open, with_editor};
use crate::support::Sandbox;

fn saved(flags: &str) -> Sandbox {
    let s = with_editor("code");
    s.sh(&format!("git shipkit checkpoint -q -y --task t {flags}"));
    s
}

#[test]
fn the_place_is_the_one_nearest_to_the_work() {
    for (flags, wanted) in [
        (
            "--open other:3 --doing x --file code:9 --stopped-at 'signing (line 34)'",
            "[--goto][@code:34]",
        ),
        (
            "--open other:3 --doing x --file code:9",
            "[--goto][@code:9]",
        ),
        (
            "--open other:3 --stopped-at '`code` (line 7)'",
            "[--goto][@code:7]",
        ),
        (
            "--open other:3 --done x --file code:9",
            "[--goto][@other:3]",
        ),
        ("--open a --open other:3", "[--goto][@a:1]"),
        (
            "--done x --file code:9 --done y --file other",
            "[--goto][@code:9]",
        ),
        ("--done x --file other", "[@other]"),
        (
            "--doing x --file other:5 --doing y --file code:9 --stopped-at 'it (line 12)'",
            "[--goto][@code:12]",
        ),
        (
            "--doing x --file code:9 --stopped-at 'in `code`'",
            "[--goto][@code:9]",
        ),
    ] {
        let s = saved(&flags.replace("--open a ", "--open a:1 "));
        let said = open(&s).expect_code(0);
        assert_eq!(given(&s, &said), wanted, "{flags}");
    }
}

#[test]
fn it_is_opened_where_it_is_now() {
    for (change, code, wanted, told) in [
        ("true", 0, "[--goto][@code:20]", "Opening code:20.\n"),
        (
            "sed -i '1i new' code",
            1,
            "[--goto][@code:21]",
            "Opening code:21 (it was line 20).\n",
        ),
        (
            "git mv code moved",
            1,
            "[--goto][@moved:20]",
            "Opening moved:20.\n",
        ),
        (
            "sed -i '20s/.*/nothing like it/' code",
            1,
            "[--goto][@code:20]",
            "Opening code:20 (near what was line 20).\n",
        ),
        (
            "rm code",
            1,
            "[--goto][@other:3]",
            "code is not there.\nOpening other:3.\n",
        ),
        (
            "rm code; mkdir code",
            1,
            "[--goto][@other:3]",
            "code is not there.\n",
        ),
    ] {
        let s = saved("--doing x --file code:20 --open other:3");
        s.sh(change);
        let said = open(&s).expect_code(code).says(told);
        assert_eq!(given(&s, &said), wanted, "{change}");
    }
}

#[test]
fn where_nothing_is_there_nothing_is_opened() {
    let s = saved("--open code:20 --open other");
    s.sh("rm code other");
    let none = "None of the files that the checkpoint names is there to open.\n";
    let said = open(&s).expect_code(1).says(none);
    assert_eq!(given(&s, &said), "");
    let s = saved("");
    let said = open(&s)
        .expect_code(0)
        .says("The checkpoint names no file to open.\n");
    assert_eq!(given(&s, &said), "");
}

#[test]
fn a_document_that_was_edited_is_followed() {
    let s = saved("--doing x --file code:20");
    s.sh("sed -i 's/(line 20)/(line 31)/' .shipkit/checkpoint.md");
    let said = open(&s).expect_code(0);
    assert_eq!(given(&s, &said), "[--goto][@code:31]");
}

#[test]
fn it_is_no_choice_and_goes_with_one() {
    let s = saved("--doing x --file code:20");
    s.sh("sed -i '1i new' code");
    let said = s.shipkit(&["resume", "--open", "--proceed"]).expect_code(0);
    assert_eq!(given(&s, &said), "[--goto][@code:21]");
    let said = s.shipkit(&["resume", "--open", "--check"]).expect_code(1);
    assert_eq!(given(&s, &said), "[--goto][@code:21]");
    let _ = s
        .shipkit(&["resume", "--open", "--update"])
        .expect_code(129);
}
