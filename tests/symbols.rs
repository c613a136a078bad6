//! A name of code that an item tells, and that has left the item's file, is
//! told; a word that was never there, or is still somewhere, is not.

use crate::support::{Report, Sandbox};

const CODE: &str = "\
import bcrypt
MAX_RETRIES = 3
class UserService:
    def create(self): pass
def hashPassword(name):
    return name
def 登录(): pass
";

/// `auth.py` holds the code, `other.py` nothing of it; an item tells `said`.
fn saved(said: &str) -> Sandbox {
    let s = Sandbox::new();
    s.write("auth.py", CODE);
    s.write("other.py", "def unrelated(): pass\n");
    s.sh("git add .; git commit -qm code");
    save(&s, &format!("## In Progress\n- [ ] {said}\n"));
    s
}

fn save(s: &Sandbox, document: &str) {
    let arguments = ["checkpoint", "--from", "-", "-y"];
    let _ = s
        .shipkit_reading(&arguments, Some(document.as_bytes()))
        .expect_code(0);
}

/// The names told of a file, each with its line.
fn gone(report: &Report, path: &str) -> Vec<String> {
    let symbols = report.file(path)["symbols"].as_array();
    let told = symbols.into_iter().flatten().map(|symbol| {
        assert_eq!(symbol["verdict"], "gone");
        let name = symbol["name"].as_str().expect("a name is a text");
        format!("{name} {}", symbol["line"])
    });
    told.collect()
}

#[test]
fn a_name_told_twice_is_gone_once() {
    let s = saved("`auth.py`: `hashPassword` is called as `hashPassword()`");
    s.sh("sed -i s/hashPassword/hash_password/ auth.py");
    let report = s.check().expect_code(1);
    assert_eq!(gone(&report, "auth.py"), ["hashPassword 5"]);
}

#[test]
fn a_name_that_left_its_file_is_told() {
    let s = saved("`auth.py`: `hashPassword()` retries `MAX_RETRIES` times");
    assert!(gone(&s.check().expect_code(0), "auth.py").is_empty());
    s.sh("sed -i s/hashPassword/hash_password/ auth.py");
    let report = s.check().expect_code(1);
    assert_eq!(gone(&report, "auth.py"), ["hashPassword() 5"]);
    assert_eq!(report.json["claims"][0]["verdict"], "symbol-gone");
    assert_eq!(report.json["drift"]["severity"], "at-position");
    assert_eq!(report.json["recommended"], "update");
    let said = s.shipkit(&["resume"]).expect_code(1);
    let _ = said
        .says("\n  hashPassword() is gone (stood on line 5)\n")
        .says("hashPassword() is gone from auth.py\n")
        .says("\n1 file changed, 1 name gone: look at the diff and update\n");
}

#[test]
fn names_are_known_by_their_look() {
    for (said, code, told) in [
        (
            "`UserService.create`",
            "s/create/make/",
            "UserService.create 4",
        ),
        (
            "`UserService::create`",
            "s/UserService/Users/",
            "UserService::create 4",
        ),
        (
            "`UserService.create()`",
            "/UserService/,+1d",
            "UserService.create() 4",
        ),
        ("`hashPassword(name, salt)`", "/hashP/d", "hashPassword() 5"),
        ("`MAX_RETRIES`", "/MAX/d", "MAX_RETRIES 2"),
        ("`登录`", "/登录/d", "登录 7"),
        ("see `auth.py::hashPassword`", "/hashP/d", "hashPassword 5"),
    ] {
        let s = saved(&format!("`auth.py`: {said}"));
        s.sh(&format!("sed -i '{code}' auth.py"));
        assert_eq!(gone(&s.check().expect_code(1), "auth.py"), [told], "{said}");
    }
}

