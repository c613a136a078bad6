//! `install git` and `uninstall git`: git calls us, nobody's hooks suffer, and
//! what was there before is there again to the byte.

mod blocks;
mod configured;
mod forms;
mod leaving;
mod managers;
mod places;
mod runs;
mod told;

use crate::support::{Output, Sandbox, schemas};
use serde_json::Value;
use std::ffi::OsString;
use std::path::PathBuf;

const EVENTS: [&str; 5] = [
    "pre-commit",
    "post-checkout",
    "post-commit",
    "post-merge",
    "post-rewrite",
];

/// `git shipkit WORDS`, for a verb that is meant to write files.
#[track_caller]
fn shipkit(s: &Sandbox, words: &str) -> Output {
    let words: Vec<&str> = words.split(' ').collect();
    s.run(env!("CARGO_BIN_EXE_git-shipkit"), &words, None)
}

/// Its answer as JSON, which is as the printed schema says.
#[track_caller]
fn answer(s: &Sandbox, words: &str) -> Value {
    let answer = shipkit(s, &format!("{words} --json")).json();
    let kind = answer["kind"].as_str().expect("a kind is a word");
    schemas::assert_is(kind, &answer);
    answer
}

/// What the plan says of an event: its steps as `way does`.
fn steps(answer: &Value, event: &str) -> String {
    let all = answer["steps"].as_array().into_iter().flatten();
    let of_event = all.filter(|step| step["event"] == event);
    let told = of_event.map(|step| {
        let word = |key: &str| step[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", word("way"), word("does"))
    });
    told.collect::<Vec<_>>().join(", ")
}

/// Why, of the first step of an event.
fn why(answer: &Value, event: &str) -> String {
    let mut all = answer["steps"].as_array().into_iter().flatten();
    let step = all.find(|step| step["event"] == event);
    let why = step.and_then(|step| step["why"].as_str());
    why.unwrap_or_default().to_owned()
}

/// The lines that are to be added by hand for an event.
fn by_hand(answer: &Value, event: &str) -> String {
    let all = answer["steps"].as_array().into_iter().flatten();
    let of_event = all.filter(|step| step["event"] == event);
    let parts = of_event.flat_map(|step| step["byHand"].as_array().into_iter().flatten());
    let lines = parts.flat_map(|part| part["lines"].as_array().into_iter().flatten());
    lines
        .map(|line| format!("{}\n", line.as_str().expect("a line is a text")))
        .collect()
}

/// The git directory of the repository as hooks are concerned: every file with
/// its mode, its time and what it holds.
fn state(s: &Sandbox) -> String {
    s.sh("cd \"$(git rev-parse --git-common-dir)\"
          find hooks config* -printf '%p %y %m %T@ %l\\n' | sort
          find hooks config* -type f -print0 | sort -z | xargs -0 cat")
}

/// The same without times, which go by when something is written.
fn bytes(s: &Sandbox) -> String {
    s.sh("cd \"$(git rev-parse --git-common-dir)\"
          find hooks config* -printf '%p %y %m %l\\n' | sort
          find hooks config* -type f -print0 | sort -z | xargs -0 cat")
}

/// From here on `git` says that it is of this version, and else is as it was.
fn say_version(s: &Sandbox, version: &str) {
    let real = s.sh("PATH=${PATH#\"$SANDBOX/versions:\"}; command -v git");
    let real = real.trim();
    let script = format!(
        "#!/bin/sh\n[ \"$*\" = version ] && {{ echo 'git version {version}'; exit 0; }}\nexec '{real}' \"$@\"\n"
    );
    s.write("../versions/git", script);
    s.sh("chmod +x ../versions/git");
    let dir = s.root().join("versions");
    if !s
        .sh("printf %s \"$PATH\"")
        .starts_with(&*dir.to_string_lossy())
    {
        put_before_path(s, dir);
    }
}

/// From here on this directory comes first in PATH.
fn put_before_path(s: &Sandbox, dir: PathBuf) {
    let path = s.sh("printf %s \"$PATH\"");
    let all = [dir].into_iter().chain(std::env::split_paths(&path));
    let path: OsString = std::env::join_paths(all).expect("no directory has a colon");
    s.set("PATH", path);
}

/// Writes a hook that is executable.
fn hook(s: &Sandbox, event: &str, content: impl AsRef<[u8]>) {
    let path = format!(".git/hooks/{event}");
    s.write(&path, content);
    s.sh(&format!("chmod 755 {path}"));
}

/// From here on `git-shipkit` writes down each call it gets from a hook, into
/// `../calls`, and ends with what `../code` holds. The real one is called for
/// everything else.
fn listen(s: &Sandbox) {
    let script = format!(
        "#!/bin/sh\n[ \"$1\" = hook ] || exec '{}' \"$@\"\n\
         echo \"$*\" >>\"$SANDBOX/calls\"\n. \"$SANDBOX/code\"\n",
        env!("CARGO_BIN_EXE_git-shipkit")
    );
    s.write("../listening/git-shipkit", script);
    s.write("../code", "exit 0\n");
    s.sh("chmod +x ../listening/git-shipkit");
    put_before_path(s, s.root().join("listening"));
}

/// The calls since the last time, with ids as `ID`.
fn calls(s: &Sandbox) -> String {
    s.sh("touch \"$SANDBOX/calls\"; sed -E 's/[0-9a-f]{40}/ID/g' \"$SANDBOX/calls\"; : >\"$SANDBOX/calls\"")
}
