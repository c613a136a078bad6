//! Then against now, as people see it: git's own patch, drawn, with every line
//! of it; and git itself for who has a program of their own for diffs.

mod bounded;
mod kept;
mod odd;
mod seen;
mod whose;

use crate::support::{Sandbox, can_type, skipped};

/// What `git shipkit WORDS` shows a person, without lines being broken: as
/// under a pager that git has started.
fn seen(s: &Sandbox, words: &[&str]) -> String {
    let mut all = vec!["GIT_PAGER_IN_USE=1", "git", "shipkit"];
    all.extend(words);
    s.run("env", &all, None).expect_code(0).stdout
}

/// What it shows on a terminal of so many columns, however long it is. `None`
/// where there is no `script`.
fn drawn_at(s: &Sandbox, columns: u16, words: &str) -> Option<String> {
    if !can_type() {
        skipped("there is no script (util-linux)");
        return None;
    }
    let typed = format!(
        "script -qec 'stty cols {columns} rows 900; git shipkit {words}' /dev/null </dev/null"
    );
    let said = s.run("sh", &["-c", &typed], None);
    Some(said.stdout.replace('\r', ""))
}
