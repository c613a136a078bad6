//! A name of code that left its file is told without a record too: it stood
//! there when its own line was written.

use super::{check, commit};
use crate::support::{Output, Report, Sandbox};

const CODE: &str = "import bcrypt\nMAX_RETRIES = 3\ndef hashPassword(name):\n    return name\n";

/// `auth.py` with the code, `other.py` without, and these lines as `guide.md`,
/// committed together.
fn repository(guide: &str) -> Sandbox {
    let s = Sandbox::init(&[]);
    s.write("guide.md", guide);
    s.write("auth.py", CODE);
    s.write("other.py", "def unrelated(): pass\n");
    commit(&s, "true");
    s
}

/// The names told of `auth.py`, each with its line.
fn gone(report: &Report) -> Vec<String> {
    gone_from(report, "auth.py")
}

fn gone_from(report: &Report, path: &str) -> Vec<String> {
    let symbols = report.file(path)["symbols"].as_array();
    let told = symbols.into_iter().flatten().map(|symbol| {
        let name = symbol["name"].as_str().expect("a name is a text");
        format!("{name} {}", symbol["line"])
    });
    told.collect()
}

#[test]
fn a_name_that_left_its_file_is_told() {
    let s = repository("- [ ] `auth.py`: `hashPassword()` and `MAX_RETRIES`\n");
    commit(&s, "sed -i '1i # new' auth.py");
    assert!(gone(&check(&s).expect_code(1)).is_empty());
    commit(&s, "sed -i s/hashPassword/hash_password/ auth.py");
    let report = check(&s).expect_code(1);
    assert_eq!(gone(&report), ["hashPassword() 3"]);
    assert_eq!(report.json["drift"]["severity"], "at-position");
    let said = s.shipkit(&["check", "guide.md"]).expect_code(1);
    let _ = said.says("\n  hashPassword() is gone (stood on line 3)\n");
    let severe = ["check", "--severity=at-position", "guide.md"];
    let _ = s.shipkit(&severe).expect_code(1);
}

#[test]
fn a_name_is_as_old_as_its_own_line() {
    let s = repository(
        "- File: `auth.py`\n- Uses `other.py`\n\n## Pending\n- [ ] `auth.py`\n  - `hashPassword()`\n  - `MAX_RETRIES`\n",
    );
    commit(&s, "sed -i -e /hashP/d -e /MAX/d auth.py");
    commit(&s, "sed -i 's/^  - `hashPassword()`/& was there/' guide.md");
    let report = check(&s).expect_code(1);
    assert_eq!(gone(&report), ["MAX_RETRIES 2"], "the other line knew");
    s.sh("sed -i 's/^  - `MAX_RETRIES`/& was there/' guide.md");
    assert!(
        gone(&check(&s).expect_code(1)).is_empty(),
        "no commit has it"
    );
}

#[test]
fn a_name_in_another_file_of_its_item_is_no_loss() {
    let s = repository("- `auth.py` and `other.py`: `hashPassword()`\n");
    commit(
        &s,
        "sed -i /hashP/d auth.py; cp other.py kept; echo 'def hashPassword(): pass' >>other.py",
    );
    assert!(gone(&check(&s).expect_code(1)).is_empty());
    commit(&s, "cp kept other.py");
    assert_eq!(gone(&check(&s).expect_code(1)), ["hashPassword() 3"]);
    let s = repository("- `auth.py`: `hashPassword()`\n");
    commit(&s, "printf 'a\\0b' >auth.py");
    assert!(gone(&check(&s).expect_code(1)).is_empty(), "binary");
    commit(&s, "git rm -q auth.py");
    assert!(
        gone(&check(&s).expect_code(1)).is_empty(),
        "deleted says it all"
    );
}

#[test]
fn a_renamed_file_is_looked_into_where_it_is_now() {
    let s = repository("- `auth.py`: `hashPassword()`, `MAX_RETRIES`\n");
    commit(
        &s,
        "git mv auth.py new.py; sed -i s/MAX_RETRIES/TRIES/ new.py",
    );
    let report = check(&s).expect_code(1);
    assert_eq!(report.verdict("auth.py"), "renamed");
    assert_eq!(gone(&report), ["MAX_RETRIES 2"]);
    commit(&s, "mkdir d; git mv new.py d/auth.py; git mv guide.md d");
    let report = super::check_with(&s, &["d/guide.md"]).expect_code(1);
    assert_eq!(report.verdict("d/auth.py"), "modified");
    assert_eq!(gone_from(&report, "d/auth.py"), ["MAX_RETRIES 2"]);
}

#[test]
fn a_line_with_a_lost_name_is_left_to_a_person() {
    let guide = "- `auth.py:4`: `hashPassword()`\n- `auth.py:4`\n";
    let s = repository(guide);
    commit(&s, "sed -i -e '1i # new' -e s/hashP/make_p/ auth.py");
    let fix = ["shipkit", "check", "--fix", "-y", "guide.md"];
    let said: Output = s.run("git", &fix, None).expect_code(1);
    assert_eq!(
        s.read("guide.md"),
        "- `auth.py:4`: `hashPassword()`\n- `auth.py:5`\n"
    );
    let _ = said.mentions(&["guide.md:1: ", "something else to look at"]);
}
