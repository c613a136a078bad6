//! Files that nobody touched are not read again; one that somebody did is told.

use crate::support::{Sandbox, host};
use std::time::Duration;

/// So many that they are looked at together.
const MANY: usize = 40;

/// A checkpoint of many files in some directories, all of them remembered. They
/// are at rest for longer than any clock of a file system ticks. Where git is the
/// hand, it reads each file itself, and nothing is remembered.
fn remembered() -> Sandbox {
    let s = Sandbox::new();
    let paths: Vec<String> = (0..MANY).map(|at| format!("d{}/f{at}", at % 4)).collect();
    for path in &paths {
        s.write(path, "one\ntwo\n");
    }
    s.sh("git add .; git commit -qm many");
    std::thread::sleep(Duration::from_millis(2500));
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let _ = s.save(&paths);
    assert_drifted(&s, &[]);
    if cfg!(target_os = "linux") && host("SHIPKIT_HAND").is_none() {
        assert!(s.exists(".git/shipkit/stat-cache"), "nothing is tried here");
    }
    s
}

/// These files are told to be other than they were, and no other is.
fn assert_drifted(s: &Sandbox, drifted: &[&str]) {
    let told: Vec<String> = s.check().files();
    let told = told.iter().filter_map(|file| file.split_once(' '));
    let told = told.filter(|(_, verdict)| *verdict != "unchanged");
    let told: Vec<&str> = told.map(|(path, _)| path).collect();
    assert_eq!(told, drifted);
}

#[test]
fn whatever_became_of_a_file_is_told() {
    let s = remembered();
    s.sh("touch d0/f0; touch -d 2001-01-01 d0/f4");
    s.sh("touch -r d1/f1 ../then; echo 2 >d1/f1; echo ONE >>d1/f1; truncate -s 8 d1/f1");
    s.sh("touch -r ../then d1/f1; rm ../then");
    s.sh("printf 'ONE\\ntwo\\n' >d2/new; mv d2/new d2/f2; mv d3/f3 d3/f; ln -s f d3/f3");
    s.sh("chmod +x d3/f7");
    let drifted = ["d1/f1", "d2/f2", "d3/f3", "d3/f7"];
    assert_drifted(&s, &drifted);
    assert_drifted(&s, &drifted); // and again, by what was remembered in between
}

#[test]
fn a_directory_that_became_a_link_hides_its_files() {
    let s = remembered();
    s.sh("mv d0 ../elsewhere; ln -s ../elsewhere d0");
    let gone: Vec<String> = (0..MANY / 4).map(|at| format!("d0/f{}", at * 4)).collect();
    let report = s.check();
    for path in &gone {
        assert_ne!(report.verdict(path), "unchanged", "{path}");
    }
    s.sh("rm d0; mv ../elsewhere d0");
    assert_drifted(&s, &[]);
}
