//! The documents of `fixtures/documents/references`, with whatever line
//! endings: each reference is brought up to date, no other byte changes, and
//! there is nothing left to do a second time.

use super::{catalog, commit, paths, shop};
use crate::forms::{Form, files, forms, found};
use crate::support::Sandbox;
use git_shipkit::document::Catalog;

/// Adds a line above all others of every file.
const LOWER: &str = "git ls-files -z -- ':!*form-*' | xargs -0 sed -i '1i new'";

/// Renames every file, in its directory.
fn rename_all(s: &Sandbox) {
    for path in paths().iter().filter(|path| renamed(path) != **path) {
        s.git(&["mv", path, &renamed(path)]);
    }
    commit(s, "true");
}

/// Files that a document may name by a word that no other file would be.
const BY_CUSTOM: [&str; 4] = ["Dockerfile", "Makefile", "README.md", "CHANGELOG.md"];

/// What a file is renamed to.
fn renamed(path: &str) -> String {
    let (directory, name) = match path.rsplit_once('/') {
        Some((directory, name)) => (format!("{directory}/"), name),
        None => (String::new(), path),
    };
    let new = if BY_CUSTOM.contains(&name) { "" } else { "nu-" };
    format!("{directory}{new}{name}")
}

/// One document, and what is found in it.
struct Case {
    /// Where it lies.
    path: String,
    base: Option<&'static str>,
    prose: String,
    wanted: Vec<String>,
}

impl Case {
    fn of(form: &Form, ending: &str, prose: String) -> Case {
        let directory = form.base().map_or(String::new(), |base| format!("{base}/"));
        Case {
            path: format!("{directory}form-{}{ending}.md", form.name),
            base: form.base(),
            prose,
            wanted: form.wanted.clone(),
        }
    }

    /// What is found once every reference is as `change` says.
    fn assert_found(&self, now: &str, files: &Catalog, change: &dyn Fn(&str, &str) -> String) {
        let mut found = found(now, self.base, files);
        let wanted = self.wanted.iter().map(|line| {
            let (at, what) = line.split_once(' ').expect("a line and a path");
            let (path, lines) = match what.rsplit_once(':') {
                Some((path, lines)) => (path, format!(":{lines}")),
                None => (what, String::new()),
            };
            format!("{at} {}", change(path, &lines))
        });
        let mut wanted: Vec<String> = wanted.collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{}:\n{now}", self.path);
    }
}

/// Every form as it is, and as other editors write it.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for form in forms() {
        let prose = &form.prose;
        let windows = prose.trim_end().replace('\n', "\r\n");
        cases.push(Case::of(&form, "-windows", format!("\u{feff}{windows}")));
        cases.push(Case::of(&form, "", prose.clone()));
    }
    cases
}

/// The cases in a repository, committed.
fn world() -> (Sandbox, Vec<Case>) {
    let s = shop();
    let cases = cases();
    for case in &cases {
        s.write(&case.path, &case.prose);
    }
    commit(&s, "true");
    (s, cases)
}

/// Runs `check --fix -y` on all cases, twice; the second time does nothing.
fn fix(s: &Sandbox, cases: &[Case]) {
    let mut all = vec!["shipkit", "check", "--fix", "-y"];
    all.extend(cases.iter().map(|case| &*case.path));
    let _ = s.run("git", &all, None).expect_code(0);
    commit(s, "true");
    let again = s.watching(|| s.run("git", &all, None)).expect_code(0);
    let nothing = again
        .stdout
        .matches("no number or path to bring up to date");
    assert_eq!(nothing.count(), cases.len(), "{again}");
}

/// Saves every case as a checkpoint of its own.
fn save(s: &Sandbox, cases: &[Case]) {
    for (at, case) in cases.iter().enumerate() {
        let name = format!("c{at}");
        let _ = s
            .shipkit(&["checkpoint", &name, "--from", &case.path])
            .expect_code(0);
    }
}

/// Runs `resume --update` on the case's checkpoint, twice, and gives the
/// document; the second time changes nothing in it.
fn update(s: &Sandbox, at: usize) -> String {
    let prose = || {
        let document = s.read(&format!(".shipkit/checkpoint-c{at}.md"));
        let (prose, _) = document.split_once("<!-- git-shipkit").expect("a record");
        prose.to_owned()
    };
    let name = format!("c{at}");
    let update = ["resume", &name, "--update"];
    let _ = s.shipkit(&update).expect_code(0);
    let once = prose();
    let _ = s.shipkit(&update).expect_code(0);
    assert_eq!(prose(), once, "{name} a second time");
    once
}

/// `text` with one `0` for every number.
fn without_numbers(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    out
}

fn one_further(lines: &str) -> String {
    let number = |text: &str| 1 + text.parse::<u32>().expect("a number");
    match lines.trim_start_matches(':').split_once('-') {
        _ if lines.is_empty() => String::new(),
        Some((first, last)) => format!(":{}-{}", number(first), number(last)),
        None => format!(":{}", number(&lines[1..])),
    }
}

#[test]
fn every_number_follows_its_line() {
    let (s, cases) = world();
    save(&s, &cases);
    commit(&s, LOWER);
    for (at, case) in cases.iter().enumerate() {
        let now = update(&s, at);
        case.assert_found(&now, &files(), &|path, lines| {
            format!("{path}{}", one_further(lines))
        });
        let (now, before) = (without_numbers(&now), without_numbers(&case.prose));
        assert_eq!(now.trim_end(), before.trim_end(), "{}", case.path);
    }
}

#[test]
fn every_path_follows_its_file() {
    let (s, cases) = world();
    save(&s, &cases);
    rename_all(&s);
    let files = catalog(paths().iter().map(|path| renamed(path)));
    let assert = |case: &Case, now: &str| {
        case.assert_found(now, &files, &|path, lines| {
            format!("{}{lines}", renamed(path))
        });
        // a link that is written anew is written without spaces
        let plain = |text: &str| text.replace("%20", " ").trim_end().to_owned();
        let now = now.replace("nu-", "");
        assert_eq!(plain(&now), plain(&case.prose), "{}", case.path);
    };
    for (at, case) in cases.iter().enumerate() {
        assert(case, &update(&s, at));
    }
    fix(&s, &cases);
    for case in &cases {
        assert(case, &s.read(&case.path));
    }
}