#[test]
fn nothing_is_told_of_a_name_that_is_still_there_or_never_was() {
    for (said, code) in [
        (
            "`hashPassword()`",
            "s/^def hashPassword/# was hashPassword\\n&2/",
        ),
        ("`hashPassword()`", "s/hashPassword/\"hashPassword\"/"),
        ("`verifyPassword()`", "1i# new"),
        ("`hashPass`", "s/hashPassword/x/"),
        ("`bcrypt`", "/bcrypt/d"),
        ("`name`", "s/name/other/g"),
        ("`other.py`", "1i# new"),
        ("`git commit -m hashPassword`", "/hashP/d"),
        ("hashPassword() without a code span", "/hashP/d"),
        ("`登录`", "s/登录/用户登录/"),
        ("`auth.service.create`", "1i# new"),
    ] {
        let s = saved(&format!("`auth.py`: {said}"));
        s.sh(&format!("sed -i '{code}' auth.py"));
        let report = s.check().expect_code(1);
        assert!(
            gone(&report, "auth.py").is_empty(),
            "{said}: {:#}",
            report.json
        );
    }
}

#[test]
fn a_name_that_is_in_another_file_of_the_item_is_no_loss() {
    let s = saved("`auth.py` and `other.py`: `hashPassword()`");
    s.sh("sed -i /hashP/d auth.py; cp other.py kept; echo 'def hashPassword(): pass' >>other.py");
    assert!(gone(&s.check().expect_code(1), "auth.py").is_empty());
    s.sh("cp kept other.py");
    let report = s.check().expect_code(1);
    assert_eq!(gone(&report, "auth.py"), ["hashPassword() 5"]);
    s.sh("git checkout -q auth.py; echo 'def hashPassword(): pass' >>other.py");
    save(
        &s,
        "## Pending\n- `auth.py`, `other.py`: `hashPassword()`\n",
    );
    s.sh("sed -i /hashP/d auth.py");
    let report = s.check().expect_code(1);
    assert!(
        gone(&report, "auth.py").is_empty(),
        "other.py is unchanged and has it"
    );
}

#[test]
fn a_renamed_file_is_looked_into_where_it_is_now() {
    let s = saved("`auth.py`: `hashPassword()`, `MAX_RETRIES`");
    s.sh("git mv auth.py new.py; sed -i s/MAX_RETRIES/TRIES/ new.py; git commit -qam new");
    let report = s.check().expect_code(1);
    assert_eq!(report.verdict("auth.py"), "renamed");
    assert_eq!(gone(&report, "auth.py"), ["MAX_RETRIES 2"]);
    s.sh("git rm -qf new.py; git commit -qm gone");
    let report = s.check().expect_code(1);
    assert_eq!(report.verdict("auth.py"), "deleted");
    assert!(gone(&report, "auth.py").is_empty(), "the file says it all");
}

#[test]
fn rows_and_paragraphs_tell_names_too() {
    for document in [
        "# Notes\n\nIn `auth.py` there is `hashPassword()`.\n\nAnd `MAX_RETRIES` somewhere.\n",
        "# Notes\n\n| File | What |\n|---|---|\n| `auth.py` | `hashPassword()` |\n| `other.py` | `MAX_RETRIES` |\n",
        "# Notes\n\n- `auth.py`\n  - has `hashPassword()`\n- `MAX_RETRIES`\n",
        "## Completed\n- [x] `hashPassword()` works\n  - File: `auth.py`\n- [x] `MAX_RETRIES` too\n",
    ] {
        let s = saved("nothing");
        save(&s, document);
        s.sh("sed -i -e /hashP/d -e /MAX/d auth.py; echo '#' >>other.py");
        let report = s.check().expect_code(1);
        assert_eq!(gone(&report, "auth.py"), ["hashPassword() 5"], "{document}");
    }
}

#[test]
fn a_binary_file_has_no_names() {
    let s = saved("`auth.py`: `hashPassword()`");
    s.sh("printf 'a\\0b' >auth.py");
    let report = s.check().expect_code(1);
    assert!(gone(&report, "auth.py").is_empty());
}
